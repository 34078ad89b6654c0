import { normalQuantile, normalTwoSided, tQuantile, tTwoSided } from '../numerics/index.ts'

/** Lower and upper limit on the scale of the estimates. */
export interface Interval {
  readonly lower: number
  readonly upper: number
}

/** An estimate with its test against 0 and its interval. */
export interface EstimateInference extends Interval {
  readonly estimate: number
  readonly standardError: number
  /** Estimate divided by its standard error. */
  readonly statistic: number
  /** Of the t distribution; Infinity for the normal distribution. */
  readonly degreesOfFreedom: number
  /** Two-sided. */
  readonly pValue: number
}

/** Half the width of a two-sided interval, in standard errors. */
export function twoSidedQuantile(level: number, degreesOfFreedom: number): number {
  const tail = (1 - level) / 2
  return degreesOfFreedom === Number.POSITIVE_INFINITY ? -normalQuantile(tail) : -tQuantile(tail, degreesOfFreedom)
}

/** Test and interval of an estimate with a known standard error. */
export function inferenceOf(
  estimate: number,
  standardError: number,
  degreesOfFreedom: number,
  level: number,
): EstimateInference {
  const statistic = estimate / standardError
  const reach = twoSidedQuantile(level, degreesOfFreedom) * standardError
  return {
    estimate,
    standardError,
    statistic,
    degreesOfFreedom,
    pValue:
      degreesOfFreedom === Number.POSITIVE_INFINITY
        ? normalTwoSided(statistic)
        : tTwoSided(statistic, degreesOfFreedom),
    lower: estimate - reach,
    upper: estimate + reach,
  }
}
