import {
  analyseNetwork,
  compareTreatments,
  decomposeDesigns,
  estimateTauSquared,
  type EvidenceSplit,
  type ModelName,
  type NetworkAnalysis,
  type NetworkComparison,
  rankTreatments,
  type SplitComparison,
  splitComparisons,
} from '../network/index.ts'
import {
  type ReferenceAnalysis,
  type ReferenceCell,
  type ReferenceData,
  type ReferenceRecord,
  tableOf,
} from './format.ts'
import { compareNames, contrastsOf, fractionLevel, sortedTreatments, tauSquaredOption } from './network-input.ts'

/** The network of an analysis, treatments in the order of the reference files. */
export function analysisOf(
  data: ReferenceData,
  analysis: ReferenceAnalysis,
  treatments?: readonly string[],
): NetworkAnalysis {
  const contrasts = contrastsOf(data, analysis)
  return analyseNetwork(contrasts, {
    treatments: treatments ?? sortedTreatments(contrasts),
    tauSquared: tauSquaredOption(analysis.options),
    level: fractionLevel(analysis.options),
    // As netmeta, which lets effects of a study differ by this much in the unit of the data.
    additivityTolerance: 0.001,
  })
}

/** Everything that R's netmeta and netsplit say. */
export function nma(data: ReferenceData, analysis: ReferenceAnalysis): ReferenceRecord {
  const network = analysisOf(data, analysis)
  const smallValues = analysis.options['small_values'] === 'desirable' ? 'desirable' : 'undesirable'
  const designs = decomposeDesigns(network)
  const { treatments } = network.network
  // Without degrees of freedom netmeta's moment estimator has no value; a preset or a likelihood has.
  const isUnknown = network.method === 'DL' && network.q.degreesOfFreedom === 0
  const squaredScale = network.network.scale ** 2
  const labels = designs.designs.map((design) => design.treatments.join(':')).sort(compareNames)
  return {
    k: network.network.studies.length,
    m: network.network.contrasts.length,
    n: treatments.length,
    d: labels.length,
    trts: treatments,
    designs: labels,
    tau2: isUnknown ? null : network.tauSquared,
    tau: isUnknown ? null : network.tau,
    tau2_exact_REML: estimateTauSquared(network.common, 'REML') * squaredScale,
    tau2_exact_ML: estimateTauSquared(network.common, 'ML') * squaredScale,
    Q: network.q.statistic,
    df_Q: network.q.degreesOfFreedom,
    p_Q: network.q.pValue,
    I2: network.iSquared?.estimate,
    I2_lower: network.iSquared?.lower,
    I2_upper: network.iSquared?.upper,
    Q_within_designs: designs.within.statistic,
    df_within: designs.within.degreesOfFreedom,
    p_within: designs.within.pValue,
    Q_between_designs: designs.between.statistic,
    df_between: designs.between.degreesOfFreedom,
    p_between: designs.between.pValue,
    pscore_common: rankTreatments(network, 'common', { smallValues }).map(({ pScore }) => pScore),
    pscore_random: rankTreatments(network, 'random', { smallValues }).map(({ pScore }) => pScore),
    pscore_small_values: smallValues,
    comparisons: comparisonTable(network),
    rows_adjusted: adjustedRows(network),
  }
}

function comparisonTable(analysis: NetworkAnalysis) {
  const splits = splitComparisons(analysis)
  const rows = compareTreatments(analysis).map((comparison, index) => ({
    ...comparisonCells(comparison),
    ...splitCells(splits[index] as SplitComparison),
  }))
  return tableOf(Object.keys(rows[0] ?? {}), rows)
}

function comparisonCells(comparison: NetworkComparison): Record<string, ReferenceCell | undefined> {
  return {
    treat1: comparison.treatment1,
    treat2: comparison.treatment2,
    ...effectCells(comparison, 'common'),
    ...effectCells(comparison, 'random'),
    lower_predict: comparison.prediction?.lower,
    upper_predict: comparison.prediction?.upper,
  }
}

function effectCells(comparison: NetworkComparison, model: ModelName): Record<string, ReferenceCell> {
  const effect = comparison[model]
  return {
    [`TE_${model}`]: effect.estimate,
    [`seTE_${model}`]: effect.standardError,
    [`lower_${model}`]: effect.lower,
    [`upper_${model}`]: effect.upper,
    [`stat_${model}`]: effect.statistic,
    [`p_${model}`]: effect.pValue,
  }
}

function splitCells({ studies, common, random }: SplitComparison): Record<string, ReferenceCell | undefined> {
  return { k_direct: studies, ...evidenceCells(common, 'common'), ...evidenceCells(random, 'random') }
}

function evidenceCells(split: EvidenceSplit, model: ModelName): Record<string, ReferenceCell | undefined> {
  return {
    [`TE_direct_${model}`]: split.direct?.estimate,
    [`seTE_direct_${model}`]: split.direct?.standardError,
    [`TE_indirect_${model}`]: split.indirect?.estimate,
    [`seTE_indirect_${model}`]: split.indirect?.standardError,
    [`prop_direct_${model}`]: split.proportionDirect,
    [`diff_${model}`]: split.difference?.estimate,
    [`sediff_${model}`]: split.difference?.standardError,
    [`pdiff_${model}`]: split.difference?.pValue,
  }
}

/** One row for each contrast of the input, treatments in sorted order. */
function adjustedRows({ network, common, random }: NetworkAnalysis) {
  const { scale, treatments } = network
  const { size, variances } = common.solution
  const rows: Record<string, ReferenceCell>[] = []
  for (let pair = 0; pair < network.pairRow.length; pair++) {
    const first = network.pairFirst[pair] as number
    const second = network.pairSecond[pair] as number
    const study = network.pairStudy[pair] as number
    const fitted = (effects: Float64Array) => (effects[first] as number) - (effects[second] as number)
    const weight = common.weights[pair] as number
    const estimate = network.estimate[pair] as number
    const hasTwoArms = (network.armStart[study + 1] as number) - (network.armStart[study] as number) === 2
    rows[network.pairRow[pair] as number] = {
      studlab: network.studies[study] as string,
      treat1: treatments[first] as string,
      treat2: treatments[second] as string,
      TE: estimate * scale,
      seTE: Math.sqrt(network.variance[pair] as number) * scale,
      seTE_adj_common: scale / Math.sqrt(weight),
      seTE_adj_random: scale / Math.sqrt(random.weights[pair] as number),
      TE_nma_common: fitted(common.solution.effects) * scale,
      TE_nma_random: fitted(random.solution.effects) * scale,
      leverage_common: hasTwoArms ? weight * (variances[first * size + second] as number) : null,
      Q_common: weight * (estimate - fitted(common.solution.effects)) ** 2,
    }
  }
  return tableOf(Object.keys(rows[0] ?? {}), rows)
}

/** Generalised least squares alone, in one model. */
export function nmaGls(data: ReferenceData, analysis: ReferenceAnalysis): ReferenceRecord {
  const network = analysisOf(data, analysis)
  const model: ModelName = analysis.options['model'] === 'random' ? 'random' : 'common'
  const comparisons = compareTreatments(network)
  const rows = comparisons.map((comparison) => ({
    ...comparisonCells(comparison),
    TE: comparison[model].estimate,
    seTE: comparison[model].standardError,
    lower: comparison[model].lower,
    upper: comparison[model].upper,
    stat: comparison[model].statistic,
    p: comparison[model].pValue,
    pval: comparison[model].pValue,
  }))
  const { treatments } = network.network
  return {
    k: network.network.studies.length,
    m: network.network.contrasts.length,
    n: treatments.length,
    trts: treatments,
    model,
    tau2: network.tauSquared,
    tau: network.tau,
    Q: network.q.statistic,
    df_Q: network.q.degreesOfFreedom,
    p_Q: network.q.pValue,
    I2: network.iSquared?.estimate,
    comparisons: tableOf(Object.keys(rows[0] ?? {}), rows),
    TE: effectMatrix(network, model, 'estimate'),
    seTE: effectMatrix(network, model, 'standardError'),
    TE_common: effectMatrix(network, 'common', 'estimate'),
    seTE_common: effectMatrix(network, 'common', 'standardError'),
    TE_random: effectMatrix(network, 'random', 'estimate'),
    seTE_random: effectMatrix(network, 'random', 'standardError'),
  }
}

/** Treatments by treatments, row minus column. */
function effectMatrix({ network, ...analysis }: NetworkAnalysis, model: ModelName, what: 'estimate' | 'standardError') {
  const { effects, variances, size } = analysis[model].solution
  return network.treatments.map((_, i) =>
    network.treatments.map((__, j) =>
      what === 'estimate'
        ? ((effects[i] as number) - (effects[j] as number)) * network.scale
        : Math.sqrt(variances[i * size + j] as number) * network.scale,
    ),
  )
}
