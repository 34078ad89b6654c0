import {
  chiSquaredUpperTail,
  factorCholesky,
  fUpperTail,
  type Matrix,
  solveLower,
  zeroMatrix,
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
 * @returns undefined when there is no such coefficient
 * @source Wald 1943, Trans Am Math Soc 54:426
 */
export function omnibusOf(
  estimates: Float64Array,
  covariance: Matrix,
  hasIntercept: boolean,
  residualDegreesOfFreedom: number,
): OmnibusTest | undefined {
  const first = hasIntercept ? 1 : 0
  const count = estimates.length - first
  if (count === 0) return undefined
  const tested = zeroMatrix(count, count)
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < count; j++) {
      tested.values[i * count + j] = covariance.values[(i + first) * covariance.columns + j + first] as number
    }
  }
  const squares = quadraticForm(tested, estimates.subarray(first))
  if (residualDegreesOfFreedom === Number.POSITIVE_INFINITY) {
    return {
      statistic: squares,
      degreesOfFreedom: count,
      residualDegreesOfFreedom,
      pValue: chiSquaredUpperTail(squares, count),
    }
  }
  const statistic = squares / count
  const pValue = fUpperTail(statistic, count, residualDegreesOfFreedom)
  return { statistic, degreesOfFreedom: count, residualDegreesOfFreedom, pValue }
}

/** b' V⁻¹ b, with V first brought to unit diagonal so that units of the moderators do not matter. */
function quadraticForm(covariance: Matrix, values: Float64Array): number {
  const size = values.length
  const scale = values.map((_, i) => Math.sqrt(covariance.values[i * size + i] as number))
  const correlation = zeroMatrix(size, size)
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const value = covariance.values[i * size + j] as number
      correlation.values[i * size + j] = value / ((scale[i] as number) * (scale[j] as number))
    }
  }
  const factor = factorCholesky(correlation)
  if (factor === undefined) {
    refuse([
      { message: 'the moderators cannot be told apart with the weights of these studies; leave one of them out' },
    ])
    return Number.NaN
  }
  const whitened = solveLower(
    factor,
    values.map((value, i) => value / (scale[i] as number)),
  )
  return whitened.reduce((total, value) => total + value * value, 0)
}
