import type { ModelName, NetworkAnalysis } from './analyse-network.ts'
import { inSteps, type LongWork } from './long-work.ts'
import { type DirectEdge, directEdges, evidenceFlow } from './evidence-flow.ts'
import type { NetworkModel } from './network-model.ts'
import { pseudoInverseContribution } from './pseudo-inverse-contribution.ts'
import { randomWalkContribution } from './random-walk-contribution.ts'
import { shortestPathContribution } from './shortest-path-contribution.ts'

/** How evidence is shared by the paths it takes; see each method's own description. */
export type ContributionMethod = 'shortestPath' | 'randomWalk' | 'pseudoInverse'

/** Two treatments with direct evidence between them. */
export interface DirectComparison {
  readonly treatment1: string
  readonly treatment2: string
}

/** What every direct comparison contributes to one network estimate. */
export interface ContributionRow {
  readonly treatment1: string
  readonly treatment2: string
  /** Fractions in the order of `columns`; they add up to 1. */
  readonly contributions: Float64Array
}

/** Contribution matrix, computed row by row when asked for. */
export interface Contributions {
  readonly method: ContributionMethod
  readonly model: ModelName
  readonly columns: readonly DirectComparison[]
  /** The row of the comparison of treatments i and j of the network. */
  readonly row: (i: number, j: number) => ContributionRow
}

/** Contributions of direct comparisons to network estimates. */
export function contributionsOf(
  analysis: NetworkAnalysis,
  model: ModelName,
  method: ContributionMethod = 'randomWalk',
): Contributions {
  const { treatments } = analysis.network
  const fitted = analysis[model]
  const edges = directEdges(fitted)
  return {
    method,
    model,
    columns: edges.map(({ first, second }) => ({
      treatment1: treatments[first] as string,
      treatment2: treatments[second] as string,
    })),
    row: (i, j) => ({
      treatment1: treatments[i] as string,
      treatment2: treatments[j] as string,
      contributions: contributionRow(fitted, edges, method, i, j),
    }),
  }
}

const methods = {
  shortestPath: shortestPathContribution,
  randomWalk: randomWalkContribution,
  pseudoInverse: pseudoInverseContribution,
} satisfies Record<ContributionMethod, unknown>

function contributionRow(
  model: NetworkModel,
  edges: readonly DirectEdge[],
  method: ContributionMethod,
  i: number,
  j: number,
): Float64Array {
  return methods[method](evidenceFlow(model, edges, i, j), edges.length, model.graph.size)
}

/** The whole matrix: one row for each pair of treatments, first before second in the order of the network. */
export function contributionMatrix(contributions: Contributions, treatmentCount: number): ContributionRow[] {
  const rows: ContributionRow[] = []
  for (let i = 0; i < treatmentCount; i++) {
    for (let j = i + 1; j < treatmentCount; j++) rows.push(contributions.row(i, j))
  }
  return rows
}

/** `contributionMatrix` as long work. */
export function contributionMatrixInSteps(
  contributions: Contributions,
  treatmentCount: number,
  work: LongWork = {},
): Promise<ContributionRow[]> {
  const pairs: [number, number][] = []
  for (let i = 0; i < treatmentCount; i++) {
    for (let j = i + 1; j < treatmentCount; j++) pairs.push([i, j])
  }
  return inSteps(pairs.length, (index) => contributions.row(...(pairs[index] as [number, number])), work)
}

export interface StudyContribution {
  readonly study: string
  /** Fraction of the network estimate; all studies add up to 1. */
  readonly contribution: number
}

/**
 * What each study contributes to a network estimate: its share, by adjusted weight, of every comparison it makes.
 * @returns in the order of the network's studies
 */
export function studyContributions(
  analysis: NetworkAnalysis,
  { model, columns }: Pick<Contributions, 'model' | 'columns'>,
  row: ContributionRow,
): StudyContribution[] {
  const { network } = analysis
  const { graph, weights } = analysis[model]
  const { size } = graph
  const perUnit = new Float64Array(size * size)
  const indexOf = new Map(network.treatments.map((name, index) => [name, index]))
  for (const [column, { treatment1, treatment2 }] of columns.entries()) {
    const at = (indexOf.get(treatment1) as number) * size + (indexOf.get(treatment2) as number)
    perUnit[at] = (row.contributions[column] as number) / (graph.weights[at] as number)
  }
  const totals = new Float64Array(network.studies.length)
  for (let pair = 0; pair < weights.length; pair++) {
    const at = (network.pairFirst[pair] as number) * size + (network.pairSecond[pair] as number)
    const study = network.pairStudy[pair] as number
    totals[study] = (totals[study] as number) + (weights[pair] as number) * (perUnit[at] as number)
  }
  return network.studies.map((study, index) => ({ study, contribution: totals[index] as number }))
}
