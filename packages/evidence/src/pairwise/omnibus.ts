import {
  chiSquaredUpperTail,
  factorCholesky,
  fUpperTail,
  type Matrix,
  matrixOf,
  multiply,
  solveLower,
  transpose,
} from '../numerics/index.ts'
import { refuse } from '../input-problem.ts'

/** Test that all moderators together explain nothing. */
export interface OmnibusTest {
  /** Chi-squared, or F when the second degrees of freedom are finite. */
  readonly statistic: number
  readonly degreesOfFreedom: number
  readonly residualDegreesOfFreedom: number
  readonly pValue: number
}

/**
 * Wald test of all coefficients but the intercept.
 * @param covarianceRoot C with C C' the covariance of all coefficients
 * @returns undefined when there is no such coefficient
 * @source Wald 1943, Trans Am Math Soc 54:426
 */
export function omnibusOf(
  estimates: Float64Array,
  covarianceRoot: Matrix,
  hasIntercept: boolean,
  residualDegreesOfFreedom: number,
): OmnibusTest | undefined {
  const first = hasIntercept ? 1 : 0
  const count = estimates.length - first
  if (count === 0) return undefined
  const squares = quadraticForm(estimates.subarray(first), rowsFrom(covarianceRoot, first))
  if (residualDegreesOfFreedom === Number.POSITIVE_INFINITY) {
    const pValue = chiSquaredUpperTail(squares, count)
    return { statistic: squares, degreesOfFreedom: count, residualDegreesOfFreedom, pValue }
  }
  const statistic = squares / count
  const pValue = fUpperTail(statistic, count, residualDegreesOfFreedom)
  return { statistic, degreesOfFreedom: count, residualDegreesOfFreedom, pValue }
}

function rowsFrom({ rows, columns, values }: Matrix, first: number): Float64Array[] {
  return Array.from({ length: rows - first }, (_, i) => values.slice((first + i) * columns, (first + i + 1) * columns))
}

/** b' V⁻¹ b for V = C C', with the rows of C brought to length 1 so that units of the moderators do not matter. */
function quadraticForm(values: Float64Array, root: readonly Float64Array[]): number {
  const lengths = root.map((row) => Math.hypot(...row))
  const directions = matrixOf(root.map((row, i) => row.map((value) => value / (lengths[i] as number))))
  const factor = factorCholesky(multiply(directions, transpose(directions)))
  if (factor === undefined) {
    refuse([
      { message: 'the moderators cannot be told apart with the weights of these studies; leave one of them out' },
    ])
    return Number.NaN
  }
  const whitened = solveLower(
    factor,
    values.map((value, i) => value / (lengths[i] as number)),
  )
  return whitened.reduce((total, value) => total + value * value, 0)
}
