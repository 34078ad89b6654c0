import { factorCholesky, invertFromCholesky, logDeterminant } from '../numerics/index.ts'
import {
  armSumOfSquares,
  logPrecisionOf,
  maximiseLikelihood,
  sumOfWeights,
  type TauSquaredMethod,
} from './between-study-variance.ts'
import type { Network } from './network.ts'
import { pairWeights } from './network-model.ts'
import { laplacianOf } from './study-laplacian.ts'

/**
 * A model in which the effect of every arm is a linear combination of parameters. `armDesign` gives the row of an arm;
 * rows may differ between studies (covariates of studies).
 */
export interface LinearDesign {
  readonly parameters: number
  readonly armRow: (study: number, treatment: number) => Float64Array
}

/** A linear model of a network at one tau²; everything in units of `network.scale`. */
export interface LinearFit {
  readonly tauSquared: number
  readonly weights: Float64Array
  readonly coefficients: Float64Array
  /** p × p. */
  readonly covariance: Float64Array
  readonly residuals: Float64Array
  readonly residualSumOfSquares: number
  readonly logDeterminant: number
}

/**
 * Generalised least squares for a linear design whose parameters are all identified.
 * @throws {RangeError} when they are not
 */
export function fitLinear(network: Network, design: LinearDesign, tauSquared: number): LinearFit {
  const { parameters } = design
  const weights = pairWeights(network, tauSquared)
  const rows = pairRows(network, design)
  const information = new Float64Array(parameters * parameters)
  const right = new Float64Array(parameters)
  for (const [pair, row] of rows.entries()) {
    addOuter(information, right, row, weights[pair] as number, network.estimate[pair] as number)
  }
  const { inverse, logDeterminant: determinant } = invertScaled(information, parameters)
  const coefficients = multiplyVector(inverse, right, parameters)
  const residuals = network.estimate.map((estimate, pair) => estimate - dot(rows[pair] as Float64Array, coefficients))
  let total = 0
  for (const [pair, residual] of residuals.entries()) total += (weights[pair] as number) * residual * residual
  return {
    tauSquared,
    weights,
    coefficients,
    covariance: inverse,
    residuals,
    residualSumOfSquares: total,
    logDeterminant: determinant,
  }
}

/** Estimates tau² of a linear model; in units of the network's scale squared. */
export function estimateLinearTauSquared(
  network: Network,
  design: LinearDesign,
  common: LinearFit,
  method: TauSquaredMethod,
): number {
  const degreesOfFreedom = linearDegreesOfFreedom(network, design)
  if (degreesOfFreedom <= 0) return 0
  const trace = (fit: LinearFit) => sumOfWeights(fit.weights) - fittedTrace(network, design, fit)
  const moment = Math.max(0, (common.residualSumOfSquares - degreesOfFreedom) / trace(common))
  if (method === 'DL') return moment
  const at = (tauSquared: number) => (tauSquared === 0 ? common : fitLinear(network, design, tauSquared))
  return maximiseLikelihood({
    moment,
    score: (tauSquared) => {
      const fit = at(tauSquared)
      const expected = method === 'ML' ? sumOfWeights(fit.weights) : trace(fit)
      return { observed: armSumOfSquares(network, fit.weights, fit.residuals), expected }
    },
    logLikelihood: (tauSquared) => {
      const fit = at(tauSquared)
      const restriction = method === 'REML' ? fit.logDeterminant : 0
      return (logPrecisionOf({ network, weights: fit.weights }) - restriction - fit.residualSumOfSquares) / 2
    },
  })
}

/** Independent contrasts minus parameters. */
export function linearDegreesOfFreedom(network: Network, { parameters }: LinearDesign): number {
  return network.arms.length - network.studies.length - parameters
}

/** Variance of a combination of coefficients. */
export function varianceOf({ covariance }: LinearFit, combination: ArrayLike<number>): number {
  const size = combination.length
  let total = 0
  for (let i = 0; i < size; i++) {
    if (combination[i] === 0) continue
    for (let j = 0; j < size; j++) {
      total += (combination[i] as number) * (covariance[i * size + j] as number) * (combination[j] as number)
    }
  }
  return total
}

export function dot(one: ArrayLike<number>, other: ArrayLike<number>): number {
  let total = 0
  for (let i = 0; i < one.length; i++) total += (one[i] as number) * (other[i] as number)
  return total
}

/** Design row of each pair: that of the first arm minus that of the second. */
function pairRows(network: Network, { armRow }: LinearDesign): Float64Array[] {
  return Array.from(network.pairStudy, (study, pair) => {
    const second = armRow(study, network.pairSecond[pair] as number)
    return armRow(study, network.pairFirst[pair] as number).map((value, index) => value - (second[index] as number))
  })
}

function addOuter(information: Float64Array, right: Float64Array, row: Float64Array, weight: number, y: number): void {
  const size = row.length
  for (let i = 0; i < size; i++) {
    const factor = weight * (row[i] as number)
    if (factor === 0) continue
    right[i] = (right[i] as number) + factor * y
    for (let j = 0; j < size; j++) {
      information[i * size + j] = (information[i * size + j] as number) + factor * (row[j] as number)
    }
  }
}

/** ½ tr((X'V⁻¹X)⁻¹ Σ Z'L²Z): the part of the trace that the fitted parameters take. */
function fittedTrace(network: Network, { parameters, armRow }: LinearDesign, fit: LinearFit): number {
  let total = 0
  for (let study = 0; study < network.studies.length; study++) {
    const start = network.armStart[study] as number
    const m = (network.armStart[study + 1] as number) - start
    const laplacian = laplacianOf(fit.weights, network.pairStart[study] as number, m)
    // L Z, one row for each arm; the trace is the sum of their variances.
    for (let i = 0; i < m; i++) {
      const row = new Float64Array(parameters)
      for (let j = 0; j < m; j++) {
        const design = armRow(study, network.arms[start + j] as number)
        const weight = laplacian[i * m + j] as number
        for (let k = 0; k < parameters; k++) row[k] = (row[k] as number) + weight * (design[k] as number)
      }
      total += varianceOf(fit, row)
    }
  }
  return total / 2
}

/** Inverse of a positive definite matrix, scaled to a diagonal of ones first. */
function invertScaled(matrix: Float64Array, size: number): { inverse: Float64Array; logDeterminant: number } {
  if (size === 0) return { inverse: matrix, logDeterminant: 0 }
  const roots = Float64Array.from({ length: size }, (_, i) => Math.sqrt(matrix[i * size + i] as number))
  const root = (index: number) => roots[index] as number
  const scaled = matrix.map((value, at) => value / root(Math.floor(at / size)) / root(at % size))
  const factor = factorCholesky({ rows: size, columns: size, values: scaled })
  if (factor === undefined) throw new RangeError('fitLinear: needs parameters that the studies identify')
  const inverse = invertFromCholesky(factor).values.map(
    (value, at) => value / root(Math.floor(at / size)) / root(at % size),
  )
  let determinant = logDeterminant(factor)
  for (const value of roots) determinant += 2 * Math.log(value)
  return { inverse, logDeterminant: determinant }
}

function multiplyVector(matrix: Float64Array, vector: Float64Array, size: number): Float64Array {
  return Float64Array.from({ length: size }, (_, i) => dot(matrix.subarray(i * size, (i + 1) * size), vector))
}
