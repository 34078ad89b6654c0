/** Solves R x = b for an upper triangular R, row by row. */
export function solveUpper(triangle: Float64Array, rhs: ArrayLike<number>): Float64Array {
  const size = rhs.length
  const solution = Float64Array.from(rhs)
  for (let i = size - 1; i >= 0; i--) {
    let rest = solution[i] as number
    for (let j = i + 1; j < size; j++) rest -= (triangle[i * size + j] as number) * (solution[j] as number)
    solution[i] = rest / (triangle[i * size + i] as number)
  }
  return solution
}
