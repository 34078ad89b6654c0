import type { Criterion, Fact, Facts } from '@dosis/domain'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { emptyKnowledge } from '../criteria/empty-knowledge.ts'
import { criterionCompiler } from './compile-criteria.ts'
import type { Decision } from './decision.ts'
import { blankPatient, patientOf } from './patient.ts'
import { truthOf } from './predicate.ts'
import { reachesOf } from './reach.ts'
import { makeSlots } from './slots.ts'
import { trialOf, tryAnswers } from './try-answer.ts'

const yes: Fact = { state: 'known', value: true }
const no: Fact = { state: 'known', value: false }

/** Decisions that come to how their criterion is judged, each for a patient of whom only these facts are known. */
function trialWith(criteria: Readonly<Record<string, Criterion>>, facts: Facts = { c: yes }) {
  const ids = Object.keys(criteria)
  const slots = makeSlots()
  const decisions: Decision[] = []
  const { compile, count } = criterionCompiler(emptyKnowledge, slots, {
    indexOf: (id) => (ids.includes(id) ? ids.indexOf(id) : null),
    find: (id) => decisions[ids.indexOf(id)],
  })
  for (const [index, id] of ids.entries()) {
    const predicate = compile(criteria[id] as Criterion)
    const take: Decision['take'] = (patient) => {
      const truth = truthOf(predicate, patient)
      return { outcomes: [truth], isUndecided: truth === 'unknown' }
    }
    decisions.push({ id, index, predicates: [predicate], take, missing: () => [], open: () => [] })
  }
  const input = { on: null, treatmentStart: null, facts, requests: [], measurements: {} }
  const patient = patientOf(input, emptyKnowledge, blankPatient(slots, count()))
  for (const decision of decisions) patient.taken[decision.index] = decision.take(patient)
  const sizes = { slots: slots.ids.length, predicates: count(), places: decisions.length }
  const trial = trialOf(patient, decisions, reachesOf(decisions, sizes))
  const outcomes = () => Object.fromEntries(ids.map((id, index) => [id, patient.taken[index]?.outcomes ?? []]))
  const tell = (fact: string, answer: Fact) => {
    const told: Record<string, readonly string[]> = {}
    const before = structuredClone([patient.facts, patient.taken, patient.fractures])
    const slot = slots.find(fact)
    if (slot !== undefined) tryAnswers(trial, slot, [answer], ({ id }, taken) => (told[id] = taken.outcomes))
    expect([patient.facts, patient.taken, patient.fractures]).toEqual(before)
    return told
  }
  return { tell, outcomes }
}

const { tell: chain } = trialWith({
  first: {
    any: [
      { fact: 'a', is: true },
      { fact: 'b', is: true },
    ],
  },
  second: {
    all: [
      { decided: 'first', isAnyOf: ['yes'] },
      { fact: 'c', is: true },
    ],
  },
  third: { not: { decided: 'second', isAnyOf: ['yes'] } },
  other: { fact: 'b', is: true },
})

test('tells the decisions that an answer changes, through the decisions that read them', () => {
  expect(chain('a', yes)).toEqual({ first: ['yes'], second: ['yes'], third: ['no'] })
})

test('tells nothing of decisions that come out the same', () => {
  expect(chain('a', no)).toEqual({})
  expect(chain('b', no)).toEqual({ other: ['no'] })
})

test('leaves the patient as they were, so that the same answer tells the same again', () => {
  const once = chain('b', yes)
  expect(chain('a', yes)).toEqual({ first: ['yes'], second: ['yes'], third: ['no'] })
  expect(chain('b', yes)).toEqual(once)
})

test('an answer that undoes what is known counts as any other', () => {
  expect(chain('c', no)).toEqual({ second: ['no'], third: ['yes'] })
})

const names = ['a', 'b', 'c', 'd']
const decisions = ['first', 'second', 'third', 'fourth']

/** Criteria about four facts and the decisions before. */
const criterionAfter = (before: readonly string[]): fc.Arbitrary<Criterion> => {
  const about = fc.constantFrom(...names).map((fact): Criterion => ({ fact, is: true }))
  const isAnyOf = fc.constantFrom(['yes'], ['no'], ['yes', 'unknown'])
  const leaf =
    before.length === 0
      ? about
      : fc.oneof(
          about,
          fc.record({ decided: fc.constantFrom(...before), isAnyOf }).map((one): Criterion => one),
        )
  const group = fc.array(leaf, { minLength: 1, maxLength: 3 })
  const part = fc.oneof(
    leaf,
    group.map((any): Criterion => ({ any })),
    group.map((all): Criterion => ({ all })),
    leaf.map((not): Criterion => ({ not })),
  )
  const parts = fc.array(part, { minLength: 1, maxLength: 3 })
  return fc.oneof(
    parts.map((all): Criterion => ({ all })),
    parts.map((any): Criterion => ({ any })),
    part.map((not): Criterion => ({ not })),
  )
}

test('tells what would come out for a patient who had answered so from the start', () => {
  const criteria = fc.tuple(...decisions.map((_, index) => criterionAfter(decisions.slice(0, index))))
  const known = fc.subarray(names).map((ids): Facts => Object.fromEntries(ids.map((id) => [id, yes])))
  fc.assert(
    fc.property(criteria, known, (all, facts) => {
      const tables = Object.fromEntries(decisions.map((id, index) => [id, all[index] as Criterion]))
      const trial = trialWith(tables, facts)
      const now = trial.outcomes()
      for (const name of names) {
        for (const answer of [yes, no]) {
          const afresh = trialWith(tables, { ...facts, [name]: answer }).outcomes()
          const otherwise = Object.entries(afresh).filter(([id, outcome]) => outcome[0] !== now[id]?.[0])
          expect(trial.tell(name, answer)).toEqual(Object.fromEntries(otherwise))
        }
      }
    }),
    { numRuns: 1000 },
  )
})
