import type { Criterion, Fact, FactDefinition, Fracture, Knowledge } from '@dosis/domain'
import { describe, expect, test } from 'vitest'
import { emptyKnowledge } from '../criteria/empty-knowledge.ts'
import { sampleAnswers } from './sample-answers.ts'
import { weighedConditions } from './weighed-conditions.ts'

const names = { en: 'name', nl: 'naam' }
const unknown: Fact = { state: 'unknown' }
const known = (value: Extract<Fact, { state: 'known' }>['value']): Fact => ({ state: 'known', value })
const option = (code: string) => ({ code, label: names })

const question = (id: string, answer: unknown, canBeAbsent = false): FactDefinition =>
  ({
    id,
    group: 'g',
    question: names,
    help: null,
    answer,
    canBeAbsent,
    askWhen: null,
    factIds: [],
  }) as unknown as FactDefinition

const defined = (id: string, when: Criterion): Knowledge['definitions'][string] => ({ id, names, when, factIds: [] })

const range = { kind: 'quantity', minimum: 0, maximum: 100, step: 0.5, unit: names }
const knowledge: Knowledge = {
  ...emptyKnowledge,
  facts: {
    smokes: question('smokes', { kind: 'yes_no' }),
    sure: question('sure', { kind: 'yes_no' }, true),
    colour: question('colour', { kind: 'choice', options: [option('red'), option('blue')] }),
    organs: question('organs', { kind: 'choices', options: [option('heart'), option('lungs')] }),
    lvef: question('lvef', range),
    pulse: question('pulse', range),
    fractures: question('fractures', { kind: 'fractures' }),
    note: question('note', { kind: 'text' }),
  },
  definitions: {
    low: defined('low', { all: [{ fact: 'lvef', below: 40 }, { not: { fact: 'lvef', atLeast: 60 } }] }),
    same: defined('same', {
      any: [
        { fact: 'lvef', above: 40 },
        { fact: 'lvef', atMost: 0 },
        { fact: 'lvef', is: 7 },
      ],
    }),
    sick: defined('sick', { any: [{ condition: 'copd' }, { not: { all: [{ condition: 'asthma' }] } }] }),
  },
}
const samples = (id: string, current: Fact = unknown) => sampleAnswers(id, current, knowledge)
const valuesOf = (answers: readonly Fact[]) => answers.map((fact) => (fact.state === 'known' ? fact.value : fact.state))

describe('the answers to try', () => {
  test.each<[string, readonly unknown[]]>([
    ['smokes', [true, false]],
    ['sure', [true, false, 'absent']],
    ['condition-copd', [true, false]],
    ['never-defined', [true, false]],
    ['colour', ['red', 'blue']],
    ['organs', [[], ['heart'], ['lungs'], ['heart', 'lungs']]],
    ['pulse', [0, 100]],
    ['note', []],
  ])('for %s are %j', (id, values) => expect(valuesOf(samples(id))).toEqual(values))

  test('are just below, at and just above each number that a rule compares with, once, within the range', () => {
    const values = valuesOf(samples('lvef')) as readonly number[]
    expect([...values].sort((left, right) => left - right)).toEqual([
      0, 0.5, 6.5, 7, 7.5, 39.5, 40, 40.5, 59.5, 60, 60.5, 100,
    ])
  })
})

describe('the answers to try for fractures', () => {
  const lists = (current: Fact) => valuesOf(samples('fractures', current)) as readonly (readonly Fracture[])[]

  test('when nothing is known: none, one and two others, and one of the spine in each phase, stable or not', () => {
    const found = lists(unknown)
    expect(found.map((list) => list.length)).toEqual([0, 1, 2, ...Array.from({ length: 10 }, () => 1)])
    const recent = { site: 'other', weeksAgo: 20, lowTrauma: true, stable: true, symptomatic: false }
    expect(found.slice(1, 3)).toMatchObject([[recent], [recent, recent]])
    const spine = found.slice(3).map(([one]) => one)
    expect(spine.map((one) => [one?.weeksAgo, one?.stable])).toEqual([
      ...[3, 6, 9, 20, 120].map((weeks) => [weeks, true]),
      ...[3, 6, 9, 20, 120].map((weeks) => [weeks, false]),
    ])
    for (const one of spine) {
      expect(one).toMatchObject({
        site: 'vertebra',
        lowTrauma: true,
        symptomatic: true,
        imaging: true,
        operated: false,
      })
    }
  })

  const open = { lowTrauma: null, stable: null, symptomatic: null, imaging: null, operated: null }
  const filledWith = (guess: boolean) => ({
    lowTrauma: guess,
    stable: guess,
    symptomatic: guess,
    imaging: guess,
    operated: guess,
  })

  test('when it is known in part: the open parts, either way', () => {
    expect(lists(known([{ site: 'hip', weeksAgo: 4, ...open }]))).toEqual([
      [{ site: 'hip', weeksAgo: 4, ...filledWith(true) }],
      [{ site: 'hip', weeksAgo: 4, ...filledWith(false) }],
    ])
  })

  test('when the day is open too: each phase, either way; what is known stays', () => {
    const partly: Fracture = { site: 'hip', weeksAgo: null, ...open, stable: false, operated: true }
    const dated: Fracture = { site: 'wrist', on: '2026-04-01', weeksAgo: null, ...open }
    const found = lists(known([partly, dated]))
    expect(found.map(([one, other]) => [one?.weeksAgo, one?.lowTrauma, other?.weeksAgo])).toEqual([
      ...[3, 6, 9, 20, 120].map((weeks) => [weeks, true, null]),
      ...[3, 6, 9, 20, 120].map((weeks) => [weeks, false, null]),
    ])
    for (const [one, other] of found) {
      expect(one).toMatchObject({ stable: false, operated: true })
      expect(other).toMatchObject({ on: '2026-04-01' })
    }
  })
})

describe('the conditions that some rule weighs', () => {
  test('are found wherever the criterion stands', () => {
    expect([...weighedConditions(knowledge)].sort()).toEqual(['asthma', 'copd'])
  })

  test.each(['decisions', 'recommendations', 'forms', 'constraints'] as const)('in %s too', (part) => {
    const known = { ...emptyKnowledge, [part]: { one: { rows: [null, { when: { condition: 'gout' } }, 3] } } }
    expect([...weighedConditions(known as unknown as Knowledge)]).toEqual(['gout'])
    expect(weighedConditions(emptyKnowledge).size).toBe(0)
  })

  test('and only by the word of a criterion', () => {
    const known = { ...emptyKnowledge, decisions: { one: { condition: 3, conditions: 'gout' } } }
    expect(weighedConditions(known as unknown as Knowledge).size).toBe(0)
  })
})
