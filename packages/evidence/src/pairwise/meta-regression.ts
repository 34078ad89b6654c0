import { type Matrix, multiply, transpose } from '../numerics/index.ts'
import { type InputProblem, refuse } from '../input-problem.ts'
import type { StudyEffect } from '../study-effect.ts'
import { type Conventions, conventionsOf, type PoolingOptions } from './conventions.ts'
import { type Design, designOf, type Moderator } from './design.ts'
import { type Heterogeneity, heterogeneityOf } from './heterogeneity.ts'
import { type EstimateInference, inferenceOf, twoSidedQuantile } from './interval.ts'
import { type FitStatistics, fitStatisticsOf } from './likelihood.ts'
import { poolColumns } from './pool.ts'
import { RegressionModel } from './regression-model.ts'
import { type OmnibusTest, omnibusOf } from './omnibus.ts'
import { columnsOf, type StudyColumns } from './study-columns.ts'
import { estimateTauSquared, standardErrorOfTauSquared } from './tau-squared.ts'

export type RegressionOptions = PoolingOptions & {
  /** Whether the model has an effect for moderators of 0. Default true. */
  readonly intercept?: boolean
}

/** A coefficient: change of the effect per unit of the moderator, or from the reference category. */
export interface Coefficient extends EstimateInference {
  readonly name: string
}

export interface MetaRegression {
  readonly conventions: Conventions
  readonly studyCount: number
  /** Intercept first, then the moderators in the order given. */
  readonly coefficients: readonly Coefficient[]
  /** Of the coefficients, as used for their intervals. */
  readonly covariance: Matrix
  /** C with C C' the covariance: gives the variance of a sum of coefficients without cancellation. */
  readonly covarianceRoot: Matrix
  /** Variance between studies that the moderators leave. */
  readonly tauSquared: number
  readonly tauSquaredStandardError: number | undefined
  /** Of what the moderators leave. */
  readonly heterogeneity: Heterogeneity
  /** undefined without moderators. */
  readonly omnibus: OmnibusTest | undefined
  /** Share of tau² (of a common effect: of H²) that the moderators explain, at least 0; undefined without intercept. */
  readonly rSquared: number | undefined
  /** 1/(v + tau²) as shares of their sum. */
  readonly weights: readonly number[]
  /** Diagonal of the hat matrix. */
  readonly leverages: readonly number[]
  readonly fit: FitStatistics
}

/**
 * Meta-regression: explains differences between studies by their characteristics.
 * @returns coefficients on the scale of the studies per unit of the moderator
 * @throws {InputProblemError} naming rows that cannot be used, redundant moderators, or too few studies
 * @throws {RangeError} for unknown options, or a moderator without one value per study
 * @source Thompson & Higgins 2002, Stat Med 21:1559; Raudenbush 2009; Knapp & Hartung 2003, Stat Med 22:2693
 */
export function regress(
  studies: readonly StudyEffect[],
  moderators: readonly Moderator[],
  options: RegressionOptions = {},
): MetaRegression {
  const { intercept = true, ...pooling } = options
  const columns = columnsOf(studies)
  return regressColumns(columns, designOf(moderators, columns.count, intercept), conventionsOf(pooling), intercept)
}

/** Fits columns on a design; for analyses that fit many times. */
export function regressColumns(
  columns: StudyColumns,
  design: Design,
  conventions: Conventions,
  hasIntercept: boolean,
): MetaRegression {
  const { count, unit } = columns
  const { method, interval, level } = conventions
  const size = design.names.length
  const spare = count - size
  const isCommon = method === 'common'
  if (spare < (isCommon && interval === 'normal' ? 0 : 1)) {
    refuse([{ message: `${size} coefficients need more than ${size} studies, got ${count}` }])
  }
  const model = new RegressionModel(columns, design.basis)
  model.weigh(0)
  const q = model.residualSquares
  const heterogeneityInputs = [q, spare, model.traceP] as const
  const tauSquared = estimateTauSquared(model, method)
  const tauSquaredError = standardErrorOfTauSquared(model, method, tauSquared)
  const fit = fitStatisticsOf(model, tauSquared, unit, !isCommon)
  model.weigh(tauSquared)

  const square = unit * unit
  const classicRoot = scaled(model.covarianceRoot(), size, unit)
  const estimates = model.coefficients().map((value) => value * unit)
  const { factor, degreesOfFreedom } = correctionOf(model, spare, conventions)
  refuse(unusable(design, estimates, classicRoot))
  const covarianceRoot = scaled(classicRoot.values, size, Math.sqrt(factor))
  const covariance = multiply(covarianceRoot, transpose(covarianceRoot))
  const coefficients = design.names.map((name, j) => {
    const estimate = estimates[j] as number
    const error = Math.hypot(...covarianceRoot.values.subarray(j * size, (j + 1) * size))
    const inference = inferenceOf(estimate, error, degreesOfFreedom, level)
    if (interval !== 'knapp-hartung-wider') return { name, ...inference }
    const normal = inferenceOf(estimate, inference.standardError / Math.sqrt(factor), Number.POSITIVE_INFINITY, level)
    const isWider = normal.upper - normal.lower > inference.upper - inference.lower
    return { name, ...(isWider ? normal : inference) }
  })
  refuse(beyondNumbers(coefficients, covariance))
  const heterogeneity = heterogeneityOf(...heterogeneityInputs, isCommon ? undefined : tauSquared, conventions.iSquared)
  return {
    conventions,
    studyCount: count,
    coefficients,
    covariance,
    covarianceRoot,
    tauSquared: tauSquared * square,
    tauSquaredStandardError: tauSquaredError === undefined ? undefined : tauSquaredError * square,
    heterogeneity: { ...heterogeneity, typicalVariance: heterogeneity.typicalVariance * square },
    omnibus: omnibusOf(estimates, covarianceRoot, hasIntercept, degreesOfFreedom),
    rSquared:
      hasIntercept && size > 1 ? rSquaredOf(columns, conventions, tauSquared * square, heterogeneity) : undefined,
    weights: model.weights.map((weight) => weight / model.sumOfWeights),
    leverages: columns.estimates.map((_, i) => model.leverageOf(i)),
    fit,
  }
}

/** Coefficients that are no numbers: their unit is out of range, or the weights leave too few studies to tell them apart. */
function unusable({ names }: Design, estimates: Float64Array, root: Matrix): InputProblem[] {
  return names.flatMap((column, j) => {
    const row = root.values.subarray(j * names.length, (j + 1) * names.length)
    const isFine = Number.isFinite(estimates[j]) && row.every(Number.isFinite) && row.some((value) => value !== 0)
    return isFine ? [] : [noNumber(column)]
  })
}

/** Coefficients whose interval or variance leaves the range of doubles. */
export function beyondNumbers(coefficients: readonly Coefficient[], { columns, values }: Matrix): InputProblem[] {
  return coefficients.flatMap(({ name, lower, upper }, j) =>
    Number.isFinite(upper - lower) && Number.isFinite(values[j * (columns + 1)]) ? [] : [noNumber(name)],
  )
}

function noNumber(column: string): InputProblem {
  const message =
    'cannot be estimated: give it in another unit, or leave out studies with variances far from the others'
  return { column, message }
}

function scaled(values: Float64Array, size: number, factor: number): Matrix {
  return { rows: size, columns: size, values: values.map((value) => value * factor) }
}

/** Factor of the covariance and degrees of freedom by the rule of the conventions; leaves the model weighed as it was. */
function correctionOf(model: RegressionModel, spare: number, { interval, level }: Conventions) {
  if (interval === 'normal') return { factor: 1, degreesOfFreedom: Number.POSITIVE_INFINITY }
  if (interval === 't') return { factor: 1, degreesOfFreedom: spare }
  const factor = model.residualSquares / spare
  const floored = { factor: Math.max(1, factor), degreesOfFreedom: spare }
  if (interval === 'knapp-hartung-floor') return floored
  if (fitsExactly(model)) {
    if (interval === 'knapp-hartung-wider') return { factor: 1, degreesOfFreedom: Number.POSITIVE_INFINITY }
    if (interval === 'knapp-hartung-iqwig') return floored
    refuse([{ message: 'the model fits every study exactly, so the Knapp–Hartung interval has no width; use another' }])
  }
  if (interval !== 'knapp-hartung-iqwig') return { factor, degreesOfFreedom: spare }
  const width = twoSidedQuantile(level, spare) * Math.sqrt(factor) * firstError(model)
  const other = new RegressionModel(columnsOfModel(model), model.basis)
  other.weigh(estimateTauSquared(other, 'DL'))
  const derSimonianLaird = twoSidedQuantile(level, Number.POSITIVE_INFINITY) * firstError(other)
  return width < derSimonianLaird ? floored : { factor, degreesOfFreedom: spare }
}

/** Whether nothing but rounding is left of the estimates. */
function fitsExactly({ residualSquares, weights, estimates }: RegressionModel): boolean {
  const squares = estimates.reduce((total, estimate, i) => total + (weights[i] as number) * estimate * estimate, 0)
  return residualSquares <= 1e-28 * squares
}

/** Standard error of the first coefficient, in the unit of the columns. */
function firstError(model: RegressionModel): number {
  return Math.hypot(...model.covarianceRoot().subarray(0, model.coefficientCount))
}

function columnsOfModel({ studyCount, estimates, variances }: RegressionModel): StudyColumns {
  return { count: studyCount, estimates, variances, unit: 1 }
}

function rSquaredOf(
  columns: StudyColumns,
  conventions: Conventions,
  tauSquared: number,
  residual: Heterogeneity,
): number {
  const without = poolColumns(columns, { ...conventions, interval: 'normal', prediction: 'S' })
  if (conventions.method === 'common') {
    const { hSquared } = without.heterogeneity
    return hSquared > 0 ? Math.max(0, 1 - residual.hSquared / hSquared) : 0
  }
  return without.tauSquared > 0 ? Math.max(0, 1 - tauSquared / without.tauSquared) : 0
}
