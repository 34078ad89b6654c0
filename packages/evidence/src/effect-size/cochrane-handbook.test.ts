import { expect, test } from 'vitest'
import {
  combineGroups,
  correlationFromChange,
  crossoverCorrelation,
  crossoverMeanDifference,
  designEffect,
  effectFromInterval,
  effectFromPValue,
  effectFromStandardError,
  effectiveCounts,
  effectiveSampleSize,
  inflateStandardError,
  logHazardRatioFromLogRank,
  logHazardRatioFromPValue,
  logRatioFromInterval,
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
  standardisedFromTStatistic,
} from './index.ts'

// Worked examples of the Cochrane Handbook for Systematic Reviews of Interventions, version 6, digits as printed.

test('6.5.2.2: SD from the interval of a mean', () => {
  expect(sdFromInterval(30, 34.2, 25)).toBeCloseTo(5.09, 2)
  expect(sdFromInterval(30, 34.2, 25, { distribution: 'normal' })).toBeCloseTo((5 * 4.2) / 3.92, 3)
  expect(sdFromStandardError(2, 25)).toBe(10)
})

test('6.5.2.3: SD from the p-value, the t statistic, the standard error and the interval of a difference', () => {
  const known = { difference: 3.8, total1: 25, total2: 22 }
  expect(sdFromPValue(0.008, known)).toBeCloseTo(4.69, 1)
  expect(sdFromTStatistic(-2.78, known)).toBeCloseTo(4.69, 1)
  expect(sdFromFStatistic(2.78 ** 2, known)).toBeCloseTo(sdFromTStatistic(2.78, known), 12)
  expect(sdFromDifferenceError(1.37, 25, 22)).toBeCloseTo(4.69, 2)
  const margin = 2.014103 * 1.37 // t with 45 degrees of freedom
  expect(sdFromDifferenceInterval(3.8 - margin, 3.8 + margin, 25, 22)).toBeCloseTo(4.69, 2)
})

test('6.5.2.8: SD of change by a correlation from the other group', () => {
  const correlation = correlationFromChange({ sdBefore: 6.4, sdAfter: 7.1 }, 4.5)
  expect(correlation).toBeCloseTo(0.78, 2)
  expect(sdOfChange({ sdBefore: 7, sdAfter: 6.9 }, 0.78)).toBeCloseTo(4.61, 2)
  expect(() => correlationFromChange({ sdBefore: 1, sdAfter: 1 }, 3)).toThrow('belong together')
})

test('table 6.5.a: groups combined are the group of all their patients', () => {
  const one = [3, 5, 9, 4]
  const two = [10, 12, 7, 8, 13, 9]
  const three = [1, 2]
  const all = combineGroups([one, two, three].map(summaryOf))
  const expected = summaryOf([...one, ...two, ...three])
  expect(all.total).toBe(expected.total)
  expect(all.mean).toBeCloseTo(expected.mean, 12)
  expect(all.sd).toBeCloseTo(expected.sd, 12)
  expect(() => combineGroups([])).toThrow('at least one group')
})

test('23.1.4: effective counts of a cluster-randomised trial', () => {
  const clustering = { averageClusterSize: 29.8, intraclusterCorrelation: 0.02 }
  expect(designEffect(clustering)).toBeCloseTo(1.576, 3)
  const treated = effectiveCounts({ events: 63, total: 295 }, clustering)
  expect(treated.events).toBeCloseTo(40, 1)
  expect(treated.total).toBeCloseTo(187.2, 1)
  const control = effectiveCounts({ events: 84, total: 330 }, clustering)
  expect(control.events).toBeCloseTo(53.3, 1)
  expect(control.total).toBeCloseTo(209.4, 1)
  expect(effectiveSampleSize(295, clustering)).toBe(treated.total)
  expect(inflateStandardError(0.2, clustering)).toBeCloseTo(0.2 * Math.sqrt(1.576), 6)
  expect(designEffect({ ...clustering, sizeVariation: 0.5 })).toBeCloseTo(1 + (1.25 * 29.8 - 1) * 0.02, 12)
})

test('23.2.7: crossover trials use the correlation between periods, and give it back', () => {
  const data = { mean1: 7, sd1: 2.9, mean2: 6.4, sd2: 3.1, total: 20, correlation: 0.36 }
  const { estimate, variance } = crossoverMeanDifference(data)
  expect(estimate).toBeCloseTo(0.6, 12)
  expect(variance).toBeCloseTo((2.9 ** 2 + 3.1 ** 2 - 2 * 0.36 * 2.9 * 3.1) / 20, 12)
  expect(crossoverCorrelation({ ...data, standardError: Math.sqrt(variance) })).toBeCloseTo(0.36, 12)
})

test('6.3: effects from intervals, standard errors and p-values', () => {
  const ratio = logRatioFromInterval({ ratio: 0.78, lower: 0.69, upper: 0.882 })
  expect(ratio.estimate).toBeCloseTo(Math.log(0.78), 12)
  expect(Math.sqrt(ratio.variance)).toBeCloseTo(0.0626, 4)
  expect(Math.sqrt(effectFromInterval({ estimate: -2, lower: -3.96, upper: -0.04 }).variance)).toBeCloseTo(1, 4)
  expect(effectFromStandardError(-2, 0.5)).toEqual({ estimate: -2, variance: 0.25 })
  // Altman & Bland 2011, BMJ 343:d2090: ratio 0.81, P = 0.03: SE 0.0971 of the log ratio -0.211
  expect(Math.sqrt(effectFromPValue(Math.log(0.81), 0.03).variance)).toBeCloseTo(0.0971, 4)
})

test('6.8.2: hazard ratio from log-rank statistics', () => {
  expect(logHazardRatioFromLogRank(-5, 20)).toEqual({ estimate: -0.25, variance: 0.05 })
  const fromP = logHazardRatioFromPValue(0.05, { events: 80, total1: 100, total2: 100, direction: -1 })
  expect(fromP.variance).toBeCloseTo(1 / 20, 12)
  expect(fromP.estimate).toBeCloseTo(-1.959964 / Math.sqrt(20), 6)
})

test('15.4.4.4: risk ratios and odds ratios at an assumed risk', () => {
  expect(riskRatioFromOddsRatio(3, 0.5)).toBeCloseTo(1.5, 12)
  expect(oddsRatioFromRiskRatio(1.5, 0.5)).toBeCloseTo(3, 12)
  expect(standardisedFromTStatistic(2, 8, 8)).toBe(1)
})

test.each([
  () => sdFromStandardError(0, 10),
  () => sdFromStandardError(1, 1),
  () => sdFromInterval(3, 2, 10),
  () => sdFromPValue(0, { difference: 1, total1: 5, total2: 5 }),
  () => sdFromPValue(0.5, { difference: 0, total1: 5, total2: 5 }),
  () => sdFromTStatistic(0, { difference: 1, total1: 5, total2: 5 }),
  () => sdOfChange({ sdBefore: 1, sdAfter: 1 }, 1.1),
  () => designEffect({ averageClusterSize: 0.5, intraclusterCorrelation: 0.1 }),
  () => designEffect({ averageClusterSize: 5, intraclusterCorrelation: -0.1 }),
  () => effectiveCounts({ events: 5, total: 4 }, { averageClusterSize: 5, intraclusterCorrelation: 0.1 }),
  () => logRatioFromInterval({ ratio: 2, lower: 0.5, upper: 1.5 }),
  () => logRatioFromInterval({ ratio: 1, lower: -0.5, upper: 1.5 }),
  () => effectFromInterval({ estimate: 9, lower: 0, upper: 1 }),
  () => effectFromPValue(0, 0.5),
  () => effectFromStandardError(1, Number.NaN),
  () => logHazardRatioFromLogRank(1, 0),
  () => riskRatioFromOddsRatio(1, 1.2),
  () => oddsRatioFromRiskRatio(2, 0.6),
  () => crossoverMeanDifference({ mean1: 1, sd1: 1, mean2: 1, sd2: 1, total: 5, correlation: 2 }),
])('refuses impossible values: %s', (attempt) => {
  expect(attempt).toThrow(RangeError)
})

function summaryOf(values: readonly number[]) {
  const mean = values.reduce((total, value) => total + value, 0) / values.length
  const squares = values.reduce((total, value) => total + (value - mean) ** 2, 0)
  return { mean, sd: Math.sqrt(squares / (values.length - 1)), total: values.length }
}
