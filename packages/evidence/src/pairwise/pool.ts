import { refuse } from '../input-problem.ts'
import type { StudyEffect } from '../study-effect.ts'
import { type Conventions, conventionsOf, type PoolingOptions } from './conventions.ts'
import { type Heterogeneity, heterogeneityOf } from './heterogeneity.ts'
import { InterceptModel } from './intercept-model.ts'
import { type EstimateInference, type Interval, inferenceOf, twoSidedQuantile } from './interval.ts'
import { predictionIntervalOf } from './prediction.ts'
import { type Column, columnsOf, type StudyColumns } from './study-columns.ts'
import { estimateTauSquared, standardErrorOfTauSquared } from './tau-squared.ts'

/** The studies together: one effect, how sure it is, and how much the studies differ. */
export interface PooledEffect extends EstimateInference {
  /** Every convention that was used. */
  readonly conventions: Conventions
  readonly studyCount: number
  /** Variance between studies; 0 for a common effect. */
  readonly tauSquared: number
  /** undefined for a common effect or one study. */
  readonly tauSquaredStandardError: number | undefined
  readonly heterogeneity: Heterogeneity
  /** Share of each study in the estimate, as a fraction. */
  readonly weights: readonly number[]
  /** Standard error before a Knapp–Hartung correction. */
  readonly classicStandardError: number
  /** Weighted residual mean square: the factor by which Knapp and Hartung multiply the variance; undefined for one study. */
  readonly knappHartungFactor: number | undefined
  /** For the effect in a new study; undefined for a common effect or too few studies. */
  readonly prediction: Interval | undefined
}

/**
 * Pools the effects of studies.
 * @param studies on one scale (ratios as logarithms)
 * @param options a preset, and what to do otherwise; default metafor's conventions
 * @returns everything on the scale of the studies. One study: that study with a normal interval, as in R
 * @throws {InputProblemError} naming each row that cannot be used
 * @throws {RangeError} for an unknown method or a level outside 0 to 1
 * @source Cochran 1954, Biometrics 10:101; Knapp & Hartung 2003, Stat Med 22:2693; see `estimateTauSquared`
 * @example pool(studies, { preset: 'RevMan 5' }).estimate
 */
export function pool(studies: readonly StudyEffect[], options?: PoolingOptions): PooledEffect {
  return poolColumns(columnsOf(studies), conventionsOf(options))
}

/** Pools columns; for analyses that pool many selections of the same studies. */
export function poolColumns(columns: StudyColumns, asked: Conventions): PooledEffect {
  const { count, unit } = columns
  const conventions: Conventions = count === 1 ? { ...asked, method: 'common', interval: 'normal' } : asked
  const { method, level } = conventions
  const model = new InterceptModel(columns)
  model.weigh(0)
  const q = model.residualSquares
  const traceP = model.traceP
  const tauSquared = estimateTauSquared(model, method)
  const tauSquaredError = standardErrorOfTauSquared(model, method, tauSquared)
  model.weigh(tauSquared)

  const classicError = unit / Math.sqrt(model.sumOfWeights)
  const factor = count > 1 ? model.residualSquares / (count - 1) : undefined
  const { mean } = model
  const weights: Column = []
  for (let i = 0; i < count; i++) weights.push((model.weights[i] as number) / model.sumOfWeights)
  const inference = intervalOf(columns, conventions, mean * unit, classicError, factor)
  const square = (value: number) => value * unit * unit
  const isCommon = method === 'common'
  const heterogeneity = heterogeneityOf(q, count - 1, traceP, isCommon ? undefined : tauSquared, conventions.iSquared)
  const pooled = {
    ...inference,
    conventions,
    studyCount: count,
    tauSquared: square(tauSquared),
    tauSquaredStandardError: tauSquaredError === undefined ? undefined : square(tauSquaredError),
    heterogeneity: { ...heterogeneity, typicalVariance: square(heterogeneity.typicalVariance) },
    weights,
    classicStandardError: classicError,
    knappHartungFactor: factor,
  }
  return { ...pooled, prediction: isCommon ? undefined : predictionIntervalOf(pooled, conventions.prediction, level) }
}

/** Below this nothing but rounding is left of the differences between studies, and ratios of variances overflow. */
const leastFactor = 1e-100

/** Interval and test by the rule of the conventions. */
function intervalOf(
  columns: StudyColumns,
  { interval, level }: Conventions,
  estimate: number,
  classicError: number,
  factor: number | undefined,
): EstimateInference {
  if (interval === 'normal' || factor === undefined) {
    return inferenceOf(estimate, classicError, Number.POSITIVE_INFINITY, level)
  }
  const spare = columns.count - 1
  if (interval === 't') return inferenceOf(estimate, classicError, spare, level)
  const floored = () => inferenceOf(estimate, classicError * Math.sqrt(Math.max(1, factor)), spare, level)
  if (interval === 'knapp-hartung-floor') return floored()
  const classic = () => inferenceOf(estimate, classicError, Number.POSITIVE_INFINITY, level)
  if (factor < leastFactor) {
    if (interval === 'knapp-hartung-wider') return classic()
    if (interval === 'knapp-hartung-iqwig') return floored()
    const message = 'the estimates of all studies are the same, so the Knapp–Hartung interval has no width; use another'
    refuse([{ column: 'estimate', message: `rows 1 to ${columns.count}: ${message}` }])
  }
  const adjusted = inferenceOf(estimate, classicError * Math.sqrt(factor), spare, level)
  const width = adjusted.upper - adjusted.lower
  if (interval === 'knapp-hartung-wider') {
    const normal = classic()
    return normal.upper - normal.lower > width ? normal : adjusted
  }
  return interval === 'knapp-hartung-iqwig' && width < widthOfDerSimonianLaird(columns, level) ? floored() : adjusted
}

function widthOfDerSimonianLaird(columns: StudyColumns, level: number): number {
  const model = new InterceptModel(columns)
  model.weigh(estimateTauSquared(model, 'DL'))
  return (2 * twoSidedQuantile(level, Number.POSITIVE_INFINITY) * columns.unit) / Math.sqrt(model.sumOfWeights)
}
