import { describe, expect, test } from 'vitest'
import { NotEstimableError } from '../effect-size.ts'
import { normalQuantile } from '../../numerics/index.ts'
import { meanByLuo, meanByWan, meanFromQuantiles, quantileEstimation, sdByShi, sdByWan, skewnessTest } from './index.ts'

// Example of the documentation of R package estmeansd 1.0.1 (McGrath et al. 2020; Cai et al. 2021).
const example = { minimum: 2, median: 4, maximum: 9, total: 100 }

describe('the example of estmeansd', () => {
  test('QE: 4.347284 and 1.502171, to the digits its optimiser gives', () => {
    const { mean, sd, distribution } = meanFromQuantiles(example, 'QE')
    expect(distribution).toBe('log-normal')
    expect(mean).toBeCloseTo(4.347284, 4)
    expect(sd).toBeCloseTo(1.502171, 4)
  })

  // Simulated there: two seeds gave 4.211 and 1.337, and 4.205 and 1.277.
  test('BC: near the simulated 4.21 and 1.30', () => {
    const { mean, sd } = meanFromQuantiles(example, 'BC')
    expect(Math.abs(mean - 4.21)).toBeLessThan(0.02)
    expect(Math.abs(sd - 1.307)).toBeLessThan(0.03)
  })

  test('MLN: near the simulated 4.195 and 1.295', () => {
    const { mean, sd } = meanFromQuantiles(example, 'MLN')
    expect(Math.abs(mean - 4.195)).toBeLessThan(0.03)
    expect(Math.abs(sd - 1.295)).toBeLessThan(0.03)
  })
})

test('the formulae of Luo, Wan and Shi as written', () => {
  const quartiles = { quartile1: 12, median: 15, quartile3: 21, total: 40 }
  expect(meanByLuo(quartiles)).toBeCloseTo((0.7 + 0.39 / 40) * 16.5 + (0.3 - 0.39 / 40) * 15, 12)
  expect(meanByWan(quartiles)).toBe(16)
  expect(sdByWan(quartiles)).toBeCloseTo(9 / (2 * normalQuantile((30 - 0.125) / 40.25)), 12)
  expect(sdByShi(quartiles)).toBe(sdByWan(quartiles))
  const range = { minimum: 5, median: 15, maximum: 40, total: 40 }
  const weight = 4 / (4 + 40 ** 0.75)
  expect(meanByLuo(range)).toBeCloseTo(weight * 22.5 + (1 - weight) * 15, 12)
  expect(meanByWan(range)).toBe(75 / 4)
  const all = { ...quartiles, ...range }
  const [ofRange, ofQuartiles] = [2.2 / (2.2 + 40 ** 0.75), 0.7 - 0.72 / 40 ** 0.55]
  expect(meanByLuo(all)).toBeCloseTo(ofRange * 22.5 + ofQuartiles * 16.5 + (1 - ofRange - ofQuartiles) * 15, 12)
  expect(meanByWan(all)).toBeCloseTo((5 + 24 + 30 + 42 + 40) / 8, 12)
  expect(sdByWan(all)).toBeCloseTo((sdByWan(range) + sdByWan(quartiles)) / 2, 12)
})

// Wan et al. 2014, table 1: the expected range of 50 normal values is 4.498 standard deviations.
test('sd by Wan agrees with the table of expected ranges to 0.3 %', () => {
  expect(Math.abs(sdByWan({ minimum: 0, median: 2, maximum: 4.498, total: 50 }) - 1)).toBeLessThan(0.003)
})

describe('quantiles of a large normal sample with mean 100 and sd 15', () => {
  const total = 1001
  const at = (rank: number) => 100 + 15 * normalQuantile((rank - 0.375) / (total + 0.25))
  const summaries = {
    S1: { minimum: at(1), median: 100, maximum: at(total), total },
    S2: { quartile1: at(251), median: 100, quartile3: at(751), total },
    S3: { minimum: at(1), quartile1: at(251), median: 100, quartile3: at(751), maximum: at(total), total },
  }
  for (const [scenario, summary] of Object.entries(summaries)) {
    test.each(['Luo, Wan, Shi', 'Wan', 'BC', 'MLN'] as const)(`${scenario} by %s`, (method) => {
      const estimate = meanFromQuantiles(summary, method)
      expect(estimate.scenario).toBe(scenario)
      expect(estimate.skewness.isSkewed).toBe(false)
      expect(Math.abs(estimate.mean - 100)).toBeLessThan(0.2)
      expect(Math.abs(estimate.sd / 15 - 1)).toBeLessThan(0.05)
    })
  }
})

describe('quantiles of a distribution', () => {
  const total = 1e6
  test('a normal one is found again by QE, also with negative values', () => {
    const z = normalQuantile(0.75)
    const fit = quantileEstimation({ quartile1: -2 - 3 * z, median: -2, quartile3: -2 + 3 * z, total })
    expect(fit).toMatchObject({ distribution: 'normal', mean: expect.closeTo(-2, 10), sd: expect.closeTo(3, 10) })
  })

  test('a log-normal one by QE, BC and MLN', () => {
    const [mu, sigma] = [2.5, 0.5]
    const quantile = (p: number) => Math.exp(mu + sigma * normalQuantile(p))
    const summary = { quartile1: quantile(0.25), median: quantile(0.5), quartile3: quantile(0.75), total }
    const mean = Math.exp(mu + sigma ** 2 / 2)
    const sd = mean * Math.sqrt(Math.expm1(sigma ** 2))
    for (const method of ['QE', 'BC', 'MLN'] as const) {
      const estimate = meanFromQuantiles(summary, method)
      expect(Math.abs(estimate.mean / mean - 1)).toBeLessThan(1e-4)
      expect(Math.abs(estimate.sd / sd - 1)).toBeLessThan(1e-3)
    }
  })

  test('an exponential one (Weibull and gamma of shape 1) by QE', () => {
    const quantile = (p: number) => -7 * Math.log(1 - p)
    const fit = quantileEstimation({
      quartile1: quantile(0.25),
      median: quantile(0.5),
      quartile3: quantile(0.75),
      total,
    })
    expect(fit.mean).toBeCloseTo(7, 5)
    expect(fit.sd).toBeCloseTo(7, 5)
  })

  test('a beta one by QE: B(2, 3) has mean 0.4 and sd 0.2', () => {
    // Quantiles of B(2, 3) at ¼, ½ and ¾ (scipy 1.17).
    const fit = quantileEstimation({
      quartile1: 0.24302208375607628,
      median: 0.3857275681323895,
      quartile3: 0.5436782854190803,
      total,
    })
    expect(fit).toMatchObject({ distribution: 'beta', mean: expect.closeTo(0.4, 6), sd: expect.closeTo(0.2, 6) })
  })
})

test.each(['Luo, Wan, Shi', 'Wan', 'QE', 'BC', 'MLN'] as const)('%s does not depend on the unit', (method) => {
  const summary = { minimum: 3, quartile1: 12, median: 15, quartile3: 21, maximum: 44, total: 40 }
  const scaled = Object.fromEntries(Object.entries(summary).map(([key, value]) => [key, value * 1e6]))
  const [one, other] = [
    meanFromQuantiles(summary, method),
    meanFromQuantiles({ ...summary, ...scaled, total: 40 }, method),
  ]
  expect(other.mean / one.mean / 1e6).toBeCloseTo(1, 7)
  expect(other.sd / one.sd / 1e6).toBeCloseTo(1, 7)
})

test('Shi et al. 2023: finds lopsided quantiles, each scenario with its critical value', () => {
  expect(skewnessTest({ minimum: 0, median: 1, maximum: 10, total: 50 }).isSkewed).toBe(true)
  expect(skewnessTest({ quartile1: 0, median: 1, quartile3: 10, total: 50 }).isSkewed).toBe(true)
  const all = { minimum: 0, quartile1: 4, median: 5, quartile3: 6, maximum: 10, total: 50 }
  expect(skewnessTest(all)).toMatchObject({ statistic: 0, isSkewed: false })
  expect(skewnessTest({ ...all, maximum: 40 }).isSkewed).toBe(true)
})

describe('refuses', () => {
  test.each([
    [{ median: 3, total: 20 }, 'got neither'],
    [{ quartile1: 2, median: 3, total: 20 }, 'both quartiles, got one of them'],
    [{ quartile1: 2, median: 1, quartile3: 3, total: 20 }, 'ascending order'],
    [{ quartile1: 2, median: 2, quartile3: 2, total: 20 }, 'that differ'],
    [{ quartile1: 2, median: Number.NaN, quartile3: 3, total: 20 }, 'finite values'],
    [{ quartile1: 2, median: 3, quartile3: 4, total: 4 }, 'at least 5 patients'],
  ])('%j', (summary, words) => {
    expect(() => meanFromQuantiles(summary)).toThrow(words)
  })

  test.each(['BC', 'MLN'] as const)('%s: values of 0, and a median at a quartile', (method) => {
    expect(() => meanFromQuantiles({ quartile1: 0, median: 3, quartile3: 4, total: 20 }, method)).toThrow('above 0')
    const tied = { quartile1: 3, median: 3, quartile3: 4, total: 20 }
    expect(() => meanFromQuantiles(tied, method)).toThrow(NotEstimableError)
  })
})
