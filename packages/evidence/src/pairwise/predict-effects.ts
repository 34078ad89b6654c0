import { multiplyVector, transpose } from '../numerics/index.ts'
import { type EstimateInference, type Interval, inferenceOf, twoSidedQuantile } from './interval.ts'
import type { Coefficient, MetaRegression } from './meta-regression.ts'

/** What a regression expects for given values of its moderators. */
export interface RegressionPrediction extends EstimateInference {
  /** For the effect in a new study with these values; undefined for a common effect. */
  readonly prediction: Interval | undefined
}

/**
 * The expected effect for each set of moderator values.
 * @param rows per wish the value of each coefficient's column but the intercept, in the order of the coefficients
 * @throws {RangeError} when a row has another number of values
 * @source Borenstein et al. 2009, Introduction to Meta-Analysis, chapter 20
 */
export function predictEffects(
  regression: MetaRegression,
  rows: readonly (readonly number[])[],
): RegressionPrediction[] {
  const { coefficients, covarianceRoot, tauSquared, conventions } = regression
  const size = coefficients.length
  const level = conventions.level
  return rows.map((row) => {
    const missing = size - row.length
    if (missing !== 0 && missing !== 1) {
      throw new RangeError(
        `predictEffects needs ${size} values (or ${size - 1}, without the intercept), got ${row.length}`,
      )
    }
    const values = missing === 1 ? [1, ...row] : row
    let estimate = 0
    for (let i = 0; i < size; i++) estimate += (values[i] as number) * (coefficients[i] as Coefficient).estimate
    const standardError = Math.hypot(...multiplyVector(transpose(covarianceRoot), values))
    const { degreesOfFreedom } = coefficients[0] as Coefficient
    const inference = inferenceOf(estimate, standardError, degreesOfFreedom, level)
    if (conventions.method === 'common') return { ...inference, prediction: undefined }
    const reach = twoSidedQuantile(level, degreesOfFreedom) * Math.hypot(standardError, Math.sqrt(tauSquared))
    return { ...inference, prediction: { lower: estimate - reach, upper: estimate + reach } }
  })
}
