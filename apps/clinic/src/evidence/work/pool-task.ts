import { effectSizes, isMeasure, measures, poolable, type Measure } from '@dosis/evidence/effect-size'
import { InputProblemError } from '@dosis/evidence'
import {
  baujat,
  conventionsOf,
  eggerTest,
  leaveOneOut,
  pool,
  poolCumulatively,
  type PooledEffect,
  type PoolingOptions,
  poolSubgroups,
  qProfileInterval,
  trimAndFill,
  twoSidedQuantile,
} from '@dosis/evidence/pairwise'
import { baujatPlot, type Figure, type ForestRow, forestPlot, type ForestStudy, funnelPlot } from '@dosis/evidence/plot'
import {
  formatNumber,
  measureThatFits,
  pairwiseRScript,
  readStudies,
  recogniseColumns,
  type StudyLabels,
} from '@dosis/evidence/table'
import { toCsv } from './to-csv.ts'
import type { PairwiseFigure, PoolAnswer, PoolTask } from './protocol.ts'

/** One study on the scale of the analysis, with the row it came from. */
interface Effect {
  readonly study: string
  readonly estimate: number
  readonly variance: number
  readonly row: number
}

interface Analysis {
  readonly task: PoolTask
  readonly measure: Measure
  readonly isRatio: boolean
  readonly effects: readonly Effect[]
  readonly options: PoolingOptions
  readonly pooled: PooledEffect
  /** Data of a row as it was read. */
  readonly dataOf: (row: number) => Readonly<Record<string, unknown>>
  readonly labelOf: (row: number) => StudyLabels | undefined
}

/**
 * Pools the studies of a table, with all that a page about them shows.
 * @throws {InputProblemError} naming rows and columns
 */
export function poolTable(task: PoolTask): PoolAnswer {
  const measure = task.measure ?? measureThatFits(task.table)
  if (measure === undefined || !isMeasure(measure)) {
    throw new InputProblemError([
      { message: `the columns fit no measure; the table has ${task.table.columns.join(', ')}` },
    ])
  }
  const { preset, method, interval, level } = task
  const options: PoolingOptions = {
    preset,
    ...(method !== undefined && { method }),
    ...(interval !== undefined && { interval }),
    ...(level !== undefined && { level }),
  }
  const conventions = conventionsOf(options)
  const read = readStudies(task.table, measure, task.control === undefined ? {} : { control: task.control })
  const variance =
    measure === 'SMD'
      ? ({ LS: 'LS', 'exact Hedges': 'UB', 'RevMan 5': 'RevMan 5' } as const)[conventions.standardizedMeanDifference]
      : undefined
  const sizes = effectSizes(measure, read.studies, {
    ...(variance !== undefined && { variance }),
    zeroCells: { program: conventions.preset },
  })
  const rowOf = (place: number) => read.labels[place - 1]?.row ?? place
  const all = sizes.studies.map((study) => ({ ...study, row: rowOf(study.row), place: study.row }))
  const effects = all.flatMap(({ study, estimate, variance: own, row }): Effect[] =>
    estimate === undefined || own === undefined || task.leftOut.includes(row)
      ? []
      : [{ study, estimate, variance: own, row }],
  )
  if (effects.length === 0) {
    const reasons = all.flatMap(({ row, reason }) => (reason === undefined ? [] : [{ row, message: reason }]))
    throw new InputProblemError(reasons.length > 0 ? reasons : [{ message: 'no study is left to pool' }])
  }
  const pooled = pool(effects, options)
  const placeOf = new Map(all.map(({ row, place }) => [row, place]))
  const analysis: Analysis = {
    task,
    measure,
    isRatio: measures[measure].scale === 'logRatio',
    effects,
    options,
    pooled,
    dataOf: (row) => (read.studies[(placeOf.get(row) ?? 0) - 1] ?? {}) as unknown as Readonly<Record<string, unknown>>,
    labelOf: (row) => read.labels.find((label) => label.row === row),
  }
  const several = effects.length > 1
  const isCommon = pooled.conventions.method === 'common'
  const limits = several
    ? qProfileInterval(
        poolable({ ...sizes, studies: sizes.studies.filter(({ row }) => !task.leftOut.includes(rowOf(row))) }),
        {
          ...options,
          method: isCommon ? 'DL' : pooled.conventions.method,
        },
      ).tauSquared
    : undefined
  const filled = effects.length > 2 ? attempt(() => trimAndFill(effects, options)) : undefined
  const egger = effects.length > 2 ? attempt(() => eggerTest(effects)) : undefined
  const weights = new Map(effects.map(({ row }, at) => [row, (pooled.weights[at] ?? 0) * 100]))
  const { heterogeneity } = pooled
  const answer = {
    kind: 'pool' as const,
    measure,
    isRatio: analysis.isRatio,
    conventions: pooled.conventions,
    variance: sizes.variance,
    pooled: { estimate: pooled.estimate, lower: pooled.lower, upper: pooled.upper, pValue: pooled.pValue },
    prediction: pooled.prediction,
    tauSquared: pooled.tauSquared,
    tauSquaredLimits:
      limits === undefined || limits.lower === undefined || limits.upper === undefined
        ? undefined
        : { lower: limits.lower, upper: limits.upper },
    q: heterogeneity.q,
    degreesOfFreedom: heterogeneity.degreesOfFreedom,
    qPValue: heterogeneity.pValue,
    iSquared: heterogeneity.iSquared,
    studyCount: effects.length,
    participants: participantsOf(analysis),
    studies: all.map(({ row, study, reason }) => ({
      row,
      study,
      isLeftOut: task.leftOut.includes(row),
      ...(reason !== undefined && { reason }),
      ...(weights.has(row) && { weightPercent: weights.get(row) as number }),
    })),
    categories: categoriesOf(analysis),
    egger:
      egger === undefined ? undefined : { pValue: egger.slope.pValue, degreesOfFreedom: egger.slope.degreesOfFreedom },
    trimAndFill:
      filled === undefined
        ? undefined
        : {
            missingStudies: filled.missingStudies,
            estimate: filled.pooled.estimate,
            lower: filled.pooled.lower,
            upper: filled.pooled.upper,
          },
  }
  return { ...answer, figures: drawAll(analysis), downloads: downloadsOf(analysis, answer) }
}

/** Some tests need more variety than the studies have; they are then absent. */
function attempt<Result>(compute: () => Result): Result | undefined {
  try {
    return compute()
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

const numberIn = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined)

function participantsOf({ effects, dataOf }: Analysis): number | undefined {
  let sum = 0
  for (const { row } of effects) {
    const data = dataOf(row)
    const single = numberIn(data['total'])
    const [one, other] = [numberIn(data['total1']), numberIn(data['total2'])]
    if (single === undefined && (one === undefined || other === undefined)) return undefined
    sum += single ?? (one ?? 0) + (other ?? 0)
  }
  return sum
}

/** Columns whose texts repeat, so that they may be subgroups. */
function categoriesOf({ effects, labelOf, task }: Analysis): string[] {
  const { at, others } = recogniseColumns(task.table)
  const named = at.get('subgroup')
  const names = [...(named === undefined ? [] : [task.table.columns[named] ?? '']), ...others]
  return names.filter((name) => {
    const texts = effects.map(({ row }) => labelOf(row)?.texts[name] ?? '')
    const different = new Set(texts).size
    return !texts.includes('') && different > 1 && different < texts.length && different <= 12
  })
}

function drawAll(analysis: Analysis): Partial<Record<PairwiseFigure, Figure>> {
  const { task, effects, pooled, options, isRatio, measure } = analysis
  const { language, title, words } = task
  const several = effects.length > 1
  const effect = measure === 'GEN' ? words.effect : measure
  const points = effects.map(({ study, estimate, variance }) => ({
    label: study,
    estimate,
    standardError: Math.sqrt(variance),
  }))
  const steps = (
    list: readonly { study: string; pooled: { estimate: number; lower: number; upper: number } }[],
    sign: string,
  ) =>
    list.map(
      ({ study, pooled: { estimate, lower, upper } }): ForestStudy => ({
        kind: 'study',
        label: `${sign} ${study}`,
        estimate,
        lower,
        upper,
      }),
    )
  const subgroups = task.subgroup === undefined || !several ? undefined : subgroupRows(analysis, task.subgroup)
  const common = commonOf(analysis)
  return {
    forest: forestPlot({ ...common, ...dataColumns(analysis), rows: [...studyRows(analysis), ...endRows(analysis)] }),
    ...(subgroups !== undefined && {
      subgroups: forestPlot({ ...common, ...dataColumns(analysis), rows: subgroups }),
    }),
    ...(several && {
      leaveOneOut: forestPlot({ ...common, rows: [...steps(leaveOneOut(effects, options), '−'), pooledRow(analysis)] }),
      cumulative: forestPlot({ ...common, rows: steps(poolCumulatively(effects, undefined, options), '+') }),
      funnel: funnelPlot({ title, points, effect, centre: pooled.estimate, isRatio, hasContours: true, language }),
      baujat: baujatPlot({
        title,
        points: baujat(effects).map(({ study, heterogeneity, influence }) => ({
          label: study,
          contribution: heterogeneity,
          influence,
        })),
        language,
      }),
    }),
  }
}

const commonOf = ({ task, measure, isRatio, pooled }: Analysis) => ({
  title: task.title,
  isRatio,
  effect: measure === 'GEN' ? task.words.effect : measure,
  level: pooled.conventions.level * 100,
  language: task.language,
  ...(task.favours !== undefined && { favours: task.favours }),
  ...(task.threshold !== undefined && { threshold: isRatio ? Math.log(task.threshold) : task.threshold }),
})

/** Means with their deviations, or events, and group sizes: the data beside a study as journals print them. */
function dataColumns({ task: { words }, effects, dataOf }: Analysis): { columns?: readonly string[] } {
  const data = dataOf(effects[0]?.row ?? 1)
  const groups = [words.treated, words.control]
  if ('mean1' in data && 'sd1' in data && 'total1' in data) return { columns: groups.flatMap((name) => [name, 'n']) }
  if ('events1' in data && 'total1' in data) return { columns: groups }
  return {}
}

function dataTexts({ task: { language }, dataOf }: Analysis, row: number): { data?: readonly string[] } {
  const data = dataOf(row)
  const show = (key: string): string => {
    const value = numberIn(data[key])
    if (value === undefined) return '–'
    const text = String(value).replace('-', '−')
    return language === 'nl' ? text.replace('.', ',') : text
  }
  if ('mean1' in data && 'sd1' in data && 'total1' in data)
    return {
      data: ['1', '2'].flatMap((group) => [`${show(`mean${group}`)} (${show(`sd${group}`)})`, show(`total${group}`)]),
    }
  if ('events1' in data && 'total1' in data)
    return { data: ['1', '2'].map((group) => `${show(`events${group}`)}/${show(`total${group}`)}`) }
  return {}
}

function studyRows(analysis: Analysis): (ForestStudy & { readonly row: number })[] {
  const { effects, pooled } = analysis
  const quantile = twoSidedQuantile(pooled.conventions.level, Number.POSITIVE_INFINITY)
  return effects.map(({ study, estimate, variance, row }, at) => ({
    kind: 'study',
    label: study,
    estimate,
    lower: estimate - quantile * Math.sqrt(variance),
    upper: estimate + quantile * Math.sqrt(variance),
    weightPercent: (pooled.weights[at] ?? 0) * 100,
    row,
    ...dataTexts(analysis, row),
  }))
}

function pooledRow({ pooled: { estimate, lower, upper, prediction }, task: { words } }: Analysis): ForestRow {
  return {
    kind: 'pooled',
    label: words.pooled,
    estimate,
    lower,
    upper,
    ...(prediction !== undefined && { prediction }),
  }
}

function endRows(analysis: Analysis): ForestRow[] {
  const { pooled, task } = analysis
  const { q, degreesOfFreedom, pValue, iSquared } = pooled.heterogeneity
  const show = (value: number, decimals: number) => formatNumber(value, decimals, task.language)
  const parts = [
    `tau² = ${show(pooled.tauSquared, 3)}`,
    `Q = ${show(q, 2)}, df = ${degreesOfFreedom} (${pText(pValue, task)})`,
    `I² = ${show(iSquared * 100, 0)}%`,
  ]
  return [pooledRow(analysis), { kind: 'note', label: `${task.words.heterogeneity}: ${parts.join('; ')}` }]
}

function pText(p: number | undefined, { language }: PoolTask): string {
  if (p === undefined) return 'p –'
  return p < 0.001 ? `p < ${formatNumber(0.001, 3, language)}` : `p = ${formatNumber(p, 3, language)}`
}

function subgroupRows(analysis: Analysis, column: string): ForestRow[] | undefined {
  const { effects, options, labelOf, task } = analysis
  const texts = effects.map(({ row }) => labelOf(row)?.texts[column] ?? '')
  if (texts.includes('') || new Set(texts).size < 2) return undefined
  const found = poolSubgroups(effects, texts, options)
  const rows = studyRows(analysis)
  const groups = found.subgroups.flatMap(({ level, random: { estimate, lower, upper } }): ForestRow[] => [
    { kind: 'heading', label: level },
    ...rows.filter((_, at) => texts[at] === level),
    { kind: 'pooled', label: `${task.words.subtotal} ${level}`, estimate, lower, upper },
  ])
  const { q, degreesOfFreedom, pValue } = found.betweenRandom
  const note = `${task.words.interaction}: Q = ${formatNumber(q, 2, task.language)}, df = ${degreesOfFreedom} (${pText(pValue, task)})`
  return [...groups, ...endRows(analysis), { kind: 'note', label: note }]
}

function downloadsOf(analysis: Analysis, answer: Omit<PoolAnswer, 'figures' | 'downloads'>): PoolAnswer['downloads'] {
  const { task, measure, effects, pooled, isRatio } = analysis
  const scale = isRatio ? 'natural logarithm' : 'unit of the data'
  const rows = studyRows(analysis).map(({ label, estimate, lower, upper, weightPercent }) => [
    label,
    estimate,
    lower,
    upper,
    weightPercent ?? '',
  ])
  const last = ['pooled', pooled.estimate, pooled.lower, pooled.upper, 100]
  return {
    json: `${JSON.stringify({ title: task.title, scale, ...answer }, null, 2)}\n`,
    csv: toCsv(['study', 'estimate', 'lower', 'upper', 'weight percent'], [...rows, last]),
    r: pairwiseRScript({ title: task.title, measure, studies: effects, conventions: pooled.conventions, bias: true }),
  }
}
