import { analyseBuiltNetwork, type ModelName, type NetworkAnalysis } from './analyse-network.ts'
import { networkEffect, treatmentIndex } from './compare-treatments.ts'
import { type EffectEstimate, estimateOf, normalQuantileOf } from './estimate.ts'
import type { QTest } from './heterogeneity.ts'
import { inSteps, type LongWork } from './long-work.ts'
import { restOf } from './refit-split.ts'

/** What the network says about two treatments without one of its studies. */
export interface NetworkWithoutStudy {
  readonly study: string
  /** Absent, as the rest, when the other studies do not connect the two. */
  readonly effect: EffectEstimate | undefined
  /** Estimated anew, unless tau² was fixed. */
  readonly tauSquared: number | undefined
  readonly q: QTest | undefined
}

/**
 * Analyses the network as often as it has studies, each time without one of them. Where that leaves pieces, the piece
 * with the two treatments is analysed.
 * @returns in the order of the network's studies
 * @throws {RangeError} when a treatment is not in the network, or both are the same
 * @throws the reason of the signal when the work is stopped
 */
export async function leaveOutEachStudy(
  analysis: NetworkAnalysis,
  model: ModelName,
  treatment1: string,
  treatment2: string,
  work: LongWork = {},
): Promise<NetworkWithoutStudy[]> {
  const { network, level, method } = analysis
  for (const treatment of [treatment1, treatment2]) treatmentIndex(analysis, treatment)
  if (treatment1 === treatment2) {
    throw new RangeError(`leaveOutEachStudy: needs two treatments, got "${treatment1}" twice`)
  }
  const quantile = normalQuantileOf(level)
  const without = (study: string): NetworkWithoutStudy => {
    const rest = restOf(analysis, new Set([study]), treatment1, treatment2)
    if (rest === undefined) return { study, effect: undefined, tauSquared: undefined, q: undefined }
    const again = analyseBuiltNetwork(rest, { level, tauSquared: method === 'fixed' ? analysis.tauSquared : method })
    const [i, j] = [treatmentIndex(again, treatment1), treatmentIndex(again, treatment2)]
    const { estimate, standardError } = networkEffect(again, model, i, j)
    return { study, effect: estimateOf(estimate, standardError, quantile), tauSquared: again.tauSquared, q: again.q }
  }
  return inSteps(network.studies.length, (index) => without(network.studies[index] as string), work)
}
