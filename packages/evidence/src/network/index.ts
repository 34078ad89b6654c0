export * from './adjusted-funnel.ts'
export * from './analyse-components.ts'
export * from './analyse-network.ts'
export type { ArmName, CountArm, MeanArm, RateArm } from './arm.ts'
export { estimateTauSquared, type TauSquaredMethod } from './between-study-variance.ts'
export * from './compare-treatments.ts'
export * from './component-matrix.ts'
export { type SubNetwork, subNetworksOf } from './connection.ts'
export * from './contrast.ts'
export * from './contrasts-from-arms.ts'
export * from './contributions.ts'
export {
  type DesignDecomposition,
  type DesignTest,
  decomposeDesigns,
} from './decompose-designs.ts'
export type { EffectEstimate } from './estimate.ts'
export type { FractionInterval, QTest } from './heterogeneity.ts'
export * from './league-table.ts'
export * from './leave-out-studies.ts'
export { inSteps, type LongWork } from './long-work.ts'
export { type DesignComparison, type NetHeat, netHeat, netHeatInSteps } from './net-heat.ts'
export { buildNetwork, type Network } from './network.ts'
export * from './network-measures.ts'
export type { NetworkModel } from './network-model.ts'
export * from './pool-mantel-haenszel.ts'
export * from './rank-treatments.ts'
export * from './rankogram.ts'
export {
  type RefitOptions,
  type RefitSplit,
  splitAllByRefit,
  splitByRefit,
} from './refit-split.ts'
export * from './regress-network.ts'
export { type EvidenceSplit, type SplitComparison, splitComparisons } from './split-comparisons.ts'
export * from './study-importance.ts'
export * from './subgroup-network.ts'
