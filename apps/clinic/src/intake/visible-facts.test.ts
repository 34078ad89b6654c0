import type { FactDefinition } from '@dosis/domain'
import { expect, test } from 'vitest'
import { inOrderOfAsking } from './visible-facts.ts'

const question = (id: string, askWhen: FactDefinition['askWhen'] = null): FactDefinition => ({
  id,
  group: 'bone',
  question: { en: id, nl: id },
  help: null,
  answer: { kind: 'yes_no' },
  canBeAbsent: false,
  askWhen,
  factIds: [],
})
const ids = (facts: readonly FactDefinition[]) => inOrderOfAsking(facts).map(({ id }) => id)

test('a question follows the question that opens it', () => {
  const months = question('glucocorticoid-months', { fact: 'glucocorticoid', is: true })
  expect(ids([months, question('dxa-done'), question('glucocorticoid')])).toEqual([
    'glucocorticoid',
    'glucocorticoid-months',
    'dxa-done',
  ])
})

test('a question that hangs on two others follows the last of them', () => {
  const both = question('months', {
    all: [
      { fact: 'gate', is: true },
      { fact: 'pills', is: true },
    ],
  })
  const pills = question('pills', { fact: 'gate', is: true })
  expect(ids([both, pills, question('gate')])).toEqual(['gate', 'pills', 'months'])
})

test('a question that hangs on a fact of another group keeps its place', () => {
  expect(ids([question('a', { fact: 'elsewhere', is: true }), question('b')])).toEqual(['a', 'b'])
})
