import { describe, expect, test } from 'vitest'
import { compareResults, quantityKind } from './compare.ts'

const options = { relativeTolerance: 1e-10, scale: 0.2 }

test('accepts what is as near as the tolerance allows and reports the worst difference', () => {
  const comparison = compareResults({ yi: [1, 2], k: 3 }, { yi: [1, 2 * (1 + 5e-11)], k: 3, more: 1 }, options)
  expect(comparison.agrees).toBe(true)
  expect(comparison.compared).toBe(3)
  expect(comparison.worstRelativeDifference).toBeCloseTo(5e-11, 13)
  expect(comparison.worstPath).toBe('yi[1]')
})

test('names the place of what is farther away', () => {
  const table = {
    cols: ['treat1', 'TE_common'],
    rows: [
      ['a', 1],
      ['b', 2],
    ],
  }
  const other = {
    cols: ['TE_common', 'treat1'],
    rows: [
      [1, 'a'],
      [2.1, 'c'],
    ],
  }
  const { agrees, differences } = compareResults({ comparisons: table }, { comparisons: other }, options)
  expect(agrees).toBe(false)
  expect(differences.map(({ path }) => path)).toEqual(['comparisons[1].treat1', 'comparisons[1].TE_common'])
})

describe('near zero', () => {
  test.each([
    ['yi', 1e-10 * 1e-3 * 0.2],
    ['tau2', 1e-10 * 1e-3 * 0.04],
    ['I2', 1e-10 * 1e-3],
  ])('%s may differ by the tolerance of its scale', (key, allowed) => {
    expect(compareResults({ [key]: 0 }, { [key]: 0.9 * allowed }, options).agrees).toBe(true)
    expect(compareResults({ [key]: 0 }, { [key]: 1.1 * allowed }, options).agrees).toBe(false)
  })
})

test('compares tiny p-values by relative error with 1,000 times the tolerance', () => {
  expect(compareResults({ pval: 1e-40 }, { pval: 1e-40 * (1 + 9e-8) }, options).agrees).toBe(true)
  expect(compareResults({ pval: 1e-40 }, { pval: 1e-40 * (1 + 2e-7) }, options).agrees).toBe(false)
  expect(compareResults({ pval: 1e-40 }, { pval: 0 }, options).agrees).toBe(false)
  expect(compareResults({ pval: 1e-11 }, { pval: 1e-11 + 2e-13 }, options).agrees).toBe(false)
})

test('wants missing where the reference has missing, and a value where it has one', () => {
  expect(compareResults({ a: null, b: null, c: null }, { a: null, b: Number.NaN }, options).agrees).toBe(true)
  expect(compareResults({ a: null }, { a: 1 }, options).agrees).toBe(false)
  expect(compareResults({ a: 1 }, { a: null }, options).agrees).toBe(false)
  expect(compareResults({ a: 1 }, { a: Number.NaN }, options).agrees).toBe(false)
})

test('compares infinite values, texts, truth values and typed arrays', () => {
  const expected = { a: 'Infinity', b: 'left', c: true, d: [1, 2] }
  expect(compareResults(expected, { a: Infinity, b: 'left', c: true, d: Float64Array.of(1, 2) }, options).agrees).toBe(
    true,
  )
  expect(compareResults(expected, { a: -Infinity, b: 'right', c: false, d: [1] }, options).differences).toHaveLength(4)
})

test('reports a shape that differs', () => {
  const table = { cols: ['a'], rows: [[1]] }
  const expected = { a: table, b: table, c: [1], d: { e: 1 } }
  const actual = { a: 1, b: { cols: ['a'], rows: [] }, c: 1, d: 1 }
  expect(compareResults(expected, actual, options).differences.map(({ path }) => path)).toEqual([
    'a',
    'b.rows',
    'c',
    'd',
  ])
})

test('leaves out keys it is told to ignore', () => {
  expect(compareResults({ a: 1, b: [2] }, { a: 1 }, { ...options, ignore: ['b'] }).agrees).toBe(true)
})

test.each([
  ['tau', undefined, 'effect'],
  ['tau', 'ranktest', 'withoutUnit'],
  ['tau2_exact_REML', 'nma', 'variance'],
  ['vi', 'escalc', 'variance'],
  ['pi_HTS', 'pairwise', 'effect'],
  ['diff', 'netheat', 'withoutUnit'],
  ['diff_common', 'nma', 'effect'],
  ['weights_percent', 'pairwise', 'withoutUnit'],
] as const)('knows what %s of %s measures', (key, fn, kind) => {
  expect(quantityKind(key, fn)).toBe(kind)
})
