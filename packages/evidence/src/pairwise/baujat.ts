import type { StudyEffect } from '../study-effect.ts'
import { conventionsOf, type PoolingOptions } from './conventions.ts'
import { columnsWithout } from './leave-one-out.ts'
import { poolColumns } from './pool.ts'
import { columnsOf } from './study-columns.ts'

/** A study's place in a Baujat plot. */
export interface BaujatPoint {
  readonly study: string
  /** Its part of Cochran's Q around the common effect (horizontal). */
  readonly heterogeneity: number
  /** Squared change of the pooled effect without it, in variances of the effect without it (vertical). */
  readonly influence: number
}

/**
 * Which studies make the heterogeneity, and which of them move the result.
 * @param options conventions of the pooled effect; default a common effect, as in the publication
 * @throws {InputProblemError} naming rows that cannot be used, or for fewer than 2 studies
 * @source Baujat et al. 2002, Stat Med 21:2641
 */
export function baujat(studies: readonly StudyEffect[], options: PoolingOptions = { method: 'common' }): BaujatPoint[] {
  const columns = columnsOf(studies, 2)
  const conventions = conventionsOf(options)
  const all = poolColumns(columns, conventions)
  const common = poolColumns(columns, { ...conventions, method: 'common', interval: 'normal' })
  return studies.map(({ study, estimate, variance }, row) => {
    const without = poolColumns(columnsWithout(columns, row), conventions)
    return {
      study,
      heterogeneity: ((estimate - common.estimate) / Math.sqrt(variance)) ** 2,
      influence: ((all.estimate - without.estimate) / without.standardError) ** 2,
    }
  })
}
