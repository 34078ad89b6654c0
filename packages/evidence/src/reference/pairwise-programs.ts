import { mantelHaenszel, pool } from '../pairwise/index.ts'
import { numbersOf, type ReferenceAnalysis, type ReferenceData, type ReferenceRecord } from './format.ts'
import { countsOf, levelOf, studiesOf, inputTable, textOption } from './pairwise-input.ts'
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

/** What RevMan 5 prints under a forest plot of standardised or plain mean differences. */
export function revman5(data: ReferenceData, analysis: ReferenceAnalysis): ReferenceRecord {
  const { options } = analysis
  const measure = textOption(options, 'measure') ?? data.measure ?? 'SMD'
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
