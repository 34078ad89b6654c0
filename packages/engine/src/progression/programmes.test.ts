import {
  addDays,
  type Observation,
  type Plan,
  type Prescription,
  type Progression,
  type ProgressionRule,
  type ProgressInput,
  type ProgressStep,
  type SessionLog,
  type SessionPart,
} from '@dosis/domain'
import { describe, expect, test } from 'vitest'
import { active, awaiting, general, knowledge, plan as runPlan, startsOn } from './fixture.ts'
import { planAfterStep, preferencesAfterStep, refusedNumbers } from './plan-after-step.ts'
import { performed } from './performed.ts'
import { progress } from './progress.ts'

const text = { en: '', nl: '' }
const number = (value: number, highest: readonly number[] = []) => ({
  value,
  upTo: null,
  lowest: [],
  highest: highest.map((limit) => ({ value: limit, kind: 'hard', rule: `at-most-${limit}`, factIds: [] }) as const),
  factIds: ['FIRST'],
  changed: null,
})

const rule = (
  when: ProgressionRule['when'],
  action: ProgressionRule['action'] = 'hold',
  more: Partial<ProgressionRule> = {},
): ProgressionRule => ({
  id: 'tested',
  names: text,
  action,
  when,
  factIds: ['TESTED'],
  review: active,
  ...more,
})

interface Programme {
  readonly prescription: Partial<Prescription>
  readonly part: SessionPart
  readonly progression?: Partial<Progression>
  readonly rules?: readonly ProgressionRule[]
}

/** Three sessions a week of one form, by one programme. */
function made({ prescription, part, progression = {}, rules = [] }: Programme) {
  const [first] = runPlan.prescriptions as [Prescription]
  const { levels: _, ...rest } = first
  const whole: Prescription = { ...rest, id: 'it', form: 'it', progression: 'programme', ...prescription }
  const plan: Plan = {
    ...runPlan,
    prescriptions: [whole],
    sessions: [{ id: 'it', prescriptions: ['it'], weekdays: [1, 3, 5], parts: [part] }],
  }
  const programme: Progression = {
    id: 'programme',
    names: text,
    document: 'runwalk-clbp',
    levels: [],
    origin: text,
    advance: { weeksOnLevelAtLeast: 1, repetitionsAtLeast: null, sessionsPerWeekAtLeast: null, factIds: ['ADVANCE'] },
    rules,
    review: active,
    ...progression,
  }
  return { plan, known: { ...knowledge, progressions: { general, programme } } }
}

function log(day: number, part: Partial<SessionLog['parts'][number]>, more: Partial<SessionLog> = {}): SessionLog {
  const on = addDays(startsOn, day)
  return {
    sessionId: `session-${day}`,
    planId: 'plan-1',
    planVersion: 1,
    template: 'it',
    on,
    startedAt: `${on}T09:00:00.000Z`,
    endedAt: `${on}T09:30:00.000Z`,
    completed: true,
    parts: [{ part: 0, kind: 'continuous', seconds: 0, ...part }],
    effortBorg: 12,
    painBefore: 2,
    painAfter: 2,
    adverseEvent: null,
    note: null,
    ...more,
  }
}

function stepOf(
  { plan, known }: ReturnType<typeof made>,
  logs: readonly SessionLog[],
  more: Partial<ProgressInput> = {},
): ProgressStep {
  const on = addDays(startsOn, 7)
  const [step] = progress({ on, plan, logs, adverseEvents: [], released: [], ...more }, known).steps
  if (step === undefined) throw new RangeError('needs a step')
  return step
}

const seen = ({ observed }: ProgressStep, what: Observation['what']) =>
  observed.find((each) => each.what === what)?.observed
const week = (part: Partial<SessionLog['parts'][number]>, more: Partial<SessionLog> = {}) =>
  [0, 2, 4].map((day) => log(day, part, more))

const walking = (
  growth: { percent?: number; amount?: number; goal?: number },
  rules: readonly ProgressionRule[] = [],
) =>
  made({
    prescription: {
      dose: { sessionsPerWeek: number(3), minutesPerSession: number(20, [40]) },
      programme: {
        growth: [{ key: 'minutesPerSession', percent: null, amount: null, goal: null, factIds: ['GROWTH'], ...growth }],
      },
    },
    part: { kind: 'continuous', exercise: 'walking', minutes: 20 },
    progression: { moves: { kind: 'growth', numbers: [] } },
    rules,
  })
const twenty = { seconds: 1200 }

describe('a number that grows', () => {
  test.each([
    [{ amount: 5 }, 25],
    [{ percent: 10 }, 22],
    [{ percent: 9.9 }, 21],
    [{ amount: 5, goal: 23 }, 23],
    [{ amount: 30 }, 40],
  ])('by %j goes from 20 to %i', (growth, to) => {
    const step = stepOf(walking(growth), week(twenty))
    expect(step).toMatchObject({
      action: 'advance',
      rule: 'programme/advance',
      factIds: ['GROWTH', 'ADVANCE'],
      numbers: [{ from: 20, to }],
    })
    expect(step.numbers?.[0]?.heldBy?.rule).toBe(to === 40 ? 'at-most-40' : undefined)
  })

  test('starts from the mean of what was done, the best of as many sessions as the week has', () => {
    const minutes = (...done: readonly number[]) => done.map((each, index) => log(index, { seconds: each * 60 }))
    expect(stepOf(walking({ amount: 5 }), minutes(18, 18, 18)).numbers).toEqual([
      { key: 'minutesPerSession', from: 20, to: 23 },
    ])
    expect(stepOf(walking({ amount: 5 }), minutes(0, 18, 18, 18)).numbers).toEqual([
      { key: 'minutesPerSession', from: 20, to: 23 },
    ])
    expect(stepOf(walking({ amount: 5 }), minutes(40, 40, 40)).numbers).toEqual([
      { key: 'minutesPerSession', from: 20, to: 25 },
    ])
    const short = stepOf(walking({ amount: 5 }), minutes(15, 15, 15))
    expect(short).toMatchObject({ action: 'hold', rule: 'programme/not-yet' })
    expect(seen(short, 'performedPerSession')).toBe(15)
  })

  test('waits for the therapist where nobody gave a size, and for what was done before that', () => {
    expect(stepOf(walking({}), week(twenty))).toMatchObject({
      action: 'ask',
      rule: 'programme/step-by-therapist',
      numbers: [{ from: 20, to: null }],
    })
    expect(stepOf(walking({}), week({ seconds: 600 }))).toMatchObject({ action: 'hold', rule: 'programme/not-yet' })
  })

  test('ends at its goal, and never moves a programme that waits for review', () => {
    expect(stepOf(walking({ amount: 5, goal: 20 }), week(twenty))).toMatchObject({
      action: 'hold',
      rule: 'programme/top-level',
    })
    const { plan, known } = walking({ amount: 5 })
    const { programme } = known.progressions
    const waiting = { ...known, progressions: { general, programme: { ...programme, review: awaiting } } }
    expect(stepOf({ plan, known: waiting }, week(twenty))).toMatchObject({
      action: 'hold',
      rule: 'programme/awaiting-review',
    })
  })

  test.each([
    [10, active, 22],
    [50, active, 25],
    [10, awaiting, 25],
  ])('a guard of %i%% over the longest session holds it once it was reviewed', (sessionPercent, review, to) => {
    const { plan, known } = walking({ amount: 5 })
    const programme = {
      ...known.progressions.programme,
      guard: { sessionPercent, days: 30, factIds: ['GUARD'], review },
    }
    const step = stepOf({ plan, known: { ...known, progressions: { general, programme } } }, week(twenty))
    expect(step.numbers?.[0]?.to).toBe(to)
  })
})

describe('going back', () => {
  const tired = rule({ effortAboveTargetAtLeast: 2 }, 'deload')
  const withTarget = (growth: object, kind: ProgressionRule['action'] = 'deload') => {
    const it = walking(growth, [{ ...tired, action: kind }])
    const [first] = it.plan.prescriptions as [Prescription]
    return { ...it, plan: { ...it.plan, prescriptions: [{ ...first, dose: { ...first.dose, rpeBorg: number(12) } }] } }
  }

  test.each([
    [13, 'advance', 25],
    [14, 'deload', 15],
    [15, 'deload', 15],
  ])('effort of %i against a target of 12: %s to %i minutes', (effortBorg, action, to) => {
    expect(stepOf(withTarget({ amount: 5 }), week(twenty, { effortBorg }))).toMatchObject({
      action,
      numbers: [{ from: 20, to }],
    })
  })

  test('a share goes down by the same share; without a size the numbers stay', () => {
    expect(stepOf(withTarget({ percent: 25 }, 'regress'), week(twenty, { effortBorg: 14 })).numbers).toEqual([
      { key: 'minutesPerSession', from: 20, to: 16 },
    ])
    expect(stepOf(withTarget({}, 'regress'), week(twenty, { effortBorg: 14 }))).toMatchObject({
      action: 'regress',
      to: null,
    })
    expect(stepOf(withTarget({}, 'regress'), week(twenty, { effortBorg: 14 })).numbers).toBeUndefined()
  })

  test('effort that is not known asks, and without a target there is none to exceed', () => {
    expect(stepOf(withTarget({ amount: 5 }), week(twenty, { effortBorg: null })).action).toBe('ask')
    expect(stepOf(walking({ amount: 5 }, [tired]), week(twenty, { effortBorg: 20 })).action).toBe('advance')
  })
})

describe('after a gap', () => {
  const gap = rule({ daysSinceLastSessionAtLeast: 14 }, 'ask')
  const later = { on: addDays(startsOn, 18) }

  test('training starts again at what was last completed, and waits where that is what the plan asks', () => {
    const it = walking({ amount: 5 }, [gap])
    expect(stepOf(it, week(twenty), later)).toMatchObject({ action: 'ask', to: null })
    expect(stepOf(it, week({ seconds: 930 }), later)).toMatchObject({
      action: 'regress',
      numbers: [{ key: 'minutesPerSession', from: 20, to: 15 }],
    })
    expect(stepOf(it, week({ seconds: 930 }, { completed: false }), later).action).toBe('ask')
    expect(stepOf(it, week({ seconds: 0 }), later).action).toBe('ask')
  })

  test('a load starts again at the last one that was lifted', () => {
    const strength = made({
      prescription: { dose: { sessionsPerWeek: number(3) }, loads: { press: 12, row: 8 } },
      part: { kind: 'impact', exercise: 'press', sets: 1, impactsPerSet: 1, restSeconds: null },
      rules: [gap],
    })
    const logs = week({ kind: 'strength', exercise: 'press', loadKilograms: 10 })
    expect(stepOf(strength, logs, later)).toMatchObject({
      action: 'regress',
      numbers: [{ key: 'loadKilograms', exercise: 'press', from: 12, to: 10 }],
    })
  })
})

describe('rules over logs', () => {
  const action = (when: ProgressionRule['when'], logs: readonly SessionLog[], more: Partial<ProgressInput> = {}) =>
    stepOf(walking({ amount: 5 }, [rule(when)]), logs, more).action

  test('the mean of a week above that of the week before', () => {
    const weeks = (first: number, second: number | null) => [
      ...[0, 2, 4].map((day) => log(day, twenty, { fatigue: first })),
      ...[7, 9, 11].map((day) => log(day, twenty, { fatigue: second })),
    ]
    const on = { on: addDays(startsOn, 13) }
    expect(action({ risesOverWeeks: 'fatigue' }, weeks(3, 3), on)).toBe('advance')
    expect(action({ risesOverWeeks: 'fatigue' }, weeks(3, 4), on)).toBe('hold')
    expect(action({ risesOverWeeks: 'fatigue' }, weeks(3, null), on)).toBe('ask')
    expect(action({ risesOverWeeks: 'fatigue' }, weeks(3, 4).slice(0, 3))).toBe('advance')
    expect(action({ risesOverWeeks: 'fatigue' }, week(twenty))).toBe('ask')
    expect(action({ risesOverWeeks: 'pain' }, week(twenty))).toBe('advance')
  })

  test('days of rest between sessions with the same content', () => {
    const days = (...at: readonly number[]) => at.map((day) => log(day, twenty))
    expect(action({ restDaysBelow: 1 }, days(0, 2, 4))).toBe('advance')
    expect(action({ restDaysBelow: 1 }, days(0, 1, 4))).toBe('hold')
    expect(action({ restDaysBelow: 2 }, days(0, 2, 5))).toBe('hold')
    const taking = (...contents: readonly ('A' | 'B')[]) =>
      contents.map((content, day) => log(day, twenty, { content }))
    expect(action({ restDaysBelow: 1 }, taking('A', 'B', 'A'))).toBe('advance')
    expect(action({ restDaysBelow: 1 }, taking('A', 'A', 'B'))).toBe('hold')
  })

  test('sessions since harm that was released', () => {
    const harm = (on: number, severity: 'mild' | 'moderate') => ({
      adverseEvents: [
        { eventId: 'e', on: addDays(startsOn, on), symptoms: ['muscle-soreness'], severity, description: '' },
      ],
      released: ['e'],
    })
    expect(action({ sessionsSinceEventBelow: 1 }, week(twenty), harm(4, 'moderate'))).toBe('hold')
    expect(action({ sessionsSinceEventBelow: 1 }, week(twenty), harm(3, 'moderate'))).toBe('advance')
    expect(action({ sessionsSinceEventBelow: 2 }, week(twenty), harm(3, 'moderate'))).toBe('hold')
    expect(action({ sessionsSinceEventBelow: 1 }, week(twenty), harm(4, 'mild'))).toBe('advance')
    expect(action({ sessionsSinceEventBelow: 1 }, week(twenty), harm(-1, 'moderate'))).toBe('advance')
  })

  test('what only some are asked for holds for nobody else', () => {
    const fast = week(twenty, { before: { restingHeartRateBpm: 120 } })
    const when = { restingHeartRateAtLeast: 100 }
    expect(stepOf(walking({ amount: 5 }, [rule(when, 'stop')]), fast).action).toBe('stop')
    expect(stepOf(walking({ amount: 5 }, [rule(when, 'stop', { withAdaptation: 'check' })]), fast).action).toBe(
      'advance',
    )
  })

  test('a form that may no longer be prescribed asks, whatever was done', () => {
    const notAllowedNow = [{ prescription: 'it', rule: 'form/row', factIds: ['OUT'] }]
    expect(stepOf(walking({ amount: 5 }), week(twenty), { notAllowedNow })).toMatchObject({
      action: 'ask',
      rule: 'form/row',
      factIds: ['OUT'],
    })
  })
})

describe('the plan after a step', () => {
  const base: ProgressStep = {
    prescription: 'it',
    action: 'advance',
    from: null,
    to: null,
    rule: 'programme/advance',
    observed: [],
    factIds: ['WHY'],
  }
  const after = (dose: Prescription['dose'], part: SessionPart, numbers: ProgressStep['numbers'] = []) => {
    const { plan } = made({ prescription: { dose }, part })
    const result = planAfterStep(plan, { ...base, numbers }, {})
    return { dose: result.prescriptions[0]?.dose, part: result.sessions[0]?.parts[0] }
  }

  test('has the new number with its sources, and what it was before', () => {
    const { dose, part } = after(
      { intervalCount: number(2) },
      {
        kind: 'intervals',
        level: 1,
        levels: 1,
        runSeconds: 240,
        walkSeconds: 180,
        repetitions: 2,
        minRepetitions: 2,
        maxRepetitions: 2,
      },
      [{ key: 'intervalCount', from: 2, to: 3 }],
    )
    expect(dose?.intervalCount).toMatchObject({
      value: 3,
      factIds: ['FIRST', 'WHY'],
      changed: { from: 2, reason: 'programme/advance' },
    })
    expect(part).toMatchObject({ repetitions: 3, minRepetitions: 3, maxRepetitions: 3 })
  })

  test('changes a part only where its number changed', () => {
    const strength = {
      kind: 'strength',
      exercise: 'press',
      sets: 3,
      repetitions: 3,
      upToRepetitions: 5,
      secondsDown: null,
      secondsUp: null,
      holdSeconds: 3,
      restSeconds: 30,
      loadKilograms: null,
      breathingCue: true,
    } as const
    const dose = { repetitions: { ...number(3), upTo: 5 }, holdSeconds: number(3) }
    expect(after(dose, strength, [{ key: 'repetitions', from: 3, to: 4 }]).part).toEqual({
      ...strength,
      repetitions: 4,
    })
    const { upToRepetitions: _, ...atTop } = strength
    expect(after(dose, strength, [{ key: 'repetitions', from: 3, to: 5 }]).part).toEqual({ ...atTop, repetitions: 5 })
    expect(after(dose, strength, [{ key: 'holdSeconds', from: 3, to: 4 }]).part).toEqual({
      ...strength,
      holdSeconds: 4,
    })
    expect(after(dose, strength, [{ key: 'loadKilograms', exercise: 'press', from: 10, to: 12 }]).part).toEqual({
      ...strength,
      loadKilograms: 12,
    })
    expect(after(dose, strength, [{ key: 'loadKilograms', exercise: 'other', from: 10, to: 12 }]).part).toEqual(
      strength,
    )
    expect(after(dose, strength, [{ key: 'repetitions', from: 3, to: null }]).part).toEqual(strength)
  })

  test('gives a breathing trainer its resistance, and shares the minutes of a week', () => {
    const breathing = { kind: 'continuous', exercise: 'trainer', minutes: 15, percentPiMax: 20 } as const
    expect(after({ percentPiMax: number(20) }, breathing, [{ key: 'percentPiMax', from: 20, to: 25 }]).part).toEqual({
      ...breathing,
      percentPiMax: 25,
    })
    const walk = { kind: 'continuous', exercise: 'walking', minutes: 20 } as const
    const dose = { sessionsPerWeek: number(3), minutesPerWeek: number(60), minutesPerSession: number(20) }
    const { dose: now, part } = after(dose, walk, [{ key: 'minutesPerWeek', from: 60, to: 70 }])
    expect([now?.minutesPerWeek?.value, now?.minutesPerSession?.value, part]).toEqual([
      70,
      23,
      { ...walk, minutes: 23 },
    ])
  })

  test('the therapist may choose less or more than proposed, never past a bound', () => {
    const { plan } = made({
      prescription: { dose: { minutesPerSession: number(20, [30]) } },
      part: { kind: 'continuous', exercise: 'walking', minutes: 20 },
    })
    const step = { ...base, numbers: [{ key: 'minutesPerSession', from: 20, to: 25 } as const] }
    const chosen = (value: number) => [{ key: 'minutesPerSession', value } as const]
    expect(planAfterStep(plan, step, {}, chosen(22)).sessions[0]?.parts[0]).toMatchObject({ minutes: 22 })
    expect([30, 31].map((value) => refusedNumbers(step, chosen(value), { plan }).length)).toEqual([0, 1])
    const preferences = preferencesAfterStep({}, plan, step, 'why', chosen(22))
    expect(preferences).toEqual({ doses: { it: { minutesPerSession: { value: 22, reason: 'why' } } } })
  })
})

test.each<[Parameters<typeof performed>[1], SessionLog['parts'], number | null]>([
  [
    'minutesPerSession',
    [
      { part: 0, kind: 'continuous', seconds: 600 },
      { part: 1, kind: 'continuous', seconds: 300 },
    ],
    15,
  ],
  ['minutesPerWeek', [{ part: 0, kind: 'strength', seconds: 600 }], null],
  ['stepsPerDay', [{ part: 0, kind: 'steps', seconds: 0, steps: 4000 }], 4000],
  ['stepsPerDay', [{ part: 0, kind: 'steps', seconds: 0 }], null],
  ['intervalCount', [{ part: 0, kind: 'intervals', seconds: 0, repetitions: 4 }], 4],
  ['repetitions', [{ part: 0, kind: 'strength', seconds: 0, repetitionsPerSet: [5, 3, 4] }], 3],
  [
    'repetitions',
    [
      { part: 0, kind: 'strength', seconds: 0, repetitionsPerSet: [5] },
      { part: 1, kind: 'strength', seconds: 0 },
    ],
    null,
  ],
  [
    'holdSeconds',
    [
      { part: 0, kind: 'strength', seconds: 0, holdSeconds: 4 },
      { part: 1, kind: 'strength', seconds: 0, holdSeconds: 3 },
    ],
    3,
  ],
  ['percentPiMax', [{ part: 0, kind: 'continuous', seconds: 0, percentPiMax: 25 }], 25],
  ['loadKilograms', [{ part: 0, kind: 'strength', seconds: 0, loadKilograms: 25 }], null],
])('%s done in %j is %s', (key, parts, amount) => {
  expect(performed({ ...log(0, {}), parts }, key)).toBe(amount)
})
