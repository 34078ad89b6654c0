import { type Matrix, matrixOf, multiply, multiplyVector, transpose, zeroMatrix } from '../numerics/index.ts'
import type { ThreeLevelFit } from './three-level.ts'

/** What the sandwich is made of, in the unit of the columns. */
export interface SandwichPieces {
  /** Σ of the working model, whole. */
  readonly sigma: Matrix
  /** M = (X'Σ⁻¹X)⁻¹. */
  readonly bread: Matrix
  readonly design: Matrix
  readonly residuals: readonly number[]
  /** X'Σ⁻¹, per coefficient the weight of each effect. */
  readonly scores: Matrix
  readonly clusters: readonly (readonly number[])[]
}

/** The parts of the sandwich of a fitted model for given clusters of rows. */
export function piecesOf(fit: ThreeLevelFit, clusters: readonly (readonly number[])[]): SandwichPieces {
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

/** The plain sandwich (CR0), or times m/(m − p) (CR1), with m − p degrees of freedom. */
export function sandwich(pieces: SandwichPieces, correction: 'CR0' | 'CR1') {
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

/** Adds the product of a vector with itself. */
export function addOuter(target: Matrix, vector: readonly number[]): void {
  const size = vector.length
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      target.values[i * size + j] =
        (target.values[i * size + j] as number) + (vector[i] as number) * (vector[j] as number)
    }
  }
}
