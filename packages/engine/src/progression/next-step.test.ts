import {
  addDays,
  type NumberStep,
  type PartDone,
  type Plan,
  type Prescription,
  type Progression,
  type ProgressInput,
  type SessionLog,
  type SessionPart,
} from '@dosis/domain'
import { describe, expect, test } from 'vitest'
import { active, limit, log, number, plainPrescription, plan, prescription, runWalk, startsOn } from './fixture.ts'
import { nextStep, stepBack } from './next-step.ts'
import { observe } from './observe.ts'

const growing: Progression = {
  id: 'programme',
  names: { en: '', nl: '' },
  document: 'runwalk-clbp',
  levels: [],
  origin: { en: '', nl: '' },
  advance: { weeksOnLevelAtLeast: 1, repetitionsAtLeast: null, sessionsPerWeekAtLeast: 2, factIds: ['ADVANCE'] },
  rules: [],
  review: active,
}
const lifting: Progression = { ...growing, moves: { kind: 'repetitions', loadStepKilograms: null, factIds: ['LOAD'] } }

interface Given extends Partial<ProgressInput> {
  readonly parts?: readonly SessionPart[]
  readonly by?: Progression
}

/** What comes next for `it` after two sessions in a week with these parts done. */
function next(it: Partial<Prescription>, done: readonly PartDone[], { parts = [], by = growing, ...more }: Given = {}) {
  const own = plainPrescription('it', it)
  const of: Plan = {
    ...plan,
    prescriptions: [plainPrescription('other'), own],
    sessions: [
      { id: 'other', prescriptions: ['other'], parts: [press('press', 99), press('other', 99)] },
      { id: 'it', prescriptions: ['it'], parts },
    ],
  }
  const logs = [0, 2].map((day): SessionLog => ({ ...log({ day }), template: 'it', parts: done }))
  const input = { on: addDays(startsOn, 7), plan: of, logs, adverseEvents: [], released: [], ...more }
  const observed = observe(input, own, by)
  return nextStep({ prescription: own, progression: by, observed, input, silentRule: 'silent' })
}

function press(exercise: string, loadKilograms: number | null): SessionPart {
  return {
    kind: 'strength',
    exercise,
    sets: 2,
    repetitions: 8,
    upToRepetitions: 12,
    secondsDown: null,
    secondsUp: null,
    holdSeconds: null,
    restSeconds: null,
    loadKilograms,
    breathingCue: true,
  }
}

describe('a programme about which nothing is known', () => {
  const silent = { move: { action: 'hold', to: null, rule: 'silent', factIds: [] }, seen: [] }

  test('holds, for the source is silent', () => {
    expect(next({}, [])).toEqual(silent)
    expect(next({ programme: {} }, [])).toEqual(silent)
    expect(next({ programme: { growth: [] } }, [], { by: { ...growing, advance: null } })).toEqual(silent)
    const repetitions = { from: 8, upTo: 12, loadStepKilograms: 2 }
    expect(next({ programme: { repetitions } }, [])).toEqual(silent)
    expect(
      next({ programme: { repetitions } }, [], { by: { ...growing, moves: { kind: 'growth', numbers: [] } } }),
    ).toEqual(silent)
  })

  test('with levels of which the plan does not say the first holds too', () => {
    expect(next({ levels: [{}, {}] }, [])).toEqual(silent)
  })
})

describe('a level', () => {
  const step = (more: Partial<ProgressInput>, of = prescription, by = runWalk) => {
    const input = {
      on: addDays(startsOn, 7),
      plan: { ...plan, prescriptions: [of] },
      logs: [log({ day: 0 }), log({ day: 2 })],
      adverseEvents: [],
      released: [],
      ...more,
    }
    return nextStep({ prescription: of, progression: by, observed: observe(input, of, by), input, silentRule: '' }).move
  }
  const now = (key: 'level' | 'runSeconds' | 'walkSeconds', value: number, kind: 'hard' | 'soft' = 'hard') => ({
    limitsNow: [{ prescription: prescription.id, key, limit: limit(value, kind, 'came-since') }],
  })
  const up = { action: 'advance', to: 2, rule: 'run-walk/advance', factIds: ['RX-LBP-06', 'RX-LBP-07', 'RX-LBP-08'] }

  test('that would pass a hard limit of today is not taken, nor in part; what it holds stays as it is', () => {
    const heldBy = limit(24, 'hard', 'came-since')
    expect(step(now('runSeconds', 24))).toEqual({
      action: 'hold',
      to: 1,
      rule: 'came-since',
      factIds: up.factIds,
      numbers: [{ key: 'runSeconds', from: 15, to: 15, heldBy }],
    })
    expect(step(now('runSeconds', 25))).toEqual(up)
    expect(step(now('runSeconds', 26))).toEqual(up)
    expect(step(now('runSeconds', 24, 'soft'))).toEqual(up)
  })

  test('may itself have a limit', () => {
    const heldBy = limit(1, 'hard', 'came-since')
    expect(step(now('level', 1))).toMatchObject({ action: 'hold', numbers: [{ key: 'level', from: 1, to: 1, heldBy }] })
    expect(step(now('level', 2))).toEqual(up)
  })

  test('needs no repetitions where the programme asks for none', () => {
    const advance = { weeksOnLevelAtLeast: 1, repetitionsAtLeast: null, sessionsPerWeekAtLeast: 2, factIds: [] }
    const logs = [log({ day: 0, repetitions: 0 }), log({ day: 2, repetitions: 0 })]
    expect(step({ logs }).action).toBe('hold')
    expect(step({ logs }, prescription, { ...runWalk, advance }).action).toBe('advance')
  })
})

describe('a number that grows', () => {
  const walk = (minutes: number): readonly PartDone[] => [{ part: 0, kind: 'continuous', seconds: minutes * 60 }]
  const growth = { percent: null, amount: null, goal: null, factIds: ['GROWTH'] }
  const minutes = (size: { amount?: number; percent?: number; goal?: number }) => ({
    growth: [{ ...growth, key: 'minutesPerSession' as const, ...size }],
  })
  const dose = (value: number | null, most: readonly number[] = []) => ({
    minutesPerSession: number(
      value,
      most.map((each) => limit(each)),
    ),
  })
  const guarded = (sessionPercent: number, days = 30): Progression => ({
    ...growing,
    guard: { sessionPercent, days, factIds: ['GUARD'], review: active },
  })

  test('says what it moves, what it saw and from which sources', () => {
    expect(next({ dose: dose(20), programme: minutes({ amount: 5 }) }, walk(20))).toEqual({
      move: {
        action: 'advance',
        to: null,
        rule: 'programme/advance',
        factIds: ['GROWTH', 'ADVANCE'],
        numbers: [{ key: 'minutesPerSession', from: 20, to: 25 }],
      },
      seen: [{ what: 'performedPerSession', observed: 20, needed: 20, key: 'minutesPerSession' }],
    })
  })

  test('holds without numbers while too little was done', () => {
    expect(next({ dose: dose(20), programme: minutes({ amount: 5 }) }, walk(10))).toEqual({
      move: { action: 'hold', to: null, rule: 'programme/not-yet', factIds: ['GROWTH', 'ADVANCE'] },
      seen: [{ what: 'performedPerSession', observed: 10, needed: 20, key: 'minutesPerSession' }],
    })
  })

  test('does not grow from what nobody prescribed or logged, however large the step', () => {
    const programme = minutes({ amount: 30 })
    expect(next({ dose: dose(null), programme }, walk(20)).move.action).toBe('hold')
    expect(next({ dose: {}, programme }, walk(20)).move.action).toBe('hold')
    expect(next({ dose: dose(20), programme }, []).move.action).toBe('hold')
  })

  test('is the first of which the size is known, else the first', () => {
    const programme = (percent: number | null) => ({
      growth: [
        { ...growth, key: 'repetitions' as const },
        { ...growth, key: 'minutesPerSession' as const, percent },
      ],
    })
    const both = { ...dose(20), repetitions: number(3) }
    expect(next({ dose: both, programme: programme(10) }, walk(20)).move.numbers).toEqual([
      { key: 'minutesPerSession', from: 20, to: 22 },
    ])
    const amount = { growth: programme(null).growth.map((each, at) => ({ ...each, amount: at === 0 ? null : 5 })) }
    expect(next({ dose: both, programme: amount }, walk(20)).move.numbers).toEqual([
      { key: 'minutesPerSession', from: 20, to: 25 },
    ])
    expect(next({ dose: both, programme: programme(null) }, walk(20)).seen).toMatchObject([{ key: 'repetitions' }])
  })

  test('between two whole numbers a limit holds it where it is', () => {
    const held = next({ dose: dose(20, [20.5]), programme: minutes({ amount: 5 }) }, walk(20)).move
    expect(held).toEqual({
      action: 'hold',
      to: null,
      rule: 'at-most-20.5',
      factIds: ['GROWTH', 'ADVANCE'],
      numbers: [{ key: 'minutesPerSession', from: 20, to: 20, heldBy: limit(20.5) }],
    })
  })

  test('at its limit is at its top', () => {
    const top = { move: { action: 'hold', to: null, rule: 'programme/top-level', factIds: ['ADVANCE'] }, seen: [] }
    expect(next({ dose: dose(20, [40, 20]), programme: minutes({ amount: 5 }) }, walk(20))).toEqual(top)
    expect(next({ programme: { growth: [] } }, walk(20))).toEqual(top)
  })

  describe('with a guard', () => {
    const guard = (value: number) => ({ value, kind: 'hard', rule: 'programme/guard', factIds: ['GUARD'] }) as const
    const numbers = (by: Progression, most: readonly number[] = [], more: Partial<ProgressInput> = {}) =>
      next({ dose: dose(20, most), programme: minutes({ amount: 5 }) }, walk(20), { by, ...more }).move.numbers

    test('is held against the longest session, by the lowest of all limits', () => {
      expect(numbers(guarded(10))).toEqual([{ key: 'minutesPerSession', from: 20, to: 22, heldBy: guard(22) }])
      expect(numbers(guarded(10), [23])).toMatchObject([{ to: 22, heldBy: guard(22) }])
      expect(numbers(guarded(20), [23])).toMatchObject([{ to: 23, heldBy: limit(23) }])
      expect(numbers(guarded(10), [22])).toMatchObject([{ to: 22 }])
    })

    test('looks at the last days alone: of seven days the seventh, not the eighth', () => {
      const logs = [0, 1, 2].map(
        (day): SessionLog => ({ ...log({ day }), template: 'it', parts: walk(day === 0 ? 40 : 20) }),
      )
      expect(numbers(guarded(10, 7), [], { logs })).toMatchObject([{ to: 22 }])
      expect(numbers(guarded(10, 8), [], { logs })).toEqual([{ key: 'minutesPerSession', from: 20, to: 25 }])
    })

    test('the minutes of a week are not held against a session', () => {
      const programme = { growth: [{ ...growth, key: 'minutesPerWeek' as const, amount: 20 }] }
      const step = next({ dose: { minutesPerWeek: number(40) }, programme }, walk(20), { by: guarded(10) })
      expect(step.move.numbers).toEqual([{ key: 'minutesPerWeek', from: 40, to: 60 }])
      expect(step.seen).toEqual([{ what: 'performedPerWeek', observed: 40, needed: 40, key: 'minutesPerWeek' }])
    })
  })

  test('the minutes of a week in which nothing was logged are not known', () => {
    const programme = { growth: [{ ...growth, key: 'minutesPerWeek' as const, amount: 20 }] }
    expect(next({ dose: { minutesPerWeek: number(40) }, programme }, []).seen).toMatchObject([{ observed: null }])
  })
})

describe('load', () => {
  const repetitions = { from: 8, upTo: 12, loadStepKilograms: 2 as number | null }
  const done = (
    exercise: string,
    loadKilograms?: number,
    repetitionsPerSet: readonly number[] = [12, 12],
  ): PartDone => ({
    part: 0,
    kind: 'strength',
    exercise,
    repetitionsPerSet,
    seconds: 60,
    ...(loadKilograms === undefined ? {} : { loadKilograms }),
  })
  const step = (
    parts: readonly SessionPart[],
    doneParts: readonly PartDone[],
    size: number | null = 2,
    limitsNow: ProgressInput['limitsNow'] = [],
  ) =>
    next({ programme: { repetitions: { ...repetitions, loadStepKilograms: size } } }, doneParts, {
      parts,
      by: lifting,
      limitsNow,
    })
  const most = (exercise: string, value: number) => ({
    prescription: 'it',
    key: 'loadKilograms' as const,
    exercise,
    limit: limit(value),
  })
  const load = (exercise: string, from: number | null, to: number | null): NumberStep => ({
    key: 'loadKilograms',
    exercise,
    from,
    to,
  })

  test('says what it moves, what it saw and from which sources', () => {
    expect(step([press('press', 20)], [done('press', 20)])).toEqual({
      move: {
        action: 'advance',
        to: null,
        rule: 'programme/advance',
        factIds: ['LOAD', 'ADVANCE'],
        numbers: [load('press', 20, 22)],
      },
      seen: [{ what: 'repetitionsInEverySet', observed: 12, needed: 12 }],
    })
  })

  test('without a load of one exercise rises for the other', () => {
    const parts = [press('press', 20), press('row', null)]
    expect(step(parts, [done('press', 20), done('row')]).move).toMatchObject({
      action: 'advance',
      numbers: [load('press', 20, 22), load('row', null, null)],
    })
  })

  test('at its limit for one exercise, and without a load for the other, waits for the therapist', () => {
    const parts = [press('press', 20), press('row', null)]
    expect(step(parts, [done('press', 20), done('row')], 2, [most('press', 20)]).move).toMatchObject({
      action: 'ask',
      rule: 'programme/step-by-therapist',
    })
  })

  test('at its limit for one exercise rises for the other', () => {
    const parts = [press('press', 20), press('row', 10)]
    expect(step(parts, [done('press', 20), done('row', 10)], 2, [most('press', 20)]).move).toMatchObject({
      action: 'advance',
      numbers: [{ ...load('press', 20, 20), heldBy: limit(20) }, load('row', 10, 12)],
    })
  })

  test.each([
    [19, 'hold', 20],
    [20, 'hold', 20],
    [21, 'ask', null],
  ])('without a size of the step and at most %i kg: %s', (value, action, to) => {
    const { move } = step([press('press', 20)], [done('press', 20)], null, [most('press', value)])
    expect(move).toMatchObject({ action, numbers: [{ from: 20, to }] })
  })

  test('of a kilogram counts only when it was lifted', () => {
    expect(step([press('press', 1)], [done('press')]).move.action).toBe('hold')
    expect(step([press('press', 1)], [done('press', 1)]).move.action).toBe('advance')
    expect(step([press('press', null)], [done('press')]).move.action).toBe('ask')
  })

  test('is not known when the sets of one session were not logged', () => {
    const silent = log({ day: 4 })
    const logs = [done('press', 20), done('press', 20, []), done('press', 20)].map((part, at) => ({
      ...silent,
      sessionId: `at-${at}`,
      on: addDays(startsOn, at),
      template: 'it',
      parts: [part],
    }))
    const programme = { repetitions: { ...repetitions } }
    expect(next({ programme }, [], { parts: [press('press', 20)], by: lifting, logs }).seen).toEqual([
      { what: 'repetitionsInEverySet', observed: null, needed: 12 },
    ])
  })

  test.each([
    [21, 21],
    [22, 22],
    [23, 22],
  ])('rises by its step to at most %i kg: %i', (value, to) => {
    const { move } = step([press('press', 20)], [done('press', 20)], 2, [most('press', value)])
    expect(move.numbers).toEqual([{ ...load('press', 20, to), ...(value === 21 ? { heldBy: limit(21) } : {}) }])
  })

  test('needs every set, and repetitions that were logged', () => {
    expect(step([press('press', 20)], [done('press', 20, [12])]).move.action).toBe('hold')
    const { repetitionsPerSet: _, ...silent } = done('press', 20)
    expect(step([press('press', 20)], [silent])).toMatchObject({
      move: { action: 'hold', rule: 'programme/not-yet' },
      seen: [{ what: 'repetitionsInEverySet', observed: null }],
    })
  })

  test('is only that of strength, each exercise once', () => {
    const parts = [
      press('press', 20),
      press('press', 20),
      { kind: 'continuous', exercise: 'press', minutes: 5 } as const,
    ]
    expect(step(parts, [done('press', 20)]).move.numbers).toEqual([load('press', 20, 22)])
  })
})

describe('a step back', () => {
  const back = (it: Partial<Prescription>, level: number | null = null) => {
    const of = plainPrescription('it', it)
    const input = { on: startsOn, plan, logs: [], adverseEvents: [], released: [] }
    return stepBack(of, { ...observe(input, of, null), level })
  }
  const growth = { percent: null, amount: null, goal: null, factIds: [] }
  const sized = (key: 'minutesPerSession' | 'repetitions', amount: number | null) => ({ ...growth, key, amount })
  const dose = { minutesPerSession: number(6), repetitions: number(3) }

  test.each([
    [3, 2],
    [2, 1],
    [1, 1],
  ])('from level %i goes to %i', (from, to) => {
    expect(back({}, from)).toEqual({ to })
  })

  test('takes one step off the first number of which the size is known', () => {
    const programme = {
      growth: [sized('minutesPerSession', null), sized('repetitions', 1), sized('minutesPerSession', 2)],
    }
    expect(back({ dose, programme })).toEqual({ to: null, numbers: [{ key: 'repetitions', from: 3, to: 2 }] })
  })

  test.each([
    [4, [{ key: 'minutesPerSession', from: 6, to: 2 }]],
    [5, [{ key: 'minutesPerSession', from: 6, to: 1 }]],
    [6, undefined],
    [7, undefined],
  ])('never goes below one: of 6 by %i', (amount, numbers) => {
    expect(back({ dose, programme: { growth: [sized('minutesPerSession', amount)] } }).numbers).toEqual(numbers)
  })

  test('leaves a number that nobody prescribed', () => {
    const programme = { growth: [{ ...growth, key: 'minutesPerSession' as const, amount: 5 }] }
    expect(back({ dose: { minutesPerSession: number(null) }, programme })).toEqual({ to: null })
    expect(back({ programme })).toEqual({ to: null })
  })

  test.each([
    [0.1, 1.9],
    [1.5, 0.5],
    [2, 0],
    [2.5, undefined],
    [null, undefined],
  ])('takes %s kg off a load of 2 kg, never more than there is', (loadStepKilograms, to) => {
    const programme = { repetitions: { from: 8, upTo: 12, loadStepKilograms } }
    expect(back({ loads: { press: 2 }, programme })).toEqual(
      to === undefined
        ? { to: null }
        : { to: null, numbers: [{ key: 'loadKilograms', exercise: 'press', from: 2, to }] },
    )
  })

  test('leaves loads where the programme has no step, and is nothing without either', () => {
    expect(back({ loads: { press: 2 } })).toEqual({ to: null })
    expect(back({})).toEqual({ to: null })
  })
})
