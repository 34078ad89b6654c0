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
import { addOuter, type SandwichPieces } from './sandwich.ts'

/**
 * CR2: each cluster's residuals are adjusted so that the sandwich is unbiased under the working model.
 * @returns covariance in squared units of the columns, and Satterthwaite's degrees of freedom per coefficient
 * @source Pustejovsky & Tipton 2018, J Bus Econ Stat 36:672, equations 6 and 11
 */
export function biasReduced(pieces: SandwichPieces) {
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
function adjustmentOf({ sigma, bread, design, scores }: SandwichPieces, rows: readonly number[]): Matrix {
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
function satterthwaite(
  { sigma, bread, design, clusters }: SandwichPieces,
  adjusted: readonly Matrix[],
  j: number,
): number {
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
