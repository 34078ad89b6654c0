import type { ModelName, NetworkAnalysis } from './analyse-network.ts'
import { networkEffect } from './compare-treatments.ts'
import { type EffectEstimate, estimateOf, normalQuantileOf } from './estimate.ts'

/** Direct and indirect evidence about two treatments in one model; effects are treatment 1 minus treatment 2. */
export interface EvidenceSplit {
  readonly network: EffectEstimate
  /** From the studies that compare the two alone; absent when there are none. */
  readonly direct: EffectEstimate | undefined
  /** From all the rest; absent when the network says nothing beyond the direct evidence. */
  readonly indirect: EffectEstimate | undefined
  /** Share of the network estimate that is direct: its variance divided by that of the direct estimate. */
  readonly proportionDirect: number
  /** Direct minus indirect, with the test whether they disagree; absent when one is absent. */
  readonly difference: EffectEstimate | undefined
}

export interface SplitComparison {
  readonly treatment1: string
  readonly treatment2: string
  /** Number of studies that compare the two directly. */
  readonly studies: number
  readonly common: EvidenceSplit
  readonly random: EvidenceSplit
}

/**
 * Separates direct from indirect evidence for every pair by back-calculation (node-splitting table). A direct estimate
 * takes each contrast as it stands, also of multi-arm studies. A share of direct evidence within 0.0005 of 1 counts as
 * all direct, so that no indirect estimate rests on rounding.
 * @source Dias, Welton, Caldwell & Ades 2010, Statistics in Medicine 29:932–944; König, Krahn & Binder 2013, Statistics
 *   in Medicine 32:5414–5429
 */
export function splitComparisons(analysis: NetworkAnalysis): SplitComparison[] {
  const { treatments } = analysis.network
  const quantile = normalQuantileOf(analysis.level)
  const common = directEvidence(analysis, 'common')
  const random = directEvidence(analysis, 'random')
  const size = treatments.length
  const splits: SplitComparison[] = []
  for (let i = 0; i < size; i++) {
    for (let j = i + 1; j < size; j++) {
      const pair = i * size + j
      splits.push({
        treatment1: treatments[i] as string,
        treatment2: treatments[j] as string,
        studies: common.studies[pair] as number,
        common: splitPair(analysis, 'common', common, i, j, quantile),
        random: splitPair(analysis, 'random', random, i, j, quantile),
      })
    }
  }
  return splits
}

/** Sums over the contrasts of each pair, n × n with i < j in use; in units of the network's scale. */
interface DirectEvidence {
  readonly studies: Int32Array
  readonly weights: Float64Array
  readonly weighted: Float64Array
}

/** Inverse-variance sums of the contrasts of every pair, each with its own variance plus tau². */
export function directEvidence({ network, ...analysis }: NetworkAnalysis, model: ModelName): DirectEvidence {
  const { tauSquared } = analysis[model]
  const size = network.treatments.length
  const studies = new Int32Array(size * size)
  const weights = new Float64Array(size * size)
  const weighted = new Float64Array(size * size)
  for (let row = 0; row < network.estimate.length; row++) {
    const at = (network.pairFirst[row] as number) * size + (network.pairSecond[row] as number)
    const weight = 1 / ((network.variance[row] as number) + tauSquared)
    studies[at] = (studies[at] as number) + 1
    weights[at] = (weights[at] as number) + weight
    weighted[at] = (weighted[at] as number) + weight * (network.estimate[row] as number)
  }
  return { studies, weights, weighted }
}

/** A share of direct evidence nearer to 1 leaves nothing indirect. */
const shareTolerance = 0.0005

function splitPair(
  analysis: NetworkAnalysis,
  model: ModelName,
  evidence: DirectEvidence,
  i: number,
  j: number,
  quantile: number,
): EvidenceSplit {
  const { scale, treatments } = analysis.network
  const pair = i * treatments.length + j
  const whole = networkEffect(analysis, model, i, j)
  const network = estimateOf(whole.estimate, whole.standardError, quantile)
  const weight = evidence.weights[pair] as number
  if (weight === 0) return { network, direct: undefined, indirect: network, proportionDirect: 0, difference: undefined }
  const directEstimate = ((evidence.weighted[pair] as number) / weight) * scale
  const direct = estimateOf(directEstimate, scale / Math.sqrt(weight), quantile)
  const share = (analysis[model].solution.variances[pair] as number) * weight
  if (share > 1 - shareTolerance) {
    return { network, direct, indirect: undefined, proportionDirect: share, difference: undefined }
  }
  // (network − P direct) / (1 − P), written so that nothing large cancels.
  const difference = (directEstimate - whole.estimate) / (1 - share)
  const indirectError = whole.standardError / Math.sqrt(1 - share)
  return {
    network,
    direct,
    indirect: estimateOf(directEstimate - difference, indirectError, quantile),
    proportionDirect: share,
    difference: estimateOf(difference, Math.hypot(direct.standardError, indirectError), quantile),
  }
}
