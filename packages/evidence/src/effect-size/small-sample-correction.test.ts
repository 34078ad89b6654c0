import { expect, test } from 'vitest'
import { approximateHedgesCorrection, hedgesCorrection, unbiasedVarianceFactor } from './small-sample-correction.ts'

// Values of mpmath 1.3 with 40 digits.
test.each([
  [2, 0.56418958354775628695, 1],
  [3, 0.72360125455826765936, 0.36338022763241865692],
  [10, 0.92274560805308710336, 0.060436767420044746798],
  [59, 0.9872249545597797828, 0.008733122810544442057],
  [60, 0.9874389128881687769, 0.0085832147684828248188],
  [100, 0.9924780549814448666, 0.0050889594343063405058],
  [1000, 0.99924978117971636752, 0.00050087643966696825666],
  [100_000, 0.99999249997812492969, 5.0000875014375216409e-6],
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
