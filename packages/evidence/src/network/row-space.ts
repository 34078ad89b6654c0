/** The linear combinations of parameters that data can tell, from a matrix with small whole numbers. */
export interface RowSpace {
  readonly rank: number
  /** A largest set of columns that are independent. */
  readonly basis: readonly number[]
  /** Whether a combination of the columns is in the space. */
  readonly contains: (combination: ArrayLike<number>) => boolean
}

/** Entries are small whole numbers; what elimination leaves below this is 0. */
const zero = 1e-9

/**
 * Reduces a matrix to echelon form with the largest pivots.
 * @param rows each of the same length
 */
export function rowSpaceOf(rows: readonly Float64Array[], columns: number): RowSpace {
  const left = rows.map((row) => row.slice())
  const basis: number[] = []
  const reduced: Float64Array[] = []
  for (let column = 0; column < columns; column++) {
    const pivotRow = takeLargest(left, column)
    if (pivotRow === undefined) continue
    const scale = pivotRow[column] as number
    const pivot = pivotRow.map((value) => value / scale)
    for (const row of [...left, ...reduced]) subtract(row, pivot, row[column] as number)
    basis.push(column)
    reduced.push(pivot)
  }
  return {
    rank: basis.length,
    basis,
    contains: (combination) => {
      const rest = Float64Array.from(combination)
      for (const [index, column] of basis.entries()) {
        subtract(rest, reduced[index] as Float64Array, rest[column] as number)
      }
      return rest.every((value) => Math.abs(value) < zero)
    },
  }
}

/** Takes the row with the largest entry in a column out of the list; `undefined` when all are 0. */
function takeLargest(rows: Float64Array[], column: number): Float64Array | undefined {
  let best = -1
  let largest = zero
  for (const [index, row] of rows.entries()) {
    const size = Math.abs(row[column] as number)
    if (size > largest) {
      largest = size
      best = index
    }
  }
  return best < 0 ? undefined : rows.splice(best, 1)[0]
}

function subtract(row: Float64Array, pivot: Float64Array, factor: number): void {
  if (factor === 0) return
  for (let i = 0; i < row.length; i++) row[i] = (row[i] as number) - factor * (pivot[i] as number)
}
