import { expect, test } from 'vitest'
import {
  correlation,
  correlationFromStandardised,
  crossoverStandardisedMeanDifference,
  fisherZ,
  logOddsRatio,
  logOddsRatioFromStandardised,
  logRatioOfMeans,
  logRiskRatio,
  meanChange,
  meanDifference,
  riskDifference,
  standardisedFromCorrelation,
  standardisedFromLogOddsRatio,
  standardisedMeanDifference,
} from './index.ts'

// Worked examples of Borenstein, Hedges, Higgins & Rothstein 2009, Introduction to meta-analysis; four digits as printed.
const groups = { mean1: 103, sd1: 5.5, total1: 50, mean2: 100, sd2: 4.5, total2: 50 }
const table = { events1: 5, total1: 100, events2: 10, total2: 100 }

test('chapter 4: mean difference', () => {
  expect(meanDifference(groups, 'HO')).toEqual({ estimate: 3, variance: expect.closeTo(1.01, 10) })
})

test('chapter 4: Cohen’s d and Hedges’ g', () => {
  expectFour(standardisedMeanDifference(groups, { variant: 'Cohen' }), 0.597, 0.0418)
  expectFour(standardisedMeanDifference(groups, { variant: 'LS2' }), 0.5924, 0.0411)
})

test('chapter 4: change in matched groups', () => {
  const change = { mean1: 103, sd1: 5.5, mean2: 100, sd2: 0, total: 50, correlation: 0 }
  expectFour(meanChange(change), 3, 0.605)
  const spread = 5.5 / Math.sqrt(2 * (1 - 0.7))
  const matched = { mean1: 103, sd1: spread, mean2: 100, sd2: spread, total: 50, correlation: 0.7 }
  expect(crossoverStandardisedMeanDifference(matched).estimate).toBeCloseTo(0.416, 4)
})

test('chapter 4: log response ratio', () => {
  const response = { mean1: 61.515, sd1: 19.475, total1: 10, mean2: 51.015, sd2: 19.475, total2: 10 }
  // 0.18717 and 0.024597; the book cuts 0.1871 off
  expectFour(logRatioOfMeans(response, { variance: 'HO', bias: 'uncorrected' }), 0.1872, 0.0246)
})

test('chapter 5: risk ratio, odds ratio and risk difference', () => {
  expectFour(logRiskRatio(table), -0.6931, 0.28)
  expectFour(logOddsRatio(table), -0.7472, 0.3216)
  expectFour(riskDifference(table), -0.05, 0.0014)
})

test('chapter 6: correlation and Fisher’s z', () => {
  expectFour(correlation({ correlation: 0.5, total: 100 }), 0.5, 0.0057)
  expectFour(fisherZ({ correlation: 0.5, total: 100 }), 0.5493, 0.0103)
})

test('chapter 7: conversions between log odds ratio, d and r', () => {
  expectFour(standardisedFromLogOddsRatio({ estimate: 0.9069, variance: 0.0676 }), 0.5, 0.0205)
  expectFour(logOddsRatioFromStandardised({ estimate: 0.5, variance: 0.0205 }), 0.9069, 0.0674)
  expectFour(standardisedFromCorrelation(0.5, 0.0058), 1.1547, 0.055)
  expectFour(correlationFromStandardised({ estimate: 1.1547, variance: 0.055 }), 0.5, 0.0058)
})

function expectFour(effect: { estimate: number; variance: number }, estimate: number, variance: number): void {
  expect(effect.estimate).toBeCloseTo(estimate, 4)
  expect(effect.variance).toBeCloseTo(variance, 4)
}
