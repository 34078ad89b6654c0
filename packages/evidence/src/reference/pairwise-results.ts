import {
  type EstimateWithLimits,
  type FitStatistics,
  fitStatistics,
  higginsThompsonIntervals,
  type MetaRegression,
  type PooledEffect,
  predictionIntervalOf,
} from '../pairwise/index.ts'
import type { StudyEffect } from '../study-effect.ts'
import type { ReferenceRecord, ReferenceValue } from './format.ts'
import { textOption } from './pairwise-input.ts'

/** A number of degrees of freedom as the files write it: missing for the normal distribution. */
export function degreesOf(degreesOfFreedom: number): number | null {
  return Number.isFinite(degreesOfFreedom) ? degreesOfFreedom : null
}

/** A fraction in percent. */
export function percent(fraction: number): number {
  return 100 * fraction
}

/** Limits as a pair; empty where there is no interval. */
export function pairOf(interval: { readonly lower: number; readonly upper: number } | undefined): number[] {
  return interval === undefined ? [] : [interval.lower, interval.upper]
}

/** Everything the format can ask of a pooled effect. */
export function pooledRecord(studies: readonly StudyEffect[], pooled: PooledEffect, options: ReferenceRecord) {
  const { heterogeneity, conventions } = pooled
  const { level } = conventions
  const isAlone = pooled.studyCount === 1 && !['FE', 'EE', 'CE'].includes(textOption(options, 'method') ?? 'REML')
  // meta's level.hetstats stays at 95 % when the level of the effects changes.
  const quality = higginsThompsonIntervals(heterogeneity.q, heterogeneity.degreesOfFreedom, 0.95)
  const triple = ({ estimate, lower, upper }: EstimateWithLimits): ReferenceValue => [estimate, lower, upper]
  const predict = (method: 'HTS' | 'V' | 'HK' | 'S') => {
    const interval = predictionIntervalOf(pooled, method, level)
    return interval === undefined ? [Number.NaN, Number.NaN] : pairOf(interval)
  }
  return {
    k: pooled.studyCount,
    p: 1,
    method: options['method'] ?? conventions.method,
    test: options['test'] ?? 'z',
    beta: [pooled.estimate],
    coef: ['intrcpt'],
    se: [pooled.standardError],
    stat: [pooled.statistic],
    ddf: [degreesOf(pooled.degreesOfFreedom)],
    pval: [pooled.pValue],
    ci_lb: [pooled.lower],
    ci_ub: [pooled.upper],
    tau2: pooled.tauSquared,
    tau2_independent_root: pooled.tauSquared,
    se_tau2: pooled.tauSquaredStandardError ?? null,
    ...heterogeneityRecord(pooled),
    ...fitRecord(isAlone ? fitOfOneStudy(fitStatistics(studies, pooled)) : fitStatistics(studies, pooled)),
    weights_percent: Array.from(pooled.weights, percent),
    pi_metafor_default: pairOf(isAlone ? pooled : pooled.prediction),
    pi_V: predict('V'),
    pi_HTS: predict('HTS'),
    pi_HK: predict('HK'),
    pi_S: predict('S'),
    I2_Higgins_Thompson: triple(quality.iSquared),
    H_Higgins_Thompson: triple(quality.h),
  } satisfies ReferenceRecord
}

/** metafor still counts tau² as a parameter when one study leaves it at 0, and predicts the interval of the effect. */
function fitOfOneStudy(fit: FitStatistics): FitStatistics {
  const parameters = 2
  const size = parameters + 2
  const deviance = -2 * fit.logLikelihood
  return {
    ...fit,
    aic: deviance + 2 * parameters,
    aicCorrected: deviance + (2 * parameters * size) / (size - parameters - 1),
    bic: deviance,
  }
}

/** Q, I², H² and the typical variance. */
export function heterogeneityRecord({ heterogeneity }: Pick<PooledEffect, 'heterogeneity'>) {
  return {
    I2: percent(heterogeneity.iSquared),
    H2: heterogeneity.hSquared,
    vt: heterogeneity.typicalVariance,
    QE: heterogeneity.q,
    QE_df: heterogeneity.degreesOfFreedom,
    QE_p: heterogeneity.pValue,
  }
}

/** Log likelihoods and criteria. */
export function fitRecord(fit: FitStatistics) {
  return {
    loglik_ML: fit.logLikelihood,
    loglik_REML: fit.restrictedLogLikelihood,
    AIC_ML: fit.aic,
    BIC_ML: fit.bic,
    AICc_ML: fit.aicCorrected,
  }
}

/** Everything the format can ask of a meta-regression. */
export function regressionRecord(regression: MetaRegression, options: ReferenceRecord) {
  const { coefficients, omnibus } = regression
  return {
    k: regression.studyCount,
    p: coefficients.length,
    method: options['method'] ?? regression.conventions.method,
    test: options['test'] ?? 'z',
    beta: coefficients.map(({ estimate }) => estimate),
    coef: coefficients.map(({ name }) => (name === 'intercept' ? 'intrcpt' : name.replace('=', ''))),
    se: coefficients.map(({ standardError }) => standardError),
    stat: coefficients.map(({ statistic }) => statistic),
    ddf: coefficients.map(({ degreesOfFreedom }) => degreesOf(degreesOfFreedom)),
    pval: coefficients.map(({ pValue }) => pValue),
    ci_lb: coefficients.map(({ lower }) => lower),
    ci_ub: coefficients.map(({ upper }) => upper),
    tau2: regression.tauSquared,
    tau2_independent_root: regression.tauSquared,
    se_tau2: regression.tauSquaredStandardError ?? null,
    ...heterogeneityRecord(regression),
    QM: omnibus?.statistic ?? null,
    QM_df: omnibus === undefined ? null : [omnibus.degreesOfFreedom, degreesOf(omnibus.residualDegreesOfFreedom)],
    QM_p: omnibus?.pValue ?? null,
    R2: regression.rSquared === undefined ? null : percent(regression.rSquared),
    ...fitRecord(regression.fit),
    weights_percent: Array.from(regression.weights, percent),
  } satisfies ReferenceRecord
}
