import type { NetworkModel } from './network-model.ts'
import type { GraphSolution } from './star-mesh.ts'

/**
 * Drop of the potential from treatment a to treatment b when a unit current enters the network at one treatment and
 * leaves at another: the covariance of effect a minus effect b with the effect asked for. Times a weight it is the share
 * with which that comparison enters the network estimate.
 */
export type PotentialDrop = (a: number, b: number) => number

/** What flows through a network are worked out from. */
export type SolvedGraph = Pick<NetworkModel, 'graph' | 'solution'>

/** Largest product of a weight and a variance for which differences of variances keep nine digits of every flow. */
const largestRange = 4e6

/** Potential drops for the effect of i minus j, to about nine digits of a unit flow or better. */
export function potentialsFor(model: SolvedGraph, i: number, j: number): PotentialDrop {
  return rangeOf(model) < largestRange
    ? dropsByVariances(model.solution, i, j)
    : dropsByElimination(model.solution, i, j)
}

const ranges = new WeakMap<SolvedGraph, number>()

/** Largest weight times largest variance: how many digits flows can lose. */
function rangeOf(model: SolvedGraph): number {
  const known = ranges.get(model)
  if (known !== undefined) return known
  const largest = (values: Float64Array) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  const range = largest(model.graph.weights) * largest(model.solution.variances)
  ranges.set(model, range)
  return range
}

function dropsByVariances({ variances, size }: GraphSolution, i: number, j: number): PotentialDrop {
  const potentials = new Float64Array(size)
  for (let k = 0; k < size; k++) {
    potentials[k] = ((variances[k * size + j] as number) - (variances[k * size + i] as number)) / 2
  }
  return (a, b) => (potentials[a] as number) - (potentials[b] as number)
}

/**
 * The same for variances that span many powers of ten: every difference is built from differences, treatment by
 * treatment, so that two treatments with a precise comparison between them keep the digits of their small difference.
 */
function dropsByElimination({ shares, pivots, size }: GraphSolution, i: number, j: number): PotentialDrop {
  const injected = new Float64Array(size)
  injected[i] = 1
  injected[j] = -1
  for (let k = 0; k < size - 1; k++) {
    const current = injected[k] as number
    for (let later = k + 1; later < size; later++) {
      injected[later] = (injected[later] as number) + (shares[k * size + later] as number) * current
    }
  }
  const drops = new Float64Array(size * size)
  for (let k = size - 2; k >= 0; k--) {
    const own = (injected[k] as number) / (pivots[k] as number)
    for (let other = k + 1; other < size; other++) {
      let drop = own
      for (let later = k + 1; later < size; later++) {
        drop += (shares[k * size + later] as number) * (drops[later * size + other] as number)
      }
      drops[k * size + other] = drop
      drops[other * size + k] = -drop
    }
  }
  return (a, b) => drops[a * size + b] as number
}
