import type { Language } from '@dosis/domain'
import { measures } from '@dosis/evidence/effect-size'
import type { EstimateInference, Interval } from '@dosis/evidence/pairwise'
import { formatNumber } from '@dosis/evidence/table'
import { table } from '../table.ts'
import { evidenceMessages } from './messages.ts'
import { type PairwiseAnalysis, heterogeneityLimitsOf, sensitivityOf, smallStudyEffectsOf } from './pool-table.ts'
import type { Extras } from './pool-for-programs.ts'

/** The analysis as a reader wants it: studies, what they say together, how much they differ, and what was done. */
export function pooledForPeople(analysis: PairwiseAnalysis, extras: Extras, language: Language): string {
  const say = evidenceMessages[language]
  const { pooled, studies, effects, isRatio } = analysis
  const show = (value: number, decimals = 2): string =>
    formatNumber(isRatio ? Math.exp(value) : value, decimals, language)
  const number = (value: number, decimals = 2): string => formatNumber(value, decimals, language)
  const between = ({ lower, upper }: Interval): string => `[${show(lower)}; ${show(upper)}]`
  const line = (label: string, one: EstimateInference): string[] => [
    label,
    show(one.estimate),
    between(one),
    pText(one.pValue, language),
  ]
  const studyRows = studies.map(({ study, estimate, variance }, at) => {
    const half = 1.959963984540054 * Math.sqrt(variance)
    return [
      study,
      show(estimate),
      between({ lower: estimate - half, upper: estimate + half }),
      `${number((pooled.weights[at] ?? 0) * 100, 1)}%`,
    ]
  })
  const { heterogeneity, prediction, conventions } = pooled
  const limits = heterogeneityLimitsOf(analysis)
  const tau = limits?.tauSquared
  const tauLimits =
    tau?.lower === undefined || tau.upper === undefined ? '' : ` [${number(tau.lower, 4)}; ${number(tau.upper, 4)}]`
  const parts = [
    headingOf(analysis, language),
    table([[say.study, analysis.measure, say.interval95, say.weight], ...studyRows]),
    ...effects.studies.flatMap(({ study, reason }) =>
      reason === undefined ? [] : [`${say.leftOut}: ${study}: ${reason}`],
    ),
    '',
    table([
      line(say.pooled, pooled),
      ...(prediction === undefined ? [] : [[say.prediction, '', between(prediction), conventions.prediction]]),
    ]),
    `${say.heterogeneity}: tau² = ${number(pooled.tauSquared, 4)}${tauLimits}; Q = ${number(heterogeneity.q)}, df = ${heterogeneity.degreesOfFreedom}, ${pText(heterogeneity.pValue, language)}; I² = ${number(heterogeneity.iSquared * 100, 1)}%`,
    `${say.conventions}: ${conventions.preset}; ${conventions.method}; ${conventions.interval}; ${number(conventions.level * 100, 0)}%; ${say.variance} ${effects.variance}; I² ${say.from} ${conventions.iSquared}`,
    ...subgroupLines(analysis, line, language),
    ...regressionLines(analysis, language),
    ...(extras.sensitivity ? sensitivityLines(analysis, line, language) : []),
    ...(extras.bias ? biasLines(analysis, line, language) : []),
  ]
  return parts.join('\n')
}

/** The measure by its name; English alone has the long one. */
function headingOf({ measure, isRatio }: PairwiseAnalysis, language: Language): string {
  const name = language === 'en' ? `${measures[measure].title} (${measure})` : measure
  return isRatio ? `${name}, ${evidenceMessages[language].asRatio}` : name
}

type Line = (label: string, one: EstimateInference) => string[]

function subgroupLines({ subgroups }: PairwiseAnalysis, line: Line, language: Language): string[] {
  if (subgroups === undefined) return []
  const say = evidenceMessages[language]
  const { q, degreesOfFreedom, pValue } = subgroups.betweenRandom
  return [
    '',
    say.subgroups,
    table(subgroups.subgroups.map(({ level, random, studyCount }) => [...line(`${level} (${studyCount})`, random)])),
    `${say.interaction}: Q = ${formatNumber(q, 2, language)}, df = ${degreesOfFreedom}, ${pText(pValue, language)}`,
  ]
}

function regressionLines({ regression }: PairwiseAnalysis, language: Language): string[] {
  if (regression === undefined) return []
  const say = evidenceMessages[language]
  const number = (value: number): string => formatNumber(value, 4, language)
  const rows = regression.coefficients.map(({ name, estimate, lower, upper, pValue }) => [
    name,
    number(estimate),
    `[${number(lower)}; ${number(upper)}]`,
    pText(pValue, language),
  ])
  const explained =
    regression.rSquared === undefined ? [] : [`R² = ${formatNumber(regression.rSquared * 100, 1, language)}%`]
  return ['', say.regression, table(rows), [`tau² = ${number(regression.tauSquared)}`, ...explained].join('; ')]
}

function sensitivityLines(analysis: PairwiseAnalysis, line: Line, language: Language): string[] {
  const say = evidenceMessages[language]
  return [
    '',
    say.leaveOneOut,
    table(sensitivityOf(analysis).leaveOneOut.map(({ study, pooled }) => line(`− ${study}`, pooled))),
  ]
}

function biasLines(analysis: PairwiseAnalysis, line: Line, language: Language): string[] {
  const say = evidenceMessages[language]
  const { egger, begg, trimAndFill } = smallStudyEffectsOf(analysis)
  const few = analysis.studies.length < 10 ? [say.fewStudies] : []
  return [
    '',
    say.smallStudies,
    `Egger: ${pText(egger.slope.pValue, language)}; Begg: ${pText(begg.pValue, language)}`,
    table([line(`${say.trimAndFill} (+${trimAndFill.missingStudies})`, trimAndFill.pooled)]),
    ...few,
  ]
}

/** p = 0.012, p < 0.0001. */
export function pText(p: number, language: Language): string {
  if (p < 1e-4) return `p < ${language === 'nl' ? '0,0001' : '0.0001'}`
  return `p = ${p.toFixed(p < 0.01 ? 4 : 3).replace('.', language === 'nl' ? ',' : '.')}`
}
