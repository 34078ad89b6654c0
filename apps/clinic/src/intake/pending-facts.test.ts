import type { Fact, Facts } from '@dosis/domain'
import { expect, test } from 'vitest'
import { acknowledge, mergeFacts, nothingPending, state, takeBack } from './pending-facts.ts'

const known = (value: number): Fact => ({ state: 'known', value })
const stored: Facts = { 't-score': known(-2.5) }
const tScore = (eventId: string, value: number) => ({ eventId, fact: 't-score', stated: known(value) })
const dxa = { eventId: 'dxa', fact: 'dxa-done', stated: { state: 'known', value: true } as const }

test('what was typed holds before the server has it', () => {
  const pending = state(nothingPending, stored, [tScore('e1', -3)])
  expect(mergeFacts(stored, pending)['t-score']).toEqual(known(-3))
  expect(stored['t-score']).toEqual(known(-2.5))
})

test('a newer answer replaces one that was not yet on its way', () => {
  const first = state(nothingPending, stored, [tScore('e1', -3)])
  expect(state(first, stored, [tScore('e2', -3.1)]).waiting.map(({ eventId }) => eventId)).toEqual(['e2'])
})

test('an answer on its way is kept, and the newer one follows it', () => {
  const first = state(nothingPending, stored, [tScore('e1', -3)])
  const second = state(first, stored, [tScore('e2', -3.1)], ['e1'])
  expect(second.waiting.map(({ eventId }) => eventId)).toEqual(['e1', 'e2'])
  expect(mergeFacts(stored, second)['t-score']).toEqual(known(-3.1))
})

test('taking back restates the former value, and unknown when there was none', () => {
  const both = state(state(nothingPending, stored, [tScore('e1', -3)]), stored, [dxa])
  const once = takeBack(both, () => 'u1')
  expect(mergeFacts(stored, once)['dxa-done']).toEqual({ state: 'unknown' })
  const twice = takeBack(once, () => 'u2')
  expect(mergeFacts(stored, twice)['t-score']).toEqual(known(-2.5))
  expect(twice.steps).toEqual([])
  expect(takeBack(twice, () => 'u3')).toEqual(twice)
})

test('what was stated at once is taken back at once', () => {
  const pending = takeBack(state(nothingPending, stored, [tScore('e1', -3), dxa]), () => 'u')
  expect(mergeFacts(stored, pending)).toEqual({ ...stored, 'dxa-done': { state: 'unknown' } })
})

test('only what was acknowledged leaves the list', () => {
  const two = state(nothingPending, stored, [tScore('e1', -3), dxa])
  expect(acknowledge(two, ['e1']).waiting.map(({ eventId }) => eventId)).toEqual(['dxa'])
})
