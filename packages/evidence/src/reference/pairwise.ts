import {
  beggTest,
  eggerTest,
  failSafeNumbers,
  harbordTest,
  influence,
  leaveOneOut,
  petersTest,
  pool,
  poolCumulatively,
  poolPeto,
  poolSubgroups,
  predictEffects,
  profileLikelihoodInterval,
  qProfileInterval,
  regress,
  type EstimateWithLimits,
  type HeterogeneityLimits,
  type SizePredictor,
  type SmallStudyTest,
  trimAndFill,
} from '../pairwise/index.ts'
import type { StudyEffect } from '../study-effect.ts'
import {
  numbersOf,
  type ReferenceAnalysis,
  type ReferenceData,
  type ReferenceFunction,
  type ReferenceRecord,
  type ReferenceValue,
  tableOf,
  textsOf,
} from './format.ts'
import {
  conventionsIn,
  countsOf,
  levelOf,
  moderatorsOf,
  numberOption,
  type ReferenceStudies,
  sampleSizesOf,
  studiesOf,
  textOption,
  textsOption,
} from './pairwise-input.ts'
import { selectionModel } from './pairwise-selection.ts'
import { degreesOf, percent, pooledRecord, regressionRecord } from './pairwise-results.ts'
import { mantelHaenszelByMeta, mantelHaenszelByMetafor, revman5 } from './pairwise-programs.ts'
import { threeLevel, threeLevelRobust } from './pairwise-three-level.ts'

/** Adapters from the reference format to the pairwise analyses of this package. */
export const pairwiseFunctions: Readonly<Record<string, ReferenceFunction>> = {
  pairwise(data, analysis) {
    const { studies } = studiesOf(data, analysis)
    return pooledRecord(studies, pool(studies, conventionsIn(analysis.options)), analysis.options)
  },
  metareg(data, analysis) {
    return regressionRecord(regressionOf(data, analysis), analysis.options)
  },
  metareg_predict(data, analysis) {
    const rows = rowsOf(analysis.options['newmods'])
    const predictions = predictEffects(regressionOf(data, analysis), rows)
    return {
      pred: predictions.map(({ estimate }) => estimate),
      se: predictions.map(({ standardError }) => standardError),
      ci_lb: predictions.map(({ lower }) => lower),
      ci_ub: predictions.map(({ upper }) => upper),
      pi_lb: predictions.map(({ prediction }) => prediction?.lower ?? null),
      pi_ub: predictions.map(({ prediction }) => prediction?.upper ?? null),
    }
  },
  qprofile(data, analysis) {
    return limitsRecord(qProfileInterval(studiesOf(data, analysis).studies, conventionsIn(analysis.options)))
  },
  profilelik(data, analysis) {
    return limitsRecord(profileLikelihoodInterval(studiesOf(data, analysis).studies, conventionsIn(analysis.options)))
  },
  leave1out(data, analysis) {
    const results = leaveOneOut(studiesOf(data, analysis).studies, conventionsIn(analysis.options))
    return tableOf(
      ['estimate', 'se', 'stat', 'pval', 'ci_lb', 'ci_ub', 'Q', 'Qp', 'tau2', 'I2', 'H2'],
      results.map(stepOf),
    )
  },
  cumul(data, analysis) {
    const reference = studiesOf(data, analysis)
    const order = orderOf(reference, textOption(analysis.options, 'order'))
    const steps = poolCumulatively(reference.studies, order, conventionsIn(analysis.options))
    const columns = ['added', 'estimate', 'se', 'stat', 'pval', 'ci_lb', 'ci_ub', 'Q', 'Qp', 'tau2', 'I2', 'H2']
    return tableOf(
      columns,
      steps.map((step) => ({ added: (reference.rows[step.index] as number) + 1, ...stepOf(step) })),
    )
  },
  influence(data, analysis) {
    const results = influence(studiesOf(data, analysis).studies, conventionsIn(analysis.options))
    const columns = 'rstudent dffits cook_d cov_r tau2_del QE_del hat weight dfbetas_1'.split(' ')
    return tableOf(
      columns,
      results.map((result) => ({
        rstudent: result.studentizedResidual,
        dffits: result.dffits,
        cook_d: result.cookDistance,
        cov_r: result.covarianceRatio,
        tau2_del: result.tauSquaredWithout,
        QE_del: result.qWithout,
        hat: result.hat,
        weight: percent(result.weight),
        dfbetas_1: result.dfbetas,
      })),
    )
  },
  egger(data, analysis) {
    const reference = studiesOf(data, analysis)
    const { options } = analysis
    const predictor = predictorOf(textOption(options, 'predictor') ?? 'sei')
    const sizes = sampleSizesOf(reference)
    const test = eggerTest(reference.studies, {
      ...smallStudyOptions(options),
      predictor,
      ...(sizes && { sampleSizes: sizes }),
    })
    return smallStudyRecord(test)
  },
  harbord(data, analysis) {
    return smallStudyRecord(harbordTest(countsOf(data, analysis), smallStudyOptions(analysis.options)))
  },
  peters(data, analysis) {
    return smallStudyRecord(petersTest(countsOf(data, analysis), smallStudyOptions(analysis.options)))
  },
  ranktest(data, analysis) {
    const { tau, pValue } = beggTest(studiesOf(data, analysis).studies)
    return { tau, pval: pValue }
  },
  trimfill(data, analysis) {
    return trimAndFillRecord(data, analysis)
  },
  failsafe(data, analysis) {
    const alpha = numberOption(analysis.options, 'alpha')
    const target = numberOption(analysis.options, 'target')
    const { rosenthal, orwin, rosenberg } = failSafeNumbers(studiesOf(data, analysis).studies, {
      ...(alpha !== undefined && { alpha }),
      ...(target !== undefined && { target }),
    })
    return { rosenthal, orwin, rosenberg }
  },
  subgroup(data, analysis) {
    const reference = studiesOf(data, analysis)
    const by = textOption(analysis.options, 'by') ?? 'subgroup'
    const texts = textsOf(reference.table, by)
    if (texts === undefined)
      throw new RangeError(`subgroup needs a column ${by}, got ${reference.table.cols.join(', ')}`)
    const categories = reference.rows.map((row) => texts[row] as string)
    return {
      separate_tau2: subgroupRecord(reference.studies, categories, analysis.options, 'separate'),
      common_tau2: subgroupRecord(reference.studies, categories, analysis.options, 'common'),
    }
  },
  mh: mantelHaenszelByMetafor,
  mh_meta: mantelHaenszelByMeta,
  peto(data, analysis) {
    const result = poolPeto(countsOf(data, analysis), levelOf(analysis.options['level']))
    const { heterogeneity } = result
    return {
      estimate: result.estimate,
      se: result.standardError,
      zval: result.statistic,
      pval: result.pValue,
      ci_lb: result.lower,
      ci_ub: result.upper,
      QE: heterogeneity.q,
      QE_df: heterogeneity.degreesOfFreedom,
      QE_p: heterogeneity.pValue,
      I2: percent(heterogeneity.iSquared),
      H2: heterogeneity.hSquared,
      k: result.givenStudyCount,
      k_yi: result.studyCount,
    }
  },
  three_level: threeLevel,
  three_level_robust: threeLevelRobust,
  selmodel: selectionModel,
  revman5,
}

function regressionOf(data: ReferenceData, analysis: ReferenceAnalysis) {
  const reference = studiesOf(data, analysis)
  const moderators = moderatorsOf(reference, textsOption(analysis.options, 'moderators'))
  const intercept = analysis.options['intercept'] !== false
  return regress(reference.studies, moderators, { ...conventionsIn(analysis.options), intercept })
}

/** One moderator: a number per prediction. Several: a list per prediction. */
function rowsOf(newmods: ReferenceValue): number[][] {
  if (typeof newmods === 'number') return [[newmods]]
  if (!Array.isArray(newmods)) throw new RangeError('metareg_predict needs newmods, got none')
  return newmods.map((row: ReferenceValue) => (Array.isArray(row) ? row.map(Number) : [Number(row)]))
}

function limitsRecord({ tauSquared, tau, iSquared, hSquared }: HeterogeneityLimits): ReferenceRecord {
  const of = ({ estimate, lower, upper }: EstimateWithLimits, factor = 1) =>
    [estimate, lower, upper].map((value) => (value === undefined ? null : value * factor))
  return { tau2: of(tauSquared), tau: of(tau), I2: of(iSquared, 100), H2: of(hSquared) }
}

function stepOf({ pooled }: { pooled: ReturnType<typeof pool> }) {
  const { heterogeneity } = pooled
  return {
    estimate: pooled.estimate,
    se: pooled.standardError,
    stat: pooled.statistic,
    pval: pooled.pValue,
    ci_lb: pooled.lower,
    ci_ub: pooled.upper,
    Q: heterogeneity.q,
    Qp: heterogeneity.pValue,
    tau2: pooled.tauSquared,
    I2: percent(heterogeneity.iSquared),
    H2: heterogeneity.hSquared,
  }
}

/** `year (stable)`: by a column; also by the effects or their errors. A minus sign turns the order round. */
function orderOf({ studies, rows, table }: ReferenceStudies, order: string | undefined): number[] | undefined {
  const [first = ''] = order?.trim().split(/[\s(]+/) ?? []
  const sign = first.startsWith('-') ? -1 : 1
  const name = first.replace(/^-/, '')
  if (name === '' || name === 'data') return undefined
  const own: Readonly<Record<string, (study: StudyEffect) => number>> = {
    yi: ({ estimate }) => estimate,
    vi: ({ variance }) => variance,
    sei: ({ variance }) => Math.sqrt(variance),
    precision: ({ variance }) => -1 / variance,
  }
  const column = numbersOf(table, name)
  if (column !== undefined) return rows.map((row) => sign * (column[row] as number))
  const value = own[name]
  if (value === undefined) throw new RangeError(`cumul needs a column to order by, got ${name}`)
  return studies.map((study) => sign * value(study))
}

function predictorOf(name: string): SizePredictor {
  const names: Readonly<Record<string, SizePredictor>> = {
    sei: 'standard error',
    vi: 'variance',
    seinv: 'inverse standard error',
    vinv: 'inverse variance',
    ni: 'sample size',
    ninv: 'inverse sample size',
    sqrtni: 'root sample size',
    sqrtninv: 'inverse root sample size',
  }
  const predictor = names[name]
  if (predictor === undefined)
    throw new RangeError(`egger needs a predictor of ${Object.keys(names).join(', ')}, got ${name}`)
  return predictor
}

function smallStudyOptions(options: ReferenceRecord) {
  const { method, interval, level } = conventionsIn(options)
  const model = textOption(options, 'model') === 'rma' ? 'meta-regression' : 'classic'
  return { model, ...(method && { method }), ...(interval && { interval }), ...(level && { level }) } as const
}

function smallStudyRecord({ model, slope, limit }: SmallStudyTest): ReferenceRecord {
  const value = limit?.estimate ?? null
  return {
    stat: slope.statistic,
    ddf: degreesOf(slope.degreesOfFreedom),
    pval: slope.pValue,
    slope: slope.estimate,
    slope_se: slope.standardError,
    // R keeps the name of the coefficient in one of the models.
    limit_est: model === 'classic' || value === null ? value : { intrcpt: value },
    limit_ci_lb: limit?.lower ?? null,
    limit_ci_ub: limit?.upper ?? null,
  }
}

function trimAndFillRecord(data: ReferenceData, analysis: ReferenceAnalysis): ReferenceRecord {
  const { studies } = studiesOf(data, analysis)
  const { options } = analysis
  const side = textOption(options, 'side')
  const result = trimAndFill(studies, {
    ...conventionsIn(options),
    estimator: (textOption(options, 'estimator') ?? 'L0') as 'L0',
    ...(side !== undefined && { side: side as 'left' }),
  })
  const { pooled, filled } = result
  return {
    k0: result.missingStudies,
    se_k0: result.missingStudiesStandardError,
    p_k0: result.missingStudiesPValue ?? null,
    side: result.side,
    filled: filled.map((_, index) => studies.length + index + 1),
    filled_yi: filled.map(({ estimate }) => estimate),
    filled_vi: filled.map(({ variance }) => variance),
    estimate: pooled.estimate,
    se: pooled.standardError,
    stat: pooled.statistic,
    pval: pooled.pValue,
    ci_lb: pooled.lower,
    ci_ub: pooled.upper,
    tau2: pooled.tauSquared,
    QE: pooled.heterogeneity.q,
    I2: percent(pooled.heterogeneity.iSquared),
  }
}

function subgroupRecord(
  studies: readonly StudyEffect[],
  categories: readonly string[],
  options: ReferenceRecord,
  tauSquared: 'separate' | 'common',
): ReferenceRecord {
  const conventions = { ...conventionsIn(options), preset: 'meta' as const }
  const { subgroups, betweenCommon, betweenRandom, qWithin } = poolSubgroups(studies, categories, {
    ...conventions,
    tauSquared,
  })
  return {
    levels: subgroups.map(({ level }) => level),
    k: subgroups.map(({ studyCount }) => studyCount),
    estimate_common: subgroups.map(({ common }) => common.estimate),
    se_common: subgroups.map(({ common }) => common.standardError),
    estimate_random: subgroups.map(({ random }) => random.estimate),
    se_random: subgroups.map(({ random }) => random.standardError),
    ci_lb_random: subgroups.map(({ random }) => random.lower),
    ci_ub_random: subgroups.map(({ random }) => random.upper),
    // meta leaves what one study cannot tell missing.
    tau2: subgroups.map(({ studyCount, random }) =>
      studyCount === 1 && tauSquared === 'separate' ? null : random.tauSquared,
    ),
    Q: subgroups.map(({ heterogeneity }) => heterogeneity.q),
    I2: subgroups.map(({ studyCount, heterogeneity }) => (studyCount === 1 ? null : heterogeneity.iSquared)),
    Q_between_common: betweenCommon.q,
    Q_between_random: betweenRandom.q,
    df_between: betweenCommon.degreesOfFreedom,
    p_between_common: betweenCommon.pValue,
    p_between_random: betweenRandom.pValue,
    Q_within_common: qWithin,
  }
}
