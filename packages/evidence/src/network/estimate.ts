import { normalQuantile, normalTwoSided } from '../numerics/index.ts'

/** An effect with its uncertainty, on the scale of the input (ratios as logarithms). */
export interface EffectEstimate {
  readonly estimate: number
  readonly standardError: number
  /** Confidence limits at the level of the analysis, from the normal distribution. */
  readonly lower: number
  readonly upper: number
  /** Estimate divided by standard error. */
  readonly statistic: number
  /** Two-sided. */
  readonly pValue: number
}

/** Normal interval and test of an estimate. */
export function estimateOf(estimate: number, standardError: number, quantile: number): EffectEstimate {
  const statistic = estimate / standardError
  return {
    estimate,
    standardError,
    lower: estimate - quantile * standardError,
    upper: estimate + quantile * standardError,
    statistic,
    pValue: normalTwoSided(statistic),
  }
}

/** Quantile of the normal distribution for a two-sided interval at a level such as 0.95. */
export function normalQuantileOf(level: number): number {
  if (!(level > 0 && level < 1)) throw new RangeError(`level: needs a number between 0 and 1, got ${level}`)
  return -normalQuantile((1 - level) / 2)
}
