import type { Fact, FactDefinition, Facts, IsoDate } from '@dosis/domain'
import { expect, test } from 'vitest'
import { emptyKnowledge } from '../criteria/empty-knowledge.ts'
import { stillValid } from './still-valid.ts'

const question = (id: string, more: Partial<FactDefinition> = {}): FactDefinition => ({
  id,
  group: 'heart',
  question: { en: id, nl: id },
  help: null,
  answer: { kind: 'yes_no' },
  canBeAbsent: true,
  askWhen: null,
  factIds: [],
  ...more,
})
const validWhile = { unchanged: ['beta-blocker', 'other-drug'], factIds: ['SOURCE'] }
const knowledge = {
  ...emptyKnowledge,
  facts: {
    'peak-heart-rate': question('peak-heart-rate', { validWhile }),
    'beta-blocker': question('beta-blocker'),
    'other-drug': question('other-drug'),
    height: question('height'),
  },
}
const expiredOf = (facts: Facts, on: IsoDate | null = '2026-05-04') => {
  const input = { on, treatmentStart: null, facts, requests: [], measurements: {} }
  return stillValid(input, knowledge)
}
const peak = (observedOn?: IsoDate): Fact => ({
  state: 'known',
  value: 120,
  ...(observedOn === undefined ? {} : { observedOn }),
})
const changed = (changedOn: IsoDate): Fact => ({ state: 'known', value: true, changedOn })

test.each([
  ['2026-03-31', true],
  ['2026-04-01', true],
  ['2026-04-02', false],
] as const)('a peak heart rate of %s no longer counts with a beta-blocker changed on 1 April: %s', (day, isExpired) => {
  const { input, expired } = expiredOf({ 'peak-heart-rate': peak(day), 'beta-blocker': changed('2026-04-01') })
  expect(expired.map(({ fact }) => fact)).toEqual(isExpired ? ['peak-heart-rate'] : [])
  expect(Object.keys(input.facts).includes('peak-heart-rate')).toBe(!isExpired)
})

test.each([
  ['2026-05-03', true],
  ['2026-05-04', true],
  ['2026-05-05', false],
] as const)('a change on %s counts on 4 May: %s', (day, counts) => {
  const { expired } = expiredOf({ 'peak-heart-rate': peak('2026-04-01'), 'beta-blocker': changed(day) })
  expect(expired).toHaveLength(counts ? 1 : 0)
})

test('an observation without a day does not outlive a change, and says what changed', () => {
  const { expired } = expiredOf({ 'peak-heart-rate': peak(), 'beta-blocker': changed('2026-04-01') })
  expect(expired).toEqual([
    {
      fact: 'peak-heart-rate',
      observedOn: null,
      because: [{ fact: 'beta-blocker', changedOn: '2026-04-01' }],
      factIds: ['SOURCE'],
    },
  ])
})

test('without a known change nothing expires, and a medicine that was stopped is a change', () => {
  expect(expiredOf({ 'peak-heart-rate': peak(), 'beta-blocker': { state: 'known', value: true } }).expired).toEqual([])
  expect(expiredOf({ 'peak-heart-rate': peak(), 'beta-blocker': { state: 'unknown' } }).expired).toEqual([])
  const stopped: Fact = { state: 'absent', changedOn: '2026-04-01' }
  expect(expiredOf({ 'peak-heart-rate': peak('2026-03-01'), 'other-drug': stopped }).expired).toHaveLength(1)
})

test('an absent measurement expires like a measured one: a test may have been made since', () => {
  const none: Fact = { state: 'absent', observedOn: '2026-03-01' }
  expect(expiredOf({ 'peak-heart-rate': none, 'beta-blocker': changed('2026-04-01') }).expired).toHaveLength(1)
})

test('facts without a bound stay, and an unknown day of today expires what may have expired', () => {
  const { input, expired } = expiredOf({ height: peak('2000-01-01'), 'beta-blocker': changed('2026-04-01') })
  expect([expired, Object.keys(input.facts)]).toEqual([[], ['height', 'beta-blocker']])
  const facts = { 'peak-heart-rate': peak('2026-03-01'), 'beta-blocker': changed('2026-04-01') }
  expect(expiredOf(facts, null).expired).toHaveLength(1)
})
