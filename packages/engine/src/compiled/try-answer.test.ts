import type { Criterion, Fact } from '@dosis/domain'
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

/** Decisions that come to how their criterion is judged, each for a patient of whom only `c` is known. */
function trialWith(criteria: Readonly<Record<string, Criterion>>) {
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
  const input = { on: null, treatmentStart: null, facts: { c: yes }, requests: [], measurements: {} }
  const patient = patientOf(input, emptyKnowledge, blankPatient(slots, count()))
  for (const decision of decisions) patient.taken[decision.index] = decision.take(patient)
  const sizes = { slots: slots.ids.length, predicates: count(), places: decisions.length }
  const trial = trialOf(patient, decisions, reachesOf(decisions, sizes))
  return (fact: string, answer: Fact) => {
    const told: Record<string, readonly string[]> = {}
    const before = structuredClone([patient.facts, patient.taken, patient.fractures])
    tryAnswers(trial, slots.find(fact) ?? -1, [answer], ({ id }, { outcomes }) => {
      told[id] = outcomes
    })
    expect([patient.facts, patient.taken, patient.fractures]).toEqual(before)
    return told
  }
}

const chain = trialWith({
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
