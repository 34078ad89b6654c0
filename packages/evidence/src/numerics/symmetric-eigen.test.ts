import { describe, expect, test } from 'vitest'
import { elementOf, type Matrix, matrixOf, rankOf, rowsOf, symmetricEigen, zeroMatrix } from './index.ts'

/** A symmetric matrix from its elements on and below the diagonal. */
function symmetric(size: number, element: (i: number, j: number) => number): Matrix {
  const matrix = zeroMatrix(size, size)
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      matrix.values[i * size + j] = element(i, j)
      matrix.values[j * size + i] = element(i, j)
    }
  }
  return matrix
}

/** Largest element of A V − V Λ, and of V'V − I. */
function errorsOf(matrix: Matrix) {
  const { values, vectors } = symmetricEigen(matrix)
  const size = matrix.rows
  let [residual, skew] = [0, 0]
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      let image = -(values[j] as number) * elementOf(vectors, i, j)
      let product = i === j ? -1 : 0
      for (let k = 0; k < size; k++) {
        image += elementOf(matrix, i, k) * elementOf(vectors, k, j)
        product += elementOf(vectors, k, i) * elementOf(vectors, k, j)
      }
      residual = Math.max(residual, Math.abs(image))
      skew = Math.max(skew, Math.abs(product))
    }
  }
  return { values, residual, skew }
}

describe('symmetricEigen', () => {
  test('leaves a diagonal matrix as it is, from the largest value to the smallest', () => {
    const { values, vectors } = symmetricEigen(symmetric(4, (i, j) => (i === j ? ([3, -7, 0, 12][i] as number) : 0)))
    expect(Array.from(values)).toEqual([12, 3, 0, -7])
    expect(rowsOf(vectors)).toEqual([
      [0, 1, 0, 0],
      [0, 0, 0, 1],
      [0, 0, 1, 0],
      [1, 0, 0, 0],
    ])
  })

  test('of two by two: the mean and half the distance, turned by 45 degrees', () => {
    for (const [own, across] of [
      [0, 1],
      [2, -3],
      [-5, 1e-9],
      [1, 1e9],
    ] as const) {
      const { values, vectors } = symmetricEigen(symmetric(2, (i, j) => (i === j ? own : across)))
      const scale = Math.abs(own) + Math.abs(across)
      expect(Math.abs((values[0] as number) - own - Math.abs(across)) / scale).toBeLessThan(4e-16)
      expect(Math.abs((values[1] as number) - own + Math.abs(across)) / scale).toBeLessThan(4e-16)
      for (const part of vectors.values) expect(Math.abs(part)).toBeCloseTo(Math.SQRT1_2, 15)
      expect(Math.sign(elementOf(vectors, 0, 0) * elementOf(vectors, 1, 0))).toBe(Math.sign(across))
    }
  })

  test('of a matrix of ones: its size once, and zeros', () => {
    for (const size of [2, 3, 4, 7, 12]) {
      const { values, residual, skew } = errorsOf(symmetric(size, () => 1))
      expect(values[0]).toBeCloseTo(size, 13)
      for (const value of values.subarray(1)) expect(Math.abs(value)).toBeLessThan(1e-14)
      expect(Math.max(residual, skew)).toBeLessThan(1e-14)
    }
  })

  test('of Clement’s matrix: n − 1, n − 3, …, −(n − 1)', () => {
    // Clement 1959, SIAM Review 1:50–52, in its symmetric form: zeros on the diagonal, √(k(n − k)) beside it.
    for (const size of [2, 5, 10, 20]) {
      const { values, residual, skew } = errorsOf(
        symmetric(size, (i, j) => (i === j + 1 ? Math.sqrt(i * (size - i)) : 0)),
      )
      for (const [k, value] of values.entries()) expect(Math.abs(value - (size - 1 - 2 * k))).toBeLessThan(3e-15 * size)
      expect(Math.max(residual, skew)).toBeLessThan(3e-15 * size)
    }
  })

  test('of a block matrix: the values of its blocks, however it is permuted', () => {
    // Blocks (2 1; 1 2) and (0 4; 4 0) and (5): 3, 1, 4, −4, 5.
    const blocks = matrixOf([
      [2, 1, 0, 0, 0],
      [1, 2, 0, 0, 0],
      [0, 0, 0, 4, 0],
      [0, 0, 4, 0, 0],
      [0, 0, 0, 0, 5],
    ])
    for (const order of [
      [0, 1, 2, 3, 4],
      [4, 2, 0, 3, 1],
      [3, 0, 4, 1, 2],
    ]) {
      const permuted = symmetric(5, (i, j) => elementOf(blocks, order[i] as number, order[j] as number))
      const { values, residual, skew } = errorsOf(permuted)
      for (const [k, value] of [5, 4, 3, 1, -4].entries()) expect(values[k]).toBeCloseTo(value, 14)
      expect(Math.max(residual, skew)).toBeLessThan(4e-15)
    }
  })

  test('of a graded matrix, with residuals of a few roundings of its largest element', () => {
    const { residual, skew, values } = errorsOf(symmetric(8, (i, j) => 10 ** -(2 * i + 2 * j) / (1 + i - j)))
    expect(residual).toBeLessThan(1e-15)
    expect(skew).toBeLessThan(4e-15)
    expect(values[0]).toBeGreaterThan(1)
  })

  test('loses no digits where a column is nearly a multiple of a unit vector', () => {
    for (const large of [1, -1]) {
      for (const small of [1e-7, 1e-9, -1e-12]) {
        const { residual, skew } = errorsOf(
          symmetric(4, (i, j) => (i === j ? i : j === 0 ? (i === 1 ? large : small) : 0.25)),
        )
        expect(Math.max(residual, skew)).toBeLessThan(4e-15)
      }
    }
  })

  test('sums to the trace, and its squares to the sum of all squares', () => {
    const matrix = symmetric(9, (i, j) => Math.sin(1 + 3 * i + 7 * j * j))
    const { values } = symmetricEigen(matrix)
    let trace = 0
    for (let i = 0; i < 9; i++) trace += elementOf(matrix, i, i)
    expect(values.reduce((all, value) => all + value, 0)).toBeCloseTo(trace, 13)
    expect(values.reduce((all, value) => all + value * value, 0)).toBeCloseTo(
      matrix.values.reduce((all, value) => all + value * value, 0),
      12,
    )
  })

  test('reads the lower triangle only', () => {
    const { values } = symmetricEigen(
      matrixOf([
        [2, Number.NaN],
        [1, 2],
      ]),
    )
    expect(values[0]).toBeCloseTo(3, 15)
    expect(values[1]).toBeCloseTo(1, 15)
  })

  test('takes elements near the largest and the smallest numbers', () => {
    for (const unit of [2 ** 1023, 2 ** 600, 2 ** -1060, Number.MIN_VALUE]) {
      const { values } = symmetricEigen(symmetric(2, (i, j) => (i === j ? 0 : unit)))
      expect((values[0] as number) / unit).toBeCloseTo(1, 14)
      expect((values[1] as number) / unit).toBeCloseTo(-1, 14)
    }
    expect(Array.from(symmetricEigen(zeroMatrix(3, 3)).values)).toEqual([0, 0, 0])
    expect(symmetricEigen(zeroMatrix(0, 0)).values).toHaveLength(0)
  })

  test('refuses a matrix that is not square', () => {
    expect(() => symmetricEigen(zeroMatrix(2, 3))).toThrow(
      new RangeError('symmetricEigen: needs a square matrix, got 2, 3'),
    )
  })

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('refuses %f', (bad) => {
    for (const at of [0, 3, 6, 8]) {
      const matrix = symmetric(3, () => 1)
      matrix.values[at] = bad
      expect(() => symmetricEigen(matrix)).toThrow(
        new RangeError(`symmetricEigen: needs finite elements, got ${Math.abs(bad)}`),
      )
    }
  })
})

describe('rankOf', () => {
  test.each([Number.NaN, Number.POSITIVE_INFINITY])('refuses %f, and says in which column', (bad) => {
    const rows = [
      [1, 2, 3],
      [4, 5, bad],
    ]
    expect(() => rankOf(matrixOf(rows))).toThrow(
      new RangeError(`independentColumns: needs finite elements, got ${bad}, column 3`),
    )
  })
})
