import { expect, test } from 'vitest'
import { evidence, findLosses, type Item } from './evidence.ts'

const item = (key: string, content: unknown = key): Item => ({ key, content: JSON.stringify(content), at: null })
const acknowledged = evidence({ details: 'old', 'fact:1': 'fact:1', 'fact:2': 'fact:2' })
const whole = [item('details', 'old'), item('fact:1'), item('fact:2')]
const unanswered = { what: 'stateFacts', after: evidence({ details: 'new', 'fact:3': 'fact:3', 'fact:4': 'fact:4' }) }
const done = [item('details', 'new'), item('fact:3'), item('fact:4')]

test('finds nothing where all that was acknowledged is there once', () => {
  expect(findLosses(whole, acknowledged, [])).toEqual([])
})

test.each([
  ['gone', whole.slice(0, 2), 'fact:2 is gone'],
  ['changed', [...whole.slice(0, 2), item('fact:2', 'other')], 'fact:2 has changed'],
  ['there twice', [...whole, item('fact:2')], 'fact:2 is there twice'],
  ['there without having been sent', [...whole, item('fact:9')], 'fact:9 was never sent'],
])('names what is %s', (_, items, problem) => {
  expect(findLosses(items, acknowledged, [])).toEqual([problem])
})

test('takes an unanswered write that is there, and one that is not', () => {
  expect(findLosses(whole, acknowledged, [unanswered])).toEqual([])
  expect(findLosses([...whole.slice(1), ...done], acknowledged, [unanswered])).toEqual([])
})

test.each([
  ['one item of two', [...whole, item('fact:3')]],
  ['what is new, and not what replaces the old', [...whole, item('fact:3'), item('fact:4')]],
  ['what replaces the old alone', [...whole.slice(1), item('details', 'new')]],
])('names an unanswered write that is there by half: %s', (_, items) => {
  expect(findLosses(items, acknowledged, [unanswered])).toEqual(['stateFacts is there by half'])
})

test('names an unanswered write that left something else', () => {
  const items = [...whole.slice(1), item('details', 'other')]
  expect(findLosses(items, acknowledged, [unanswered])).toEqual(['stateFacts left something that was never sent'])
})

test('misses an item that an unanswered write should not have taken away', () => {
  expect(findLosses(whole.slice(1), acknowledged, [unanswered])).toEqual([
    'stateFacts left something that was never sent',
  ])
})
