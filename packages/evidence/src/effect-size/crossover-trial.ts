import type { EffectSize } from './effect-size.ts'
import { effectSizeOf } from './effect-size.ts'
import { changeVariance } from './paired-measures.ts'
import { requireNumber } from './require-number.ts'
import { hedgesCorrection } from './small-sample-correction.ts'
import type { PairedMeans } from './study-data.ts'

/**
 * Mean difference of a crossover trial, with the standard error of the paired analysis.
 * @param data both treatments in the same people; `correlation` between both periods, often taken from another trial
 * @throws {NotEstimableError} the difference does not vary
 * @throws {RangeError} the correlation is not from -1 to 1
 * @source Elbourne et al. 2002, International Journal of Epidemiology 31:140–149; Cochrane Handbook 23.2.7
 */
export function crossoverMeanDifference(data: PairedMeans): EffectSize {
  requireCorrelation('crossoverMeanDifference', data.correlation)
  return effectSizeOf(
    data.mean1 - data.mean2,
    changeVariance(data) / data.total,
    'a crossover mean difference needs a difference that varies between people',
  )
}

/**
 * Standardised mean difference of a crossover trial, in standard deviations between people, so that it can stand beside
 * parallel trials: the mean of both variances in the denominator, variance (1/n + g²/(2n)) 2(1 - r).
 * @throws {NotEstimableError} the standard deviations are 0, the correlation is 1, or there are 2 people or fewer
 * @throws {RangeError} the correlation is not from -1 to 1
 * @source Elbourne et al. 2002; Cochrane Handbook 23.2.7.2, with Hedges' correction at n - 1 degrees of freedom
 */
export function crossoverStandardisedMeanDifference(data: PairedMeans): EffectSize {
  const { mean1, sd1, mean2, sd2, total, correlation } = data
  requireCorrelation('crossoverStandardisedMeanDifference', correlation)
  const reason = 'a standardised crossover difference needs spread, a correlation below 1 and more than 2 people'
  if (!(total > 2)) return effectSizeOf(Number.NaN, Number.NaN, reason)
  const spread = Math.hypot(sd1, sd2) / Math.SQRT2
  const effect = (hedgesCorrection(total - 1) * (mean1 - mean2)) / spread
  return effectSizeOf(effect, (1 / total + effect ** 2 / (2 * total)) * 2 * (1 - correlation), reason)
}

/**
 * Correlation between both periods of a crossover trial, from the standard error of its mean difference.
 * @throws {RangeError} standard deviations and standard error that cannot belong together
 * @source Cochrane Handbook 23.2.7.1
 */
export function crossoverCorrelation({
  sd1,
  sd2,
  total,
  standardError,
}: Pick<PairedMeans, 'sd1' | 'sd2' | 'total'> & { readonly standardError: number }): number {
  const correlation = (sd1 ** 2 + sd2 ** 2 - total * standardError ** 2) / (2 * sd1 * sd2)
  requireCorrelation('crossoverCorrelation', correlation)
  return correlation
}

function requireCorrelation(name: string, correlation: number): void {
  requireNumber(name, 'a correlation', correlation, (value) => Math.abs(value) <= 1, 'from -1 to 1')
}
