import { factorCholesky, logDeterminant, transpose } from '../numerics/index.ts'

/** Least squares: coefficients, an upper triangle U with U U' = (X'WX)⁻¹, and log |X'WX|. */
export interface RowsSolution {
  readonly coefficients: Float64Array
  readonly root: Float64Array
  readonly logDeterminant: number
}

/**
 * Weighted least squares from single rows. By Givens rotations, heaviest rows first, which keeps the digits of light
 * rows beside heavy ones; by the normal equations when multi-arm studies have weights below 0.
 * @returns `undefined` when the rows do not determine the parameters in double precision
 */
export function solveRows(
  rows: readonly Float64Array[],
  weights: Float64Array,
  values: Float64Array,
  size: number,
): RowsSolution | undefined {
  if (size === 0) return { coefficients: new Float64Array(0), root: new Float64Array(0), logDeterminant: 0 }
  return weights.every((weight) => weight >= 0)
    ? solveByRotations(rows, weights, values, size)
    : solveByNormalEquations(rows, weights, values, size)
}

/** @source Golub & Van Loan 2013, Matrix Computations, sections 5.2 and 6.1 (row-wise scaled least squares) */
function solveByRotations(
  rows: readonly Float64Array[],
  weights: Float64Array,
  values: Float64Array,
  size: number,
): RowsSolution | undefined {
  const order = Int32Array.from(weights, (_, index) => index).sort(
    (one, other) => (weights[other] as number) - (weights[one] as number) || one - other,
  )
  const triangle = new Float64Array(size * size)
  const right = new Float64Array(size)
  for (const index of order) {
    const root = Math.sqrt(weights[index] as number)
    const row = (rows[index] as Float64Array).map((value) => value * root)
    rotateIn(triangle, right, row, root * (values[index] as number), size)
  }
  let determinant = 0
  for (let i = 0; i < size; i++) {
    const diagonal = Math.abs(triangle[i * size + i] as number)
    if (!(diagonal > 0)) return undefined
    determinant += 2 * Math.log(diagonal)
  }
  const root = invertTriangle(triangle, size)
  const coefficients = Float64Array.from(right, (_, i) => {
    let coefficient = 0
    for (let k = i; k < size; k++) coefficient += (root[i * size + k] as number) * (right[k] as number)
    return coefficient
  })
  return { coefficients, root, logDeterminant: determinant }
}

/** Rotates one row into the triangle; changes all three arrays. */
function rotateIn(triangle: Float64Array, right: Float64Array, row: Float64Array, value: number, size: number): void {
  let rest = value
  for (let i = 0; i < size; i++) {
    const entry = row[i] as number
    if (entry === 0) continue
    const at = i * size
    const diagonal = triangle[at + i] as number
    const length = Math.hypot(diagonal, entry)
    const cosine = diagonal / length
    const sine = entry / length
    triangle[at + i] = length
    for (let j = i + 1; j < size; j++) {
      const upper = triangle[at + j] as number
      const lower = row[j] as number
      triangle[at + j] = cosine * upper + sine * lower
      row[j] = cosine * lower - sine * upper
    }
    const upper = right[i] as number
    right[i] = cosine * upper + sine * rest
    rest = cosine * rest - sine * upper
  }
}

function invertTriangle(triangle: Float64Array, size: number): Float64Array {
  const inverse = new Float64Array(size * size)
  for (let column = 0; column < size; column++) {
    for (let row = column; row >= 0; row--) {
      let value = row === column ? 1 : 0
      for (let k = row + 1; k <= column; k++) {
        value -= (triangle[row * size + k] as number) * (inverse[k * size + column] as number)
      }
      inverse[row * size + column] = value / (triangle[row * size + row] as number)
    }
  }
  return inverse
}

function solveByNormalEquations(
  rows: readonly Float64Array[],
  weights: Float64Array,
  values: Float64Array,
  size: number,
): RowsSolution | undefined {
  const information = new Float64Array(size * size)
  const right = new Float64Array(size)
  for (const [index, row] of rows.entries()) {
    for (let i = 0; i < size; i++) {
      const factor = (weights[index] as number) * (row[i] as number)
      if (factor === 0) continue
      right[i] = (right[i] as number) + factor * (values[index] as number)
      for (let j = 0; j < size; j++) {
        information[i * size + j] = (information[i * size + j] as number) + factor * (row[j] as number)
      }
    }
  }
  const factor = factorCholesky({ rows: size, columns: size, values: information })
  if (factor === undefined) return undefined
  const root = invertTriangle(transpose(factor).values, size)
  // U U' times the right-hand side.
  const half = Float64Array.from(right, (_, k) => {
    let total = 0
    for (let i = 0; i <= k; i++) total += (root[i * size + k] as number) * (right[i] as number)
    return total
  })
  const coefficients = Float64Array.from(right, (_, i) => {
    let total = 0
    for (let k = i; k < size; k++) total += (root[i * size + k] as number) * (half[k] as number)
    return total
  })
  return { coefficients, root, logDeterminant: logDeterminant(factor) }
}
