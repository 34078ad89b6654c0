import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { normalQuantile, normalTwoSided, tQuantile } from '../numerics/index.ts'
import {
  combineGroups,
  correlationFromChange,
  correlationFromStandardised,
  crossoverCorrelation,
  crossoverMeanDifference,
  crossoverStandardisedMeanDifference,
  designEffect,
  effectFromInterval,
  effectFromPValue,
  effectFromStandardError,
  effectiveCounts,
  effectiveSampleSize,
  inflateStandardError,
  inUnitsOf,
  logHazardRatioFromLogRank,
  logHazardRatioFromPValue,
  logOddsRatioFromStandardised,
  logRatioFromInterval,
  numberNeededToTreat,
  oddsRatioFromRiskRatio,
  riskRatioFromOddsRatio,
  sdFromDifferenceError,
  sdFromDifferenceInterval,
  sdFromFStatistic,
  sdFromInterval,
  sdFromPValue,
  sdFromStandardError,
  sdFromTStatistic,
  sdOfChange,
  standardErrorFromInterval,
  standardisedFromCorrelation,
  standardisedFromLogOddsRatio,
  standardisedFromTStatistic,
} from './index.ts'

const settings = { numRuns: 60, seed: 1992 }
const some = fc.double({ min: -5, max: 5, noNaN: true }).map((value) => (value === 0 ? 1 : value))
const positive = fc.double({ min: 0.05, max: 20, noNaN: true })
const level = fc.double({ min: 0.5, max: 0.999, noNaN: true })
const people = fc.integer({ min: 3, max: 300 })

/** Equal to 11 digits. */
function expectNear(actual: number, expected: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-11 * Math.max(Math.abs(expected), 1e-3))
}

describe('what an interval, a p-value or a statistic says leads back to where it came from', () => {
  test('an effect from the interval, the standard error and the p-value that it would be printed with', () => {
    fc.assert(
      fc.property(some, positive, level, (estimate, error, confidence) => {
        const margin = normalQuantile(0.5 + confidence / 2) * error
        const interval = { estimate, lower: estimate - margin, upper: estimate + margin }
        expectNear(effectFromInterval(interval, confidence).variance, error ** 2)
        expect(effectFromInterval(interval, confidence).estimate).toBe(estimate)
        expect(effectFromStandardError(estimate, error)).toEqual({ estimate, variance: error ** 2 })
        const pValue = normalTwoSided(estimate / error)
        fc.pre(pValue > 1e-9 && pValue < 0.99)
        expect(effectFromPValue(estimate, pValue).variance / error ** 2).toBeCloseTo(1, 8)
      }),
      settings,
    )
  })

  test('a ratio from its interval, at any level', () => {
    fc.assert(
      fc.property(some, positive, level, (estimate, width, confidence) => {
        const error = width / 20
        const margin = normalQuantile(0.5 + confidence / 2) * error
        const [ratio, lower, upper] = [estimate, estimate - margin, estimate + margin].map(Math.exp) as [
          number,
          number,
          number,
        ]
        const found = logRatioFromInterval({ ratio, lower, upper }, confidence)
        expect(found.estimate).toBeCloseTo(estimate, 13)
        expect(found.variance / error ** 2).toBeCloseTo(1, 8)
      }),
      settings,
    )
  })

  test('the standard deviation of a group from its standard error and interval, with t and with the normal', () => {
    fc.assert(
      fc.property(some, positive, people, level, (mean, sd, total, confidence) => {
        const error = sd / Math.sqrt(total)
        expectNear(sdFromStandardError(error, total), sd)
        for (const [distribution, quantile] of [
          ['t', tQuantile(0.5 + confidence / 2, total - 1)],
          ['normal', normalQuantile(0.5 + confidence / 2)],
        ] as const) {
          const [lower, upper] = [mean - quantile * error, mean + quantile * error]
          expectNear(sdFromInterval(lower, upper, total, { level: confidence, distribution }), sd)
          expectNear(standardErrorFromInterval(lower, upper, total - 1, { level: confidence, distribution }), error)
        }
        const [lower, upper] = [-1, 1].map((sign) => mean + sign * tQuantile(0.975, total - 1) * error)
        expectNear(sdFromInterval(lower as number, upper as number, total), sd)
      }),
      settings,
    )
  })

  test('the standard deviation of two groups from the test of their difference', () => {
    fc.assert(
      fc.property(positive, positive, people, people, level, (difference, sd, total1, total2, confidence) => {
        const error = sd * Math.sqrt(1 / total1 + 1 / total2)
        const statistic = difference / error
        const known = { difference, total1, total2 }
        expectNear(sdFromDifferenceError(error, total1, total2), sd)
        expectNear(sdFromTStatistic(statistic, known), sd)
        expectNear(sdFromTStatistic(-statistic, { ...known, difference: -difference }), sd)
        expectNear(sdFromFStatistic(statistic ** 2, known), sd)
        expectNear(standardisedFromTStatistic(statistic, total1, total2), difference / sd)
        const margin = tQuantile(0.5 + confidence / 2, total1 + total2 - 2) * error
        expectNear(
          sdFromDifferenceInterval(difference - margin, difference + margin, total1, total2, { level: confidence }),
          sd,
        )
        const wide = 1.5 * error
        const pValue = 0.04
        const fromP = sdFromPValue(pValue, { ...known, difference: -wide })
        expectNear(fromP * Math.sqrt(1 / total1 + 1 / total2) * -tQuantile(pValue / 2, total1 + total2 - 2), wide)
      }),
      settings,
    )
  })

  test('a hazard ratio from its log-rank test', () => {
    expect(logHazardRatioFromLogRank(6, 8)).toEqual({ estimate: 0.75, variance: 0.125 })
    for (const direction of [1, -1] as const) {
      // 90 events, groups of 100 and 200: variance 90 × 100 × 200/300² = 20.
      const found = logHazardRatioFromPValue(0.02, { events: 90, total1: 100, total2: 200, direction })
      expectNear(found.variance, 1 / 20)
      expectNear(normalTwoSided(found.estimate * Math.sqrt(20)), 0.02)
      expect(Math.sign(found.estimate)).toBe(direction)
    }
  })
})

describe('conversions and their inverses', () => {
  test('log odds ratios and standardised differences: π/√3 or 1.65 to one', () => {
    const effect = { estimate: 1.2, variance: 0.09 }
    for (const [distribution, factor] of [
      ['logistic', Math.PI / Math.sqrt(3)],
      ['normal', 1.65],
    ] as const) {
      const there = standardisedFromLogOddsRatio(effect, distribution)
      expectNear(there.estimate, 1.2 / factor)
      expectNear(there.variance, 0.09 / factor ** 2)
      const back = logOddsRatioFromStandardised(there, distribution)
      expectNear(back.estimate, 1.2)
      expectNear(back.variance, 0.09)
    }
    expect(standardisedFromLogOddsRatio(effect)).toEqual(standardisedFromLogOddsRatio(effect, 'logistic'))
    expect(logOddsRatioFromStandardised(effect)).toEqual(logOddsRatioFromStandardised(effect, 'logistic'))
  })

  test('correlations and standardised differences, in groups of equal size and of any', () => {
    fc.assert(
      fc.property(fc.double({ min: -0.95, max: 0.95, noNaN: true }), positive, (correlation, variance) => {
        const there = standardisedFromCorrelation(correlation, variance)
        for (const back of [correlationFromStandardised(there), correlationFromStandardised(there, 40, 40)]) {
          expect(back.estimate).toBeCloseTo(correlation, 12)
          expect(back.variance / variance).toBeCloseTo(1, 10)
        }
      }),
      settings,
    )
    // Groups of 10 and 30: a = 40²/300 = 16/3.
    const unequal = correlationFromStandardised({ estimate: 2, variance: 0.3 }, 10, 30)
    expectNear(unequal.estimate, 2 / Math.sqrt(4 + 16 / 3))
    expectNear(unequal.variance, ((16 / 3) ** 2 * 0.3) / (4 + 16 / 3) ** 3)
    expect(correlationFromStandardised({ estimate: 2, variance: 0.3 }, 30, 10)).toEqual(unequal)
  })

  test('risk and odds ratios at an assumed risk', () => {
    fc.assert(
      fc.property(positive, fc.double({ min: 0.01, max: 0.95, noNaN: true }), (oddsRatio, risk) => {
        const treated = (oddsRatio * risk) / (1 - risk) / (1 + (oddsRatio * risk) / (1 - risk))
        expectNear(riskRatioFromOddsRatio(oddsRatio, risk), treated / risk)
        expectNear(oddsRatioFromRiskRatio(treated / risk, risk), oddsRatio)
      }),
      settings,
    )
  })

  test('an effect in the units of an instrument', () => {
    expect(inUnitsOf({ estimate: -0.5, variance: 0.04 }, 12)).toEqual({
      estimate: -6,
      variance: expect.closeTo(5.76, 12),
    })
  })

  test('numbers needed to treat turn round with the sign', () => {
    for (const sign of [1, -1]) {
      const [lower, upper] = [sign * 0.02, sign * 0.1].toSorted((a, b) => a - b) as [number, number]
      const needed = numberNeededToTreat({ estimate: sign * 0.05, lower, upper })
      expect(needed.people).toBe(20)
      expect(needed.direction).toBe(sign > 0 ? 'more events' : 'fewer events')
      expect(needed.limits.map((limit) => Math.round(limit.people))).toEqual(sign > 0 ? [50, 10] : [10, 50])
      expect(needed.includesNoEffect).toBe(false)
    }
    for (const [lower, upper] of [
      [0, 0.2],
      [-0.2, 0],
    ] as const) {
      expect(numberNeededToTreat({ estimate: lower, lower, upper }).includesNoEffect).toBe(true)
    }
  })
})

describe('measurements that belong together', () => {
  test('the deviation of a change and the correlation give each other', () => {
    fc.assert(
      fc.property(positive, positive, fc.double({ min: -0.99, max: 0.99, noNaN: true }), (sdBefore, sdAfter, r) => {
        const change = sdOfChange({ sdBefore, sdAfter }, r)
        expect(change ** 2).toBeCloseTo(sdBefore ** 2 + sdAfter ** 2 - 2 * r * sdBefore * sdAfter, 9)
        expect(correlationFromChange({ sdBefore, sdAfter }, change)).toBeCloseTo(r, 9)
      }),
      settings,
    )
  })

  test('crossover trials: the difference of both periods, and its standardised form', () => {
    const data = { mean1: 8, sd1: 3, mean2: 6, sd2: 4, total: 25, correlation: 0.6 }
    const { estimate, variance } = crossoverMeanDifference(data)
    expect(estimate).toBe(2)
    expectNear(variance, (9 + 16 - 2 * 0.6 * 12) / 25)
    expectNear(crossoverCorrelation({ ...data, standardError: Math.sqrt(variance) }), 0.6)
    // Hedges' correction at 24 degrees of freedom is 1 − 3/95 to 4 digits.
    const standardised = crossoverStandardisedMeanDifference(data)
    const spread = Math.sqrt((9 + 16) / 2)
    expect(standardised.estimate).toBeCloseTo(((1 - 3 / 95) * 2) / spread, 4)
    expectNear(standardised.variance, (1 / 25 + standardised.estimate ** 2 / 50) * 0.8)
  })

  test('clusters: the design effect divides the people and multiplies the variance', () => {
    const clustering = { averageClusterSize: 11, intraclusterCorrelation: 0.1 }
    expect(designEffect(clustering)).toBe(2)
    expect(designEffect({ ...clustering, sizeVariation: 1 })).toBeCloseTo(3.1, 14)
    expect(effectiveSampleSize(300, clustering)).toBe(150)
    expect(effectiveCounts({ events: 30, total: 300 }, clustering)).toEqual({ events: 15, total: 150 })
    expect(inflateStandardError(3, clustering)).toBe(3 * Math.SQRT2)
  })

  test('groups combined do not depend on their order', () => {
    const groups = [
      { mean: 10, sd: 2, total: 20 },
      { mean: 12, sd: 3, total: 30 },
      { mean: -4, sd: 0, total: 1 },
    ]
    const [one, other] = [combineGroups(groups), combineGroups(groups.toReversed())]
    expect(one.total).toBe(51)
    expectNear(one.mean, (200 + 360 - 4) / 51)
    expectNear(other.mean, one.mean)
    expectNear(other.sd, one.sd)
    const [two] = [combineGroups(groups.slice(0, 2))]
    expectNear(two.mean, 11.2)
    expectNear(two.sd ** 2, (19 * 4 + 29 * 9 + ((20 * 30) / 50) * 4) / 49)
  })
})
