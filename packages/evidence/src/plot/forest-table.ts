import type { Figure, FigureTable } from './figure.ts'
import type { ForestLayout } from './forest-layout.ts'
import type { ForestPlotInput, ForestPooled, ForestStudy } from './forest-plot.ts'
import { formatNumber, plotWords } from './words.ts'

/** What the plot shows, in a sentence and in numbers. */
export function tabulateForest(input: ForestPlotInput, layout: ForestLayout): Pick<Figure, 'description' | 'table'> {
  const { rows, columns = [], domains = [], effect, level = 95, language = 'en' } = input
  const words = plotWords[language]
  const hasWeights = layout.weight !== undefined
  const interval = words.interval(formatNumber(level, Number.isInteger(level) ? 0 : 1, language))
  const row = (one: ForestStudy | ForestPooled): string[] => [
    one.label,
    ...columns.map((_, at) => one.data?.[at] ?? ''),
    layout.show(one.estimate),
    ...[one.lower, one.upper].map(layout.show),
    ...(hasWeights ? [one.weightPercent === undefined ? '' : `${formatNumber(one.weightPercent, 1, language)}%`] : []),
    ...domains.map((_, at) => {
      const judgement = one.kind === 'study' ? one.riskOfBias?.[at] : undefined
      return judgement === undefined ? '' : words.judgement[judgement]
    }),
  ]
  const prediction = ({ prediction: range }: ForestPooled): string[][] => {
    if (range === undefined) return []
    const rest = [...(hasWeights ? [''] : []), ...domains.map(() => '')]
    const limits = [range.lower, range.upper].map(layout.show)
    return [[words.predictionInterval, ...columns.map(() => ''), '', ...limits, ...rest]]
  }
  const table: FigureTable = {
    columns: [
      words.study,
      ...columns,
      effect,
      words.lower(interval),
      words.upper(interval),
      ...(hasWeights ? [words.weight] : []),
      ...domains,
    ],
    rows: rows.flatMap((one) =>
      one.kind === 'study' ? [row(one)] : one.kind === 'pooled' ? [row(one), ...prediction(one)] : [],
    ),
  }
  return { description: describe(input, layout, interval), table }
}

function describe({ rows, effect, language = 'en' }: ForestPlotInput, layout: ForestLayout, interval: string): string {
  const words = plotWords[language]
  const studies = words.countOfStudies(rows.filter(({ kind }) => kind === 'study').length)
  const pooled = rows.findLast((row) => row.kind === 'pooled')
  if (pooled === undefined) return `${studies}.`
  return `${studies}. ${pooled.label}: ${effect} ${layout.show(pooled.estimate)}, ${interval} ${layout.showInterval(pooled)}.`
}
