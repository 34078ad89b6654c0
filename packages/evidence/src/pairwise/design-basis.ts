import { type Column, zeros } from './study-columns.ts'

/** An orthonormal basis of the columns of a design matrix X = Q R. */
export interface DesignBasis {
  readonly size: number
  /** Q, column by column. */
  readonly vectors: Readonly<Column>
  /** R, upper triangular, row by row. */
  readonly triangle: Float64Array
}

/** A column whose part that the others do not explain is smaller than this share is their combination. */
const dependent = 1e-10

/**
 * Orthonormal basis of the columns, with each column first divided by its length.
 * @returns the basis, and the columns (by index) that are a combination of columns before them
 */
export function basisOf(columns: readonly Readonly<Column>[]): { basis: DesignBasis; redundant: number[] } {
  const rows = columns[0]?.length ?? 0
  const size = columns.length
  const vectors = zeros(rows * size)
  const lengths = columns.map(lengthOf)
  for (const [j, column] of columns.entries()) {
    const length = lengths[j] as number
    for (let i = 0; i < rows; i++) vectors[j * rows + i] = length === 0 ? 0 : (column[i] as number) / length
  }
  const triangle = new Float64Array(size * size)
  orthonormalize(vectors, rows, size, triangle, dependent)
  const redundant = columns.flatMap((_, j) => (triangle[j * size + j] === 0 ? [j] : []))
  for (let i = 0; i < size; i++) {
    for (let j = i; j < size; j++) triangle[i * size + j] = (triangle[i * size + j] as number) * (lengths[j] as number)
  }
  return { basis: { size, vectors, triangle }, redundant }
}

/** Euclidean length, without overflow. */
function lengthOf(column: Readonly<Column>): number {
  const largest = column.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  if (largest === 0) return 0
  return largest * Math.sqrt(column.reduce((total, value) => total + (value / largest) ** 2, 0))
}

/**
 * Makes columns orthonormal in place by modified Gram–Schmidt, each twice.
 * @param vectors columns one after the other; become Q
 * @param triangle becomes R, row by row
 * @param threshold a column whose remaining length is below this share of its own is set to 0, with 0 on the diagonal
 * @source Giraud, Langou & Rozložník 2005, Computers & Mathematics with Applications 50:1069–1075 ("twice is enough")
 */
export function orthonormalize(
  vectors: Column | Float64Array,
  rows: number,
  size: number,
  triangle: Float64Array,
  threshold = 0,
): void {
  triangle.fill(0)
  for (let j = 0; j < size; j++) {
    const own = j * rows
    const before = lengthAt(vectors, own, rows)
    for (let pass = 0; pass < 2; pass++) {
      for (let l = 0; l < j; l++) {
        const other = l * rows
        let dot = 0
        for (let i = 0; i < rows; i++) dot += (vectors[other + i] as number) * (vectors[own + i] as number)
        for (let i = 0; i < rows; i++)
          vectors[own + i] = (vectors[own + i] as number) - dot * (vectors[other + i] as number)
        triangle[l * size + j] = (triangle[l * size + j] as number) + dot
      }
    }
    const length = lengthAt(vectors, own, rows)
    const kept = length > threshold * before
    triangle[j * size + j] = kept ? length : 0
    for (let i = 0; i < rows; i++) vectors[own + i] = kept ? (vectors[own + i] as number) / length : 0
  }
}

function lengthAt(vectors: ArrayLike<number>, start: number, rows: number): number {
  let squares = 0
  for (let i = 0; i < rows; i++) squares += (vectors[start + i] as number) ** 2
  return Math.sqrt(squares)
}
