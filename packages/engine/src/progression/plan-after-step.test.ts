import type { NumberStep, Plan, Prescription, ProgressStep, SessionPart } from '@dosis/domain'
import { describe, expect, test } from 'vitest'
import { limit, number, plan as runWalkPlan, plainPrescription } from './fixture.ts'
import { changesPlan, numbersOf, planAfterStep, preferencesAfterStep, refusedNumbers } from './plan-after-step.ts'

const walking: SessionPart = { kind: 'continuous', exercise: 'walking', minutes: 20 }
const intervals: SessionPart = {
  kind: 'intervals',
  level: 1,
  levels: 1,
  runSeconds: 240,
  walkSeconds: 180,
  repetitions: 2,
  minRepetitions: 2,
  maxRepetitions: 2,
}
const press: SessionPart = {
  kind: 'strength',
  exercise: 'press',
  sets: 2,
  repetitions: 8,
  upToRepetitions: 12,
  secondsDown: null,
  secondsUp: null,
  holdSeconds: null,
  restSeconds: null,
  loadKilograms: 20,
  breathingCue: true,
}
const hopping: SessionPart = { kind: 'impact', exercise: 'hopping', sets: 5, impactsPerSet: 10, restSeconds: null }
const steps: SessionPart = { kind: 'steps', exercise: 'walking', stepsPerDay: 4000 }
const everyPart = [walking, intervals, press, hopping, steps]

/** Two prescriptions: `it` with all kinds of parts, in a session of its own and in one with `other`. */
function planWith(it: Partial<Prescription>): Plan {
  return {
    ...runWalkPlan,
    prescriptions: [
      plainPrescription('other', { dose: { minutesPerSession: number(30, [limit(60)]) }, loads: { press: 9 } }),
      plainPrescription('it', it),
    ],
    sessions: [
      { id: 'other', prescriptions: ['other'], parts: everyPart },
      { id: 'both', prescriptions: ['other', 'it'], parts: everyPart },
    ],
  }
}

function stepOf(numbers: readonly NumberStep[], more: Partial<ProgressStep> = {}): ProgressStep {
  return {
    prescription: 'it',
    action: 'advance',
    from: null,
    to: null,
    rule: 'programme/advance',
    observed: [],
    factIds: ['WHY'],
    numbers,
    ...more,
  }
}

const minutes = (from: number, to: number | null): NumberStep => ({ key: 'minutesPerSession', from, to })

describe('the numbers of a step', () => {
  test('are those that change; one of which nobody gave the size waits', () => {
    const step = stepOf([minutes(20, 25), { key: 'repetitions', from: 8, to: 8 }, { key: 'sets', from: 2, to: null }])
    expect(numbersOf(step)).toEqual([minutes(20, 25)])
    expect(numbersOf({ ...step, numbers: [] })).toEqual([])
    const { numbers: _, ...none } = step
    expect(numbersOf(none)).toEqual([])
  })

  test('may be given by the therapist, each for its own exercise', () => {
    const load = (exercise: string): NumberStep => ({ key: 'loadKilograms', exercise, from: 20, to: null })
    const chosen = [{ key: 'loadKilograms', exercise: 'row', value: 22 }] as const
    expect(numbersOf(stepOf([load('press'), load('row')]), chosen)).toEqual([{ ...load('row'), to: 22 }])
  })

  test.each([
    ['a number', stepOf([minutes(20, 25)]), true],
    ['a number that stays', stepOf([minutes(20, 20)]), false],
    ['nothing', stepOf([]), false],
    ['a level', stepOf([], { from: 1, to: 2 }), true],
    ['a level that stays', stepOf([], { from: 2, to: 2 }), false],
    ['a level that stays beside a number', stepOf([minutes(20, 25)], { from: 2, to: 2 }), true],
  ])('a step with %s changes the plan: %#', (_, step, changes) => {
    expect(changesPlan(step)).toBe(changes)
  })

  test('a size that the therapist gives changes the plan', () => {
    const step = stepOf([minutes(20, null)])
    expect(changesPlan(step)).toBe(false)
    expect(changesPlan(step, [{ key: 'minutesPerSession', value: 22 }])).toBe(true)
  })
})

describe('what a therapist may not choose', () => {
  const plan = planWith({ dose: { minutesPerSession: number(20, [limit(30)]) } })
  const chosen = (value: number) => ({ key: 'minutesPerSession', value }) as const

  test('is past a bound of its own prescription, not of another', () => {
    expect(refusedNumbers(stepOf([minutes(20, 25)]), [chosen(30)], { plan })).toEqual([])
    expect(refusedNumbers(stepOf([minutes(20, 25)]), [chosen(31)], { plan })).toEqual([
      { chosen: chosen(31), limit: limit(30) },
    ])
  })

  test('is about a step of which the plan knows nothing, or one without numbers', () => {
    const unknown = [{ chosen: chosen(25), limit: null }]
    expect(refusedNumbers(stepOf([minutes(20, 25)], { prescription: 'gone' }), [chosen(25)], { plan })).toEqual(unknown)
    const { numbers: _, ...none } = stepOf([])
    expect(refusedNumbers(none, [chosen(25)], { plan })).toEqual(unknown)
  })
})

describe('the plan after a step', () => {
  test('leaves the other prescription and its sessions as they were', () => {
    const plan = planWith({ dose: { minutesPerSession: number(20) } })
    const after = planAfterStep(plan, stepOf([minutes(20, 25)]), {})
    expect(after.prescriptions[0]).toBe(plan.prescriptions[0])
    expect(after.sessions[0]).toBe(plan.sessions[0])
    expect(after.prescriptions[1]?.dose.minutesPerSession?.value).toBe(25)
  })

  test('is the same plan after a step without numbers', () => {
    const plan = planWith({ dose: { minutesPerSession: number(20) } })
    expect(planAfterStep(plan, stepOf([]), {})).toStrictEqual(plan)
    expect(planAfterStep(plan, stepOf([minutes(20, null)]), {})).toStrictEqual(plan)
    expect(planAfterStep(plan, stepOf([minutes(20, 25)], { prescription: 'gone' }), {})).toStrictEqual(plan)
  })

  test.each<[NumberStep, SessionPart]>([
    [minutes(20, 25), { ...walking, minutes: 25 }],
    [
      { key: 'intervalCount', from: 2, to: 3 },
      { ...intervals, repetitions: 3, minRepetitions: 3, maxRepetitions: 3 },
    ],
    [
      { key: 'loadKilograms', exercise: 'press', from: 20, to: 22 },
      { ...press, loadKilograms: 22 },
    ],
    [
      { key: 'holdSeconds', from: 3, to: 4 },
      { ...press, holdSeconds: 4 },
    ],
    [
      { key: 'stepsPerDay', from: 4000, to: 4200 },
      { ...steps, stepsPerDay: 4200 },
    ],
  ])('changes the parts that %j is about and no other', (step, part) => {
    const plan = planWith({ dose: { minutesPerSession: number(20), repetitions: { ...number(8), upTo: 12 } } })
    const after = planAfterStep(plan, stepOf([step]), {})
    expect(after.sessions[1]?.parts).toStrictEqual(everyPart.map((each) => (each.kind === part.kind ? part : each)))
  })

  test.each([
    [11, 12],
    [12, undefined],
    [13, undefined],
  ])('repetitions of %i keep the top of a range up to 12 only above them', (to, upTo) => {
    const plan = planWith({ dose: { repetitions: { ...number(8), upTo: 12 } } })
    const after = planAfterStep(plan, stepOf([{ key: 'repetitions', from: 8, to }]), {})
    expect(after.prescriptions[1]?.dose.repetitions?.upTo).toBe(upTo ?? null)
    const { upToRepetitions: _, ...rest } = press
    const part = after.sessions[1]?.parts[2]
    expect(part).toStrictEqual({ ...rest, repetitions: to, ...(upTo === undefined ? {} : { upToRepetitions: upTo }) })
  })

  test('a load that grows leaves the load of another exercise as it was', () => {
    const plan = planWith({ loads: { press: 20, row: 10 } })
    const step = stepOf([{ key: 'loadKilograms', exercise: 'row', from: 10, to: 11 }])
    expect(planAfterStep(plan, step, {}).prescriptions[1]?.loads).toEqual({ press: 20, row: 11 })
    expect(planAfterStep(plan, step, {}).sessions[1]?.parts).toStrictEqual(everyPart)
  })

  test('a number that the prescription does not have is not made up', () => {
    const plan = planWith({ dose: { minutesPerSession: number(20) } })
    const after = planAfterStep(plan, stepOf([{ key: 'stepsPerDay', from: 4000, to: 4200 }]), {})
    expect(Object.keys(after.prescriptions[1]?.dose ?? {})).toEqual(['minutesPerSession'])
  })

  describe('shares out the minutes of a week', () => {
    const week = stepOf([{ key: 'minutesPerWeek', from: 60, to: 80 }])
    const dose = (sessions: number | null) => ({
      sessionsPerWeek: number(sessions),
      minutesPerSession: number(20),
      minutesPerWeek: number(60),
    })

    test.each([
      [3, 26],
      [1, 80],
      [0, 80],
      [null, 20],
    ])('over %s sessions: %i minutes each', (sessions, each) => {
      const plan = planWith({ dose: dose(sessions) })
      const after = planAfterStep(plan, week, {})
      expect(after.prescriptions[1]?.dose.minutesPerSession?.value).toBe(each)
      expect(after.sessions[1]?.parts[0]).toEqual({ ...walking, minutes: each })
    })

    test('only where the plan says how many sessions, and how long', () => {
      const { sessionsPerWeek: _, ...noSessions } = dose(3)
      const { minutesPerSession: __, ...noMinutes } = dose(3)
      const valueOf = (given: Prescription['dose']) =>
        planAfterStep(planWith({ dose: given }), week, {}).prescriptions[1]?.dose
      expect(valueOf(noSessions)?.minutesPerSession?.value).toBe(20)
      expect(valueOf(noMinutes)?.minutesPerSession).toBeUndefined()
      expect(planAfterStep(planWith({ dose: noMinutes }), week, {}).sessions[1]?.parts[0]).toEqual(walking)
    })

    test('and another number shares out nothing', () => {
      const after = planAfterStep(planWith({ dose: dose(3) }), stepOf([minutes(20, 25)]), {})
      expect(after.prescriptions[1]?.dose.minutesPerSession?.value).toBe(25)
    })
  })

  test('a level of exercises is kept as a choice, with the number before it; other numbers of the dose stay', () => {
    const dose = { level: number(1), sets: { ...number(5), changed: { from: 4, reason: 'chosen' } } }
    const plan = planWith({ dose, programme: { exercises: ['stamping', 'hopping'] } })
    const after = planAfterStep(plan, stepOf([], { from: 1, to: 2 }), {}).prescriptions[1]?.dose
    expect(after?.level).toMatchObject({ value: 2, changed: { from: 1, reason: 'programme/advance' } })
    expect(after?.sets).toEqual(dose.sets)
  })

  test('a level of numbers keeps why a number was changed before', () => {
    const dose = { level: number(1), sets: { ...number(5), changed: { from: 4, reason: 'chosen' } } }
    const plan = planWith({ dose, levels: [{ sets: 5 }, { sets: 6 }] })
    const after = planAfterStep(plan, stepOf([], { from: 1, to: 2 }), {}).prescriptions[1]?.dose
    expect(after?.level).toMatchObject({ value: 2, changed: null })
    expect(after?.sets).toMatchObject({ value: 6, changed: { from: 4, reason: 'chosen' } })
  })
})

describe('the choices behind the plan after a step', () => {
  const plan = planWith({ dose: { repetitions: { ...number(3), upTo: 5 }, minutesPerSession: number(20) } })
  const preferences = {
    weekdays: [1, 3],
    doses: { it: { sets: { value: 3 } }, other: { sets: { value: 2 } } },
    steps: { it: { amounts: { loadKilograms: 2 }, loads: { press: 20, row: 10 } }, other: { loads: { press: 5 } } },
  }

  test('keep all that was chosen, with the number that grew and why', () => {
    expect(preferencesAfterStep(preferences, plan, stepOf([minutes(20, 25)]), 'went well')).toStrictEqual({
      ...preferences,
      doses: {
        ...preferences.doses,
        it: { sets: { value: 3 }, minutesPerSession: { value: 25, reason: 'went well' } },
      },
    })
  })

  test.each([
    [4, { value: 4, upTo: 5, reason: 'went well' }],
    [5, { value: 5, reason: 'went well' }],
    [6, { value: 6, reason: 'went well' }],
  ])('repetitions of %i within a range up to 5', (to, choice) => {
    const step = stepOf([{ key: 'repetitions', from: 3, to }])
    expect(preferencesAfterStep({}, plan, step, 'went well')).toStrictEqual({ doses: { it: { repetitions: choice } } })
  })

  test('a load is kept with its exercise, beside the loads that did not change', () => {
    const step = stepOf([{ key: 'loadKilograms', exercise: 'row', from: 10, to: 12 }])
    expect(preferencesAfterStep(preferences, plan, step, 'went well')).toStrictEqual({
      ...preferences,
      steps: { ...preferences.steps, it: { amounts: { loadKilograms: 2 }, loads: { press: 20, row: 12 } } },
    })
    expect(preferencesAfterStep({}, plan, step, 'went well')).toStrictEqual({ steps: { it: { loads: { row: 12 } } } })
  })

  test('a level is a choice where it stands for an exercise, and only when it changes', () => {
    const impact = planWith({ dose: { level: number(1) }, programme: { exercises: ['stamping', 'hopping'] } })
    const up = stepOf([], { from: 1, to: 2 })
    expect(preferencesAfterStep({}, impact, up, 'went well')).toStrictEqual({
      doses: { it: { level: { value: 2, reason: 'went well' } } },
    })
    expect(preferencesAfterStep({}, impact, { ...up, to: 1 }, 'went well')).toStrictEqual({})
    const running = planWith({ dose: { level: number(1) }, levels: [{}, {}] })
    expect(preferencesAfterStep({}, running, up, 'went well')).toStrictEqual({})
  })

  test('stay as they are after a step without numbers, or of which the plan knows nothing', () => {
    expect(preferencesAfterStep(preferences, plan, stepOf([minutes(20, null)]), 'went well')).toStrictEqual(preferences)
    const gone = stepOf([minutes(20, 25)], { prescription: 'gone' })
    expect(preferencesAfterStep(preferences, plan, gone, 'went well')).toBe(preferences)
  })
})

test('a choice for another number of the same exercise is not the one that is meant', () => {
  const load: NumberStep = { key: 'loadKilograms', exercise: 'press', from: 20, to: 22 }
  const chosen = [
    { key: 'sets', exercise: 'press', value: 3 } as const,
    { key: 'loadKilograms', exercise: 'press', value: 21 } as const,
  ]
  expect(numbersOf(stepOf([load]), chosen)).toEqual([{ ...load, to: 21 }])
})

test('a load is held by what was measured on its exercise, a number of the dose by its own bounds', () => {
  const plan = planWith({ dose: { loadKilograms: number(20, [limit(30)]), sets: number(2, [limit(3)]) } })
  const step = stepOf([
    { key: 'loadKilograms', exercise: 'press', from: 20, to: 22 },
    { key: 'sets', from: 2, to: 3 },
  ])
  const limitsNow = [{ prescription: 'it', key: 'loadKilograms', exercise: 'press', limit: limit(25) } as const]
  const choose = (value: number) => [{ key: 'loadKilograms', exercise: 'press', value } as const]
  expect(refusedNumbers(step, choose(26), { plan, limitsNow })).toMatchObject([{ limit: limit(25) }])
  expect(refusedNumbers(step, [{ key: 'sets', value: 4 }], { plan, limitsNow })).toMatchObject([{ limit: limit(3) }])
})

test('both contents of a session change', () => {
  const plan = planWith({ dose: { minutesPerSession: number(20) } })
  const turns: Plan = {
    ...plan,
    sessions: [
      {
        id: 'turns',
        prescriptions: ['it'],
        parts: [walking],
        alternate: { every: 'session', parts: [steps, walking] },
      },
    ],
  }
  const after = planAfterStep(turns, stepOf([minutes(20, 25)]), {})
  expect(after.sessions).toStrictEqual([
    {
      id: 'turns',
      prescriptions: ['it'],
      parts: [{ ...walking, minutes: 25 }],
      alternate: { every: 'session', parts: [steps, { ...walking, minutes: 25 }] },
    },
  ])
})

test('repetitions of a level are those that fit; the prescribed range stays', () => {
  const dose = { level: number(1), repetitions: { ...number(6), upTo: 10 } }
  const plan = planWith({ dose, levels: [{ repetitions: 10 }, { repetitions: 9 }] })
  expect(planAfterStep(plan, stepOf([], { from: 1, to: 2 }), {}).prescriptions[1]?.dose.repetitions).toEqual(
    dose.repetitions,
  )
})
