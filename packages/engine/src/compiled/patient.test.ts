import type { AssessmentInput, Criterion, Fact, Facts, IsoDate } from '@dosis/domain'
import { describe, expect, test } from 'vitest'
import { emptyKnowledge } from '../criteria/empty-knowledge.ts'
import { criterionCompiler } from './compile-criteria.ts'
import { comesToTheSame, type Decision, takenOf } from './decision.ts'
import { blankPatient, factAt, inCourse, patientOf, type Taken, weeksInCourse } from './patient.ts'
import { judgementOf, type Predicate, truthOf } from './predicate.ts'
import { decisionsBehind, reachesOf } from './reach.ts'
import { makeSlots } from './slots.ts'

const known = (value: Extract<Fact, { state: 'known' }>['value']): Fact => ({ state: 'known', value })
const nobody = { indexOf: () => null, find: () => undefined }

/** A patient of whom some facts are known, to be judged by some criteria. */
function ready(criteria: readonly Criterion[], facts: Facts, more: Partial<AssessmentInput<IsoDate | null>> = {}) {
  const slots = makeSlots()
  const { compile, count } = criterionCompiler(emptyKnowledge, slots, nobody)
  const predicates = criteria.map(compile)
  const blank = blankPatient(slots, count())
  const input = { on: '2026-05-04', treatmentStart: null, facts, requests: [], measurements: {}, ...more }
  return { slots, blank, predicates, patient: patientOf(input, emptyKnowledge, blank) }
}

describe('the conditions of a patient', () => {
  test.each<[string, Facts, readonly string[]]>([
    [
      'are those that they have',
      { 'condition-copd': known(true), 'condition-asthma': known(true) },
      ['copd', 'asthma'],
    ],
    ['not those that they do not have', { 'condition-copd': known(false) }, []],
    ['not those asked for and absent', { 'condition-copd': { state: 'absent' } }, []],
    ['not those that nobody knows of', { 'condition-copd': { state: 'unknown' } }, []],
    ['nor other facts, even if their name ends alike', { smokes: known(true), 'other-condition-': known(true) }, []],
    ['nor a fact with another value', { 'condition-copd': known('yes') }, []],
  ])('%s', (_name, facts, conditions) => {
    expect(ready([{ condition: 'copd' }], facts).patient.conditions).toEqual(conditions)
  })
})

test('a fact at which no criterion looks is left out, and one that was not recorded is unknown', () => {
  const { patient, slots } = ready([{ fact: 'a', is: true }], { b: known(true) })
  expect([slots.ids, patient.facts.length, factAt(patient, 0)]).toEqual([['a'], 1, { state: 'unknown' }])
  expect(factAt(patient, 7)).toEqual({ state: 'unknown' })
})

test('two patients made from one blank know nothing of each other', () => {
  const criterion: Criterion = { fact: 'a', is: true }
  const { blank, predicates, patient } = ready([criterion], { a: known(true) })
  const [isA] = predicates as [Predicate]
  expect([truthOf(isA, patient), judgementOf(isA, patient).truth]).toEqual(['yes', 'yes'])
  const input = { on: null, treatmentStart: null, facts: {}, requests: [], measurements: {} }
  const other = patientOf(input, emptyKnowledge, blank)
  expect([truthOf(isA, other), judgementOf(isA, other).truth, truthOf(isA, patient)]).toEqual([
    'unknown',
    'unknown',
    'yes',
  ])
  expect(judgementOf(isA, other).facts).toEqual([{ fact: 'a', state: 'unknown' }])
})

describe('the same patient on other days', () => {
  const acute: Criterion = { fracture: { weeksAgo: { below: 6 } } }
  const late: Criterion = { weeksSinceStart: { atLeast: 6 } }
  const fracture = { site: 'hip', on: '2026-04-27', lowTrauma: true, stable: true, symptomatic: true, imaging: true }
  const broken = known([{ ...fracture, operated: false }] as Extract<Fact, { state: 'known' }>['value'])

  test('is judged anew: weeks of the course and of a fracture are counted from the new days', () => {
    const { patient, predicates, blank } = ready([acute, late], { fractures: broken }, { treatmentStart: '2026-05-01' })
    const truths = (of: typeof patient) => predicates.map((predicate) => truthOf(predicate, of))
    expect([truths(patient), weeksInCourse(patient)]).toEqual([['yes', 'no'], 3 / 7])
    const moved = inCourse(patient, { on: '2026-06-15', treatmentStart: '2026-05-04' }, blank)
    expect([truths(moved), weeksInCourse(moved)]).toEqual([['no', 'yes'], 6])
    expect([truths(patient), weeksInCourse(patient), patient.taken]).toEqual([['yes', 'no'], 3 / 7, []])
    moved.taken.push({ outcomes: [], isUndecided: false })
    expect(patient.taken).toEqual([])
  })

  test('keeps all that is known, and gives reasons of its own', () => {
    const { patient, predicates, blank } = ready([acute], { fractures: broken, 'condition-copd': known(true) })
    const moved = inCourse(patient, { on: '2026-06-08', treatmentStart: null }, blank)
    expect([moved.conditions, moved.facts]).toEqual([patient.conditions, patient.facts])
    const [isAcute] = predicates as [Predicate]
    expect([judgementOf(isAcute, patient).truth, judgementOf(isAcute, moved).truth]).toEqual(['yes', 'no'])
  })

  test('needs no fractures to be moved', () => {
    const { patient, predicates, blank } = ready([late], {}, { treatmentStart: '2026-05-01' })
    const [isLate] = predicates as [Predicate]
    expect(truthOf(isLate, inCourse(patient, { on: '2026-07-01', treatmentStart: '2026-05-01' }, blank))).toBe('yes')
  })
})

describe('two outcomes of a decision are the same', () => {
  const taken = (outcomes: readonly string[], isUndecided = false): Taken => ({ outcomes, isUndecided })
  test.each<[string, Taken, Taken, boolean]>([
    ['with the same words', taken(['a', 'b']), taken(['a', 'b']), true],
    ['without any', taken([]), taken([]), true],
    ['not with a word more', taken(['a']), taken(['a', 'b']), false],
    ['not with a word less', taken(['a', 'b']), taken(['a']), false],
    ['not with another first word', taken(['b', 'c']), taken(['a', 'c']), false],
    ['not with another last word', taken(['a', 'b']), taken(['a', 'c']), false],
    ['not in another order', taken(['a', 'b']), taken(['b', 'a']), false],
    ['not when one waits for facts', taken(['a']), taken(['a'], true), false],
    ['when both wait for facts', taken(['a'], true), taken(['a'], true), true],
  ])('%s', (_name, left, right, isSame) => expect(comesToTheSame(left, right)).toBe(isSame))
})

/** Decisions in the order of taking; each looks at one criterion, and comes to the truth of it. */
function decisionsOf(criteria: Readonly<Record<string, Criterion>>) {
  const ids = Object.keys(criteria)
  const slots = makeSlots()
  const decisions: Decision[] = []
  const { compile, count } = criterionCompiler(emptyKnowledge, slots, {
    indexOf: (id) => (ids.includes(id) ? ids.indexOf(id) : null),
    find: (id) => decisions[ids.indexOf(id)],
  })
  for (const [index, id] of ids.entries()) {
    const predicates = [compile(criteria[id] as Criterion)]
    const take: Decision['take'] = () => ({ outcomes: [], isUndecided: false })
    decisions.push({ id, index, predicates, take, missing: () => [], open: () => [] })
  }
  return { decisions, compile, slots, count }
}

test('a decision that was not taken is a mistake of the programmer, and is named', () => {
  const { decisions } = decisionsOf({ first: { fact: 'a', is: true } })
  const { patient } = ready([], {})
  const [first] = decisions as [Decision]
  expect(() => takenOf(first, patient)).toThrow(
    new RangeError('takenOf: needs a decision that was taken before, got first'),
  )
  const taken: Taken = { outcomes: ['go'], isUndecided: false }
  patient.taken[0] = taken
  expect(takenOf(first, patient)).toBe(taken)
})

describe('the decisions behind a criterion', () => {
  const isA: Criterion = { fact: 'a', is: true }
  const after = (id: string): Criterion => ({ all: [isA, { not: { decided: id, isAnyOf: ['go'] } }] })
  const { decisions, compile } = decisionsOf({ first: isA, second: after('first'), aside: isA, third: after('second') })
  const behind = (...criteria: readonly Criterion[]) =>
    decisionsBehind(criteria.map(compile), decisions).map(({ id }) => id)

  test.each<[string, readonly Criterion[], readonly string[]]>([
    ['are none when it looks at facts alone', [isA], []],
    ['are the one that it reads', [after('first')], ['first']],
    ['are those that they read in turn, in the order of taking', [after('third')], ['first', 'second', 'third']],
    ['are those of several criteria, each once', [after('aside'), after('second')], ['first', 'second', 'aside']],
    ['are none without a criterion', [], []],
  ])('%s', (_name, criteria, ids) => expect(behind(...criteria)).toEqual(ids))
})

test('what a fact reaches is each criterion made of it, parts first, once', () => {
  const isA: Criterion = { fact: 'a', is: true }
  const { decisions, slots, count } = decisionsOf({
    first: { any: [isA, { not: isA }, { fact: 'b', is: true }] },
    second: { decided: 'first', isAnyOf: ['yes'] },
  })
  const reaches = reachesOf(decisions, { slots: slots.ids.length, predicates: count(), places: decisions.length })
  const [first, second] = decisions.map(({ predicates }) => predicates[0]?.index ?? -1) as [number, number]
  const indexes = reaches.ofFacts.map((list) => list.map(({ index }) => index))
  expect(indexes).toEqual([
    [0, 1, first],
    [2, first],
  ])
  expect(reaches.ofDecisions.map((list) => list.map(({ index }) => index))).toEqual([[second], []])
  expect([reaches.readers[first], reaches.readers[second], reaches.readers[0]]).toEqual([[0], [1], []])
  expect([reaches.wholes[0], reaches.wholes[first]]).toEqual([[1, first], []])
})
