import { InputProblemError, refuse } from '../input-problem.ts'
import { degreesOfFreedomOf, estimateTauSquared, type TauSquaredMethod } from './between-study-variance.ts'
import { subNetworksOf } from './connection.ts'
import type { Contrast, NetworkOptions } from './contrast.ts'
import { type QTest, qTest, type FractionInterval, iSquaredOf } from './heterogeneity.ts'
import { buildNetwork, type Network } from './network.ts'
import { fitNetwork, type NetworkModel, residualSumOfSquares } from './network-model.ts'

export interface NetworkAnalysisOptions extends NetworkOptions {
  /** How tau² is estimated. Default `REML`. A number fixes tau² itself, on the scale of the data squared. */
  readonly tauSquared?: TauSquaredMethod | number
  /** Level of intervals. Default 0.95. */
  readonly level?: number
}

/** The two models. */
export type ModelName = 'common' | 'random'

/**
 * A fitted network. Holds what all outputs need; each output is computed by its own function when it is asked for:
 * `compareTreatments`, `splitComparisons`, `decomposeDesigns`, `rankTreatments`, `contributionsTo`, …
 */
export interface NetworkAnalysis {
  readonly network: Network
  readonly level: number
  /** How tau² was obtained. */
  readonly method: TauSquaredMethod | 'fixed'
  /** Variance between studies; 0 also where no degrees of freedom are left to estimate it. */
  readonly tauSquared: number
  readonly tau: number
  /** Cochran's Q of the common-effect model: differences within designs and between designs. */
  readonly q: QTest
  /** From Q; absent without degrees of freedom. */
  readonly iSquared: FractionInterval | undefined
  readonly common: NetworkModel
  readonly random: NetworkModel
}

/**
 * Network meta-analysis by generalised least squares.
 * @param contrasts one row for each pair of arms of each study
 * @returns the fitted network, common and random effects
 * @throws {InputProblemError} with row numbers: rows that cannot be, incomplete or impossible multi-arm studies, a
 *   network in pieces
 * @source Rücker 2012, Research Synthesis Methods 3:312–324; Lu, Welton, Higgins, White & Ades 2011, Research Synthesis
 *   Methods 2:43–60
 */
export function analyseNetwork(contrasts: readonly Contrast[], options: NetworkAnalysisOptions = {}): NetworkAnalysis {
  return analyseBuiltNetwork(buildNetwork(contrasts, options), options)
}

/** `analyseNetwork` for a network that is built already. */
export function analyseBuiltNetwork(
  network: Network,
  { tauSquared: wanted = 'REML', level = 0.95 }: Pick<NetworkAnalysisOptions, 'tauSquared' | 'level'> = {},
): NetworkAnalysis {
  if (!(level > 0 && level < 1))
    throw new RangeError(`analyseNetwork: level needs a number between 0 and 1, got ${level}`)
  requireConnection(network)
  const common = fitNetwork(network, 0)
  const scaled = scaledTauSquared(common, wanted)
  const q = qTest(residualSumOfSquares(common), degreesOfFreedomOf(network))
  return {
    network,
    level,
    method: typeof wanted === 'number' ? 'fixed' : wanted,
    tauSquared: scaled * network.scale * network.scale,
    tau: Math.sqrt(scaled) * network.scale,
    q,
    iSquared: iSquaredOf(q.statistic, q.degreesOfFreedom, level),
    common,
    random: scaled === 0 ? common : fitNetwork(network, scaled),
  }
}

function scaledTauSquared(common: NetworkModel, wanted: TauSquaredMethod | number): number {
  if (typeof wanted !== 'number') return estimateTauSquared(common, wanted)
  if (!(wanted >= 0 && wanted < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`analyseNetwork: tauSquared needs a finite number not below 0, got ${wanted}`)
  }
  const { scale } = common.network
  return wanted / scale / scale
}

/** Refuses a network in pieces and names the pieces. */
function requireConnection(network: Network): void {
  if (network.treatments.length < 2) throw new InputProblemError([{ message: 'network: needs at least 2 treatments' }])
  const parts = subNetworksOf(network)
  if (parts.length === 1) return
  const separate = new Set(parts.slice(1).flatMap(({ studies }) => studies))
  const rows = network.contrasts.flatMap(({ study }, index) => (separate.has(study) ? [index + 1] : []))
  const list = parts.map(
    ({ treatments }) => `{${treatments.slice(0, 10).join(', ')}${treatments.length > 10 ? ', …' : ''}}`,
  )
  refuse([
    {
      row: rows[0] as number,
      message:
        `the network is not connected: ${parts.length} separate sub-networks ${list.join(' and ')}; ` +
        `rows ${rows.slice(0, 20).join(', ')}${rows.length > 20 ? ', …' : ''} are not linked to the largest`,
    },
  ])
}
