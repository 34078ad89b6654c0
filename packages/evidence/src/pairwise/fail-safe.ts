import { normalQuantile } from '../numerics/index.ts'
import type { StudyEffect } from '../study-effect.ts'
import { conventionsOf } from './conventions.ts'
import { poolColumns } from './pool.ts'
import { columnsOf } from './study-columns.ts'

export interface FailSafeOptions {
  /** Significance level. Default 0.05; one-sided for Rosenthal, two-sided for Rosenberg, as published. */
  readonly alpha?: number
  /** Mean effect that Orwin's number leaves. Default half the mean of the estimates. */
  readonly target?: number
}

/** How many studies without effect would undo the result; whole numbers, rounded up. */
export interface FailSafeNumbers {
  /** Until Stouffer's combined p is no longer below alpha. */
  readonly rosenthal: number
  /** Until the unweighted mean effect is the target; Infinity when it cannot be reached. */
  readonly orwin: number
  /** Until the common effect is no longer significant, for studies of average weight. */
  readonly rosenberg: number
  readonly alpha: number
  readonly target: number
}

/**
 * Fail-safe numbers. They ignore heterogeneity and say little about bias; given because reports ask for them.
 * @throws {InputProblemError} naming rows that cannot be used
 * @throws {RangeError} when alpha is not between 0 and 0.5
 * @source Rosenthal 1979, Psychol Bull 86:638; Orwin 1983, J Educ Stat 8:157; Rosenberg 2005, Evolution 59:464
 */
export function failSafeNumbers(studies: readonly StudyEffect[], options: FailSafeOptions = {}): FailSafeNumbers {
  const { alpha = 0.05 } = options
  if (!(alpha > 0 && alpha < 0.5)) throw new RangeError(`failSafeNumbers needs alpha between 0 and 0.5, got ${alpha}`)
  const columns = columnsOf(studies)
  const count = columns.count
  let sumOfScores = 0
  let mean = 0
  for (let i = 0; i < count; i++) {
    sumOfScores += (columns.estimates[i] as number) / Math.sqrt(columns.variances[i] as number)
    mean += ((columns.estimates[i] as number) * columns.unit) / count
  }
  const { target = mean / 2 } = options
  const common = poolColumns(columns, conventionsOf({ method: 'common' }))
  const oneSided = normalQuantile(alpha)
  const twoSided = normalQuantile(alpha / 2)
  return {
    rosenthal: wholeStudies((sumOfScores / oneSided) ** 2 - count),
    orwin: orwinNumber(count, mean, target),
    rosenberg: wholeStudies(count * ((common.statistic / twoSided) ** 2 - 1)),
    alpha,
    target,
  }
}

function orwinNumber(count: number, mean: number, target: number): number {
  if (target === 0) return mean === 0 ? 0 : Number.POSITIVE_INFINITY
  // A ratio that is whole but for rounding (the default target gives exactly the number of studies) stays whole.
  return wholeStudies((count * (mean - target)) / target)
}

function wholeStudies(number: number): number {
  const nearest = Math.round(number)
  return Math.max(0, Math.abs(number - nearest) <= 1e-9 * Math.abs(nearest) ? nearest : Math.ceil(number))
}
