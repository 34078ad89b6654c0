import type { Fact, FactDefinition, Facts, Knowledge } from '@dosis/domain'
import { describe, expect, test } from 'vitest'
import { emptyKnowledge } from '../criteria/empty-knowledge.ts'
import { stillValid } from './still-valid.ts'

const question = (id: string, unchanged?: readonly string[]): FactDefinition => ({
  id,
  group: 'heart',
  question: { en: id, nl: id },
  help: null,
  answer: { kind: 'yes_no' },
  canBeAbsent: true,
  askWhen: null,
  factIds: [],
  ...(unchanged === undefined ? {} : { validWhile: { unchanged, factIds: [`SOURCE-${id}`] } }),
})
const knowledge: Knowledge = {
  ...emptyKnowledge,
  facts: {
    'z-watt': question('z-watt', ['beta-blocker', 'diuretic']),
    'a-pulse': question('a-pulse', ['beta-blocker']),
    'beta-blocker': question('beta-blocker'),
    diuretic: question('diuretic'),
  },
}
const seen = (observedOn: string): Fact => ({ state: 'known', value: 1, observedOn })
const changed = (changedOn: string): Fact => ({ state: 'known', value: true, changedOn })
const inputOf = (facts: Facts) => ({
  on: '2026-05-04',
  treatmentStart: null,
  facts,
  requests: ['strength'],
  measurements: {},
})

describe('answers that no longer count', () => {
  test('are named in the order of their names, with every change that ended them', () => {
    const facts = {
      'z-watt': seen('2026-03-01'),
      'a-pulse': seen('2026-03-02'),
      'beta-blocker': changed('2026-04-01'),
      diuretic: changed('2026-04-02'),
    }
    const because = { fact: 'beta-blocker', changedOn: '2026-04-01' }
    expect(stillValid(inputOf(facts), knowledge).expired).toEqual([
      { fact: 'a-pulse', observedOn: '2026-03-02', because: [because], factIds: ['SOURCE-a-pulse'] },
      {
        fact: 'z-watt',
        observedOn: '2026-03-01',
        because: [because, { fact: 'diuretic', changedOn: '2026-04-02' }],
        factIds: ['SOURCE-z-watt'],
      },
    ])
  })

  test('go alone: the rest of what is known about the patient stays', () => {
    const facts = {
      'z-watt': seen('2026-04-20'),
      'a-pulse': seen('2026-03-02'),
      'beta-blocker': changed('2026-04-01'),
    }
    const { input, expired } = stillValid(inputOf(facts), knowledge)
    expect(expired.map(({ fact }) => fact)).toEqual(['a-pulse'])
    const { 'z-watt': watt, 'beta-blocker': blocker } = facts
    expect(input).toEqual(inputOf({ 'z-watt': watt, 'beta-blocker': blocker }))
  })
})

describe('nothing expires, and the patient is handed on as given,', () => {
  test.each<[string, Facts]>([
    ['when no answer has an end', { diuretic: changed('2026-04-01') }],
    ['when what could end it is not known', { 'a-pulse': seen('2026-03-02') }],
    ['when an answer is not known', { 'a-pulse': { state: 'unknown' }, 'beta-blocker': changed('2026-04-01') }],
    ['when it was observed after the change', { 'a-pulse': seen('2026-04-02'), 'beta-blocker': changed('2026-04-01') }],
    ['when the change is of something else', { 'a-pulse': seen('2026-03-02'), diuretic: changed('2026-04-01') }],
    ['when the change has no day', { 'a-pulse': seen('2026-03-02'), 'beta-blocker': { state: 'absent' } }],
  ])('%s', (_name, facts) => {
    const given = inputOf(facts)
    const { input, expired } = stillValid(given, knowledge)
    expect(expired).toEqual([])
    expect(input).toBe(given)
  })
})

test('what only stands in the prototype of the facts is no answer', () => {
  const facts = Object.create({ 'a-pulse': seen('2026-03-02'), 'beta-blocker': changed('2026-04-01') }) as Facts
  expect(stillValid(inputOf(facts), knowledge).expired).toEqual([])
})

test('two knowledges are never mixed up', () => {
  const facts = { 'a-pulse': seen('2026-03-02'), 'beta-blocker': changed('2026-04-01') }
  expect(stillValid(inputOf(facts), knowledge).expired).toHaveLength(1)
  expect(stillValid(inputOf(facts), emptyKnowledge).expired).toEqual([])
  expect(stillValid(inputOf(facts), knowledge).expired).toHaveLength(1)
})
