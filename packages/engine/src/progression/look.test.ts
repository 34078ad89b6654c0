import {
  addDays,
  type IntensityTarget,
  type Prescription,
  type ProgressInput,
  type ProgressionRule,
} from '@dosis/domain'
import { describe, expect, test } from 'vitest'
import { type Done, event, knowledge, log, number, plainPrescription, plan, prescription, startsOn } from './fixture.ts'
import { look } from './look.ts'
import { observe } from './observe.ts'
import { openEvents } from './open-events.ts'

interface Given extends Partial<ProgressInput> {
  readonly day?: number
  readonly done?: readonly Done[]
  readonly of?: Prescription
  readonly withAdaptation?: string
}

/** What a rule sees, with its truth. */
function seen(
  when: ProgressionRule['when'],
  { day = 7, done = [], of = prescription, withAdaptation, ...more }: Given,
) {
  const input = { on: addDays(startsOn, day), plan, logs: done.map(log), adverseEvents: [], released: [], ...more }
  const rule = { when, ...(withAdaptation === undefined ? {} : { withAdaptation }) }
  const events = openEvents(input, knowledge)
  return look(rule, observe(input, of, null), of, { input, knowledge, events })
}

const no = { truth: 'no', seen: [] }
const saw = (truth: string, what: string, observed: number | null, needed: number) => ({
  truth,
  seen: [{ what, observed, needed }],
})

describe('a rule for some', () => {
  const rule = { painAfterAbove: 5 }
  const high = [{ day: 6, painAfter: 6 }]
  const checked = plainPrescription('checked', { adaptations: ['other', 'check'] })

  test('holds for nobody whose plan does not carry its adaptation', () => {
    expect(seen(rule, { done: high, withAdaptation: 'check' })).toEqual(no)
    expect(seen(rule, { done: high, withAdaptation: 'check', plan: { ...plan, prescriptions: [] } })).toEqual(no)
  })

  test('holds for the whole plan when one prescription carries it', () => {
    const both = { ...plan, prescriptions: [prescription, checked] }
    expect(seen(rule, { done: high, withAdaptation: 'check', plan: both }).truth).toBe('yes')
  })
})

describe('harm that is open', () => {
  const adverseEvents = [event('a', 1, ['knee-pain']), event('b', 2, ['knee-pain']), event('c', 2, ['chest-pain'])]

  test('is counted by its class, or whatever its class', () => {
    const rule = (grave?: 'stop' | 'tell' | 'mild') =>
      ({ unreleasedAdverseEvent: true, ...(grave === undefined ? {} : { class: grave }) }) as const
    expect(seen(rule('tell'), { adverseEvents })).toEqual(saw('yes', 'adverseEvents', 2, 0))
    expect(seen(rule('stop'), { adverseEvents })).toEqual(saw('yes', 'adverseEvents', 1, 0))
    expect(seen(rule('mild'), { adverseEvents })).toEqual(saw('no', 'adverseEvents', 0, 0))
    expect(seen(rule(), { adverseEvents })).toEqual(saw('yes', 'adverseEvents', 3, 0))
  })
})

describe('an evaluation', () => {
  const rule = { overdueEvaluationDays: 7 }
  const evaluation = (more: object) => ({ plan: { ...plan, evaluation: { ...plan.evaluation, ...more } } })

  test.each([
    [48, 'no', 6],
    [49, 'no', 7],
    [50, 'yes', 8],
  ])('on day %i: %s, %i days after it fell due', (day, truth, days) => {
    expect(seen(rule, { day })).toEqual(saw(truth, 'daysSinceEvaluationDue', days, 7))
  })

  test('without a day counts from the start of the plan, and without a cycle never falls due', () => {
    expect(seen(rule, { day: 50, ...evaluation({ nextDate: null }) })).toEqual(
      saw('yes', 'daysSinceEvaluationDue', 8, 7),
    )
    expect(seen(rule, { day: 500, ...evaluation({ cycleWeeks: null }) })).toEqual(
      saw('no', 'daysSinceEvaluationDue', null, 7),
    )
  })

  test('comes again a cycle after the last', () => {
    expect(seen(rule, { day: 60, evaluatedOn: addDays(startsOn, 10) })).toEqual(
      saw('yes', 'daysSinceEvaluationDue', 8, 7),
    )
  })
})

describe('days without a session', () => {
  const rule = { daysSinceLastSessionAtLeast: 14 }

  test.each([
    [13, 'no'],
    [14, 'yes'],
    [15, 'yes'],
  ])('%i: %s', (day, truth) => {
    expect(seen(rule, { day, done: [{ day: 0 }] })).toEqual(saw(truth, 'daysSinceLastSession', day, 14))
  })

  test('are not counted before the first', () => {
    expect(seen(rule, { day: 60 })).toEqual(saw('no', 'daysSinceLastSession', null, 14))
  })
})

describe('pain', () => {
  test.each([
    [4, 'no'],
    [5, 'no'],
    [6, 'yes'],
  ])('of %i after a session, above 5: %s', (painAfter, truth) => {
    expect(seen({ painAfterAbove: 5 }, { done: [{ day: 6, painAfter }] })).toEqual(
      saw(truth, 'painAfter', painAfter, 5),
    )
  })

  test('that is not known is unknown as soon as there was a session', () => {
    expect(seen({ painAfterAbove: 5 }, { done: [{ day: 6, painAfter: null }] })).toEqual(
      saw('unknown', 'painAfter', null, 5),
    )
    expect(seen({ painAfterAbove: 5 }, {})).toEqual(saw('no', 'painAfter', null, 5))
    expect(seen({ painRiseAtLeast: 2 }, {})).toEqual(saw('no', 'painRise', null, 2))
  })

  describe('above the limit that was agreed', () => {
    const limited = (settledNextMorning = false) => ({
      of: { ...prescription, painLimit: { afterAtMost: 3, settledNextMorning, reason: 'agreed', factIds: [] } },
    })
    const rule = { painAboveAgreedLimit: true } as const

    test('there is none without a limit', () => {
      expect(seen(rule, { done: [{ day: 6, painAfter: 9 }] })).toEqual(no)
    })

    test('counts in the week of today and the one before', () => {
      const done = (day: number) => [{ day, painAfter: 9 }, { day: 14 }]
      expect(seen(rule, { day: 14, done: done(7), ...limited() })).toEqual(saw('yes', 'painAfter', 9, 3))
      expect(seen(rule, { day: 14, done: done(6), ...limited() })).toEqual(saw('no', 'painAfter', 3, 3))
    })

    test('is not there without sessions', () => {
      expect(seen(rule, limited())).toEqual(saw('no', 'painAfter', null, 3))
      expect(seen({ painNextMorningHigher: true }, limited(true))).toEqual(saw('no', 'painNextMorning', null, 0))
    })
  })
})

describe('the mean of a week against the one before', () => {
  const rule = { risesOverWeeks: 'pain' } as const
  const pain = (...at: readonly (readonly [number, number | null])[]) =>
    at.map(([day, painAfter]) => ({ day, painAfter }))

  test('compares the last two weeks with sessions, be it not this one', () => {
    expect(seen(rule, { day: 14, done: pain([0, 2], [7, 3]) })).toEqual(saw('yes', 'painRiseOverWeeks', 1, 0))
    expect(seen(rule, { day: 20, done: pain([6, 2], [7, 4], [13, 3], [14, 9], [20, 8]) })).toEqual(
      saw('yes', 'painRiseOverWeeks', 5, 0),
    )
  })

  test.each([
    [[[0, 2] as const, [7, null] as const]],
    [[[0, null] as const, [7, 2] as const]],
    [[[0, 2] as const, [1, null] as const, [7, 2] as const]],
  ])('is not known when a score lacks in either: %j', (scores) => {
    expect(seen(rule, { day: 13, done: pain(...scores) })).toEqual(saw('unknown', 'painRiseOverWeeks', null, 0))
  })

  test('has nothing to rise from in the first week', () => {
    expect(seen(rule, { day: 3, done: pain([0, 9]) })).toEqual(saw('no', 'painRiseOverWeeks', null, 0))
    expect(seen(rule, { day: 3, done: pain([0, null]) })).toEqual(saw('unknown', 'painRiseOverWeeks', null, 0))
    expect(seen(rule, { day: 3 })).toEqual(saw('unknown', 'painRiseOverWeeks', null, 0))
  })
})

describe('sessions since harm', () => {
  const rule = { sessionsSinceEventBelow: 2 }
  const since = (days: readonly number[], done: readonly Done[], more: Given = {}) =>
    seen(rule, {
      done,
      adverseEvents: days.map((day) => event(`event-${day}`, day, ['knee-pain'])),
      released: days.map((day) => `event-${day}`),
      ...more,
    })

  test.each([[[1, 4]], [[4, 1]]])('count from the last of it: %j', (days) => {
    expect(since(days, [{ day: 2 }, { day: 3 }, { day: 5 }])).toEqual(saw('yes', 'sessionsSinceEvent', 1, 2))
  })

  test('count from the first day of the plan, not from before it nor from after today', () => {
    expect(since([0], [{ day: 0 }])).toEqual(saw('yes', 'sessionsSinceEvent', 0, 2))
    expect(since([-1], [])).toEqual(no)
    expect(since([8], [{ day: 0 }])).toEqual(no)
    expect(since([7], [{ day: 0 }])).toEqual(saw('yes', 'sessionsSinceEvent', 0, 2))
  })

  test('are enough', () => {
    expect(since([1], [{ day: 2 }, { day: 3 }])).toEqual(saw('no', 'sessionsSinceEvent', 2, 2))
    expect(since([], [])).toEqual(no)
    expect(since([1], [], { released: [] })).toEqual(no)
  })
})

describe('days of rest', () => {
  const rule = { restDaysBelow: 2 }
  const days = (...at: readonly number[]) => ({
    done: at.map((day, index) => ({ day, sessionId: `session-${index}` })),
  })

  test('are the fewest between two days with a session', () => {
    expect(seen(rule, days(0, 3, 5, 6))).toEqual(saw('yes', 'restDays', 0, 2))
    expect(seen(rule, days(0, 2, 5))).toEqual(saw('yes', 'restDays', 1, 2))
    expect(seen(rule, days(0, 3, 6))).toEqual(no)
    expect(seen(rule, days(0, 0, 3))).toEqual(no)
    expect(seen(rule, days())).toEqual(no)
  })

  test('count completed sessions of this week and the one before', () => {
    expect(seen(rule, { done: [{ day: 0 }, { day: 1, completed: false }, { day: 3 }] })).toEqual(no)
    expect(seen(rule, { day: 14, ...days(5, 6, 9) })).toEqual(no)
  })
})

describe('effort above what the plan asks', () => {
  const rule = { effortAboveTargetAtLeast: 2 }
  const target = (scale: IntensityTarget['scale'], upTo: number | null): IntensityTarget => ({
    rule: 'target',
    basis: 'effort',
    scale,
    exercise: null,
    holdsFor: 'whole',
    from: null,
    upTo,
    talk: null,
    absent: null,
    measurements: [],
    factIds: [],
  })
  const effort = (of: Partial<Prescription>) => seen(rule, { done: [{ day: 6 }], of: { ...prescription, ...of } })
  const dose = (rpeBorg: ReturnType<typeof number>) => ({ dose: { ...prescription.dose, rpeBorg } })

  test.each([
    [11, 'no', 1],
    [10, 'yes', 2],
    [9, 'yes', 3],
  ])('12 against a dose of %i: %s', (value, truth, above) => {
    expect(effort(dose(number(value)))).toEqual(saw(truth, 'effortAboveTarget', above, 2))
  })

  test('looks at the top of a range, and at the dose before the targets', () => {
    expect(effort(dose({ ...number(8), upTo: 11 }))).toEqual(saw('no', 'effortAboveTarget', 1, 2))
    expect(effort({ ...dose(number(11)), targets: [target('borg6To20', 8)] })).toEqual(
      saw('no', 'effortAboveTarget', 1, 2),
    )
  })

  test('looks at the highest target on the scale of Borg, and at no other', () => {
    const targets = [target('borg6To20', 8), target('borg6To20', 10), target('borgCr10', 5), target('borg6To20', null)]
    expect(effort({ targets })).toEqual(saw('yes', 'effortAboveTarget', 2, 2))
    expect(effort({ targets: [target('borgCr10', 5), target('borg6To20', null)] })).toEqual(no)
    expect(effort({})).toEqual(no)
  })

  test('is not known without a figure, and not asked before the first session', () => {
    const of = { ...prescription, targets: [target('borg6To20', 10)] }
    expect(seen(rule, { of })).toEqual(saw('no', 'effortAboveTarget', null, 2))
    const logs = [{ ...log({ day: 6 }), effortBorg: null }]
    expect(seen(rule, { of, logs })).toEqual(saw('unknown', 'effortAboveTarget', null, 2))
  })
})

describe('pain on the next morning', () => {
  const rule = { painNextMorningHigher: true } as const
  const asked = {
    ...prescription,
    painLimit: { afterAtMost: 9, settledNextMorning: true, reason: 'agreed', factIds: [] },
  }
  const told = (pain: number | null, more: Given & { painBefore?: number | null } = {}) => {
    const { painBefore = 3, ...rest } = more
    const logs = [log({ day: 4, painBefore }), { ...log({ day: 7 }), morningAfter: [{ sessionId: 'session-4', pain }] }]
    return seen(rule, { logs, ...rest })
  }

  test.each([
    [2, 'no', -1],
    [3, 'no', 0],
    [4, 'yes', 1],
  ])('of %i against 3 before the session: %s', (pain, truth, rise) => {
    expect(told(pain)).toEqual(saw(truth, 'painNextMorning', rise, 0))
  })

  test('that is not known is only missed where the plan asks for it', () => {
    const unasked = { ...asked, painLimit: { ...asked.painLimit, settledNextMorning: false } }
    expect(told(null)).toEqual(saw('no', 'painNextMorning', null, 0))
    expect(told(null, { of: unasked })).toEqual(saw('no', 'painNextMorning', null, 0))
    expect(told(null, { of: asked })).toEqual(saw('unknown', 'painNextMorning', null, 0))
    expect(told(3, { of: asked, painBefore: null })).toEqual(saw('unknown', 'painNextMorning', null, 0))
  })

  test('is not there yet for a session of today', () => {
    expect(told(3, { of: asked })).toEqual(saw('no', 'painNextMorning', 0, 0))
    expect(told(3, { of: asked, day: 8 })).toEqual(saw('unknown', 'painNextMorning', 0, 0))
  })
})

test('fatigue over weeks goes by its own name', () => {
  const logs = [
    { ...log({ day: 0 }), fatigue: 3 },
    { ...log({ day: 7 }), fatigue: 4 },
  ]
  expect(seen({ risesOverWeeks: 'fatigue' }, { day: 13, logs })).toEqual(saw('yes', 'fatigueRiseOverWeeks', 1, 0))
})
