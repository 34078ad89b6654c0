import { normalLowerTail } from '../numerics/index.ts'
import type { ModelName, NetworkAnalysis } from './analyse-network.ts'

/** Whether a small value of the outcome is good (pain) or bad (strength). */
export type SmallValues = 'desirable' | 'undesirable'

export interface TreatmentScore {
  readonly treatment: string
  /** Mean certainty that the treatment is better than another one, 0 to 1. */
  readonly pScore: number
}

/**
 * P-scores: the mean over all other treatments of the one-sided probability of being better.
 * @returns in the order of the network's treatments
 * @source Rücker & Schwarzer 2015, BMC Medical Research Methodology 15:58
 */
export function rankTreatments(
  analysis: NetworkAnalysis,
  model: ModelName,
  { smallValues }: { readonly smallValues: SmallValues },
): TreatmentScore[] {
  const { effects, variances, size } = analysis[model].solution
  const sign = smallValues === 'desirable' ? -1 : 1
  const sums = new Float64Array(size)
  for (let i = 0; i < size; i++) {
    for (let j = i + 1; j < size; j++) {
      const difference = (effects[i] as number) - (effects[j] as number)
      const z = (sign * difference) / Math.sqrt(variances[i * size + j] as number)
      sums[i] = (sums[i] as number) + normalLowerTail(z)
      sums[j] = (sums[j] as number) + normalLowerTail(-z)
    }
  }
  return analysis.network.treatments.map((treatment, i) => ({ treatment, pScore: (sums[i] as number) / (size - 1) }))
}
