import { innerProduct } from './inner-product.ts'
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
      const rest = (matrix.values[ofRow + j] as number) - innerProduct(factor.values, ofRow, factor.values, j * size, j)
      factor.values[ofRow + j] = rest / (factor.values[j * size + j] as number)
    }
    const diagonal = matrix.values[ofRow + i] as number
    const pivot = diagonal - innerProduct(factor.values, ofRow, factor.values, ofRow, i)
    if (!(pivot > smallestPivot * diagonal)) return undefined
    factor.values[ofRow + i] = Math.sqrt(pivot)
  }
  return factor
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
  requireRange(rhs.length === size, 'solveLower', 'one number per row', rhs.length, size)
  const solution = new Float64Array(size)
  for (let i = 0; i < size; i++) {
    const rest = (rhs[i] as number) - innerProduct(values, i * size, solution, 0, i)
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
      const value = innerProduct(columns.values, i * size + i, columns.values, j * size + i, size - i)
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
      const rest = innerProduct(values, i * size + j, columns.values, start + j, i - j)
      columns.values[start + i] = -rest / (values[i * size + i] as number)
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
  requireRange(matrix.rows === matrix.columns, functionName, 'a square matrix', matrix.rows, matrix.columns)
}
