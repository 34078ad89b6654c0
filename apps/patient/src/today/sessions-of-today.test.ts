import type { Plan, SessionLog, SessionTemplate } from '@dosis/domain'
import { expect, test } from 'vitest'
import { dayPlanOf } from './sessions-of-today.ts'

const runWalk: SessionTemplate = {
  id: 'run-walk',
  prescriptions: ['run-walk'],
  parts: [
    {
      kind: 'intervals',
      level: 1,
      levels: 13,
      runSeconds: 15,
      walkSeconds: 120,
      repetitions: 6,
      minRepetitions: 6,
      maxRepetitions: 10,
    },
  ],
}
// 2026-05-04 is a Monday.
const plan = { startsOn: '2026-05-04', weekdays: [1, 3, 5], sessions: [runWalk] } as unknown as Plan
const logged = (on: string) => ({ sessionId: on, template: 'run-walk', on, completed: true }) as SessionLog

test('a planned day asks for its session', () => {
  expect(dayPlanOf(plan, [], '2026-05-04').due).toEqual([runWalk])
})

test('a session that was done today is not asked again', () => {
  const day = dayPlanOf(plan, [logged('2026-05-04')], '2026-05-04')
  expect(day.due).toEqual([])
  expect(day.spare).toEqual([])
  expect(day.hasTrainedToday).toBe(true)
  expect(day.week).toEqual({ done: 1, planned: 3 })
})

test('a log that says only why the session did not begin leaves it open', () => {
  const log = { ...logged('2026-05-04'), completed: false, parts: [] }
  expect(dayPlanOf(plan, [log], '2026-05-04')).toMatchObject({ due: [runWalk], week: { done: 0, planned: 3 } })
  expect(dayPlanOf(plan, [{ ...log, parts: [{ part: 0, kind: 'intervals', seconds: 5 }] }], '2026-05-04').due).toEqual(
    [],
  )
})

test('a rest day asks for nothing, leaves a missed session open and names the next day', () => {
  const day = dayPlanOf(plan, [], '2026-05-05')
  expect(day.due).toEqual([])
  expect(day.spare).toEqual([runWalk])
  expect(day.nextOn).toBe('2026-05-06')
})

test('nothing is spare when the week is full', () => {
  const logs = ['2026-05-04', '2026-05-06', '2026-05-08'].map(logged)
  expect(dayPlanOf(plan, logs, '2026-05-09').spare).toEqual([])
})

test('missed sessions of last week are not made up for', () => {
  expect(dayPlanOf(plan, [], '2026-05-11')).toMatchObject({ due: [runWalk], week: { done: 0, planned: 3 } })
})

test('before the plan starts there is nothing to do, and the first day is named', () => {
  const day = dayPlanOf(plan, [], '2026-05-01')
  expect(day).toMatchObject({ due: [], spare: [], nextOn: '2026-05-04' })
})
