export {
  arcsineDifference,
  logOddsRatio,
  logRiskRatio,
  petoLogOddsRatio,
  phiCoefficient,
  probitDifference,
  type RiskDifferenceOptions,
  type RiskDifferenceVariance,
  riskDifference,
  yuleQ,
  yuleY,
} from './binary-measures.ts'
export {
  correlationFromStandardised,
  inUnitsOf,
  logOddsRatioFromStandardised,
  standardisedFromCorrelation,
  standardisedFromLogOddsRatio,
  standardisedFromTStatistic,
  type UnderlyingDistribution,
} from './conversions.ts'
export {
  type CorrelationOptions,
  type CorrelationVariance,
  correlation,
  fisherZ,
  unbiasedCorrelation,
} from './correlation-measures.ts'
export { type EffectSize, NotEstimableError } from './effect-size.ts'
export {
  type EffectSizes,
  effectSizes,
  poolable,
  problemsOfEffects,
  type StudyEffectSize,
  type StudyOf,
} from './effect-sizes.ts'
export { type MeanDifferenceVariance, meanDifference, pooledStandardDeviation } from './mean-difference.ts'
export {
  type DataKind,
  type EffectSizeOptions,
  isMeasure,
  type Measure,
  type MeasureData,
  type MeasureDescription,
  type MeasureScale,
  measures,
  type VarianceFormula,
} from './measure.ts'
export {
  pairedConditionalLogOddsRatio,
  pairedLogOddsRatio,
  pairedLogRiskRatio,
  pairedPetoLogOddsRatio,
  pairedRiskDifference,
} from './paired-binary-measures.ts'
export {
  type ChangeVariant,
  changeVariance,
  logRatioOfMeansPaired,
  logVariabilityRatioPaired,
  logVariationRatioPaired,
  meanChange,
  standardisedChange,
  standardisedChangeByRaw,
  standardisedChangeUnequal,
} from './paired-measures.ts'
export {
  arcsineProportion,
  freemanTukeyProportion,
  logitProportion,
  logProportion,
  proportion,
} from './proportion-measures.ts'
export {
  freemanTukeyRate,
  incidenceRate,
  logIncidenceRate,
  logRateRatio,
  rateDifference,
  rootIncidenceRate,
  rootRateDifference,
} from './rate-measures.ts'
export {
  type LogBias,
  logDeviationCorrection,
  logMeanCorrection,
  logRatioOfMeans,
  logVariabilityRatio,
  logVariationRatio,
  type RatioOfMeansOptions,
  type RatioOfMeansVariance,
} from './ratio-of-means.ts'
export { groupMean, logMean, logStandardDeviation, logVariation, standardisedMean } from './single-mean-measures.ts'
export { approximateHedgesCorrection, hedgesCorrection, unbiasedVarianceFactor } from './small-sample-correction.ts'
export {
  type GlassVariant,
  glassDelta,
  type StandardisedOptions,
  type StandardisedVariant,
  standardisedMeanDifference,
  standardisedMeanDifferenceUnequal,
} from './standardised-mean-difference.ts'
export type {
  CorrelationData,
  GivenEffect,
  PairedCounts,
  PairedMeans,
  SingleCount,
  SingleMean,
  SingleRate,
  TwoGroupCounts,
  TwoGroupMeans,
  TwoGroupRates,
} from './study-data.ts'
export {
  type AddToCells,
  type AddToEvents,
  type CorrectedCounts,
  type CorrectionTarget,
  correctCounts,
  isUninformative,
  type ZeroCells,
} from './zero-cells.ts'
export { type NumberNeeded, type NumberNeededToTreat, numberNeededToTreat } from './number-needed-to-treat.ts'
export { oddsRatioFromRiskRatio, riskRatioFromOddsRatio } from './risk-conversion.ts'
export { type BeforeAndAfter, correlationFromChange, sdOfChange } from './change-score.ts'
export {
  type Clustering,
  designEffect,
  effectiveCounts,
  effectiveSampleSize,
  inflateStandardError,
} from './cluster-trial.ts'
export { combineGroups } from './combine-groups.ts'
export {
  crossoverCorrelation,
  crossoverMeanDifference,
  crossoverStandardisedMeanDifference,
} from './crossover-trial.ts'
export {
  effectFromInterval,
  effectFromPValue,
  effectFromStandardError,
  logHazardRatioFromLogRank,
  logHazardRatioFromPValue,
  logRatioFromInterval,
} from './hazard-ratio.ts'
export * from './quantiles/index.ts'
export {
  type IntervalDistribution,
  type IntervalOptions,
  type KnownDifference,
  sdFromDifferenceError,
  sdFromDifferenceInterval,
  sdFromFStatistic,
  sdFromInterval,
  sdFromPValue,
  sdFromStandardError,
  sdFromTStatistic,
  standardErrorFromInterval,
} from './standard-deviation.ts'
