import type { ModelName, NetworkAnalysis } from './analyse-network.ts'
import { solveStudy } from './between-study-variance.ts'
import { treatmentIndex } from './compare-treatments.ts'
import { findBridgingGroups } from './connection.ts'
import { pullOf } from './detach-design.ts'
import { dot } from './linear-model.ts'
import { inSteps, type LongWork } from './long-work.ts'
import { type NetworkModel, sumOverPairs } from './network-model.ts'
import { type PotentialDrop, potentialsFor } from './potentials.ts'
import { solveGraph, type WeightedGraph } from './star-mesh.ts'

/** How much precision the network estimate of two treatments owes to a study. */
export interface StudyImportance {
  readonly study: string
  /** 1 − variance with all studies / variance without this one; 1 when nothing is known without it. */
  readonly importance: number
}

/**
 * Importance of every study for one comparison, by taking the study out for real (the variance between studies stays).
 * @returns in the order of the network's studies
 * @source Rücker, Nikolakopoulou, Papakonstantinou, Salanti, Riley & Schwarzer 2020, BMC Medical Research Methodology
 *   20:190; there by an inflated variance, which is not exact for precise studies
 */
export function studyImportance(
  analysis: NetworkAnalysis,
  model: ModelName,
  treatment1: string,
  treatment2: string,
): StudyImportance[] {
  const i = treatmentIndex(analysis, treatment1)
  const j = treatmentIndex(analysis, treatment2)
  const { network, [model]: fitted } = analysis
  const dropBetween = potentialsFor(fitted, i, j)
  const isBridging = findBridgingGroups(network.armStart, network.arms, network.treatments.length)
  return network.studies.map((study, index) => ({
    study,
    importance: importanceOf(fitted, index, isBridging[index] === 1, i, j, dropBetween),
  }))
}

/** `studyImportance` for all pairs of treatments, in the order of the network. */
export function studyImportanceOfAll(
  analysis: NetworkAnalysis,
  model: ModelName,
  work: LongWork = {},
): Promise<{ treatment1: string; treatment2: string; studies: StudyImportance[] }[]> {
  const { treatments } = analysis.network
  const pairs = treatments.flatMap((one, i) => treatments.slice(i + 1).map((other) => [one, other] as const))
  const step = (index: number) => {
    const [treatment1, treatment2] = pairs[index] as readonly [string, string]
    return { treatment1, treatment2, studies: studyImportance(analysis, model, treatment1, treatment2) }
  }
  return inSteps(pairs.length, step, work)
}

/** A study that leaves less than this share of its variance to others is taken out by a new solution. */
const updateTolerance = 1e-5

function importanceOf(
  model: NetworkModel,
  study: number,
  isBridging: boolean,
  i: number,
  j: number,
  dropBetween: PotentialDrop,
): number {
  const { network, weights, solution } = model
  const variance = solution.variances[i * solution.size + j] as number
  const start = network.pairStart[study] as number
  const arms = network.arms.subarray(network.armStart[study], network.armStart[study + 1])
  let added: number | undefined
  if (arms.length === 2) {
    const drop = dropBetween(arms[0] as number, arms[1] as number)
    const weight = weights[start] as number
    // All of the evidence goes through a bridge, or nothing.
    if (isBridging) return Math.abs(weight * drop) > 0.5 ? 1 : 0
    const left = 1 - weight * (solution.variances[(arms[0] as number) * solution.size + (arms[1] as number)] as number)
    if (left > updateTolerance) added = (weight * drop * drop) / left
  } else if (!isBridging) {
    added = addedByDeletion(model, arms, start, dropBetween)
  }
  if (added !== undefined) return added / (variance + added)
  const without = varianceWithout(model, study, i, j)
  return without === undefined ? 1 : Math.max(0, 1 - variance / without)
}

/** What the variance grows by without a study of several arms; `undefined` where an update would lose digits. */
function addedByDeletion(
  { weights, solution }: NetworkModel,
  arms: Int32Array,
  start: number,
  dropBetween: PotentialDrop,
): number | undefined {
  const own = solveStudy(weights, start, arms.length)
  if (own === undefined) return undefined
  const drops = Float64Array.from(arms.subarray(1), (arm) => dropBetween(arms[0] as number, arm))
  const pull = pullOf(solution, arms, own, drops)
  return pull && Math.max(0, dot(drops, pull))
}

/** Variance of i − j by the other studies; `undefined` when they do not connect the two. */
function varianceWithout({ network, weights }: NetworkModel, study: number, i: number, j: number): number | undefined {
  const graph = sumOverPairs(network, weights, (index) => index === study)
  const part = partWith(graph, i)
  const at = part.indexOf(j)
  if (at < 0) return undefined
  const size = part.length
  const inPart = { size, weights: new Float64Array(size * size), currents: new Float64Array(size * size) }
  for (const [row, one] of part.entries()) {
    for (const [column, other] of part.entries()) {
      inPart.weights[row * size + column] = graph.weights[one * graph.size + other] as number
    }
  }
  return solveGraph(inPart)?.variances[part.indexOf(i) * size + at]
}

/** Treatments that comparisons join with a treatment. */
function partWith({ size, weights }: WeightedGraph, treatment: number): number[] {
  const reached = new Set([treatment])
  for (const one of reached) {
    for (let other = 0; other < size; other++) if (weights[one * size + other] !== 0) reached.add(other)
  }
  return [...reached]
}
