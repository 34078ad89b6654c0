import type { Language } from '@dosis/domain'
import { type Interval, predictEffects, type PooledEffect, regress, twoSidedQuantile } from '@dosis/evidence/pairwise'
import {
  baujatPlot,
  bubblePlot,
  type Figure,
  type ForestRow,
  type ForestStudy,
  forestPlot,
  funnelPlot,
  type Judgement,
  riskOfBiasSummary,
  trafficLightPlot,
} from '@dosis/evidence/plot'
import { formatNumber } from '@dosis/evidence/table'
import { BadInput } from '../bad-input.ts'
import { judgementOf } from './judgement-words.ts'
import { evidenceMessages } from './messages.ts'
import { pText } from './pool-for-people.ts'
import { type PairwiseAnalysis, type PoolRequest, sensitivityOf, smallStudyEffectsOf } from './pool-table.ts'

export const pairwiseKinds = [
  'forest',
  'cumulative',
  'leave-one-out',
  'funnel',
  'baujat',
  'bubble',
  'risk-of-bias',
  'risk-of-bias-summary',
] as const
export type PairwiseKind = (typeof pairwiseKinds)[number]

export interface FigureRequest extends PoolRequest {
  readonly title: string
  readonly language: Language
  readonly favours: { readonly left: string; readonly right: string } | undefined
  readonly threshold: number | undefined
  /** Columns with judgements of risk of bias; the last one is the overall judgement when it is named so. */
  readonly domains: readonly string[]
  readonly contours: boolean
  readonly fill: boolean
}

/** Draws one picture of a pairwise analysis. */
export function drawPairwise(kind: PairwiseKind, analysis: PairwiseAnalysis, request: FigureRequest): Figure {
  const { title, language } = request
  const { measure, isRatio, studies, pooled } = analysis
  const effect = measure === 'GEN' ? evidenceMessages[language].effect : measure
  switch (kind) {
    case 'forest':
      return forestPlot({
        ...common(analysis, request),
        rows: forestRows(analysis, request),
        domains: shortNames(request),
      })
    case 'cumulative':
    case 'leave-one-out':
      return forestPlot({
        ...common(analysis, request),
        rows: [...stepsOf(kind, analysis), pooledRow(analysis, language)],
      })
    case 'funnel': {
      const filled = request.fill ? smallStudyEffectsOf(analysis).trimAndFill.filled : []
      const points = [...studies, ...filled].map(({ study, estimate, variance }, at) => ({
        label: study,
        estimate,
        standardError: Math.sqrt(variance),
        isFilled: at >= studies.length,
      }))
      return funnelPlot({
        title,
        points,
        effect,
        centre: pooled.estimate,
        isRatio,
        hasContours: request.contours,
        language,
      })
    }
    case 'baujat': {
      const points = sensitivityOf(analysis).baujat.map(({ study, heterogeneity, influence }) => ({
        label: study,
        contribution: heterogeneity,
        influence,
      }))
      return baujatPlot({ title, points, language })
    }
    case 'bubble':
      return drawBubbles(analysis, request, effect)
    case 'risk-of-bias':
    case 'risk-of-bias-summary': {
      const judged = judgementsOf(analysis, request)
      return (kind === 'risk-of-bias' ? trafficLightPlot : riskOfBiasSummary)({
        title,
        domains: domainNames(request),
        studies: judged,
        language,
      })
    }
  }
}

const common = (
  { measure, isRatio, pooled }: PairwiseAnalysis,
  { title, language, favours, threshold }: FigureRequest,
) => ({
  title,
  isRatio,
  effect: measure === 'GEN' ? evidenceMessages[language].effect : measure,
  level: pooled.conventions.level * 100,
  language,
  ...(favours === undefined ? {} : { favours }),
  ...(threshold === undefined ? {} : { threshold: isRatio ? Math.log(threshold) : threshold }),
})

function forestRows(analysis: PairwiseAnalysis, request: FigureRequest): ForestRow[] {
  const { studies, pooled, subgroups, labels } = analysis
  const { language } = request
  const quantile = twoSidedQuantile(pooled.conventions.level, Number.POSITIVE_INFINITY)
  const bias = request.domains.length === 0 ? undefined : judgementsOf(analysis, request)
  const rows = studies.map(({ study, estimate, variance }, at): ForestStudy => {
    const half = quantile * Math.sqrt(variance)
    const judged = bias?.[at]
    return {
      kind: 'study',
      label: study,
      estimate,
      lower: estimate - half,
      upper: estimate + half,
      weightPercent: (pooled.weights[at] ?? 0) * 100,
      ...(judged === undefined
        ? {}
        : { riskOfBias: [...judged.judgements, ...(judged.overall === undefined ? [] : [judged.overall])] }),
    }
  })
  const end: ForestRow[] = [pooledRow(analysis, language), { kind: 'note', label: heterogeneityText(pooled, language) }]
  if (subgroups === undefined || request.subgroup === undefined) return [...rows, ...end]
  const column = request.subgroup
  const groups = subgroups.subgroups.flatMap(({ level, random }): ForestRow[] => [
    { kind: 'heading', label: level },
    ...rows.filter((_, at) => labels[at]?.texts[column] === level),
    { kind: 'pooled', label: `${evidenceMessages[language].subtotal} ${level}`, ...random },
  ])
  const { q, degreesOfFreedom, pValue } = subgroups.betweenRandom
  const say = evidenceMessages[language]
  const interaction = `${say.interaction}: Q = ${formatNumber(q, 2, language)}, df = ${degreesOfFreedom}, ${pText(pValue, language)}`
  return [...groups, ...end, { kind: 'note', label: interaction }]
}

function pooledRow({ pooled }: PairwiseAnalysis, language: Language): ForestRow {
  const { estimate, lower, upper, prediction } = pooled
  const label = evidenceMessages[language].pooled
  return { kind: 'pooled', label, estimate, lower, upper, ...(prediction === undefined ? {} : { prediction }) }
}

function stepsOf(kind: 'cumulative' | 'leave-one-out', analysis: PairwiseAnalysis): ForestRow[] {
  const { leaveOneOut, cumulative } = sensitivityOf(analysis)
  const steps = kind === 'cumulative' ? cumulative : leaveOneOut
  return steps.map(({ study, pooled: { estimate, lower, upper } }) => ({
    kind: 'study',
    label: `${kind === 'cumulative' ? '+' : '−'} ${study}`,
    estimate,
    lower,
    upper,
  }))
}

function heterogeneityText({ tauSquared, heterogeneity, conventions }: PooledEffect, language: Language): string {
  const number = (value: number, decimals: number): string => formatNumber(value, decimals, language)
  const { q, degreesOfFreedom, pValue, iSquared } = heterogeneity
  const parts = [
    `tau² = ${number(tauSquared, 3)}`,
    `Q = ${number(q, 2)}, df = ${degreesOfFreedom} (${pText(pValue, language)})`,
    `I² = ${number(iSquared * 100, 0)}%`,
  ]
  return `${evidenceMessages[language].heterogeneity}: ${parts.join('; ')}. ${conventions.method}, ${conventions.interval}.`
}

function drawBubbles(analysis: PairwiseAnalysis, request: FigureRequest, effect: string): Figure {
  const [name] = request.moderators
  const values = analysis.labels
    .map(({ moderators }) => (name === undefined ? undefined : moderators[name]))
    .filter((value) => value !== undefined)
  if (name === undefined || values.length !== analysis.studies.length) {
    const message = name === undefined ? 'a bubble plot needs a moderator' : `${name} needs a number for every study`
    throw new BadInput(request.file, [{ path: '--moderators', message }])
  }
  const fitted = regress(analysis.studies, [{ name, values }], request.options)
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const grid = Array.from({ length: 41 }, (_, at) => low + ((high - low) * at) / 40)
  const predicted = predictEffects(
    fitted,
    grid.map((value) => [value]),
  )
  return bubblePlot({
    title: request.title,
    points: analysis.studies.map(({ study, estimate }, at) => ({
      label: study,
      moderator: values[at] ?? Number.NaN,
      estimate,
      weight: fitted.weights[at] ?? 0,
    })),
    regression: predicted.map(({ estimate, lower, upper }: Interval & { readonly estimate: number }, at) => ({
      moderator: grid[at] ?? Number.NaN,
      estimate,
      lower,
      upper,
    })),
    moderator: name,
    effect,
    isRatio: analysis.isRatio,
    language: request.language,
  })
}

const isOverall = (name: string): boolean => /^(overall|totaal|total)$/i.test(name)
const domainNames = ({ domains }: FigureRequest): string[] => domains.filter((name) => !isOverall(name))
const shortNames = ({ domains }: FigureRequest): string[] =>
  domains.map((name, at) => (name.length <= 8 ? name : `D${at + 1}`))

function judgementsOf({ studies, labels, pooled }: PairwiseAnalysis, request: FigureRequest) {
  const { domains, file } = request
  if (domains.length === 0)
    throw new BadInput(file, [{ path: '--risk-of-bias', message: 'needs the columns with the judgements' }])
  const judge = (row: number, name: string): Judgement => {
    const text = labels[row]?.texts[name]
    if (text === undefined) throw new BadInput(file, [{ path: '--risk-of-bias', message: `no column named "${name}"` }])
    return judgementOf(text, file, name, labels[row]?.row ?? row + 1)
  }
  const overall = domains.find(isOverall)
  return studies.map(({ study }, row) => ({
    study,
    judgements: domainNames(request).map((name) => judge(row, name)),
    weight: pooled.weights[row] ?? 0,
    ...(overall === undefined ? {} : { overall: judge(row, overall) }),
  }))
}
