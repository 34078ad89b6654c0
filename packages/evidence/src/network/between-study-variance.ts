import { refuse } from '../input-problem.ts'
import { findBridgingGroups } from './connection.ts'
import { maximiseLikelihood } from './maximise-likelihood.ts'
import type { Network } from './network.ts'
import { fitNetwork, type NetworkModel, residualsOf, residualSumOfSquares, sumOverPairs } from './network-model.ts'
import { laplacianOf, productTrace, traceOf } from './study-laplacian.ts'
import { type GraphSolution, removeTreatment, solveGraph } from './star-mesh.ts'

/** How the variance between studies is estimated. */
export type TauSquaredMethod = 'DL' | 'ML' | 'REML'

/**
 * Variance between studies, common to all comparisons; two arms of one study share half of it.
 * DL: DerSimonian & Laird in the form of Jackson, White & Riley 2013, Biometrical Journal 55:231–245. ML and REML: the
 * root of the score, to the last bits, 0 when the likelihood falls from there on.
 * @param common the network fitted at tau² = 0
 * @returns tau² in units of `network.scale` squared
 */
export function estimateTauSquared(common: NetworkModel, method: TauSquaredMethod): number {
  const degreesOfFreedom = degreesOfFreedomOf(common.network)
  if (degreesOfFreedom <= 0) return 0
  if (method === 'DL') return derSimonianLaird(common, degreesOfFreedom)
  return likelihoodRoot(common, method)
}

/** Contrasts that are independent within studies, minus the effects to estimate. */
export function degreesOfFreedomOf(network: Network): number {
  return network.arms.length - network.studies.length - (network.treatments.length - 1)
}

function derSimonianLaird(common: NetworkModel, degreesOfFreedom: number): number {
  const excess = residualSumOfSquares(common) - degreesOfFreedom
  return Math.max(0, excess / restrictedTrace(common))
}

function likelihoodRoot(common: NetworkModel, method: 'ML' | 'REML'): number {
  const { network } = common
  const at = (tauSquared: number) => (tauSquared === 0 ? common : fitNetwork(network, tauSquared))
  return maximiseLikelihood({
    moment: derSimonianLaird(common, degreesOfFreedomOf(network)),
    score: (tauSquared) => {
      const model = at(tauSquared)
      const expected = method === 'ML' ? sumOfWeights(model.weights) : restrictedTrace(model)
      const observed = armSumOfSquares(network, model.weights, residualsOf(model))
      if (Number.isNaN(observed - expected)) refuseUnweighable(network)
      return { observed, expected }
    },
    logLikelihood: (tauSquared) => logLikelihoodOf(at(tauSquared), method),
  })
}

/** A standard error so small that no other row can be weighed beside it: the smallest is named. */
function refuseUnweighable({ contrasts }: Network): void {
  const smallest = Math.min(...contrasts.map(({ standardError }) => standardError))
  const row = contrasts.findIndex(({ standardError }) => standardError === smallest) + 1
  refuse([{ row, message: `standardError: ${smallest} is too small to be weighed beside the other rows` }])
}

/**
 * Log likelihood of the contrasts at the model's tau², without the constant; restricted for REML. In units of the
 * network's scale.
 */
export function logLikelihoodOf(model: NetworkModel, method: 'ML' | 'REML'): number {
  const restriction = method === 'REML' ? logPivots(model.solution) : 0
  return (logPrecisionOf(model) - restriction - residualSumOfSquares(model)) / 2
}

/** Minus the log determinant of the covariance of all independent contrasts. */
export function logPrecisionOf({ network, weights }: Pick<NetworkModel, 'network' | 'weights'>): number {
  let logPrecision = 0
  for (let study = 0; study < network.studies.length; study++) {
    const m = (network.armStart[study + 1] as number) - (network.armStart[study] as number)
    const start = network.pairStart[study] as number
    if (m === 2) logPrecision += Math.log(weights[start] as number)
    else logPrecision += logPivots(solveStudy(weights, start, m))
  }
  return logPrecision
}

/** A study by itself, over its arms; `undefined` when its weights do not hold them together. */
export function solveStudy(weights: Float64Array, start: number, m: number): GraphSolution | undefined {
  const laplacian = laplacianOf(weights, start, m)
  return solveGraph({ size: m, weights: laplacian.map((value) => -value), currents: new Float64Array(m * m) })
}

function logPivots(solution: GraphSolution | undefined): number {
  let total = 0
  for (const pivot of solution?.pivots.subarray(0, -1) ?? []) total += Math.log(pivot)
  return total
}

/** tr(V⁻¹ S), with S the covariance that tau² adds. */
export function sumOfWeights(weights: Float64Array): number {
  let total = 0
  for (const weight of weights) total += weight
  return total
}

/** y'P S P y, with S the covariance that tau² adds: half the sum of squared weighted residuals over arms. */
export function armSumOfSquares(network: Network, weights: Float64Array, residuals: Float64Array): number {
  const perArm = new Float64Array(network.treatments.length)
  let total = 0
  for (let study = 0; study < network.studies.length; study++) {
    const from = network.armStart[study] as number
    const to = network.armStart[study + 1] as number
    for (let arm = from; arm < to; arm++) perArm[network.arms[arm] as number] = 0
    for (let pair = network.pairStart[study] as number; pair < (network.pairStart[study + 1] as number); pair++) {
      const current = (weights[pair] as number) * (residuals[pair] as number)
      const first = network.pairFirst[pair] as number
      const second = network.pairSecond[pair] as number
      perArm[first] = (perArm[first] as number) + current
      perArm[second] = (perArm[second] as number) - current
    }
    for (let arm = from; arm < to; arm++) total += (perArm[network.arms[arm] as number] as number) ** 2
  }
  return total / 2
}

/** Below this share of its weight a study's part of the trace is computed from what the other studies say. */
const cancellation = 1e-6

/** tr(P S): the weights that are left after the effects have been fitted. */
function restrictedTrace(model: NetworkModel): number {
  const { network, weights, solution } = model
  const size = network.treatments.length
  let isBridging: Uint8Array | undefined
  let total = 0
  for (let study = 0; study < network.studies.length; study++) {
    const m = (network.armStart[study + 1] as number) - (network.armStart[study] as number)
    const start = network.pairStart[study] as number
    let full: number
    let left: number
    if (m === 2) {
      full = weights[start] as number
      const at = (network.pairFirst[start] as number) * size + (network.pairSecond[start] as number)
      left = full * (1 - full * (solution.variances[at] as number))
    } else {
      const laplacian = laplacianOf(weights, start, m)
      full = traceOf(laplacian, m) / 2
      const arms = network.arms.subarray(network.armStart[study], network.armStart[study + 1])
      left = full + productTrace(laplacian, laplacian, m, variancesBetween(arms, solution)) / 4
    }
    if (left < cancellation * full) {
      isBridging ??= findBridgingGroups(network.armStart, network.arms, size)
      left = m === 2 && isBridging[study] === 1 ? 0 : traceBesideOthers(model, study, m)
    }
    total += left
  }
  return total
}

/** A study's part of the trace, computed without subtraction from its own weights and those of all other studies. */
function traceBesideOthers(model: NetworkModel, study: number, m: number): number {
  const { network, weights } = model
  const size = network.treatments.length
  const others = sumOverPairs(network, weights, (index) => index === study)
  const arms = network.arms.subarray(network.armStart[study], network.armStart[study + 1])
  const order = [...Array.from({ length: size }, (_, index) => index).filter((index) => !arms.includes(index)), ...arms]
  const reordered = new Float64Array(size * size)
  for (const [row, i] of order.entries()) {
    for (const [column, j] of order.entries()) reordered[row * size + column] = others.weights[i * size + j] as number
  }
  const noCurrents = new Float64Array(size * size)
  for (let k = 0; k < size - m; k++) removeTreatment(k, size, reordered, noCurrents)
  const own = laplacianOf(weights, network.pairStart[study] as number, m)
  const rest = new Float64Array(m * m)
  const together = new Float64Array(m * m)
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < m; j++) {
      if (i === j) continue
      const weight = reordered[(size - m + Math.min(i, j)) * size + size - m + Math.max(i, j)] as number
      rest[i * m + j] = -weight
      rest[i * m + i] = (rest[i * m + i] as number) + weight
      together[i * m + j] = weight - (own[i * m + j] as number)
    }
  }
  const solved = solveGraph({ size: m, weights: together, currents: new Float64Array(m * m) })
  if (solved === undefined) return 0
  return -productTrace(rest, own, m, solved.variances) / 4
}

/** Variances of the differences between some treatments. */
function variancesBetween(arms: Int32Array, { variances, size }: GraphSolution): Float64Array {
  const m = arms.length
  const between = new Float64Array(m * m)
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < m; j++)
      between[i * m + j] = variances[(arms[i] as number) * size + (arms[j] as number)] as number
  }
  return between
}
