import { expect, test } from 'vitest'
import { approximateHedgesCorrection, hedgesCorrection, unbiasedVarianceFactor } from './small-sample-correction.ts'

// Values of mpmath 1.3 with 40 digits.
test.each([
  [2, 0.5641895835477563, 1],
  [3, 0.7236012545582676, 0.3633802276324187],
  [10, 0.9227456080530871, 0.060436767420044744],
  [59, 0.9872249545597798, 0.008733122810544442],
  [60, 0.9874389128881688, 0.008583214768482825],
  [100, 0.9924780549814448, 0.0050889594343063406],
  [1000, 0.9992497811797164, 0.0005008764396669682],
  [100_000, 0.9999924999781249, 5.000087501437521e-6],
])('J and K at %d degrees of freedom to 14 digits', (freedom, correction, factor) => {
  expect(Math.abs(hedgesCorrection(freedom) / correction - 1)).toBeLessThan(1e-14)
  expect(Math.abs(unbiasedVarianceFactor(freedom) / factor - 1)).toBeLessThan(1e-12)
})

test('approximates J to three digits from 10 degrees of freedom', () => {
  expect(approximateHedgesCorrection(10)).toBeCloseTo(hedgesCorrection(10), 3)
  expect(hedgesCorrection(Number.POSITIVE_INFINITY)).toBe(1)
})

test.each([1, 0, -3, Number.NaN])('refuses %d degrees of freedom', (freedom) => {
  expect(() => hedgesCorrection(freedom)).toThrow('hedgesCorrection: needs degrees of freedom above 1')
  expect(() => approximateHedgesCorrection(freedom)).toThrow(RangeError)
})
