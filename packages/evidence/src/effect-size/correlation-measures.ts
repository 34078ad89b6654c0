import { type EffectSize, effectSizeOf } from './effect-size.ts'
import { hypergeometricNearOne } from './hypergeometric.ts'
import type { CorrelationData } from './study-data.ts'

/** Variance of a correlation: large sample, unbiased, with the average correlation of all studies, or without effect. */
export type CorrelationVariance = 'LS' | 'UB' | 'AV' | 'H0'

/** Options of `correlation` and `unbiasedCorrelation`. */
export interface CorrelationOptions {
  /** Default `LS`. */
  readonly variance?: CorrelationVariance
  /** Variance AV: the correlation averaged over the studies by sample size. */
  readonly averageCorrelation?: number
}

/**
 * Pearson's correlation as it is, -1 to 1.
 * @throws {NotEstimableError} the correlation is -1 or 1, or there are too few people
 * @source Borenstein 2009, equation 12.27 (LS, AV); Hedges 1989 with the exact series of Olkin & Pratt (UB)
 */
export function correlation(data: CorrelationData, options: CorrelationOptions = {}): EffectSize {
  return withVariance(data.correlation, data, options)
}

/**
 * Pearson's correlation without its bias towards 0.
 * @throws {NotEstimableError} the correlation is -1 or 1, or there are 4 people or fewer
 * @source Olkin & Pratt 1958, Annals of Mathematical Statistics 29:201–211, equation 2.3
 */
export function unbiasedCorrelation(data: CorrelationData, options: CorrelationOptions = {}): EffectSize {
  const { correlation: r, total } = data
  const unbiased = total > 4 ? r * hypergeometricNearOne(0.5, 0.5, (total - 2) / 2, r * r) : Number.NaN
  return withVariance(unbiased, data, options)
}

/**
 * Fisher's z, the inverse hyperbolic tangent of the correlation.
 * @throws {NotEstimableError} the correlation is -1 or 1, or there are 3 people or fewer
 * @source Fisher 1921, Metron 1:1–32
 */
export function fisherZ({ correlation: r, total }: CorrelationData): EffectSize {
  return effectSizeOf(
    Math.atanh(r),
    1 / (total - 3),
    "Fisher's z needs a correlation inside -1 and 1 and more than 3 people",
  )
}

function withVariance(estimate: number, data: CorrelationData, options: CorrelationOptions): EffectSize {
  const { variance = 'LS', averageCorrelation } = options
  const { correlation: r, total } = data
  const reason = 'a correlation needs a value inside -1 and 1 and more people'
  const large = (rho: number) => (1 - rho * rho) ** 2 / (total - 1)
  if (variance === 'LS') return effectSizeOf(estimate, large(estimate), reason)
  if (variance === 'H0') return effectSizeOf(estimate, 1 / (total - 1), reason)
  if (variance === 'AV') {
    if (averageCorrelation === undefined) throw new RangeError('correlation: variance AV needs averageCorrelation')
    return effectSizeOf(estimate, large(averageCorrelation), reason)
  }
  const unexplained = total > 4 ? hypergeometricNearOne(1, 1, total / 2, r * r) : Number.NaN
  const squared = 1 - (((total - 3) * (1 - r * r)) / (total - 2)) * unexplained
  return effectSizeOf(estimate, estimate ** 2 - squared, reason)
}
