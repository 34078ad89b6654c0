import { describe, expect, test } from 'vitest'
import { formatClock, formatDate, formatNumber } from './format.ts'

describe('formatNumber', () => {
  test('writes a comma in Dutch and a point in English', () => {
    expect(formatNumber(72.5, 'nl')).toBe('72,5')
    expect(formatNumber(72.5, 'en')).toBe('72.5')
  })

  test('keeps the decimals that are asked for, so that a column lines up', () => {
    expect(formatNumber(6, 'nl', { decimals: 1 })).toBe('6,0')
    expect(formatNumber(0.4, 'en', { decimals: 0 })).toBe('0')
  })

  test('signs a change with a true minus, and nothing when it is zero', () => {
    expect(formatNumber(7.5, 'nl', { signed: true })).toBe('+7,5')
    expect(formatNumber(-14, 'nl', { signed: true })).toBe('\u221214')
    expect(formatNumber(0, 'nl', { signed: true })).toBe('0')
    expect(formatNumber(-0.2, 'nl', { decimals: 0 })).toBe('0')
  })

  test('holds number and unit together, and sets percent close', () => {
    expect(formatNumber(72.5, 'nl', { unit: 'kg' })).toBe('72,5\u00a0kg')
    expect(formatNumber(40, 'nl', { unit: '%' })).toBe('40%')
  })

  test('groups from ten thousand on', () => {
    expect(formatNumber(1500, 'nl')).toBe('1500')
    expect(formatNumber(15000, 'nl')).toBe('15.000')
  })
})

describe('formatDate', () => {
  test('writes a day in words of the language', () => {
    expect(formatDate('2026-04-01', 'nl')).toBe('1 april 2026')
    expect(formatDate('2026-04-01', 'en')).toBe('1 April 2026')
    expect(formatDate('2026-11-22', 'nl', 'weekday')).toBe('zondag 22 november')
    expect(formatDate('2026-04-01', 'nl', 'numeric')).toBe('01-04-2026')
  })

  test('keeps the day whatever the time after it', () => {
    expect(formatDate('2026-01-01T23:59:59-11:00', 'nl')).toBe('1 januari 2026')
  })

  test('throws for what is not a date', () => {
    expect(() => formatDate('tomorrow', 'nl')).toThrow(RangeError)
  })
})

test('a stopwatch rounds up, so that it shows zero only at the end', () => {
  expect(formatClock(95)).toBe('1:35')
  expect(formatClock(0.2)).toBe('0:01')
  expect(formatClock(-1)).toBe('0:00')
})
