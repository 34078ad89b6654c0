import { addDays, addWeeks, type Plan, weekday } from '@dosis/domain'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { planCalendar } from './plan-calendar.ts'

const monday = '2026-05-04'

function planWith(parts: Partial<Plan>): Plan {
  const evaluation: Plan['evaluation'] = {
    nextDate: '2026-06-15',
    cycleWeeks: 6,
    indicativeEndDate: null,
    notBefore: null,
    endRule: null,
    factIds: [],
    why: [],
  }
  return {
    on: monday,
    knowledgeVersion: 'test',
    startsOn: monday,
    weekdays: [1, 3, 5],
    goals: [],
    prescriptions: [],
    sessions: [{ id: 'walk', prescriptions: ['walk'], parts: [] }],
    leftOut: [],
    open: [],
    blocked: [],
    evaluation,
    stopRules: [],
    mustShow: [],
    factIds: [],
    ...parts,
  }
}

test('sessions run on their days up to the day before the evaluation', () => {
  expect(planCalendar(planWith({}))).toEqual([
    { kind: 'sessions', template: 'walk', weekdays: [1, 3, 5], from: monday, until: '2026-06-14' },
    { kind: 'evaluation', on: '2026-06-15' },
  ])
})

test('a session has its own days, and begins on the first of them', () => {
  const plan = planWith({ sessions: [{ id: 'strength', prescriptions: [], parts: [], weekdays: [2, 6] }] })
  expect(planCalendar(plan)[0]).toMatchObject({ weekdays: [2, 6], from: '2026-05-05' })
})

test('a course of about twelve weeks has one evaluation half-way and the conversation at the end', () => {
  const { evaluation } = planWith({})
  const plan = planWith({ evaluation: { ...evaluation, indicativeEndDate: addWeeks(monday, 12) } })
  expect(planCalendar(plan).slice(1)).toEqual([
    { kind: 'evaluation', on: '2026-06-15' },
    { kind: 'end', on: addWeeks(monday, 12) },
  ])
})

test.each([
  [11, []],
  [12, []],
  [13, [addWeeks(monday, 12)]],
  [18, [addWeeks(monday, 12)]],
  [19, [addWeeks(monday, 12), addWeeks(monday, 18)]],
])('a course of %i weeks is evaluated every six weeks before its end', (weeks, later) => {
  const { evaluation } = planWith({})
  const days = planCalendar(planWith({ evaluation: { ...evaluation, indicativeEndDate: addWeeks(monday, weeks) } }))
  expect(days.flatMap((entry) => (entry.kind === 'evaluation' ? [entry.on] : []))).toEqual(['2026-06-15', ...later])
})

test.each([null, 0])('without a cycle (%s) there is one evaluation, whenever the course ends', (cycleWeeks) => {
  const { evaluation } = planWith({})
  const plan = planWith({ evaluation: { ...evaluation, cycleWeeks, indicativeEndDate: addWeeks(monday, 30) } })
  expect(planCalendar(plan).slice(1)).toEqual([
    { kind: 'evaluation', on: '2026-06-15' },
    { kind: 'end', on: addWeeks(monday, 30) },
  ])
})

test('an evaluation that falls after the end of the course is still asked for', () => {
  const { evaluation } = planWith({})
  const plan = planWith({ evaluation: { ...evaluation, indicativeEndDate: '2026-06-01' } })
  expect(planCalendar(plan).slice(1)).toEqual([
    { kind: 'evaluation', on: '2026-06-15' },
    { kind: 'end', on: '2026-06-01' },
  ])
})

test('without an evaluation sessions are planned six weeks ahead', () => {
  const { evaluation } = planWith({})
  const plan = planWith({ evaluation: { ...evaluation, nextDate: null, cycleWeeks: null } })
  expect(planCalendar(plan)).toEqual([
    { kind: 'sessions', template: 'walk', weekdays: [1, 3, 5], from: monday, until: addDays(addWeeks(monday, 6), -1) },
  ])
})

test('a session without days, or that would begin after the evaluation, has no place', () => {
  const { evaluation } = planWith({})
  const sessions = [{ id: 'walk', prescriptions: [], parts: [], weekdays: [] }]
  expect(planCalendar(planWith({ sessions })).map(({ kind }) => kind)).toEqual(['evaluation'])
  const due = planWith({ evaluation: { ...evaluation, nextDate: monday } })
  expect(planCalendar(due).map(({ kind }) => kind)).toEqual(['evaluation'])
})

test('whatever the days, the first day is one of them, within a week, and nothing lies after the end', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 3000 }),
      fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 1, max: 30 }),
      (days, weekdays, cycleWeeks, courseWeeks) => {
        const startsOn = addDays('2024-01-01', days)
        const end = addWeeks(startsOn, courseWeeks)
        const { evaluation } = planWith({})
        const entries = planCalendar(
          planWith({
            startsOn,
            weekdays,
            evaluation: {
              ...evaluation,
              nextDate: addWeeks(startsOn, cycleWeeks),
              cycleWeeks,
              indicativeEndDate: end,
            },
          }),
        )
        const [sessions, ...rest] = entries
        if (sessions?.kind !== 'sessions') throw new Error('no sessions')
        expect(weekdays).toContain(weekday(sessions.from))
        expect(sessions.from >= startsOn && sessions.from < addDays(startsOn, 7)).toBe(true)
        const evaluations = rest.flatMap((entry) => (entry.kind === 'evaluation' ? [entry.on] : []))
        expect(evaluations.slice(1).every((on) => on < end)).toBe(true)
        expect(new Set(evaluations).size).toBe(evaluations.length)
      },
    ),
  )
})

test('a session of every other week begins in the first of its weeks and skips the next', () => {
  const every = { every: 'week', parts: [] } as const
  const [first] = planWith({}).sessions
  const session = { ...first, weekdays: [1], alternate: every } as Plan['sessions'][number]
  const from = (startsOn: string) => planCalendar({ ...planWith({ sessions: [session] }), startsOn })[0]
  expect(from('2026-05-04')).toMatchObject({ from: '2026-05-04', everyWeeks: 2 })
  expect(from('2026-05-07')).toMatchObject({ from: '2026-05-18', everyWeeks: 2 })
})
