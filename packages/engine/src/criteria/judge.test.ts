import type { AssessmentInput, Bounds, Criterion, Fact, Facts, Fracture, Knowledge, Truth } from '@dosis/domain'
import { describe, expect, test } from 'vitest'
import { type Context, contextOf } from './context.ts'
import { emptyKnowledge } from './empty-knowledge.ts'
import { judge } from './judge.ts'

const knowledge: Knowledge = {
  ...emptyKnowledge,
  definitions: {
    tall: { id: 'tall', names: { en: 'tall', nl: 'lang' }, when: { fact: 'height', atLeast: 180 }, factIds: [] },
  },
  requests: {
    strength: { id: 'strength', names: { en: 'strength', nl: 'kracht' }, words: ['strength', 'kracht'] },
  },
  instruments: {
    'fes-i-16': {
      id: 'fes-i-16',
      label: 'FES-I 16',
      names: { en: 'FES-I', nl: 'FES-I' },
      measures: { en: 'fear of falling', nl: 'valangst' },
      unit: { en: 'points', nl: 'punten' },
      minimum: 16,
      maximum: 64,
      step: 1,
      direction: 'lower_is_better',
      recall: null,
      licensed: false,
      thresholds: [],
      bands: [],
      factIds: [],
    },
  },
}

const yes: Fact = { state: 'known', value: true }
const no: Fact = { state: 'known', value: false }
const absent: Fact = { state: 'absent' }
const unknown: Fact = { state: 'unknown' }
const number = (value: number): Fact => ({ state: 'known', value })
const choices = (...value: string[]): Fact => ({ state: 'known', value })

function contextWith(facts: Facts, input: Partial<AssessmentInput> = {}): Context {
  return contextOf(
    { on: '2026-05-04', treatmentStart: null, facts, requests: [], measurements: {}, ...input },
    knowledge,
  )
}

function truthOf(criterion: Criterion, facts: Facts = {}, input: Partial<AssessmentInput> = {}): Truth {
  return judge(criterion, contextWith(facts, input)).truth
}

const table = (name: string, rows: readonly (readonly [string, Truth, Truth])[]) =>
  describe(`${name}:`, () => {
    for (const [what, found, expected] of rows) test(`${what}: ${expected}`, () => expect(found).toBe(expected))
  })

const is = (value: boolean | string | number): Criterion => ({ fact: 'a', is: value })

table('a fact is a value', [
  ['equal', truthOf(is(true), { a: yes }), 'yes'],
  ['another value', truthOf(is(true), { a: no }), 'no'],
  ['unknown', truthOf(is(true), { a: unknown }), 'unknown'],
  ['never recorded', truthOf(is(true)), 'unknown'],
  ['absent is not true', truthOf(is(true), { a: absent }), 'no'],
  ['absent is false', truthOf(is(false), { a: absent }), 'yes'],
  ['a code', truthOf(is('pluis'), { a: { state: 'known', value: 'pluis' } }), 'yes'],
  ['a number', truthOf(is(3), { a: number(3) }), 'yes'],
])

const bounds: readonly (readonly [string, Bounds, readonly [Truth, Truth, Truth]])[] = [
  ['at least 40', { atLeast: 40 }, ['no', 'yes', 'yes']],
  ['at most 40', { atMost: 40 }, ['yes', 'yes', 'no']],
  ['above 40', { above: 40 }, ['no', 'no', 'yes']],
  ['below 40', { below: 40 }, ['yes', 'no', 'no']],
  ['from 40 to 40', { atLeast: 40, atMost: 40 }, ['no', 'yes', 'no']],
]
for (const [name, bound, [below, at, above]] of bounds) {
  const criterion: Criterion = { fact: 'a', ...bound }
  table(`a quantity is ${name}`, [
    ['just below', truthOf(criterion, { a: number(39.9) }), below],
    ['at it', truthOf(criterion, { a: number(40) }), at],
    ['just above', truthOf(criterion, { a: number(40.1) }), above],
    ['unknown', truthOf(criterion, { a: unknown }), 'unknown'],
    ['asked and absent', truthOf(criterion, { a: absent }), 'no'],
    ['not a number', truthOf(criterion, { a: number(Number.NaN) }), 'unknown'],
    ['of another type', truthOf(criterion, { a: yes }), 'unknown'],
  ])
}

const includes: Criterion = { fact: 'a', includesAny: ['heart', 'lungs'] }
table('choices include one of some', [
  ['one of them', truthOf(includes, { a: choices('lungs', 'skin') }), 'yes'],
  ['none of them', truthOf(includes, { a: choices('skin') }), 'no'],
  ['no choice at all', truthOf(includes, { a: choices() }), 'no'],
  ['asked and absent', truthOf(includes, { a: absent }), 'no'],
  ['unknown', truthOf(includes, { a: unknown }), 'unknown'],
])

const two: Criterion = { fact: 'a', countAtLeast: 2 }
table('choices are at least two', [
  ['one', truthOf(two, { a: choices('heart') }), 'no'],
  ['two', truthOf(two, { a: choices('heart', 'lungs') }), 'yes'],
  ['three', truthOf(two, { a: choices('heart', 'lungs', 'skin') }), 'yes'],
  ['the same twice', truthOf(two, { a: choices('heart', 'heart') }), 'no'],
  ['asked and absent', truthOf(two, { a: absent }), 'no'],
  ['unknown', truthOf(two, { a: unknown }), 'unknown'],
])

table('a fact is known', [
  ['known', truthOf({ fact: 'a', isKnown: true }, { a: no }), 'yes'],
  ['absent is an answer', truthOf({ fact: 'a', isKnown: true }, { a: absent }), 'yes'],
  ['unknown', truthOf({ fact: 'a', isKnown: true }, { a: unknown }), 'no'],
  ['not known, asked for', truthOf({ fact: 'a', isKnown: false }, {}), 'yes'],
])

table('a condition', [
  ['has it', truthOf({ condition: 'copd' }, { 'condition-copd': yes }), 'yes'],
  ['asked and absent', truthOf({ condition: 'copd' }, { 'condition-copd': absent }), 'no'],
  ['unknown', truthOf({ condition: 'copd' }), 'unknown'],
])

describe('all, any and not follow Kleene', () => {
  const truths: readonly Truth[] = ['yes', 'no', 'unknown']
  const facts = { yes, no, unknown } as const
  const of = (truth: Truth): Criterion => ({ fact: truth, is: true })
  const order = (truth: Truth) => ['no', 'unknown', 'yes'].indexOf(truth)
  for (const left of truths) {
    test(`not ${left}`, () => {
      expect(truthOf({ not: of(left) }, facts)).toBe(left === 'unknown' ? 'unknown' : left === 'yes' ? 'no' : 'yes')
    })
    for (const right of truths) {
      test(`${left} and ${right}, ${left} or ${right}`, () => {
        const [least, most] = order(left) <= order(right) ? [left, right] : [right, left]
        expect(truthOf({ all: [of(left), of(right)] }, facts)).toBe(least)
        expect(truthOf({ any: [of(left), of(right)] }, facts)).toBe(most)
      })
    }
  }
  test('names what is missing only while it is unknown', () => {
    const judged = judge({ all: [of('yes'), of('unknown')] }, contextWith(facts))
    expect(judged.missing).toEqual(['unknown'])
    expect(judge({ all: [of('no'), of('unknown')] }, contextWith(facts)).missing).toEqual([])
    expect(judge({ any: [of('yes'), of('unknown')] }, contextWith(facts)).missing).toEqual([])
  })
  test('keeps the facts that settled it', () => {
    expect(judge({ all: [of('yes'), of('no')] }, contextWith(facts)).facts.map(({ fact }) => fact)).toEqual(['no'])
    expect(judge({ any: [of('yes'), of('no')] }, contextWith(facts)).facts.map(({ fact }) => fact)).toEqual(['yes'])
  })
})

function broken(parts: Partial<Fracture>): Fracture {
  return {
    site: 'vertebra',
    lowTrauma: true,
    stable: true,
    symptomatic: true,
    imaging: true,
    operated: false,
    ...parts,
  }
}
const fractures = (...value: Partial<Fracture>[]): Facts => ({
  fractures: { state: 'known', value: value.map(broken) },
})
const acute: Criterion = { fracture: { site: 'vertebra', weeksAgo: { below: 6 } } }

table('a fracture of the spine less than 6 weeks ago', [
  ['5.9 weeks', truthOf(acute, fractures({ weeksAgo: 5.9 })), 'yes'],
  ['6 weeks', truthOf(acute, fractures({ weeksAgo: 6 })), 'no'],
  ['6.1 weeks', truthOf(acute, fractures({ weeksAgo: 6.1 })), 'no'],
  ['41 days', truthOf(acute, fractures({ on: '2026-03-24' })), 'yes'],
  ['42 days', truthOf(acute, fractures({ on: '2026-03-23' })), 'no'],
  ['43 days', truthOf(acute, fractures({ on: '2026-03-22' })), 'no'],
  ['a day that is not known', truthOf(acute, fractures({ weeksAgo: null })), 'unknown'],
  ['a day still to come', truthOf(acute, fractures({ on: '2026-06-01' })), 'unknown'],
  ['another bone', truthOf(acute, fractures({ site: 'hip', weeksAgo: 3 })), 'no'],
  ['another bone on an unknown day', truthOf(acute, fractures({ site: 'hip', weeksAgo: null })), 'no'],
  ['no fracture', truthOf(acute, fractures()), 'no'],
  ['asked and none', truthOf(acute, { fractures: absent }), 'no'],
  ['not asked', truthOf(acute), 'unknown'],
])

const twoLowTrauma: Criterion = { fracture: { lowTrauma: true }, count: 2 }
table('two low-trauma fractures', [
  ['one', truthOf(twoLowTrauma, fractures({})), 'no'],
  ['two', truthOf(twoLowTrauma, fractures({}, { site: 'wrist' })), 'yes'],
  ['one and one not known', truthOf(twoLowTrauma, fractures({}, { lowTrauma: null })), 'unknown'],
  ['two and one not known', truthOf(twoLowTrauma, fractures({}, {}, { lowTrauma: null })), 'yes'],
  ['none and one not known', truthOf(twoLowTrauma, fractures({ lowTrauma: false }, { lowTrauma: null })), 'no'],
])

const latestIsStable: Criterion = { latestFracture: { of: { site: 'vertebra' }, is: { stable: true } } }
table('the most recent fracture of the spine is stable', [
  ['it is', truthOf(latestIsStable, fractures({ weeksAgo: 30, stable: false }, { weeksAgo: 3 })), 'yes'],
  ['it is not', truthOf(latestIsStable, fractures({ weeksAgo: 30 }, { weeksAgo: 3, stable: false })), 'no'],
  ['it is not known', truthOf(latestIsStable, fractures({ weeksAgo: 30 }, { weeksAgo: 3, stable: null })), 'unknown'],
  [
    'of an older one it is not known',
    truthOf(latestIsStable, fractures({ weeksAgo: 3 }, { weeksAgo: 30, stable: null })),
    'yes',
  ],
  [
    'which is latest is not known and they differ',
    truthOf(latestIsStable, fractures({ weeksAgo: 3 }, { weeksAgo: null, stable: false })),
    'unknown',
  ],
  [
    'which is latest is not known and they agree',
    truthOf(latestIsStable, fractures({ weeksAgo: 3 }, { weeksAgo: null })),
    'yes',
  ],
  ['no fracture of the spine', truthOf(latestIsStable, fractures({ site: 'hip', weeksAgo: 3 })), 'no'],
  ['not asked', truthOf(latestIsStable), 'unknown'],
])

table('a definition', [
  ['holds', truthOf({ definition: 'tall' }, { height: number(180) }), 'yes'],
  ['does not hold', truthOf({ definition: 'tall' }, { height: number(179) }), 'no'],
  ['unknown', truthOf({ definition: 'tall' }), 'unknown'],
])

test('a definition that does not exist is a mistake of the programmer', () => {
  expect(() => truthOf({ definition: 'small' })).toThrow(RangeError)
})

describe('an earlier decision', () => {
  function decided(outcomes: readonly string[], isUndecided = false) {
    const context = contextWith({})
    context.decided.set('referral', { outcomes, isUndecided, missing: isUndecided ? ['screening'] : [] })
    return judge({ decided: 'referral', isAnyOf: ['none', 'silent'] }, context)
  }
  test('came out so', () => expect(decided(['none']).truth).toBe('yes'))
  test('came out otherwise', () => expect(decided(['refer_msrz']).truth).toBe('no'))
  test('waits for a fact', () =>
    expect(decided(['unknown'], true)).toMatchObject({ truth: 'unknown', missing: ['screening'] }))
  test('that was not taken yet is a mistake of the programmer', () => {
    expect(() => truthOf({ decided: 'stop', isAnyOf: ['close'] })).toThrow(RangeError)
  })
})

table('a request', [
  ['in words', truthOf({ request: 'strength' }, {}, { requests: ['Krachttraining graag'] }), 'yes'],
  ['by its id', truthOf({ request: 'strength' }, {}, { requests: ['strength'] }), 'yes'],
  ['for something else', truthOf({ request: 'strength' }, {}, { requests: ['interval'] }), 'no'],
  ['for nothing', truthOf({ request: 'strength' }), 'no'],
])

table('a course has started', [
  ['today', truthOf({ treatmentStarted: true }, {}, { treatmentStart: '2026-05-04' }), 'yes'],
  ['tomorrow', truthOf({ treatmentStarted: true }, {}, { treatmentStart: '2026-05-05' }), 'no'],
  ['never', truthOf({ treatmentStarted: true }), 'no'],
  ['has not', truthOf({ treatmentStarted: false }), 'yes'],
])

const twelve: Criterion = { weeksSinceStart: { atLeast: 12 } }
table('12 weeks since the start', [
  ['83 days', truthOf(twelve, {}, { treatmentStart: '2026-02-10' }), 'no'],
  ['84 days', truthOf(twelve, {}, { treatmentStart: '2026-02-09' }), 'yes'],
  ['85 days', truthOf(twelve, {}, { treatmentStart: '2026-02-08' }), 'yes'],
  ['no course', truthOf(twelve), 'no'],
])

const measured: Criterion = { measured: 'fes-i-16' }
table('an instrument has a score', [
  ['now', truthOf(measured, {}, { measurements: { FESI16: { now: 22 } } }), 'yes'],
  ['under its id', truthOf(measured, {}, { measurements: { 'fes-i-16': { start: 24, now: 22 } } }), 'yes'],
  ['an improvement', truthOf(measured, {}, { measurements: { 'FES-I 16': { improvement: 2 } } }), 'yes'],
  ['at the start only', truthOf(measured, {}, { measurements: { FESI16: { start: 24 } } }), 'no'],
  ['of another instrument', truthOf(measured, {}, { measurements: { NPRS: { now: 4 } } }), 'no'],
])
