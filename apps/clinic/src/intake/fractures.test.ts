import { expect, test } from 'vitest'
import { brokenWeeksAgo, fractureAt, weeksAgoOf } from './FracturesField.tsx'

const today = '2026-05-04'

test('weeks become the day they lead to, and read back as the same weeks', () => {
  const fracture = brokenWeeksAgo(fractureAt('vertebra'), 12, today)
  expect(fracture.on).toBe('2026-02-09')
  expect(weeksAgoOf(fracture, today)).toBe(12)
})

test('a fracture grows older', () => {
  const fracture = brokenWeeksAgo(fractureAt('vertebra'), 5, today)
  expect(weeksAgoOf(fracture, '2026-05-18')).toBe(7)
})

test('weeks without a day, as another program may have sent them, are shown as they are', () => {
  expect(weeksAgoOf({ ...fractureAt('hip'), weeksAgo: 20 }, today)).toBe(20)
})

test('emptying the weeks leaves the moment unknown', () => {
  const fracture = brokenWeeksAgo(fractureAt('vertebra'), undefined, today)
  expect(fracture.on).toBeNull()
  expect(weeksAgoOf(fracture, today)).toBeUndefined()
})
