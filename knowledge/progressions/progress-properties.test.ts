import {
  addDays,
  canonicalJson,
  daysBetween,
  type Plan,
  type ProgressInput,
  type SessionLog,
  startOfWeek,
} from '@dosis/domain'
import { planAfterStep, progress } from '@dosis/engine'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Differs, inputOn, knowledge, logOn, plans, startsOn, stepGoalPlan, stepOf } from './programme-plans.ts'

/** Every programme with its own plan, and choices as a therapist made them. */
const everyPlan = fc.constantFrom<Plan>(...Object.values(plans), stepGoalPlan)
const heartPlans = fc.constantFrom<Plan>(
  plans['continuous-endurance'],
  plans['intervals-4x4'],
  plans['inspiratory-muscle-training'],
)

const score = fc.option(fc.integer({ min: 0, max: 10 }), { nil: null, freq: 8 })

/** How much of a part was done, and what the phone said about it. */
const share = fc.constantFrom(0, 0.5, 0.9, 1, 1, 1, 1.5)

interface Drawn extends Differs {
  readonly day: number
  readonly share: number
}

const drawn: fc.Arbitrary<Drawn> = fc.record({
  day: fc.integer({ min: 0, max: 34 }),
  share,
  completed: fc.boolean().map((yes) => yes),
  painBefore: score,
  painAfter: score,
  fatigue: score,
  before: fc.record({
    weightKilograms: fc.option(
      fc.integer({ min: 700, max: 725 }).map((tenths) => tenths / 10),
      { nil: null, freq: 8 },
    ),
    restingHeartRateBpm: fc.option(fc.integer({ min: 55, max: 104 }), { nil: null, freq: 8 }),
    breathlessness: fc.option(fc.integer({ min: 0, max: 4 }), { nil: null, freq: 8 }),
  }),
})

/** A course: mostly done as planned, else anything; up to two sessions a day. */
const course = fc.oneof(
  fc.array(drawn, { maxLength: 30 }),
  fc
    .array(fc.record({ share, skip: fc.integer({ min: 0, max: 9 }) }), { minLength: 35, maxLength: 35 })
    .map((days) =>
      days.flatMap(({ share: part, skip }, day): Drawn[] => (skip === 0 ? [] : [{ ...calm, day, share: part }])),
    ),
)
const calm = {
  completed: true,
  painBefore: 2,
  painAfter: 2,
  fatigue: 2,
  before: { weightKilograms: 70, restingHeartRateBpm: 60, breathlessness: 1 },
} as const
const day = fc.integer({ min: 0, max: 50 })

function logsOf(plan: Plan, days: readonly Drawn[]): readonly SessionLog[] {
  return [...days]
    .sort((left, right) => left.day - right.day)
    .reduce<readonly SessionLog[]>((logs, { day: on, share: part, ...differs }, index) => {
      const log = logOn(on, plan, { ...differs, part: (done) => scaled(done, part) }, logs)
      return [...logs, { ...log, sessionId: `session-${index}` }]
    }, [])
}

function scaled(done: SessionLog['parts'][number], part: number): SessionLog['parts'][number] {
  const count = (value: number) => Math.floor(value * part)
  return {
    ...done,
    seconds: count(done.seconds),
    ...(done.repetitions === undefined ? {} : { repetitions: count(done.repetitions) }),
    ...(done.repetitionsPerSet === undefined ? {} : { repetitionsPerSet: done.repetitionsPerSet.map(count) }),
    ...(done.steps === undefined ? {} : { steps: count(done.steps) }),
    ...(done.percentPiMax === undefined ? {} : { percentPiMax: count(done.percentPiMax) }),
  }
}

/** How much was done of what a programme grows, told apart from the engine: by kind of part. */
function amountOf(log: SessionLog): number {
  return log.parts.reduce((sum, { kind, seconds, repetitions = 0, repetitionsPerSet = [], steps = 0 }) => {
    if (kind === 'continuous') return sum + seconds / 60
    if (kind === 'intervals') return sum + repetitions
    if (kind === 'steps') return sum + steps
    return sum + (repetitionsPerSet.length === 0 ? 0 : Math.min(...repetitionsPerSet))
  }, 0)
}

const runs = { numRuns: 200 }

describe('for every programme, any logs and any day', () => {
  test('the courses drawn reach every action that the rules of today can take', () => {
    const actions = fc
      .sample(fc.tuple(everyPlan, course, day), { numRuns: 600, seed: 1 })
      .map(([plan, days, on]) => stepOf(inputOn(on, plan, logsOf(plan, days))).action)
    expect([...new Set(actions)].sort()).toEqual(['advance', 'ask', 'hold', 'regress', 'stop'])
    expect(actions.filter((action) => action === 'advance').length).toBeGreaterThan(20)
  })

  test('only an advance adds load, one step at a time, and never past what the rules give as a ceiling', () => {
    fc.assert(
      fc.property(everyPlan, course, day, (plan, days, on) => {
        const step = stepOf(inputOn(on, plan, logsOf(plan, days)))
        const [prescription] = plan.prescriptions as [Plan['prescriptions'][number]]
        expect((step.to ?? 0) - (step.from ?? 0)).toBeLessThanOrEqual(step.action === 'advance' ? 1 : 0)
        for (const { key, exercise, from, to } of step.numbers ?? []) {
          if (to === null || from === null) continue
          if (step.action !== 'advance') expect(to).toBeLessThanOrEqual(from)
          if (exercise !== undefined) continue
          const ceilings = prescription.dose[key]?.highest.map(({ value }) => value) ?? []
          const goal = prescription.programme?.growth?.find((growth) => growth.key === key)?.goal ?? to
          expect(to).toBeLessThanOrEqual(Math.max(from, Math.min(goal, ...ceilings)))
        }
      }),
      runs,
    )
  })

  test('the next load lies within one step of what was performed, per session and over the week', () => {
    fc.assert(
      fc.property(everyPlan, course, day, (plan, days, on) => {
        const logs = logsOf(plan, days)
        const step = stepOf(inputOn(on, plan, logs))
        const [number] = step.numbers ?? []
        const [prescription] = plan.prescriptions as [Plan['prescriptions'][number]]
        const growth = prescription.programme?.growth?.find(({ key }) => key === number?.key)
        if (step.action !== 'advance' || typeof number?.to !== 'number' || growth === undefined) return
        if (growth.key === 'percentPiMax' || growth.key === 'holdSeconds') return
        const today = addDays(startsOn, on)
        const recent = logs.filter(({ on: done, completed }) => completed && done <= today)
        const weeks = [startOfWeek(today), addDays(startOfWeek(today), -7)].map((monday) =>
          recent.filter((log) => log.on >= monday && log.on < addDays(monday, 7)).map(amountOf),
        )
        const grows = (value: number) =>
          growth.percent === null ? value + (growth.amount ?? 0) : value * (1 + growth.percent / 100)
        const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)
        const perWeek = prescription.dose.sessionsPerWeek?.value ?? 0
        if (growth.key === 'minutesPerWeek') {
          expect(number.to).toBeLessThanOrEqual(grows(Math.max(...weeks.map(total))) + 1e-6)
          return
        }
        const longest = Math.max(...weeks.flat())
        const mostInWeek = Math.max(...weeks.map(total))
        expect(number.to).toBeLessThanOrEqual(grows(longest) + 1e-6)
        expect(number.to * perWeek).toBeLessThanOrEqual(
          (growth.percent === null ? mostInWeek + (growth.amount ?? 0) * perWeek : grows(mostInWeek)) + 1e-6,
        )
      }),
      { numRuns: 500 },
    )
  })

  test('what an old phone leaves out advances nothing that needs it, and a future or lost log counts as not done', () => {
    const needing = fc.constantFrom<Plan>(
      plans['progressive-resistance'],
      plans['slow-strength'],
      plans['graded-impact'],
      plans['back-endurance'],
      plans['inspiratory-muscle-training'],
      stepGoalPlan,
    )
    fc.assert(
      fc.property(needing, course, day, (plan, days, on) => {
        const old = logsOf(plan, days).map((log) => ({
          ...log,
          parts: log.parts.map(({ part, kind, sets = 0, seconds }) => ({ part, kind, sets, seconds })),
        }))
        expect(stepOf(inputOn(on, plan, old)).action).not.toBe('advance')
        const future = logsOf(plan, days).filter((log) => log.on > addDays(startsOn, on))
        expect(stepOf(inputOn(on, plan, future)).action).not.toBe('advance')
      }),
      runs,
    )
  })

  test('harm that nobody has released stops every advance, wherever it was reported', () => {
    fc.assert(
      fc.property(everyPlan, course, day, (plan, days, on) => {
        const adverseEvents = [
          {
            eventId: 'event-1',
            on: startsOn,
            symptoms: ['muscle-soreness'],
            severity: 'mild',
            description: '',
          } as const,
        ]
        expect(stepOf(inputOn(on, plan, logsOf(plan, days), { adverseEvents })).action).not.toBe('advance')
      }),
      runs,
    )
  })

  test('after harm was released, the next step waits for a session', () => {
    fc.assert(
      fc.property(everyPlan, course, day, (plan, days, on) => {
        const today = addDays(startsOn, on)
        const adverseEvents = [
          { eventId: 'event-1', on: today, symptoms: ['knee'], severity: 'moderate', description: '' } as const,
        ]
        const step = stepOf(inputOn(on, plan, logsOf(plan, days), { adverseEvents, released: ['event-1'] }))
        expect(step.action).not.toBe('advance')
      }),
      runs,
    )
  })

  test('after 14 days without a session nothing rises, and a level starts again at the last one that was done', () => {
    fc.assert(
      fc.property(everyPlan, course, fc.integer({ min: 14, max: 60 }), (plan, days, gap) => {
        const logs = logsOf(plan, days)
        const last = logs.at(-1)
        if (last === undefined) return
        const on = daysBetween(startsOn, last.on) + gap
        const step = stepOf(inputOn(on, plan, logs))
        expect(step.action).not.toBe('advance')
        expect(step.to ?? 0).toBeLessThanOrEqual(step.from ?? 0)
        for (const { from, to } of step.numbers ?? []) if (from !== null) expect(to ?? from).toBeLessThanOrEqual(from)
      }),
      runs,
    )
    const impact = plans['graded-impact']
    const ahead = {
      ...impact,
      prescriptions: impact.prescriptions.map((each) => ({
        ...each,
        dose: { ...each.dose, level: { ...each.dose.level, value: 3 } as never },
      })),
    }
    const log = logOn(0, impact)
    const levelsSet = [{ prescription: 'high_impact', level: 3, on: addDays(startsOn, 1) }]
    expect(stepOf(inputOn(14, ahead, [log], { levelsSet }))).toMatchObject({ action: 'regress', from: 3, to: 1 })
    expect(stepOf(inputOn(13, ahead, [log], { levelsSet }))).toMatchObject({ action: 'hold', from: 3, to: 3 })
  })

  test('pain above the agreed limit, or higher the next morning, holds; an answer that was asked for and lacks, too', () => {
    fc.assert(
      fc.property(everyPlan, course, day, (plan, days, on) => {
        const painLimit = { afterAtMost: 4, settledNextMorning: true, reason: 'agreed', factIds: [] }
        const limited = { ...plan, prescriptions: plan.prescriptions.map((each) => ({ ...each, painLimit })) }
        const logs = logsOf(plan, days)
        const step = stepOf(inputOn(on, limited, logs))
        const today = addDays(startsOn, on)
        const recent = logs.filter((log) => log.on <= today && log.on >= addDays(startOfWeek(today), -7))
        const isAbove = recent.some(({ painAfter }) => painAfter === null || painAfter > 4)
        // No log tells of a morning, so every session before today lacks its answer.
        if (isAbove || recent.some((log) => log.on < today)) expect(step.action).not.toBe('advance')
      }),
      runs,
    )
  })

  test('an evaluation that is more than a week overdue holds', () => {
    fc.assert(
      fc.property(everyPlan, course, fc.integer({ min: 50, max: 80 }), (plan, days, on) => {
        const evaluation = { ...plan.evaluation, cycleWeeks: 6, nextDate: addDays(startsOn, 42) }
        const late = days.map((each) => ({ ...each, day: each.day + on - 34 }))
        expect(stepOf(inputOn(on, { ...plan, evaluation }, logsOf(plan, late))).action).not.toBe('advance')
      }),
      runs,
    )
  })

  test('the order and the number of times that logs arrive change nothing', () => {
    fc.assert(
      fc.property(everyPlan, course, day, fc.nat(), (plan, days, on, seed) => {
        const logs = logsOf(plan, days)
        const turned =
          logs.length === 0 ? [] : [...logs.slice(seed % logs.length), ...logs, ...logs.slice(0, seed % logs.length)]
        const answer = (each: readonly SessionLog[]) => canonicalJson(progress(inputOn(on, plan, each), knowledge))
        expect(answer(turned)).toBe(answer(logs))
      }),
      { numRuns: 100 },
    )
  })

  test('a ceiling that is new since the plan was confirmed holds as well, in the plan after the step', () => {
    fc.assert(
      fc.property(everyPlan, course, day, fc.integer({ min: 1, max: 120 }), (plan, days, on, value) => {
        const [prescription] = plan.prescriptions as [Plan['prescriptions'][number]]
        const keys = ['level', ...(prescription.programme?.growth ?? []).map(({ key }) => key)] as const
        const limit = { value, kind: 'hard', rule: 'new', factIds: [] } as const
        const limitsNow = keys.map((key) => ({ prescription: prescription.id, key, limit }))
        const loadsNow = prescription.exercises.map(
          (exercise) => ({ prescription: prescription.id, key: 'loadKilograms', exercise, limit }) as const,
        )
        const input: ProgressInput = inputOn(on, plan, logsOf(plan, days), { limitsNow: [...limitsNow, ...loadsNow] })
        const step = stepOf(input)
        const after = planAfterStep(plan, step, {}).prescriptions[0]
        for (const key of keys) {
          const before = prescription.dose[key]?.value ?? 0
          const now = after?.dose[key]?.value ?? 0
          if (now > before) expect(now).toBeLessThanOrEqual(value)
        }
        for (const [exercise, load] of Object.entries(after?.loads ?? {})) {
          if (load > (prescription.loads?.[exercise] ?? 0)) expect(load).toBeLessThanOrEqual(value)
        }
      }),
      runs,
    )
  })
})

describe('for heart failure', () => {
  test('weight, breath or pulse that shows worsening stops, whatever else was done', () => {
    fc.assert(
      fc.property(heartPlans, course, day, (plan, days, on) => {
        const logs = logsOf(plan, days).filter((log) => log.on <= addDays(startsOn, on))
        const step = stepOf(inputOn(on, plan, logs))
        const weights = logs.flatMap(({ on: at, before }) =>
          typeof before?.weightKilograms === 'number' ? [{ at, kilograms: before.weightKilograms }] : [],
        )
        const gained = weights.some(({ at, kilograms }) =>
          weights.some(
            (earlier) =>
              earlier.at < at && daysBetween(earlier.at, at) <= 3 && kilograms - earlier.kilograms >= 1.8 - 1e-9,
          ),
        )
        const isFast = logs.some(({ before }) => (before?.restingHeartRateBpm ?? 0) >= 100)
        if (gained || isFast) expect(step.action).toBe('stop')
      }),
      { numRuns: 500 },
    )
  })

  const plan = plans['continuous-endurance']
  const measured = (...values: readonly (SessionLog['before'] | null)[]) =>
    values.flatMap((before, index) =>
      before === null ? [] : [logOn(index * 2, plan, { before: { ...calm.before, ...before } })],
    )
  const action = (logs: readonly SessionLog[], more: Partial<ProgressInput> = {}) =>
    stepOf(inputOn(7, plan, logs, more)).action

  test.each([
    [71.7, 'advance'],
    [71.8, 'stop'],
    [71.9, 'stop'],
    [null, 'ask'],
  ])('70 kg on Monday and %s kg on Friday, with nothing in between: %s', (weightKilograms, expected) => {
    const logs = [
      logOn(0, plan, { before: { ...calm.before, weightKilograms: null } }),
      logOn(2, plan, { before: calm.before }),
      logOn(4, plan, { before: { ...calm.before, weightKilograms } }),
    ]
    expect(action(logs)).toBe(expected)
  })

  test.each([
    [3, 'stop'],
    [4, 'ask'],
  ])('a rise of 2 kg over %i days: %s', (apart, expected) => {
    const logs = [
      logOn(0, plan, { before: calm.before }),
      logOn(apart, plan, { before: { ...calm.before, weightKilograms: 72 } }),
    ]
    expect(action(logs)).toBe(expected === 'ask' ? 'hold' : expected)
  })

  test.each([
    [99, 'advance'],
    [100, 'stop'],
    [101, 'stop'],
  ])('a heart rate at rest of %i: %s', (restingHeartRateBpm, expected) => {
    expect(action(measured({}, {}, { restingHeartRateBpm }))).toBe(expected)
  })

  test.each([
    [[1, 1, 1], 'advance'],
    [[1, 1, 2], 'advance'],
    [[1, 2, 3], 'stop'],
    [[1, 3, 2], 'advance'],
  ])('breathlessness of %j on Monday, Wednesday and Friday: %s', (answers, expected) => {
    expect(action(measured(...answers.map((breathlessness) => ({ breathlessness }))))).toBe(expected)
  })

  test('never measured asks; what a clinician has released is compared with from then on', () => {
    const none = [0, 2, 4].map((on) => logOn(on, plan, { before: {} }))
    expect(action(none)).toBe('ask')
    const fast = measured({}, { restingHeartRateBpm: 110 }, {})
    expect(action(fast)).toBe('stop')
    expect(action(fast, { released: ['measured-session-2'] })).not.toBe('stop')
    const heavier = measured({}, { weightKilograms: 72 }, { weightKilograms: 72 })
    expect(action(heavier)).toBe('stop')
    expect(action(heavier, { released: ['measured-session-2'] })).not.toBe('stop')
    const heavierStill = measured({}, { weightKilograms: 72 }, { weightKilograms: 73.8 })
    expect(action(heavierStill, { released: ['measured-session-2'] })).toBe('stop')
  })

  test('nobody else is asked for it', () => {
    const walking = plans['brisk-walking']
    const logs = [0, 2, 4, 5].map((on) => logOn(on, walking, { before: { restingHeartRateBpm: 120 } }))
    expect(stepOf(inputOn(7, walking, logs)).action).toBe('advance')
  })
})

describe('pain that was agreed for the plan', () => {
  const walking = plans['brisk-walking']
  const withLimit = (settledNextMorning: boolean): Plan => ({
    ...walking,
    prescriptions: walking.prescriptions.map((each) => ({
      ...each,
      painLimit: { afterAtMost: 5, settledNextMorning, reason: 'agreed with the patient', factIds: [] },
    })),
  })
  const days = [0, 2, 4, 5]
  const action = (plan: Plan, differs: Differs) =>
    stepOf(
      inputOn(
        7,
        plan,
        days.map((on) => logOn(on, plan, differs)),
      ),
    ).action

  test.each([
    [4, 'advance'],
    [5, 'advance'],
    [6, 'hold'],
    [null, 'ask'],
  ])('%s of 10 after a session: %s', (painAfter, expected) => {
    expect(action(withLimit(false), { painAfter })).toBe(expected)
  })

  test('without an agreed limit no number counts', () => {
    expect(action(walking, { painAfter: 9 })).toBe('advance')
  })

  test.each([
    [1, 'advance'],
    [2, 'advance'],
    [3, 'hold'],
    [null, 'ask'],
  ])('%s the next morning against 2 before the session: %s', (pain, expected) => {
    const morningAfter = days.map((on) => ({ sessionId: `session-${on}`, pain }))
    expect(action(withLimit(true), { morningAfter })).toBe(expected)
  })

  test('an answer counts where it was not asked for, and is only missed where it was', () => {
    expect(action(walking, { morningAfter: [{ sessionId: 'session-4', pain: 8 }] })).toBe('hold')
    expect(action(walking, {})).toBe('advance')
    expect(action(withLimit(true), {})).toBe('ask')
  })
})
