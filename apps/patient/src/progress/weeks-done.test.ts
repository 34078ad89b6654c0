import type { SessionLog } from '@dosis/domain'
import { expect, test } from 'vitest'
import { performed } from './performed.ts'
import { figuresOfWeeks } from './weeks-done.ts'

const weeks = [{ weekStartsOn: '2026-05-04' }, { weekStartsOn: '2026-05-11' }, { weekStartsOn: '2026-05-18' }]
const log = (on: string, changes: Partial<SessionLog>): SessionLog =>
  ({ sessionId: on, on, parts: [], fatigue: null, ...changes }) as SessionLog
const walked = (on: string, minutes: number) =>
  log(on, { parts: [{ part: 0, kind: 'continuous', seconds: minutes * 60 }] })
const stepped = (on: string, steps?: number) =>
  log(on, { parts: steps === undefined ? [] : [{ part: 0, kind: 'steps', seconds: 0, steps }] })
const values = (figures: ReturnType<typeof figuresOfWeeks>) => figures.map(({ value }) => value)

test('minutes of a week are summed, and a week without any is not zero but unknown', () => {
  const logs = [walked('2026-05-04', 15), walked('2026-05-10', 20), walked('2026-05-18', 10)]
  expect(values(figuresOfWeeks(weeks, logs, performed.minutes, 'sum'))).toEqual([35, null, 10])
})

test('steps are the mean of the days that were told; a day without a number lowers nothing', () => {
  const logs = [stepped('2026-05-05', 4000), stepped('2026-05-06', 4400), stepped('2026-05-07')]
  expect(values(figuresOfWeeks(weeks, logs, performed.steps, 'mean'))).toEqual([4200, null, null])
})

test('tiredness that was skipped is not known, and no tiredness at all is zero', () => {
  const logs = [log('2026-05-04', { fatigue: null }), log('2026-05-12', { fatigue: 0 })]
  expect(values(figuresOfWeeks(weeks, logs, performed.fatigue, 'mean'))).toEqual([null, 0, null])
})

test('of a load the heaviest of the week counts, of that exercise alone', () => {
  const press = (on: string, exercise: string, loadKilograms: number) =>
    log(on, { parts: [{ part: 0, kind: 'strength', exercise, loadKilograms, seconds: 60 }] })
  const logs = [
    press('2026-05-04', 'leg-press', 40),
    press('2026-05-06', 'leg-press', 37.5),
    press('2026-05-06', 'chest-press', 90),
  ]
  expect(values(figuresOfWeeks(weeks, logs, performed.load('leg-press'), 'highest'))).toEqual([40, null, null])
})
