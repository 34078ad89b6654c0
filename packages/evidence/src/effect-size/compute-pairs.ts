import type { EffectSize } from './effect-size.ts'
import type { MeasureData, VarianceFormula } from './measure.ts'
import {
  pairedConditionalLogOddsRatio,
  pairedLogOddsRatio,
  pairedLogRiskRatio,
  pairedPetoLogOddsRatio,
  pairedRiskDifference,
} from './paired-binary-measures.ts'
import {
  type ChangeVariant,
  logRatioOfMeansPaired,
  logVariabilityRatioPaired,
  logVariationRatioPaired,
  meanChange,
  standardisedChange,
  standardisedChangeByRaw,
  standardisedChangeUnequal,
} from './paired-measures.ts'
import type { LogBias } from './ratio-of-means.ts'
import { groupMean, logMean, logStandardDeviation, logVariation, standardisedMean } from './single-mean-measures.ts'
import type { PairedCounts, PairedMeans, SingleMean } from './study-data.ts'
import { correctCounts, type ZeroCells } from './zero-cells.ts'

type Computations = (() => EffectSize)[]

/** Means of single groups. */
export function singleMeanEffects(
  measure: 'MN' | 'SMN' | 'MNLN' | 'CVLN' | 'SDLN',
  studies: readonly MeasureData['SDLN'][],
  bias: LogBias,
): Computations {
  const formulae: Record<typeof measure, (study: SingleMean, bias: LogBias) => EffectSize> = {
    MN: groupMean,
    SMN: standardisedMean,
    MNLN: logMean,
    CVLN: logVariation,
    SDLN: logStandardDeviation,
  }
  return studies.map((study) => () => formulae[measure](study as SingleMean, bias))
}

/** Change in one group, or the difference of matched pairs. */
export function pairedMeanEffects(
  measure: 'MC' | 'SMCC' | 'SMCR' | 'SMCRH' | 'ROMC' | 'CVRC' | 'VRC',
  studies: readonly MeasureData['MC'][],
  variance: VarianceFormula,
  bias: LogBias,
): Computations {
  const formulae: Record<typeof measure, (study: PairedMeans) => EffectSize> = {
    MC: meanChange,
    SMCC: (study) => standardisedChange(study, variance as ChangeVariant),
    SMCR: (study) => standardisedChangeByRaw(study, variance as 'LS' | 'LS2'),
    SMCRH: standardisedChangeUnequal,
    ROMC: (study) => logRatioOfMeansPaired(study, bias),
    CVRC: (study) => logVariationRatioPaired(study, bias),
    VRC: logVariabilityRatioPaired,
  }
  return studies.map((study) => () => formulae[measure](study))
}

/** Events in matched pairs; zero cells of the paired table are corrected as those of a two by two table. */
export function pairedCountEffects(
  measure: 'MPRD' | 'MPRR' | 'MPOR' | 'MPORC' | 'MPPETO',
  studies: readonly PairedCounts[],
  rule: ZeroCells,
): Computations {
  const formulae = {
    MPRD: pairedRiskDifference,
    MPRR: pairedLogRiskRatio,
    MPOR: pairedLogOddsRatio,
    MPORC: pairedConditionalLogOddsRatio,
    MPPETO: pairedPetoLogOddsRatio,
  }
  const asTables = studies.map(({ yesYes, yesNo, noYes, noNo }) => ({
    events1: yesYes,
    total1: yesYes + yesNo,
    events2: noYes,
    total2: noYes + noNo,
  }))
  const corrections = correctCounts(asTables, rule, 'other')
  return studies.map((study, index) => () => {
    const { added1, added2 } = corrections[index] as { added1: number; added2: number }
    return formulae[measure]({
      yesYes: study.yesYes + added1,
      yesNo: study.yesNo + added1,
      noYes: study.noYes + added2,
      noNo: study.noNo + added2,
    })
  })
}
