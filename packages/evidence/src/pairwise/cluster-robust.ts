import { refuse } from '../input-problem.ts'
import type { Matrix } from '../numerics/index.ts'
import { biasReduced } from './bias-reduced.ts'
import { inferenceOf } from './interval.ts'
import type { Coefficient } from './meta-regression.ts'
import { piecesOf, sandwich } from './sandwich.ts'
import { type ClusteredEffect, fitThreeLevel, type ThreeLevelOptions } from './three-level.ts'

/**
 * Small-sample correction of the sandwich.
 * - `CR0`: none.
 * - `CR1`: times m/(m − p), m clusters and p coefficients; t with m − p degrees of freedom.
 * - `CR2`: bias-reduced linearisation; t with Satterthwaite's degrees of freedom.
 */
export type RobustCorrection = 'CR0' | 'CR1' | 'CR2'

export type RobustOptions = ThreeLevelOptions & {
  /** Default CR2. */
  readonly correction?: RobustCorrection
  /** Cluster of each effect over which errors may correlate; the model's own clusters when left out. */
  readonly robustClusters?: readonly string[]
}

export interface RobustEffect {
  readonly correction: RobustCorrection
  readonly clusterCount: number
  readonly level: number
  readonly coefficients: readonly Coefficient[]
  readonly covariance: Matrix
}

/**
 * A three-level model whose standard errors stay right when its variances are not: the cluster-robust sandwich.
 * @throws {InputProblemError} as `poolThreeLevel`, or for as many coefficients as clusters
 * @source Hedges, Tipton & Johnson 2010, Res Synth Methods 1:39 (CR0, CR1); Tipton 2015, Psychol Methods 20:375, and
 * Pustejovsky & Tipton 2018, J Bus Econ Stat 36:672 (CR2)
 */
export function robustThreeLevel(effects: readonly ClusteredEffect[], options: RobustOptions = {}): RobustEffect {
  const { correction = 'CR2', robustClusters, ...rest } = options
  const fit = fitThreeLevel(effects, rest)
  const clusters = robustClusters === undefined ? fit.model.clusters : groupsOf(robustClusters, effects)
  const size = fit.estimates.length
  if (clusters.length <= size) {
    refuse([
      { message: `robust errors of ${size} coefficients need more than ${size} clusters, got ${clusters.length}` },
    ])
  }
  const { unit } = fit.columns
  const pieces = piecesOf(fit, clusters)
  const { covariance, degreesOfFreedom } = correction === 'CR2' ? biasReduced(pieces) : sandwich(pieces, correction)
  const coefficients = fit.design.names.map((name, j) => {
    const error = Math.sqrt(covariance.values[j * (size + 1)] as number) * unit
    if (!(error > 0)) refuse([{ column: name, message: 'has no robust error: the model fits every cluster exactly' }])
    const inference = inferenceOf(fit.estimates[j] as number, error, degreesOfFreedom[j] as number, fit.level)
    if (!Number.isFinite(inference.upper - inference.lower)) {
      refuse([{ column: name, message: 'has no robust interval: one cluster alone decides it; use CR1' }])
    }
    return { name, ...inference }
  })
  const square = { ...covariance, values: covariance.values.map((value) => value * unit * unit) }
  return { correction, clusterCount: clusters.length, level: fit.level, coefficients, covariance: square }
}

function groupsOf(names: readonly string[], effects: readonly ClusteredEffect[]): number[][] {
  if (names.length !== effects.length) {
    throw new RangeError(`robustThreeLevel needs ${effects.length} clusters, one per effect, got ${names.length}`)
  }
  const groups = new Map<string, number[]>()
  for (const [row, name] of names.entries()) groups.set(name, [...(groups.get(name) ?? []), row])
  return [...groups.values()]
}
