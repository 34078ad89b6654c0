import { expect, test } from 'vitest'
import { measuredOf } from './assessment-input.ts'

const score = (instrument: string, on: string, value: number, version?: string) => ({
  instrument,
  on,
  score: value,
  ...(version === undefined ? {} : { version }),
})

test('takes the first score as the start and the last as now, by day, not by order of entry', () => {
  const scores = [score('odi', '2026-06-15', 12), score('odi', '2026-05-04', 20), score('odi', '2026-05-25', 16)]
  expect(measuredOf(scores)).toEqual({ odi: { start: 20, now: 12 } })
})

test('takes one score as a score now, from which no change follows', () => {
  expect(measuredOf([score('nprs', '2026-05-04', 6)])).toEqual({ nprs: { now: 6 } })
})

test('never compares versions of an instrument: the last one counts', () => {
  const scores = [
    score('odi', '2026-05-04', 20, 'nl'),
    score('odi', '2026-06-15', 12, 'en'),
    score('odi', '2026-05-11', 18, 'en'),
  ]
  expect(measuredOf(scores)).toEqual({ odi: { start: 18, now: 12 } })
})
