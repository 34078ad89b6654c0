import type { StudyEffect } from '../study-effect.ts'
import { conventionsOf, type PoolingOptions } from './conventions.ts'
import { poolColumns } from './pool.ts'
import { columnsOf, selectColumns } from './study-columns.ts'

/** Most studies whose subsets are all pooled: 32,751 subsets of two or more. */
export const mostStudiesForSubsets = 15

export type SubsetOptions = PoolingOptions & {
  /** Told after each part of the work: fraction done, from 0 to 1. */
  readonly onProgress?: (fraction: number) => void
  /** Stops the work; the promise is then rejected with the signal's reason. */
  readonly signal?: AbortSignal
  /** Most milliseconds of work before others get their turn. Default 30. */
  readonly slice?: number
}

/** Results of all subsets, as columns; `members[i]` has bit j set when study j is in subset i. */
export interface Subsets {
  readonly studies: readonly string[]
  readonly members: Uint16Array
  readonly studyCounts: Uint8Array
  readonly estimates: Float64Array
  /** As fractions. */
  readonly iSquared: Float64Array
  readonly tauSquared: Float64Array
}

/**
 * Pools every subset of two or more studies: a graphical display of heterogeneity (GOSH) shows clusters and outliers.
 * Gives way to other work between slices, so that a screen stays alive.
 * @throws {InputProblemError} naming rows that cannot be used, or for fewer than 2 studies
 * @throws {RangeError} for more than 15 studies
 * @source Olkin, Dahabreh & Trikalinos 2012, Res Synth Methods 3:214
 */
export async function poolAllSubsets(studies: readonly StudyEffect[], options: SubsetOptions = {}): Promise<Subsets> {
  const { onProgress, signal, slice = 30, ...pooling } = options
  signal?.throwIfAborted()
  if (studies.length > mostStudiesForSubsets) {
    throw new RangeError(`poolAllSubsets needs at most ${mostStudiesForSubsets} studies, got ${studies.length}`)
  }
  const columns = columnsOf(studies, 2)
  const conventions = { ...conventionsOf(pooling), interval: 'normal', prediction: 'S' } as const
  const members = subsetsOf(columns.count)
  const count = members.length
  const subsets = {
    studies: studies.map(({ study }) => study),
    members,
    studyCounts: new Uint8Array(count),
    estimates: new Float64Array(count),
    iSquared: new Float64Array(count),
    tauSquared: new Float64Array(count),
  }
  let sliceEnd = performance.now() + slice
  for (let index = 0; index < count; index++) {
    const rows = rowsOf(members[index] as number)
    const pooled = poolColumns(selectColumns(columns, rows), conventions)
    subsets.studyCounts[index] = rows.length
    subsets.estimates[index] = pooled.estimate
    subsets.iSquared[index] = pooled.heterogeneity.iSquared
    subsets.tauSquared[index] = pooled.tauSquared
    if ((index & 63) === 63 && performance.now() > sliceEnd) {
      onProgress?.((index + 1) / count)
      await new Promise((resolve) => setTimeout(resolve, 0))
      signal?.throwIfAborted()
      sliceEnd = performance.now() + slice
    }
  }
  onProgress?.(1)
  return subsets
}

function subsetsOf(studyCount: number): Uint16Array {
  const all = Array.from({ length: 2 ** studyCount }, (_, bits) => bits)
  return Uint16Array.from(all.filter((bits) => (bits & (bits - 1)) !== 0))
}

function rowsOf(bits: number): number[] {
  const rows: number[] = []
  for (let row = 0; bits >> row !== 0; row++) if ((bits >> row) & 1) rows.push(row)
  return rows
}
