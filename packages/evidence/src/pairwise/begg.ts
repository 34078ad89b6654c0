import { refuse } from '../input-problem.ts'
import type { StudyEffect } from '../study-effect.ts'
import { InterceptModel } from './intercept-model.ts'
import { type KendallCorrelation, kendallCorrelation } from './kendall.ts'
import { columnsOf } from './study-columns.ts'

/**
 * Begg and Mazumdar's rank correlation test for funnel plot asymmetry: Kendall's tau between the standardised distance
 * from the common effect and the variance.
 * @returns exact p-value without ties
 * @throws {InputProblemError} naming rows that cannot be used, or for fewer than 3 studies
 * @source Begg & Mazumdar 1994, Biometrics 50:1088
 */
export function beggTest(studies: readonly StudyEffect[]): KendallCorrelation {
  const columns = columnsOf(studies, 3)
  const model = new InterceptModel(columns)
  model.weigh(0)
  const { mean } = model
  const deviates = Array.from(columns.estimates, (estimate, i) => {
    // Variance of the deviation: v − 1/Σw, written so that it does not vanish when one study outweighs the others.
    const variance = (columns.variances[i] as number) * model.shareOfOthers(i)
    return (estimate - mean) / Math.sqrt(variance)
  })
  const correlation = kendallCorrelation(deviates, Array.from(columns.variances))
  if (Number.isNaN(correlation.tau)) {
    refuse([
      { column: 'variance', message: 'all variances, or all deviations, are the same: there is no rank correlation' },
    ])
  }
  return correlation
}
