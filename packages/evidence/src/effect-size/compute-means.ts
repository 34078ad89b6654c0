import { logOddsRatioFromStandardised } from './conversions.ts'
import { type EffectSize, NotEstimableError } from './effect-size.ts'
import { type MeanDifferenceVariance, meanDifference } from './mean-difference.ts'
import type { MeasureData, VarianceFormula } from './measure.ts'
import {
  type LogBias,
  logRatioOfMeans,
  logVariabilityRatio,
  logVariationRatio,
  type RatioOfMeansVariance,
} from './ratio-of-means.ts'
import {
  type GlassVariant,
  glassDelta,
  type StandardisedVariant,
  standardisedMeanDifference,
  standardisedMeanDifferenceUnequal,
} from './standardised-mean-difference.ts'
import type { TwoGroupMeans } from './study-data.ts'
import { weightedMean } from './weighted-mean.ts'

/** The measures computed from means and standard deviations of two groups. */
export type MeanMeasure = 'MD' | 'SMD' | 'SMDH' | 'SMD1' | 'SMD1H' | 'ROM' | 'CVR' | 'VR' | 'D2ORN' | 'D2ORL'

/** One function per study, each giving its effect or throwing NotEstimableError. */
export function meanEffects<M extends MeanMeasure>(
  measure: M,
  given: readonly MeasureData[M][],
  variance: VarianceFormula,
  bias: LogBias,
): (() => EffectSize)[] {
  const studies = given as unknown as readonly TwoGroupMeans[]
  const compute = formula(measure, variance, studies, bias)
  return studies.map((study) => () => compute(study))
}

function formula(
  measure: MeanMeasure,
  variance: VarianceFormula,
  studies: readonly TwoGroupMeans[],
  bias: LogBias,
): (study: TwoGroupMeans) => EffectSize {
  switch (measure) {
    case 'MD':
      return (study) => meanDifference(study, variance as MeanDifferenceVariance)
    case 'SMD':
      return standardised(variance as StandardisedVariant, studies)
    case 'SMDH':
      return standardisedMeanDifferenceUnequal
    case 'SMD1':
      return glass(variance as GlassVariant, studies)
    case 'SMD1H':
      return (study) => glassDelta(study, { variant: 'unequal' })
    case 'ROM':
      return ratio(variance as RatioOfMeansVariance, studies, bias)
    case 'CVR':
      return (study) => logVariationRatio(study, bias)
    case 'VR':
      return (study) => logVariabilityRatio(study, bias)
    case 'D2ORN':
      return (study) => logOddsRatioFromStandardised(standardisedMeanDifference(study, cohen), 'normal')
    case 'D2ORL':
      return (study) => logOddsRatioFromStandardised(standardisedMeanDifference(study, cohen), 'logistic')
  }
}

/** Odds ratios are converted from the plain d (Chinn 2000; Cox & Snell 1989), without a correction for small samples. */
const cohen = { variant: 'Cohen' } as const

function standardised(variant: StandardisedVariant, studies: readonly TwoGroupMeans[]) {
  if (variant !== 'AV') return (study: TwoGroupMeans) => standardisedMeanDifference(study, { variant })
  const averageEffect = averageOf(studies, (study) => standardisedMeanDifference(study))
  return (study: TwoGroupMeans) => standardisedMeanDifference(study, { variant, averageEffect })
}

function glass(variant: GlassVariant, studies: readonly TwoGroupMeans[]) {
  if (variant !== 'AV') return (study: TwoGroupMeans) => glassDelta(study, { variant })
  const averageEffect = averageOf(studies, (study) => glassDelta(study))
  return (study: TwoGroupMeans) => glassDelta(study, { variant, averageEffect })
}

function ratio(variance: RatioOfMeansVariance, studies: readonly TwoGroupMeans[], bias: LogBias) {
  if (variance !== 'AV' && variance !== 'AVHO')
    return (study: TwoGroupMeans) => logRatioOfMeans(study, { variance, bias })
  const variations1 = studies.map(({ sd1, mean1 }) => sd1 / mean1)
  const variations2 = studies.map(({ sd2, mean2 }) => sd2 / mean2)
  const sizes1 = studies.map(({ total1 }) => total1)
  const sizes2 = studies.map(({ total2 }) => total2)
  const both = weightedMean([...variations1, ...variations2], [...sizes1, ...sizes2])
  const averageVariation: readonly [number, number] =
    variance === 'AVHO' ? [both, both] : [weightedMean(variations1, sizes1), weightedMean(variations2, sizes2)]
  return (study: TwoGroupMeans) => logRatioOfMeans(study, { variance, averageVariation, bias })
}

/** Mean effect of the studies for which it exists, weighted by their sample sizes. */
function averageOf(studies: readonly TwoGroupMeans[], compute: (study: TwoGroupMeans) => EffectSize): number {
  return weightedMean(
    studies.map((study) => estimateOrNothing(() => compute(study))),
    studies.map(({ total1, total2 }) => total1 + total2),
  )
}

/** The estimate, or NaN when the study has none. */
export function estimateOrNothing(compute: () => EffectSize): number {
  try {
    return compute().estimate
  } catch (error) {
    if (error instanceof NotEstimableError) return Number.NaN
    throw error
  }
}
