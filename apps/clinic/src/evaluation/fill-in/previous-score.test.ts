import type { Instrument, Measurement } from '@dosis/domain'
import { describe, expect, test } from 'vitest'
import { changeSince, earlierVersions, previousScore, thresholdOf } from './previous-score.ts'

const scores: readonly Measurement[] = [
  { instrument: 'psk', on: '2026-03-01', score: 7, version: 'lopen' },
  { instrument: 'psk', on: '2026-04-01', score: 5, version: 'lopen' },
  { instrument: 'psk', on: '2026-04-15', score: 8, version: 'tillen' },
  { instrument: 'nprs', on: '2026-04-20', score: 3 },
]

describe('the score of last time', () => {
  test.each([
    ['psk', '2026-05-01', 'lopen', 5],
    ['psk', '2026-04-01', 'lopen', 5],
    ['psk', '2026-03-31', 'lopen', 7],
    ['psk', '2026-02-28', 'lopen', undefined],
    ['psk', '2026-05-01', 'tillen', 8],
    ['psk', '2026-05-01', undefined, undefined],
    ['nprs', '2026-05-01', undefined, 3],
  ])('of %s on %s in version %s', (instrument, on, version, score) => {
    expect(previousScore(scores, { instrument, on, version })?.score).toBe(score)
  })

  test('names the versions of before, the last first', () => {
    expect(earlierVersions(scores, 'psk')).toEqual(['tillen', 'lopen'])
  })
})

test('a change has no noise of binary fractions, and is not there without both scores', () => {
  expect(changeSince({ instrument: 'psk', on: '2026-04-01', score: 3.9 }, 5.2)).toBe(1.3)
  expect(changeSince(undefined, 5)).toBeNull()
  expect(changeSince(scores[0], undefined)).toBeNull()
})

describe('the threshold beside a change', () => {
  const error = (value: number, atLeast: number, atMost: number): Instrument['thresholds'][number] => ({
    kind: 'measurement_error',
    value,
    upTo: null,
    startScore: { atLeast, atMost },
    population: null,
    factIds: [],
  })
  const berg = { thresholds: [error(5, 35, 44), error(4, 45, 56)] } as unknown as Instrument

  test.each([
    [34, undefined],
    [35, 5],
    [44, 5],
    [45, 4],
    [undefined, undefined],
  ])('from a start score of %s', (start, value) => {
    expect(thresholdOf(berg, 'measurement_error', start)?.value).toBe(value)
  })

  test('is left out while it awaits review, and for an instrument of screening', () => {
    const waits = {
      ...error(5, 0, 56),
      review: { state: 'awaiting_review', reviewedBy: null, reviewedOn: null },
    } as const
    expect(thresholdOf({ ...berg, thresholds: [waits] }, 'measurement_error', 40)).toBeUndefined()
    expect(thresholdOf({ ...berg, use: 'screening' }, 'measurement_error', 40)).toBeUndefined()
  })
})
