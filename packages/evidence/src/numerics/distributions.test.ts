import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import * as numerics from './index.ts'

/**
 * Against values of 60 digits (how they were made: fixtures/numerics/README.md), both tails down to 1e-300.
 * Tolerances are relative. A tail p is exp(log p), so that each rounding of the exponent costs 1e-16 |log p|: 1.5e-13 at
 * 1e-300. Functions without such an exponent are held to a few roundings.
 */
const roundings = () => 8e-16
const ofTail = (p: number) => 8e-14 + 3e-16 * Math.abs(Math.log(p))
const ofQuantile = () => 6e-14

type Row = (number | null)[]
const { tables } = JSON.parse(
  readFileSync(new URL('../../fixtures/numerics/distributions.json', import.meta.url), 'utf8'),
) as { tables: Record<string, Row[]> }

/** Largest relative difference over the rows of a table, as a multiple of what is tolerated, with its row. */
function worstOf(
  table: string,
  column: number,
  computed: (...args: number[]) => number,
  tolerance: (expected: number) => number,
) {
  let worst = { difference: 0, row: [] as Row }
  let compared = 0
  for (const row of tables[table] ?? []) {
    const expected = row[column]
    if (expected === null || expected === undefined) continue
    const got = computed(...(row as number[]))
    const difference = got === expected ? 0 : Math.abs(got - expected) / Math.abs(expected) / tolerance(expected)
    compared++
    if (!(difference <= worst.difference)) worst = { difference, row: [...row, got] }
  }
  return { compared, ...worst }
}

function toleranceOf(name: string, table: string): (expected: number) => number {
  if (table === 'normal' || table === 'special') return roundings
  return name.includes('Quantile') ? ofQuantile : ofTail
}

type Case = [name: string, table: string, column: number, computed: (...args: number[]) => number]

const cases: Case[] = [
  ['normalLowerTail', 'normal', 1, (z) => numerics.normalLowerTail(z as number)],
  ['normalUpperTail', 'normal', 2, (z) => numerics.normalUpperTail(z as number)],
  ['normalTwoSided', 'normal', 2, (z) => numerics.normalTwoSided(z as number) / 2],
  ['normalQuantile (lower)', 'normal', 3, (_, lower) => numerics.normalQuantile(lower as number)],
  ['normalQuantile (upper)', 'normal', 4, (_z, _l, upper) => -numerics.normalQuantile(upper as number)],
  ['logGamma', 'special', 1, (x) => numerics.logGamma(x as number)],
  ['trigamma', 'special', 3, (x) => numerics.trigamma(x as number)],
  ['tLowerTail', 't', 2, (df, t) => numerics.tLowerTail(t as number, df as number)],
  ['tUpperTail', 't', 3, (df, t) => numerics.tUpperTail(t as number, df as number)],
  ['tTwoSided', 't', 3, (df, t) => numerics.tTwoSided(-(t as number), df as number) / 2],
  ['tQuantile (lower)', 't', 4, (df, _, lower) => numerics.tQuantile(lower as number, df as number)],
  ['tQuantile (upper)', 't', 5, (df, _t, _l, upper) => -numerics.tQuantile(upper as number, df as number)],
  ['chiSquaredLowerTail', 'chiSquared', 2, (df, x) => numerics.chiSquaredLowerTail(x as number, df as number)],
  ['chiSquaredUpperTail', 'chiSquared', 3, (df, x) => numerics.chiSquaredUpperTail(x as number, df as number)],
  ['gammaLower', 'chiSquared', 2, (df, x) => numerics.gammaLower((df as number) / 2, (x as number) / 2)],
  ['gammaUpper', 'chiSquared', 3, (df, x) => numerics.gammaUpper((df as number) / 2, (x as number) / 2)],
  ['chiSquaredQuantile', 'chiSquared', 4, (df, _, lower) => numerics.chiSquaredQuantile(lower as number, df as number)],
  [
    'chiSquaredUpperQuantile',
    'chiSquared',
    5,
    (df, _x, _l, upper) => numerics.chiSquaredUpperQuantile(upper as number, df as number),
  ],
  ['betaLower', 'beta', 3, (a, b, x) => numerics.betaLower(x as number, a as number, b as number)],
  ['betaUpper', 'beta', 4, (a, b, x) => numerics.betaUpper(x as number, a as number, b as number)],
  ['betaQuantile', 'beta', 5, (a, b, _, lower) => numerics.betaQuantile(lower as number, a as number, b as number)],
  ['fLowerTail', 'f', 3, (df1, df2, f) => numerics.fLowerTail(f as number, df1 as number, df2 as number)],
  ['fUpperTail', 'f', 4, (df1, df2, f) => numerics.fUpperTail(f as number, df1 as number, df2 as number)],
  ['fQuantile', 'f', 5, (df1, df2, _, lower) => numerics.fQuantile(lower as number, df1 as number, df2 as number)],
  [
    'fUpperQuantile',
    'f',
    6,
    (df1, df2, _f, _l, upper) => numerics.fUpperQuantile(upper as number, df1 as number, df2 as number),
  ],
  [
    'noncentralChiSquaredLowerTail',
    'noncentralChiSquared',
    3,
    (df, shift, x) => numerics.noncentralChiSquaredLowerTail(x as number, df as number, shift as number),
  ],
  [
    'noncentralChiSquaredUpperTail',
    'noncentralChiSquared',
    4,
    (df, shift, x) => numerics.noncentralChiSquaredUpperTail(x as number, df as number, shift as number),
  ],
  [
    'noncentralTLowerTail',
    'noncentralT',
    3,
    (df, shift, t) => numerics.noncentralTLowerTail(t as number, df as number, shift as number),
  ],
  [
    'noncentralTUpperTail',
    'noncentralT',
    4,
    (df, shift, t) => numerics.noncentralTUpperTail(t as number, df as number, shift as number),
  ],
]

describe('agrees with values of 60 digits in both tails', () => {
  test.each(cases)('%s', (name, table, column, computed) => {
    const { compared, difference, row } = worstOf(table, column, computed, toleranceOf(name, table))
    expect(compared).toBeGreaterThan(13)
    expect(difference, `worst at ${JSON.stringify(row)}`).toBeLessThan(1)
  })

  test('digamma, absolutely near its zero at 1.4616 and relatively elsewhere', () => {
    for (const [x, , expected] of tables['special'] as number[][]) {
      const difference = Math.abs(numerics.digamma(x as number) - (expected as number))
      expect(difference).toBeLessThan(2e-15 * Math.max(1, Math.abs(expected as number)))
    }
  })
})

describe('agrees with closed forms', () => {
  const points = [1e-9, 0.003, 0.2, 0.9, 1, 1.7, 3, 8, 25, 600]

  test('t with 1 degree of freedom is Cauchy', () => {
    for (const t of points) {
      const expected = t > 1 ? Math.atan(1 / t) / Math.PI : 0.5 - Math.atan(t) / Math.PI
      expect(numerics.tUpperTail(t, 1) / expected).toBeCloseTo(1, 14)
      expect(-numerics.tQuantile(expected, 1) / t).toBeCloseTo(1, t < 1e-6 ? 6 : 12)
    }
  })

  test('t with 2 degrees of freedom: t / √(2 + t²)', () => {
    for (const t of points) {
      const root = Math.sqrt(2 + t * t)
      expect(numerics.tUpperTail(t, 2) / (1 / (root * (root + t)))).toBeCloseTo(1, 14)
    }
  })

  test('chi-squared with 2 degrees of freedom is exponential', () => {
    for (const x of points) {
      expect(numerics.chiSquaredUpperTail(x, 2) / Math.exp(-x / 2)).toBeCloseTo(1, 13)
      expect(numerics.chiSquaredLowerTail(x, 2) / -Math.expm1(-x / 2)).toBeCloseTo(1, 14)
      expect(numerics.chiSquaredDensity(x, 2) / (Math.exp(-x / 2) / 2)).toBeCloseTo(1, 13)
    }
  })

  test('F with 2 degrees of freedom above: (1 + 2f/df2)^(−df2/2)', () => {
    for (const f of points) {
      for (const df2 of [1, 3.5, 12, 200]) {
        const expected = Math.exp(-(df2 / 2) * Math.log1p((2 * f) / df2))
        expect(numerics.fUpperTail(f, 2, df2) / expected).toBeCloseTo(1, 12)
      }
    }
  })

  test('the densities of t with 1, 2, 3 and 4 degrees of freedom, and of chi-squared with 4 and 6', () => {
    for (const t of [0, 1e-200, 1e-9, 0.3, 1, 2.5, 40]) {
      const square = t * t
      expect(numerics.tDensity(t, 1) / (1 / (Math.PI * (1 + square)))).toBeCloseTo(1, 13)
      expect(numerics.tDensity(-t, 2) / (2 + square) ** -1.5).toBeCloseTo(1, 13)
      expect(numerics.tDensity(t, 3) / ((6 * Math.sqrt(3)) / Math.PI / (3 + square) ** 2)).toBeCloseTo(1, 13)
      expect(numerics.tDensity(-t, 4) / (12 / (4 + square) ** 2.5)).toBeCloseTo(1, 13)
    }
    for (const x of [1e-9, 0.7, 3, 90]) {
      expect(numerics.chiSquaredDensity(x, 4) / ((x * Math.exp(-x / 2)) / 4)).toBeCloseTo(1, 13)
      expect(numerics.chiSquaredDensity(x, 6) / ((x * x * Math.exp(-x / 2)) / 16)).toBeCloseTo(1, 13)
    }
    expect(numerics.chiSquaredDensity(0, 1)).toBe(0)
  })

  test('the upper gamma tail of a shape near 0 is the shape times the exponential integral', () => {
    // Abramowitz & Stegun 1964, table 5.1: E₁ at 0.5, 1 and 2.
    for (const [x, integral] of [
      [0.5, 0.5597735947761608],
      [1, 0.2193839343955203],
      [2, 0.04890051070806112],
    ] as const) {
      for (const a of [1e-10, 1e-14, 1e-300]) {
        expect(numerics.gammaUpper(a, x) / a / integral).toBeCloseTo(1, 9)
        expect(numerics.gammaLower(a, x)).toBeCloseTo(1, 9)
      }
    }
  })

  test('the gamma tails with shapes 1, 2 and ½', () => {
    for (const x of [1e-300, 1e-12, 0.4, 1.5, 2, 30]) {
      expect(numerics.gammaUpper(1, x) / Math.exp(-x)).toBeCloseTo(1, 13)
      expect(numerics.gammaLower(1, x) / -Math.expm1(-x)).toBeCloseTo(1, 12)
      expect(numerics.gammaUpper(2, x) / (Math.exp(-x) * (1 + x))).toBeCloseTo(1, 13)
      // Twice the normal tail beyond √(2x).
      expect(numerics.gammaUpper(0.5, x) / (2 * numerics.normalUpperTail(Math.sqrt(2 * x)))).toBeCloseTo(1, 13)
    }
  })

  test('the normal density, from its peak to where it is too small for a number', () => {
    for (const z of [0, 0.3, 1, 2.5, 7]) {
      for (const sign of [1, -1]) {
        const expected = Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI)
        expect(numerics.normalDensity(sign * z) / expected).toBeCloseTo(1, 14)
      }
    }
    expect(numerics.normalDensity(38.5)).toBeGreaterThan(0)
    for (const z of [39, 41, 1e9, Number.POSITIVE_INFINITY]) {
      expect([numerics.normalDensity(z), numerics.normalDensity(-z), numerics.normalLowerTail(-z)]).toEqual([0, 0, 0])
    }
  })

  test("the logarithm of a far normal tail is Laplace's continued fraction", () => {
    // Abramowitz & Stegun 1964, 26.2.14.
    for (const z of [20, 36.9, 37.1, 45, 300]) {
      let fraction = z
      for (let n = 60; n >= 1; n--) fraction = z + n / fraction
      const expected = -0.5 * z * z - 0.5 * Math.log(2 * Math.PI) - Math.log(fraction)
      expect(Math.abs(numerics.normalLogLowerTail(-z) - expected)).toBeLessThan(4e-16 * Math.abs(expected))
    }
  })

  test('noncentral chi-squared with 1 degree of freedom is the square of a shifted normal variable', () => {
    for (const shift of [1e-100, 1e-20, 0.3, 5, 80, 900]) {
      const root = Math.sqrt(shift)
      for (const z of [1e-3, 0.5, 3, 12, 30, 36]) {
        const x = z * z
        const upper = numerics.normalUpperTail(z - root) + numerics.normalLowerTail(-z - root)
        if (upper > 1e-280) expect(numerics.noncentralChiSquaredUpperTail(x, 1, shift) / upper).toBeCloseTo(1, 11)
        const lower = numerics.normalLowerTail(z - root) - numerics.normalLowerTail(-z - root)
        expect(numerics.noncentralChiSquaredLowerTail(x, 1, shift)).toBeCloseTo(lower, 12)
      }
    }
  })

  test('noncentral chi-squared near 0 is the central one times exp(−shift/2)', () => {
    for (const df of [0.5, 1, 4]) {
      for (const shift of [1e-100, 1e-5, 3, 40]) {
        for (const x of [1e-16, 1e-25, 1e-40, 1e-70, 1e-130]) {
          const expected = Math.exp(-shift / 2) * numerics.chiSquaredLowerTail(x, df)
          expect(numerics.noncentralChiSquaredLowerTail(x, df, shift) / expected).toBeCloseTo(1, 12)
        }
      }
    }
  })

  test('either tail of t on either side of 0', () => {
    for (const t of [0, 1e-200, 0.4, 3, 1e160]) {
      const [lower, upper] = [numerics.tLowerTail(t, 1), numerics.tUpperTail(t, 1)]
      expect(lower).toBeCloseTo(0.5 + Math.atan(t) / Math.PI, 15)
      expect(numerics.tUpperTail(-t, 1)).toBe(lower)
      expect(numerics.tLowerTail(-t, 1)).toBe(upper)
      for (const df of [1e20, Number.POSITIVE_INFINITY]) {
        expect(numerics.tUpperTail(-t, df)).toBe(numerics.normalLowerTail(t))
        expect(numerics.tLowerTail(-t, df)).toBe(numerics.normalUpperTail(t))
      }
    }
  })

  test('F without a finite number of degrees of freedom above has no mass below 0', () => {
    const endless = Number.POSITIVE_INFINITY
    for (const f of [-1, 0]) {
      expect([numerics.fLowerTail(f, endless, 3), numerics.fUpperTail(f, endless, 3)]).toEqual([0, 1])
      expect([numerics.fLowerTail(f, 3, endless), numerics.fUpperTail(f, 3, endless)]).toEqual([0, 1])
    }
    expect([numerics.fLowerTail(endless, endless, 3), numerics.fUpperTail(endless, endless, 3)]).toEqual([1, 0])
  })

  test('the densities at the centre', () => {
    expect(numerics.normalDensity(0)).toBeCloseTo(1 / Math.sqrt(2 * Math.PI), 16)
    expect(numerics.tDensity(0, 1)).toBeCloseTo(1 / Math.PI, 15)
    expect(numerics.tDensity(1, 1)).toBeCloseTo(0.5 / Math.PI, 15)
    expect(numerics.tDensity(1e160, 1) / (1e-320 / Math.PI)).toBeCloseTo(1, 2)
    expect(numerics.tDensity(1.5, Number.POSITIVE_INFINITY)).toBe(numerics.normalDensity(1.5))
    expect(numerics.chiSquaredDensity(-1, 3)).toBe(0)
  })
})

/** Abramowitz & Stegun 1964, tables 26.1, 26.8, 26.9 and 26.10, as printed. */
describe('agrees with printed tables', () => {
  test('normal, table 26.1', () => {
    expect(numerics.normalLowerTail(1)).toBeCloseTo(0.841344746068543, 15)
    expect(numerics.normalLowerTail(2)).toBeCloseTo(0.977249868051821, 15)
  })

  test('percentage points of chi-squared, t and F', () => {
    expect(numerics.chiSquaredUpperQuantile(0.05, 1)).toBeCloseTo(3.84146, 5)
    expect(numerics.chiSquaredUpperQuantile(0.05, 10)).toBeCloseTo(18.307, 4)
    expect(numerics.chiSquaredQuantile(0.005, 30)).toBeCloseTo(13.7867, 4)
    expect(numerics.tQuantile(0.975, 1)).toBeCloseTo(12.706, 3)
    expect(numerics.tQuantile(0.975, 10)).toBeCloseTo(2.228, 3)
    expect(numerics.tQuantile(0.9995, 30)).toBeCloseTo(3.646, 3)
    expect(numerics.fUpperQuantile(0.05, 4, 20)).toBeCloseTo(2.87, 2)
    expect(numerics.fUpperQuantile(0.01, 10, 12)).toBeCloseTo(4.3, 2)
  })
})
