import { expect, test } from 'vitest'
import { addDays, daysBetween, isIsoDate, startOfWeek, weekday } from './iso-date.ts'

const millisecondsPerDay = 86_400_000
const byCalendar = (number: number): string => new Date(number * millisecondsPerDay).toISOString().slice(0, 10)
const numberOf = (day: string): number => Date.parse(`${day}T00:00:00Z`) / millisecondsPerDay

test.each([
  ['1890-01-01', '2110-12-31'],
  ['0000-01-01', '0004-12-31'],
  ['9996-01-01', '9999-12-31'],
])('counts every day from %s to %s as the calendar of the platform does', (first, last) => {
  const wrong: string[] = []
  for (let number = numberOf(first); number <= numberOf(last); number++) {
    const day = byCalendar(number)
    if (!isIsoDate(day) || daysBetween('1970-01-01', day) !== number) wrong.push(day)
  }
  expect(wrong).toEqual([])
})

test.each(['2024-02-29', '2000-02-29', '2026-12-31'])('%s exists', (day) => {
  expect(isIsoDate(day)).toBe(true)
})

test.each([
  '2026-02-29',
  '1900-02-29',
  '2026-02-30',
  '2026-04-31',
  '2026-13-01',
  '2026-00-10',
  '2026-01-00',
  '2026-01-32',
  '',
  '2026-1-1',
  '2026-01-1',
  '26-01-01',
  '2026/01/01',
  '2026-01-01T00:00:00Z',
  ' 2026-01-01',
  '2026-01-01 ',
  '-026-01-01',
  '+026-01-01',
  '2026-0a-01',
  '２０２６-01-01',
  '2026-01-0\n',
])('%j is no day', (text) => {
  expect(isIsoDate(text)).toBe(false)
  expect(() => addDays(text, 1)).toThrow(RangeError)
})

test('weeks begin on Monday, before 1970 too', () => {
  expect([weekday('2026-05-04'), weekday('2026-05-10'), weekday('1969-12-31')]).toEqual([1, 7, 3])
  expect(startOfWeek('2026-05-10')).toBe('2026-05-04')
})
