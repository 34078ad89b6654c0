import type { WeekSummary } from '@dosis/domain'
import { expect, test } from 'vitest'
import { meaningOf } from './meaning-of-weeks.ts'

const weeks = (...pains: (number | null)[]) => pains.map((meanPainAfter) => ({ meanPainAfter }) as WeekSummary)

test.each([
  [[4, 3.1], 'samePain'],
  [[4, 3], 'lessPain'],
  [[4, 2], 'lessPain'],
  [[4, 4.9], 'samePain'],
  [[4, 5], 'morePain'],
  [[4, 6], 'morePain'],
] as const)('pain of %j over the weeks is called %s', (pains, meaning) => {
  expect(meaningOf(weeks(...pains))).toBe(meaning)
})

test('one week, or weeks in which nothing is known, mean nothing yet', () => {
  expect(meaningOf(weeks(4))).toBeNull()
  expect(meaningOf(weeks(4, null))).toBeNull()
  expect(meaningOf([])).toBeNull()
})
