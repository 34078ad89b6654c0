import { innerProduct } from './inner-product.ts'
import { requireRange } from './require-range.ts'

/** A dense matrix, row by row: element (i, j) is `values[i * columns + j]`. */
export interface Matrix {
  readonly rows: number
  readonly columns: number
  readonly values: Float64Array
}

/** A matrix of zeros. */
export function zeroMatrix(rows: number, columns: number): Matrix {
  return { rows, columns, values: new Float64Array(rows * columns) }
}

/** The identity matrix. */
export function identityMatrix(size: number): Matrix {
  const identity = zeroMatrix(size, size)
  for (let i = 0; i < size; i++) identity.values[i * (size + 1)] = 1
  return identity
}

/**
 * A matrix from its rows.
 * @throws {RangeError} when the rows differ in length
 */
export function matrixOf(rows: readonly ArrayLike<number>[]): Matrix {
  const columns = rows[0]?.length ?? 0
  const matrix = zeroMatrix(rows.length, columns)
  for (const [i, row] of rows.entries()) {
    if (row.length !== columns)
      requireRange(false, 'matrixOf', `rows of ${columns} numbers`, `${row.length} in row ${i + 1}`)
    matrix.values.set(Array.from(row), i * columns)
  }
  return matrix
}

/** The rows of a matrix as arrays, for printing and for tests. */
export function rowsOf({ rows, columns, values }: Matrix): number[][] {
  return Array.from({ length: rows }, (_, i) => Array.from(values.subarray(i * columns, (i + 1) * columns)))
}

/** Element in row i and column j, counted from 0. */
export function elementOf({ columns, values }: Matrix, i: number, j: number): number {
  return values[i * columns + j] as number
}

/** The matrix with rows and columns exchanged. */
export function transpose({ rows, columns, values }: Matrix): Matrix {
  const result = zeroMatrix(columns, rows)
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) result.values[j * rows + i] = values[i * columns + j] as number
  }
  return result
}

/** The product of two matrices, from inner products of runs of memory. */
export function multiply(left: Matrix, right: Matrix): Matrix {
  const fits = left.columns === right.rows
  requireRange(fits, 'multiply', 'as many columns on the left as rows on the right', left.columns, right.rows)
  return multiplyTransposed(left, transpose(right))
}

/** left times the transpose of right: rows meet rows. */
export function multiplyTransposed(left: Matrix, right: Matrix): Matrix {
  const { columns } = left
  requireRange(columns === right.columns, 'multiplyTransposed', 'equally many columns', columns, right.columns)
  const result = zeroMatrix(left.rows, right.rows)
  for (let i = 0; i < left.rows; i++) {
    for (let j = 0; j < right.rows; j++) {
      result.values[i * right.rows + j] = innerProduct(left.values, i * columns, right.values, j * columns, columns)
    }
  }
  return result
}

/** The product of a matrix and a column vector. */
export function multiplyVector({ rows, columns, values }: Matrix, vector: ArrayLike<number>): Float64Array {
  requireRange(vector.length === columns, 'multiplyVector', 'one number per column', vector.length, columns)
  const result = new Float64Array(rows)
  for (let i = 0; i < rows; i++) {
    let total = 0
    for (let j = 0; j < columns; j++) total += (values[i * columns + j] as number) * (vector[j] as number)
    result[i] = total
  }
  return result
}
