import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatNumber } from './format.ts'
import { parseQuantity } from './parse-quantity.ts'

const value = (number: number) => ({ state: 'value', value: number })
const kindOf = (text: string, bounds?: Parameters<typeof parseQuantity>[1]) => {
  const parsed = parseQuantity(text, bounds)
  return parsed.state === 'problem' ? parsed.problem.kind : parsed.state
}

describe('parseQuantity', () => {
  test('takes a decimal comma and a decimal point', () => {
    expect(parseQuantity('72,5', { decimals: 1 })).toEqual(value(72.5))
    expect(parseQuantity(' 72.5 ', { decimals: 1 })).toEqual(value(72.5))
    expect(parseQuantity('72,', { decimals: 1 })).toEqual(value(72))
    expect(parseQuantity(',5', { decimals: 1 })).toEqual(value(0.5))
  })

  test('an empty field is not known, never zero', () => {
    expect(parseQuantity('')).toEqual({ state: 'unknown' })
    expect(parseQuantity('   ')).toEqual({ state: 'unknown' })
    expect(parseQuantity('0')).toEqual(value(0))
  })

  test('takes a minus in any writing and knows no minus zero', () => {
    expect(parseQuantity('-3')).toEqual(value(-3))
    expect(parseQuantity('−3')).toEqual(value(-3))
    expect(Object.is((parseQuantity('-0') as { value: number }).value, 0)).toBe(true)
  })

  test('asks back when a separator may mean thousands', () => {
    expect(parseQuantity('1.500', { decimals: 1 })).toEqual({
      state: 'problem',
      problem: { kind: 'ambiguous', whole: 1500, decimal: 1.5 },
    })
    expect(kindOf('1,500')).toBe('ambiguous')
    expect(parseQuantity('1,500', { decimals: 3 })).toEqual(value(1.5))
  })

  test('refuses what is not one number', () => {
    for (const text of ['abc', '7 2', '1.2.3', '1,2.3', '--3', '12e3', '0x10', '5kg', '+', ',', 'Infinity']) {
      expect(kindOf(text)).toBe('not_a_number')
    }
  })

  test('refuses more decimals than asked for, but not zeros', () => {
    expect(kindOf('72,55', { decimals: 1 })).toBe('too_precise')
    expect(kindOf('72,5')).toBe('too_precise')
    expect(parseQuantity('72,50', { decimals: 1 })).toEqual(value(72.5))
  })

  test('keeps to its range: below, at and above each end', () => {
    const range = { min: 20, max: 300, decimals: 1 }
    expect(kindOf('19,9', range)).toBe('too_low')
    expect(parseQuantity('20', range)).toEqual(value(20))
    expect(parseQuantity('20,1', range)).toEqual(value(20.1))
    expect(parseQuantity('299,9', range)).toEqual(value(299.9))
    expect(parseQuantity('300', range)).toEqual(value(300))
    expect(kindOf('300,1', range)).toBe('too_high')
  })

  test('reads back every number as it is written in both languages', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -99999, max: 99999 }),
        fc.constantFrom('nl' as const, 'en' as const),
        (tenths, language) => {
          const number = tenths / 10
          const written = formatNumber(number, language, { decimals: 1 })
          expect(parseQuantity(written, { decimals: 1 })).toEqual(value(number === 0 ? 0 : number))
        },
      ),
    )
  })

  test('never throws and never passes a number outside its range, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const parsed = parseQuantity(text, { min: 1, max: 9, decimals: 2 })
        if (parsed.state === 'value') expect(parsed.value >= 1 && parsed.value <= 9).toBe(true)
      }),
    )
  })
})
