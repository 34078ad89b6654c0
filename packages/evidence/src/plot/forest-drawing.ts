import type { Axis } from './axis.ts'
import type { Shape, TextShape } from './figure.ts'
import { type ForestColumn, type ForestLayout, forestSize } from './forest-layout.ts'
import type { ForestPlotInput, ForestPooled, ForestStudy } from './forest-plot.ts'
import { judgementMark } from './judgement.ts'
import { textWidth } from './text-width.ts'
import { formatNumber, type Language, plotWords } from './words.ts'

const { body, small, line, edge } = forestSize
/** From the middle of a line of text to the line on which its letters stand. */
const drop = 4.5

export function drawForestHead({ domains = [], language = 'en' }: ForestPlotInput, layout: ForestLayout): Shape[] {
  const { width, headBottom } = layout
  const words = plotWords[language]
  const heading = (text: string, x: number, fromBottom = 0): TextShape => ({
    kind: 'text',
    x,
    y: headBottom - 5 - fromBottom * line,
    text,
    size: body,
    bold: true,
  })
  const column = ({ heading: texts, right }: ForestColumn): TextShape[] =>
    texts.map((text, at) => ({ ...heading(text, right, texts.length - 1 - at), anchor: 'end' }))
  return [
    ...layout.title.shapes,
    heading(words.study, edge),
    ...[...layout.data, layout.estimate, ...(layout.weight === undefined ? [] : [layout.weight])].flatMap(column),
    ...domains.map(
      (name, at): TextShape => ({ ...heading(name, layout.domains[at] ?? 0), size: small, anchor: 'middle' }),
    ),
    { kind: 'line', x1: edge, x2: width - edge, y1: headBottom, y2: headBottom, stroke: 'ink', width: 1 },
  ]
}

/** The lines that run through all rows: no effect, the pooled estimate, the smallest important effect. */
export function drawForestLines({ rows, threshold }: ForestPlotInput, { axis, plot }: ForestLayout): Shape[] {
  const upright = (value: number) => ({
    kind: 'line' as const,
    x1: axis.place(value),
    x2: axis.place(value),
    y1: plot.top,
    y2: plot.bottom,
    width: 1,
  })
  const pooled = rows.findLast((row) => row.kind === 'pooled')
  return [
    { ...upright(0), stroke: 'tertiary' },
    ...(pooled === undefined ? [] : [{ ...upright(pooled.estimate), stroke: 'accent' as const, dash: [2, 3] }]),
    ...(threshold === undefined ? [] : [{ ...upright(threshold), stroke: 'series4' as const, dash: [6, 4] }]),
  ]
}

export function drawForestRows(input: ForestPlotInput, layout: ForestLayout): Shape[] {
  const greatest = Math.max(0, ...input.rows.map((row) => (row.kind === 'study' ? (row.weightPercent ?? 0) : 0)))
  return layout.lines.flatMap(({ row, label, y }) => {
    const isBold = row.kind === 'heading' || row.kind === 'pooled'
    const name = label.map(
      (text, at): TextShape => ({
        kind: 'text',
        x: edge,
        y: y + drop + at * line,
        text,
        size: row.kind === 'note' ? small : body,
        bold: isBold,
        fill: row.kind === 'note' ? 'secondary' : 'ink',
      }),
    )
    if (row.kind === 'heading' || row.kind === 'note') return name
    const marks = row.kind === 'study' ? drawStudy(row, layout, y, greatest) : drawPooled(row, input, layout, y)
    return [...name, ...drawNumbers(row, input, layout, y), ...marks]
  })
}

function drawNumbers(
  row: ForestStudy | ForestPooled,
  input: ForestPlotInput,
  layout: ForestLayout,
  y: number,
): Shape[] {
  const bold = row.kind === 'pooled'
  const number = (text: string, { right }: ForestColumn): TextShape => ({
    kind: 'text',
    x: right,
    y: y + drop,
    text,
    size: body,
    anchor: 'end',
    bold,
  })
  const weight = row.weightPercent
  return [
    ...layout.data.flatMap((column, at) => (row.data?.[at] === undefined ? [] : [number(row.data[at], column)])),
    number(`${layout.show(row.estimate)} ${layout.showInterval(row)}`, layout.estimate),
    ...(weight === undefined || layout.weight === undefined
      ? []
      : [number(`${formatNumber(weight, 1, input.language ?? 'en')}%`, layout.weight)]),
  ]
}

function drawStudy(row: ForestStudy, { axis, domains }: ForestLayout, y: number, greatest: number): Shape[] {
  const x = axis.place(row.estimate)
  const side = squareSide(row.weightPercent, greatest)
  return [
    { kind: 'line', x1: axis.place(row.lower), x2: axis.place(row.upper), y1: y, y2: y, stroke: 'ink', width: 1.25 },
    { kind: 'rectangle', x: x - side / 2, y: y - side / 2, w: side, h: side, fill: 'accent' },
    ...domains.flatMap((middle, at) => {
      const judgement = row.riskOfBias?.[at]
      return judgement === undefined ? [] : judgementMark(judgement, middle, y, forestSize.domain)
    }),
  ]
}

/** Its area follows the weight: 5 to 15 pixels a side. */
function squareSide(weightPercent: number | undefined, greatest: number): number {
  if (weightPercent === undefined || greatest <= 0) return 9
  return 5 + 10 * Math.sqrt(Math.max(weightPercent, 0) / greatest)
}

function drawPooled(row: ForestPooled, input: ForestPlotInput, layout: ForestLayout, y: number): Shape[] {
  const { axis } = layout
  const x = axis.place(row.estimate)
  const points = [
    [axis.place(row.lower), y],
    [x, y - 7],
    [axis.place(row.upper), y],
    [x, y + 7],
  ] as const
  const diamond: Shape = { kind: 'polygon', points, closed: true, fill: 'accent', stroke: 'accent', width: 1 }
  if (row.prediction === undefined) return [diamond]

  const second = y + line
  const text = layout.showInterval(row.prediction)
  const label = plotWords[input.language ?? 'en'].predictionInterval
  const isNamed = layout.lines.some((one) => one.row === row && one.label.length > 1)
  return [
    diamond,
    ...drawPrediction(axis, row.prediction, second),
    { kind: 'text', x: layout.estimate.right, y: second + drop, text, size: body, anchor: 'end' },
    ...(isNamed ? [] : [{ kind: 'text' as const, x: edge, y: second + drop, text: label, size: body }]),
  ]
}

function drawPrediction(axis: Axis, { lower, upper }: { lower: number; upper: number }, y: number): Shape[] {
  const [left, right] = [axis.place(lower), axis.place(upper)]
  const end = (x: number): Shape => ({ kind: 'line', x1: x, x2: x, y1: y - 4, y2: y + 4, stroke: 'accent', width: 2 })
  return [
    { kind: 'line', x1: left, x2: right, y1: y, y2: y, stroke: 'accent', width: 3, opacity: 0.75 },
    end(left),
    end(right),
  ]
}

export function drawForestAxis({ isRatio = false, language = 'en' }: ForestPlotInput, layout: ForestLayout): Shape[] {
  const { axis, plot, favours, notes } = layout
  const middle = (plot.left + plot.right) / 2
  const side = (texts: readonly string[], x: number, anchor: 'start' | 'end'): Shape[] =>
    texts.map((text, at) => ({
      kind: 'text',
      x,
      y: plot.bottom + 38 + at * 15,
      text,
      size: small,
      anchor,
      fill: 'secondary',
    }))
  return [
    { kind: 'line', x1: plot.left, x2: plot.right, y1: plot.bottom, y2: plot.bottom, stroke: 'ink', width: 1 },
    ...drawTicks(axis, plot.bottom, isRatio, language),
    ...side(favours.left, middle - 10, 'end'),
    ...side(favours.right, middle + 10, 'start'),
    ...notes.lines.map(
      (text, at): TextShape => ({
        kind: 'text',
        x: edge,
        y: notes.top + 14 + at * line,
        text,
        size: small,
        fill: 'secondary',
      }),
    ),
  ]
}

/** Ticks under a horizontal axis; a number that would touch the one before is left out. */
export function drawTicks(axis: Axis, y: number, isRatio: boolean, language: Language): Shape[] {
  let free = 0
  return axis.ticks.flatMap((tick): Shape[] => {
    const x = axis.place(tick)
    const text = showTick(axis, tick, isRatio, language)
    const half = textWidth(text, small) / 2
    const mark: Shape = { kind: 'line', x1: x, x2: x, y1: y, y2: y + 4, stroke: 'ink', width: 1 }
    if (x - half < free) return [mark]
    free = x + half + 6
    return [mark, { kind: 'text', x, y: y + 17, text, size: small, anchor: 'middle' }]
  })
}

/** The number beside a tick: a ratio without needless zeros, all else with the decimals of the axis. */
export function showTick({ decimals }: Axis, tick: number, isRatio: boolean, language: Language): string {
  if (!isRatio) return formatNumber(tick, decimals, language)
  const ratio = Math.exp(tick)
  const isExtreme = ratio < 0.001 || ratio >= 1e6
  const text = isExtreme ? ratio.toExponential(0) : String(Number(ratio.toPrecision(Math.max(3, decimals + 1))))
  return language === 'nl' ? text.replace('.', ',') : text
}
