import {
  arcsineDifference,
  logOddsRatio,
  logRiskRatio,
  petoLogOddsRatio,
  phiCoefficient,
  probitDifference,
  type RiskDifferenceVariance,
  riskDifference,
  yuleQ,
  yuleY,
} from './binary-measures.ts'
import { standardisedFromLogOddsRatio } from './conversions.ts'
import { type EffectSize, effectSizeOf, NotEstimableError } from './effect-size.ts'
import type { MeasureData, VarianceFormula } from './measure.ts'
import type { TwoGroupCounts } from './study-data.ts'
import { weightedMean } from './weighted-mean.ts'
import { type CorrectedCounts, correctCounts, isUninformative, type ZeroCells } from './zero-cells.ts'

/** The measures computed from a two by two table. */
export type CountMeasure = {
  [M in keyof MeasureData]: MeasureData[M] extends TwoGroupCounts ? M : never
}[keyof MeasureData]

/** Measures to which meta and RevMan 5 never add anything. */
const withoutIncrement: ReadonlySet<CountMeasure> = new Set<CountMeasure>(['AS', 'PETO'])

/** One function per study, each giving its effect or throwing NotEstimableError. */
export function countEffects(
  measure: CountMeasure,
  studies: readonly TwoGroupCounts[],
  variance: VarianceFormula,
  rule: ZeroCells,
): (() => EffectSize)[] {
  const group = measure === 'OR' || measure === 'RR' || measure === 'RD' ? measure : 'other'
  const corrected = correctCounts(studies, rule, group)
  if (rule.program !== 'metafor' && !withoutIncrement.has(measure)) {
    return corrected.map((study) => () => incremented(measure, study, variance, rule))
  }
  const cells = corrected.map((study) => (rule.program === 'metafor' ? withAdded(study) : study.observed))
  const effectOf =
    measure === 'RD' ? riskDifferences(cells, variance as RiskDifferenceVariance) : formula(measure, variance)
  return cells.map((table, index) => () => {
    if (corrected[index]?.dropped) throw droppedError(table)
    return effectOf(table)
  })
}

function riskDifferences(cells: readonly TwoGroupCounts[], variance: RiskDifferenceVariance) {
  const averageRisks = [risk(cells, 'events1', 'total1'), risk(cells, 'events2', 'total2')] as const
  return (table: TwoGroupCounts) => riskDifference(table, { variance, averageRisks })
}

function formula(measure: CountMeasure, variance: VarianceFormula): (table: TwoGroupCounts) => EffectSize {
  switch (measure) {
    case 'OR':
      return logOddsRatio
    case 'RR':
      return logRiskRatio
    case 'RD':
      return riskDifference
    case 'AS':
      return arcsineDifference
    case 'PETO':
      return petoLogOddsRatio
    case 'PHI':
      return (table) => phiCoefficient(table, variance === 'CS' ? 'CS' : 'ST')
    case 'YUQ':
      return yuleQ
    case 'YUY':
      return yuleY
    case 'PBIT':
      return probitDifference
    case 'OR2DN':
      return (table) => standardisedFromLogOddsRatio(logOddsRatio(table), 'normal')
    case 'OR2DL':
      return (table) => standardisedFromLogOddsRatio(logOddsRatio(table), 'logistic')
  }
}

/** The way of meta and RevMan 5: see `AddToEvents`. */
function incremented(
  measure: CountMeasure,
  study: CorrectedCounts,
  variance: VarianceFormula,
  rule: ZeroCells,
): EffectSize {
  const { observed, added1, added2 } = study
  if (study.dropped) throw droppedError(observed)
  if (measure === 'RD') {
    const { estimate } = unchecked(observed)
    return effectSizeOf(estimate, riskDifference(withAdded(study)).variance, 'the risks do not vary')
  }
  if (measure !== 'RR') return formula(measure, variance)(withAdded(study))
  const double = rule.program !== 'metafor' && (rule.doubleInRiskRatio ?? rule.program === 'RevMan 5')
  const times = double ? 2 : 1
  return logRiskRatio({
    events1: observed.events1 + added1,
    total1: observed.total1 + times * added1,
    events2: observed.events2 + added2,
    total2: observed.total2 + times * added2,
  })
}

/** The table with the correction in every cell. */
export function withAdded({ observed, added1, added2 }: CorrectedCounts): TwoGroupCounts {
  return {
    events1: observed.events1 + added1,
    total1: observed.total1 + 2 * added1,
    events2: observed.events2 + added2,
    total2: observed.total2 + 2 * added2,
  }
}

function unchecked({ events1, total1, events2, total2 }: TwoGroupCounts): { estimate: number } {
  return { estimate: events1 / total1 - events2 / total2 }
}

function risk(tables: readonly TwoGroupCounts[], events: 'events1' | 'events2', total: 'total1' | 'total2'): number {
  return weightedMean(
    tables.map((table) => table[events] / table[total]),
    tables.map((table) => table[total]),
  )
}

function droppedError(table: TwoGroupCounts): NotEstimableError {
  const what = isUninformative(table) && table.events1 > 0 ? 'events only' : 'no events'
  return new NotEstimableError(`left out: ${what} in both groups`)
}
