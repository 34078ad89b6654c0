import { normalQuantile, tQuantile } from '../numerics/index.ts'
import { finiteResult, requireAbove, requireFinite, requireFraction, requireNumber } from './require-number.ts'

/**
 * Standard deviation of one group from the standard error of its mean.
 * @param standardError of the mean, above 0
 * @param total patients, above 1
 * @throws {RangeError} an argument outside its range
 * @source Cochrane Handbook 6.5.2.2
 */
export function sdFromStandardError(standardError: number, total: number): number {
  requireAbove('sdFromStandardError', 'standardError', standardError, 0)
  requireAbove('sdFromStandardError', 'total', total, 1)
  return finiteResult('sdFromStandardError', standardError * Math.sqrt(total))
}

/** How an interval was made: with the normal distribution, or with t at the degrees of freedom of its sample. */
export type IntervalDistribution = 'normal' | 't'

/** Options for reading a confidence interval. */
export interface IntervalOptions {
  /** Confidence level, a fraction; default 0.95. */
  readonly level?: number
  /** Default `t`, which most statistical programs print and which matters below about 60 patients. */
  readonly distribution?: IntervalDistribution
}

/**
 * Standard deviation of one group from the confidence interval of its mean.
 * @throws {RangeError} an argument outside its range
 * @source Cochrane Handbook 6.5.2.2
 * @example sdFromInterval(30, 34.2, 25, { distribution: 't' }) // 5.09: (34.2 - 30) / 4.128 × √25
 */
export function sdFromInterval(lower: number, upper: number, total: number, options: IntervalOptions = {}): number {
  requireAbove('sdFromInterval', 'total', total, 1)
  return sdFromStandardError(standardErrorFromInterval(lower, upper, total - 1, options), total)
}

/**
 * Standard error of a mean or a difference of means from its confidence interval.
 * @param degreesOfFreedom for t: n - 1 for one mean, n1 + n2 - 2 for the difference of two
 * @throws {RangeError} an argument outside its range
 * @source Cochrane Handbook 6.5.2.2 and 6.5.2.3
 */
export function standardErrorFromInterval(
  lower: number,
  upper: number,
  degreesOfFreedom: number,
  { level = 0.95, distribution = 't' }: IntervalOptions = {},
): number {
  requireFinite('standardErrorFromInterval', 'lower', lower)
  requireAbove('standardErrorFromInterval', 'upper', upper, lower)
  requireFraction('standardErrorFromInterval', 'level', level)
  const upperTail = 0.5 + level / 2
  const widthOver = (quantile: number) => finiteResult('standardErrorFromInterval', (upper - lower) / (2 * quantile))
  if (distribution === 'normal') return widthOver(normalQuantile(upperTail))
  requireAbove('standardErrorFromInterval', 'degreesOfFreedom', degreesOfFreedom, 0)
  return widthOver(tQuantile(upperTail, degreesOfFreedom))
}

/** Two groups whose difference of means is known. */
export interface KnownDifference {
  /** Mean of group 1 minus mean of group 2; not 0. */
  readonly difference: number
  readonly total1: number
  readonly total2: number
}

/**
 * Standard deviation of both groups (assumed equal) from the t statistic of the difference of their means.
 * @throws {RangeError} an argument outside its range
 * @source Cochrane Handbook 6.5.2.3
 */
export function sdFromTStatistic(statistic: number, { difference, total1, total2 }: KnownDifference): number {
  requireNumber('sdFromTStatistic', 'statistic', statistic, (value) => value !== 0, 'not 0')
  requireNumber('sdFromTStatistic', 'difference', difference, (value) => value !== 0, 'not 0')
  return sdFromDifferenceError(Math.abs(difference / statistic), total1, total2)
}

/**
 * Standard deviation of both groups (assumed equal) from the two-sided p-value of the t test of their means.
 * @param pValue above 0 and below 1; a p-value printed as "< 0.05" gives an upper bound when 0.05 is used
 * @throws {RangeError} an argument outside its range
 * @source Cochrane Handbook 6.5.2.3
 */
export function sdFromPValue(pValue: number, known: KnownDifference): number {
  requireFraction('sdFromPValue', 'pValue', pValue)
  requireNumber('sdFromPValue', 'difference', known.difference, (value) => value !== 0, 'not 0')
  const statistic = -tQuantile(pValue / 2, known.total1 + known.total2 - 2)
  return sdFromTStatistic(statistic, known)
}

/**
 * Standard deviation of both groups (assumed equal) from the F statistic of a comparison of two groups: t² = F.
 * @throws {RangeError} an argument outside its range
 * @source Cochrane Handbook 6.5.2.3
 */
export function sdFromFStatistic(statistic: number, known: KnownDifference): number {
  requireAbove('sdFromFStatistic', 'statistic', statistic, 0)
  return sdFromTStatistic(Math.sqrt(statistic), known)
}

/**
 * Standard deviation of both groups (assumed equal) from the standard error of the difference of their means.
 * @throws {RangeError} an argument outside its range
 * @source Cochrane Handbook 6.5.2.3
 */
export function sdFromDifferenceError(standardError: number, total1: number, total2: number): number {
  requireAbove('sdFromDifferenceError', 'standardError', standardError, 0)
  requireAbove('sdFromDifferenceError', 'total1', total1, 1)
  requireAbove('sdFromDifferenceError', 'total2', total2, 1)
  return finiteResult('sdFromDifferenceError', standardError / Math.sqrt(1 / total1 + 1 / total2))
}

/**
 * Standard deviation of both groups (assumed equal) from the confidence interval of the difference of their means.
 * @throws {RangeError} an argument outside its range
 * @source Cochrane Handbook 6.5.2.3
 */
export function sdFromDifferenceInterval(
  lower: number,
  upper: number,
  total1: number,
  total2: number,
  options: IntervalOptions = {},
): number {
  const error = standardErrorFromInterval(lower, upper, total1 + total2 - 2, options)
  return sdFromDifferenceError(error, total1, total2)
}
