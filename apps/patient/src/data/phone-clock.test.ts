import { beforeEach, expect, test } from 'vitest'
import { forgetHere } from './kept-here.ts'
import { createPhoneClock, dayWhereThePhoneIs } from './phone-clock.ts'

const noon = Date.parse('2026-05-04T12:00:00Z')
const minute = 60_000

beforeEach(() => forgetHere('dosis.clock-offset'))

test.each([[-3 * 24 * 60 * minute], [-2 * minute], [2 * minute], [400 * 24 * 60 * minute]])(
  'a clock that is %i ms wrong is set right by the server',
  (wrong) => {
    const clock = createPhoneClock(() => noon + wrong)
    clock.learn(noon, noon + wrong)
    expect(clock.now()).toBe(noon)
  },
)

test.each([-89_000, 0, 89_000])('a difference of %i ms is the time that the answer travels', (difference) => {
  const clock = createPhoneClock(() => noon)
  clock.learn(noon + difference, noon)
  expect(clock.now()).toBe(noon)
})

test('a clock that was set right forgets its correction', () => {
  let wrong = 60 * minute
  const clock = createPhoneClock(() => noon + wrong)
  clock.learn(noon, noon + wrong)
  wrong = 0
  clock.learn(noon, noon)
  expect(clock.now()).toBe(noon)
})

test('the day is that of the place where the phone is', () => {
  const local = new Date(2026, 4, 4, 23, 59)
  expect(dayWhereThePhoneIs(local.getTime())).toBe('2026-05-04')
})
