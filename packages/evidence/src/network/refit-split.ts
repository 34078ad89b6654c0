import { analyseBuiltNetwork, type ModelName, type NetworkAnalysis } from './analyse-network.ts'
import { networkEffect, treatmentIndex } from './compare-treatments.ts'
import { labelTreatments } from './connection.ts'
import { type EffectEstimate, estimateOf, normalQuantileOf } from './estimate.ts'
import { inSteps, type LongWork } from './long-work.ts'
import { buildNetwork } from './network.ts'
import { directEvidence } from './split-comparisons.ts'

export interface RefitOptions {
  /** Variance between studies in the network without the direct studies. Default `same`: as in the whole network. */
  readonly tauSquared?: 'same' | 'estimated'
}

/** Direct evidence about two treatments beside what the network says when all their direct studies are left out. */
export interface RefitSplit {
  readonly treatment1: string
  readonly treatment2: string
  /** Studies that compare the two, all their arms left out of the indirect estimate. */
  readonly studies: readonly string[]
  readonly direct: EffectEstimate
  /** Absent when the other studies do not connect the two. */
  readonly indirect: EffectEstimate | undefined
  /** Direct minus indirect. */
  readonly difference: EffectEstimate | undefined
}

/**
 * Separates indirect from direct evidence by a new analysis without the studies that compare the two treatments
 * (separation by design), for every pair that was compared directly.
 * @returns in the order of the network
 * @throws the reason of the signal when the work is stopped
 * @source Dias, Welton, Caldwell & Ades 2010, Statistics in Medicine 29:932–944
 */
export function splitAllByRefit(
  analysis: NetworkAnalysis,
  model: ModelName,
  options: RefitOptions = {},
  work: LongWork = {},
): Promise<RefitSplit[]> {
  const { treatments } = analysis.network
  const { studies } = directEvidence(analysis, model)
  const pairs = treatments.flatMap((_, i) =>
    treatments.flatMap((__, j) => ((studies[i * treatments.length + j] as number) > 0 ? [[i, j] as const] : [])),
  )
  const split = (index: number) => {
    const [i, j] = pairs[index] as readonly [number, number]
    return splitByRefit(analysis, model, treatments[i] as string, treatments[j] as string, options)
  }
  return inSteps(pairs.length, split, work)
}

/**
 * `splitAllByRefit` for two treatments.
 * @throws {RangeError} when no study compares them
 */
export function splitByRefit(
  analysis: NetworkAnalysis,
  model: ModelName,
  treatment1: string,
  treatment2: string,
  { tauSquared = 'same' }: RefitOptions = {},
): RefitSplit {
  const { network, level } = analysis
  const i = treatmentIndex(analysis, treatment1)
  const j = treatmentIndex(analysis, treatment2)
  const both = new Set<string>()
  for (let pair = 0; pair < network.pairFirst.length; pair++) {
    if (network.pairFirst[pair] === Math.min(i, j) && network.pairSecond[pair] === Math.max(i, j)) {
      both.add(network.studies[network.pairStudy[pair] as number] as string)
    }
  }
  if (both.size === 0)
    throw new RangeError(`splitByRefit: needs a direct comparison, got "${treatment1}" and "${treatment2}"`)
  const quantile = normalQuantileOf(level)
  const evidence = directEvidence(analysis, model)
  const at = Math.min(i, j) * network.treatments.length + Math.max(i, j)
  const weight = evidence.weights[at] as number
  const sign = i < j ? 1 : -1
  const direct = estimateOf(
    (sign * (evidence.weighted[at] as number) * network.scale) / weight,
    network.scale / Math.sqrt(weight),
    quantile,
  )
  const rest = restOf(analysis, both, treatment1, treatment2)
  const common = { treatment1, treatment2, studies: [...both], direct }
  if (rest === undefined) return { ...common, indirect: undefined, difference: undefined }
  const again = analyseBuiltNetwork(rest, {
    level,
    tauSquared: tauSquared === 'estimated' && analysis.method !== 'fixed' ? analysis.method : analysis.tauSquared,
  })
  const effect = networkEffect(again, model, treatmentIndex(again, treatment1), treatmentIndex(again, treatment2))
  const indirect = estimateOf(effect.estimate, effect.standardError, quantile)
  return {
    ...common,
    indirect,
    difference: estimateOf(
      direct.estimate - indirect.estimate,
      Math.hypot(direct.standardError, indirect.standardError),
      quantile,
    ),
  }
}

/** The part of the network that still connects two treatments without some studies; `undefined` when none does. */
export function restOf(
  { network }: NetworkAnalysis,
  leaveOut: ReadonlySet<string>,
  treatment1: string,
  treatment2: string,
) {
  const left = network.contrasts.filter(({ study }) => !leaveOut.has(study))
  const present = new Set(left.flatMap((contrast) => [contrast.treatment1, contrast.treatment2]))
  if (!present.has(treatment1) || !present.has(treatment2)) return undefined
  // Standard errors were checked (and perhaps repaired) before; here they stay as they are.
  const repaired = new Map(network.repairs.map(({ row, standardErrorAfter }) => [row - 1, standardErrorAfter]))
  const contrasts = network.contrasts
    .map((contrast, row) => ({ ...contrast, standardError: repaired.get(row) ?? contrast.standardError }))
    .filter(({ study }) => !leaveOut.has(study))
  const rest = buildNetwork(contrasts, {
    treatments: network.treatments,
    armVariances: 'accept',
    additivityTolerance: Number.POSITIVE_INFINITY,
  })
  const labels = labelTreatments(rest)
  const label = labels[rest.treatments.indexOf(treatment1)]
  if (label !== labels[rest.treatments.indexOf(treatment2)]) return undefined
  const linked = new Set(rest.treatments.filter((_, index) => labels[index] === label))
  if (linked.size === rest.treatments.length) return rest
  return buildNetwork(
    contrasts.filter((contrast) => linked.has(contrast.treatment1)),
    { treatments: network.treatments, armVariances: 'accept', additivityTolerance: Number.POSITIVE_INFINITY },
  )
}
