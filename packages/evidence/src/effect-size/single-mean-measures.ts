import { type EffectSize, effectSizeOf } from './effect-size.ts'
import { type LogBias, logDeviationCorrection, logMeanCorrection } from './ratio-of-means.ts'
import { hedgesCorrection } from './small-sample-correction.ts'
import type { SingleMean } from './study-data.ts'

const needsSpread = 'the measure needs a standard deviation above 0'
const needsPositive = 'the measure needs a mean and a standard deviation above 0 and at least 2 patients'

/**
 * The mean of one group, in the unit of the measurement.
 * @throws {NotEstimableError} the standard deviation is 0
 * @source Cochrane Handbook 6.5.2.2
 */
export function groupMean({ mean, sd, total }: SingleMean): EffectSize {
  return effectSizeOf(mean, (sd * sd) / total, needsSpread)
}

/**
 * The mean of one group in standard deviations, with Hedges' correction.
 * @throws {NotEstimableError} the standard deviation is 0 or there are 2 patients or fewer
 * @source Hedges 1981, applied to one group
 */
export function standardisedMean({ mean, sd, total }: SingleMean): EffectSize {
  const estimate = total > 2 ? (hedgesCorrection(total - 1) * mean) / sd : Number.NaN
  return effectSizeOf(estimate, 1 / total + estimate ** 2 / (2 * total), `${needsSpread} and more than 2 patients`)
}

/**
 * Natural logarithm of the mean of one group; the difference of two is `logRatioOfMeans`.
 * @throws {NotEstimableError} the mean or the standard deviation is not above 0
 * @source Lajeunesse 2015, Ecology 96:2056–2063 (correction for small samples)
 */
export function logMean({ mean, sd, total }: SingleMean, bias: LogBias = 'corrected'): EffectSize {
  const estimate = Math.log(mean) + logMeanCorrection(mean, sd, total, bias)
  return effectSizeOf(estimate, (sd / mean) ** 2 / total, needsPositive)
}

/**
 * Natural logarithm of the coefficient of variation of one group; the difference of two is `logVariationRatio`.
 * @throws {NotEstimableError} the mean or the standard deviation is not above 0
 * @source Nakagawa et al. 2015, Methods in Ecology and Evolution 6:143–152; Senior, Viechtbauer & Nakagawa 2020
 */
export function logVariation({ mean, sd, total }: SingleMean, bias: LogBias = 'corrected'): EffectSize {
  const correction = logDeviationCorrection(total, bias) - logMeanCorrection(mean, sd, total, bias)
  const variance = 1 / (2 * (total - 1)) + (sd / mean) ** 2 / total
  return effectSizeOf(Math.log(sd / mean) + correction, variance, needsPositive)
}

/**
 * Natural logarithm of the standard deviation of one group, with a correction for small samples.
 * @throws {NotEstimableError} the standard deviation is not above 0
 * @source Raudenbush & Bryk 1987, Journal of Educational Statistics 12:241–269
 */
export function logStandardDeviation({ sd, total }: Omit<SingleMean, 'mean'>, bias: LogBias = 'corrected'): EffectSize {
  return effectSizeOf(
    Math.log(sd) + logDeviationCorrection(total, bias),
    1 / (2 * (total - 1)),
    'the measure needs a standard deviation above 0 and at least 2 patients',
  )
}
