import { type EffectSize, effectSizeOf } from './effect-size.ts'
import { pooledStandardDeviation } from './mean-difference.ts'
import { approximateHedgesCorrection, hedgesCorrection, unbiasedVarianceFactor } from './small-sample-correction.ts'
import type { TwoGroupMeans } from './study-data.ts'

/**
 * The formulae in use for a standardised mean difference:
 * - `LS`: Hedges' g with exact correction, variance 1/n1 + 1/n2 + g²/(2N) (metafor's default; Hedges 1982, equation 8)
 * - `LS2`: the variance of d times J² (Borenstein 2009, equation 12.17)
 * - `UB`: the unbiased variance (Hedges 1983, equation 9; the exact formulae of package meta, White & Thomas 2005)
 * - `AV`: as LS, with the mean effect of all studies, weighted by sample size, in place of g
 * - `H0`: the variance without effect, 1/n1 + 1/n2
 * - `RevMan 5`: approximate correction and g²/(2(N - 3.94)) (Deeks & Higgins 2010)
 * - `Cohen`: d without correction, variance with d²/(2N); `Cohen exact` with the exact variance (White & Thomas 2005)
 */
export type StandardisedVariant = 'LS' | 'LS2' | 'UB' | 'AV' | 'H0' | 'RevMan 5' | 'Cohen' | 'Cohen exact'

/** What a variant needs beside the data of the study. */
export interface StandardisedOptions {
  /** Default `LS`. */
  readonly variant?: StandardisedVariant
  /** Variant AV: the effect to use in the variance, the mean of all studies weighted by their sample sizes. */
  readonly averageEffect?: number
}

const noSpread = 'a standardised mean difference needs a standard deviation above 0 and more than 3 patients'

/**
 * Mean of group 1 minus mean of group 2, in standard deviations of both groups pooled.
 * @throws {NotEstimableError} the pooled standard deviation is 0, or there are 3 patients or fewer
 * @throws {RangeError} variant AV without `averageEffect`
 * @source Hedges 1981, Journal of Educational Statistics 6:107–128; variances as listed at `StandardisedVariant`
 */
export function standardisedMeanDifference(data: TwoGroupMeans, options: StandardisedOptions = {}): EffectSize {
  const { variant = 'LS' } = options
  const { mean1, total1, mean2, total2 } = data
  const freedom = total1 + total2 - 2
  const sizes = 1 / total1 + 1 / total2
  const cohen = (mean1 - mean2) / pooledStandardDeviation(data)
  if (!(freedom > 1)) return effectSizeOf(Number.NaN, Number.NaN, noSpread)
  const corrected = cohen * correctionOf(variant, freedom)
  const variance = varianceOf(variant, { cohen, corrected, sizes, freedom }, options.averageEffect)
  return effectSizeOf(corrected, variance, noSpread)
}

function correctionOf(variant: StandardisedVariant, freedom: number): number {
  if (variant === 'Cohen' || variant === 'Cohen exact') return 1
  return variant === 'RevMan 5' ? approximateHedgesCorrection(freedom) : hedgesCorrection(freedom)
}

interface Standardised {
  readonly cohen: number
  readonly corrected: number
  /** 1/n1 + 1/n2. */
  readonly sizes: number
  readonly freedom: number
}

function varianceOf(variant: StandardisedVariant, of: Standardised, average: number | undefined): number {
  const { cohen, corrected, sizes, freedom } = of
  const total = freedom + 2
  switch (variant) {
    case 'LS':
    case 'Cohen':
      return sizes + corrected ** 2 / (2 * total)
    case 'LS2':
      return hedgesCorrection(freedom) ** 2 * (sizes + cohen ** 2 / (2 * total))
    case 'UB':
      return sizes + unbiasedVarianceFactor(freedom) * corrected ** 2
    case 'AV':
      if (average === undefined) throw new RangeError('standardisedMeanDifference: variant AV needs averageEffect')
      return sizes + average ** 2 / (2 * total)
    case 'H0':
      return sizes
    case 'RevMan 5':
      return sizes + corrected ** 2 / (2 * (total - 3.94))
    case 'Cohen exact':
      return sizes + unbiasedVarianceFactor(freedom) * (hedgesCorrection(freedom) * cohen) ** 2
  }
}

/**
 * Standardised by the root of the mean of both variances, for groups whose standard deviations differ.
 * @throws {NotEstimableError} both standard deviations are 0, or a group has fewer than 2 patients
 * @source Bonett 2009, Psychological Methods 14:225–238, with Hedges' correction at N - 2 degrees of freedom
 */
export function standardisedMeanDifferenceUnequal(data: TwoGroupMeans): EffectSize {
  const { mean1, sd1, total1, mean2, sd2, total2 } = data
  const freedom = total1 + total2 - 2
  const scale = Math.max(sd1, sd2)
  const share1 = (sd1 / scale) ** 2
  const share2 = (sd2 / scale) ** 2
  const average = (share1 + share2) / 2
  if (!(freedom > 1)) return effectSizeOf(Number.NaN, Number.NaN, noSpread)
  const effect = (hedgesCorrection(freedom) * (mean1 - mean2)) / (scale * Math.sqrt(average))
  const fromEffect = (effect ** 2 * (share1 ** 2 / (total1 - 1) + share2 ** 2 / (total2 - 1))) / (8 * average ** 2)
  const fromMeans = (share1 / (total1 - 1) + share2 / (total2 - 1)) / average
  return effectSizeOf(effect, fromEffect + fromMeans, noSpread)
}

/** Variance of Glass' delta: as for `StandardisedVariant`, or `unequal` for groups whose standard deviations differ. */
export type GlassVariant = 'LS' | 'LS2' | 'UB' | 'AV' | 'unequal' | 'uncorrected'

/**
 * Glass' delta: mean of group 1 minus mean of group 2, in standard deviations of group 2 (the control group).
 *
 * `uncorrected` leaves out Hedges' correction and has variance 1/n1 + 1/n2 + d²/(2(n2 - 1)), as in package meta;
 * `unequal` also uses the standard deviation of group 1 in the variance.
 * @throws {NotEstimableError} the standard deviation of group 2 is 0, or that group has 2 patients or fewer
 * @source Glass 1976, Educational Researcher 5:3–8; Hedges 1981; Bonett 2008, Psychological Methods 13:99–109 (`unequal`)
 */
export function glassDelta(
  data: TwoGroupMeans,
  options: { readonly variant?: GlassVariant; readonly averageEffect?: number } = {},
): EffectSize {
  const { variant = 'LS', averageEffect } = options
  const { mean1, sd1, total1, mean2, sd2, total2 } = data
  const reason = "Glass' delta needs a control group with a standard deviation above 0 and more than 2 patients"
  const freedom = total2 - 1
  if (!(freedom > 1)) return effectSizeOf(Number.NaN, Number.NaN, reason)
  const sizes = 1 / total1 + 1 / total2
  const raw = (mean1 - mean2) / sd2
  if (variant === 'uncorrected') return effectSizeOf(raw, sizes + raw ** 2 / (2 * freedom), reason)
  const correction = hedgesCorrection(freedom)
  const effect = correction * raw
  const variances: Record<Exclude<GlassVariant, 'uncorrected'>, () => number> = {
    LS: () => sizes + effect ** 2 / (2 * total2),
    LS2: () => correction ** 2 * (sizes + raw ** 2 / (2 * total2)),
    UB: () => sizes + unbiasedVarianceFactor(freedom) * effect ** 2,
    AV: () => {
      if (averageEffect === undefined) throw new RangeError('glassDelta: variant AV needs averageEffect')
      return sizes + averageEffect ** 2 / (2 * total2)
    },
    unequal: () => (sd1 / sd2) ** 2 / (total1 - 1) + 1 / freedom + effect ** 2 / (2 * freedom),
  }
  return effectSizeOf(effect, variances[variant](), reason)
}
