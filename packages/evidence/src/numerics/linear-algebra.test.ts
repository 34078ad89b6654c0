import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  elementOf,
  factorCholesky,
  identityMatrix,
  independentColumns,
  innerProduct,
  invertFromCholesky,
  logDeterminant,
  type Matrix,
  matrixOf,
  multiply,
  multiplyTransposed,
  multiplyVector,
  randomOf,
  rankOf,
  rowsOf,
  solveCholesky,
  solveLower,
  symmetricEigen,
  transpose,
  zeroMatrix,
} from './index.ts'

/** Hilbert's matrix: the classical badly conditioned one, with an inverse of whole numbers. */
function hilbert(size: number): Matrix {
  return matrixOf(Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_unused, j) => 1 / (i + j + 1))))
}

function largestDifference(one: Matrix, two: Matrix): number {
  return Math.max(...one.values.map((value, i) => Math.abs(value - (two.values[i] as number))))
}

/** A random symmetric positive definite matrix: B B' + I. */
function positiveDefinite(size: number, seed: number): Matrix {
  const random = randomOf(seed)
  const factor = zeroMatrix(size, size)
  for (let i = 0; i < factor.values.length; i++) factor.values[i] = random.normal()
  const square = multiplyTransposed(factor, factor)
  for (let i = 0; i < size; i++) square.values[i * size + i] = elementOf(square, i, i) + 1
  return square
}

function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('expected a value')
  return value
}

describe('matrices', () => {
  const left = matrixOf([
    [1, 2, 3],
    [4, 5, 6],
  ])
  const right = matrixOf([
    [1, 0],
    [2, -1],
    [0, 7],
  ])

  test('multiply, transpose and show their rows', () => {
    expect(rowsOf(multiply(left, right))).toEqual([
      [5, 19],
      [14, 37],
    ])
    expect(rowsOf(multiplyTransposed(left, left))).toEqual([
      [14, 32],
      [32, 77],
    ])
    expect(rowsOf(transpose(left))).toEqual([
      [1, 4],
      [2, 5],
      [3, 6],
    ])
    expect(Array.from(multiplyVector(left, [1, 0, -1]))).toEqual([-2, -2])
    expect(elementOf(left, 1, 2)).toBe(6)
    expect(rowsOf(identityMatrix(2))).toEqual([
      [1, 0],
      [0, 1],
    ])
    expect(matrixOf([])).toEqual({ rows: 0, columns: 0, values: new Float64Array(0) })
  })

  test('refuse shapes that do not fit', () => {
    expect(() => matrixOf([[1, 2], [3]])).toThrow(/^matrixOf: needs rows of 2 numbers, got 1 in row 2/)
    expect(() => multiply(left, left)).toThrow(/^multiply: needs .+, got 3, 2/)
    expect(() => multiplyTransposed(left, right)).toThrow(/^multiplyTransposed: needs .+, got 3, 2/)
    expect(() => multiplyVector(left, [1, 2])).toThrow(/^multiplyVector: needs one number per column, got 2, 3/)
    for (const call of [factorCholesky, invertFromCholesky, logDeterminant, symmetricEigen]) {
      expect(() => call(left)).toThrow(new RangeError(`${call.name}: needs a square matrix, got 2, 3`))
    }
    expect(() => solveLower(left, [1, 2])).toThrow(/^solveLower: needs a square matrix/)
    expect(() => solveCholesky(identityMatrix(2), [1])).toThrow(/^solveLower: needs one number per row, got 1, 2/)
  })

  test('take inner products of runs of any length', () => {
    const numbers = Float64Array.from({ length: 30 }, (_, i) => i)
    for (let length = 0; length < 14; length++) {
      let expected = 0
      for (let k = 0; k < length; k++) expected += (3 + k) * (11 + k)
      expect(innerProduct(numbers, 3, numbers, 11, length)).toBe(expected)
    }
  })
})

describe('Cholesky', () => {
  test('factors a matrix of whole numbers exactly', () => {
    const factor = required(
      factorCholesky(
        matrixOf([
          [4, 12, -16],
          [12, 37, -43],
          [-16, -43, 98],
        ]),
      ),
    )
    expect(rowsOf(factor)).toEqual([
      [2, 0, 0],
      [6, 1, 0],
      [-8, 5, 3],
    ])
    expect(logDeterminant(factor)).toBeCloseTo(Math.log(36), 14)
    expect(Array.from(solveLower(factor, [2, 7, 0]))).toEqual([1, 1, 1])
    expect(Array.from(solveCholesky(factor, [0, 6, 39]))).toEqual([1, 1, 1])
  })

  test('reads the lower triangle only', () => {
    expect(
      rowsOf(
        required(
          factorCholesky(
            matrixOf([
              [4, Number.NaN],
              [2, 5],
            ]),
          ),
        ),
      ),
    ).toEqual([
      [2, 0],
      [1, 2],
    ])
  })

  test('inverts the Hilbert matrix of order 6 to its condition (1.5e7)', () => {
    const inverse = invertFromCholesky(required(factorCholesky(hilbert(6))))
    expect(elementOf(inverse, 0, 0) / 36).toBeCloseTo(1, 9)
    expect(elementOf(inverse, 4, 3) / -3_969_000).toBeCloseTo(1, 9)
    expect(elementOf(inverse, 5, 5) / 698_544).toBeCloseTo(1, 9)
  })

  test('says undefined when the matrix is not positive definite, on any scale', () => {
    for (const scale of [1e-200, 1, 1e200]) {
      const of = (rows: number[][]) => factorCholesky(matrixOf(rows.map((row) => row.map((value) => value * scale))))
      expect(
        of([
          [1, 2],
          [2, 1],
        ]),
      ).toBeUndefined()
      expect(
        of([
          [1, 1],
          [1, 1],
        ]),
      ).toBeUndefined()
      expect(of([[0]])).toBeUndefined()
      expect(of([[-1]])).toBeUndefined()
      expect(
        of([
          [2, 1],
          [1, 2],
        ]),
      ).toBeDefined()
    }
    expect(factorCholesky(matrixOf([[Number.NaN]]))).toBeUndefined()
  })

  test('keeps matrices whose rows differ by hundreds of orders of magnitude', () => {
    const factor = required(
      factorCholesky(
        matrixOf([
          [1e-150, 1e-1],
          [1e-1, 1e150],
        ]),
      ),
    )
    const inverse = invertFromCholesky(factor)
    expect(elementOf(inverse, 0, 0) / (1e150 / 0.99)).toBeCloseTo(1, 13)
  })

  test('gives back the matrix, its inverse and its determinant', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 25 }), fc.integer({ min: 0, max: 1e6 }), (size, seed) => {
        const matrix = positiveDefinite(size, seed)
        const factor = required(factorCholesky(matrix))
        expect(largestDifference(multiplyTransposed(factor, factor), matrix)).toBeLessThan(1e-12)
        const inverse = invertFromCholesky(factor)
        expect(largestDifference(multiply(matrix, inverse), identityMatrix(size))).toBeLessThan(1e-11)
        expect(inverse).toEqual(transpose(inverse))
        const solution = solveCholesky(factor, matrix.values.subarray(0, size))
        expect(solution[0]).toBeCloseTo(1, 10)
        const { values } = symmetricEigen(matrix)
        expect(logDeterminant(factor)).toBeCloseTo(
          values.reduce((total, value) => total + Math.log(value), 0),
          9,
        )
      }),
      { numRuns: 40, seed: 1 },
    )
  })
})

describe('eigenvalues', () => {
  test('of the second difference matrix are 2 − 2 cos(kπ/(n + 1))', () => {
    for (const size of [1, 2, 3, 10, 41]) {
      const matrix = zeroMatrix(size, size)
      for (let i = 0; i < size; i++) {
        matrix.values[i * size + i] = 2
        if (i > 0) matrix.values[i * size + i - 1] = -1
      }
      const { values } = symmetricEigen(matrix)
      const expected = Array.from({ length: size }, (_, k) => 2 + 2 * Math.cos(((k + 1) * Math.PI) / (size + 1)))
      for (const [k, value] of expected.entries()) expect(values[k]).toBeCloseTo(value, 13)
    }
  })

  test("of Wilkinson's W21+: the largest two agree to 13 digits and are told apart", () => {
    const matrix = zeroMatrix(21, 21)
    for (let i = 0; i < 21; i++) {
      matrix.values[i * 22] = Math.abs(10 - i)
      if (i > 0) matrix.values[i * 21 + i - 1] = 1
    }
    const { values } = symmetricEigen(matrix)
    expect(values[0]).toBeCloseTo(10.746194182903393, 12)
    expect(values[1]).toBeCloseTo(10.746194182903322, 12)
    expect(values[20]).toBeCloseTo(-1.125441522119985, 12)
  })

  test('and vectors rebuild the matrix; the vectors are orthonormal', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 1e6 }), (size, seed) => {
        const random = randomOf(seed)
        const matrix = zeroMatrix(size, size)
        for (let i = 0; i < size; i++) {
          for (let j = 0; j <= i; j++) {
            const value = seed % 2 === 0 ? random.integer(3) - 1 : random.normal()
            matrix.values[i * size + j] = value
            matrix.values[j * size + i] = value
          }
        }
        const { values, vectors } = symmetricEigen(matrix)
        const scaled = zeroMatrix(size, size)
        for (const [i, value] of vectors.values.entries()) scaled.values[i] = value * (values[i % size] as number)
        expect(largestDifference(multiplyTransposed(scaled, vectors), matrix)).toBeLessThan(1e-13)
        expect(largestDifference(multiplyTransposed(vectors, vectors), identityMatrix(size))).toBeLessThan(1e-13)
        expect(values).toEqual(values.toSorted().reverse())
      }),
      { numRuns: 300, seed: 2 },
    )
  })

  test('scale with the matrix, from 1e-200 to 1e150', () => {
    const matrix = positiveDefinite(7, 3)
    const { values } = symmetricEigen(matrix)
    for (const scale of [2 ** -600, 2 ** 500]) {
      const scaled = symmetricEigen({ ...matrix, values: matrix.values.map((value) => value * scale) })
      for (const [i, value] of scaled.values.entries()) expect(value / scale / (values[i] as number)).toBeCloseTo(1, 11)
    }
  })
})

describe('rank', () => {
  test('does not depend on the units of the columns', () => {
    const rows = [
      [1, 1990, 0.5],
      [1, 1995, 0.1],
      [1, 2003, 0.9],
      [1, 2020, 0.4],
    ]
    expect(rankOf(matrixOf(rows))).toBe(3)
    expect(
      rankOf(matrixOf(rows.map(([a, b, c]) => [(a as number) * 1e-180, (b as number) * 1e180, c as number]))),
    ).toBe(3)
  })

  test('finds what depends in columns of any size, from 1e-300 to 1e300', () => {
    for (const unit of [1e-300, 1e-180, 1, 1e180, 1e300]) {
      const rows = [
        [1, 2, 0.25],
        [3, 6, 0.5],
        [-2, -4, 0.125],
      ]
      const inUnits = rows.map(([a, b, c]) => [a as number, (b as number) * unit, (c as number) / unit])
      expect(independentColumns(matrixOf(inUnits))).toEqual([0, 2])
      expect(independentColumns(matrixOf(inUnits.map((row) => row.toReversed())))).toEqual([0, 1])
    }
  })

  test('of Läuchli: columns that are almost alike, and a combination of them', () => {
    for (const little of [1e-4, 1e-6, 1e-8]) {
      const rows = [
        [1, 1, 1, 3],
        [little, 0, 0, little],
        [0, little, 0, little],
        [0, 0, little, little],
      ]
      expect(independentColumns(matrixOf(rows))).toEqual([0, 1, 2])
      const mixed = rows.map(([a, b, c]) => [a, b, (a as number) - 3 * (b as number), c] as number[])
      expect(independentColumns(matrixOf(mixed))).toEqual([0, 1, 3])
    }
  })

  test('sees through two columns that agree to six digits: what is left of a third is rounding', () => {
    const one = [3, 1, -4, 1, 5, -9, 2, 6]
    const other = [2, 7, 1, -8, 2, 8, 1, 8]
    // The second column is exact, so that the third is exactly the difference of the first two, in another unit.
    const rows = one.map((value, i) => [value, value + (other[i] as number) * 2 ** -20, other[i] as number])
    expect(independentColumns(matrixOf(rows))).toEqual([0, 1])
  })

  test('names the first columns that suffice', () => {
    const rows = [
      [0, 1, 2, 0.3, 5],
      [0, 1, 2, 0.1, 3],
      [0, 1, 2, 0.7, 9],
      [0, 1, 2, 0.2, 5],
    ]
    expect(independentColumns(matrixOf(rows))).toEqual([1, 3, 4])
    expect(independentColumns(matrixOf(rows.map((row) => row.slice(0, 4))))).toEqual([1, 3])
  })

  test('takes a column as dependent when less than the tolerance of it is new', () => {
    const of = (distance: number, tolerance?: number) =>
      rankOf(
        matrixOf([
          [1, 1],
          [1, 1 + distance],
          [1, 1],
        ]),
        tolerance,
      )
    expect(of(1e-9)).toBe(2)
    expect(of(1e-11)).toBe(1)
    expect(of(1e-9, 1e-7)).toBe(1)
    expect(of(1e-11, 1e-13)).toBe(2)
  })

  test('is that of the factors', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 0, max: 1e6 }),
        (rank, more, seed) => {
          const random = randomOf(seed)
          const filled = (rows: number, columns: number) => {
            const matrix = zeroMatrix(rows, columns)
            for (let i = 0; i < matrix.values.length; i++) matrix.values[i] = random.normal()
            return matrix
          }
          expect(rankOf(multiply(filled(rank + 9, rank), filled(rank, rank + more)))).toBe(rank)
        },
      ),
      { numRuns: 60, seed: 3 },
    )
  })
})
