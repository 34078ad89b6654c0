import { requireSquare } from './cholesky.ts'
import { type Matrix, zeroMatrix } from './matrix.ts'
import { requireRange } from './require-range.ts'

export interface SymmetricEigen {
  /** Eigenvalues from the largest to the smallest. */
  readonly values: Float64Array
  /** Column j is the eigenvector of length 1 that belongs to eigenvalue j. */
  readonly vectors: Matrix
}

/**
 * Eigenvalues and eigenvectors of a symmetric matrix (the lower triangle is read): Householder reduction to three
 * diagonals, then QL steps with implicit shifts.
 * @returns values with an absolute error of a few roundings of the largest one
 * @throws {RangeError} when the matrix is not square or an element of the lower triangle is not finite
 * @source Golub & Van Loan 2013, Matrix Computations, sections 8.3.1 and 8.3.3; Wilkinson & Reinsch 1971, II/2 and II/4
 */
export function symmetricEigen(matrix: Matrix): SymmetricEigen {
  requireSquare(matrix, 'symmetricEigen')
  const size = matrix.rows
  const copy = symmetricCopy(matrix.values, size)
  const unit = unitOf(copy)
  const { basis, diagonal, beside } = tridiagonal(
    copy.map((value) => value / unit),
    size,
  )
  implicitQl(diagonal, beside, basis)
  return sorted(
    diagonal.map((value) => value * unit),
    basis,
    size,
  )
}

/** The power of 2 below the largest element: dividing by it loses nothing, and no square overflows afterwards. */
function unitOf(values: Float64Array): number {
  let largest = 0
  for (const value of values) largest = Math.max(largest, Math.abs(value))
  requireRange(largest < Number.POSITIVE_INFINITY, 'symmetricEigen', 'finite elements', largest)
  return largest === 0 ? 1 : 2 ** Math.min(1023, Math.floor(Math.log2(largest)))
}

interface Tridiagonal {
  /** Row j is column j of the orthogonal matrix Q with Q' A Q tridiagonal. */
  readonly basis: Float64Array
  readonly diagonal: Float64Array
  /** Element i stands beside diagonal elements i and i + 1. */
  readonly beside: Float64Array
}

function tridiagonal(work: Float64Array, size: number): Tridiagonal {
  const reflectors: { vector: Float64Array; from: number }[] = []
  const diagonal = new Float64Array(size)
  const beside = new Float64Array(size)
  for (let k = 0; k < size; k++) {
    diagonal[k] = work[k * size + k] as number
    if (k >= size - 1) break
    const vector = work.slice(k * size + k + 1, (k + 1) * size)
    const { length, twist } = reflector(vector)
    beside[k] = length
    if (!twist) continue
    reflectBlock(work, size, k + 1, vector)
    reflectors.push({ vector, from: k + 1 })
  }
  return { basis: accumulate(reflectors, size), diagonal, beside }
}

function symmetricCopy(values: Float64Array, size: number): Float64Array {
  const copy = Float64Array.from(values)
  for (let i = 0; i < size; i++) {
    for (let j = i + 1; j < size; j++) copy[i * size + j] = values[j * size + i] as number
  }
  return copy
}

/** Turns the vector in place into the unit v of the reflection I − 2vv' that maps it on (length, 0, …, 0). */
function reflector(vector: Float64Array): { length: number; twist: boolean } {
  let largest = 0
  for (let i = 1; i < vector.length; i++) largest = Math.max(largest, Math.abs(vector[i] as number))
  if (largest === 0) return { length: vector[0] as number, twist: false }
  largest = Math.max(largest, Math.abs(vector[0] as number))
  for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] as number) / largest
  const norm = Math.sqrt(squares(vector))
  const length = (vector[0] as number) > 0 ? -norm : norm
  vector[0] = (vector[0] as number) - length
  const own = Math.sqrt(squares(vector))
  for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] as number) / own
  return { length: length * largest, twist: true }
}

function squares(vector: Float64Array): number {
  let total = 0
  for (let i = 0; i < vector.length; i++) total += (vector[i] as number) ** 2
  return total
}

/** A ← H A H for the block that begins at `from`, H = I − 2vv'. */
function reflectBlock(work: Float64Array, size: number, from: number, vector: Float64Array): void {
  const length = vector.length
  const image = new Float64Array(length)
  let share = 0
  for (let i = 0; i < length; i++) {
    const row = (from + i) * size + from
    let total = 0
    for (let j = 0; j < length; j++) total += (work[row + j] as number) * (vector[j] as number)
    image[i] = total
    share += total * (vector[i] as number)
  }
  for (let i = 0; i < length; i++) image[i] = 2 * ((image[i] as number) - share * (vector[i] as number))
  for (let i = 0; i < length; i++) {
    const row = (from + i) * size + from
    const [vi, wi] = [vector[i] as number, image[i] as number]
    for (let j = 0; j < length; j++) {
      work[row + j] = (work[row + j] as number) - vi * (image[j] as number) - wi * (vector[j] as number)
    }
  }
}

/** The transposed product of the reflections, so that a column of Q lies in one piece. */
function accumulate(reflectors: readonly { vector: Float64Array; from: number }[], size: number): Float64Array {
  const basis = new Float64Array(size * size)
  for (let i = 0; i < size; i++) basis[i * (size + 1)] = 1
  for (const { vector, from } of reflectors.toReversed()) {
    for (let j = from; j < size; j++) {
      const row = j * size + from
      let share = 0
      for (let i = 0; i < vector.length; i++) share += (basis[row + i] as number) * (vector[i] as number)
      for (let i = 0; i < vector.length; i++)
        basis[row + i] = (basis[row + i] as number) - 2 * share * (vector[i] as number)
    }
  }
  return basis
}

/** Far more steps than any eigenvalue takes (one to three), so that no matrix whatever can keep the search going. */
const mostSteps = 60

/** Drives the elements beside the diagonal to zero and turns the rows of the basis along. */
function implicitQl(diagonal: Float64Array, beside: Float64Array, basis: Float64Array): void {
  const size = diagonal.length
  for (let low = 0; low < size; low++) {
    let high = firstGap(diagonal, beside, low)
    for (let steps = 0; high > low; steps++) {
      requireRange(steps < mostSteps, 'symmetricEigen', `an end within ${mostSteps} steps per value`, steps)
      qlStep(diagonal, beside, basis, low, high)
      high = firstGap(diagonal, beside, low)
    }
  }
}

/** The first index from `low` on after which the element beside the diagonal is nothing but rounding. */
function firstGap(diagonal: Float64Array, beside: Float64Array, low: number): number {
  let high = low
  while (high < diagonal.length - 1) {
    const size = Math.abs(diagonal[high] as number) + Math.abs(diagonal[high + 1] as number)
    if (size + Math.abs(beside[high] as number) === size) break
    high++
  }
  return high
}

function qlStep(diagonal: Float64Array, beside: Float64Array, basis: Float64Array, low: number, high: number): void {
  const size = diagonal.length
  const half = ((diagonal[low + 1] as number) - (diagonal[low] as number)) / (2 * (beside[low] as number))
  const root = Math.hypot(half, 1)
  let bulge =
    (diagonal[high] as number) -
    (diagonal[low] as number) +
    (beside[low] as number) / (half + (half < 0 ? -root : root))
  let sine = 1
  let cosine = 1
  let shift = 0
  for (let i = high - 1; i >= low; i--) {
    const across = sine * (beside[i] as number)
    const along = cosine * (beside[i] as number)
    const radius = Math.hypot(across, bulge)
    beside[i + 1] = radius
    if (radius === 0) {
      diagonal[i + 1] = (diagonal[i + 1] as number) - shift
      beside[high] = 0
      return
    }
    sine = across / radius
    cosine = bulge / radius
    const gap = (diagonal[i + 1] as number) - shift
    const turned = ((diagonal[i] as number) - gap) * sine + 2 * cosine * along
    shift = sine * turned
    diagonal[i + 1] = gap + shift
    bulge = cosine * turned - along
    rotateRows(basis, size, i, sine, cosine)
  }
  diagonal[low] = (diagonal[low] as number) - shift
  beside[low] = bulge
  beside[high] = 0
}

function rotateRows(basis: Float64Array, size: number, i: number, sine: number, cosine: number): void {
  const first = i * size
  const second = first + size
  for (let k = 0; k < size; k++) {
    const [a, b] = [basis[first + k] as number, basis[second + k] as number]
    basis[second + k] = sine * a + cosine * b
    basis[first + k] = cosine * a - sine * b
  }
}

function sorted(diagonal: Float64Array, basis: Float64Array, size: number): SymmetricEigen {
  const order = Array.from(diagonal.keys()).toSorted((i, j) => (diagonal[j] as number) - (diagonal[i] as number))
  const vectors = zeroMatrix(size, size)
  for (const [column, source] of order.entries()) {
    for (let k = 0; k < size; k++) vectors.values[k * size + column] = basis[source * size + k] as number
  }
  return { values: Float64Array.from(order, (i) => diagonal[i] as number), vectors }
}
