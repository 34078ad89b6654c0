import { type EffectSize, effectSizeOf } from './effect-size.ts'
import { pooledStandardDeviation } from './mean-difference.ts'
import type { TwoGroupMeans } from './study-data.ts'

/**
 * How the variance of a log ratio of means is estimated: each group its own standard deviation (`LS`), one pooled (`HO`),
 * or the coefficients of variation of all studies averaged, per group (`AV`) or over both groups (`AVHO`).
 */
export type RatioOfMeansVariance = 'LS' | 'HO' | 'AV' | 'AVHO'

/** Whether the bias of the logarithm of a mean or a standard deviation in small samples is taken away. */
export type LogBias = 'corrected' | 'uncorrected'

/** Options of `logRatioOfMeans`. */
export interface RatioOfMeansOptions {
  /** Default `LS`. */
  readonly variance?: RatioOfMeansVariance
  /** AV and AVHO: coefficient of variation in group 1 and group 2, averaged over the studies. */
  readonly averageVariation?: readonly [number, number]
  /** Default `corrected` (metafor since 5.0); `uncorrected` is the plain log ratio (package meta). */
  readonly bias?: LogBias
}

/**
 * Natural logarithm of the mean of group 1 divided by the mean of group 2.
 * @throws {NotEstimableError} a mean is 0 or the means have opposite signs, or both standard deviations are 0
 * @source Hedges, Gurevitch & Curtis 1999, Ecology 80:1150–1156, equation 1 (LS) and the one after it (HO);
 *   Lajeunesse 2015, Ecology 96:2056–2063 (correction); Nakagawa et al. 2023, Ecology Letters 26:232–244 (AV, AVHO)
 */
export function logRatioOfMeans(data: TwoGroupMeans, options: RatioOfMeansOptions = {}): EffectSize {
  const { variance = 'LS', averageVariation, bias = 'corrected' } = options
  const { mean1, sd1, total1, mean2, sd2, total2 } = data
  const pooled = variance === 'HO' ? pooledStandardDeviation(data) : undefined
  const averaged = variance === 'AV' || variance === 'AVHO'
  if (averaged && averageVariation === undefined) {
    throw new RangeError(`logRatioOfMeans: variance ${variance} needs averageVariation`)
  }
  const variation1 = averageVariation !== undefined && averaged ? averageVariation[0] : (pooled ?? sd1) / mean1
  const variation2 = averageVariation !== undefined && averaged ? averageVariation[1] : (pooled ?? sd2) / mean2
  const correction = logMeanCorrection(mean1, sd1, total1, bias) - logMeanCorrection(mean2, sd2, total2, bias)
  return effectSizeOf(
    Math.log(mean1 / mean2) + correction,
    variation1 ** 2 / total1 + variation2 ** 2 / total2,
    'a ratio of means needs two means of the same sign and a standard deviation above 0',
  )
}

/**
 * What is added to the logarithm of a mean to take away its bias: half the squared coefficient of variation of the mean.
 * @source Lajeunesse 2015, Ecology 96:2056–2063, equation 8 (from the expansion of the logarithm)
 */
export function logMeanCorrection(mean: number, sd: number, total: number, bias: LogBias): number {
  return bias === 'corrected' ? (sd / mean) ** 2 / (2 * total) : 0
}

/**
 * What is added to the logarithm of a standard deviation to take away its bias.
 * @source Raudenbush & Bryk 1987, Journal of Educational Statistics 12:241–269
 */
export function logDeviationCorrection(total: number, bias: LogBias): number {
  return bias === 'corrected' ? 1 / (2 * (total - 1)) : 0
}

/**
 * Natural logarithm of the ratio of the coefficients of variation (sd/mean): the log ratio of standard deviations minus
 * the log ratio of means, both with their corrections.
 * @throws {NotEstimableError} a mean or a standard deviation is not above 0
 * @source Nakagawa et al. 2015, Methods in Ecology and Evolution 6:143–152, equation 12 without the correlation of mean and
 *   variance, which is 0 for normal data; Senior, Viechtbauer & Nakagawa 2020, Research Synthesis Methods 11:553–567
 */
export function logVariationRatio(data: TwoGroupMeans, bias: LogBias = 'corrected'): EffectSize {
  const { mean1, sd1, total1, mean2, sd2, total2 } = data
  const variation1 = sd1 / mean1
  const variation2 = sd2 / mean2
  const deviations = logDeviationCorrection(total1, bias) - logDeviationCorrection(total2, bias)
  const means = logMeanCorrection(mean1, sd1, total1, bias) - logMeanCorrection(mean2, sd2, total2, bias)
  const free = 1 / (2 * (total1 - 1)) + 1 / (2 * (total2 - 1))
  return effectSizeOf(
    Math.log(variation1) - Math.log(variation2) + deviations - means,
    free + variation1 ** 2 / total1 + variation2 ** 2 / total2,
    'a ratio of coefficients of variation needs means and standard deviations above 0',
  )
}

/**
 * Natural logarithm of the ratio of the standard deviations, with a correction for small samples.
 * @throws {NotEstimableError} a standard deviation is 0 or a group has fewer than 2 patients
 * @source Nakagawa et al. 2015, Methods in Ecology and Evolution 6:143–152, equations 9 and 10
 */
export function logVariabilityRatio(
  { sd1, total1, sd2, total2 }: Omit<TwoGroupMeans, 'mean1' | 'mean2'>,
  bias: LogBias = 'corrected',
): EffectSize {
  return effectSizeOf(
    Math.log(sd1 / sd2) + logDeviationCorrection(total1, bias) - logDeviationCorrection(total2, bias),
    1 / (2 * (total1 - 1)) + 1 / (2 * (total2 - 1)),
    'a ratio of standard deviations needs standard deviations above 0 and at least 2 patients in a group',
  )
}
