import type { Fact, Facts } from '@dosis/domain'
import { expect, test } from 'vitest'
import { acknowledge, mergeFacts, nothingPending, state } from './pending-facts.ts'

const known = (value: number): Fact => ({ state: 'known', value })
const stored: Facts = { 't-score': known(-2.5) }

test('what was typed holds before the server has it', () => {
  const pending = state(nothingPending, stored, { eventId: 'e1', fact: 't-score', stated: known(-3) })
  expect(mergeFacts(stored, pending)['t-score']).toEqual(known(-3))
  expect(stored['t-score']).toEqual(known(-2.5))
})

test('a newer answer replaces one that was not yet on its way', () => {
  const first = state(nothingPending, stored, { eventId: 'e1', fact: 't-score', stated: known(-3) })
  const second = state(first, stored, { eventId: 'e2', fact: 't-score', stated: known(-3.1) })
  expect(second.waiting.map(({ eventId }) => eventId)).toEqual(['e2'])
})

test('an answer on its way is kept, and the newer one follows it', () => {
  const first = state(nothingPending, stored, { eventId: 'e1', fact: 't-score', stated: known(-3) })
  const newer = { eventId: 'e2', fact: 't-score', stated: known(-3.1) }
  const second = state(first, stored, newer, { sending: ['e1'] })
  expect(second.waiting.map(({ eventId }) => eventId)).toEqual(['e1', 'e2'])
  expect(mergeFacts(stored, second)['t-score']).toEqual(known(-3.1))
})

test('a step remembers the former value, and unknown when there was none', () => {
  const one = state(nothingPending, stored, { eventId: 'e1', fact: 't-score', stated: known(-3) })
  const two = state(one, stored, { eventId: 'e2', fact: 'dxa-done', stated: { state: 'known', value: true } })
  expect(two.steps.map(({ before }) => before)).toEqual([known(-2.5), { state: 'unknown' }])
})

test('taking back a step leaves one step less', () => {
  const one = state(nothingPending, stored, { eventId: 'e1', fact: 't-score', stated: known(-3) })
  const back = state(one, stored, { eventId: 'e2', fact: 't-score', stated: known(-2.5) }, { undoing: true })
  expect(back.steps).toEqual([])
  expect(mergeFacts(stored, back)['t-score']).toEqual(known(-2.5))
})

test('only what was acknowledged leaves the list', () => {
  const one = state(nothingPending, stored, { eventId: 'e1', fact: 't-score', stated: known(-3) })
  const two = state(one, stored, { eventId: 'e2', fact: 'age-years', stated: known(70) })
  expect(acknowledge(two, ['e1']).waiting.map(({ eventId }) => eventId)).toEqual(['e2'])
})
