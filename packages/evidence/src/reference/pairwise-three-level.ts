import {
  type ClusteredEffect,
  type Coefficient,
  poolThreeLevel,
  robustThreeLevel,
  type RobustCorrection,
} from '../pairwise/index.ts'
import { type ReferenceAnalysis, type ReferenceData, type ReferenceRecord, textsOf } from './format.ts'
import { levelOf, moderatorsOf, studiesOf, textOption, textsOption } from './pairwise-input.ts'
import { degreesOf, heterogeneityRecord, percent } from './pairwise-results.ts'

/** Three-level model: two variance components, the pooled effect and its interval. */
export function threeLevel(data: ReferenceData, analysis: ReferenceAnalysis): ReferenceRecord {
  const { effects, options } = inputOf(data, analysis)
  const result = poolThreeLevel(effects, options)
  const { coefficients, fit } = result
  const parameters = coefficients.length + 2
  const logLikelihood = result.method === 'REML' ? fit.restrictedLogLikelihood : fit.logLikelihood
  return {
    k: result.studyCount,
    p: coefficients.length,
    n_clusters: result.clusterCount,
    method: result.method,
    sigma2: [result.varianceBetween, result.varianceWithin],
    sigma2_between: result.varianceBetween,
    sigma2_within: result.varianceWithin,
    rho: result.intraclassCorrelation ?? null,
    ICC: result.intraclassCorrelation ?? null,
    ...coefficientsRecord(coefficients),
    ...heterogeneityRecord(result),
    I2_between: percent(result.iSquaredBetween),
    I2_within: percent(result.iSquaredWithin),
    pi_lb: result.prediction?.lower ?? null,
    pi_ub: result.prediction?.upper ?? null,
    QM: result.omnibus?.statistic ?? null,
    QM_p: result.omnibus?.pValue ?? null,
    loglik: logLikelihood,
    loglik_ML: fit.logLikelihood,
    loglik_REML: fit.restrictedLogLikelihood,
    AIC: -2 * logLikelihood + 2 * parameters,
  }
}

/** The same model with cluster-robust errors. */
export function threeLevelRobust(data: ReferenceData, analysis: ReferenceAnalysis): ReferenceRecord {
  const { effects, options } = inputOf(data, analysis)
  const correction = correctionOf(analysis)
  const model = poolThreeLevel(effects, options)
  const result = robustThreeLevel(effects, { ...options, correction })
  return {
    k: model.studyCount,
    n_clusters: result.clusterCount,
    sigma2: [model.varianceBetween, model.varianceWithin],
    correction,
    ...coefficientsRecord(result.coefficients),
  }
}

/** One coefficient as plain numbers, several as lists. */
function coefficientsRecord(coefficients: ReturnType<typeof robustThreeLevel>['coefficients']): ReferenceRecord {
  const [first] = coefficients
  const each = (value: (coefficient: Coefficient) => number | null) =>
    coefficients.length === 1 && first !== undefined ? value(first) : coefficients.map(value)
  const degrees = each(({ degreesOfFreedom }) => degreesOf(degreesOfFreedom))
  const statistic = each((coefficient) => coefficient.statistic)
  return {
    beta: coefficients.map(({ estimate }) => estimate),
    coef: coefficients.map(({ name }) => (name === 'intercept' ? 'intrcpt' : name.replace('=', ''))),
    estimate: each(({ estimate }) => estimate),
    se: each(({ standardError }) => standardError),
    stat: statistic,
    zval: statistic,
    tval: statistic,
    ddf: degrees,
    dfs: degrees,
    df: degrees,
    pval: each(({ pValue }) => pValue),
    ci_lb: each(({ lower }) => lower),
    ci_ub: each(({ upper }) => upper),
  }
}

/** R's robust corrects by m/(m − p) unless told otherwise; clubSandwich gives CR2. */
function correctionOf({ options, call = '' }: ReferenceAnalysis): RobustCorrection {
  const named = textOption(options, 'vcov') ?? textOption(options, 'correction') ?? textOption(options, 'type')
  if (named !== undefined && /^CR[012]/.test(named)) return named.slice(0, 3) as RobustCorrection
  if (options['clubSandwich'] === true || /clubSandwich\s*=\s*TRUE|CR2/.test(call)) return 'CR2'
  return options['adjust'] === false || /adjust\s*=\s*FALSE/.test(call) ? 'CR0' : 'CR1'
}

function inputOf(data: ReferenceData, analysis: ReferenceAnalysis) {
  const reference = studiesOf(data, analysis)
  const { options } = analysis
  const names = clusterNames(analysis)
  const column = names.map((name) => textsOf(reference.table, name)).find((texts) => texts !== undefined)
  if (column === undefined) {
    throw new RangeError(
      `three_level needs a column of clusters (${names.join(', ')}), got ${reference.table.cols.join(', ')}`,
    )
  }
  const effects: ClusteredEffect[] = reference.studies.map((study, index) => ({
    ...study,
    cluster: column[reference.rows[index] as number] as string,
  }))
  const method = textOption(options, 'method') === 'ML' ? 'ML' : 'REML'
  const moderators = moderatorsOf(reference, textsOption(options, 'moderators'))
  const interval = textOption(options, 'test') === 't' ? 't' : 'normal'
  return { effects, options: { method, moderators, interval, level: levelOf(options['level']) } as const }
}

/** The outer factor of `~ 1 | district/school`, or a column by one of its usual names. */
function clusterNames({ options, call = '' }: ReferenceAnalysis): string[] {
  const named = textOption(options, 'cluster') ?? textOption(options, 'by')
  const formulas = [textOption(options, 'random') ?? '', call].flatMap(
    (text) => /\|\s*([\w.]+)\s*\//.exec(text)?.[1] ?? [],
  )
  const robust = /cluster\s*=\s*(?:\w+\$)?([\w.]+)/.exec(call)?.[1]
  return [
    ...(named === undefined ? [] : [named]),
    ...formulas,
    ...(robust === undefined ? [] : [robust]),
    'cluster',
    'district',
    'outer',
    'paper',
    'article',
    'author',
    'study',
  ]
}
