import { addDays, type Plan, type Prescription, type ProgressInput, type SessionLog } from '@dosis/domain'
import { describe, expect, test } from 'vitest'
import { type Done, log, number, plainPrescription, plan, prescription, runWalk, startsOn } from './fixture.ts'
import { observe } from './observe.ts'

function observed(day: number, logs: readonly SessionLog[], more: Partial<ProgressInput> = {}, of = prescription) {
  const input = { on: addDays(startsOn, day), plan, logs, adverseEvents: [], released: [], ...more }
  return observe(input, of, runWalk)
}

const logsOf = (...done: readonly Done[]) => done.map(log)
const ids = ({ weekSessions }: ReturnType<typeof observed>) => weekSessions.map(({ sessionId }) => sessionId)

describe('the sessions of a prescription', () => {
  const [session] = plan.sessions
  const other = plainPrescription('other')
  const both: Plan = {
    ...plan,
    prescriptions: [other, prescription],
    sessions: [
      { id: 'other', prescriptions: ['other'], parts: [] },
      { id: 'run_walk_programme', prescriptions: ['run_walk_programme'], parts: session?.parts ?? [] },
    ],
  }
  const daysOf = (logs: readonly SessionLog[], of: Prescription) =>
    observed(20, logs, { plan: both }, of).logs.map(({ on }) => on)
  const anyLog = log({ day: 3 })

  test('are those of a session of the plan that carries it out', () => {
    const logs = [anyLog, { ...anyLog, template: 'other', sessionId: 'other', on: addDays(startsOn, 4) }]
    expect(daysOf(logs, prescription)).toEqual([addDays(startsOn, 3)])
    expect(daysOf(logs, other)).toEqual([addDays(startsOn, 4)])
  })

  test('of an earlier plan are known by parts with a level, intervals or impact', () => {
    const gone = (...parts: SessionLog['parts']) => [{ ...anyLog, template: 'gone', parts }]
    const intervals = { part: 0, kind: 'intervals', level: 2, seconds: 60 } as const
    const impact = { part: 1, kind: 'impact', level: 2, seconds: 60 } as const
    const { level: _, ...withoutLevel } = intervals
    const hopping = plainPrescription('hopping', { programme: { exercises: ['stamping', 'hopping'] } })
    const count = (logs: readonly SessionLog[], of: Prescription) => daysOf(logs, of).length
    expect(count(gone(intervals), prescription)).toBe(1)
    expect(count(gone(impact, intervals), prescription)).toBe(1)
    expect(count(gone(impact), prescription)).toBe(0)
    expect(count(gone(withoutLevel), prescription)).toBe(0)
    expect(count(gone(impact, intervals), hopping)).toBe(1)
    expect(count(gone(intervals), hopping)).toBe(0)
    expect(count(gone(intervals, impact), other)).toBe(0)
  })

  test('do not count when nothing was done', () => {
    const nothing = { ...anyLog, completed: false, parts: [] }
    expect(observed(7, [nothing]).hasSessions).toBe(false)
    expect(observed(7, [{ ...anyLog, completed: false }]).hasSessions).toBe(true)
  })

  test('count from the first day of the plan', () => {
    expect(observed(7, logsOf({ day: -1 }, { day: 0 })).logs).toHaveLength(1)
  })
})

describe('the level', () => {
  test('goes up session by session, each one above the last', () => {
    const levels = (...at: readonly number[]) => at.map((level, day) => log({ day, level }))
    expect(observed(7, levels(1, 2, 3)).level).toBe(3)
    expect(observed(7, levels(1, 3)).level).toBe(1)
    expect(observed(7, levels(3, 2, 3)).level).toBe(3)
  })

  test('stays after a session that says nothing about it', () => {
    const noLevel = { ...log({ day: 3 }), parts: [{ part: 0, kind: 'intervals', seconds: 60 } as const] }
    const seen = observed(9, [...logsOf({ day: 0, level: 1 }, { day: 2, level: 2 }), noLevel])
    expect(seen).toMatchObject({ level: 2, weeksOnLevel: 1 })
  })

  test('is not set by what was set for another prescription', () => {
    const levelsSet = [{ prescription: 'other', level: 5, on: startsOn }]
    expect(observed(7, [], { levelsSet }).level).toBe(1)
  })

  test('is never above the last one', () => {
    const levelsSet = [{ prescription: prescription.id, level: 99, on: startsOn }]
    expect(observed(7, [], { levelsSet }).level).toBe(13)
  })

  test('of which the plan says nothing is none', () => {
    const { level: _, ...dose } = prescription.dose
    expect(observed(7, logsOf({ day: 0 }), {}, { ...prescription, dose }).level).toBeNull()
  })

  test('is known without a programme in the knowledge', () => {
    const input = { on: addDays(startsOn, 7), plan, logs: logsOf({ day: 0 }), adverseEvents: [], released: [] }
    expect(observe(input, prescription, null)).toMatchObject({ level: 1, weeksOnLevel: 1, isWeekDone: false })
  })
})

describe('the stay on a level', () => {
  test.each([
    [13, 1],
    [14, 0],
    [15, 0],
  ])('sessions %i days apart: %i whole weeks', (days, weeks) => {
    expect(observed(days, logsOf({ day: 0 }, { day: days })).weeksOnLevel).toBe(weeks)
  })
})

describe('the week that counts', () => {
  const reps = (...each: readonly (readonly [number, number])[]) =>
    each.map(([day, repetitions]) => log({ day, repetitions }))
  const unlogged = (day: number): SessionLog => ({
    ...log({ day }),
    parts: [{ part: 0, kind: 'intervals', level: 1, seconds: 1 }],
  })

  test('is the one with enough sessions before the one with more repetitions', () => {
    expect(ids(observed(8, reps([0, 9], [2, 9], [7, 10])))).toEqual(['session-0', 'session-2'])
    expect(ids(observed(9, reps([0, 10], [7, 9], [9, 9])))).toEqual(['session-7', 'session-9'])
  })

  test('of two with enough sessions is the one with more repetitions', () => {
    expect(ids(observed(9, reps([0, 9], [2, 9], [4, 9], [7, 10], [9, 10])))).toEqual(['session-7', 'session-9'])
    expect(ids(observed(11, reps([0, 10], [2, 10], [7, 9], [9, 9], [11, 9])))).toEqual(['session-0', 'session-2'])
  })

  test('of two with as many repetitions is the one with more sessions, else this one', () => {
    expect(ids(observed(9, reps([0, 10], [2, 10], [4, 10], [7, 10], [9, 10])))).toHaveLength(3)
    expect(ids(observed(11, reps([0, 10], [2, 10], [7, 10], [9, 10], [11, 10])))).toHaveLength(3)
    expect(ids(observed(9, reps([0, 10], [2, 10], [7, 10], [9, 10])))).toEqual(['session-7', 'session-9'])
  })

  test('with repetitions, be it none, goes before one in which they were not logged', () => {
    const none = (...days: readonly number[]) => days.map((day) => log({ day, repetitions: 0 }))
    const silent = (...days: readonly number[]) => days.map(unlogged)
    expect(observed(9, [...silent(0, 2), ...none(7, 9)]).repetitionsPerSession).toBe(0)
    expect(observed(9, [...none(0, 2), ...silent(7, 9)]).repetitionsPerSession).toBe(0)
    expect(observed(9, silent(0, 2)).repetitionsPerSession).toBeNull()
  })

  test.each([[[10, 10, 9]], [[10, 9, 10]], [[9, 10, 10]]])('has the best two of %j repetitions', (done) => {
    expect(observed(5, reps(...done.map((each, at) => [at, each] as const))).repetitionsPerSession).toBe(10)
  })

  test('has the repetitions of the intervals, whatever else was done', () => {
    const strength = { part: 0, kind: 'strength', repetitions: 3, seconds: 60 } as const
    const logs = reps([0, 10], [2, 10]).map((each) => ({ ...each, parts: [strength, ...each.parts] }))
    expect(observed(5, logs).repetitionsPerSession).toBe(10)
  })
})

describe('what is needed in a week', () => {
  const { advance: _, ...rest } = runWalk
  const asThePlan = {
    ...rest,
    advance: { weeksOnLevelAtLeast: 1, repetitionsAtLeast: null, sessionsPerWeekAtLeast: null, factIds: [] },
  }
  const seen = (dose: Prescription['dose'], progression: typeof asThePlan | null = asThePlan) =>
    observe(
      { on: addDays(startsOn, 7), plan, logs: logsOf({ day: 0 }, { day: 2 }), adverseEvents: [], released: [] },
      { ...prescription, dose: { ...prescription.dose, ...dose } },
      progression,
    )

  test('is what the plan asks where the programme does not say', () => {
    expect(seen({ sessionsPerWeek: number(2) })).toMatchObject({ sessionsNeeded: 2, isWeekDone: true })
    expect(seen({ sessionsPerWeek: number(3) })).toMatchObject({ sessionsNeeded: 3, isWeekDone: false })
  })

  test('can never be done where nobody says how many', () => {
    const silent = { sessionsNeeded: Number.POSITIVE_INFINITY, isWeekDone: false }
    expect(seen({ sessionsPerWeek: number(null) })).toMatchObject(silent)
    const { sessionsPerWeek: __, ...dose } = prescription.dose
    expect(
      observe({ on: startsOn, plan, logs: [], adverseEvents: [], released: [] }, { ...prescription, dose }, null),
    ).toMatchObject(silent)
  })
})

describe('pain and effort', () => {
  test('are the highest of two weeks and the last of all', () => {
    const logs = logsOf(
      { day: 0, painBefore: 1, painAfter: 9 },
      { day: 7, painBefore: 2, painAfter: 5 },
      { day: 9, painBefore: 4, painAfter: 6 },
      { day: 14, painBefore: 3, painAfter: 4 },
    )
    expect(observed(14, logs)).toMatchObject({ painAfter: 6, painRise: 3, effortBorg: 12, daysSinceLastSession: 0 })
  })

  test('are not known when one session lacks them, nor without any', () => {
    expect(observed(9, logsOf({ day: 7, painAfter: null }, { day: 9 }))).toMatchObject({
      painAfter: null,
      painRise: null,
    })
    expect(observed(9, [])).toMatchObject({ painAfter: null, painRise: null, effortBorg: null, hasSessions: false })
  })
})

describe('what a clinician set, and when', () => {
  const set = (...levels: readonly (readonly [number, number])[]) => ({
    levelsSet: levels.map(([level, day]) => ({ prescription: prescription.id, level, on: addDays(startsOn, day) })),
  })

  test('counts from its day, the last of them, and of one day the lowest', () => {
    expect(observed(7, [], set([4, 8])).level).toBe(1)
    expect(observed(7, [], set([4, 7])).level).toBe(4)
    expect(observed(7, [], set([4, 3], [3, 5], [2, 1])).level).toBe(3)
    expect(observed(7, [], set([3, 5], [2, 5], [4, 5])).level).toBe(2)
    expect(observed(7, [], set([2, 5], [3, 5])).level).toBe(2)
  })

  test('goes with sessions of this version of the plan alone', () => {
    const older = { ...log({ day: 0, level: 2 }), planVersion: 1 }
    expect(observed(7, [older], { planVersion: 2 }).level).toBe(1)
    expect(observed(7, [older], { planVersion: 1 }).level).toBe(2)
    expect(observed(7, [older]).level).toBe(2)
  })

  test('of numbers counts weeks from the day on which they changed', () => {
    const plain = plainPrescription('run_walk_programme')
    const weeks = (day?: number) =>
      observed(
        7,
        logsOf({ day: 0 }, { day: 3 }),
        day === undefined ? {} : { changedOn: { [plain.id]: addDays(startsOn, day) } },
        plain,
      )
    expect(weeks()).toMatchObject({ weeksOnLevel: 1, sessionsThisWeek: 2 })
    expect(weeks(0)).toMatchObject({ weeksOnLevel: 1, sessionsThisWeek: 2 })
    expect(weeks(1)).toMatchObject({ weeksOnLevel: 0, sessionsThisWeek: 1 })
  })

  test('a rise of pain is known only where pain before and after are', () => {
    const rise = (painBefore: number | null, painAfter: number | null) =>
      observed(7, logsOf({ day: 6, painBefore, painAfter })).painRise
    expect([rise(2, 5), rise(null, 5), rise(2, null)]).toEqual([3, null, null])
  })
})
