import { type InputProblem, refuse } from '../input-problem.ts'
import {
  analyseBuiltNetwork,
  type ModelName,
  type NetworkAnalysis,
  type NetworkAnalysisOptions,
} from './analyse-network.ts'
import { quote } from './check-contrasts.ts'
import { networkEffect, treatmentIndex } from './compare-treatments.ts'
import { type SubNetwork, subNetworksOf } from './connection.ts'
import type { Contrast } from './contrast.ts'
import { type EffectEstimate, estimateOf, normalQuantileOf } from './estimate.ts'
import { type QTest, qTest } from './heterogeneity.ts'
import { buildNetwork } from './network.ts'

/** The network of one subgroup of studies. */
export interface SubgroupNetwork {
  readonly subgroup: string
  readonly studies: readonly string[]
  /** Absent when the studies of the subgroup do not connect its treatments; then `parts` has the pieces. */
  readonly analysis: NetworkAnalysis | undefined
  readonly parts: readonly SubNetwork[]
}

export interface SubgroupComparison {
  readonly treatment1: string
  readonly treatment2: string
  /** Effects by subgroup, where the subgroup's network has both treatments. */
  readonly effects: readonly (EffectEstimate & { readonly subgroup: string })[]
  /** Whether the effects differ between subgroups; absent with fewer than two. */
  readonly interaction: QTest | undefined
}

export interface NetworkSubgroups {
  readonly model: ModelName
  readonly subgroups: readonly SubgroupNetwork[]
  readonly comparisons: readonly SubgroupComparison[]
}

/**
 * Analyses subgroups of studies each as a network with a variance between studies of its own, and tests for every
 * comparison whether it differs between them.
 * @param subgroupOf name of the subgroup of each study
 * @throws {InputProblemError} with row numbers; a study without subgroup
 * @source Borenstein & Higgins 2013, Prevention Science 14:134–143, applied to each network estimate
 */
export function subgroupNetworks(
  contrasts: readonly Contrast[],
  subgroupOf: ReadonlyMap<string, string>,
  model: ModelName,
  options: NetworkAnalysisOptions = {},
): NetworkSubgroups {
  const whole = buildNetwork(contrasts, options)
  const problems: InputProblem[] = []
  for (const [index, { study }] of contrasts.entries()) {
    if (subgroupOf.has(study)) continue
    problems.push({ row: index + 1, column: 'subgroup', message: `study ${quote(study)} has no subgroup` })
  }
  refuse(problems)
  const repaired = new Map(whole.repairs.map(({ row, standardErrorAfter }) => [row - 1, standardErrorAfter]))
  const rows = contrasts.map((contrast, index) => ({
    ...contrast,
    standardError: repaired.get(index) ?? contrast.standardError,
  }))
  const names = [...new Set(whole.studies.map((study) => subgroupOf.get(study) as string))]
  const subgroups = names.map((subgroup): SubgroupNetwork => {
    const own = rows.filter(({ study }) => subgroupOf.get(study) === subgroup)
    const network = buildNetwork(own, { ...options, treatments: whole.treatments, armVariances: 'accept' })
    const parts = subNetworksOf(network)
    const analysis = parts.length === 1 ? analyseBuiltNetwork(network, options) : undefined
    return { subgroup, studies: network.studies, analysis, parts }
  })
  const quantile = normalQuantileOf(options.level ?? 0.95)
  return {
    model,
    subgroups,
    comparisons: whole.treatments.flatMap((treatment1, i) =>
      whole.treatments.slice(i + 1).map((treatment2) => compareIn(subgroups, model, treatment1, treatment2, quantile)),
    ),
  }
}

function compareIn(
  subgroups: readonly SubgroupNetwork[],
  model: ModelName,
  treatment1: string,
  treatment2: string,
  quantile: number,
): SubgroupComparison {
  const effects = subgroups.flatMap(({ subgroup, analysis }) => {
    const present = analysis?.network.treatments ?? []
    if (analysis === undefined || !present.includes(treatment1) || !present.includes(treatment2)) return []
    const [i, j] = [treatmentIndex(analysis, treatment1), treatmentIndex(analysis, treatment2)]
    const { estimate, standardError } = networkEffect(analysis, model, i, j)
    return [{ subgroup, ...estimateOf(estimate, standardError, quantile) }]
  })
  return { treatment1, treatment2, effects, interaction: effects.length < 2 ? undefined : interactionOf(effects) }
}

/** Differences between independent estimates, weighted by precision. */
function interactionOf(effects: readonly EffectEstimate[]): QTest {
  const smallest = effects.reduce(
    (least, { standardError }) => Math.min(least, standardError),
    Number.POSITIVE_INFINITY,
  )
  let total = 0
  let weighted = 0
  for (const { estimate, standardError } of effects) {
    const weight = (smallest / standardError) ** 2
    total += weight
    weighted += weight * estimate
  }
  const mean = weighted / total
  const statistic = effects.reduce(
    (sum, { estimate, standardError }) => sum + ((estimate - mean) / standardError) ** 2,
    0,
  )
  return qTest(statistic, effects.length - 1)
}
