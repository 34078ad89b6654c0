import { effectSizes, poolable } from '../effect-size/index.ts'
import { refuse } from '../input-problem.ts'
import type { StudyEffect } from '../study-effect.ts'
import { conventionsOf } from './conventions.ts'
import { type PooledEffect, poolColumns } from './pool.ts'
import { columnsOf } from './study-columns.ts'
import { type CountStudy, refuseImpossibleCounts } from './two-by-two.ts'

/** Peto's pooled log odds ratio. */
export interface PetoEffect extends PooledEffect {
  readonly pooling: 'Peto'
  /** Studies given; `studyCount` counts those with events. */
  readonly givenStudyCount: number
  readonly studies: readonly StudyEffect[]
}

/**
 * Pools two by two tables by observed minus expected events. Good for rare events, small effects and groups of like size.
 * @param level as a fraction
 * @throws {InputProblemError} naming impossible tables, or when no study has both events and patients without
 * @source Yusuf et al. 1985, Prog Cardiovasc Dis 27:335
 */
export function poolPeto(studies: readonly CountStudy[], level = 0.95): PetoEffect {
  refuseImpossibleCounts(studies)
  // (O − E)/V with variance 1/V: pooling by inverse variance gives the sum of O − E over the sum of V.
  const own = poolable(effectSizes('PETO', studies, { zeroCells: { program: 'metafor', to: 'none' } }))
  if (own.length === 0)
    refuse([{ message: 'no study has both events and patients without: no Peto odds ratio exists' }])
  const pooled = poolColumns(columnsOf(own), conventionsOf({ method: 'common', iSquared: 'Q', level }))
  return { ...pooled, pooling: 'Peto', givenStudyCount: studies.length, studies: own }
}
