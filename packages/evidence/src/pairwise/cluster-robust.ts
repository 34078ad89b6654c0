import { refuse } from '../input-problem.ts'
import {
  type Matrix,
  matrixOf,
  multiply,
  multiplyVector,
  symmetricEigen,
  transpose,
  zeroMatrix,
} from '../numerics/index.ts'
import { inferenceOf } from './interval.ts'
import type { Coefficient } from './meta-regression.ts'
import { type ClusteredEffect, fitThreeLevel, type ThreeLevelFit, type ThreeLevelOptions } from './three-level.ts'

/**
 * Small-sample correction of the sandwich.
 * - `CR0`: none.
 * - `CR1`: times m/(m − p), m clusters and p coefficients; t with m − p degrees of freedom.
 * - `CR2`: bias-reduced linearisation; t with Satterthwaite's degrees of freedom.
 */
export type RobustCorrection = 'CR0' | 'CR1' | 'CR2'

export type RobustOptions = ThreeLevelOptions & {
  /** Default CR2. */
  readonly correction?: RobustCorrection
  /** Cluster of each effect over which errors may correlate; the model's own clusters when left out. */
  readonly robustClusters?: readonly string[]
}

export interface RobustEffect {
  readonly correction: RobustCorrection
  readonly clusterCount: number
  readonly level: number
  readonly coefficients: readonly Coefficient[]
  readonly covariance: Matrix
}

/**
 * A three-level model whose standard errors stay right when its variances are not: the cluster-robust sandwich.
 * @throws {InputProblemError} as `poolThreeLevel`, or for as many coefficients as clusters
 * @source Hedges, Tipton & Johnson 2010, Res Synth Methods 1:39 (CR0, CR1); Tipton 2015, Psychol Methods 20:375, and
 * Pustejovsky & Tipton 2018, J Bus Econ Stat 36:672 (CR2)
 */
export function robustThreeLevel(effects: readonly ClusteredEffect[], options: RobustOptions = {}): RobustEffect {
  const { correction = 'CR2', robustClusters, ...rest } = options
  const fit = fitThreeLevel(effects, rest)
  const clusters = robustClusters === undefined ? fit.model.clusters : groupsOf(robustClusters, effects)
  const size = fit.estimates.length
  if (clusters.length <= size) {
    refuse([
      { message: `robust errors of ${size} coefficients need more than ${size} clusters, got ${clusters.length}` },
    ])
  }
  const { unit } = fit.columns
  const pieces = piecesOf(fit, clusters)
  const { covariance, degreesOfFreedom } = correction === 'CR2' ? biasReduced(pieces) : sandwich(pieces, correction)
  const coefficients = fit.design.names.map((name, j) => {
    const error = Math.sqrt(covariance.values[j * (size + 1)] as number) * unit
    if (!(error > 0)) refuse([{ column: name, message: 'has no robust error: the model fits every cluster exactly' }])
    return { name, ...inferenceOf(fit.estimates[j] as number, error, degreesOfFreedom[j] as number, fit.level) }
  })
  const square = { ...covariance, values: covariance.values.map((value) => value * unit * unit) }
  return { correction, clusterCount: clusters.length, level: fit.level, coefficients, covariance: square }
}

function groupsOf(names: readonly string[], effects: readonly ClusteredEffect[]): number[][] {
  if (names.length !== effects.length) {
    throw new RangeError(`robustThreeLevel needs ${effects.length} clusters, one per effect, got ${names.length}`)
  }
  const groups = new Map<string, number[]>()
  for (const [row, name] of names.entries()) groups.set(name, [...(groups.get(name) ?? []), row])
  return [...groups.values()]
}

/** What the sandwich is made of, in the unit of the columns. */
interface Pieces {
  /** Σ of the working model, whole. */
  readonly sigma: Matrix
  /** M = (X'Σ⁻¹X)⁻¹. */
  readonly bread: Matrix
  readonly design: Matrix
  readonly residuals: Float64Array
  /** X'Σ⁻¹, per coefficient the weight of each effect. */
  readonly scores: Matrix
  readonly clusters: readonly (readonly number[])[]
}

function piecesOf(fit: ThreeLevelFit, clusters: readonly (readonly number[])[]): Pieces {
  const { columns, model, design, components, estimates, covariance } = fit
  const { count, unit } = columns
  const x = transpose(matrixOf(design.columns))
  const sigma = zeroMatrix(count, count)
  for (let i = 0; i < count; i++) {
    sigma.values[i * (count + 1)] = (columns.variances[i] as number) + components[1]
  }
  for (const rows of model.clusters) {
    for (const row of rows) {
      for (const other of rows) {
        sigma.values[row * count + other] = (sigma.values[row * count + other] as number) + components[0]
      }
    }
  }
  const fitted = multiplyVector(
    x,
    estimates.map((estimate) => estimate / unit),
  )
  const residuals = columns.estimates.map((estimate, i) => estimate - (fitted[i] as number))
  const whitened = new Float64Array(count)
  const weights = design.columns.map((column) => {
    model.whiten(column, whitened)
    const row = new Float64Array(count)
    model.whitenBack(whitened, row)
    return row
  })
  return {
    sigma,
    bread: { ...covariance, values: covariance.values.map((value) => value / unit / unit) },
    design: x,
    residuals,
    scores: matrixOf(weights),
    clusters,
  }
}

function sandwich(pieces: Pieces, correction: 'CR0' | 'CR1') {
  const { bread, residuals, scores, clusters } = pieces
  const size = bread.rows
  const meat = zeroMatrix(size, size)
  for (const rows of clusters) {
    const score = Array.from({ length: size }, (_, j) =>
      rows.reduce(
        (total, row) => total + (scores.values[j * scores.columns + row] as number) * (residuals[row] as number),
        0,
      ),
    )
    addOuter(meat, score)
  }
  const m = clusters.length
  const factor = correction === 'CR1' ? m / (m - size) : 1
  const product = multiply(multiply(bread, meat), bread)
  const covariance = { ...product, values: product.values.map((value) => value * factor) }
  return { covariance, degreesOfFreedom: Array.from({ length: size }, () => m - size) }
}

function addOuter(target: Matrix, vector: readonly number[]): void {
  const size = vector.length
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      target.values[i * size + j] =
        (target.values[i * size + j] as number) + (vector[i] as number) * (vector[j] as number)
    }
  }
}

/** CR2: each cluster's residuals are adjusted so that the sandwich is unbiased under the working model. */
function biasReduced(pieces: Pieces) {
  const { bread, residuals, clusters } = pieces
  const size = bread.rows
  const adjusted = clusters.map((rows) => adjustmentOf(pieces, rows))
  const meat = zeroMatrix(size, size)
  for (const [index, rows] of clusters.entries()) {
    const own = Float64Array.from(rows, (row) => residuals[row] as number)
    addOuter(meat, Array.from(multiplyVector(adjusted[index] as Matrix, own)))
  }
  const covariance = multiply(multiply(bread, meat), bread)
  const degreesOfFreedom = Array.from({ length: size }, (_, j) => satterthwaite(pieces, adjusted, j))
  return { covariance, degreesOfFreedom }
}

/** X'Σ⁻¹A for one cluster: the scores of its effects after adjustment. */
function adjustmentOf({ sigma, bread, design, scores }: Pieces, rows: readonly number[]): Matrix {
  const own = block(sigma, rows, rows)
  const x = matrixOf(rows.map((row) => design.values.subarray(row * design.columns, (row + 1) * design.columns)))
  const residual = difference(own, multiply(multiply(x, bread), transpose(x)))
  // A = D'(D R D')^(−1/2) D with D'D = Σ: with the symmetric root D it maps R onto Σ.
  const root = symmetricPower(own, 0.5)
  const squared = multiply(multiply(root, residual), root)
  if (!squared.values.every(Number.isFinite)) {
    const message = 'variances in one cluster differ too much for the correction CR2; use CR1'
    refuse(rows.map((row) => ({ row: row + 1, column: 'variance', message })))
  }
  const inner = symmetricPower(squared, -0.5)
  const adjustment = multiply(multiply(root, inner), root)
  return multiply(
    block(
      scores,
      Array.from({ length: scores.rows }, (_, j) => j),
      rows,
    ),
    adjustment,
  )
}

/** Degrees of freedom of the robust variance of one coefficient under the working model. */
function satterthwaite({ sigma, bread, design, clusters }: Pieces, adjusted: readonly Matrix[], j: number): number {
  const direction = bread.values.subarray(j * bread.columns, (j + 1) * bread.columns)
  const vectors = adjusted.map((matrix) => multiplyVector(transpose(matrix), direction))
  const projections = vectors.map((vector, index) => {
    const rows = clusters[index] as readonly number[]
    return Float64Array.from({ length: design.columns }, (_, column) =>
      rows.reduce(
        (sum, row, at) => sum + (design.values[row * design.columns + column] as number) * (vector[at] as number),
        0,
      ),
    )
  })
  let trace = 0
  let squares = 0
  for (const [one, left] of projections.entries()) {
    const across = multiplyVector(bread, left)
    for (const [other, right] of projections.entries()) {
      let value = -right.reduce((sum, part, at) => sum + part * (across[at] as number), 0)
      value += crossForm(
        sigma,
        clusters[one] as number[],
        vectors[one] as Float64Array,
        clusters[other] as number[],
        vectors[other] as Float64Array,
      )
      squares += value * value
      if (one === other) trace += value
    }
  }
  return (trace * trace) / squares
}

/** g'Σh between the effects of two clusters. */
function crossForm(
  sigma: Matrix,
  rows: readonly number[],
  left: Float64Array,
  columns: readonly number[],
  right: Float64Array,
): number {
  let total = 0
  for (const [i, row] of rows.entries()) {
    for (const [k, column] of columns.entries()) {
      total += (left[i] as number) * (sigma.values[row * sigma.columns + column] as number) * (right[k] as number)
    }
  }
  return total
}

function block(matrix: Matrix, rows: readonly number[], columns: readonly number[]): Matrix {
  return matrixOf(rows.map((row) => columns.map((column) => matrix.values[row * matrix.columns + column] as number)))
}

function difference(left: Matrix, right: Matrix): Matrix {
  return { ...left, values: left.values.map((value, i) => value - (right.values[i] as number)) }
}

/** A power of a symmetric matrix that is not negative; directions without any extent stay without (pseudo-inverse). */
function symmetricPower(matrix: Matrix, power: number): Matrix {
  const { values, vectors } = symmetricEigen(matrix)
  const least = 1e-12 * Math.abs(values[0] ?? 0)
  const size = matrix.rows
  const scaled = zeroMatrix(size, size)
  for (let j = 0; j < size; j++) {
    const value = values[j] as number
    const factor = value > least ? value ** power : 0
    for (let i = 0; i < size; i++) scaled.values[i * size + j] = factor * (vectors.values[i * size + j] as number)
  }
  return multiply(scaled, transpose(vectors))
}
