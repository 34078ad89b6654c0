import { type Axis, axisOf } from './axis.ts'
import type { ForestPlotInput, ForestRow } from './forest-plot.ts'
import { textWidth, wrapText } from './text-width.ts'
import { type PlotTitle, titleOf } from './title.ts'
import { formatNumber, plotWords } from './words.ts'

/** Letter heights and distances of a forest plot, pixels. */
export const forestSize = { body: 13, small: 12, line: 17, edge: 16, gap: 18, domain: 8 }
const { body, small, line, edge, gap } = forestSize
const plotWidth = 320
const widestLabel = 260
const widestData = 140
const widestEstimate = 190
/** Room between the ends of the axis and the marks. */
const margin = 6

/** A column of texts that end at the same pixel. */
export interface ForestColumn {
  readonly heading: readonly string[]
  readonly right: number
}

export interface ForestLine {
  readonly row: ForestRow
  readonly label: readonly string[]
  /** The middle of its first line. */
  readonly y: number
}

/** Where everything stands. */
export interface ForestLayout {
  readonly width: number
  readonly height: number
  readonly title: PlotTitle
  readonly headBottom: number
  readonly data: readonly ForestColumn[]
  readonly estimate: ForestColumn
  readonly weight?: ForestColumn
  /** The middle of each column of judgements. */
  readonly domains: readonly number[]
  readonly plot: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number }
  readonly lines: readonly ForestLine[]
  readonly axis: Axis
  readonly favours: { readonly left: readonly string[]; readonly right: readonly string[] }
  /** Notes after the last row, under the axis. */
  readonly notes: { readonly lines: readonly string[]; readonly top: number }
  /** An effect as printed, ratios as ratios. */
  show(value: number): string
  showInterval(interval: { readonly lower: number; readonly upper: number }): string
}

export function layOutForest(input: ForestPlotInput): ForestLayout {
  const { isRatio = false, decimals = 2, language = 'en', favours } = input
  const end = input.rows.findLastIndex(({ kind }) => kind !== 'note') + 1
  const rows = input.rows.slice(0, end)
  const words = plotWords[language]
  const show = (value: number): string => formatNumber(isRatio ? Math.exp(value) : value, decimals, language)
  const showInterval = ({ lower, upper }: { lower: number; upper: number }): string =>
    `[${show(lower)}; ${show(upper)}]`
  const columns = placeColumns(input, show, showInterval)

  const title = titleOf(input.title, columns.width - 2 * edge)
  const headLines = Math.max(1, ...[...columns.data, columns.estimate].map(({ heading }) => heading.length))
  const headBottom = title.bottom + 8 + headLines * line
  const lines = placeLines(rows, headBottom + 9, columns.plot.left - gap - edge)
  const bottom = headBottom + 6 + sumOf(rows.map((row) => heightOf(row, columns.plot.left - gap - edge))) + 4

  const half = plotWidth / 2 - 10
  const sides = {
    left: favours === undefined ? [] : wrapText(`${words.favours} ${favours.left}`, small, half),
    right: favours === undefined ? [] : wrapText(`${words.favours} ${favours.right}`, small, half),
  }
  const sideLines = Math.max(sides.left.length, sides.right.length)
  const notesTop = bottom + 26 + (sideLines > 0 ? 8 + sideLines * 15 : 0)
  const notes = input.rows.slice(end).flatMap(({ label }) => wrapText(label, small, columns.width - 2 * edge))
  return {
    ...columns,
    title,
    headBottom,
    lines,
    axis: axisOf({
      values: rows.flatMap(extentOf),
      include: [0, ...(input.threshold === undefined ? [] : [input.threshold])],
      from: columns.plot.left + margin,
      to: columns.plot.right - margin,
      isLogarithmic: isRatio,
    }),
    plot: { ...columns.plot, top: headBottom + 6, bottom },
    favours: sides,
    notes: { lines: notes, top: notesTop },
    height: notesTop + (notes.length > 0 ? 6 + notes.length * line : 0) + edge - 4,
    show,
    showInterval,
  }
}

function placeColumns(
  { rows, columns = [], domains = [], effect, level = 95, language = 'en' }: ForestPlotInput,
  show: ForestLayout['show'],
  showInterval: ForestLayout['showInterval'],
) {
  const words = plotWords[language]
  const estimated = rows.filter((row) => 'estimate' in row)
  const labels = rows.filter(({ kind }) => kind !== 'note').flatMap((row) => labelOf(row, 0))
  let right = edge + Math.max(textWidth(words.study, body, true), ...labels.map((text) => textWidth(text, body, true)))

  /** Puts a column to the right of the one before. */
  const place = (name: string, texts: readonly string[], widest: number): ForestColumn => {
    const heading = wrapText(name, body, widest, true)
    right += gap + Math.max(...[...heading, ...texts].map((text) => textWidth(text, body, true)))
    return { heading, right }
  }
  const data = columns.map((name, at) =>
    place(
      name,
      estimated.map((row) => row.data?.[at] ?? ''),
      widestData,
    ),
  )
  const left = right + gap
  right = left + plotWidth
  const plot = { left, right }
  const intervals = estimated.map((row) => `${show(row.estimate)} ${showInterval(row)}`)
  const predictions = rows.flatMap((row) =>
    row.kind === 'pooled' && row.prediction ? [showInterval(row.prediction)] : [],
  )
  const interval = words.interval(formatNumber(level, Number.isInteger(level) ? 0 : 1, language))
  const estimate = place(`${effect} [${interval}]`, [...intervals, ...predictions], widestEstimate)
  const hasWeights = estimated.some(({ weightPercent }) => weightPercent !== undefined)
  const weight = hasWeights ? place(words.weight, ['100,0%'], widestData) : undefined

  const step = Math.max(24, ...domains.map((name) => textWidth(name, small, true) + 8))
  const middles = domains.map((_, at) => right + gap + step * (at + 0.5))
  const end = domains.length > 0 ? right + gap + step * domains.length : right
  return { data, plot, estimate, ...(weight === undefined ? {} : { weight }), domains: middles, width: end + edge }
}

function placeLines(rows: readonly ForestRow[], top: number, widestNote: number): ForestLine[] {
  let y = top + line / 2
  return rows.map((row) => {
    const placed = { row, label: labelOf(row, widestNote), y }
    y += heightOf(row, widestNote)
    return placed
  })
}

function heightOf(row: ForestRow, widestNote: number): number {
  const least = row.kind === 'pooled' && row.prediction !== undefined ? 2 : 1
  return 6 + line * Math.max(labelOf(row, widestNote).length, least) + (row.kind === 'pooled' ? 4 : 0)
}

/** The label in lines; notes stay left of the picture, so that no line runs through them. */
function labelOf(row: ForestRow, widestNote: number): string[] {
  if (row.kind === 'note') return wrapText(row.label, small, widestNote)
  return wrapText(row.label, body, widestLabel, row.kind !== 'study')
}

function extentOf(row: ForestRow): number[] {
  if (!('estimate' in row)) return []
  const prediction = row.kind === 'pooled' && row.prediction !== undefined ? row.prediction : row
  return [row.estimate, row.lower, row.upper, prediction.lower, prediction.upper]
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)
