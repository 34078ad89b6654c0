import type { StudyEffect } from '../study-effect.ts'
import { conventionsOf, type PoolingOptions } from './conventions.ts'
import { type PooledEffect, poolColumns } from './pool.ts'
import { columnsOf, selectColumns } from './study-columns.ts'

/** The pooled effect of a study and all before it. */
export interface CumulativeStep {
  /** Study that was added. */
  readonly study: string
  /** Its place among the studies as given, from 0. */
  readonly index: number
  readonly pooled: PooledEffect
}

/**
 * Pools the first study, the first two, and so on.
 * @param order one number per study (year, variance) by which they are sorted, ties as given; as given when left out
 * @throws {RangeError} when `order` has not one number per study
 * @throws {InputProblemError} naming rows that cannot be used
 * @source Lau et al. 1992, N Engl J Med 327:248
 */
export function poolCumulatively(
  studies: readonly StudyEffect[],
  order?: readonly number[],
  options?: PoolingOptions,
): CumulativeStep[] {
  const columns = columnsOf(studies)
  const conventions = conventionsOf(options)
  if (order !== undefined && (order.length !== studies.length || order.some(Number.isNaN))) {
    throw new RangeError(`poolCumulatively needs a number per study to sort by, got ${order.join(', ')}`)
  }
  const rows = studies.map((_, index) => index)
  if (order !== undefined) rows.sort((one, other) => (order[one] as number) - (order[other] as number) || one - other)
  return rows.map((index, step) => ({
    study: (studies[index] as StudyEffect).study,
    index,
    pooled: poolColumns(selectColumns(columns, rows.slice(0, step + 1)), conventions),
  }))
}
