import type { Fact, FactDefinition, Fracture, Knowledge } from '@dosis/domain'
import { expect, test } from 'vitest'
import { criterionCompiler } from '../compiled/compile-criteria.ts'
import { blankPatient } from '../compiled/patient.ts'
import { makeSlots } from '../compiled/slots.ts'
import { emptyKnowledge } from '../criteria/empty-knowledge.ts'
import type { Ready } from './ready-knowledge.ts'
import { representativeAnswers } from './representative-answers.ts'

const unknown: Fact = { state: 'unknown' }
const question = (id: string, answer: object) =>
  ({ id, answer, canBeAbsent: false, askWhen: null, factIds: [] }) as unknown as FactDefinition
const knowledge: Knowledge = {
  ...emptyKnowledge,
  facts: {
    lvef: question('lvef', { kind: 'quantity', minimum: 0, maximum: 100, step: 1 }),
    fractures: question('fractures', { kind: 'fractures' }),
  },
  definitions: {
    low: { id: 'low', when: { fact: 'lvef', below: 40 } } as Knowledge['definitions'][string],
  },
}

/** Knowledge made ready as far as the answers need it: one criterion, about LVEF below 40. */
function ready() {
  const slots = makeSlots()
  const { compile, count } = criterionCompiler(knowledge, slots, { indexOf: () => null, find: () => undefined })
  const low = compile({ fact: 'lvef', below: 40 })
  const slotOf = { lvef: slots.take('lvef'), fractures: slots.take('fractures') }
  const ofFacts = slots.ids.map((id) => (id === 'lvef' ? [low] : []))
  const made = { knowledge, slots, blank: blankPatient(slots, count()), reaches: { ofFacts } } as unknown as Ready
  return (id: 'lvef' | 'fractures', current: Fact) => representativeAnswers(id, slotOf[id], current, made)
}

test('answers that every criterion judges alike are tried once: one below the threshold, one from it on', () => {
  const values = ready()('lvef', unknown).map((fact) => (fact.state === 'known' ? fact.value : fact.state))
  expect(values).toEqual([0, 40])
})

test('the same question gets the same answers again, another patient too', () => {
  const answers = ready()
  expect(answers('lvef', { state: 'absent' })).toEqual(answers('lvef', unknown))
})

test('what is known in part keeps what is known, whoever was asked before', () => {
  const answers = ready()
  expect(answers('fractures', unknown)).not.toEqual([])
  const hip: Fracture = { site: 'hip', lowTrauma: true, stable: null, symptomatic: null, imaging: null, operated: null }
  const tried = answers('fractures', { state: 'known', value: [hip] })
  expect(tried.length).toBeGreaterThan(1)
  for (const fact of tried) {
    expect(fact).toMatchObject({ state: 'known', value: [{ site: 'hip', lowTrauma: true }] })
  }
  expect(answers('fractures', unknown)).not.toEqual(tried)
})
