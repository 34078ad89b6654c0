import type {
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
import type { LogBias } from './ratio-of-means.ts'
import type { ZeroCells } from './zero-cells.ts'

/** The data that each measure is computed from. The names are those of metafor's `escalc`. */
export interface MeasureData {
  MD: TwoGroupMeans
  SMD: TwoGroupMeans
  SMDH: TwoGroupMeans
  SMD1: Omit<TwoGroupMeans, 'sd1'> & { readonly sd1?: number }
  SMD1H: TwoGroupMeans
  ROM: TwoGroupMeans
  CVR: TwoGroupMeans
  VR: Omit<TwoGroupMeans, 'mean1' | 'mean2'>
  D2ORN: TwoGroupMeans
  D2ORL: TwoGroupMeans
  OR: TwoGroupCounts
  RR: TwoGroupCounts
  RD: TwoGroupCounts
  AS: TwoGroupCounts
  PETO: TwoGroupCounts
  PHI: TwoGroupCounts
  YUQ: TwoGroupCounts
  YUY: TwoGroupCounts
  PBIT: TwoGroupCounts
  OR2DN: TwoGroupCounts
  OR2DL: TwoGroupCounts
  IRR: TwoGroupRates
  IRD: TwoGroupRates
  IRSD: TwoGroupRates
  COR: CorrelationData
  UCOR: CorrelationData
  ZCOR: CorrelationData
  PR: SingleCount
  PLN: SingleCount
  PLO: SingleCount
  PAS: SingleCount
  PFT: SingleCount
  IR: SingleRate
  IRLN: SingleRate
  IRS: SingleRate
  IRFT: SingleRate
  MN: SingleMean
  SMN: SingleMean
  MNLN: SingleMean
  CVLN: SingleMean
  SDLN: Omit<SingleMean, 'mean'>
  MC: PairedMeans
  SMCC: PairedMeans
  SMCR: Omit<PairedMeans, 'sd2'>
  SMCRH: PairedMeans
  ROMC: PairedMeans
  CVRC: PairedMeans
  VRC: Omit<PairedMeans, 'mean1' | 'mean2'>
  MPRD: PairedCounts
  MPRR: PairedCounts
  MPOR: PairedCounts
  MPORC: PairedCounts
  MPPETO: PairedCounts
  GEN: GivenEffect
}

export type Measure = keyof MeasureData

/** What a measure is computed from, which decides the columns of its table. */
export type DataKind =
  | 'means'
  | 'counts'
  | 'rates'
  | 'correlation'
  | 'singleCount'
  | 'singleRate'
  | 'singleMean'
  | 'pairedMeans'
  | 'pairedCounts'
  | 'given'

/** Scale of the estimate: how it is turned back into what people read. */
export type MeasureScale = 'difference' | 'logRatio' | 'logit' | 'arcsine' | 'freemanTukey' | 'root' | 'fisherZ' | 'log'

/** What is known about a measure beside its formula. */
export interface MeasureDescription {
  readonly title: string
  readonly data: DataKind
  readonly scale: MeasureScale
  /** Formulae for the variance that `variance` may name; the first is the default. */
  readonly variances: readonly VarianceFormula[]
  /** Columns of its kind of data that the measure does not use. */
  readonly unused?: readonly string[]
}

/**
 * Name of a formula for the sampling variance: metafor's `vtype`, and the ways of other programs. See
 * `StandardisedVariant`, `GlassVariant`, `MeanDifferenceVariance`, `RatioOfMeansVariance`, `CorrelationVariance`.
 */
export type VarianceFormula =
  | 'LS'
  | 'LS2'
  | 'UB'
  | 'AV'
  | 'AVHO'
  | 'HO'
  | 'H0'
  | 'ST'
  | 'CS'
  | 'RevMan 5'
  | 'Cohen'
  | 'Cohen exact'
  | 'uncorrected'

/** How effect sizes are computed; everything has a default that the result repeats. */
export interface EffectSizeOptions {
  /** Default: the first formula of the measure, which is metafor's default. */
  readonly variance?: VarianceFormula | undefined
  /** Default: metafor's rule, 0.5 added to all cells of studies with a zero cell. */
  readonly zeroCells?: ZeroCells
  /** Default `corrected`: logarithms of means and of standard deviations without their bias in small samples. */
  readonly bias?: LogBias
}

const ls: readonly VarianceFormula[] = ['LS']
const between = ['LS', 'UB', 'AV', 'H0'] as const

/** Every measure, its data, its scale and its variances. */
export const measures: { readonly [M in Measure]: MeasureDescription } = {
  MD: { title: 'mean difference', data: 'means', scale: 'difference', variances: ['LS', 'HO'] },
  SMD: {
    title: 'standardised mean difference',
    data: 'means',
    scale: 'difference',
    variances: ['LS', 'LS2', 'UB', 'AV', 'H0', 'RevMan 5', 'Cohen', 'Cohen exact'],
  },
  SMDH: { title: 'standardised mean difference, unequal variances', data: 'means', scale: 'difference', variances: ls },
  SMD1: {
    title: "standardised mean difference by the control group's standard deviation (Glass)",
    data: 'means',
    scale: 'difference',
    variances: ['LS', 'LS2', 'UB', 'AV', 'uncorrected'],
    unused: ['sd1'],
  },
  SMD1H: { title: 'SMD1 with unequal variances', data: 'means', scale: 'difference', variances: ls },
  ROM: { title: 'log ratio of means', data: 'means', scale: 'logRatio', variances: ['LS', 'HO', 'AV', 'AVHO'] },
  CVR: { title: 'log ratio of coefficients of variation', data: 'means', scale: 'logRatio', variances: ls },
  VR: {
    title: 'log ratio of standard deviations',
    data: 'means',
    scale: 'logRatio',
    variances: ls,
    unused: ['mean1', 'mean2'],
  },
  D2ORN: { title: 'log odds ratio from means (normal)', data: 'means', scale: 'logRatio', variances: ls },
  D2ORL: { title: 'log odds ratio from means (logistic)', data: 'means', scale: 'logRatio', variances: ls },
  OR: { title: 'log odds ratio', data: 'counts', scale: 'logRatio', variances: ls },
  RR: { title: 'log risk ratio', data: 'counts', scale: 'logRatio', variances: ls },
  RD: { title: 'risk difference', data: 'counts', scale: 'difference', variances: ['LS', 'UB', 'AV'] },
  AS: { title: 'arcsine risk difference', data: 'counts', scale: 'arcsine', variances: ls },
  PETO: { title: "Peto's log odds ratio", data: 'counts', scale: 'logRatio', variances: ls },
  PHI: { title: 'phi coefficient', data: 'counts', scale: 'difference', variances: ['ST', 'CS'] },
  YUQ: { title: "Yule's Q", data: 'counts', scale: 'difference', variances: ls },
  YUY: { title: "Yule's Y", data: 'counts', scale: 'difference', variances: ls },
  PBIT: { title: 'probit risk difference', data: 'counts', scale: 'difference', variances: ls },
  OR2DN: { title: 'SMD from an odds ratio (normal)', data: 'counts', scale: 'difference', variances: ls },
  OR2DL: { title: 'SMD from an odds ratio (logistic)', data: 'counts', scale: 'difference', variances: ls },
  IRR: { title: 'log incidence rate ratio', data: 'rates', scale: 'logRatio', variances: ls },
  IRD: { title: 'incidence rate difference', data: 'rates', scale: 'difference', variances: ls },
  IRSD: { title: 'square-root incidence rate difference', data: 'rates', scale: 'root', variances: ls },
  COR: { title: 'correlation', data: 'correlation', scale: 'difference', variances: between },
  UCOR: { title: 'unbiased correlation', data: 'correlation', scale: 'difference', variances: between },
  ZCOR: { title: "Fisher's z", data: 'correlation', scale: 'fisherZ', variances: ls },
  PR: { title: 'proportion', data: 'singleCount', scale: 'difference', variances: ['LS', 'UB'] },
  PLN: { title: 'log proportion', data: 'singleCount', scale: 'log', variances: ls },
  PLO: { title: 'logit proportion', data: 'singleCount', scale: 'logit', variances: ls },
  PAS: { title: 'arcsine proportion', data: 'singleCount', scale: 'arcsine', variances: ls },
  PFT: { title: 'double arcsine proportion', data: 'singleCount', scale: 'freemanTukey', variances: ls },
  IR: { title: 'incidence rate', data: 'singleRate', scale: 'difference', variances: ls },
  IRLN: { title: 'log incidence rate', data: 'singleRate', scale: 'log', variances: ls },
  IRS: { title: 'square-root incidence rate', data: 'singleRate', scale: 'root', variances: ls },
  IRFT: { title: 'Freeman–Tukey incidence rate', data: 'singleRate', scale: 'freemanTukey', variances: ls },
  MN: { title: 'mean', data: 'singleMean', scale: 'difference', variances: ls },
  SMN: { title: 'standardised mean', data: 'singleMean', scale: 'difference', variances: ls },
  MNLN: { title: 'log mean', data: 'singleMean', scale: 'log', variances: ls },
  CVLN: { title: 'log coefficient of variation', data: 'singleMean', scale: 'log', variances: ls },
  SDLN: { title: 'log standard deviation', data: 'singleMean', scale: 'log', variances: ls, unused: ['mean'] },
  MC: { title: 'mean change', data: 'pairedMeans', scale: 'difference', variances: ls },
  SMCC: {
    title: 'standardised mean change by the spread of change',
    data: 'pairedMeans',
    scale: 'difference',
    variances: ['LS', 'LS2', 'UB'],
  },
  SMCR: {
    title: 'standardised mean change by the spread of scores',
    data: 'pairedMeans',
    scale: 'difference',
    variances: ['LS', 'LS2'],
    unused: ['sd2'],
  },
  SMCRH: { title: 'SMCR with unequal variances', data: 'pairedMeans', scale: 'difference', variances: ls },
  ROMC: { title: 'log ratio of paired means', data: 'pairedMeans', scale: 'logRatio', variances: ls },
  CVRC: {
    title: 'log ratio of paired coefficients of variation',
    data: 'pairedMeans',
    scale: 'logRatio',
    variances: ls,
  },
  VRC: {
    title: 'log ratio of paired standard deviations',
    data: 'pairedMeans',
    scale: 'logRatio',
    variances: ls,
    unused: ['mean1', 'mean2'],
  },
  MPRD: { title: 'risk difference in pairs', data: 'pairedCounts', scale: 'difference', variances: ls },
  MPRR: { title: 'log risk ratio in pairs', data: 'pairedCounts', scale: 'logRatio', variances: ls },
  MPOR: { title: 'log odds ratio of margins in pairs', data: 'pairedCounts', scale: 'logRatio', variances: ls },
  MPORC: { title: 'conditional log odds ratio in pairs', data: 'pairedCounts', scale: 'logRatio', variances: ls },
  MPPETO: { title: "Peto's log odds ratio in pairs", data: 'pairedCounts', scale: 'logRatio', variances: ls },
  GEN: { title: 'given effect', data: 'given', scale: 'difference', variances: ls },
}

/** Whether a text names a measure. */
export function isMeasure(name: string): name is Measure {
  return Object.hasOwn(measures, name)
}

/** Measures whose variance does not suffer from zero cells, to which metafor adds nothing by itself. */
export const measuresWithoutCorrection: ReadonlySet<Measure> = new Set<Measure>([
  'AS',
  'PHI',
  'IRSD',
  'PAS',
  'PFT',
  'IRS',
  'IRFT',
])
