import { type InputProblem, refuse } from '../input-problem.ts'
import { type Matrix, multiply, transpose } from '../numerics/index.ts'
import type { StudyEffect } from '../study-effect.ts'
import { type Design, designOf, interceptName, type Moderator } from './design.ts'
import { heterogeneityOf, type Heterogeneity } from './heterogeneity.ts'
import { type Interval, inferenceOf, twoSidedQuantile } from './interval.ts'
import type { FitStatistics } from './likelihood.ts'
import { beyondNumbers, type Coefficient } from './meta-regression.ts'
import { type OmnibusTest, omnibusOf } from './omnibus.ts'
import { RegressionModel } from './regression-model.ts'
import { columnsOf, type StudyColumns } from './study-columns.ts'
import { ThreeLevelModel, type VarianceComponents } from './three-level-model.ts'
import { solveUpper } from './triangle.ts'
import { estimateComponents } from './variance-components.ts'

/** An effect that shares its cluster (study, district, laboratory) with others. */
export interface ClusteredEffect extends StudyEffect {
  readonly cluster: string
}

export interface ThreeLevelOptions {
  /** Default REML. */
  readonly method?: 'REML' | 'ML'
  readonly moderators?: readonly Moderator[]
  /** Default true. */
  readonly intercept?: boolean
  /** `normal`, or `t` with studies minus coefficients degrees of freedom. Default `normal`. */
  readonly interval?: 'normal' | 't'
  /** As a fraction. Default 0.95. */
  readonly level?: number
}

export interface ThreeLevelEffect {
  readonly method: 'REML' | 'ML'
  readonly interval: 'normal' | 't'
  readonly level: number
  readonly studyCount: number
  readonly clusterCount: number
  /** One, or the intercept and a coefficient per moderator. */
  readonly coefficients: readonly Coefficient[]
  readonly covariance: Matrix
  /** Variance of true effects between clusters. */
  readonly varianceBetween: number
  /** Variance of true effects within a cluster. */
  readonly varianceWithin: number
  /** Correlation of two true effects of one cluster; undefined when both variances are 0. */
  readonly intraclassCorrelation: number | undefined
  /** Shares of the total variance of a typical effect, as fractions. */
  readonly iSquaredBetween: number
  readonly iSquaredWithin: number
  /** Around the common effect; I² from both variances together. */
  readonly heterogeneity: Heterogeneity
  /** For an effect in a new cluster; intercept-only models. */
  readonly prediction: Interval | undefined
  /** undefined without moderators. */
  readonly omnibus: OmnibusTest | undefined
  readonly fit: FitStatistics
}

/**
 * Three-level meta-analysis: effects within clusters, with a variance at both levels.
 * @throws {InputProblemError} naming rows that cannot be used or have no cluster, fewer than two clusters, or redundant
 * moderators
 * @source Konstantopoulos 2011, Res Synth Methods 2:61; Van den Noortgate et al. 2013, Behav Res Methods 45:576; Cheung
 * 2014, Psychol Methods 19:211 (I²)
 */
export function poolThreeLevel(effects: readonly ClusteredEffect[], options: ThreeLevelOptions = {}): ThreeLevelEffect {
  return describe(fitThreeLevel(effects, options))
}

/** A fitted model with all that a description or a robust variance needs. */
export interface ThreeLevelFit {
  readonly model: ThreeLevelModel
  readonly columns: StudyColumns
  readonly design: Design
  readonly components: VarianceComponents
  readonly method: 'REML' | 'ML'
  readonly interval: 'normal' | 't'
  readonly level: number
  /** In the unit of the effects. */
  readonly estimates: Float64Array
  readonly covariance: Matrix
  readonly covarianceRoot: Matrix
}

export function fitThreeLevel(effects: readonly ClusteredEffect[], options: ThreeLevelOptions): ThreeLevelFit {
  const { method = 'REML', moderators = [], intercept = true, interval = 'normal', level = 0.95 } = options
  if (!(level > 0 && level < 1)) throw new RangeError(`poolThreeLevel needs a level between 0 and 1, got ${level}`)
  const columns = columnsOf(effects, 2)
  const clusters = clustersOf(effects)
  const design = designOf(moderators, columns.count, intercept)
  const spare = columns.count - design.names.length
  if (spare < 1) {
    const size = design.names.length
    refuse([{ message: `${size} coefficients need more than ${size} effects, got ${columns.count}` }])
  }
  const model = new ThreeLevelModel(columns, design.basis, clusters)
  const spread = new RegressionModel(columns, design.basis).unweightedResidualSquares / spare
  const components = estimateComponents(model, method === 'REML', spread)
  model.weigh(components)
  const root = rootOf(model, columns.unit)
  const estimates = solveUpper(design.basis.triangle, solveUpper(model.triangle, model.coordinates))
  return {
    model,
    columns,
    design,
    components,
    method,
    interval,
    level,
    estimates: estimates.map((value) => value * columns.unit),
    covariance: multiply(root, transpose(root)),
    covarianceRoot: root,
  }
}

/** Rows of each cluster, in the order in which clusters appear. */
function clustersOf(effects: readonly ClusteredEffect[]): number[][] {
  const problems: InputProblem[] = []
  const clusters = new Map<string, number[]>()
  for (const [row, { cluster }] of effects.entries()) {
    if (typeof cluster !== 'string' || cluster === '') {
      problems.push({ row: row + 1, column: 'cluster', message: 'has no cluster' })
    }
    const rows = clusters.get(cluster)
    if (rows === undefined) clusters.set(cluster, [row])
    else rows.push(row)
  }
  if (problems.length === 0 && clusters.size < 2) {
    problems.push({ message: `all effects are in one cluster; a three-level model needs two clusters` })
  }
  refuse(problems)
  return [...clusters.values()]
}

function rootOf(model: ThreeLevelModel, unit: number): Matrix {
  const size = model.coefficientCount
  const values = new Float64Array(size * size)
  for (let j = 0; j < size; j++) {
    const axis = new Float64Array(size)
    axis[j] = 1
    const column = solveUpper(model.basis.triangle, solveUpper(model.triangle, axis))
    for (let i = 0; i < size; i++) values[i * size + j] = (column[i] as number) * unit
  }
  return { rows: size, columns: size, values }
}

function describe(fit: ThreeLevelFit): ThreeLevelEffect {
  const { model, columns, design, components, method, interval, level, estimates, covariance, covarianceRoot } = fit
  const size = estimates.length
  const spare = columns.count - size
  const degreesOfFreedom = interval === 't' ? spare : Number.POSITIVE_INFINITY
  const coefficients = design.names.map((name, j) => {
    const error = Math.hypot(...covarianceRoot.values.subarray(j * size, (j + 1) * size))
    return { name, ...inferenceOf(estimates[j] as number, error, degreesOfFreedom, level) }
  })
  refuse(beyondNumbers(coefficients, covariance))
  const square = columns.unit ** 2
  const common = new RegressionModel(columns, design.basis)
  common.weigh(0)
  const [between, within] = components
  const total = between + within
  const heterogeneity = heterogeneityOf(common.residualSquares, spare, common.traceP, total, 'tau-squared')
  const [first] = coefficients
  return {
    method,
    interval,
    level,
    studyCount: columns.count,
    clusterCount: model.clusters.length,
    coefficients,
    covariance,
    varianceBetween: between * square,
    varianceWithin: within * square,
    intraclassCorrelation: total > 0 ? between / total : undefined,
    iSquaredBetween: between / (total + heterogeneity.typicalVariance),
    iSquaredWithin: within / (total + heterogeneity.typicalVariance),
    heterogeneity: { ...heterogeneity, typicalVariance: heterogeneity.typicalVariance * square },
    prediction: size === 1 && first !== undefined ? predictionOf(first, total * square, level) : undefined,
    omnibus: omnibusOf(estimates, covarianceRoot, design.names[0] === interceptName, degreesOfFreedom),
    fit: fitOf(fit),
  }
}

function predictionOf(first: Coefficient, variance: number, level: number): Interval {
  const reach = twoSidedQuantile(level, first.degreesOfFreedom) * Math.hypot(first.standardError, Math.sqrt(variance))
  return { lower: first.estimate - reach, upper: first.estimate + reach }
}

function fitOf({ model, columns, components }: ThreeLevelFit): FitStatistics {
  const { studyCount, coefficientCount } = model
  const perStudy = -0.5 * Math.log(2 * Math.PI) - Math.log(columns.unit)
  const logLikelihood = studyCount * perStudy + model.logLikelihood(components, false)
  const restricted = (studyCount - coefficientCount) * perStudy + model.logLikelihood(components, true)
  const parameters = coefficientCount + 2
  const room = Math.max(studyCount, parameters + 2)
  return {
    logLikelihood,
    restrictedLogLikelihood: restricted,
    aic: -2 * logLikelihood + 2 * parameters,
    aicCorrected: -2 * logLikelihood + (2 * parameters * room) / (room - parameters - 1),
    bic: -2 * logLikelihood + parameters * Math.log(studyCount),
  }
}
