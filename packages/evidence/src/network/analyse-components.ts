import { degreesOfFreedomOf, type TauSquaredMethod } from './between-study-variance.ts'
import { type ComponentMatrix, type ComponentOptions, componentMatrixOf } from './component-matrix.ts'
import { labelTreatments } from './connection.ts'
import type { Contrast, NetworkOptions } from './contrast.ts'
import { type EffectEstimate, estimateOf, normalQuantileOf } from './estimate.ts'
import { type QTest, qTest, type FractionInterval, iSquaredOf } from './heterogeneity.ts'
import {
  dot,
  estimateLinearTauSquared,
  fitLinear,
  type LinearDesign,
  type LinearFit,
  linearDegreesOfFreedom,
  varianceOf,
} from './linear-model.ts'
import { buildNetwork, type Network } from './network.ts'
import { fitNetwork, residualSumOfSquares } from './network-model.ts'
import { type RowSpace, rowSpaceOf } from './row-space.ts'

export interface ComponentAnalysisOptions extends NetworkOptions, ComponentOptions {
  /** Default `REML`. A number fixes tau² itself, on the scale of the data squared. */
  readonly tauSquared?: TauSquaredMethod | number
  /** Level of intervals. Default 0.95. */
  readonly level?: number
  /** The component matrix itself, instead of taking treatment names apart; for the treatments in network order. */
  readonly matrix?: (treatments: readonly string[]) => ComponentMatrix
}

/** An effect in both models; absent when the data cannot tell it. */
export interface IdentifiedEffect {
  readonly common: EffectEstimate | undefined
  readonly random: EffectEstimate | undefined
}

export interface ComponentEffect extends IdentifiedEffect {
  readonly component: string
}

export interface CombinationEffect extends IdentifiedEffect {
  readonly treatment: string
}

export interface ComponentComparison extends IdentifiedEffect {
  readonly treatment1: string
  readonly treatment2: string
}

/** Additive component network meta-analysis. Effects that the data cannot tell apart are absent, never a number. */
export interface ComponentAnalysis {
  readonly network: Network
  readonly matrix: ComponentMatrix
  readonly level: number
  readonly method: TauSquaredMethod | 'fixed'
  /** Number of component effects that the data can tell. */
  readonly rank: number
  readonly unidentified: readonly string[]
  readonly tauSquared: number
  readonly tau: number
  /** Misfit of the additive model. */
  readonly q: QTest
  /** Misfit of the network model that knows no components (each sub-network by itself). */
  readonly qStandard: QTest
  /** Whether the additive model fits worse than that. */
  readonly qDifference: QTest
  readonly iSquared: FractionInterval | undefined
  /** Effect of adding each component. */
  readonly components: readonly ComponentEffect[]
  /** Effect of each treatment beside one without active component. */
  readonly combinations: readonly CombinationEffect[]
  /** All pairs of treatments, also of those that no chain of studies joins. */
  readonly comparisons: readonly ComponentComparison[]
}

/**
 * Takes the effects of combined treatments apart into those of their components, which are assumed to add up (except
 * where an interaction is named). Works in connected and disconnected networks; common components join the pieces.
 * @throws {InputProblemError} with row numbers, as `buildNetwork`, and for names that cannot be taken apart
 * @source Welton, Caldwell, Adamopoulos & Vedhara 2009, American Journal of Epidemiology 169:1158–1165; Rücker,
 *   Petropoulou & Schwarzer 2020, Biometrical Journal 62:808–821
 */
export function analyseComponents(
  contrasts: readonly Contrast[],
  options: ComponentAnalysisOptions = {},
): ComponentAnalysis {
  const { tauSquared: wanted = 'REML', level = 0.95 } = options
  const quantile = normalQuantileOf(level)
  const network = buildNetwork(contrasts, options)
  const matrix = options.matrix?.(network.treatments) ?? componentMatrixOf(network.treatments, options)
  const labels = labelTreatments(network)
  const space = rowSpaceOf(differencesWithinParts(matrix.rows, labels), matrix.components.length)
  const design = designOn(matrix, space)
  const common = fitLinear(network, design, 0)
  const scaled =
    typeof wanted === 'number'
      ? fixedTauSquared(wanted, network)
      : estimateLinearTauSquared(network, design, common, wanted)
  const random = scaled === 0 ? common : fitLinear(network, design, scaled)
  const estimate = (combination: Float64Array): IdentifiedEffect => {
    if (!space.contains(combination)) return { common: undefined, random: undefined }
    const onBasis = Float64Array.from(space.basis, (column) => combination[column] as number)
    return {
      common: effectIn(common, onBasis, network, quantile),
      random: effectIn(random, onBasis, network, quantile),
    }
  }
  const q = qTest(common.residualSumOfSquares, linearDegreesOfFreedom(network, design))
  const qStandard = standardTest(network, labels)
  const components = matrix.components.map((component, index) => ({
    component,
    ...estimate(Float64Array.from(matrix.components, (_, other) => (other === index ? 1 : 0))),
  }))
  return {
    network,
    matrix,
    level,
    method: typeof wanted === 'number' ? 'fixed' : wanted,
    rank: space.rank,
    unidentified: components.filter((effect) => effect.common === undefined).map(({ component }) => component),
    tauSquared: scaled * network.scale ** 2,
    tau: Math.sqrt(scaled) * network.scale,
    q,
    qStandard,
    qDifference: qTest(Math.max(0, q.statistic - qStandard.statistic), q.degreesOfFreedom - qStandard.degreesOfFreedom),
    iSquared: iSquaredOf(q.statistic, q.degreesOfFreedom, level),
    components,
    combinations: network.treatments.map((treatment, index) => ({
      treatment,
      ...estimate(matrix.rows[index] as Float64Array),
    })),
    comparisons: allPairs(network.treatments).map(([i, j]) => ({
      treatment1: network.treatments[i] as string,
      treatment2: network.treatments[j] as string,
      ...estimate(subtract(matrix.rows[i] as Float64Array, matrix.rows[j] as Float64Array)),
    })),
  }
}

/** Differences of component rows that the studies can see: of each treatment against the first of its part. */
function differencesWithinParts(rows: readonly Float64Array[], labels: Int32Array): Float64Array[] {
  return rows.flatMap((row, treatment) => {
    const root = labels[treatment] as number
    return root === treatment ? [] : [subtract(row, rows[root] as Float64Array)]
  })
}

function subtract(one: Float64Array, other: Float64Array): Float64Array {
  return one.map((value, index) => value - (other[index] as number))
}

/** The model on a set of component columns that is identified. */
function designOn({ rows }: ComponentMatrix, { basis }: RowSpace): LinearDesign {
  const onBasis = rows.map((row) => Float64Array.from(basis, (column) => row[column] as number))
  return { parameters: basis.length, armRow: (_, treatment) => onBasis[treatment] as Float64Array }
}

function fixedTauSquared(wanted: number, { scale }: Network): number {
  if (!(wanted >= 0 && wanted < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`analyseComponents: tauSquared needs a finite number not below 0, got ${wanted}`)
  }
  return wanted / scale / scale
}

function effectIn(fit: LinearFit, combination: Float64Array, { scale }: Network, quantile: number): EffectEstimate {
  const variance = varianceOf(fit, combination)
  const estimate = dot(combination, fit.coefficients) * scale
  // A treatment against itself, or against one with the same components, has effect 0 without error.
  if (variance === 0) {
    return { estimate, standardError: 0, lower: estimate, upper: estimate, statistic: 0, pValue: 1 }
  }
  return estimateOf(estimate, Math.sqrt(variance) * scale, quantile)
}

/** Q when every treatment has an effect of its own. */
function standardTest(network: Network, labels: Int32Array): QTest {
  const parts = new Set(labels).size
  if (parts === 1) return qTest(residualSumOfSquares(fitNetwork(network, 0)), degreesOfFreedomOf(network))
  const columns = network.treatments.flatMap((_, treatment) => (labels[treatment] === treatment ? [] : [treatment]))
  const rows = network.treatments.map((_, treatment) =>
    Float64Array.from(columns, (column) => (column === treatment ? 1 : 0)),
  )
  const design = {
    parameters: columns.length,
    armRow: (_: number, treatment: number) => rows[treatment] as Float64Array,
  }
  return qTest(fitLinear(network, design, 0).residualSumOfSquares, linearDegreesOfFreedom(network, design))
}

function allPairs(treatments: readonly string[]): [number, number][] {
  return treatments.flatMap((_, i) => treatments.slice(i + 1).map((__, at): [number, number] => [i, i + 1 + at]))
}
