import type { ModelName, NetworkAnalysis } from './analyse-network.ts'
import { type Design, designsOf } from './designs.ts'
import { flowsIntoArms } from './net-heat.ts'
import { potentialsFor } from './potentials.ts'
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
  const designs = designsOf(fitted)
  const studies = designs.flatMap(({ arms, studies: own }) =>
    own.map((study) => ({
      arms,
      weights: fitted.weights.subarray(network.pairStart[study], network.pairStart[study + 1]),
    })),
  )
  const direct = directEvidence(analysis, model)
  const size = network.treatments.length
  const measures: ComparisonMeasures[] = []
  for (let i = 0; i < size; i++) {
    for (let j = i + 1; j < size; j++) {
      const potentials = potentialsFor(fitted.solution, i, j)
      const throughDesigns = designs.map((design) => throughput(design, potentials))
      const throughStudies = studies.map((study) => throughput(study, potentials))
      const pair = i * size + j
      measures.push({
        treatment1: network.treatments[i] as string,
        treatment2: network.treatments[j] as string,
        proportionDirect: (direct.weights[pair] as number) * (fitted.solution.variances[pair] as number),
        meanPathLength: throughDesigns.reduce((total, flow) => total + flow, 0),
        minimalParallelism: 1 / largest(throughDesigns),
        minimalParallelismOfStudies: 1 / largest(throughStudies),
      })
    }
  }
  return measures
}

/** How much of a unit of evidence passes a design or a study: half the sum of what enters and leaves its arms. */
function throughput(design: Pick<Design, 'arms' | 'weights'>, potentials: Float64Array): number {
  if (design.arms.length === 2) {
    const [i, j] = design.arms as unknown as [number, number]
    return (design.weights[0] as number) * Math.abs((potentials[i] as number) - (potentials[j] as number))
  }
  return flowsIntoArms(design, potentials).reduce((total, flow) => total + Math.abs(flow), 0) / 2
}

function largest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), 0)
}
