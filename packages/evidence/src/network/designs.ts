import type { NetworkModel } from './network-model.ts'
import { type GraphSolution, solveGraph } from './star-mesh.ts'

/** All studies that compare the same set of treatments, at the weights of one model. */
export interface Design {
  /** Indices of treatments, ascending. */
  readonly arms: Int32Array
  readonly studies: readonly number[]
  /** Weights and weighted estimates of the design's studies together, over its m(m − 1)/2 pairs of arms. */
  readonly weights: Float64Array
  /** Effects and variances by the design alone, over its own arms. */
  readonly solution: GraphSolution
  /** Generalised sum of squares of the studies around the design's own effects. */
  readonly withinStatistic: number
}

/** Groups the studies of a model by design; fewest arms first, then in the order of the treatments. */
export function designsOf(model: NetworkModel): Design[] {
  const { network } = model
  const groups = new Map<string, number[]>()
  for (let study = 0; study < network.studies.length; study++) {
    const key = network.arms.subarray(network.armStart[study], network.armStart[study + 1]).join()
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [study])
    else group.push(study)
  }
  const designs = [...groups.values()].map((studies) => designOf(model, studies))
  return designs.sort((one, other) => one.arms.length - other.arms.length || compareArms(one.arms, other.arms))
}

/** Number of designs. */
export function countDesigns(model: Pick<NetworkModel, 'network'>): number {
  const { network } = model
  const keys = new Set<string>()
  for (let study = 0; study < network.studies.length; study++) {
    keys.add(network.arms.subarray(network.armStart[study], network.armStart[study + 1]).join())
  }
  return keys.size
}

/** Names of a design's treatments. */
export function armsOf(design: Design, treatments: readonly string[]): string[] {
  return Array.from(design.arms, (arm) => treatments[arm] as string)
}

function compareArms(one: Int32Array, other: Int32Array): number {
  for (let i = 0; i < one.length; i++) {
    const difference = (one[i] as number) - (other[i] as number)
    if (difference !== 0) return difference
  }
  return 0
}

function designOf({ network, weights }: NetworkModel, studies: readonly number[]): Design {
  const first = studies[0] as number
  const arms = network.arms.slice(network.armStart[first], network.armStart[first + 1])
  const m = arms.length
  const pairCount = (m * (m - 1)) / 2
  const totals = new Float64Array(pairCount)
  const currents = new Float64Array(pairCount)
  for (const study of studies) {
    const start = network.pairStart[study] as number
    for (let pair = 0; pair < pairCount; pair++) {
      const weight = weights[start + pair] as number
      totals[pair] = (totals[pair] as number) + weight
      currents[pair] = (currents[pair] as number) + weight * (network.estimate[start + pair] as number)
    }
  }
  const solution = solvePairs(totals, currents, m)
  let withinStatistic = 0
  for (const study of studies) {
    const start = network.pairStart[study] as number
    let pair = 0
    for (let i = 0; i < m; i++) {
      for (let j = i + 1; j < m; j++, pair++) {
        const fitted = (solution.effects[i] as number) - (solution.effects[j] as number)
        const residual = (network.estimate[start + pair] as number) - fitted
        withinStatistic += (weights[start + pair] as number) * residual * residual
      }
    }
  }
  return { arms, studies, weights: totals, solution, withinStatistic: studies.length === 1 ? 0 : withinStatistic }
}

/** Solves a graph of m treatments given by its pairs. */
function solvePairs(pairWeight: Float64Array, pairCurrent: Float64Array, m: number): GraphSolution {
  const weights = new Float64Array(m * m)
  const currents = new Float64Array(m * m)
  let pair = 0
  for (let i = 0; i < m; i++) {
    for (let j = i + 1; j < m; j++, pair++) {
      weights[i * m + j] = pairWeight[pair] as number
      weights[j * m + i] = pairWeight[pair] as number
      currents[i * m + j] = pairCurrent[pair] as number
      currents[j * m + i] = -(pairCurrent[pair] as number)
    }
  }
  const solution = solveGraph({ size: m, weights, currents })
  if (solution === undefined) throw new RangeError('designsOf: needs studies with positive definite covariance')
  return solution
}
