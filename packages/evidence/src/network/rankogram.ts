import { randomOf } from '../numerics/index.ts'
import type { ModelName, NetworkAnalysis } from './analyse-network.ts'
import { doAtOnce, doInSteps, type LongWork, type SteppedWork } from './long-work.ts'
import type { SmallValues } from './rank-treatments.ts'

export interface RankogramOptions {
  readonly smallValues: SmallValues
  /** Whole number; the same seed gives the same result everywhere. */
  readonly seed: number
  /** Number of draws. Default 1,000. */
  readonly draws?: number
}

/** How often a treatment took each rank. */
export interface Rankogram {
  readonly treatment: string
  /** Share of the draws with rank 1 (best), 2, … */
  readonly probabilities: Float64Array
  /** Mean of the cumulative probabilities of all ranks but the last: 1 always best, 0 always worst. */
  readonly sucra: number
  readonly meanRank: number
}

/**
 * Ranks of the treatments in draws from the normal distribution of the effects.
 * @returns in the order of the network's treatments
 * @source Salanti, Ades & Ioannidis 2011, Journal of Clinical Epidemiology 64:163–171
 */
export function drawRankograms(analysis: NetworkAnalysis, model: ModelName, options: RankogramOptions): Rankogram[] {
  return doAtOnce(drawing(analysis, model, options))
}

/**
 * `drawRankograms` as long work, with the same draws.
 * @throws the reason of the signal when the work is stopped
 */
export function drawRankogramsInSteps(
  analysis: NetworkAnalysis,
  model: ModelName,
  options: RankogramOptions,
  work: LongWork = {},
): Promise<Rankogram[]> {
  return doInSteps(drawing(analysis, model, options), work)
}

/** Draws of one step of the work. */
const drawsPerStep = 50

function drawing(
  analysis: NetworkAnalysis,
  model: ModelName,
  { smallValues, seed, draws = 1000 }: RankogramOptions,
): SteppedWork<Rankogram[]> {
  if (!(Number.isInteger(draws) && draws > 0)) {
    throw new RangeError(`drawRankograms: draws needs a whole number above 0, got ${draws}`)
  }
  const { effects, shares, pivots, size } = analysis[model].solution
  const { normal } = randomOf(seed)
  const counts = new Float64Array(size * size)
  const deviations = new Float64Array(size)
  const values = new Float64Array(size)
  const order = Int32Array.from({ length: size }, (_, index) => index)
  const sign = smallValues === 'desirable' ? 1 : -1
  const spreads = pivots.map((pivot) => 1 / Math.sqrt(pivot))
  const drawOnce = () => {
    for (let k = size - 2; k >= 0; k--) {
      let deviation = (spreads[k] as number) * normal()
      for (let i = k + 1; i < size; i++) deviation += (shares[k * size + i] as number) * (deviations[i] as number)
      deviations[k] = deviation
    }
    for (let k = 0; k < size; k++) values[k] = sign * ((effects[k] as number) + (deviations[k] as number))
    order.sort((one, other) => (values[one] as number) - (values[other] as number))
    for (let rank = 0; rank < size; rank++) {
      const at = (order[rank] as number) * size + rank
      counts[at] = (counts[at] as number) + 1
    }
  }
  return {
    steps: Math.ceil(draws / drawsPerStep),
    step: (index) => {
      const end = Math.min(draws, (index + 1) * drawsPerStep)
      for (let draw = index * drawsPerStep; draw < end; draw++) drawOnce()
    },
    result: () =>
      analysis.network.treatments.map((treatment, index) => {
        const probabilities = counts.slice(index * size, (index + 1) * size).map((count) => count / draws)
        let meanRank = 0
        for (const [rank, probability] of probabilities.entries()) meanRank += (rank + 1) * probability
        return { treatment, probabilities, sucra: (size - meanRank) / (size - 1), meanRank }
      }),
  }
}
