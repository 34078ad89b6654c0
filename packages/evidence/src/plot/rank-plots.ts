import { refuseUndrawable, refuseUndrawableCells } from './refuse-undrawable.ts'
import type { ColourName, Figure, Shape, TextShape } from './figure.ts'
import { textWidth, wrapText } from './text-width.ts'
import { formatNumber, type Language, plotWords } from './words.ts'
import { titleOf } from './title.ts'

export interface RankedTreatment {
  readonly treatment: string
  /** Probability of rank 1, 2, … n; sums to 1. */
  readonly probabilities: readonly number[]
  /** Mean of the cumulative probabilities of ranks 1 … n − 1. */
  readonly sucra: number
}

export interface RankPlotInput {
  readonly title: string
  readonly treatments: readonly RankedTreatment[]
  readonly language?: Language
}

const edge = 16
const panel = { width: 150, height: 84, gapX: 34, head: 40, foot: 24 }

/** Rankogram: for each treatment how probable every rank is. */
export const rankogram = (input: RankPlotInput): Figure => smallMultiples(input, 'bars')

/** SUCRA curves: for each treatment how probable this rank or a better one is. */
export const sucraCurves = (input: RankPlotInput): Figure => smallMultiples(input, 'curve')

/** A small plot for each treatment, the best first, all on the same axes. */
function smallMultiples({ title, treatments, language = 'en' }: RankPlotInput, form: 'bars' | 'curve'): Figure {
  refuseUndrawable(treatments, ['sucra'])
  refuseUndrawableCells(
    treatments.map(({ probabilities }) => probabilities),
    'probabilities',
  )
  const words = plotWords[language]
  const ordered = treatments.toSorted((a, b) => b.sucra - a.sucra)
  const columns = Math.min(Math.max(ordered.length, 1), 5)
  const left = edge + 34
  const names = ordered.map(({ treatment }) => wrapText(treatment, 12, panel.width, true))
  const head = 30 + 15 * Math.max(1, ...names.map((lines) => lines.length))
  const rowHeight = head + panel.height + panel.foot + 8
  const width = Math.max(left + columns * (panel.width + panel.gapX) - panel.gapX + edge, 360)
  const heading = titleOf(title, width - 2 * edge)
  const top = heading.bottom + 4
  const shapes = ordered.flatMap((treatment, at) => {
    const x = left + (at % columns) * (panel.width + panel.gapX)
    const y = top + Math.floor(at / columns) * rowHeight
    return drawPanel({
      treatment,
      name: names[at] ?? [],
      x,
      y: y + head,
      isFirst: at % columns === 0,
      form,
      language,
    })
  })
  const rows = Math.ceil(ordered.length / columns)
  const bottom = top + rows * rowHeight
  const count = Math.max(0, ...treatments.map(({ probabilities }) => probabilities.length))
  return {
    title,
    description: ordered
      .map(({ treatment, sucra }) => `${treatment}: ${words.sucra} ${formatNumber(sucra * 100, 0, language)}%`)
      .join('; '),
    width,
    height: bottom + 24 + edge,
    shapes: [
      ...heading.shapes,
      ...shapes,
      {
        kind: 'text',
        x: left,
        y: bottom + 12,
        text: `${words.rank} → · ${form === 'bars' ? words.probability : words.cumulativeProbability} ↑`,
        size: 12,
        fill: 'secondary',
      },
    ],
    table: {
      columns: [words.treatment, words.sucra, ...Array.from({ length: count }, (_, at) => `${words.rank} ${at + 1}`)],
      rows: ordered.map(({ treatment, sucra, probabilities }) => [
        treatment,
        formatNumber(sucra, 3, language),
        ...probabilities.map((share) => formatNumber(share, 3, language)),
      ]),
    },
  }
}

interface PanelInput {
  readonly treatment: RankedTreatment
  readonly name: readonly string[]
  readonly x: number
  readonly y: number
  readonly isFirst: boolean
  readonly form: 'bars' | 'curve'
  readonly language: Language
}

function drawPanel({ treatment, name, x, y, isFirst, form, language }: PanelInput): Shape[] {
  const { width, height } = panel
  const words = plotWords[language]
  const bottom = y + height
  const count = treatment.probabilities.length
  const step = width / Math.max(count, 1)
  const place = (share: number): number => bottom - share * height
  const colour: ColourName = 'accent'
  const marks =
    form === 'bars'
      ? drawBars(treatment.probabilities, x, step, place, colour)
      : drawCurve(treatment.probabilities, x, step, place, colour)
  const every = Math.max(1, Math.ceil((textWidth('00', 11) + 6) / step))
  return [
    ...name.map(
      (text, at): TextShape => ({
        kind: 'text',
        x,
        y: y - 25 - (name.length - 1 - at) * 15,
        text,
        size: 12,
        bold: true,
      }),
    ),
    {
      kind: 'text',
      x,
      y: y - 8,
      text: `${words.sucra} ${formatNumber(treatment.sucra * 100, 0, language)}%`,
      size: 12,
      fill: 'secondary',
    },
    ...[0, 0.5, 1].flatMap((share): Shape[] => [
      {
        kind: 'line',
        x1: x,
        x2: x + width,
        y1: place(share),
        y2: place(share),
        stroke: share === 0 ? 'ink' : 'line',
        width: 1,
      },
      ...(isFirst
        ? [
            {
              kind: 'text' as const,
              x: x - 6,
              y: place(share) + 4,
              text: `${share * 100}%`,
              size: 11,
              anchor: 'end' as const,
              fill: 'secondary' as const,
            },
          ]
        : []),
    ]),
    ...marks,
    ...Array.from({ length: count }, (_, at) => at)
      .filter((at) => at % every === 0)
      .map(
        (at): TextShape => ({
          kind: 'text',
          x: x + step * (at + 0.5),
          y: bottom + 14,
          text: String(at + 1),
          size: 11,
          anchor: 'middle',
          fill: 'secondary',
        }),
      ),
  ]
}

const drawBars = (
  shares: readonly number[],
  x: number,
  step: number,
  place: (share: number) => number,
  fill: ColourName,
): Shape[] =>
  shares.map((share, at) => ({
    kind: 'rectangle',
    x: x + step * at + step * 0.1,
    y: place(share),
    w: step * 0.8,
    h: place(0) - place(share),
    fill,
  }))

function drawCurve(
  shares: readonly number[],
  x: number,
  step: number,
  place: (share: number) => number,
  colour: ColourName,
): Shape[] {
  let sum = 0
  const points = shares.map((share, at) => {
    sum += share
    return [x + step * (at + 0.5), place(Math.min(sum, 1))] as const
  })
  const first = points[0]
  const last = points.at(-1)
  if (first === undefined || last === undefined) return []
  return [
    {
      kind: 'polygon',
      points: [[first[0], place(0)], ...points, [last[0], place(0)]],
      closed: true,
      fill: 'accentSoft',
    },
    { kind: 'polygon', points, closed: false, stroke: colour, width: 2 },
  ]
}
