import type { StudyEffect } from '../study-effect.ts'
import { conventionsOf, type PoolingOptions } from './conventions.ts'
import { InterceptModel } from './intercept-model.ts'
import { columnsWithout } from './leave-one-out.ts'
import { poolColumns } from './pool.ts'
import { columnsOf } from './study-columns.ts'

/** What one study does to the result. */
export interface Influence {
  readonly study: string
  /** Distance from what the other studies predict, in its standard errors (externally standardised residual). */
  readonly studentizedResidual: number
  /** Change of the fitted effect when the study joins, in standard errors at the tau² without it. */
  readonly dffits: number
  /** Squared change of the estimate without it, in variances of the estimate. */
  readonly cookDistance: number
  /** Variance of the estimate without it over the variance with it: above 1 when the study adds precision. */
  readonly covarianceRatio: number
  /** Variance between the other studies. */
  readonly tauSquaredWithout: number
  /** Cochran's Q of the other studies. */
  readonly qWithout: number
  /** Leverage: share of the study in its own fitted value. */
  readonly hat: number
  /** Weight as a fraction. */
  readonly weight: number
  /** Change of the estimate when the study joins, in its standard errors at the tau² without it. */
  readonly dfbetas: number
}

/**
 * Deletion diagnostics; tau² is estimated anew without each study.
 * @throws {InputProblemError} naming rows that cannot be used, or for fewer than 2 studies
 * @source Viechtbauer & Cheung 2010, Res Synth Methods 1:112
 */
export function influence(studies: readonly StudyEffect[], options?: PoolingOptions): Influence[] {
  // All but tau² is without unit; in that of the columns nothing leaves the range of doubles.
  const { unit, ...own } = columnsOf(studies, 2)
  const columns = { ...own, unit: 1 }
  const conventions = conventionsOf(options)
  const all = poolColumns(columns, conventions)
  const model = new InterceptModel(columns)
  return studies.map(({ study }, row) => {
    const estimate = columns.estimates[row] as number
    const variance = columns.variances[row] as number
    const without = poolColumns(columnsWithout(columns, row), conventions)
    const change = all.estimate - without.estimate
    model.weigh(without.tauSquared)
    const hat = all.weights[row] as number
    // Knapp–Hartung multiplies all variances of the model by this factor, also that of the study left out.
    const correction = (without.standardError / without.classicStandardError) ** 2
    const residualVariance = correction * (variance + without.tauSquared) + without.standardError ** 2
    return {
      study,
      studentizedResidual: (estimate - without.estimate) / Math.sqrt(residualVariance),
      dffits: change / Math.sqrt(correction * hat) / Math.sqrt(without.tauSquared + variance),
      cookDistance: (change / all.standardError) ** 2,
      covarianceRatio: (without.standardError / all.standardError) ** 2,
      tauSquaredWithout: without.tauSquared * unit * unit,
      qWithout: without.heterogeneity.q,
      hat,
      weight: hat,
      dfbetas: (change * Math.sqrt(model.sumOfWeights)) / Math.sqrt(correction),
    }
  })
}
