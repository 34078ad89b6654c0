import { expect, test } from 'vitest'
import { dayAt, startOfDay } from './today.ts'

test.each([
  ['2026-05-03T21:59:59.999Z', '2026-05-03'],
  ['2026-05-03T22:00:00.000Z', '2026-05-04'],
  ['2026-12-31T22:59:59.999Z', '2026-12-31'],
  ['2026-12-31T23:00:00.000Z', '2027-01-01'],
  ['2026-03-29T00:30:00.000Z', '2026-03-29'],
  ['2028-02-29T12:00:00.000Z', '2028-02-29'],
])('at %s it is %s in Amsterdam, summer and winter', (moment, day) => {
  expect(dayAt(new Date(moment), 'Europe/Amsterdam')).toBe(day)
})

test.each([
  ['2026-05-04', 'Europe/Amsterdam', '2026-05-03T22:00:00.000Z'],
  ['2026-03-29', 'Europe/Amsterdam', '2026-03-28T23:00:00.000Z'],
  ['2026-03-30', 'Europe/Amsterdam', '2026-03-29T22:00:00.000Z'],
  ['2027-01-01', 'Pacific/Kiritimati', '2026-12-31T10:00:00.000Z'],
  ['2027-01-01', 'Pacific/Pago_Pago', '2027-01-01T11:00:00.000Z'],
])('%s begins in %s at %s', (day, zone, moment) => {
  expect(startOfDay(day, zone).toISOString()).toBe(moment)
})
