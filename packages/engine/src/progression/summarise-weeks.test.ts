import { addDays, type Plan, type SessionLog } from '@dosis/domain'
import { describe, expect, test } from 'vitest'
import { event, log, plan, startsOn } from './fixture.ts'
import { levelOf, summariseWeeks } from './summarise-weeks.ts'

const on = (day: number) => addDays(startsOn, day)
const press = { kind: 'continuous', exercise: 'walking', minutes: 5 } as const

describe('a week', () => {
  test('says what was planned and done, how it went, at which level and what harm came', () => {
    const logs = [
      log({ day: 0, painBefore: 2, painAfter: 5 }),
      log({ day: 2, level: 2, painBefore: null, painAfter: 2, completed: false }),
      { ...log({ day: 4, level: 2, event: event('with', 4, []) }), effortBorg: 13 },
    ]
    const events = [event('alone', 6, []), event('with', 4, []), event('later', 7, []), event('before', -1, [])]
    expect(summariseWeeks(plan, logs, on(7), events)).toEqual([
      {
        weekStartsOn: startsOn,
        planned: 3,
        done: 2,
        adherenceFraction: 2 / 3,
        meanEffortBorg: 37 / 3,
        meanPainBefore: 2.5,
        meanPainAfter: 10 / 3,
        level: 2,
        adverseEvents: 2,
      },
      {
        weekStartsOn: on(7),
        planned: 3,
        done: 0,
        adherenceFraction: null,
        meanEffortBorg: null,
        meanPainBefore: null,
        meanPainAfter: null,
        level: null,
        adverseEvents: 1,
      },
    ])
  })

  test('has a share when its Sunday is over', () => {
    const share = (day: number) => summariseWeeks(plan, [log({ day: 0 })], on(day), [])[0]?.adherenceFraction
    expect([5, 6, 7].map(share)).toEqual([null, null, 1 / 3])
  })

  test('keeps the last level that was trained, whatever was done after it', () => {
    const other: SessionLog = { ...log({ day: 2 }), parts: [{ part: 0, kind: 'continuous', seconds: 60 }] }
    expect(summariseWeeks(plan, [log({ day: 0, level: 3 }), other], on(3), [])[0]?.level).toBe(3)
  })
})

describe('what is planned', () => {
  const planned = (more: Partial<Plan>, day = 20) =>
    summariseWeeks({ ...plan, ...more }, [], on(day), []).map((week) => week.planned)
  const turns = (every: 'session' | 'week') => [
    { id: 'turns', prescriptions: [], weekdays: [1, 4], parts: [press], alternate: { every, parts: [] } },
  ]

  test('is every day of every session, from the first day of the plan', () => {
    const sessions = [
      { id: 'own-days', prescriptions: [], weekdays: [2, 7], parts: [press] },
      { id: 'days-of-the-plan', prescriptions: [], parts: [press] },
    ]
    expect(planned({ sessions, weekdays: [1, 3, 5] })).toEqual([5, 5, 5])
    expect(planned({ sessions, weekdays: [1, 3, 5], startsOn: on(2) })).toEqual([3, 5, 5])
  })

  test('is nothing in a week off, which has no share', () => {
    expect(planned({ sessions: turns('week') })).toEqual([2, 0, 2])
    expect(planned({ sessions: turns('session') })).toEqual([2, 2, 2])
    const weeks = summariseWeeks({ ...plan, sessions: turns('week') }, [], on(20), [])
    expect(weeks.map(({ adherenceFraction }) => adherenceFraction)).toEqual([0, null, null])
  })

  test('goes by what was planned that week, not by what was logged', () => {
    const alternate = { every: 'week', parts: [press] } as const
    const sessions = [{ id: 'turns', prescriptions: [], weekdays: [1], parts: [], alternate }]
    expect(planned({ sessions })).toEqual([0, 1, 0])
  })
})

test.each([
  [
    [
      { kind: 'strength', level: 4 },
      { kind: 'intervals', level: 2 },
    ],
    2,
  ],
  [[{ kind: 'intervals' }, { kind: 'impact', level: 3 }], 3],
  [[{ kind: 'strength', level: 4 }], null],
  [[{ kind: 'intervals' }], null],
  [[], null],
] as const)('the level of %j is %s', (parts, level) => {
  const session: SessionLog = { ...log({ day: 0 }), parts: parts.map((each, part) => ({ part, seconds: 1, ...each })) }
  expect(levelOf(session)).toBe(level)
})

test('a session on a Sunday belongs to the week that ends on it', () => {
  expect(summariseWeeks(plan, [log({ day: 6 }), log({ day: 7 })], on(7), []).map(({ done }) => done)).toEqual([1, 1])
})
