import { readKnowledge } from '@dosis/knowledge'
import { describe, expect, test } from 'vitest'

const knowledge = readKnowledge()
const documentOf = (id: string) => knowledge.statements[id]?.document ?? ''
const doses = Object.values(knowledge.forms).flatMap(({ id, rows }) =>
  rows.flatMap(({ dose }) => Object.entries(dose).map(([key, { factIds }]) => ({ at: `${id} ${key}`, factIds }))),
)

describe('what a source is not to be used for', () => {
  test('DOC-EIM-06: no dose rests on the stepped-care letter, and no symptom on it alone', () => {
    expect(doses.filter(({ factIds }) => factIds.some((id) => documentOf(id) === 'eim-stepped-care'))).toEqual([])
    const symptoms = Object.values(knowledge.symptoms).filter(({ factIds }) =>
      factIds.every((id) => documentOf(id) === 'eim-stepped-care'),
    )
    expect(symptoms).toEqual([])
  })

  test('EV-CS-01, DOC-CS-04: no estimate comes from the blog', () => {
    expect(Object.values(knowledge.evidence).filter(({ document }) => document === 'cardiac-strength')).toEqual([])
  })

  test('DOC-CS-05: the blog never forbids a dose for certain, it only makes it more cautious', () => {
    const hard = Object.values(knowledge.constraints).filter(
      ({ factIds, limits }) =>
        factIds.every((id) => documentOf(id) === 'cardiac-strength') &&
        Object.values(limits).some(({ limit }) => limit === 'hard'),
    )
    expect(hard).toEqual([])
  })

  test('DOC-HF-11: no dose of yoga, hydrotherapy or inspiratory training rests on the trials', () => {
    for (const form of ['yoga_with_heart_failure', 'hydrotherapy_with_heart_failure'])
      expect(knowledge.forms[form]?.rows.every(({ dose, bounds }) => empty(dose) && empty(bounds))).toBe(true)
    const inspiratory = doses.filter(({ at }) => at.startsWith('inspiratory_muscle_training'))
    expect(new Set(inspiratory.flatMap(({ factIds }) => factIds))).toEqual(new Set(['RX-HF-06']))
  })
})

function empty(thing: object): boolean {
  return Object.keys(thing).length === 0
}
