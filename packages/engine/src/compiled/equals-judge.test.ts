import {
  addDays,
  type AssessmentInput,
  type Criterion,
  conditionFact,
  type Fact,
  type Fracture,
  type FractureFilter,
  type Knowledge,
} from '@dosis/domain'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contextOf, type Decided } from '../criteria/context.ts'
import { emptyKnowledge } from '../criteria/empty-knowledge.ts'
import { judge } from '../criteria/judge.ts'
import { criterionCompiler } from './compile-criteria.ts'
import { blankPatient, patientOf, setFact } from './patient.ts'
import { judgementOf, truthOf } from './predicate.ts'
import { makeSlots } from './slots.ts'

const today = '2026-05-04'
const known = (value: Extract<Fact, { state: 'known' }>['value']): Fact => ({ state: 'known', value })
const names = { en: 'name', nl: 'naam' }
const facts = ['a', 'b', 'c', conditionFact('x'), conditionFact('y')]
const dayAround = fc.constantFrom(...[0, 1, 41, 42, 43, 84, 200, -3].map((days) => addDays(today, -days)))

const bounds = fc.record(
  {
    atLeast: fc.integer({ min: 0, max: 12 }),
    atMost: fc.integer({ min: 0, max: 12 }),
    above: fc.integer({ min: 0, max: 12 }),
    below: fc.integer({ min: 0, max: 12 }),
  },
  { requiredKeys: [] },
)
const fractureFilter: fc.Arbitrary<FractureFilter> = fc.record(
  {
    site: fc.constantFrom('vertebra', 'hip'),
    notSite: fc.constantFrom('vertebra', 'hip'),
    weeksAgo: bounds,
    lowTrauma: fc.boolean(),
    stable: fc.boolean(),
    consolidation: fc.constantFrom('confirmed' as const, 'uncertain' as const),
  },
  { requiredKeys: [] },
)
const fact = fc.constantFrom(...facts)
const codes = fc.subarray(['p', 'q', 'r'])
const leaf: fc.Arbitrary<Criterion> = fc.oneof(
  fc.record({ fact, is: fc.constantFrom(true, false, 3, 'p') }),
  fc.tuple(fact, bounds).map(([id, bound]) => ({ fact: id, ...bound })),
  fc.record({ fact, includesAny: codes }),
  fc.record({ fact, countAtLeast: fc.integer({ min: 0, max: 3 }) }),
  fc.record({ fact, isKnown: fc.boolean() }),
  fc.record({ condition: fc.constantFrom('x', 'y') }),
  fc.record({ fracture: fractureFilter, count: fc.integer({ min: 1, max: 2 }) }),
  fc.record({ fracture: fractureFilter }),
  fc.record({ latestFracture: fc.record({ of: fractureFilter, is: fractureFilter }) }),
  fc.record({ decided: fc.constantFrom('first', 'second'), isAnyOf: fc.subarray(['go', 'stop', 'unknown']) }),
  fc.record({ request: fc.constantFrom('strength', 'walking') }),
  fc.record({ treatmentStarted: fc.boolean() }),
  fc.record({ weeksSinceStart: bounds }),
  fc.record({ measured: fc.constantFrom('pain', 'balance') }),
)
const { criterion, definable } = fc.letrec<{ criterion: Criterion; definable: Criterion }>((tie) => ({
  criterion: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.record({ definition: fc.constantFrom('one', 'two') }),
    fc.record({ all: fc.array(tie('criterion'), { maxLength: 4 }) }),
    fc.record({ any: fc.array(tie('criterion'), { maxLength: 4 }) }),
    fc.record({ not: tie('criterion') }),
  ),
  definable: fc.oneof(
    { maxDepth: 2 },
    leaf,
    fc.record({ all: fc.array(tie('definable'), { maxLength: 3 }) }),
    fc.record({ not: tie('definable') }),
  ),
}))

const fracture: fc.Arbitrary<Fracture> = fc.record({
  site: fc.constantFrom('vertebra', 'hip', 'wrist'),
  on: fc.option(dayAround, { nil: null }),
  weeksAgo: fc.option(fc.integer({ min: 0, max: 14 }), { nil: null }),
  lowTrauma: fc.option(fc.boolean()),
  stable: fc.option(fc.boolean()),
  symptomatic: fc.option(fc.boolean()),
  imaging: fc.option(fc.boolean()),
  operated: fc.option(fc.boolean()),
  consolidation: fc.option(fc.constantFrom('confirmed' as const, 'uncertain' as const), { nil: null }),
})
const unknown: Fact = { state: 'unknown' }
const absent: Fact = { state: 'absent' }
const answer: fc.Arbitrary<Fact> = fc.oneof(
  fc.constantFrom(unknown, absent, known(true), known(false), known('p'), known(3), known(Number.NaN)),
  fc.integer({ min: 0, max: 12 }).map(known),
  fc.array(fc.constantFrom('p', 'q', 'r')).map(known),
)
const fractures = fc.oneof(fc.constantFrom(unknown, absent), fc.array(fracture, { maxLength: 3 }).map(known))

const patient: fc.Arbitrary<AssessmentInput> = fc.record({
  on: fc.constant(today),
  treatmentStart: fc.option(dayAround),
  facts: fc
    .tuple(fc.record(Object.fromEntries(facts.map((id) => [id, answer])), { requiredKeys: [] }), fc.option(fractures))
    .map(([others, broken]) => (broken === null ? others : { ...others, fractures: broken }) as Record<string, Fact>),
  requests: fc.subarray(['Strength at home', 'strength', 'long walks']),
  measurements: fc.constantFrom({}, { pain: { now: 3 } }, { pain: { start: 3 } }, { Balance: { improvement: 1 } }),
})
const decided: fc.Arbitrary<Decided> = fc.record({
  outcomes: fc.subarray(['go', 'stop', 'unknown']),
  isUndecided: fc.boolean(),
  missing: fc.subarray(['a', 'b', 'e']),
})

const instrument = (id: string): Knowledge['instruments'][string] => ({
  id,
  label: id,
  names,
  measures: names,
  unit: names,
  minimum: 0,
  maximum: 10,
  step: 1,
  direction: null,
  recall: null,
  licensed: false,
  thresholds: [],
  bands: [],
  factIds: [],
})
const knowledgeWith = (one: Criterion, two: Criterion): Knowledge => ({
  ...emptyKnowledge,
  definitions: {
    one: { id: 'one', names, when: one, factIds: [] },
    two: { id: 'two', names, when: two, factIds: [] },
  },
  requests: {
    strength: { id: 'strength', names, words: ['strength'] },
    walking: { id: 'walking', names, words: ['walk'] },
  },
  instruments: { pain: instrument('pain'), balance: instrument('balance') },
})

const all = fc.record({
  criteria: fc.array(criterion, { minLength: 1, maxLength: 4 }),
  definitions: fc.tuple(definable, definable),
  patient,
  hasDay: fc.boolean(),
  decided: fc.tuple(decided, decided),
})

function readyToJudge(given: typeof all extends fc.Arbitrary<infer Of> ? Of : never) {
  const input: AssessmentInput<string | null> = { ...given.patient, on: given.hasDay ? today : null }
  const knowledge = knowledgeWith(...given.definitions)
  const [first, second] = given.decided
  const context = contextOf(input, knowledge)
  context.decided.set('first', first).set('second', second)
  const slots = makeSlots()
  const order = ['first', 'second']
  const { compile, count } = criterionCompiler(knowledge, slots, {
    indexOf: (id) => order.indexOf(id),
    find: (id) => ({ index: order.indexOf(id), missing: () => (id === 'first' ? first : second).missing }),
  })
  const predicates = given.criteria.map(compile)
  const ready = patientOf(input, knowledge, blankPatient(slots, count()))
  ready.taken.push(first, second)
  return { context, predicates, ready, slots }
}

test('a compiled criterion is judged as the specification judges it, with the same reasons and missing facts', () => {
  fc.assert(
    fc.property(all, (given) => {
      const { context, predicates, ready } = readyToJudge(given)
      for (const [index, predicate] of predicates.entries()) {
        const expected = judge(given.criteria[index] as Criterion, context)
        expect(truthOf(predicate, ready)).toBe(expected.truth)
        expect(judgementOf(predicate, ready)).toEqual(expected)
      }
    }),
    { numRuns: 5000 },
  )
})

test('a patient whose fact was changed is judged as one who had that fact from the start', () => {
  const single = answer.filter((one) => one.state !== 'known' || !Array.isArray(one.value))
  fc.assert(
    fc.property(all, fact, fc.oneof(single, fractures), (given, other, changed) => {
      const id = changed.state === 'known' && Array.isArray(changed.value) ? 'fractures' : other
      const { predicates, ready, slots } = readyToJudge(given)
      const slot = slots.find(id)
      if (slot === undefined) return
      setFact(ready, slot, changed)
      const facts = { ...given.patient.facts, [id]: changed }
      const fresh = readyToJudge({ ...given, patient: { ...given.patient, facts } })
      const truths = (from: typeof fresh) => from.predicates.map((predicate) => truthOf(predicate, from.ready))
      expect(predicates.map((predicate) => truthOf(predicate, ready))).toEqual(truths(fresh))
    }),
    { numRuns: 1000 },
  )
})
