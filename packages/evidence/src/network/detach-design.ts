import type { Design } from './designs.ts'
import { type NetworkModel, sumOverPairs } from './network-model.ts'
import { solveSmall } from './solve-small.ts'
import { type GraphSolution, solveGraph } from './star-mesh.ts'

/** The network when one design has effects of its own, so that the other designs speak without it. */
export interface Detachment {
  /** By how much the generalised sum of squares between designs falls. */
  readonly drop: number
  /** Effects of all treatments by the other designs; computed when asked for. */
  readonly effects: () => Float64Array
}

/** Share of a design's variance that the rest must add before an update of the solution keeps its digits. */
const updateTolerance = 1e-5

/**
 * Detaches a design by an update of rank m − 1.
 * @returns `undefined` when the design dominates its comparisons so much that the update would lose digits (or the rest
 *   does not connect the treatments); then use `effectsWithoutDesign`
 * @source Krahn, Binder & König 2013, BMC Medical Research Methodology 13:35
 */
export function detachDesign(model: NetworkModel, design: Design): Detachment | undefined {
  const { size, effects, variances } = model.solution
  const { arms } = design
  const base = arms[0] as number
  const m = arms.length - 1
  const residuals = new Float64Array(m)
  for (let i = 0; i < m; i++) {
    const designEffect = (design.solution.effects[0] as number) - (design.solution.effects[i + 1] as number)
    residuals[i] = designEffect - ((effects[base] as number) - (effects[arms[i + 1] as number] as number))
  }
  const pull = pullOf(model.solution, arms, design.solution, residuals)
  if (pull === undefined) return undefined
  const between = (i: number, j: number) => variances[i * size + j] as number
  let drop = 0
  for (let i = 0; i < m; i++) drop += (pull[i] as number) * (residuals[i] as number)
  const shifted = () =>
    effects.map((effect, treatment) => {
      let shift = 0
      for (let j = 0; j < m; j++) {
        // Covariance of the treatment's effect with base minus arm, up to a term that is the same for all treatments.
        const other = arms[j + 1] as number
        shift += ((between(treatment, other) - between(treatment, base)) / 2) * (pull[j] as number)
      }
      return effect - shift
    })
  return { drop, effects: shifted }
}

/**
 * Solves (own covariance − network covariance) x = right for the differences of the first arm from the others: what
 * leaving out a part of the network does to anything is a combination of x.
 * @param own the part by itself, over its arms
 * @returns `undefined` when the part dominates its comparisons so much that digits would be lost
 */
export function pullOf(
  { size, variances }: GraphSolution,
  arms: Int32Array,
  own: GraphSolution,
  right: Float64Array,
): Float64Array | undefined {
  const m = arms.length - 1
  const gap = new Float64Array(m * m)
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < m; j++) {
      const network = covarianceFrom(variances, size, arms[0] as number, arms[i + 1] as number, arms[j + 1] as number)
      const alone = covarianceFrom(own.variances, own.size, 0, i + 1, j + 1)
      gap[i * m + j] = alone - network
      if (i === j && !(alone - network > updateTolerance * alone)) return undefined
    }
  }
  return solveSmall(gap, right, m, updateTolerance)
}

/** Covariance of base − one with base − other, from variances of differences. */
function covarianceFrom(variances: Float64Array, size: number, base: number, one: number, other: number): number {
  const between = (i: number, j: number) => variances[i * size + j] as number
  return (between(base, one) + between(base, other) - between(one, other)) / 2
}

/**
 * Effects of all treatments by the other designs, solved anew.
 * @returns `undefined` when they do not connect the treatments
 */
export function effectsWithoutDesign(model: NetworkModel, design: Design): Float64Array | undefined {
  const leftOut = new Set(design.studies)
  return solveGraph(sumOverPairs(model.network, model.weights, (study) => leftOut.has(study)))?.effects
}
