import { chiSquaredQuantile, chiSquaredUpperQuantile, findRoot } from '../numerics/index.ts'
import type { StudyEffect } from '../study-effect.ts'
import { type Conventions, conventionsOf, type PoolingOptions } from './conventions.ts'
import { type EstimateWithLimits, iSquaredFromTauSquared } from './heterogeneity.ts'
import { InterceptModel } from './intercept-model.ts'
import type { Interval } from './interval.ts'
import { columnsOf } from './study-columns.ts'
import { estimateTauSquared, relativeLogLikelihood, solveGeneralizedQ } from './tau-squared.ts'
import type { WeightedModel } from './weighted-model.ts'

/** Limits of the variance between studies, and of what follows from it; undefined where no tau² agrees with the data. */
export interface HeterogeneityLimits {
  readonly conventions: Conventions
  readonly intervalMethod: 'Q-profile' | 'profile likelihood'
  readonly tauSquared: EstimateWithLimits
  readonly tau: EstimateWithLimits
  /** As a fraction; from tau² and the typical variance. */
  readonly iSquared: EstimateWithLimits
  readonly hSquared: EstimateWithLimits
}

/**
 * Q-profile interval of tau²: all values whose generalised Q statistic lies between the quantiles of chi-squared. Exact
 * when the studies' estimates are normal.
 * @param options method of the estimate and level; the limits do not depend on the method
 * @throws {InputProblemError} naming rows that cannot be used, or for fewer than 2 studies
 * @source Viechtbauer 2007, Stat Med 26:37
 */
export function qProfileInterval(studies: readonly StudyEffect[], options?: PoolingOptions): HeterogeneityLimits {
  const conventions = conventionsOf(options)
  const columns = columnsOf(studies, 2)
  const model = new InterceptModel(columns)
  const estimate = estimateTauSquared(model, conventions.method)
  return limitsOf(model, conventions, 'Q-profile', estimate, qProfileLimits(model, conventions.level), columns.unit)
}

/** Limits by Q-profile for any model, in the unit of its columns; undefined when even tau² = 0 leaves Q too small. */
export function qProfileLimits(model: WeightedModel, level: number): Interval | undefined {
  const tail = (1 - level) / 2
  const spare = model.studyCount - model.coefficientCount
  const lowest = chiSquaredQuantile(tail, spare)
  model.weigh(0)
  if (model.residualSquares < lowest) return undefined
  return {
    lower: solveGeneralizedQ(model, chiSquaredUpperQuantile(tail, spare)),
    upper: solveGeneralizedQ(model, lowest),
  }
}

/**
 * Profile likelihood interval of tau²: all values whose (restricted) log likelihood is less than half a chi-squared
 * quantile below the highest.
 * @param options method `ML` or `REML` (default), and level
 * @throws {RangeError} for a method without likelihood
 * @throws {InputProblemError} naming rows that cannot be used, or for fewer than 2 studies
 * @source Hardy & Thompson 1996, Stat Med 15:619
 */
export function profileLikelihoodInterval(
  studies: readonly StudyEffect[],
  options?: PoolingOptions,
): HeterogeneityLimits {
  const conventions = conventionsOf(options)
  const { method, level } = conventions
  if (method !== 'ML' && method !== 'REML') {
    throw new RangeError(`profileLikelihoodInterval needs method ML or REML, got ${method}`)
  }
  const columns = columnsOf(studies, 2)
  const model = new InterceptModel(columns)
  const estimate = estimateTauSquared(model, method)
  const limits = profileLimits(model, estimate, method === 'REML', level)
  return limitsOf(model, conventions, 'profile likelihood', estimate, limits, columns.unit)
}

function profileLimits(model: WeightedModel, estimate: number, restricted: boolean, level: number): Interval {
  const allowed = chiSquaredQuantile(level, 1) / 2
  const highest = relativeLogLikelihood(model, estimate, restricted)
  const excess = (tauSquared: number) => relativeLogLikelihood(model, tauSquared, restricted) - highest + allowed
  const lower = excess(0) >= 0 ? 0 : findRoot(excess, 0, estimate)
  let below = estimate
  let above = 2 * estimate + model.smallestVariance
  while (excess(above) > 0) {
    below = above
    above *= 2
  }
  return { lower, upper: findRoot(excess, below, above) }
}

function limitsOf(
  model: WeightedModel,
  conventions: Conventions,
  intervalMethod: HeterogeneityLimits['intervalMethod'],
  estimate: number,
  limits: Interval | undefined,
  unit: number,
): HeterogeneityLimits {
  model.weigh(0)
  const typicalVariance = (model.studyCount - model.coefficientCount) / model.traceP
  const of = (f: (tauSquared: number) => number): EstimateWithLimits => ({
    estimate: f(estimate),
    lower: limits && f(limits.lower),
    upper: limits && f(limits.upper),
  })
  return {
    conventions,
    intervalMethod,
    tauSquared: of((value) => value * unit * unit),
    tau: of((value) => Math.sqrt(value) * unit),
    iSquared: of((value) => iSquaredFromTauSquared(value, typicalVariance).iSquared),
    hSquared: of((value) => iSquaredFromTauSquared(value, typicalVariance).hSquared),
  }
}
