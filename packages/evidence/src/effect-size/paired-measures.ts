import { type EffectSize, effectSizeOf } from './effect-size.ts'
import { type LogBias, logMeanCorrection } from './ratio-of-means.ts'
import { hedgesCorrection, unbiasedVarianceFactor } from './small-sample-correction.ts'
import type { PairedMeans } from './study-data.ts'

const needsSpread = 'the measure needs a change whose standard deviation is above 0'
const needsMore = 'a standardised mean change needs a standard deviation above 0 and more than 2 people'

/**
 * Variance of the difference of two correlated measurements, written so that equal values give exactly 0.
 * @source sd1² + sd2² - 2 r sd1 sd2 = (sd1 - sd2)² + 2 (1 - r) sd1 sd2
 */
export function changeVariance({ sd1, sd2, correlation }: Pick<PairedMeans, 'sd1' | 'sd2' | 'correlation'>): number {
  return (sd1 - sd2) ** 2 + 2 * (1 - correlation) * sd1 * sd2
}

/**
 * Mean change, measurement 1 minus measurement 2, in the unit of the measurement.
 * @throws {NotEstimableError} the change does not vary
 * @source Becker 1988, British Journal of Mathematical and Statistical Psychology 41:257–278
 */
export function meanChange(data: PairedMeans): EffectSize {
  return effectSizeOf(data.mean1 - data.mean2, changeVariance(data) / data.total, needsSpread)
}

/** Variance of a standardised mean change: large sample, times J², or unbiased. */
export type ChangeVariant = 'LS' | 'LS2' | 'UB'

/**
 * Mean change in standard deviations of the change, with Hedges' correction at n - 1 degrees of freedom.
 * @throws {NotEstimableError} the change does not vary, or there are 2 people or fewer
 * @source Gibbons, Hedeker & Davis 1993, Journal of Educational Statistics 18:271–279; Viechtbauer 2007, Journal of
 *   Educational and Behavioral Statistics 32:39–60
 */
export function standardisedChange(data: PairedMeans, variant: ChangeVariant = 'LS'): EffectSize {
  const { mean1, mean2, total } = data
  const freedom = total - 1
  if (!(freedom > 1)) return effectSizeOf(Number.NaN, Number.NaN, needsMore)
  const raw = (mean1 - mean2) / Math.sqrt(changeVariance(data))
  const correction = hedgesCorrection(freedom)
  const effect = correction * raw
  if (variant === 'UB')
    return effectSizeOf(effect, 1 / total + unbiasedVarianceFactor(freedom) * effect ** 2, needsMore)
  if (variant === 'LS2') return effectSizeOf(effect, correction ** 2 * (1 / total + raw ** 2 / (2 * total)), needsMore)
  return effectSizeOf(effect, 1 / total + effect ** 2 / (2 * total), needsMore)
}

/**
 * Mean change in standard deviations of measurement 1, with Hedges' correction at n - 1 degrees of freedom. Give the
 * measurement whose standard deviation should count as number 1 (for change from baseline: swap, and flip the sign).
 * @throws {NotEstimableError} that standard deviation is 0, or there are 2 people or fewer
 * @source Becker 1988, British Journal of Mathematical and Statistical Psychology 41:257–278
 */
export function standardisedChangeByRaw(data: Omit<PairedMeans, 'sd2'>, variant: 'LS' | 'LS2' = 'LS'): EffectSize {
  const { mean1, sd1, mean2, total, correlation } = data
  if (!(total > 2)) return effectSizeOf(Number.NaN, Number.NaN, needsMore)
  const raw = (mean1 - mean2) / sd1
  const correction = hedgesCorrection(total - 1)
  const effect = correction * raw
  const fromMeans = (2 * (1 - correlation)) / total
  if (variant === 'LS2') return effectSizeOf(effect, correction ** 2 * (fromMeans + raw ** 2 / (2 * total)), needsMore)
  return effectSizeOf(effect, fromMeans + effect ** 2 / (2 * total), needsMore)
}

/**
 * As `standardisedChangeByRaw`, for measurements whose standard deviations differ.
 * @throws {NotEstimableError} the standard deviation of measurement 1 is 0, or there are 2 people or fewer
 * @source Bonett 2008, Psychological Methods 13:99–109
 */
export function standardisedChangeUnequal(data: PairedMeans): EffectSize {
  const { mean1, sd1, mean2, total } = data
  if (!(total > 2)) return effectSizeOf(Number.NaN, Number.NaN, needsMore)
  const effect = (hedgesCorrection(total - 1) * (mean1 - mean2)) / sd1
  const fromMeans = changeVariance(data) / (sd1 * sd1 * (total - 1))
  return effectSizeOf(effect, fromMeans + effect ** 2 / (2 * (total - 1)), needsMore)
}

/**
 * Natural logarithm of the ratio of two correlated means.
 * @throws {NotEstimableError} a mean is 0 or the means have opposite signs, or the ratio does not vary
 * @source Lajeunesse 2011, Ecology 92:2049–2055; Lajeunesse 2015, Ecology 96:2056–2063 (correction)
 */
export function logRatioOfMeansPaired(data: PairedMeans, bias: LogBias = 'corrected'): EffectSize {
  const { mean1, sd1, mean2, sd2, total, correlation } = data
  const variance = changeVariance({ sd1: sd1 / mean1, sd2: sd2 / mean2, correlation }) / total
  const correction = logMeanCorrection(mean1, sd1, total, bias) - logMeanCorrection(mean2, sd2, total, bias)
  const reason = 'a ratio of means needs two means of the same sign and spread'
  return effectSizeOf(Math.log(mean1 / mean2) + correction, variance, reason)
}

/**
 * Natural logarithm of the ratio of the coefficients of variation of two correlated measurements.
 * @throws {NotEstimableError} a mean or standard deviation is not above 0
 * @source Nakagawa et al. 2015, Methods in Ecology and Evolution 6:143–152, with the correlation of the measurements
 */
export function logVariationRatioPaired(data: PairedMeans, bias: LogBias = 'corrected'): EffectSize {
  const { mean1, sd1, mean2, sd2, total, correlation } = data
  const variation1 = sd1 / mean1
  const variation2 = sd2 / mean2
  const fromMeans = changeVariance({ sd1: variation1, sd2: variation2, correlation }) / total
  const correction = logMeanCorrection(mean1, sd1, total, bias) - logMeanCorrection(mean2, sd2, total, bias)
  return effectSizeOf(
    Math.log(variation1) - Math.log(variation2) - correction,
    (1 - correlation ** 2) / (total - 1) + fromMeans,
    'a ratio of coefficients of variation needs means and standard deviations above 0',
  )
}

/**
 * Natural logarithm of the ratio of the standard deviations of two correlated measurements.
 * @throws {NotEstimableError} a standard deviation is 0, or the correlation is -1 or 1
 * @source Nakagawa et al. 2015, Methods in Ecology and Evolution 6:143–152, with the correlation of the measurements
 */
export function logVariabilityRatioPaired(data: Omit<PairedMeans, 'mean1' | 'mean2'>): EffectSize {
  const { sd1, sd2, total, correlation } = data
  return effectSizeOf(
    Math.log(sd1 / sd2),
    (1 - correlation ** 2) / (total - 1),
    'a ratio of standard deviations needs standard deviations above 0 and a correlation inside -1 and 1',
  )
}
