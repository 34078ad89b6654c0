import { type InputProblem, refuse } from '../input-problem.ts'
import {
  chiSquaredUpperTail,
  factorCholesky,
  hessianOf,
  invertFromCholesky,
  minimise,
  normalLowerTail,
  normalQuantile,
  normalUpperTail,
} from '../numerics/index.ts'
import type { StudyEffect } from '../study-effect.ts'
import { conventionsOf } from './conventions.ts'
import { type EstimateInference, inferenceOf } from './interval.ts'
import { type PooledEffect, poolColumns } from './pool.ts'
import { columnsOf, type StudyColumns } from './study-columns.ts'

export interface StepSelectionOptions {
  /** Which effects count as significant: those above 0, below 0, or on both sides. Default `greater`. */
  readonly alternative?: 'greater' | 'less' | 'two-sided'
  /** P-values at which the chance of being published changes, between 0 and 1, ascending. Default 0.025. */
  readonly steps?: readonly number[]
  /** `ML` estimates tau², `common` takes it as 0. Default `ML`. */
  readonly method?: 'ML' | 'common'
  /** As a fraction. Default 0.95. */
  readonly level?: number
}

/** A range of p-values with its chance of being published. */
export interface SelectionStep {
  /** P-values above this, up to `to`. */
  readonly from: number
  readonly to: number
  readonly studyCount: number
  /** Chance of publication relative to the first range, which has 1. */
  readonly relativeChance: number
  /** undefined for the first range. */
  readonly standardError: number | undefined
}

/** The effect if studies had been published with chances that depend on their p-values. */
export interface StepSelection extends EstimateInference {
  readonly method: 'ML' | 'common'
  readonly alternative: 'greater' | 'less' | 'two-sided'
  readonly tauSquared: number
  readonly steps: readonly SelectionStep[]
  readonly logLikelihood: number
  /** Likelihood ratio test of no selection. */
  readonly selectionTest: { readonly statistic: number; readonly degreesOfFreedom: number; readonly pValue: number }
}

/**
 * Step-function selection model by maximum likelihood.
 * @throws {InputProblemError} naming rows that cannot be used, ranges of p-values without a study, or when the likelihood
 * has no highest point
 * @throws {RangeError} for steps that do not ascend between 0 and 1
 * @source Hedges & Vevea 1996, J Educ Behav Stat 21:299; Vevea & Hedges 1995, Psychometrika 60:419
 */
export function stepSelectionModel(studies: readonly StudyEffect[], options: StepSelectionOptions = {}): StepSelection {
  const { alternative = 'greater', steps = [0.025], method = 'ML', level = 0.95 } = options
  const cuts = cutsOf(steps)
  const columns = columnsOf(studies, 2)
  const places = Array.from(columns.estimates, (estimate, row) =>
    placeOf(pValueOf(estimate / Math.sqrt(columns.variances[row] as number), alternative), cuts),
  )
  refuse(emptySteps(places, cuts))
  const without = poolColumns({ ...columns, unit: 1 }, conventionsOf({ method }))
  const model = selectionModelOf(columns, places, cuts, alternative)
  const fitted = fit(model, without, method === 'ML', cuts.length - 1)
  const { unit } = columns
  const scaleShift = columns.count * Math.log(unit)
  const flatChances = cuts.map(() => 1)
  const statistic = Math.max(0, 2 * (fitted.logLikelihood - model(without.estimate, without.tauSquared, flatChances)))
  const degreesOfFreedom = cuts.length - 1
  return {
    ...inferenceOf(fitted.estimate * unit, (fitted.errors[0] as number) * unit, Number.POSITIVE_INFINITY, level),
    method,
    alternative,
    tauSquared: fitted.tauSquared * unit * unit,
    steps: cuts.map((to, index) => ({
      from: index === 0 ? 0 : (cuts[index - 1] as number),
      to,
      studyCount: places.filter((place) => place === index).length,
      relativeChance: fitted.chances[index] as number,
      standardError: index === 0 ? undefined : (fitted.chances[index] as number) * (fitted.errors[index] as number),
    })),
    logLikelihood: fitted.logLikelihood - scaleShift,
    selectionTest: { statistic, degreesOfFreedom, pValue: chiSquaredUpperTail(statistic, degreesOfFreedom) },
  }
}

/** Upper ends of the ranges; the last is 1. */
function cutsOf(steps: readonly number[]): number[] {
  const ascend = steps.every((step, index) => step > (steps[index - 1] ?? 0) && step <= 1)
  const inner = steps.filter((step) => step < 1)
  if (!ascend || inner.length === 0) {
    throw new RangeError(`stepSelectionModel needs steps that ascend between 0 and 1, got ${steps.join(', ')}`)
  }
  return [...inner, 1]
}

function pValueOf(score: number, alternative: 'greater' | 'less' | 'two-sided'): number {
  if (alternative === 'greater') return normalUpperTail(score)
  return alternative === 'less' ? normalLowerTail(score) : 2 * normalUpperTail(Math.abs(score))
}

function placeOf(pValue: number, cuts: readonly number[]): number {
  return cuts.findIndex((cut) => pValue <= cut)
}

function emptySteps(places: readonly number[], cuts: readonly number[]): InputProblem[] {
  return cuts.flatMap((cut, index) =>
    places.includes(index)
      ? []
      : [
          {
            message: `no study has a p-value from ${cuts[index - 1] ?? 0} to ${cut}; merge this range with the next one`,
          },
        ],
  )
}

type LogLikelihood = (estimate: number, tauSquared: number, chances: readonly number[]) => number

/** Log likelihood: of each study the chance of its range times its density, over the chance to be published at all. */
function selectionModelOf(
  { count, estimates, variances }: StudyColumns,
  places: readonly number[],
  cuts: readonly number[],
  alternative: 'greater' | 'less' | 'two-sided',
): LogLikelihood {
  const tails = cuts.map((cut) => (alternative === 'two-sided' ? cut / 2 : cut))
  const scores = tails.map((tail, index) => (index === cuts.length - 1 ? undefined : -normalQuantile(tail)))
  return (estimate, tauSquared, chances) => {
    let total = -0.5 * count * Math.log(2 * Math.PI)
    for (let i = 0; i < count; i++) {
      const variance = variances[i] as number
      const spread = Math.sqrt(variance + tauSquared)
      let published = 0
      let before = 0
      for (const [index, score] of scores.entries()) {
        // Chance of a p-value up to this cut.
        const upTo = score === undefined ? 1 : chanceBeyond(score * Math.sqrt(variance), estimate, spread, alternative)
        published += (chances[index] as number) * (upTo - before)
        before = upTo
      }
      const residual = ((estimates[i] as number) - estimate) / spread
      total += Math.log(chances[places[i] as number] as number) - 0.5 * residual * residual - Math.log(spread)
      total -= Math.log(published)
    }
    return total
  }
}

function chanceBeyond(critical: number, mean: number, spread: number, alternative: string): number {
  if (alternative === 'greater') return normalUpperTail((critical - mean) / spread)
  if (alternative === 'less') return normalLowerTail((-critical - mean) / spread)
  return normalUpperTail((critical - mean) / spread) + normalLowerTail((-critical - mean) / spread)
}

/** Highest point over the mean, tau (not below 0 by its square) and the logarithms of the chances. */
function fit(
  logLikelihood: LogLikelihood,
  without: Pick<PooledEffect, 'estimate' | 'standardError' | 'tauSquared' | 'studyCount'>,
  estimatesTau: boolean,
  freeChances: number,
) {
  const read = (point: Float64Array, hasTau: boolean) => ({
    estimate: point[0] as number,
    chances: [1, ...Array.from(point.subarray(1, 1 + freeChances), Math.exp)],
    tauSquared: hasTau ? (point[1 + freeChances] as number) ** 2 : 0,
  })
  const objective = (hasTau: boolean) => (point: Float64Array) => {
    const { estimate, tauSquared, chances } = read(point, hasTau)
    return -logLikelihood(estimate, tauSquared, chances)
  }
  const start = [without.estimate, ...Array.from({ length: freeChances }, () => 0)]
  const scale = [without.standardError, ...Array.from({ length: freeChances }, () => 1)]
  const candidates = [{ hasTau: false, minimum: minimise(objective(false), start, { scale }) }]
  if (estimatesTau) {
    // Without heterogeneity start from the error of a typical study, where the likelihood is not flat.
    const typical = without.standardError ** 2 * without.studyCount
    const tau = Math.sqrt(without.tauSquared > 0 ? without.tauSquared : typical)
    candidates.push({ hasTau: true, minimum: minimise(objective(true), [...start, tau], { scale: [...scale, tau] }) })
  }
  // At tau = 0 the likelihood is flat in tau: a tau of no weight is taken as 0.
  const [boundary, free] = candidates
  const isFreeBetter = free !== undefined && free.minimum.value < (boundary?.minimum.value as number) - 1e-9
  const { hasTau, minimum } = (isFreeBetter ? free : boundary) as (typeof candidates)[number]
  const sizes = hasTau ? [...scale, Math.abs(minimum.point[freeChances + 1] as number)] : scale
  const hessian = hessianOf(objective(hasTau), minimum.point, sizes)
  const factor = factorCholesky(hessian)
  const values = read(minimum.point, hasTau)
  if (factor === undefined || values.chances.some((chance) => !(chance > 1e-8 && chance < 1e8))) {
    refuse([{ message: 'the selection model has no single best fit to these studies; use fewer steps' }])
    throw new RangeError('unreachable')
  }
  const inverse = invertFromCholesky(factor)
  const errors = Array.from({ length: inverse.rows }, (_, i) =>
    Math.sqrt(inverse.values[i * (inverse.rows + 1)] as number),
  )
  return { ...values, errors, logLikelihood: -minimum.value }
}
