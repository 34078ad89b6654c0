import { describe, expect, test } from 'vitest'
import { groupMean, logMean, logStandardDeviation, logVariation, standardisedMean } from './single-mean-measures.ts'
import { meanDifference, pooledStandardDeviation } from './mean-difference.ts'
import {
  logRatioOfMeansPaired,
  logVariationRatioPaired,
  meanChange,
  standardisedChange,
  standardisedChangeByRaw,
  standardisedChangeUnequal,
} from './paired-measures.ts'
import { arcsineProportion, freemanTukeyProportion, proportion } from './proportion-measures.ts'
import type { EffectSize } from './effect-size.ts'

const expectEffect = ({ estimate, variance }: EffectSize, wanted: number, wantedVariance: number) => {
  expect(estimate).toBeCloseTo(wanted, 12)
  expect(variance).toBeCloseTo(wantedVariance, 12)
}

/** Γ(2) / (√2 Γ(3/2)): Hedges' correction at 4 degrees of freedom, for which the gamma functions have closed forms. */
const j = Math.sqrt(2 / Math.PI)

describe('one mean of five people', () => {
  const data = { mean: 6, sd: 2, total: 5 }

  test('in its unit, and in standard deviations', () => {
    expectEffect(groupMean(data), 6, 4 / 5)
    expectEffect(standardisedMean(data), 3 * j, 1 / 5 + (9 * j * j) / 10)
    expect(() => standardisedMean({ ...data, total: 2 })).toThrow(
      'the measure needs a standard deviation above 0 and more than 2 patients',
    )
    expect(standardisedMean({ ...data, total: 3 }).estimate).toBeCloseTo(3 / Math.sqrt(Math.PI), 12)
  })

  test('as logarithms, corrected for small samples unless asked otherwise', () => {
    expectEffect(logMean(data), Math.log(6) + 4 / (2 * 5 * 36), 4 / 36 / 5)
    expectEffect(logMean(data, 'uncorrected'), Math.log(6), 4 / 36 / 5)
    expectEffect(logStandardDeviation(data), Math.log(2) + 1 / 8, 1 / 8)
    expectEffect(logStandardDeviation(data, 'uncorrected'), Math.log(2), 1 / 8)
    const corrected = Math.log(1 / 3) + 1 / 8 - 4 / (2 * 5 * 36)
    expectEffect(logVariation(data), corrected, 1 / 8 + 4 / 36 / 5)
    expectEffect(logVariation(data, 'uncorrected'), Math.log(1 / 3), 1 / 8 + 4 / 36 / 5)
  })
})

describe('the change of five people', () => {
  const data = { mean1: 7, sd1: 2, mean2: 4, sd2: 3, total: 5, correlation: 0.5 }
  // Variance of the change: 4 + 9 − 2 · 0.5 · 2 · 3 = 7.
  const raw = 3 / Math.sqrt(7)

  test('in its unit', () => {
    expectEffect(meanChange(data), 3, 7 / 5)
  })

  test('in standard deviations of the change', () => {
    const large = 1 / 5 + (j * raw) ** 2 / 10
    expectEffect(standardisedChange(data), j * raw, large)
    expectEffect(standardisedChange(data, 'LS'), j * raw, large)
    expectEffect(standardisedChange(data, 'LS2'), j * raw, j * j * (1 / 5 + (raw * raw) / 10))
    // 1 − (m − 2) / (m J²) with m = 4.
    expectEffect(standardisedChange(data, 'UB'), j * raw, 1 / 5 + (1 - Math.PI / 4) * (j * raw) ** 2)
  })

  test('in standard deviations of the first measurement', () => {
    const effect = 1.5 * j
    expectEffect(standardisedChangeByRaw(data), effect, 1 / 5 + effect ** 2 / 10)
    expectEffect(standardisedChangeByRaw(data, 'LS2'), effect, j * j * (1 / 5 + 2.25 / 10))
    expectEffect(standardisedChangeByRaw({ ...data, correlation: 0.8 }), effect, 0.4 / 5 + effect ** 2 / 10)
    expectEffect(standardisedChangeUnequal(data), effect, 7 / (4 * 4) + effect ** 2 / 8)
  })

  test('needs three people', () => {
    const reason = 'a standardised mean change needs a standard deviation above 0 and more than 2 people'
    for (const compute of [standardisedChange, standardisedChangeByRaw, standardisedChangeUnequal]) {
      expect(() => compute({ ...data, total: 2 })).toThrow(reason)
      expect(Number.isFinite(compute({ ...data, total: 3 }).estimate)).toBe(true)
    }
  })

  test('as a ratio of means and of coefficients of variation', () => {
    const [cv1, cv2] = [2 / 7, 3 / 4]
    const correction = (cv1 ** 2 - cv2 ** 2) / 10
    const variance = (cv1 ** 2 + cv2 ** 2 - cv1 * cv2) / 5
    expectEffect(logRatioOfMeansPaired(data), Math.log(7 / 4) + correction, variance)
    expectEffect(logRatioOfMeansPaired(data, 'uncorrected'), Math.log(7 / 4), variance)
    expectEffect(logVariationRatioPaired(data), Math.log(cv1 / cv2) - correction, 0.75 / 4 + variance)
    expectEffect(logVariationRatioPaired(data, 'uncorrected'), Math.log(cv1 / cv2), 0.75 / 4 + variance)
  })
})

describe('two groups', () => {
  const data = { mean1: 7, sd1: 2, total1: 5, mean2: 4, sd2: 3, total2: 9 }

  test('have a mean difference with a variance each, or with one together', () => {
    expectEffect(meanDifference(data), 3, 4 / 5 + 9 / 9)
    const pooled = (4 * 4 + 8 * 9) / 12
    expectEffect(meanDifference(data, 'HO'), 3, pooled / 5 + pooled / 9)
    expect(pooledStandardDeviation(data)).toBeCloseTo(Math.sqrt(pooled), 12)
  })

  test('have a standard deviation together in any unit, also when one or both do not vary', () => {
    expect(pooledStandardDeviation({ ...data, sd1: 2e200, sd2: 3e200 }) / 1e200).toBeCloseTo(Math.sqrt(88 / 12), 12)
    expect(pooledStandardDeviation({ ...data, sd1: 0 })).toBeCloseTo(Math.sqrt(72 / 12), 12)
    expect(pooledStandardDeviation({ ...data, sd1: 0, sd2: 0 })).toBe(0)
    expect(pooledStandardDeviation({ ...data, total1: 1 })).toBeCloseTo(3, 12)
    expect(pooledStandardDeviation({ ...data, total2: 1 })).toBeCloseTo(2, 12)
  })

  test.each([
    [{ sd1: -1 }, 'sd1', 'at least 0', '-1'],
    [{ sd2: -1 }, 'sd2', 'at least 0', '-1'],
    [{ total1: 0 }, 'total1', 'at least 1', '0'],
    [{ total2: 0 }, 'total2', 'at least 1', '0'],
    [{ total1: 1, total2: 1 }, 'patients', 'above 2', '2'],
  ])('have none with %o', (change, name, need, got) => {
    const compute = () => pooledStandardDeviation({ ...data, ...change })
    expect(compute).toThrow(RangeError)
    for (const part of ['pooledStandardDeviation', name, need, got]) expect(compute).toThrow(part)
  })
})

test('proportions on the scales of the arcsine', () => {
  const angle = (events: number, total: number) => Math.asin(Math.sqrt(events / total))
  expectEffect(arcsineProportion({ events: 3, total: 12 }), Math.PI / 6, 1 / 48)
  expectEffect(freemanTukeyProportion({ events: 3, total: 12 }), (angle(3, 13) + angle(4, 13)) / 2, 1 / 50)
  expectEffect(freemanTukeyProportion({ events: 0, total: 3 }), Math.PI / 12, 1 / 14)
  expectEffect(proportion({ events: 3, total: 12 }), 0.25, 0.1875 / 12)
  expectEffect(proportion({ events: 3, total: 12 }, 'UB'), 0.25, 0.1875 / 11)
})
