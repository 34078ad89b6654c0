import { type EffectSize, effectSizeOf } from './effect-size.ts'
import { requireAbove, requireNumber } from './require-number.ts'
import type { TwoGroupMeans } from './study-data.ts'

/** How the variance of a mean difference is estimated: each group its own (LS), or one pooled standard deviation (HO). */
export type MeanDifferenceVariance = 'LS' | 'HO'

/**
 * Mean of group 1 minus mean of group 2, in the unit of the measurement.
 * @throws {NotEstimableError} both standard deviations are 0
 * @source Borenstein 2009, in Cooper, Hedges & Valentine: Handbook of research synthesis, equations 12.3 (HO) and 12.5 (LS)
 */
export function meanDifference(data: TwoGroupMeans, variance: MeanDifferenceVariance = 'LS'): EffectSize {
  const { mean1, sd1, total1, mean2, sd2, total2 } = data
  const pooled = variance === 'HO' ? pooledStandardDeviation(data) : undefined
  const error1 = pooled ?? sd1
  const error2 = pooled ?? sd2
  return effectSizeOf(
    mean1 - mean2,
    (error1 * error1) / total1 + (error2 * error2) / total2,
    'the mean difference needs a standard deviation above 0',
  )
}

/**
 * Standard deviation of both groups together around their own means, with total1 + total2 - 2 degrees of freedom.
 * @throws {RangeError} a standard deviation below 0, or too few patients
 * @source Borenstein 2009, equation 12.4
 */
export function pooledStandardDeviation({ sd1, total1, sd2, total2 }: Omit<TwoGroupMeans, 'mean1' | 'mean2'>): number {
  const name = 'pooledStandardDeviation'
  requireNumber(name, 'sd1', sd1, (value) => value >= 0, 'at least 0')
  requireNumber(name, 'sd2', sd2, (value) => value >= 0, 'at least 0')
  requireNumber(name, 'total1', total1, (value) => value >= 1, 'at least 1')
  requireNumber(name, 'total2', total2, (value) => value >= 1, 'at least 1')
  requireAbove(name, 'patients', total1 + total2, 2)
  const scale = Math.max(sd1, sd2)
  if (scale === 0) return 0
  const squares = (total1 - 1) * (sd1 / scale) ** 2 + (total2 - 1) * (sd2 / scale) ** 2
  return scale * Math.sqrt(squares / (total1 + total2 - 2))
}
