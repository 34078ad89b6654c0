import type { AssessmentInput, Criterion, Fact, Facts, Fracture, Knowledge, Truth } from '@dosis/domain'
import { describe, expect, test } from 'vitest'
import { contextOf, inOneOrder, measurementsById, normalName, trainingFacts } from './context.ts'
import { emptyKnowledge } from './empty-knowledge.ts'
import { factIncludes } from './fact-includes.ts'
import { weeksSinceFracture } from './fracture-matches.ts'
import { fracturesIn } from './fractures.ts'
import { judge } from './judge.ts'
import { combine, factUse, judgedByFact } from './judgement.ts'

const names = { en: 'name', nl: 'naam' }
const today = '2026-05-04'
const known = (value: Extract<Fact, { state: 'known' }>['value']): Fact => ({ state: 'known', value })
const [yes, no, absent, unknown] = [known(true), known(false), { state: 'absent' }, { state: 'unknown' }] as Fact[] as [
  Fact,
  Fact,
  Fact,
  Fact,
]

const scale = (id: string, label: string, inputKeys?: readonly string[]) =>
  ({
    id,
    label,
    names,
    ...(inputKeys === undefined ? {} : { inputKeys }),
  }) as unknown as Knowledge['instruments'][string]

const knowledge: Knowledge = {
  ...emptyKnowledge,
  definitions: { tall: { id: 'tall', names, when: { fact: 'height', atLeast: 180 }, factIds: [] } },
  requests: { strength: { id: 'strength', names, words: ['kracht'] } },
  instruments: { 'fes-i-16': scale('fes-i-16', 'Falls 16', ['FESI16']), 'six-16': scale('six-16', 'Walk 16') },
}

const inputWith = (facts: Facts, more: Partial<AssessmentInput> = {}): AssessmentInput => ({
  on: today,
  treatmentStart: null,
  facts,
  requests: [],
  measurements: {},
  ...more,
})
const judged = (criterion: Criterion, facts: Facts = {}, more: Partial<AssessmentInput> = {}) =>
  judge(criterion, contextOf(inputWith(facts, more), knowledge))

const broken = (parts: Partial<Fracture>): Fracture => ({
  site: 'vertebra',
  weeksAgo: 3,
  lowTrauma: true,
  stable: true,
  symptomatic: true,
  imaging: true,
  operated: false,
  ...parts,
})
const truthFor = (criterion: Criterion, ...parts: readonly Partial<Fracture>[]): Truth =>
  judged(criterion, { fractures: known(parts.map(broken)) }).truth

describe('several judgements become one', () => {
  const [isA, isB] = (['a', 'b'] as const).map((fact): Criterion => ({ fact, is: true })) as [Criterion, Criterion]
  const use = (fact: string, value: boolean) => ({ fact, state: 'known', value })

  test('with the facts of all that settled it, in their order', () => {
    expect(judged({ all: [isA, isB] }, { a: yes, b: yes }).facts).toEqual([use('a', true), use('b', true)])
    expect(judged({ any: [isA, isB] }, { a: no, b: no }).facts).toEqual([use('a', false), use('b', false)])
    expect(judged({ any: [isB, isA] }, { a: yes, b: no }).facts).toEqual([use('a', true)])
  })

  test('with each fact once', () => {
    expect(judged({ all: [isA, { not: { not: isA } }, isB] }, { a: yes, b: yes }).facts).toEqual([
      use('a', true),
      use('b', true),
    ])
  })

  test('with everything that is missing, each once, and nothing when it is settled', () => {
    expect(judged({ all: [isA, isB, isA] }, {}).missing).toEqual(['a', 'b'])
    expect(judged({ any: [isB, isA, isB] }, { a: unknown }).missing).toEqual(['b', 'a'])
    expect(judged({ any: [isA, isB] }, { b: yes }).missing).toEqual([])
  })

  test('of none there are no facts', () => {
    expect(combine('yes', [])).toEqual({ truth: 'yes', facts: [], missing: [] })
  })
})

describe('a fact as it was seen', () => {
  test('has its value only when it is known', () => {
    expect(factUse('a', known(3))).toEqual({ fact: 'a', state: 'known', value: 3 })
    expect(factUse('a', absent)).toEqual({ fact: 'a', state: 'absent' })
    expect(factUse('a', unknown)).toEqual({ fact: 'a', state: 'unknown' })
  })

  test('is missing only while it leaves the truth open', () => {
    expect(judgedByFact('a', unknown, 'unknown').missing).toEqual(['a'])
    expect(judgedByFact('a', absent, 'no').missing).toEqual([])
  })
})

describe('choices are a set', () => {
  test('in one order, each once', () => {
    expect(inOneOrder(known(['q', 'p', 'q']))).toEqual(known(['p', 'q']))
    expect(contextOf(inputWith({ a: known(['q', 'p']) }), knowledge).facts['a']).toEqual(known(['p', 'q']))
  })

  test('but what is no list of codes stays as it is', () => {
    const list = known([broken({ site: 'wrist' }), broken({ site: 'hip' })])
    for (const fact of [list, known('q'), known(4), yes, absent, unknown]) expect(inOneOrder(fact)).toBe(fact)
  })

  test('and keep the day on which they were observed', () => {
    const fact: Fact = { state: 'known', value: ['q', 'p'], observedOn: today }
    expect(inOneOrder(fact)).toEqual({ state: 'known', value: ['p', 'q'], observedOn: today })
  })

  test('of which only codes can be among those asked for', () => {
    const odd = known([broken({}), 'p'] as unknown as string[])
    expect([factIncludes(odd, ['p']), factIncludes(odd, ['q'])]).toEqual(['yes', 'no'])
    expect(factIncludes(known('p'), ['p'])).toBe('unknown')
  })
})

describe('the training log', () => {
  test('says what it says, 0 included, and is absent where it says nothing', () => {
    expect(trainingFacts(inputWith({}))).toEqual({
      'training-level': absent,
      'training-weeks-on-level': absent,
      'training-repetitions-per-session': absent,
      'training-sessions-this-week': absent,
    })
    const trainingLog = { level: 2, weeksOnLevel: 0, repetitionsPerSession: 12, sessionsThisWeek: 3 }
    expect(trainingFacts(inputWith({}, { trainingLog }))).toEqual({
      'training-level': known(2),
      'training-weeks-on-level': known(0),
      'training-repetitions-per-session': known(12),
      'training-sessions-this-week': known(3),
    })
  })

  test('counts, whatever was stated', () => {
    const facts = { 'training-level': known(5) }
    const log = { level: 2, weeksOnLevel: 1, repetitionsPerSession: 12, sessionsThisWeek: 3 }
    const atFive: Criterion = { fact: 'training-level', atLeast: 5 }
    expect([judged(atFive, facts).truth, judged(atFive, facts, { trainingLog: log }).truth]).toEqual(['no', 'no'])
    expect(judged({ fact: 'training-level', atMost: 2 }, facts, { trainingLog: log }).truth).toBe('yes')
  })
})

describe('scores find their instrument', () => {
  const found = (measurements: AssessmentInput['measurements']) =>
    Object.fromEntries(measurementsById(inputWith({}, { measurements }), knowledge))

  test.each(['fes-i-16', 'FES I 16', 'falls16', 'Falls-16', 'fesi16'])('under the name %s', (name) => {
    expect(found({ [name]: { now: 22 } })).toEqual({ 'fes-i-16': { now: 22 } })
  })

  test('and are left out when no instrument has the name', () => {
    expect(found({ other: { now: 22 } })).toEqual({})
    expect(measurementsById(inputWith({}, { measurements: { other: { now: 2 } } }), knowledge).has('six-16')).toBe(
      false,
    )
  })

  test('by letters and digits alone', () => {
    expect(normalName('FES-I (16)')).toBe('fesi16')
  })
})

describe('a kind of request', () => {
  test('is recognised by its id alone, by its words anywhere, in any case', () => {
    const truthOf = (request: string) => judged({ request: 'strength' }, {}, { requests: [request] }).truth
    expect(['STRENGTH', 'meer Krachttraining', 'strengthen me', ''].map(truthOf)).toEqual(['yes', 'yes', 'no', 'no'])
  })
})

describe('a name that knowledge does not have is a mistake of the programmer, and is named', () => {
  test.each<[Criterion, string]>([
    [{ request: 'swim' }, 'judge: needs a kind of request of the knowledge, got swim'],
    [{ definition: 'small' }, 'judge: needs a definition of the knowledge, got small'],
    [{ decided: 'stop', isAnyOf: ['x'] }, 'judge: needs a decision that was taken before, got stop'],
  ])('%j', (criterion, message) => expect(() => judged(criterion)).toThrow(new RangeError(message)))
})

test('a definition is judged once for a patient', () => {
  const context = contextOf(inputWith({ height: known(180) }), knowledge)
  const first = judge({ definition: 'tall' }, context)
  expect(judge({ definition: 'tall' }, context)).toBe(first)
  expect(context.judged.get('tall')).toBe(first)
})

describe('weeks since a fracture', () => {
  test.each<[string, Partial<Fracture>, string | null, number | null]>([
    ['the day itself', { on: today }, today, 0],
    ['a week later', { on: '2026-04-27' }, today, 1],
    ['a day still to come', { on: '2026-05-05' }, today, null],
    ['without today', { on: '2026-04-27' }, null, null],
    ['stated as none', { weeksAgo: 0 }, today, 0],
    ['stated, without today', { weeksAgo: 4 }, null, 4],
    ['stated as less than none', { weeksAgo: -1 }, today, null],
    ['stated as no number', { weeksAgo: Number.NaN }, today, null],
    ['not stated', { weeksAgo: null }, today, null],
    ['the day counts before the number', { on: '2026-04-27', weeksAgo: 9 }, today, 1],
  ])('%s', (_name, parts, on, weeks) => {
    expect(weeksSinceFracture({ ...broken(parts) }, on)).toBe(weeks)
  })
})

describe('a fracture elsewhere than', () => {
  const elsewhere: Criterion = { fracture: { notSite: 'vertebra' } }
  test('the spine', () => {
    expect(truthFor(elsewhere, { site: 'hip' })).toBe('yes')
    expect(truthFor(elsewhere, { site: 'vertebra' })).toBe('no')
    expect(truthFor(elsewhere, { site: 'vertebra' }, { site: 'hip' })).toBe('yes')
    expect(truthFor({ fracture: { stable: true } }, { site: 'vertebra' })).toBe('yes')
  })
})

describe('every part of a fracture can be asked for: as asked, otherwise, not known', () => {
  test.each(['lowTrauma', 'stable', 'symptomatic', 'imaging', 'operated'] as const)('%s', (part) => {
    const criterion: Criterion = { fracture: { [part]: true } }
    expect([true, false, null].map((value) => truthFor(criterion, { [part]: value }))).toEqual(['yes', 'no', 'unknown'])
  })
})

describe('the list of fractures', () => {
  test('is empty when none was found, and not known when it is no list', () => {
    expect(fracturesIn(absent)).toEqual([])
    expect(fracturesIn(known([]))).toEqual([])
    expect([unknown, yes, known('vertebra')].map(fracturesIn)).toEqual([null, null, null])
  })

  test('leaves out what is no fracture', () => {
    expect(fracturesIn(known(['vertebra', broken({})] as unknown as Fracture[]))).toEqual([broken({})])
  })
})

describe('the latest fracture of a kind', () => {
  const latest: Criterion = { latestFracture: { of: { site: 'vertebra', lowTrauma: true }, is: { stable: true } } }
  test.each<[string, readonly Partial<Fracture>[], Truth]>([
    ['is not one of another bone', [{ weeksAgo: 10 }, { site: 'hip', weeksAgo: 2, stable: false }], 'yes'],
    ['may be none, when it is not known whether one is of the kind', [{ lowTrauma: null }], 'unknown'],
    ['may be none or otherwise, which is the same answer', [{ lowTrauma: null, stable: false }], 'no'],
    [
      'may be a later one of which the kind is not known',
      [{}, { weeksAgo: 1, lowTrauma: null, stable: false }],
      'unknown',
    ],
    [
      'is not an earlier one of which the kind is not known',
      [{}, { weeksAgo: 9, lowTrauma: null, stable: false }],
      'yes',
    ],
    ['may be either of two of the same day', [{ weeksAgo: 3 }, { weeksAgo: 3, stable: false }], 'unknown'],
    ['may be one without a day', [{ weeksAgo: null }, { weeksAgo: 3, stable: false }], 'unknown'],
    ['without a day alone is it', [{ weeksAgo: null, stable: false }], 'no'],
    ['is not known between two without a day', [{ weeksAgo: null }, { weeksAgo: null, stable: false }], 'unknown'],
  ])('%s', (_name, parts, truth) => expect(truthFor(latest, ...parts)).toBe(truth))
})

describe('weeks since the course started', () => {
  const early: Criterion = { weeksSinceStart: { below: 6 } }
  const truthOn = (treatmentStart: string | null) => judged(early, {}, { treatmentStart }).truth
  test('are 0 on the first day, and are none before it', () => {
    expect(['2026-05-05', today, '2026-05-03', null].map(truthOn)).toEqual(['no', 'yes', 'yes', 'no'])
  })
  test('at least 0 only holds in a course', () => {
    const truthOf = (treatmentStart: string | null) =>
      judged({ weeksSinceStart: { atLeast: 0 } }, {}, { treatmentStart }).truth
    expect([truthOf(today), truthOf('2026-05-05'), truthOf(null)]).toEqual(['yes', 'no', 'no'])
  })
})
