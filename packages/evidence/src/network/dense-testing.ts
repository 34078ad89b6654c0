import { randomOf } from '../numerics/index.ts'
import type { Contrast } from './contrast.ts'
import type { Network } from './network.ts'

/** Whole matrices, row by row, by which tests work out what the package gets without them. */
export type Dense = readonly (readonly number[])[]

export const at = (matrix: Dense, i: number, j: number): number => matrix[i]?.[j] as number

export const transposed = (a: Dense): number[][] => (a[0] ?? []).map((_, j) => a.map((row) => row[j] as number))

export const times = (a: Dense, b: Dense): number[][] =>
  a.map((row) => (b[0] ?? []).map((_, j) => row.reduce((sum, value, k) => sum + value * at(b, k, j), 0)))

/** Gauss–Jordan with the largest pivot, beside it the log of the size of the determinant. */
export function inverted(matrix: Dense): { inverse: number[][]; logDeterminant: number } {
  const n = matrix.length
  const work = matrix.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))])
  let logDeterminant = 0
  for (let column = 0; column < n; column++) {
    const rest = work.slice(column).map((row) => Math.abs(row[column] as number))
    const chosen = column + rest.indexOf(Math.max(...rest))
    const [pivotRow] = work.splice(chosen, 1) as [number[]]
    const pivot = pivotRow[column] as number
    logDeterminant += Math.log(Math.abs(pivot))
    const scaled = pivotRow.map((value) => value / pivot)
    work.splice(column, 0, scaled)
    for (const [i, row] of work.entries()) {
      if (i === column) continue
      const factor = row[column] as number
      work[i] = row.map((value, j) => value - factor * (scaled[j] as number))
    }
  }
  return { inverse: work.map((row) => row.slice(n)), logDeterminant }
}

/** Blocks of matrices along the diagonal. */
function diagonalOf(blocks: readonly Dense[]): number[][] {
  const size = blocks.reduce((sum, block) => sum + block.length, 0)
  let before = 0
  return blocks.flatMap((block) => {
    const start = before
    before += block.length
    return block.map((row) => Array.from({ length: size }, (_, j) => row[j - start] ?? 0))
  })
}

/** The contrasts of each study against its first arm, with their whole covariance, in units of the network's scale. */
export interface DenseNetwork {
  readonly study: readonly number[]
  readonly first: readonly number[]
  readonly second: readonly number[]
  readonly values: readonly number[]
  readonly covariance: Dense
  /** What tau² is multiplied by: 1 on the diagonal, ½ between two contrasts of one study. */
  readonly shared: Dense
}

export function denseOf(network: Network, tauSquared: number): DenseNetwork {
  const rows = network.studies.map((_, study) => {
    const pairs = Array.from(network.pairStudy.keys()).filter((pair) => network.pairStudy[pair] === study)
    const base = network.arms[network.armStart[study] as number] as number
    const arms = Array.from(network.arms.subarray((network.armStart[study] as number) + 1, network.armStart[study + 1]))
    const pairOf = (one: number, other: number) =>
      pairs.find((pair) => network.pairFirst[pair] === one && network.pairSecond[pair] === other) as number
    const variance = (one: number, other: number) =>
      one === other ? 0 : (network.variance[pairOf(Math.min(one, other), Math.max(one, other))] as number)
    const shared = arms.map((one) => arms.map((other) => (one === other ? 1 : 0.5)))
    const covariance = arms.map((one, i) =>
      arms.map(
        (other, j) =>
          (variance(base, one) + variance(base, other) - variance(one, other)) / 2 + tauSquared * at(shared, i, j),
      ),
    )
    const values = arms.map((arm) => network.estimate[pairOf(base, arm)] as number)
    return { study: arms.map(() => study), first: arms.map(() => base), second: arms, values, covariance, shared }
  })
  return {
    study: rows.flatMap(({ study }) => study),
    first: rows.flatMap(({ first }) => first),
    second: rows.flatMap(({ second }) => second),
    values: rows.flatMap(({ values }) => values),
    covariance: diagonalOf(rows.map(({ covariance }) => covariance)),
    shared: diagonalOf(rows.map(({ shared }) => shared)),
  }
}

/** Generalised least squares with whole matrices. */
export function denseFit(design: Dense, values: readonly number[], covariance: Dense) {
  const { inverse: precision, logDeterminant } = inverted(covariance)
  const information = inverted(times(times(transposed(design), precision), design))
  const column = values.map((value) => [value])
  const solve = times(times(information.inverse, transposed(design)), precision)
  const coefficients = times(solve, column).map(([value]) => value as number)
  const fitted = times(times(design, solve), column)
  const residuals = values.map((value, i) => value - at(fitted, i, 0))
  /** V⁻¹ − V⁻¹X(X'V⁻¹X)⁻¹X'V⁻¹, which takes the fitted effects out. */
  const taken = times(precision, times(design, solve))
  const remainder = precision.map((row, i) => row.map((value, j) => value - at(taken, i, j)))
  return {
    coefficients,
    covariance: information.inverse,
    residuals,
    residualSumOfSquares: quadratic(precision, residuals),
    logCovariance: logDeterminant,
    logInformation: -inverted(information.inverse).logDeterminant,
    precision,
    remainder,
  }
}

export const quadratic = (matrix: Dense, vector: readonly number[]): number =>
  vector.reduce((sum, x, i) => sum + vector.reduce((part, y, j) => part + x * at(matrix, i, j) * y, 0), 0)

export const traceOfProduct = (a: Dense, b: Dense): number =>
  a.reduce((sum, row, i) => sum + row.reduce((part, value, j) => part + value * at(b, j, i), 0), 0)

/** Design of treatment effects against the last treatment. */
export const effectDesign = ({ first, second }: DenseNetwork, treatments: number): number[][] =>
  first.map((one, row) =>
    Array.from({ length: treatments - 1 }, (_, column) => Number(column === one) - Number(column === second[row])),
  )

/** A network of multi-arm studies whose arms are correlated at will, so that some pairs have weights below 0. */
export function correlatedNetwork(seed: number, treatments = 5, studies = 4, least = 3): Contrast[] {
  const random = randomOf(seed)
  return Array.from({ length: studies }, (_, study) => {
    const size = Math.min(treatments, least + random.integer(3))
    const arms = new Set([study % treatments, (study + 1) % treatments])
    while (arms.size < size) arms.add(random.integer(treatments))
    const factors = Array.from(arms, () => Array.from({ length: size }, () => random.normal()))
    const means = Array.from(arms, () => random.normal())
    const names = Array.from(arms, (arm) => `T${arm}`)
    return names.flatMap((treatment1, i) =>
      names.slice(i + 1).map((treatment2, offset) => {
        const j = i + 1 + offset
        const apart = (factors[i] as number[]).reduce((sum, value, k) => sum + (value - at(factors, j, k)) ** 2, 0.2)
        return {
          study: `study ${study + 1}`,
          treatment1,
          treatment2,
          estimate: (means[i] as number) - (means[j] as number),
          standardError: Math.sqrt(apart),
        }
      }),
    )
  }).flat()
}
