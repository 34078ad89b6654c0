import fc from 'fast-check'
import bcg from '../src/../fixtures/reference/pub01_bcg_rr.json' with { type: 'json' }
import { effectSizes, poolable } from '../src/effect-size/index.ts'
import type { StudyEffect } from '../src/study-effect.ts'
import type { CountStudy } from '../src/pairwise/two-by-two.ts'

/** The 13 trials of BCG vaccine (Colditz et al. 1994, JAMA 271:698), rows as in the reference case. */
export const bcgTrials: readonly CountStudy[] = bcg.data.raw.rows.map(([study, , ai, bi, ci, di]) => ({
  study: String(study),
  events1: Number(ai),
  total1: Number(ai) + Number(bi),
  events2: Number(ci),
  total2: Number(ci) + Number(di),
}))

/** Log risk ratios of tuberculosis in the BCG trials. */
export const bcgEffects: readonly StudyEffect[] = poolable(effectSizes('RR', bcgTrials))

/** Absolute latitude and year of each BCG trial. */
export const bcgLatitudes: readonly number[] = bcg.data.raw.rows.map((row) => Number(row[6]))
export const bcgYears: readonly number[] = bcg.data.raw.rows.map((row) => Number(row[1]))
export const bcgAllocations: readonly string[] = bcg.data.raw.rows.map((row) => String(row[7]))

/** Studies with numbers as they occur: effects up to 5 apart, standard errors from 0.05 to 2. */
export function arbitraryStudies(least = 2, most = 12): fc.Arbitrary<StudyEffect[]> {
  // Nine decimals: nothing subnormal, which would not survive a change of unit.
  const rounded = (min: number, max: number) =>
    fc.double({ min, max, noNaN: true }).map((value) => Math.round(value * 1e9) / 1e9)
  return fc
    .array(fc.tuple(rounded(-2.5, 2.5), rounded(0.05, 2)), { minLength: least, maxLength: most })
    .map((pairs) => pairs.map(([estimate, error], i) => ({ study: `s${i + 1}`, estimate, variance: error ** 2 })))
}

/** Every estimator of the variance between studies. */
export const estimators = ['DL', 'HE', 'HS', 'HSk', 'SJ', 'PM', 'EB', 'ML', 'REML'] as const

/** Whether two numbers agree within a share of the larger, or of a size that counts as 1. */
export function near(one: number, other: number, tolerance: number, size = 0): boolean {
  return Math.abs(one - other) <= tolerance * Math.max(Math.abs(one), Math.abs(other), size)
}
