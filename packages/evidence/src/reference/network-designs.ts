import {
  contributionMatrix,
  type ContributionMethod,
  contributionsOf,
  decomposeDesigns,
  type DesignComparison,
  type DesignTest,
  type ModelName,
  netHeat,
  networkMeasures,
} from '../network/index.ts'
import { type ReferenceAnalysis, type ReferenceData, type ReferenceRecord, tableOf } from './format.ts'
import { compareNames, contrastsOf, referenceTreatment, sortedTreatments } from './network-input.ts'
import { analysisOf } from './network-nma.ts'

/** The network with the reference treatment first, as the files write designs. */
function analysisFromReference(data: ReferenceData, analysis: ReferenceAnalysis) {
  const treatments = sortedTreatments(contrastsOf(data, analysis))
  const reference = referenceTreatment(data, analysis, treatments)
  return analysisOf(data, analysis, [reference, ...treatments.filter((name) => name !== reference)])
}

/** Designs with two arms first, then the others, each group by its label. */
function compareDesigns(one: readonly string[], other: readonly string[]): number {
  const order = Number(one.length > 2) - Number(other.length > 2)
  return order === 0 ? compareNames(one.join(':'), other.join(':')) : order
}

export function decompDesign(data: ReferenceData, analysis: ReferenceAnalysis): ReferenceRecord {
  const { total, within, between, designs, interaction } = decomposeDesigns(analysisFromReference(data, analysis))
  const sorted = [...designs].sort((one, other) => compareDesigns(one.treatments, other.treatments))
  const row = (test: DesignTest['within'] | undefined) => ({
    Q: test?.statistic,
    df: test?.degreesOfFreedom,
    pval: test?.pValue,
  })
  return {
    Q_decomp: tableOf(
      ['what', 'Q', 'df', 'pval'],
      [
        { what: 'Total', ...row(total) },
        { what: 'Within designs', ...row(within) },
        { what: 'Between designs', ...row(between) },
      ],
    ),
    Q_het_design: tableOf(
      ['design', 'Q', 'df', 'pval'],
      sorted.map((design) => ({ design: design.treatments.join(':'), ...row(design.within) })),
    ),
    Q_inc_detach: tableOf(
      ['design', 'Q', 'df', 'pval'],
      sorted
        .filter(({ betweenWithout }) => betweenWithout !== undefined)
        .map((design) => ({ design: design.treatments.join(':'), ...row(design.betweenWithout) })),
    ),
    Q_inc_random: tableOf(
      ['Q', 'df', 'pval', 'tau.within'],
      [{ ...row(interaction), 'tau.within': interaction.tauWithin }],
    ),
  }
}

export function netheat(data: ReferenceData, analysis: ReferenceAnalysis): ReferenceRecord {
  const model: ModelName = analysis.options['model'] === 'random' ? 'random' : 'common'
  const heat = netHeat(analysisFromReference(data, analysis), model)
  const order = heat.comparisons
    .map((comparison, index) => ({ comparison, index }))
    .sort((one, other) => compareDesigns(one.comparison.design, other.comparison.design) || one.index - other.index)
    .map(({ index }) => index)
  return {
    rows: order.map((index) => heatLabel(heat.comparisons[index] as DesignComparison)),
    Q_inc_design: order.map((index) => heat.inconsistency[index]),
    diff: order.map((row) => order.map((column) => heat.change[column]?.[row])),
    H: order.map((row) => order.map((column) => heat.hat[row]?.[column])),
  }
}

function heatLabel({ treatment1, treatment2, design }: DesignComparison): string {
  return `${treatment1}:${treatment2}_${design.join(':')}`
}

const contributionMethods: Readonly<Record<string, ContributionMethod>> = {
  shortestpath: 'shortestPath',
  randomwalk: 'randomWalk',
  pseudoinverse: 'pseudoInverse',
}

export function contribution(data: ReferenceData, analysis: ReferenceAnalysis): ReferenceRecord {
  const { method: given } = analysis.options
  const named = typeof given === 'string' ? given : 'shortestpath'
  const method = contributionMethods[named.toLowerCase()]
  if (method === undefined)
    throw new RangeError(`contribution: needs one of ${Object.keys(contributionMethods).join(', ')}, got ${named}`)
  const network = analysisOf(data, analysis)
  const size = network.network.treatments.length
  const matrixIn = (model: ModelName) => contributionMatrix(contributionsOf(network, model, method), size)
  const common = matrixIn('common')
  return {
    rows: common.map(({ treatment1, treatment2 }) => `${treatment1}:${treatment2}`),
    cols: contributionsOf(network, 'common', method).columns.map(
      ({ treatment1, treatment2 }) => `${treatment1}:${treatment2}`,
    ),
    common: common.map(({ contributions }) => Array.from(contributions)),
    random: matrixIn('random').map(({ contributions }) => Array.from(contributions)),
  }
}

export function netmeasures(data: ReferenceData, analysis: ReferenceAnalysis): ReferenceRecord {
  const model: ModelName = analysis.options['random'] === true ? 'random' : 'common'
  const rows = networkMeasures(analysisOf(data, analysis), model).map((measures) => ({
    comparison: `${measures.treatment1}:${measures.treatment2}`,
    proportion: measures.proportionDirect,
    meanpath: measures.meanPathLength,
    minpar: measures.minimalParallelism,
    minpar_study: measures.minimalParallelismOfStudies,
  }))
  return tableOf(['comparison', 'proportion', 'meanpath', 'minpar', 'minpar_study'], rows)
}
