import type { EffectSize } from './effect-size.ts'
import {
  finiteEffect,
  finiteResult,
  requireAbove,
  requireEffect,
  requireFinite,
  requireNumber,
} from './require-number.ts'

/** Distribution assumed for the measurement behind a cut-off. */
export type UnderlyingDistribution = 'logistic' | 'normal'

/**
 * Log odds ratio per standard deviation: π/√3 for a logistic distribution (Hasselblad & Hedges 1995), 1.65 for a normal one
 * (Cox & Snell 1989).
 */
const logOddsPerStandardDeviation: Readonly<Record<UnderlyingDistribution, number>> = {
  logistic: Math.PI / Math.sqrt(3),
  normal: 1.65,
}

/**
 * The standardised mean difference that a log odds ratio stands for when events are a measurement cut in two.
 * @param effect log odds ratio and its variance
 * @source Hasselblad & Hedges 1995, Psychological Bulletin 117:167–178; Chinn 2000, Statistics in Medicine 19:3127–3131
 *   (logistic); Cox & Snell 1989, Analysis of binary data (normal)
 */
export function standardisedFromLogOddsRatio(
  effect: EffectSize,
  distribution: UnderlyingDistribution = 'logistic',
): EffectSize {
  requireEffect('standardisedFromLogOddsRatio', effect)
  const factor = logOddsPerStandardDeviation[distribution]
  return finiteEffect('standardisedFromLogOddsRatio', {
    estimate: effect.estimate / factor,
    variance: effect.variance / factor ** 2,
  })
}

/**
 * The log odds ratio that a standardised mean difference stands for; the inverse of `standardisedFromLogOddsRatio`.
 * @source Hasselblad & Hedges 1995; Chinn 2000; Cox & Snell 1989
 */
export function logOddsRatioFromStandardised(
  effect: EffectSize,
  distribution: UnderlyingDistribution = 'logistic',
): EffectSize {
  requireEffect('logOddsRatioFromStandardised', effect)
  const factor = logOddsPerStandardDeviation[distribution]
  return finiteEffect('logOddsRatioFromStandardised', {
    estimate: effect.estimate * factor,
    variance: effect.variance * factor ** 2,
  })
}

/**
 * Standardised mean difference (Cohen's d) from the t statistic of two independent groups.
 * @throws {RangeError} a group with 1 patient or fewer
 * @source Borenstein 2009, in Cooper, Hedges & Valentine: Handbook of research synthesis, table 12.1
 */
export function standardisedFromTStatistic(statistic: number, total1: number, total2: number): number {
  requireFinite('standardisedFromTStatistic', 'statistic', statistic)
  requireAbove('standardisedFromTStatistic', 'total1', total1, 1)
  requireAbove('standardisedFromTStatistic', 'total2', total2, 1)
  return finiteResult('standardisedFromTStatistic', statistic * Math.sqrt(1 / total1 + 1 / total2))
}

/**
 * Standardised mean difference from a correlation with group membership, in groups of equal size.
 * @throws {RangeError} the correlation is not inside -1 and 1
 * @source Borenstein et al. 2009, Introduction to meta-analysis, equations 7.5 and 7.6
 */
export function standardisedFromCorrelation(correlation: number, variance: number): EffectSize {
  requireNumber('standardisedFromCorrelation', 'correlation', correlation, (r) => Math.abs(r) < 1, 'inside -1 and 1')
  requireNumber('standardisedFromCorrelation', 'variance', variance, (value) => value >= 0, 'at least 0')
  const rest = 1 - correlation ** 2
  return finiteEffect('standardisedFromCorrelation', {
    estimate: (2 * correlation) / Math.sqrt(rest),
    variance: (4 * variance) / rest ** 3,
  })
}

/**
 * Correlation with group membership from a standardised mean difference; the inverse of `standardisedFromCorrelation` for
 * groups of equal size.
 * @throws {RangeError} a group size that is not above 0
 * @source Borenstein et al. 2009, Introduction to meta-analysis, equations 7.7 to 7.9
 */
export function correlationFromStandardised(effect: EffectSize, total1 = 1, total2 = 1): EffectSize {
  requireEffect('correlationFromStandardised', effect)
  requireAbove('correlationFromStandardised', 'total1', total1, 0)
  requireAbove('correlationFromStandardised', 'total2', total2, 0)
  const a = (total1 + total2) ** 2 / (total1 * total2)
  const { estimate: d, variance } = effect
  return finiteEffect('correlationFromStandardised', {
    estimate: d / Math.sqrt(d * d + a),
    variance: (a * a * variance) / (d * d + a) ** 3,
  })
}

/**
 * A standardised mean difference in the units of an instrument, by a standard deviation typical for its users.
 * @param sd of the instrument, above 0
 * @throws {RangeError} the standard deviation is not above 0
 * @source Cochrane Handbook 15.5.3.2
 */
export function inUnitsOf(effect: EffectSize, sd: number): EffectSize {
  requireEffect('inUnitsOf', effect)
  requireAbove('inUnitsOf', 'sd', sd, 0)
  return finiteEffect('inUnitsOf', { estimate: effect.estimate * sd, variance: effect.variance * sd * sd })
}
