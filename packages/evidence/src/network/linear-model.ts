import { InputProblemError, refuse } from '../input-problem.ts'
import { armSumOfSquares, logPrecisionOf, sumOfWeights, type TauSquaredMethod } from './between-study-variance.ts'
import { maximiseLikelihood } from './maximise-likelihood.ts'
import type { Network } from './network.ts'
import { pairWeights } from './network-model.ts'
import { laplacianOf } from './study-laplacian.ts'
import { solveRows } from './weighted-rows.ts'

/**
 * A model in which the effect of every arm is a linear combination of parameters. `armDesign` gives the row of an arm;
 * rows may differ between studies (covariates of studies).
 */
export interface LinearDesign {
  readonly parameters: number
  readonly armRow: (study: number, treatment: number) => Float64Array
}

/** A linear model of a network at one tau²; everything in units of `network.scale`. */
export interface LinearFit {
  readonly tauSquared: number
  readonly weights: Float64Array
  readonly coefficients: Float64Array
  /** Upper triangle U, p × p, with U U' the covariance matrix of the coefficients. */
  readonly root: Float64Array
  readonly residuals: Float64Array
  readonly residualSumOfSquares: number
  readonly logDeterminant: number
}

/**
 * Generalised least squares for a linear design whose parameters are all identified.
 * @throws {InputProblemError} when the standard errors lie too far apart to tell them
 */
export function fitLinear(network: Network, design: LinearDesign, tauSquared: number): LinearFit {
  const { parameters } = design
  const weights = pairWeights(network, tauSquared)
  const rows = pairRows(network, design)
  const solved = solveRows(rows, weights, network.estimate, parameters)
  if (solved === undefined) throw tooFarApart(network)
  const { coefficients, root, logDeterminant } = solved
  const residuals = network.estimate.map((estimate, pair) => estimate - dot(rows[pair] as Float64Array, coefficients))
  let total = 0
  for (const [pair, residual] of residuals.entries()) total += (weights[pair] as number) * residual * residual
  return {
    tauSquared,
    weights,
    coefficients,
    root,
    residuals,
    residualSumOfSquares: total,
    logDeterminant,
  }
}

/** Names the least precise row: in double precision it says nothing beside the others. */
function tooFarApart({ variance, pairRow }: Network): InputProblemError {
  const largest = variance.indexOf(variance.reduce((most, value) => Math.max(most, value), 0))
  return new InputProblemError([
    {
      row: (pairRow[largest] as number) + 1,
      column: 'standardError',
      message: 'the standard errors lie too far apart to tell all effects in double precision; this one is the largest',
    },
  ])
}

/** Estimates tau² of a linear model; in units of the network's scale squared. */
export function estimateLinearTauSquared(
  network: Network,
  design: LinearDesign,
  common: LinearFit,
  method: TauSquaredMethod,
): number {
  const degreesOfFreedom = linearDegreesOfFreedom(network, design)
  if (degreesOfFreedom <= 0) return 0
  const trace = (fit: LinearFit) => sumOfWeights(fit.weights) - fittedTrace(network, design, fit)
  requireDigits(network, trace(common) / sumOfWeights(common.weights))
  const moment = Math.max(0, (common.residualSumOfSquares - degreesOfFreedom) / trace(common))
  if (method === 'DL') return moment
  const at = (tauSquared: number) => (tauSquared === 0 ? common : fitLinear(network, design, tauSquared))
  return maximiseLikelihood({
    moment,
    score: (tauSquared) => {
      const fit = at(tauSquared)
      const expected = method === 'ML' ? sumOfWeights(fit.weights) : trace(fit)
      return { observed: armSumOfSquares(network, fit.weights, fit.residuals), expected }
    },
    logLikelihood: (tauSquared) => {
      const fit = at(tauSquared)
      const restriction = method === 'REML' ? fit.logDeterminant : 0
      return (logPrecisionOf({ network, weights: fit.weights }) - restriction - fit.residualSumOfSquares) / 2
    },
  })
}

/** Share of the weights that has to be left for the trace to have digits: it is a difference of two sums. */
const leastShare = 1e-11

/** Refuses standard errors so far apart that nothing is left of all studies but the most precise one. */
function requireDigits({ variance, pairRow }: Network, share: number): void {
  if (share > leastShare) return
  let smallest = 0
  for (let pair = 1; pair < variance.length; pair++) {
    if ((variance[pair] as number) < (variance[smallest] as number)) smallest = pair
  }
  const message = 'is too far below the others: nothing is left of the other studies to estimate their variance from'
  refuse([{ row: (pairRow[smallest] as number) + 1, column: 'standardError', message }])
}

/** Independent contrasts minus parameters. */
export function linearDegreesOfFreedom(network: Network, { parameters }: LinearDesign): number {
  return network.arms.length - network.studies.length - parameters
}

/** Variance of a combination of coefficients: a sum of squares, so never below 0. */
export function varianceOf({ root }: LinearFit, combination: ArrayLike<number>): number {
  const size = combination.length
  let total = 0
  for (let k = 0; k < size; k++) {
    let part = 0
    for (let i = 0; i <= k; i++) {
      const factor = combination[i] as number
      if (factor !== 0) part += factor * (root[i * size + k] as number)
    }
    total += part * part
  }
  return total
}

export function dot(one: ArrayLike<number>, other: ArrayLike<number>): number {
  let total = 0
  for (let i = 0; i < one.length; i++) total += (one[i] as number) * (other[i] as number)
  return total
}

/** Design row of each pair: that of the first arm minus that of the second. */
function pairRows(network: Network, { armRow }: LinearDesign): Float64Array[] {
  return Array.from(network.pairStudy, (study, pair) => {
    const second = armRow(study, network.pairSecond[pair] as number)
    return armRow(study, network.pairFirst[pair] as number).map((value, index) => value - (second[index] as number))
  })
}

/** ½ tr((X'V⁻¹X)⁻¹ Σ Z'L²Z): the part of the trace that the fitted parameters take. */
function fittedTrace(network: Network, { parameters, armRow }: LinearDesign, fit: LinearFit): number {
  let total = 0
  for (let study = 0; study < network.studies.length; study++) {
    const start = network.armStart[study] as number
    const m = (network.armStart[study + 1] as number) - start
    const laplacian = laplacianOf(fit.weights, network.pairStart[study] as number, m)
    // L Z, one row for each arm; the trace is the sum of their variances.
    for (let i = 0; i < m; i++) {
      const row = new Float64Array(parameters)
      for (let j = 0; j < m; j++) {
        const design = armRow(study, network.arms[start + j] as number)
        const weight = laplacian[i * m + j] as number
        for (let k = 0; k < parameters; k++) row[k] = (row[k] as number) + weight * (design[k] as number)
      }
      total += varianceOf(fit, row)
    }
  }
  return total / 2
}
