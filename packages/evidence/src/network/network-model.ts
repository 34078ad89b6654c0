import { InputProblemError } from '../input-problem.ts'
import type { Network } from './network.ts'
import { type GraphSolution, solveGraph, type WeightedGraph } from './star-mesh.ts'
import { multiArmWeights } from './study-weights.ts'

/** A network fitted at one value of tau²; everything in units of `network.scale`. */
export interface NetworkModel {
  readonly network: Network
  readonly tauSquared: number
  /** Weight of each pair of each study; for studies with two arms 1 / (variance + tau²). */
  readonly weights: Float64Array
  readonly graph: WeightedGraph
  readonly solution: GraphSolution
}

/**
 * Fits all treatment effects by generalised least squares with the full covariance of multi-arm studies.
 * @param tauSquared variance between studies in units of `network.scale` squared; 0 for the common-effect model
 * @throws {InputProblemError} when the network is not connected
 */
export function fitNetwork(network: Network, tauSquared: number): NetworkModel {
  const weights = pairWeights(network, tauSquared)
  const graph = sumOverPairs(network, weights)
  const solution = solveGraph(graph)
  if (solution === undefined) {
    throw new InputProblemError([
      { message: 'network: effects cannot be computed; studies do not connect the treatments' },
    ])
  }
  return { network, tauSquared, weights, graph, solution }
}

/** Weights of all pairs at a tau² (in units of the network's scale squared). */
export function pairWeights(network: Network, tauSquared: number): Float64Array {
  const { armStart, pairStart, variance } = network
  const weights = new Float64Array(variance.length)
  for (let study = 0; study < network.studies.length; study++) {
    const start = pairStart[study] as number
    const m = (armStart[study + 1] as number) - (armStart[study] as number)
    if (m === 2) weights[start] = 1 / ((variance[start] as number) + tauSquared)
    else {
      const own = multiArmWeights(variance.subarray(start, pairStart[study + 1]), m, tauSquared / 2)
      if (own === undefined)
        throw new RangeError('pairWeights: needs feasible variances, got a network not built by buildNetwork')
      weights.set(own, start)
    }
  }
  return weights
}

/** Adds up weights and weighted estimates of all pairs; pairs of `leaveOut` studies are skipped. */
export function sumOverPairs(
  network: Network,
  pairWeight: Float64Array,
  leaveOut?: (study: number) => boolean,
): WeightedGraph {
  const size = network.treatments.length
  const weights = new Float64Array(size * size)
  const currents = new Float64Array(size * size)
  for (let pair = 0; pair < pairWeight.length; pair++) {
    if (leaveOut?.(network.pairStudy[pair] as number) === true) continue
    const forward = (network.pairFirst[pair] as number) * size + (network.pairSecond[pair] as number)
    const backward = (network.pairSecond[pair] as number) * size + (network.pairFirst[pair] as number)
    const weight = pairWeight[pair] as number
    const current = weight * (network.estimate[pair] as number)
    weights[forward] = (weights[forward] as number) + weight
    weights[backward] = (weights[backward] as number) + weight
    currents[forward] = (currents[forward] as number) + current
    currents[backward] = (currents[backward] as number) - current
  }
  return { size, weights, currents }
}

/** Estimate minus fitted effect of each pair, first minus second. */
export function residualsOf({ network, solution }: NetworkModel): Float64Array {
  const { effects } = solution
  return network.estimate.map(
    (estimate, pair) =>
      estimate -
      ((effects[network.pairFirst[pair] as number] as number) -
        (effects[network.pairSecond[pair] as number] as number)),
  )
}

/** Generalised residual sum of squares (Cochran's Q when the model is the common-effect model). */
export function residualSumOfSquares(model: NetworkModel): number {
  const residuals = residualsOf(model)
  let total = 0
  for (let pair = 0; pair < residuals.length; pair++) {
    total += (model.weights[pair] as number) * (residuals[pair] as number) ** 2
  }
  return total
}
