import { relativeLogLikelihood } from './tau-squared.ts'
import type { WeightedModel } from './weighted-model.ts'

/** How well a model fits; only models of the same studies may be compared. */
export interface FitStatistics {
  readonly logLikelihood: number
  /** Log likelihood of the residuals (restricted). */
  readonly restrictedLogLikelihood: number
  /** Akaike's criterion, its small-sample form, and the Bayesian one, all from the unrestricted likelihood. */
  readonly aic: number
  readonly aicCorrected: number
  readonly bic: number
}

/**
 * Log likelihoods at tau² and the criteria that follow.
 * @param unit unit of the columns of the model, so that the densities are those of the original numbers
 * @param isTauSquaredEstimated whether tau² counts as a parameter (not in a common-effect model)
 * @source Harville 1974, Biometrika 61:383; Hurvich & Tsai 1989, Biometrika 76:297
 */
export function fitStatisticsOf(
  model: WeightedModel,
  tauSquared: number,
  unit: number,
  isTauSquaredEstimated: boolean,
): FitStatistics {
  const { studyCount, coefficientCount } = model
  const spare = studyCount - coefficientCount
  const perStudy = -0.5 * Math.log(2 * Math.PI) - Math.log(unit)
  const logLikelihood = studyCount * perStudy + relativeLogLikelihood(model, tauSquared, false)
  const restricted = spare * perStudy + relativeLogLikelihood(model, tauSquared, true)
  const parameters = coefficientCount + (isTauSquaredEstimated ? 1 : 0)
  const size = Math.max(studyCount, parameters + 2)
  return {
    logLikelihood,
    restrictedLogLikelihood: restricted,
    aic: -2 * logLikelihood + 2 * parameters,
    aicCorrected: -2 * logLikelihood + (2 * parameters * size) / (size - parameters - 1),
    bic: -2 * logLikelihood + parameters * Math.log(studyCount),
  }
}
