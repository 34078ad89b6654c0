import type { StudyEffect } from '../study-effect.ts'
import { conventionsOf, type PoolingOptions } from './conventions.ts'
import { type PooledEffect, poolColumns } from './pool.ts'
import { columnsOf, selectColumns, type StudyColumns } from './study-columns.ts'

/** The pooled effect of all studies but one. */
export interface LeftOut {
  readonly study: string
  readonly pooled: PooledEffect
}

/**
 * Pools as often as there are studies, each time without one of them.
 * @returns in the order of the studies
 * @throws {InputProblemError} naming rows that cannot be used, or for fewer than 2 studies
 */
export function leaveOneOut(studies: readonly StudyEffect[], options?: PoolingOptions): LeftOut[] {
  const columns = columnsOf(studies, 2)
  const conventions = conventionsOf(options)
  return studies.map(({ study }, row) => ({ study, pooled: poolColumns(columnsWithout(columns, row), conventions) }))
}

/** All columns but one row. */
export function columnsWithout(columns: StudyColumns, row: number): StudyColumns {
  const rows = new Uint32Array(columns.count - 1)
  for (let i = 0; i < rows.length; i++) rows[i] = i < row ? i : i + 1
  return selectColumns(columns, rows)
}
