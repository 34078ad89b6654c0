export {
  type ChiSquaredTest,
  cochranMantelHaenszelTest,
  type OddsRatioHomogeneity,
  oddsRatioHomogeneity,
} from './association-tests.ts'
export { mostStudiesForSubsets, poolAllSubsets, type SubsetOptions, type Subsets } from './all-subsets.ts'
export { type BaujatPoint, baujat } from './baujat.ts'
export { beggTest } from './begg.ts'
export {
  type Conventions,
  conventionsOf,
  type IntervalMethod,
  type ISquaredDefinition,
  type PoolingMethod,
  type PoolingOptions,
  type PredictionMethod,
  type PresetName,
  presets,
  type TauSquaredEstimator,
} from './conventions.ts'
export { type RobustCorrection, type RobustEffect, type RobustOptions, robustThreeLevel } from './cluster-robust.ts'
export { type CumulativeStep, poolCumulatively } from './cumulative.ts'
export type { CategoricalModerator, Moderator, NumericModerator } from './design.ts'
export { type FailSafeNumbers, type FailSafeOptions, failSafeNumbers } from './fail-safe.ts'
export { fitStatistics } from './fit-statistics.ts'
export {
  type EstimateWithLimits,
  type Heterogeneity,
  type HigginsThompson,
  higginsThompsonIntervals,
  iSquaredFromQ,
} from './heterogeneity.ts'
export { type Influence, influence } from './influence.ts'
export { type EstimateInference, type Interval, inferenceOf, twoSidedQuantile } from './interval.ts'
export { type KendallCorrelation, kendallCorrelation } from './kendall.ts'
export { type LeftOut, leaveOneOut } from './leave-one-out.ts'
export type { FitStatistics } from './likelihood.ts'
export {
  type MantelHaenszelEffect,
  type MantelHaenszelMeasure,
  type MantelHaenszelOptions,
  mantelHaenszel,
} from './mantel-haenszel.ts'
export { type MantelHaenszelRates, mantelHaenszelRates } from './mantel-haenszel-rates.ts'
export {
  type Coefficient,
  type MetaRegression,
  type RegressionOptions,
  regress,
} from './meta-regression.ts'
export type { OmnibusTest } from './omnibus.ts'
export { type PetPeese, petPeese } from './pet-peese.ts'
export { type PetoEffect, poolPeto } from './peto.ts'
export { type PooledEffect, pool } from './pool.ts'
export { predictEffects, type RegressionPrediction } from './predict-effects.ts'
export { predictionIntervalOf } from './prediction.ts'
export { harbordTest, petersTest } from './small-study-counts.ts'
export { eggerTest, type SizePredictor, type SmallStudyOptions, type SmallStudyTest } from './small-study-regression.ts'
export {
  type SelectionStep,
  type StepSelection,
  type StepSelectionOptions,
  stepSelectionModel,
} from './step-selection.ts'
export {
  type InteractionTest,
  interactionOf,
  poolSubgroups,
  type Subgroup,
  type SubgroupAnalysis,
  type SubgroupOptions,
} from './subgroups.ts'
export {
  type HeterogeneityLimits,
  profileLikelihoodInterval,
  qProfileInterval,
} from './tau-squared-interval.ts'
export { type ClusteredEffect, poolThreeLevel, type ThreeLevelEffect, type ThreeLevelOptions } from './three-level.ts'
export { type TrimAndFill, type TrimAndFillEstimator, type TrimAndFillOptions, trimAndFill } from './trim-and-fill.ts'
export type { CountStudy, RateStudy } from './two-by-two.ts'
