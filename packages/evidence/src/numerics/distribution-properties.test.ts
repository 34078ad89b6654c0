import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as numerics from './index.ts'

const settings = { numRuns: 300, seed: 1964 }
const degrees = fc.double({ min: Math.log(0.1), max: Math.log(1e9), noNaN: true }).map(Math.exp)
const probability = fc.double({ min: Math.log(1e-290), max: Math.log(0.5), noNaN: true }).map(Math.exp)
const positive = fc.double({ min: -20, max: 20, noNaN: true }).map(Math.exp)

/** Relative difference; 0 when both are equal, also when both are infinite. */
function apart(a: number, b: number): number {
  return a === b ? 0 : Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b))
}

describe('tails', () => {
  test('add up to one', () => {
    fc.assert(
      fc.property(degrees, degrees, positive, (df1, df2, x) => {
        expect(numerics.chiSquaredLowerTail(x, df1) + numerics.chiSquaredUpperTail(x, df1)).toBeCloseTo(1, 14)
        expect(numerics.fLowerTail(x, df1, df2) + numerics.fUpperTail(x, df1, df2)).toBeCloseTo(1, 14)
        expect(numerics.tLowerTail(x, df1) + numerics.tUpperTail(x, df1)).toBeCloseTo(1, 15)
        expect(numerics.normalLowerTail(x) + numerics.normalUpperTail(x)).toBeCloseTo(1, 15)
      }),
      settings,
    )
  })

  test('never grow outwards', () => {
    fc.assert(
      fc.property(degrees, degrees, positive, fc.double({ min: 1.000001, max: 5, noNaN: true }), (df1, df2, x, by) => {
        const slack = 1 + 1e-12
        expect(numerics.chiSquaredUpperTail(x * by, df1)).toBeLessThanOrEqual(
          numerics.chiSquaredUpperTail(x, df1) * slack,
        )
        expect(numerics.fUpperTail(x * by, df1, df2)).toBeLessThanOrEqual(numerics.fUpperTail(x, df1, df2) * slack)
        expect(numerics.tUpperTail(x * by, df1)).toBeLessThanOrEqual(numerics.tUpperTail(x, df1) * slack)
      }),
      settings,
    )
  })

  test('of t mirror each other, and its square is F with 1 degree of freedom', () => {
    fc.assert(
      fc.property(degrees, fc.double({ min: -9, max: 9, noNaN: true }).map(Math.exp), (df, t) => {
        expect(numerics.tLowerTail(-t, df)).toBe(numerics.tUpperTail(t, df))
        expect(numerics.tTwoSided(t, df)).toBe(numerics.tTwoSided(-t, df))
        const both = numerics.tTwoSided(t, df)
        if (both > 1e-300) expect(apart(numerics.fUpperTail(t * t, 1, df), both)).toBeLessThan(3e-12)
      }),
      settings,
    )
  })

  test('of F turn over when numerator and denominator change places', () => {
    fc.assert(
      fc.property(degrees, degrees, fc.double({ min: -3, max: 3, noNaN: true }), (df1, df2, exponent) => {
        const f = 2 ** Math.round(exponent * 8)
        const [one, two] = [numerics.fUpperTail(f, df1, df2), numerics.fLowerTail(1 / f, df2, df1)]
        if (one > 1e-300) expect(apart(one, two)).toBeLessThan(1e-12)
      }),
      settings,
    )
  })

  test('with endless degrees of freedom are the limit', () => {
    for (const x of [0.2, 1, 3.3]) {
      expect(numerics.tUpperTail(x, Number.POSITIVE_INFINITY)).toBe(numerics.normalUpperTail(x))
      expect(numerics.fUpperTail(x, 3, Number.POSITIVE_INFINITY)).toBe(numerics.chiSquaredUpperTail(3 * x, 3))
      expect(numerics.fLowerTail(x, 3, Number.POSITIVE_INFINITY)).toBe(numerics.chiSquaredLowerTail(3 * x, 3))
      expect(
        apart(numerics.fUpperTail(x, Number.POSITIVE_INFINITY, 3), numerics.chiSquaredLowerTail(3 / x, 3)),
      ).toBeLessThan(1e-14)
      expect(apart(numerics.fUpperTail(x, 1e13, 3), numerics.fUpperTail(x, Number.POSITIVE_INFINITY, 3))).toBeLessThan(
        1e-11,
      )
      expect(apart(numerics.tUpperTail(x, 1e17), numerics.tUpperTail(x, Number.POSITIVE_INFINITY))).toBeLessThan(1e-14)
    }
    const endless = Number.POSITIVE_INFINITY
    expect([numerics.fUpperTail(0.5, endless, endless), numerics.fUpperTail(2, endless, endless)]).toEqual([1, 0])
  })

  test('at the ends of the line', () => {
    const endless = Number.POSITIVE_INFINITY
    expect([numerics.normalLowerTail(-endless), numerics.normalLowerTail(endless)]).toEqual([0, 1])
    expect([numerics.tLowerTail(-endless, 3), numerics.tLowerTail(endless, 3), numerics.tUpperTail(0, 3)]).toEqual([
      0, 1, 0.5,
    ])
    expect([
      numerics.chiSquaredLowerTail(-1, 3),
      numerics.chiSquaredUpperTail(0, 3),
      numerics.chiSquaredUpperTail(endless, 3),
    ]).toEqual([0, 1, 0])
    expect([numerics.fLowerTail(-1, 2, 3), numerics.fUpperTail(0, 2, 3), numerics.fUpperTail(endless, 2, 3)]).toEqual([
      0, 1, 0,
    ])
    expect([
      numerics.betaLower(0, 2, 3),
      numerics.betaLower(1, 2, 3),
      numerics.betaUpper(0, 2, 3),
      numerics.betaUpper(1, 2, 3),
    ]).toEqual([0, 1, 1, 0])
    expect([numerics.gammaLower(2, 0), numerics.gammaUpper(2, endless)]).toEqual([0, 0])
  })

  test('of the logarithm go on where the probability is too small for a number', () => {
    expect(numerics.normalLogLowerTail(-100)).toBeCloseTo(-5005.524208694205, 9)
    for (const z of [-36, -20, -3, 0, 2, 7]) {
      expect(apart(numerics.normalLogLowerTail(z), Math.log(numerics.normalLowerTail(z)))).toBeLessThan(
        z > 5 ? 1e-3 : 1e-14,
      )
    }
    expect(apart(numerics.normalLogLowerTail(-36.999999999), numerics.normalLogLowerTail(-37.000000001))).toBeLessThan(
      2e-10,
    )
    expect(numerics.normalLogLowerTail(9)).toBe(-numerics.normalUpperTail(9))
  })
})

describe('quantiles', () => {
  test('lead back to their probability', () => {
    fc.assert(
      fc.property(degrees, degrees, probability, (df1, df2, p) => {
        const pairs = [
          [numerics.tLowerTail(numerics.tQuantile(p, df1), df1), numerics.tQuantile(p, df1)],
          [numerics.chiSquaredLowerTail(numerics.chiSquaredQuantile(p, df1), df1), numerics.chiSquaredQuantile(p, df1)],
          [
            numerics.chiSquaredUpperTail(numerics.chiSquaredUpperQuantile(p, df1), df1),
            numerics.chiSquaredUpperQuantile(p, df1),
          ],
          [numerics.fLowerTail(numerics.fQuantile(p, df1, df2), df1, df2), numerics.fQuantile(p, df1, df2)],
          [numerics.fUpperTail(numerics.fUpperQuantile(p, df1, df2), df1, df2), numerics.fUpperQuantile(p, df1, df2)],
        ] as const
        for (const [back, point] of pairs) {
          const representable = Math.abs(point) > 1e-290 && Math.abs(point) < 1e290
          // The last bit of a point with df = 1e9 moves a far tail by up to 1e-10 of itself.
          if (representable) expect(apart(back, p)).toBeLessThan(1e-9)
        }
      }),
      settings,
    )
  })

  test('of t mirror each other and lie between those of the normal and of fewer degrees of freedom', () => {
    fc.assert(
      fc.property(degrees, fc.integer({ min: 1, max: 511 }), (df, part) => {
        const p = part / 1024
        expect(numerics.tQuantile(p, df)).toBe(-numerics.tQuantile(1 - p, df))
        expect(numerics.tQuantile(p, df)).toBeLessThanOrEqual(numerics.normalQuantile(p) * (1 - 1e-12))
      }),
      settings,
    )
  })

  test('at the ends', () => {
    const endless = Number.POSITIVE_INFINITY
    expect([numerics.normalQuantile(0), numerics.normalQuantile(0.5), numerics.normalQuantile(1)]).toEqual([
      -endless,
      0,
      endless,
    ])
    expect([numerics.tQuantile(0, 4), numerics.tQuantile(0.5, 4), numerics.tQuantile(1, 4)]).toEqual([
      -endless,
      0,
      endless,
    ])
    expect(numerics.tQuantile(0.975, endless)).toBe(numerics.normalQuantile(0.975))
    expect([numerics.chiSquaredQuantile(0, 4), numerics.chiSquaredQuantile(1, 4)]).toEqual([0, endless])
    expect([numerics.chiSquaredUpperQuantile(0, 4), numerics.chiSquaredUpperQuantile(1, 4)]).toEqual([endless, 0])
    expect([numerics.fQuantile(0, 4, 5), numerics.fQuantile(1, 4, 5)]).toEqual([0, endless])
    expect([numerics.fUpperQuantile(0, 4, 5), numerics.fUpperQuantile(1, 4, 5)]).toEqual([endless, 0])
    expect([numerics.betaQuantile(0, 2, 3), numerics.betaQuantile(1, 2, 3)]).toEqual([0, 1])
  })

  test('are 0 or infinite where no double reaches the probability', () => {
    expect(numerics.chiSquaredQuantile(1e-300, 0.1)).toBe(0)
    expect(numerics.fUpperQuantile(1e-300, 2, 0.1)).toBe(Number.POSITIVE_INFINITY)
    expect(numerics.tQuantile(1e-300, 0.1)).toBe(Number.NEGATIVE_INFINITY)
  })

  test('of F with endless degrees of freedom come from chi-squared', () => {
    const endless = Number.POSITIVE_INFINITY
    for (const p of [0.01, 0.4, 0.9]) {
      expect(numerics.fQuantile(p, 3, endless)).toBe(numerics.chiSquaredQuantile(p, 3) / 3)
      expect(apart(numerics.fQuantile(p, endless, 3), 3 / numerics.chiSquaredUpperQuantile(p, 3))).toBeLessThan(1e-14)
      expect(numerics.fQuantile(p, endless, endless)).toBe(1)
    }
  })
})

describe('special functions', () => {
  test('obey their recurrences', () => {
    fc.assert(
      fc.property(fc.double({ min: -5, max: 12, noNaN: true }).map(Math.exp), (x) => {
        const size = Math.max(1, Math.abs(numerics.logGamma(x)), Math.abs(Math.log(x)))
        expect(Math.abs(numerics.logGamma(x + 1) - numerics.logGamma(x) - Math.log(x)) / size).toBeLessThan(1e-14)
        expect(Math.abs(numerics.digamma(x + 1) - numerics.digamma(x) - 1 / x) / Math.max(1, 1 / x)).toBeLessThan(1e-14)
        expect(
          Math.abs(numerics.trigamma(x + 1) - numerics.trigamma(x) + 1 / x / x) / Math.max(1, 1 / x / x),
        ).toBeLessThan(1e-14)
      }),
      settings,
    )
  })

  test('log beta does not cancel: B(a, 1) = 1/a, B(a, 2) = 1/(a (a + 1)), and it is symmetric', () => {
    for (const a of [0.01, 0.5, 3, 11.9, 12.5, 400, 1e7, 1e15]) {
      expect(apart(numerics.logBeta(a, 1), -Math.log(a))).toBeLessThan(1e-14)
      expect(apart(numerics.logBeta(2, a), -Math.log(a) - Math.log1p(a))).toBeLessThan(1e-14)
      expect(numerics.logBeta(a, 7.3)).toBe(numerics.logBeta(7.3, a))
    }
    const expected = [
      [40, 50, -62.455325742890714],
      [0.5, 40, -1.2689498654972249],
      [7.3, 400, -36.646963134798746],
      [0.01, 12.5, 4.574623758422968],
      [3.7, 5.1, -5.421006962104458],
      [11.9, 12.1, -16.601190846370113],
    ] as const
    for (const [a, b, value] of expected) expect(apart(numerics.logBeta(a, b), value)).toBeLessThan(2e-14)
  })

  test('noncentral distributions without a shift are central', () => {
    for (const [df, x] of [
      [1, 0.3],
      [4.5, 7],
      [30, 19],
    ] as const) {
      expect(numerics.noncentralChiSquaredUpperTail(x, df, 0)).toBe(numerics.chiSquaredUpperTail(x, df))
      expect(numerics.noncentralChiSquaredLowerTail(x, df, 0)).toBe(numerics.chiSquaredLowerTail(x, df))
      expect(
        apart(numerics.noncentralChiSquaredLowerTail(x, df, 1e-12), numerics.chiSquaredLowerTail(x, df)),
      ).toBeLessThan(1e-11)
      expect(apart(numerics.noncentralTUpperTail(x, df, 0), numerics.tUpperTail(x, df))).toBeLessThan(1e-13)
      expect(apart(numerics.noncentralTLowerTail(-x, df, 0), numerics.tLowerTail(-x, df))).toBeLessThan(1e-13)
      expect(apart(numerics.noncentralTUpperTail(0, df, x), numerics.normalUpperTail(-x))).toBeLessThan(1e-13)
    }
    expect([numerics.noncentralChiSquaredUpperTail(-1, 2, 3), numerics.noncentralChiSquaredLowerTail(0, 2, 3)]).toEqual(
      [1, 0],
    )
    const endless = Number.POSITIVE_INFINITY
    expect([
      numerics.noncentralChiSquaredUpperTail(endless, 2, 3),
      numerics.noncentralChiSquaredLowerTail(endless, 2, 3),
    ]).toEqual([0, 1])
  })
})

describe('any arguments from 1e-290 to 1e290', () => {
  const anyPositive = fc.double({ min: -290, max: 290, noNaN: true }).map((exponent) => 10 ** exponent)

  test('give a probability, or a quantile that is a number or infinite', () => {
    fc.assert(
      fc.property(anyPositive, anyPositive, anyPositive, probability, (x, a, b, p) => {
        const probabilities = [
          numerics.chiSquaredLowerTail(x, a),
          numerics.chiSquaredUpperTail(x, a),
          numerics.tUpperTail(x, a),
          numerics.fLowerTail(x, a, b),
          numerics.fUpperTail(x, a, b),
          numerics.betaLower(p, a, b),
          numerics.betaUpper(p, a, b),
          numerics.betaQuantile(p, a, b),
        ]
        for (const value of probabilities) {
          expect(value).toBeGreaterThanOrEqual(0)
          expect(value).toBeLessThanOrEqual(1)
        }
        const quantiles = [
          numerics.chiSquaredQuantile(p, a),
          numerics.chiSquaredUpperQuantile(p, a),
          numerics.fQuantile(p, a, b),
          numerics.fUpperQuantile(p, a, b),
          -numerics.tQuantile(p, a),
        ]
        for (const value of quantiles) expect(value).toBeGreaterThanOrEqual(0)
        for (const value of [numerics.logGamma(a), numerics.logBeta(a, b), numerics.digamma(a)])
          expect(value).not.toBeNaN()
      }),
      { numRuns: 2000, seed: 7 },
    )
  })
})

describe('refuses what cannot be computed, and says what it needs', () => {
  const calls: [string, () => unknown][] = [
    ['normalDensity', () => numerics.normalDensity(Number.NaN)],
    ['normalLowerTail', () => numerics.normalLowerTail(Number.NaN)],
    ['normalUpperTail', () => numerics.normalUpperTail(Number.NaN)],
    ['normalTwoSided', () => numerics.normalTwoSided(Number.NaN)],
    ['normalLogLowerTail', () => numerics.normalLogLowerTail(Number.NaN)],
    ['normalQuantile', () => numerics.normalQuantile(1.1)],
    ['normalQuantile', () => numerics.normalQuantile(Number.NaN)],
    ['tLowerTail', () => numerics.tLowerTail(1, 0)],
    ['tLowerTail', () => numerics.tLowerTail(Number.NaN, 3)],
    ['tUpperTail', () => numerics.tUpperTail(1, -1)],
    ['tUpperTail', () => numerics.tUpperTail(Number.NaN, 3)],
    ['tTwoSided', () => numerics.tTwoSided(1, Number.NaN)],
    ['tTwoSided', () => numerics.tTwoSided(Number.NaN, 3)],
    ['tDensity', () => numerics.tDensity(Number.NaN, 3)],
    ['tDensity', () => numerics.tDensity(1, 0)],
    ['tQuantile', () => numerics.tQuantile(-0.1, 3)],
    ['tQuantile', () => numerics.tQuantile(0.1, 0)],
    ['chiSquaredLowerTail', () => numerics.chiSquaredLowerTail(1, 0)],
    ['chiSquaredLowerTail', () => numerics.chiSquaredLowerTail(Number.NaN, 2)],
    ['chiSquaredUpperTail', () => numerics.chiSquaredUpperTail(1, Number.POSITIVE_INFINITY)],
    ['chiSquaredDensity', () => numerics.chiSquaredDensity(1, 0)],
    ['chiSquaredQuantile', () => numerics.chiSquaredQuantile(2, 2)],
    ['chiSquaredQuantile', () => numerics.chiSquaredQuantile(0.2, 0)],
    ['chiSquaredUpperQuantile', () => numerics.chiSquaredUpperQuantile(2, 2)],
    ['chiSquaredUpperQuantile', () => numerics.chiSquaredUpperQuantile(0.2, 0)],
    ['fLowerTail', () => numerics.fLowerTail(1, 0, 1)],
    ['fLowerTail', () => numerics.fLowerTail(Number.NaN, 1, 1)],
    ['fUpperTail', () => numerics.fUpperTail(1, 1, 0)],
    ['fQuantile', () => numerics.fQuantile(0.5, 0, 1)],
    ['fQuantile', () => numerics.fQuantile(5, 1, 1)],
    ['fUpperQuantile', () => numerics.fUpperQuantile(0.5, 1, 0)],
    ['fUpperQuantile', () => numerics.fUpperQuantile(-5, 1, 1)],
    ['betaLower', () => numerics.betaLower(1.5, 1, 1)],
    ['betaUpper', () => numerics.betaUpper(-0.5, 1, 1)],
    ['betaLower', () => numerics.betaLower(0.5, 0, 1)],
    ['betaUpper', () => numerics.betaUpper(0.5, 1, Number.POSITIVE_INFINITY)],
    ['betaQuantile', () => numerics.betaQuantile(0.5, 0, 1)],
    ['betaQuantile', () => numerics.betaQuantile(5, 1, 1)],
    ['gammaLower', () => numerics.gammaLower(0, 1)],
    ['gammaLower', () => numerics.gammaLower(1, -1)],
    ['gammaUpper', () => numerics.gammaUpper(Number.POSITIVE_INFINITY, 1)],
    ['logGamma', () => numerics.logGamma(0)],
    ['logBeta', () => numerics.logBeta(0, 1)],
    ['logBeta', () => numerics.logBeta(1, 0)],
    ['digamma', () => numerics.digamma(0)],
    ['trigamma', () => numerics.trigamma(0)],
    ['noncentralTLowerTail', () => numerics.noncentralTLowerTail(1, 0, 1)],
    ['noncentralTUpperTail', () => numerics.noncentralTUpperTail(1, 3, Number.POSITIVE_INFINITY)],
    ['noncentralTUpperTail', () => numerics.noncentralTUpperTail(Number.NaN, 3, 1)],
    ['noncentralChiSquaredLowerTail', () => numerics.noncentralChiSquaredLowerTail(1, 0, 1)],
    ['noncentralChiSquaredUpperTail', () => numerics.noncentralChiSquaredUpperTail(1, 3, -1)],
    ['noncentralChiSquaredUpperTail', () => numerics.noncentralChiSquaredUpperTail(Number.NaN, 3, 1)],
  ]

  test.each(calls)('%s', (name, call) => {
    expect(call).toThrow(RangeError)
    expect(call).toThrow(new RegExp(`^${name}: needs .+, got .+`))
  })

  test('by the name of the argument when it is no number', () => {
    const nan = Number.NaN
    const named: [string, () => unknown][] = [
      ['normalDensity: needs a number for z', () => numerics.normalDensity(nan)],
      ['normalLowerTail: needs a number for z', () => numerics.normalLowerTail(nan)],
      ['normalUpperTail: needs a number for z', () => numerics.normalUpperTail(nan)],
      ['normalTwoSided: needs a number for z', () => numerics.normalTwoSided(nan)],
      ['normalLogLowerTail: needs a number for z', () => numerics.normalLogLowerTail(nan)],
      ['normalQuantile: needs a probability from 0 to 1', () => numerics.normalQuantile(nan)],
      ['tLowerTail: needs a number for t', () => numerics.tLowerTail(nan, 2)],
      ['tUpperTail: needs a number for t', () => numerics.tUpperTail(nan, 2)],
      ['tTwoSided: needs a number for t', () => numerics.tTwoSided(nan, 2)],
      ['tDensity: needs a number for t', () => numerics.tDensity(nan, 2)],
      ['tLowerTail: needs degrees of freedom above 0', () => numerics.tLowerTail(1, nan)],
      ['chiSquaredLowerTail: needs a number for x', () => numerics.chiSquaredLowerTail(nan, 2)],
      ['chiSquaredLowerTail: needs finite degrees of freedom above 0', () => numerics.chiSquaredLowerTail(1, nan)],
      ['fLowerTail: needs a number for f', () => numerics.fLowerTail(nan, 1, 1)],
      ['fUpperTail: needs a number for f', () => numerics.fUpperTail(nan, 1, 1)],
      ['betaLower: needs x from 0 to 1', () => numerics.betaLower(nan, 1, 1)],
      ['betaUpper: needs finite shapes above 0', () => numerics.betaUpper(0.5, nan, 1)],
      ['gammaLower: needs a finite shape above 0', () => numerics.gammaLower(nan, 1)],
      ['gammaUpper: needs x of at least 0', () => numerics.gammaUpper(1, nan)],
      ['logGamma: needs a number above 0', () => numerics.logGamma(nan)],
      ['digamma: needs a number above 0', () => numerics.digamma(nan)],
      ['trigamma: needs a number above 0', () => numerics.trigamma(nan)],
      ['noncentralTLowerTail: needs a number for t', () => numerics.noncentralTLowerTail(nan, 1, 1)],
      ['noncentralTUpperTail: needs degrees of freedom above 0', () => numerics.noncentralTUpperTail(1, nan, 1)],
      ['noncentralChiSquaredLowerTail: needs a number for x', () => numerics.noncentralChiSquaredLowerTail(nan, 1, 1)],
    ]
    for (const [message, call] of named) expect(call).toThrow(`${message}, got NaN`)
    expect(() => numerics.logBeta(nan, 2)).toThrow('logBeta: needs both arguments above 0, got NaN, 2')
    expect(() => numerics.betaQuantile(0.5, 1, nan)).toThrow('betaQuantile: needs finite shapes above 0, got 1, NaN')
    expect(() => numerics.noncentralTLowerTail(1, 2, nan)).toThrow(
      'noncentralTLowerTail: needs finite t, df and shift, got 1, 2, NaN',
    )
    for (const bad of [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      expect(() => numerics.noncentralChiSquaredLowerTail(1, bad, 1)).toThrow('needs finite degrees of freedom above 0')
      expect(() => numerics.noncentralChiSquaredUpperTail(1, 2, bad)).toThrow('needs a finite shift of at least 0')
      expect(() => numerics.noncentralTLowerTail(bad, 2, 1)).toThrow(`needs finite t, df and shift, got ${bad}, 2, 1`)
      expect(() => numerics.noncentralTUpperTail(1, 2, bad)).toThrow(`needs finite t, df and shift, got 1, 2, ${bad}`)
    }
    expect(() => numerics.noncentralTUpperTail(1, Number.POSITIVE_INFINITY, 1)).toThrow('needs finite t, df and shift')
    expect(() => numerics.noncentralChiSquaredUpperTail(1, 2, nan)).toThrow(
      'noncentralChiSquaredUpperTail: needs a finite shift of at least 0, got NaN',
    )
    for (const bad of [0, -1, Number.POSITIVE_INFINITY]) {
      for (const [a, b] of [
        [bad, 1],
        [1, bad],
      ] as const) {
        expect(() => numerics.betaLower(0.5, a, b)).toThrow('betaLower: needs finite shapes above 0')
        expect(() => numerics.betaQuantile(0.5, a, b)).toThrow('betaQuantile: needs finite shapes above 0')
      }
    }
  })
})
