import { eggerTest, type SmallStudyTest } from '../pairwise/index.ts'
import type { ModelName, NetworkAnalysis } from './analyse-network.ts'
import { treatmentIndex } from './compare-treatments.ts'
import { directEvidence } from './split-comparisons.ts'

/** A contrast in a comparison-adjusted funnel plot. */
export interface FunnelPoint {
  readonly study: string
  /** Earlier and later treatment of the order given; the effect is the earlier minus the later one. */
  readonly treatment1: string
  readonly treatment2: string
  /** Effect minus the mean of all studies of the same comparison. */
  readonly adjustedEstimate: number
  readonly standardError: number
}

export interface AdjustedFunnel {
  readonly model: ModelName
  readonly points: readonly FunnelPoint[]
  /** Egger's test on the points; absent with fewer than 3, or when all have the same standard error. */
  readonly egger: SmallStudyTest | undefined
}

/**
 * Comparison-adjusted funnel plot: whether small studies favour the treatments that come first.
 * @param order all treatments in a meaningful order (for example from newest to oldest); an order without meaning gives
 *   a plot without meaning
 * @throws {RangeError} when a treatment is missing from the order
 * @source Chaimani & Salanti 2012, Research Synthesis Methods 3:161–176
 */
export function adjustedFunnel(analysis: NetworkAnalysis, model: ModelName, order: readonly string[]): AdjustedFunnel {
  const { network } = analysis
  const rank = new Map(order.map((name, position) => [treatmentIndex(analysis, name), position]))
  const missing = network.treatments.find((_, index) => !rank.has(index))
  if (missing !== undefined)
    throw new RangeError(`adjustedFunnel: order needs all treatments, got none named "${missing}"`)
  const { weights, weighted } = directEvidence(analysis, model)
  const points: FunnelPoint[] = []
  for (let pair = 0; pair < network.pairRow.length; pair++) {
    const first = network.pairFirst[pair] as number
    const second = network.pairSecond[pair] as number
    const at = first * network.treatments.length + second
    const mean = (weighted[at] as number) / (weights[at] as number)
    const isInOrder = (rank.get(first) as number) < (rank.get(second) as number)
    const [one, other] = isInOrder ? [first, second] : [second, first]
    const difference = (network.estimate[pair] as number) - mean
    points[network.pairRow[pair] as number] = {
      study: network.studies[network.pairStudy[pair] as number] as string,
      treatment1: network.treatments[one] as string,
      treatment2: network.treatments[other] as string,
      adjustedEstimate: (isInOrder ? difference : -difference) * network.scale,
      standardError: Math.sqrt(network.variance[pair] as number) * network.scale,
    }
  }
  return { model, points, egger: eggerOf(points) }
}

function eggerOf(points: readonly FunnelPoint[]): SmallStudyTest | undefined {
  if (points.length < 3 || new Set(points.map(({ standardError }) => standardError)).size < 2) return undefined
  return eggerTest(
    points.map(({ study, treatment1, treatment2, adjustedEstimate, standardError }) => ({
      study: `${study}: ${treatment1} – ${treatment2}`,
      estimate: adjustedEstimate,
      variance: standardError ** 2,
    })),
  )
}
