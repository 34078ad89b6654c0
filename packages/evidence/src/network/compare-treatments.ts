import { tQuantile } from '../numerics/index.ts'
import type { ModelName, NetworkAnalysis } from './analyse-network.ts'
import { type EffectEstimate, estimateOf, normalQuantileOf } from './estimate.ts'

export interface Limits {
  readonly lower: number
  readonly upper: number
}

/** What the whole network says about two treatments; effects are treatment 1 minus treatment 2. */
export interface NetworkComparison {
  readonly treatment1: string
  readonly treatment2: string
  readonly common: EffectEstimate
  readonly random: EffectEstimate
  /** Where the effect of a new study may fall: t with the degrees of freedom of Q; absent below 2. */
  readonly prediction: Limits | undefined
}

/** All pairs, first treatment before second in the order of the network. */
export function compareTreatments(analysis: NetworkAnalysis): NetworkComparison[] {
  const { treatments } = analysis.network
  const compare = comparerOf(analysis)
  const comparisons: NetworkComparison[] = []
  for (let i = 0; i < treatments.length; i++) {
    for (let j = i + 1; j < treatments.length; j++) comparisons.push(compare(i, j))
  }
  return comparisons
}

/**
 * One pair, in the direction asked for.
 * @throws {RangeError} when a treatment is not in the network, or both are the same
 */
export function compareTwo(analysis: NetworkAnalysis, treatment1: string, treatment2: string): NetworkComparison {
  if (treatment1 === treatment2) throw new RangeError(`compareTwo: needs two treatments, got "${treatment1}" twice`)
  return comparerOf(analysis)(treatmentIndex(analysis, treatment1), treatmentIndex(analysis, treatment2))
}

/** Position of a treatment in the network. */
export function treatmentIndex({ network }: NetworkAnalysis, treatment: string): number {
  const index = network.treatments.indexOf(treatment)
  if (index < 0) throw new RangeError(`treatment: needs a treatment of the network, got "${treatment}"`)
  return index
}

/** Effect and variance of treatment i minus treatment j in one model, in the unit of the data. */
export function networkEffect(
  analysis: NetworkAnalysis,
  model: ModelName,
  i: number,
  j: number,
): { estimate: number; standardError: number } {
  const { effects, variances, size } = analysis[model].solution
  const { scale } = analysis.network
  return {
    estimate: ((effects[i] as number) - (effects[j] as number)) * scale,
    standardError: Math.sqrt(variances[i * size + j] as number) * scale,
  }
}

function comparerOf(analysis: NetworkAnalysis): (i: number, j: number) => NetworkComparison {
  const { network, level, tau, q } = analysis
  const quantile = normalQuantileOf(level)
  const predictionQuantile = q.degreesOfFreedom < 2 ? undefined : -tQuantile((1 - level) / 2, q.degreesOfFreedom)
  return (i, j) => {
    const common = networkEffect(analysis, 'common', i, j)
    const random = networkEffect(analysis, 'random', i, j)
    const width =
      predictionQuantile === undefined ? undefined : predictionQuantile * Math.hypot(random.standardError, tau)
    return {
      treatment1: network.treatments[i] as string,
      treatment2: network.treatments[j] as string,
      common: estimateOf(common.estimate, common.standardError, quantile),
      random: estimateOf(random.estimate, random.standardError, quantile),
      prediction: width === undefined ? undefined : { lower: random.estimate - width, upper: random.estimate + width },
    }
  }
}
