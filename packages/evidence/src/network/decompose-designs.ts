import type { NetworkAnalysis } from './analyse-network.ts'
import { findBridgingGroups } from './connection.ts'
import { armsOf, type Design, designsOf } from './designs.ts'
import { detachDesign, effectsWithoutDesign } from './detach-design.ts'
import { type QTest, qTest } from './heterogeneity.ts'
import { fitNetwork, type NetworkModel } from './network-model.ts'
import { laplacianOf, productTrace, traceOf } from './study-laplacian.ts'

export interface DesignTest {
  readonly treatments: readonly string[]
  readonly studies: readonly string[]
  /** Differences among the studies of this design. */
  readonly within: QTest
  /**
   * What is left of the inconsistency when this design is detached; absent when the other designs do not connect all
   * treatments without it, because then nothing contradicts it as a whole.
   */
  readonly betweenWithout: QTest | undefined
}

export interface DesignDecomposition {
  readonly total: QTest
  /** Heterogeneity: differences among studies of the same design. */
  readonly within: QTest
  /** Inconsistency: differences between designs. */
  readonly between: QTest
  /** Fewest arms first, then in the order of the treatments. */
  readonly designs: readonly DesignTest[]
  /**
   * The full design-by-treatment interaction: inconsistency with a variance between studies that is estimated within
   * designs alone (DerSimonian–Laird). Without replicated designs that variance is 0.
   */
  readonly interaction: QTest & { readonly tauWithin: number }
}

/**
 * Splits Q into heterogeneity within designs and inconsistency between them.
 * @source Krahn, Binder & König 2013, BMC Medical Research Methodology 13:35; Jackson, Boddington & White 2014, Research
 *   Synthesis Methods 5:331–348; Higgins, Jackson, Barrett, Lu, Ades & White 2012, Research Synthesis Methods 3:98–110
 */
export function decomposeDesigns(analysis: NetworkAnalysis): DesignDecomposition {
  const { network, common } = analysis
  const designs = designsOf(common)
  const betweenStatistic = statisticBetween(designs, common.solution.effects)
  const withinDegrees = sumOf(designs, withinDegreesOf)
  const betweenDegrees = sumOf(designs, ({ arms }) => arms.length - 1) - (network.treatments.length - 1)
  const isBridging = bridgingDesigns(designs, network.treatments.length)
  const tests = designs.map((design, index): DesignTest => {
    const detached = betweenDegrees - (design.arms.length - 1)
    const without = isBridging[index] === 1 ? undefined : betweenWithout(common, designs, design, betweenStatistic)
    return {
      treatments: armsOf(design, network.treatments),
      studies: design.studies.map((study) => network.studies[study] as string),
      within: qTest(design.withinStatistic, withinDegreesOf(design)),
      betweenWithout: without === undefined ? undefined : qTest(detached === 0 ? 0 : without, detached),
    }
  })
  const tauSquaredWithin = tauSquaredWithinDesigns(common, designs)
  const random = tauSquaredWithin === 0 ? common : fitNetwork(network, tauSquaredWithin)
  const interaction = statisticBetween(random === common ? designs : designsOf(random), random.solution.effects)
  return {
    total: analysis.q,
    within: qTest(
      sumOf(designs, ({ withinStatistic }) => withinStatistic),
      withinDegrees,
    ),
    between: qTest(betweenDegrees === 0 ? 0 : betweenStatistic, betweenDegrees),
    designs: tests,
    interaction: {
      ...qTest(betweenDegrees === 0 ? 0 : interaction, betweenDegrees),
      tauWithin: Math.sqrt(tauSquaredWithin) * network.scale,
    },
  }
}

/** Which designs hold the network together. */
export function bridgingDesigns(designs: readonly Design[], treatmentCount: number): Uint8Array {
  const starts = new Int32Array(designs.length + 1)
  for (const [index, { arms }] of designs.entries()) starts[index + 1] = (starts[index] as number) + arms.length
  const members = new Int32Array(starts[designs.length] as number)
  for (const [index, { arms }] of designs.entries()) members.set(arms, starts[index] as number)
  return findBridgingGroups(starts, members, treatmentCount)
}

/** Generalised sum of squares of the designs' own effects around effects of the whole network. */
export function statisticBetween(designs: readonly Design[], effects: Float64Array, detached?: Design): number {
  let total = 0
  for (const design of designs) if (design !== detached) total += distanceOf(design, effects)
  return total
}

function distanceOf({ arms, weights, solution }: Design, effects: Float64Array): number {
  let total = 0
  let pair = 0
  for (let i = 0; i < arms.length; i++) {
    for (let j = i + 1; j < arms.length; j++, pair++) {
      const own = (solution.effects[i] as number) - (solution.effects[j] as number)
      const fitted = (effects[arms[i] as number] as number) - (effects[arms[j] as number] as number)
      total += (weights[pair] as number) * (own - fitted) ** 2
    }
  }
  return total
}

/** Share of the statistic that must be left for a difference of two large numbers to keep its digits. */
const differenceTolerance = 1e-4

function betweenWithout(
  model: NetworkModel,
  designs: readonly Design[],
  design: Design,
  statistic: number,
): number | undefined {
  const detachment = detachDesign(model, design)
  if (detachment !== undefined && statistic - detachment.drop > differenceTolerance * statistic) {
    return statistic - detachment.drop
  }
  const effects = detachment?.effects() ?? effectsWithoutDesign(model, design)
  return effects === undefined ? undefined : statisticBetween(designs, effects, design)
}

function withinDegreesOf({ arms, studies }: Design): number {
  return (studies.length - 1) * (arms.length - 1)
}

/** DerSimonian–Laird when every design has effects of its own; in units of the network's scale squared. */
function tauSquaredWithinDesigns({ network, weights }: NetworkModel, designs: readonly Design[]): number {
  let statistic = 0
  let degrees = 0
  let trace = 0
  for (const design of designs) {
    if (design.studies.length === 1) continue
    statistic += design.withinStatistic
    degrees += withinDegreesOf(design)
    for (const study of design.studies) trace += traceWithin(weights, network.pairStart[study] as number, design)
  }
  return degrees === 0 ? 0 : Math.max(0, (statistic - degrees) / trace)
}

/** A study's part of tr(P S) when its design alone fixes the effects. */
function traceWithin(weights: Float64Array, start: number, design: Design): number {
  const m = design.arms.length
  if (m === 2) {
    const weight = weights[start] as number
    return weight * (1 - weight * (design.solution.variances[1] as number))
  }
  const laplacian = laplacianOf(weights, start, m)
  return traceOf(laplacian, m) / 2 + productTrace(laplacian, laplacian, m, design.solution.variances) / 4
}

function sumOf(designs: readonly Design[], value: (design: Design) => number): number {
  let total = 0
  for (const design of designs) total += value(design)
  return total
}
