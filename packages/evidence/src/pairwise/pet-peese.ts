import type { StudyEffect } from '../study-effect.ts'
import { type Coefficient, type MetaRegression, regress, type RegressionOptions } from './meta-regression.ts'
import { predictorValues } from './small-study-regression.ts'

/** The effect in a study without sampling error, by regression on the standard error or on its square. */
export interface PetPeese {
  /** Effect at a standard error of 0 (precision-effect test). */
  readonly pet: Coefficient
  /** Effect at a variance of 0 (precision-effect estimate with standard error). */
  readonly peese: Coefficient
  /** PEESE where PET finds an effect (p < 0.10 two-sided, so 0.05 one-sided), else PET. */
  readonly chosen: 'PET' | 'PEESE'
  readonly estimate: Coefficient
  readonly conventions: MetaRegression['conventions']
}

/**
 * PET-PEESE. Default: weighted least squares with free dispersion, as published.
 * @throws {InputProblemError} naming rows that cannot be used, for fewer than 3 studies, or studies of one size
 * @source Stanley & Doucouliagos 2014, Res Synth Methods 5:60
 */
export function petPeese(
  studies: readonly StudyEffect[],
  options: RegressionOptions = { method: 'common', interval: 'knapp-hartung' },
): PetPeese {
  const regressionOn = (predictor: 'standard error' | 'variance') =>
    regress(studies, [{ name: predictor, values: predictorValues(studies, predictor) }], options)
  const byError = regressionOn('standard error')
  const pet = byError.coefficients[0] as Coefficient
  const peese = regressionOn('variance').coefficients[0] as Coefficient
  const chosen = pet.pValue < 0.1 ? 'PEESE' : 'PET'
  return { pet, peese, chosen, estimate: chosen === 'PET' ? pet : peese, conventions: byError.conventions }
}
