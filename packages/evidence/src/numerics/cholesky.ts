import { type Matrix, zeroMatrix } from './matrix.ts'
import { requireRange } from './require-range.ts'

/** A pivot that is smaller than this fraction of its diagonal element is nothing but rounding. */
const smallestPivot = 1e-14

/**
 * Cholesky factor of a symmetric positive definite matrix. Only the lower triangle is read.
 * @returns the lower triangular L with L L' = matrix; undefined when the matrix is not positive definite (a pivot is
 * not above 1e-14 of its diagonal element, whatever the scale of the matrix)
 * @source Golub & Van Loan 2013, Matrix Computations, section 4.2
 */
export function factorCholesky(matrix: Matrix): Matrix | undefined {
  requireSquare(matrix, 'factorCholesky')
  const size = matrix.rows
  const factor = zeroMatrix(size, size)
  for (let i = 0; i < size; i++) {
    const ofRow = i * size
    for (let j = 0; j < i; j++) {
      const rest = (matrix.values[ofRow + j] as number) - dotRows(factor.values, ofRow, j * size, j)
      factor.values[ofRow + j] = rest / (factor.values[j * size + j] as number)
    }
    const diagonal = matrix.values[ofRow + i] as number
    const pivot = diagonal - dotRows(factor.values, ofRow, ofRow, i)
    if (!(pivot > smallestPivot * diagonal) || diagonal <= 0) return undefined
    factor.values[ofRow + i] = Math.sqrt(pivot)
  }
  return factor
}

/** Inner product of the first `length` numbers that start at two places; four sums, so that the processor can overlap them. */
function dotRows(values: Float64Array, first: number, second: number, length: number): number {
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  let k = 0
  for (; k + 3 < length; k += 4) {
    a += (values[first + k] as number) * (values[second + k] as number)
    b += (values[first + k + 1] as number) * (values[second + k + 1] as number)
    c += (values[first + k + 2] as number) * (values[second + k + 2] as number)
    d += (values[first + k + 3] as number) * (values[second + k + 3] as number)
  }
  for (; k < length; k++) a += (values[first + k] as number) * (values[second + k] as number)
  return a + b + (c + d)
}

/**
 * Solves L L' x = rhs.
 * @param factor lower factor from `factorCholesky`
 * @param rhs right-hand side, one number per row
 */
export function solveCholesky(factor: Matrix, rhs: ArrayLike<number>): Float64Array {
  const solution = solveLower(factor, rhs)
  const { rows: size, values } = factor
  for (let i = size - 1; i >= 0; i--) {
    const value = (solution[i] as number) / (values[i * size + i] as number)
    solution[i] = value
    for (let k = 0; k < i; k++) solution[k] = (solution[k] as number) - value * (values[i * size + k] as number)
  }
  return solution
}

/** Solves L x = rhs: whitens a vector, so that its squares add up to rhs' (L L')⁻¹ rhs. */
export function solveLower(factor: Matrix, rhs: ArrayLike<number>): Float64Array {
  requireSquare(factor, 'solveLower')
  const { rows: size, values } = factor
  requireRange(rhs.length === size, 'solveLower', `a right-hand side of ${size}`, rhs.length)
  const solution = new Float64Array(size)
  for (let i = 0; i < size; i++) {
    let rest = rhs[i] as number
    for (let k = 0; k < i; k++) rest -= (values[i * size + k] as number) * (solution[k] as number)
    solution[i] = rest / (values[i * size + i] as number)
  }
  return solution
}

/** The inverse of the matrix whose lower factor is given: symmetric to the last bit. */
export function invertFromCholesky(factor: Matrix): Matrix {
  requireSquare(factor, 'invertFromCholesky')
  const size = factor.rows
  const columns = invertLowerTransposed(factor)
  const inverse = zeroMatrix(size, size)
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      const value = dotRows(columns.values, i * size + i, j * size + i, size - i)
      inverse.values[i * size + j] = value
      inverse.values[j * size + i] = value
    }
  }
  return inverse
}

/** Row j holds column j of L⁻¹ (zero before j), so that later sums run along memory. */
function invertLowerTransposed({ rows: size, values }: Matrix): Matrix {
  const columns = zeroMatrix(size, size)
  for (let j = 0; j < size; j++) {
    const start = j * size
    columns.values[start + j] = 1 / (values[start + j] as number)
    for (let i = j + 1; i < size; i++) {
      let rest = 0
      for (let k = j; k < i; k++) rest -= (values[i * size + k] as number) * (columns.values[start + k] as number)
      columns.values[start + i] = rest / (values[i * size + i] as number)
    }
  }
  return columns
}

/** Logarithm of the determinant of the matrix whose lower factor is given. */
export function logDeterminant(factor: Matrix): number {
  requireSquare(factor, 'logDeterminant')
  let total = 0
  for (let i = 0; i < factor.rows; i++) total += Math.log(factor.values[i * factor.rows + i] as number)
  return 2 * total
}

export function requireSquare(matrix: Matrix, functionName: string): void {
  requireRange(matrix.rows === matrix.columns, functionName, 'a square matrix', `${matrix.rows} × ${matrix.columns}`)
}
