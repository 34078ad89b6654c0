import type { Matrix } from './matrix.ts'
import { requireRange } from './require-range.ts'

/** What is left of a column of length 1 after the columns before it must exceed this to count as independent. */
const defaultTolerance = 1e-10

/** Number of linearly independent columns; see `independentColumns`. */
export function rankOf(matrix: Matrix, tolerance: number = defaultTolerance): number {
  return independentColumns(matrix, tolerance).length
}

/**
 * The columns that no combination of earlier ones gives, in their order. Each column is first brought to length 1, so
 * that the unit of a moderator does not matter; then orthogonalised twice against those already kept.
 * @param tolerance length below which the rest of a column counts as rounding
 * @returns column numbers from 0
 * @throws {RangeError} when an element is not finite
 * @source Giraud, Langou & Rozložník 2005, Computers & Mathematics with Applications 50:1069–1075 ("twice is enough")
 */
export function independentColumns(matrix: Matrix, tolerance: number = defaultTolerance): number[] {
  const kept: Float64Array[] = []
  const numbers: number[] = []
  for (let j = 0; j < matrix.columns; j++) {
    const column = unitColumn(matrix, j)
    if (column === undefined) continue
    removeDirections(column, kept)
    removeDirections(column, kept)
    const length = lengthOf(column)
    if (length <= tolerance) continue
    scale(column, 1 / length)
    kept.push(column)
    numbers.push(j)
  }
  return numbers
}

/** Column j brought to length 1; undefined for a column of zeros. */
function unitColumn({ rows, columns, values }: Matrix, j: number): Float64Array | undefined {
  const column = new Float64Array(rows)
  let largest = 0
  for (let i = 0; i < rows; i++) {
    column[i] = values[i * columns + j] as number
    largest = Math.max(largest, Math.abs(column[i] as number))
  }
  requireRange(largest < Number.POSITIVE_INFINITY, 'independentColumns', 'finite elements', largest, `column ${j + 1}`)
  if (largest === 0) return undefined
  for (let i = 0; i < rows; i++) column[i] = (column[i] as number) / largest
  scale(column, 1 / lengthOf(column))
  return column
}

function removeDirections(column: Float64Array, directions: readonly Float64Array[]): void {
  for (const direction of directions) {
    let shared = 0
    for (let i = 0; i < column.length; i++) shared += (column[i] as number) * (direction[i] as number)
    for (let i = 0; i < column.length; i++) column[i] = (column[i] as number) - shared * (direction[i] as number)
  }
}

function lengthOf(column: Float64Array): number {
  let total = 0
  for (let i = 0; i < column.length; i++) total += (column[i] as number) ** 2
  return Math.sqrt(total)
}

function scale(column: Float64Array, factor: number): void {
  for (let i = 0; i < column.length; i++) column[i] = (column[i] as number) * factor
}
