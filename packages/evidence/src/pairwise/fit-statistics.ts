import type { StudyEffect } from '../study-effect.ts'
import { InterceptModel } from './intercept-model.ts'
import { type FitStatistics, fitStatisticsOf } from './likelihood.ts'
import type { PooledEffect } from './pool.ts'
import { columnsOf } from './study-columns.ts'

/**
 * Log likelihoods, AIC, AICc and BIC of a pooled effect at its own tau², whatever its estimator.
 * @param pooled result of `pool` for the same studies
 * @throws {RangeError} when the number of studies differs
 */
export function fitStatistics(studies: readonly StudyEffect[], pooled: PooledEffect): FitStatistics {
  if (studies.length !== pooled.studyCount) {
    throw new RangeError(`fitStatistics needs the ${pooled.studyCount} studies that were pooled, got ${studies.length}`)
  }
  const columns = columnsOf(studies)
  const { unit } = columns
  const isEstimated = pooled.conventions.method !== 'common'
  return fitStatisticsOf(new InterceptModel(columns), pooled.tauSquared / unit / unit, unit, isEstimated)
}
