import { describedConditions, factShapes } from '@dosis/domain/schemas'
import { readKnowledge } from '@dosis/knowledge'
import { expect, test } from 'vitest'

const { facts, conditions } = readKnowledge()

test('what the reader of input accepts is what the facts ask for', () => {
  const asked = Object.fromEntries(
    Object.entries(facts).map(([id, { answer }]) => {
      switch (answer.kind) {
        case 'quantity':
          return [id, { kind: answer.kind, unit: answer.unit, minimum: answer.minimum, maximum: answer.maximum }]
        case 'choice':
        case 'choices':
          return [id, { kind: answer.kind, codes: answer.options.map(({ code }) => code) }]
        case 'fractures':
          return [id, { kind: answer.kind, sites: answer.sites.map(({ code }) => code) }]
        default:
          return [id, { kind: answer.kind }]
      }
    }),
  )
  expect(factShapes).toEqual(asked)
})

test('a list of conditions is complete about every condition that a file describes', () => {
  expect([...describedConditions].sort()).toEqual(Object.keys(conditions).sort())
})
