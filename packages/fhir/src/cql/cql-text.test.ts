import { expect, test } from 'vitest'
import { decimal, identifier, join, literal } from './cql-text.ts'

test('quotes and backslashes inside a text are escaped', () => {
  expect(literal(`it's a \\ and\na line`)).toBe(`'it\\'s a \\\\ and\\na line'`)
  expect(identifier('a "name"')).toBe('"a \\"name\\""')
})

test('a number is a Decimal, whole or not', () => {
  expect([decimal(3), decimal(-2.5), decimal(0)]).toEqual(['3.0', '(-2.5)', '0.0'])
})

test.each([Number.NaN, Number.POSITIVE_INFINITY, 1e-9])('%s is no number that CQL can write', (value) => {
  expect(() => decimal(value)).toThrow(RangeError)
})

test('nothing that must hold holds, nothing of which one must hold does not', () => {
  expect(join([], 'and', 'true')).toBe('true')
  expect(join([], 'or', 'false')).toBe('false')
  expect(join(['a', 'b'], 'or', 'false')).toBe('(a or b)')
})
