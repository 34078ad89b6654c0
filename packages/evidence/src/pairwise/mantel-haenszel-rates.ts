import { effectSizes, poolable } from '../effect-size/index.ts'
import { chiSquaredUpperTail } from '../numerics/index.ts'
import { refuse } from '../input-problem.ts'
import { type Heterogeneity, iSquaredFromQ } from './heterogeneity.ts'
import { type EstimateInference, inferenceOf } from './interval.ts'
import { type RateStudy, refuseImpossibleRates } from './two-by-two.ts'

/** A Mantel–Haenszel estimate from person-time; the ratio is a natural logarithm. */
export interface MantelHaenszelRates extends EstimateInference {
  readonly method: 'Mantel–Haenszel'
  readonly measure: 'IRR' | 'IRD'
  readonly level: number
  readonly studyCount: number
  readonly informativeStudyCount: number
  readonly heterogeneity: Pick<Heterogeneity, 'q' | 'degreesOfFreedom' | 'pValue' | 'iSquared'>
  /** Mantel–Haenszel test that the rates are the same, with continuity correction; ratio only. */
  readonly test: { readonly statistic: number; readonly pValue: number } | undefined
}

/**
 * Pools events in person-time, as a log rate ratio or a rate difference.
 * @throws {InputProblemError} naming impossible rows, or when a group has no events in any study
 * @source Rothman, Greenland & Lash 2008, Modern Epidemiology, 3rd edition, chapter 15
 */
export function mantelHaenszelRates(
  measure: 'IRR' | 'IRD',
  studies: readonly RateStudy[],
  level = 0.95,
): MantelHaenszelRates {
  refuseImpossibleRates(studies)
  const total = (term: (x1: number, t1: number, x2: number, t2: number, t: number) => number) =>
    studies.reduce(
      (sum, { events1, time1, events2, time2 }) => sum + term(events1, time1, events2, time2, time1 + time2),
      0,
    )
  const informative = total((x1, t1, x2, t2, t) => (x1 + x2) * (t1 / t) * (t2 / t))
  const r = total((x1, _t1, _x2, t2, t) => (x1 * t2) / t)
  const s = total((_x1, t1, x2, _t2, t) => (x2 * t1) / t)
  const weight = total((_x1, t1, _x2, t2, t) => (t1 / t) * t2)
  const variance =
    measure === 'IRR'
      ? informative / r / s
      : total((x1, t1, x2, t2, t) => x1 * (t2 / t) ** 2 + x2 * (t1 / t) ** 2) / weight / weight
  const estimate = measure === 'IRR' ? Math.log(r / s) : (r - s) / weight
  if (!Number.isFinite(estimate) || !(variance > 0 && Number.isFinite(variance))) {
    refuse([{ message: `a Mantel–Haenszel ${measure} does not exist: a group has no events in any study` }])
  }
  const own = poolable(
    effectSizes(measure, studies, { zeroCells: { program: 'metafor', to: 'only0', dropUninformative: true } }),
  )
  const q = own.reduce((sum, study) => sum + (study.estimate - estimate) ** 2 / study.variance, 0)
  const degreesOfFreedom = Math.max(0, own.length - 1)
  const difference = Math.abs(total((x1, t1, x2, _t2, t) => x1 - ((x1 + x2) * t1) / t))
  const statistic = Math.max(0, difference - 0.5) ** 2 / informative
  return {
    ...inferenceOf(estimate, Math.sqrt(variance), Number.POSITIVE_INFINITY, level),
    method: 'Mantel–Haenszel',
    measure,
    level,
    studyCount: studies.length,
    informativeStudyCount: own.length,
    heterogeneity: {
      q,
      degreesOfFreedom,
      pValue: degreesOfFreedom === 0 ? 1 : chiSquaredUpperTail(q, degreesOfFreedom),
      iSquared: iSquaredFromQ(q, degreesOfFreedom),
    },
    test: measure === 'IRR' ? { statistic, pValue: chiSquaredUpperTail(statistic, 1) } : undefined,
  }
}
