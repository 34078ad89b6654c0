import {
  cochranMantelHaenszelTest,
  type EstimateInference,
  type Heterogeneity,
  mantelHaenszel,
  mantelHaenszelRates,
  type OddsRatioHomogeneity,
  oddsRatioHomogeneity,
  pool,
} from '../pairwise/index.ts'
import { numbersOf, type ReferenceAnalysis, type ReferenceData, type ReferenceRecord } from './format.ts'
import { countsOf, levelOf, ratesOf, studiesOf, inputTable, textOption } from './pairwise-input.ts'
import { percent } from './pairwise-results.ts'

/** Mantel–Haenszel by the conventions of package meta, and its random-effects model by inverse variance. */
export function mantelHaenszelByMeta(data: ReferenceData, analysis: ReferenceAnalysis): ReferenceRecord {
  const { options } = analysis
  const increment = options['incr']
  const result = mantelHaenszel((textOption(options, 'measure') ?? 'OR') as 'OR', countsOf(data, analysis), {
    program: 'meta',
    exact: options['MH_exact'] === true,
    ...((typeof increment === 'number' || increment === 'TACC') && { increment }),
    to: (textOption(options, 'method_incr') ?? 'only0') as 'only0',
    includeUninformative: options['allstudies'] === true,
    level: levelOf(options['level']),
  })
  const { random, heterogeneity } = result
  return {
    estimate_common: result.estimate,
    se_common: result.standardError,
    ci_lb: result.lower,
    ci_ub: result.upper,
    Q: heterogeneity.q,
    df_Q: heterogeneity.degreesOfFreedom,
    Q_p: heterogeneity.pValue,
    I2: heterogeneity.iSquared,
    k: result.informativeStudyCount,
    tau2_DL: random.tauSquared,
    estimate_random_DL: random.estimate,
    se_random_DL: random.standardError,
    ci_lb_random: random.lower,
    ci_ub_random: random.upper,
  }
}

/** What RevMan 5 prints under a forest plot. */
export function revman5(data: ReferenceData, analysis: ReferenceAnalysis): ReferenceRecord {
  const { options } = analysis
  const measure = textOption(options, 'measure') ?? data.measure ?? 'SMD'
  if (measure === 'OR' || measure === 'RR' || measure === 'RD') return revman5Counts(measure, data, analysis)
  const formula = measure === 'SMD' ? { vtype: 'revman5' } : {}
  const { studies, rows } = studiesOf(data, { ...analysis, options: { ...options, measure, ...formula } })
  const method = textOption(options, 'method') ?? 'DL'
  const pooled = pool(studies, {
    preset: 'RevMan 5',
    method: method === 'FE' ? 'common' : (method as 'DL'),
    level: levelOf(options['level']),
  })
  const alone = studies.map((study) => pool([study], { preset: 'RevMan 5', level: levelOf(options['level']) }))
  const table = inputTable(data, analysis)
  const total = (name: string) => {
    const sizes = numbersOf(table, name)
    return sizes === undefined ? null : rows.reduce((sum, row) => sum + (sizes[row] as number), 0)
  }
  return {
    yi: studies.map(({ estimate }) => estimate),
    vi: studies.map(({ variance }) => variance),
    ci_lb: alone.map(({ lower }) => lower),
    ci_ub: alone.map(({ upper }) => upper),
    weights_percent: Array.from(pooled.weights, percent),
    estimate: pooled.estimate,
    se: pooled.standardError,
    pooled_ci_lb: pooled.lower,
    pooled_ci_ub: pooled.upper,
    z: pooled.statistic,
    p: pooled.pValue,
    tau2: pooled.tauSquared,
    Q: pooled.heterogeneity.q,
    df: pooled.heterogeneity.degreesOfFreedom,
    Q_p: pooled.heterogeneity.pValue,
    I2: pooled.heterogeneity.iSquared,
    n1: total('n1i'),
    n2: total('n2i'),
  }
}

/** Counts in RevMan 5: Mantel–Haenszel, or its random-effects model with tau² from Q around it. */
function revman5Counts(measure: 'OR' | 'RR' | 'RD', data: ReferenceData, analysis: ReferenceAnalysis): ReferenceRecord {
  const { options } = analysis
  const level = levelOf(options['level'])
  const studies = countsOf(data, analysis)
  const result = mantelHaenszel(measure, studies, { program: 'RevMan 5', level })
  const isRandom = ['DL', 'random'].includes(textOption(options, 'method') ?? 'MH')
  const shown = isRandom ? result.random : result
  const alone = result.studies.map((study) => pool([study], { preset: 'RevMan 5', level }))
  return {
    yi: result.studies.map(({ estimate }) => estimate),
    vi: result.studies.map(({ variance }) => variance),
    ci_lb: alone.map(({ lower }) => lower),
    ci_ub: alone.map(({ upper }) => upper),
    estimate: shown.estimate,
    se: shown.standardError,
    pooled_ci_lb: shown.lower,
    pooled_ci_ub: shown.upper,
    z: shown.statistic,
    p: shown.pValue,
    tau2: isRandom ? result.random.tauSquared : 0,
    Q: result.heterogeneity.q,
    df: result.heterogeneity.degreesOfFreedom,
    Q_p: result.heterogeneity.pValue,
    I2: result.heterogeneity.iSquared,
    n1: studies.reduce((sum, { total1 }) => sum + total1, 0),
    n2: studies.reduce((sum, { total2 }) => sum + total2, 0),
  }
}

/** Mantel–Haenszel by the conventions of metafor, with the tests that belong to odds ratios. */
export function mantelHaenszelByMetafor(data: ReferenceData, analysis: ReferenceAnalysis): ReferenceRecord {
  const { options } = analysis
  const named = textOption(options, 'measure') ?? data.measure ?? 'OR'
  if (named === 'IRR' || named === 'IRD') return ratesByMetafor(named, data, analysis)
  const studies = countsOf(data, analysis)
  const measure = named as 'OR'
  const result = mantelHaenszel(measure, studies, { program: 'metafor', level: levelOf(options['level']) })
  const isOddsRatio = measure === 'OR'
  const association = isOddsRatio ? cochranMantelHaenszelTest(studies) : undefined
  const homogeneity = isOddsRatio ? oddsRatioHomogeneity(studies, result.estimate) : undefined
  return {
    ...estimateRecord(result),
    ...testsRecord(association, homogeneity),
  }
}

function ratesByMetafor(measure: 'IRR' | 'IRD', data: ReferenceData, analysis: ReferenceAnalysis): ReferenceRecord {
  const result = mantelHaenszelRates(measure, ratesOf(data, analysis), levelOf(analysis.options['level']))
  return { ...estimateRecord(result), ...testsRecord(result.test, undefined) }
}

/** A pooled estimate by metafor's names, with the studies that were given and those that say something. */
export function estimateRecord(
  result: Omit<EstimateInference, 'degreesOfFreedom'> & {
    readonly studyCount: number
    readonly informativeStudyCount: number
    readonly heterogeneity: Pick<Heterogeneity, 'q' | 'degreesOfFreedom' | 'pValue' | 'iSquared'>
  },
): ReferenceRecord {
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
    k: result.studyCount,
    k_yi: result.informativeStudyCount,
  }
}

function testsRecord(
  association: { readonly statistic: number; readonly pValue: number } | undefined,
  homogeneity: OddsRatioHomogeneity | undefined,
): ReferenceRecord {
  return {
    MH: association?.statistic ?? null,
    MHp: association?.pValue ?? null,
    CMH: association?.statistic ?? null,
    CMHp: association?.pValue ?? null,
    BD: homogeneity?.breslowDay.statistic ?? null,
    BDp: homogeneity?.breslowDay.pValue ?? null,
    TA: homogeneity?.tarone.statistic ?? null,
    TAp: homogeneity?.tarone.pValue ?? null,
  }
}
