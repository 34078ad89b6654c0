import { labelTreatments } from './connection.ts'
import type { Contrast, NetworkOptions } from './contrast.ts'
import type { TauSquaredMethod } from './between-study-variance.ts'
import { type EffectEstimate, estimateOf, normalQuantileOf } from './estimate.ts'
import { type QTest, qTest } from './heterogeneity.ts'
import {
  dot,
  estimateLinearTauSquared,
  fitLinear,
  type LinearFit,
  linearDegreesOfFreedom,
  varianceOf,
} from './linear-model.ts'
import { buildNetwork, type Network } from './network.ts'
import {
  type CentredCovariate,
  layoutOf,
  onBasis,
  readCovariates,
  seenRows,
  type StudyCovariate,
} from './regression-layout.ts'
import { type RowSpace, rowSpaceOf } from './row-space.ts'
import { solveSmall } from './solve-small.ts'

export type { StudyCovariate } from './regression-layout.ts'

export interface NetworkRegressionOptions extends NetworkOptions {
  readonly covariates: readonly StudyCovariate[]
  /** The treatment that the slopes count against. Default: the first of the network. */
  readonly reference?: string
  /**
   * `independent` (default): each treatment has its own slope against the reference; `common`: all treatments share one
   * slope against the reference, so that the covariate changes nothing between them.
   */
  readonly slopes?: 'independent' | 'common'
  readonly tauSquared?: TauSquaredMethod
  readonly level?: number
}

export interface RegressionSlope {
  readonly covariate: string
  /** The treatment whose effect against the reference changes; absent for a common slope. */
  readonly treatment: string | undefined
  /** Change per unit of the covariate; absent when the studies cannot tell it. */
  readonly slope: EffectEstimate | undefined
}

/** Network meta-regression with random effects. */
export interface NetworkRegression {
  readonly network: Network
  readonly reference: string
  readonly method: TauSquaredMethod
  readonly slopeModel: 'independent' | 'common'
  readonly tauSquared: number
  readonly tau: number
  /** tau² of the same network without covariates, and the share of it that they explain (absent when it is 0). */
  readonly tauSquaredWithout: number
  readonly explainedFraction: number | undefined
  /** Differences that are left between studies. */
  readonly residual: QTest
  /** Whether the covariates matter at all. */
  readonly omnibus: QTest
  readonly slopes: readonly RegressionSlope[]
  /**
   * Effect of treatment 1 minus treatment 2 at values of the covariates (default: their centres); `undefined` when the
   * studies cannot tell it.
   */
  readonly effectAt: (treatment1: string, treatment2: string, values?: readonly number[]) => EffectEstimate | undefined
}

/**
 * Explains differences between studies by properties of studies, in the whole network at once.
 * @throws {InputProblemError} with row numbers; a study without value for a covariate; a covariate with equal values
 * @source Cooper, Sutton, Morris, Ades & Welton 2009, Statistics in Medicine 28:1861–1881
 */
export function regressNetwork(contrasts: readonly Contrast[], options: NetworkRegressionOptions): NetworkRegression {
  const { slopes: slopeModel = 'independent', tauSquared: method = 'REML', level = 0.95 } = options
  const quantile = normalQuantileOf(level)
  const network = buildNetwork(contrasts, options)
  const reference = options.reference ?? (network.treatments[0] as string)
  const base = network.treatments.indexOf(reference)
  if (base < 0) throw new RangeError(`regressNetwork: reference needs a treatment of the network, got "${reference}"`)
  const covariates = readCovariates(network, options.covariates)
  const layout = layoutOf(network, base, covariates, slopeModel)
  const space = rowSpaceOf(seenRows(network, layout), layout.columns)
  const design = onBasis(network, layout, space)
  const common = fitLinear(network, design, 0)
  const tauSquared = estimateLinearTauSquared(network, design, common, method)
  const fit = fitLinear(network, design, tauSquared)
  const without = tauSquaredWithoutCovariates(network, base, method)
  const estimate = (combination: Float64Array): EffectEstimate | undefined => {
    if (!space.contains(combination)) return undefined
    const reduced = Float64Array.from(space.basis, (column) => combination[column] as number)
    const standardError = Math.sqrt(varianceOf(fit, reduced)) * network.scale
    if (standardError === 0) return undefined
    return estimateOf(dot(reduced, fit.coefficients) * network.scale, standardError, quantile)
  }
  return {
    network,
    reference,
    method,
    slopeModel,
    tauSquared: tauSquared * network.scale ** 2,
    tau: Math.sqrt(tauSquared) * network.scale,
    tauSquaredWithout: without * network.scale ** 2,
    explainedFraction: without > 0 ? Math.max(0, (without - tauSquared) / without) : undefined,
    residual: qTest(common.residualSumOfSquares, linearDegreesOfFreedom(network, design)),
    omnibus: omnibusOf(fit, space, layout.effects),
    slopes: layout.slopes.map(({ covariate, treatment, column }) => {
      const unit = new Float64Array(layout.columns)
      unit[column] = 1 / (covariates[covariate] as CentredCovariate).spread
      return { covariate: (covariates[covariate] as CentredCovariate).name, treatment, slope: estimate(unit) }
    }),
    effectAt: (treatment1, treatment2, values) => {
      const scaled = covariates.map(({ centre, spread }, index) => ((values?.[index] ?? centre) - centre) / spread)
      const [one, other] = [treatment1, treatment2].map((name) => {
        const treatment = network.treatments.indexOf(name)
        if (treatment < 0) throw new RangeError(`effectAt: needs a treatment of the network, got "${name}"`)
        return layout.row(treatment, scaled)
      }) as [Float64Array, Float64Array]
      return estimate(one.map((value, column) => value - (other[column] as number)))
    },
  }
}

/** tau² of the network by itself; parts without connection each have effects of their own. */
function tauSquaredWithoutCovariates(network: Network, base: number, method: TauSquaredMethod): number {
  const labels = labelTreatments(network)
  const roots = new Set(labels.map((label) => (label === labels[base] ? base : label)))
  const columns = network.treatments.flatMap((_, treatment) => (roots.has(treatment) ? [] : [treatment]))
  const rows = network.treatments.map((_, treatment) =>
    Float64Array.from(columns, (column) => (column === treatment ? 1 : 0)),
  )
  const design = {
    parameters: columns.length,
    armRow: (_: number, treatment: number) => rows[treatment] as Float64Array,
  }
  return estimateLinearTauSquared(network, design, fitLinear(network, design, 0), method)
}

function covarianceOf({ root }: LinearFit, i: number, j: number, size: number): number {
  let total = 0
  for (let k = Math.max(i, j); k < size; k++) total += (root[i * size + k] as number) * (root[j * size + k] as number)
  return total
}

/** Wald test of all slopes that are in the model. */
function omnibusOf(fit: LinearFit, { basis }: RowSpace, effects: number): QTest {
  const slopes = basis.flatMap((column, index) => (column >= effects ? [index] : []))
  const size = slopes.length
  const covariance = new Float64Array(size * size)
  for (const [row, i] of slopes.entries()) {
    for (const [column, j] of slopes.entries()) {
      covariance[row * size + column] = covarianceOf(fit, i, j, basis.length)
    }
  }
  const values = Float64Array.from(slopes, (index) => fit.coefficients[index] as number)
  const solved = solveSmall(covariance, values, size, 0)
  return qTest(solved === undefined ? 0 : dot(values, solved), size)
}
