import type { ModelName, NetworkAnalysis } from './analyse-network.ts'
import { bridgingDesigns, decomposeDesigns } from './decompose-designs.ts'
import { armsOf, type Design, designsOf } from './designs.ts'
import { detachDesign, effectsWithoutDesign } from './detach-design.ts'
import { doAtOnce, doInSteps, type LongWork, type SteppedWork } from './long-work.ts'
import { fitNetwork, type NetworkModel } from './network-model.ts'
import { type PotentialDrop, potentialsFor } from './potentials.ts'

/** A comparison as one design makes it: its first treatment against another one. */
export interface DesignComparison {
  readonly treatment1: string
  readonly treatment2: string
  /** Treatments of the design. */
  readonly design: readonly string[]
}

export interface NetHeat {
  /** Rows and columns of both matrices. */
  readonly comparisons: readonly DesignComparison[]
  /** Share of the column's direct evidence in the network estimate of the row. */
  readonly hat: readonly Float64Array[]
  /** Part of each row in the statistic of inconsistency between designs; they add up to it. */
  readonly inconsistency: Float64Array
  /**
   * By how much the row's part falls when the design of the column is detached: warm when above 0. `undefined` column
   * where the network does not hold together without the design.
   */
  readonly change: readonly (Float64Array | undefined)[]
}

/**
 * The numbers behind a net heat plot, not clustered and not cut off at ±8. Multi-arm designs have a row for each
 * treatment against their first one (in the order of the network), as Krahn and colleagues have it.
 * @param model `random` takes the variance between studies that is estimated within designs
 * @returns `change[column]` holds the rows
 * @source Krahn, Binder & König 2013, BMC Medical Research Methodology 13:35
 */
export function netHeat(analysis: NetworkAnalysis, model: ModelName = 'common'): NetHeat {
  return doAtOnce(heating(analysis, model))
}

/**
 * `netHeat` as long work.
 * @throws the reason of the signal when the work is stopped
 */
export function netHeatInSteps(analysis: NetworkAnalysis, model: ModelName, work: LongWork = {}): Promise<NetHeat> {
  return doInSteps(heating(analysis, model), work)
}

/** A step for each design: its columns of the changes and its rows of the hat matrix. */
function heating(analysis: NetworkAnalysis, model: ModelName): SteppedWork<NetHeat> {
  const fitted = model === 'common' ? analysis.common : fittedWithin(analysis)
  const designs = designsOf(fitted)
  const { treatments } = analysis.network
  const isBridging = bridgingDesigns(designs, treatments.length)
  const before = partsOf(designs, fitted.solution.effects)
  const comparisons: DesignComparison[] = []
  const hat: Float64Array[] = []
  const change: (Float64Array | undefined)[] = []
  return {
    steps: designs.length,
    step: (index) => {
      const design = designs[index] as Design
      const names = armsOf(design, treatments)
      const column = isBridging[index] === 1 ? undefined : changeWithout(fitted, designs, design, before)
      for (let at = 1; at < design.arms.length; at++) {
        comparisons.push({ treatment1: names[0] as string, treatment2: names[at] as string, design: names })
        hat.push(hatRow(fitted, designs, design.arms[0] as number, design.arms[at] as number))
        change.push(column)
      }
    },
    result: () => ({ comparisons, hat, inconsistency: before, change }),
  }
}

function fittedWithin(analysis: NetworkAnalysis): NetworkModel {
  const tauWithin = decomposeDesigns(analysis).interaction.tauWithin / analysis.network.scale
  return fitNetwork(analysis.network, tauWithin * tauWithin)
}

function changeWithout(
  model: NetworkModel,
  designs: readonly Design[],
  design: Design,
  before: Float64Array,
): Float64Array | undefined {
  const effects = detachDesign(model, design)?.effects() ?? effectsWithoutDesign(model, design)
  if (effects === undefined) return undefined
  const after = partsOf(designs, effects, design)
  return before.map((part, row) => part - (after[row] as number))
}

/** Part of every row in the sum of squares between designs: its residual times its weighted residual. */
function partsOf(designs: readonly Design[], effects: Float64Array, detached?: Design): Float64Array {
  const parts: number[] = []
  for (const design of designs) {
    const { arms, weights, solution } = design
    const m = arms.length
    const residual = Float64Array.from(arms, (arm, i) => (effects[arm] as number) - (solution.effects[i] as number))
    const currents = new Float64Array(m)
    let pair = 0
    for (let i = 0; i < m; i++) {
      for (let j = i + 1; j < m; j++, pair++) {
        const current = (weights[pair] as number) * ((residual[i] as number) - (residual[j] as number))
        currents[i] = (currents[i] as number) + current
        currents[j] = (currents[j] as number) - current
      }
    }
    for (let i = 1; i < m; i++) {
      const toBase = (residual[i] as number) - (residual[0] as number)
      parts.push(design === detached ? 0 : (currents[i] as number) * toBase)
    }
  }
  return Float64Array.from(parts)
}

/** What each comparison of each design contributes to the network estimate of treatments i minus j. */
function hatRow(model: NetworkModel, designs: readonly Design[], i: number, j: number): Float64Array {
  const drop = potentialsFor(model, i, j)
  return Float64Array.from(designs.flatMap((design) => flowsIntoArms(design, drop).slice(1)))
}

/** Flow through a design into each of its arms; negative where it leaves; adds up to 0. */
function flowsIntoArms({ arms, weights }: Design, drop: PotentialDrop): number[] {
  const flows = Array.from(arms, () => 0)
  let pair = 0
  for (let i = 0; i < arms.length; i++) {
    for (let j = i + 1; j < arms.length; j++, pair++) {
      const flow = (weights[pair] as number) * drop(arms[i] as number, arms[j] as number)
      flows[i] = (flows[i] as number) - flow
      flows[j] = (flows[j] as number) + flow
    }
  }
  return flows
}
