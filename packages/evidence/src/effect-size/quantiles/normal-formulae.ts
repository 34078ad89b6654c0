import { normalQuantile } from '../../numerics/index.ts'
import { type OrderedQuantiles, orderQuantiles, type QuantileSummary } from './quantile-summary.ts'

/**
 * The mean of normal data by weights that depend on the sample size.
 * @throws {RangeError} see `orderQuantiles`
 * @source Luo, Wan, Liu & Tong 2018, Statistical Methods in Medical Research 27:1785–1805, equations 7, 11 and 15
 */
export function meanByLuo(summary: QuantileSummary): number {
  return luoMean(orderQuantiles('meanByLuo', summary))
}

/** The formulae of `meanByLuo` on values that were checked. */
export function luoMean({ total: n, median, range, quartiles }: OrderedQuantiles): number {
  const middleOfRange = range && middle(range)
  const middleOfQuartiles = quartiles && middle(quartiles)
  if (middleOfQuartiles === undefined) return weigh(4 / (4 + n ** 0.75), middleOfRange as number, median)
  if (middleOfRange === undefined) return weigh(0.7 + 0.39 / n, middleOfQuartiles, median)
  const ofRange = 2.2 / (2.2 + n ** 0.75)
  const ofQuartiles = 0.7 - 0.72 / n ** 0.55
  return median + ofRange * (middleOfRange - median) + ofQuartiles * (middleOfQuartiles - median)
}

/**
 * The mean by equal weights of the bounds, which does not look at the sample size.
 * @throws {RangeError} see `orderQuantiles`
 * @source Hozo, Djulbegovic & Hozo 2005 (S1); Wan et al. 2014, BMC Medical Research Methodology 14:135, equations 2, 14 and
 *   10 (the last from Bland 2015)
 */
export function meanByWan(summary: QuantileSummary): number {
  const { median, range, quartiles } = orderQuantiles('meanByWan', summary)
  if (quartiles === undefined) return (2 * middle(range as [number, number]) + 2 * median) / 4
  if (range === undefined) return (2 * middle(quartiles) + median) / 3
  return (2 * middle(range) + 4 * middle(quartiles) + 2 * median) / 8
}

/**
 * The standard deviation of normal data from range and interquartile range, each divided by what it is expected to be in
 * standard deviations; with both, their mean.
 * @throws {RangeError} see `orderQuantiles`
 * @source Wan et al. 2014, BMC Medical Research Methodology 14:135, equations 9, 16 and 12
 */
export function sdByWan(summary: QuantileSummary): number {
  return wanDeviation(orderQuantiles('sdByWan', summary))
}

/** The formulae of `sdByWan` on values that were checked. */
export function wanDeviation({ total, range, quartiles }: OrderedQuantiles): number {
  const fromRange = range && width(range) / (2 * rangeQuantile(total))
  const fromQuartiles = quartiles && width(quartiles) / (2 * quartileQuantile(total))
  if (fromQuartiles === undefined) return fromRange as number
  return fromRange === undefined ? fromQuartiles : (fromRange + fromQuartiles) / 2
}

/**
 * The standard deviation of normal data; with all five values, range and interquartile range by weights that depend on the
 * sample size, else as `sdByWan`.
 * @throws {RangeError} see `orderQuantiles`
 * @source Shi et al. 2020, Research Synthesis Methods 11:641–654, equation 10
 */
export function sdByShi(summary: QuantileSummary): number {
  const ordered = orderQuantiles('sdByShi', summary)
  const { total: n, range, quartiles } = ordered
  if (range === undefined || quartiles === undefined) return wanDeviation(ordered)
  const ofRange = (2 + 0.14 * n ** 0.6) * rangeQuantile(n)
  const ofQuartiles = (2 + 2 / (0.07 * n ** 0.6)) * quartileQuantile(n)
  return width(range) / ofRange + width(quartiles) / ofQuartiles
}

/** Whether reported quantiles are too lopsided for data from a normal distribution. */
export interface SkewnessTest {
  readonly statistic: number
  /** Above this the hypothesis of symmetry is rejected at the 5 % level. */
  readonly criticalValue: number
  readonly isSkewed: boolean
}

/**
 * Tests whether the quantiles fit normal data, before formulae for normal data are used.
 * @throws {RangeError} see `orderQuantiles`
 * @source Shi et al. 2023, Statistical Methods in Medical Research 32:1338–1360
 */
export function skewnessTest(summary: QuantileSummary): SkewnessTest {
  const { total: n, median, range, quartiles } = orderQuantiles('skewnessTest', summary)
  // Quartiles that are all one value are symmetric.
  const lopsided = (pair: readonly [number, number]) =>
    width(pair) === 0 ? 0 : Math.abs((pair[0] - median) / width(pair) + (pair[1] - median) / width(pair))
  if (quartiles === undefined) {
    return decided(lopsided(range as [number, number]), 1.01 / Math.log(n + 9) + 2.43 / (n + 1))
  }
  if (range === undefined) return decided(lopsided(quartiles), 2.66 / Math.sqrt(n) - 5.92 / n ** 2)
  const ofRange = ((2.65 * Math.log(0.6 * n)) / Math.sqrt(n)) * lopsided(range)
  return decided(Math.max(ofRange, lopsided(quartiles)), 2.97 / Math.sqrt(n) - 39.1 / n ** 3)
}

function decided(statistic: number, criticalValue: number): SkewnessTest {
  return { statistic, criticalValue, isSkewed: statistic > criticalValue }
}

/** Expected maximum of n standard normal values, by Blom's approximation. */
function rangeQuantile(n: number): number {
  return normalQuantile((n - 0.375) / (n + 0.25))
}

/** Expected third quartile of n standard normal values, by Blom's approximation. */
function quartileQuantile(n: number): number {
  return normalQuantile((0.75 * n - 0.125) / (n + 0.25))
}

function middle([lower, upper]: readonly [number, number]): number {
  return lower / 2 + upper / 2
}

function width([lower, upper]: readonly [number, number]): number {
  return upper - lower
}

function weigh(weight: number, middleOfPair: number, median: number): number {
  return weight * middleOfPair + (1 - weight) * median
}
