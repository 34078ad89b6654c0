/**
 * Solves a small square system by elimination with the largest pivot.
 * @param matrix size × size, row by row
 * @returns `undefined` when a pivot falls below `tolerance` of the largest diagonal entry
 */
export function solveSmall(
  matrix: Float64Array,
  right: Float64Array,
  size: number,
  tolerance: number,
): Float64Array | undefined {
  const a = matrix.slice()
  const x = right.slice()
  let largest = 0
  for (let i = 0; i < size; i++) largest = Math.max(largest, Math.abs(a[i * size + i] as number))
  for (let column = 0; column < size; column++) {
    let pivotRow = column
    for (let row = column + 1; row < size; row++) {
      if (Math.abs(a[row * size + column] as number) > Math.abs(a[pivotRow * size + column] as number)) pivotRow = row
    }
    if (!(Math.abs(a[pivotRow * size + column] as number) > tolerance * largest)) return undefined
    if (pivotRow !== column) swapRows(a, x, pivotRow, column, size)
    for (let row = column + 1; row < size; row++) {
      const factor = (a[row * size + column] as number) / (a[column * size + column] as number)
      for (let k = column; k < size; k++) {
        a[row * size + k] = (a[row * size + k] as number) - factor * (a[column * size + k] as number)
      }
      x[row] = (x[row] as number) - factor * (x[column] as number)
    }
  }
  for (let row = size - 1; row >= 0; row--) {
    let value = x[row] as number
    for (let k = row + 1; k < size; k++) value -= (a[row * size + k] as number) * (x[k] as number)
    x[row] = value / (a[row * size + row] as number)
  }
  return x
}

function swapRows(a: Float64Array, x: Float64Array, one: number, other: number, size: number): void {
  for (let k = 0; k < size; k++) {
    const kept = a[one * size + k] as number
    a[one * size + k] = a[other * size + k] as number
    a[other * size + k] = kept
  }
  const kept = x[one] as number
  x[one] = x[other] as number
  x[other] = kept
}
