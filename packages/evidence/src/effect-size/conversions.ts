import type { EffectSize } from './effect-size.ts'

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
  const factor = logOddsPerStandardDeviation[distribution]
  return { estimate: effect.estimate / factor, variance: effect.variance / factor ** 2 }
}

/**
 * The log odds ratio that a standardised mean difference stands for; the inverse of `standardisedFromLogOddsRatio`.
 * @source Hasselblad & Hedges 1995; Chinn 2000; Cox & Snell 1989
 */
export function logOddsRatioFromStandardised(
  effect: EffectSize,
  distribution: UnderlyingDistribution = 'logistic',
): EffectSize {
  const factor = logOddsPerStandardDeviation[distribution]
  return { estimate: effect.estimate * factor, variance: effect.variance * factor ** 2 }
}
