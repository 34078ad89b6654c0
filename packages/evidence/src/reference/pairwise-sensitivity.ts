import {
  type EstimateWithLimits,
  type HeterogeneityLimits,
  influence,
  leaveOneOut,
  type PooledEffect,
  poolCumulatively,
  poolSubgroups,
  profileLikelihoodInterval,
  qProfileInterval,
} from '../pairwise/index.ts'
import type { StudyEffect } from '../study-effect.ts'
import { numbersOf, type ReferenceFunction, type ReferenceRecord, tableOf, textsOf } from './format.ts'
import { conventionsIn, type ReferenceStudies, studiesOf, textOption } from './pairwise-input.ts'
import { percent } from './pairwise-results.ts'

/** Adapters of the analyses of heterogeneity: its limits, its sources, and what single studies do. */
export const sensitivityFunctions: Readonly<Record<string, ReferenceFunction>> = {
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
}

/** R shows an interval that holds no tau² at all as one point at tau² = 0, with a remark. */
function limitsRecord({ tauSquared, tau, iSquared, hSquared }: HeterogeneityLimits): ReferenceRecord {
  const of = ({ estimate, lower, upper }: EstimateWithLimits, atNone: number, factor = 1) =>
    [estimate, lower ?? atNone, upper ?? atNone].map((value) => value * factor)
  return { tau2: of(tauSquared, 0), tau: of(tau, 0), I2: of(iSquared, 0, 100), H2: of(hSquared, 1) }
}

function stepOf({ pooled }: { pooled: PooledEffect }) {
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
