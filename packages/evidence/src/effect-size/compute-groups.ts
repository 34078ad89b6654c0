import { estimateOrNothing } from './compute-means.ts'
import { type CorrelationVariance, correlation, fisherZ, unbiasedCorrelation } from './correlation-measures.ts'
import { type EffectSize, effectSizeOf, NotEstimableError } from './effect-size.ts'
import type { VarianceFormula } from './measure.ts'
import {
  arcsineProportion,
  freemanTukeyProportion,
  logitProportion,
  logProportion,
  proportion,
} from './proportion-measures.ts'
import {
  freemanTukeyRate,
  incidenceRate,
  logIncidenceRate,
  logRateRatio,
  rateDifference,
  rootIncidenceRate,
  rootRateDifference,
} from './rate-measures.ts'
import type { CorrelationData, SingleCount, SingleRate, TwoGroupRates } from './study-data.ts'
import { weightedMean } from './weighted-mean.ts'
import { correctRates, correctSingleCounts, correctSingleRates, type ZeroCells } from './zero-cells.ts'

type Computations = (() => EffectSize)[]

const noEvents = 'the measure does not exist without events'

/** Incidence rate ratio and differences, with the correction for groups without events. */
export function rateEffects(
  measure: 'IRR' | 'IRD' | 'IRSD',
  studies: readonly TwoGroupRates[],
  rule: ZeroCells,
): Computations {
  const corrections = correctRates(studies, rule)
  return studies.map((study, index) => () => {
    const { added, dropped } = corrections[index] as { added: number; dropped: boolean }
    if (dropped) throw new NotEstimableError('left out: no events in both groups')
    const corrected = { ...study, events1: study.events1 + added, events2: study.events2 + added }
    if (measure === 'IRR') return logRateRatio(corrected)
    if (measure === 'IRSD') return rootRateDifference(rule.program === 'metafor' ? corrected : study)
    if (rule.program === 'metafor') return rateDifference(corrected)
    const observed = study.events1 / study.time1 - study.events2 / study.time2
    return effectSizeOf(observed, rateDifference(corrected).variance, noEvents)
  })
}

/** Proportions of single groups, with the correction for no events or events only. */
export function proportionEffects(
  measure: 'PR' | 'PLN' | 'PLO' | 'PAS' | 'PFT',
  studies: readonly SingleCount[],
  variance: VarianceFormula,
  rule: ZeroCells,
): Computations {
  const added = correctSingleCounts(studies, rule)
  return studies.map((study, index) => () => {
    const amount = added[index] as number
    const corrected = { events: study.events + amount, total: study.total + 2 * amount }
    const metafor = rule.program === 'metafor'
    if (measure === 'PLO') return logitProportion(corrected)
    if (measure === 'PAS') return arcsineProportion(metafor ? corrected : study)
    if (measure === 'PFT') return freemanTukeyProportion(metafor ? corrected : study)
    if (measure === 'PLN') return logProportion(metafor ? corrected : { ...corrected, total: study.total + amount })
    if (metafor) return proportion(corrected, variance === 'UB' ? 'UB' : 'LS')
    return effectSizeOf(study.events / study.total, proportion(corrected).variance, noEvents)
  })
}

/** Incidence rates of single groups, with the correction for no events. */
export function singleRateEffects(
  measure: 'IR' | 'IRLN' | 'IRS' | 'IRFT',
  studies: readonly SingleRate[],
  rule: ZeroCells,
): Computations {
  const added = correctSingleRates(studies, rule)
  return studies.map((study, index) => () => {
    const corrected = { ...study, events: study.events + (added[index] as number) }
    const metafor = rule.program === 'metafor'
    if (measure === 'IRLN') return logIncidenceRate(corrected)
    if (measure === 'IRS') return rootIncidenceRate(metafor ? corrected : study)
    if (measure === 'IRFT') return freemanTukeyRate(metafor ? corrected : study)
    if (metafor) return incidenceRate(corrected)
    return effectSizeOf(study.events / study.time, incidenceRate(corrected).variance, noEvents)
  })
}

/** Correlations, with the average over the studies where the variance asks for it. */
export function correlationEffects(
  measure: 'COR' | 'UCOR' | 'ZCOR',
  studies: readonly CorrelationData[],
  variance: VarianceFormula,
): Computations {
  if (measure === 'ZCOR') return studies.map((study) => () => fisherZ(study))
  const compute = measure === 'COR' ? correlation : unbiasedCorrelation
  const averageCorrelation = weightedMean(
    studies.map((study) => estimateOrNothing(() => compute(study, { variance: 'H0' }))),
    studies.map(({ total }) => total),
  )
  const options = { variance: variance as CorrelationVariance, averageCorrelation }
  return studies.map((study) => () => compute(study, options))
}
