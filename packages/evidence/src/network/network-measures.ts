import type { ModelName, NetworkAnalysis } from './analyse-network.ts'
import { type Design, designsOf } from './designs.ts'
import type { NetworkModel } from './network-model.ts'
import { type PotentialDrop, potentialsFor } from './potentials.ts'
import { directEvidence } from './split-comparisons.ts'

/** How the evidence for one comparison is made up. */
export interface ComparisonMeasures {
  readonly treatment1: string
  readonly treatment2: string
  /** Share of the network estimate that is direct evidence. */
  readonly proportionDirect: number
  /** Mean number of comparisons in a row that the evidence passes; above 2 the estimate is fragile. */
  readonly meanPathLength: number
  /** At least this many independent ways by designs; 1 when everything passes one design. */
  readonly minimalParallelism: number
  /** The same by single studies. */
  readonly minimalParallelismOfStudies: number
}

/**
 * Proportion of direct evidence, mean path length and minimal parallelism of every comparison.
 * @source König, Krahn & Binder 2013, Statistics in Medicine 32:5414–5429
 */
export function networkMeasures(analysis: NetworkAnalysis, model: ModelName): ComparisonMeasures[] {
  const { network } = analysis
  const fitted = analysis[model]
  const designs = flattenDesigns(fitted)
  const direct = directEvidence(analysis, model)
  const size = network.treatments.length
  const measures: ComparisonMeasures[] = []
  for (let i = 0; i < size; i++) {
    for (let j = i + 1; j < size; j++) {
      const { total, byDesign, byStudy } = throughputs(designs, potentialsFor(fitted, i, j))
      const pair = i * size + j
      measures.push({
        treatment1: network.treatments[i] as string,
        treatment2: network.treatments[j] as string,
        proportionDirect: (direct.weights[pair] as number) * (fitted.solution.variances[pair] as number),
        meanPathLength: total,
        minimalParallelism: 1 / byDesign,
        minimalParallelismOfStudies: 1 / byStudy,
      })
    }
  }
  return measures
}

/** Designs with two arms as columns of numbers, since nearly all are; the others one by one. */
interface FlatDesigns {
  readonly first: Int32Array
  readonly second: Int32Array
  readonly weight: Float64Array
  /** Weight of the heaviest study of the design. */
  readonly heaviest: Float64Array
  /** Room for the flows into the arms of one design. */
  readonly currents: Float64Array
  readonly multiArm: readonly {
    readonly design: Design
    readonly studies: readonly Pick<Design, 'arms' | 'weights'>[]
  }[]
}

function flattenDesigns(model: NetworkModel): FlatDesigns {
  const { network, weights } = model
  const designs = designsOf(model)
  const twoArm = designs.filter(({ arms }) => arms.length === 2)
  const weightsOf = (study: number) => weights.subarray(network.pairStart[study], network.pairStart[study + 1])
  return {
    first: Int32Array.from(twoArm, ({ arms }) => arms[0] as number),
    second: Int32Array.from(twoArm, ({ arms }) => arms[1] as number),
    weight: Float64Array.from(twoArm, (design) => design.weights[0] as number),
    heaviest: Float64Array.from(twoArm, ({ studies }) =>
      studies.reduce((most, study) => Math.max(most, weightsOf(study)[0] as number), 0),
    ),
    currents: new Float64Array(designs.reduce((most, { arms }) => Math.max(most, arms.length), 0)),
    multiArm: designs
      .filter(({ arms }) => arms.length > 2)
      .map((design) => ({
        design,
        studies: design.studies.map((study) => ({ arms: design.arms, weights: weightsOf(study) })),
      })),
  }
}

/** How much of a unit of evidence passes all designs together, the busiest design, and the busiest study. */
function throughputs(
  { first, second, weight, heaviest, multiArm, currents }: FlatDesigns,
  dropBetween: PotentialDrop,
): { total: number; byDesign: number; byStudy: number } {
  let total = 0
  let byDesign = 0
  let byStudy = 0
  for (let index = 0; index < weight.length; index++) {
    const drop = Math.abs(dropBetween(first[index] as number, second[index] as number))
    const flow = (weight[index] as number) * drop
    const ofStudy = (heaviest[index] as number) * drop
    total += flow
    if (flow > byDesign) byDesign = flow
    if (ofStudy > byStudy) byStudy = ofStudy
  }
  for (const { design, studies } of multiArm) {
    const flow = throughput(design, dropBetween, currents)
    total += flow
    byDesign = Math.max(byDesign, flow)
    if (studies.length === 1) byStudy = Math.max(byStudy, flow)
    else for (const study of studies) byStudy = Math.max(byStudy, throughput(study, dropBetween, currents))
  }
  return { total, byDesign, byStudy }
}

/** Half the sum of what enters and leaves the arms; `currents` has room for the arms. */
function throughput(
  { arms, weights }: Pick<Design, 'arms' | 'weights'>,
  dropBetween: PotentialDrop,
  currents: Float64Array,
): number {
  const m = arms.length
  for (let i = 0; i < m; i++) currents[i] = 0
  let pair = 0
  for (let i = 0; i < m; i++) {
    for (let j = i + 1; j < m; j++) {
      const flow = (weights[pair++] as number) * dropBetween(arms[i] as number, arms[j] as number)
      currents[i] = (currents[i] as number) - flow
      currents[j] = (currents[j] as number) + flow
    }
  }
  let total = 0
  for (let i = 0; i < m; i++) total += Math.abs(currents[i] as number)
  return total / 2
}
