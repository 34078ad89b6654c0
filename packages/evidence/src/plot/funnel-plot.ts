import type { ColourName, Figure, Shape } from './figure.ts'
import { frameOf } from './frame.ts'
import { legend, type LegendEntry } from './legend.ts'
import { placeLabels } from './place-labels.ts'
import { formatNumber, type Language, plotWords } from './words.ts'

export interface FunnelPoint {
  readonly label: string
  /** Scale of analysis; in a comparison-adjusted plot the difference from the estimate of its comparison. */
  readonly estimate: number
  readonly standardError: number
  /** Points of one group share a colour, such as those of one comparison. */
  readonly group?: string
  /** true: added by trim and fill; drawn open. */
  readonly isFilled?: boolean
}

export interface FunnelPlotInput {
  readonly title: string
  readonly points: readonly FunnelPoint[]
  readonly effect: string
  /** Middle of the funnel: the pooled estimate, or 0 when comparison-adjusted. */
  readonly centre: number
  readonly isRatio?: boolean
  /** Draws regions of p < 0.10, 0.05 and 0.01 around no effect (contour-enhanced). */
  readonly hasContours?: boolean
  readonly language?: Language
}

/** Quantiles of the normal distribution for two-sided p of 0.10, 0.05 and 0.01. */
const contours = [
  { p: 0.01, z: 2.5758293035489004, shade: 0.28 },
  { p: 0.05, z: 1.959963984540054, shade: 0.18 },
  { p: 0.1, z: 1.6448536269514722, shade: 0.08 },
] as const
const z95 = contours[1].z
const colours: readonly ColourName[] = ['series1', 'series2', 'series3', 'series4', 'series5', 'series6']

/** Funnel plot: estimates against their standard errors, precise studies at the top. */
export function funnelPlot(input: FunnelPlotInput): Figure {
  const { title, points, effect, centre, isRatio = false, hasContours = false, language = 'en' } = input
  const words = plotWords[language]
  const largest = Math.max(...points.map(({ standardError }) => standardError), Number.MIN_VALUE) * 1.05
  const frame = frameOf({
    title,
    x: {
      label: effect,
      values: [...points.map(({ estimate }) => estimate), centre - z95 * largest, centre + z95 * largest],
      isRatio,
    },
    y: { label: words.standardError, values: [0, largest], isReversed: true, margin: 0 },
    language,
  })
  const groups = [...new Set(points.flatMap(({ group }) => (group === undefined ? [] : [group])))]
  const colourOf = (group: string | undefined): ColourName =>
    group === undefined ? 'accent' : (colours[groups.indexOf(group) % colours.length] ?? 'accent')
  const marks = points.map((point): Shape => {
    const at = {
      kind: 'circle' as const,
      x: frame.x.place(point.estimate),
      y: frame.y.place(point.standardError),
      r: 4.5,
    }
    const colour = colourOf(point.group)
    return point.isFilled === true
      ? { ...at, fill: 'paper', stroke: colour, width: 1.5 }
      : { ...at, fill: colour, stroke: 'paper', width: 1 }
  })
  const side = (z: number, middle: number): readonly [number, number][] => [
    [frame.x.place(middle), frame.y.place(0)],
    [frame.x.place(middle + z * largest), frame.y.place(largest)],
  ]
  const entries: LegendEntry[] = [
    ...(groups.length > 1
      ? groups.map((label): LegendEntry => ({ label, colour: colourOf(label), mark: 'disc' }))
      : []),
    { label: words.pseudoInterval, colour: 'secondary', mark: 'dashed' },
  ]
  const key = legend(entries, { left: frame.left, right: frame.right, top: frame.height - 8 })
  const labels = placeLabels(
    points.map(({ label, estimate, standardError }) => ({
      label,
      x: frame.x.place(estimate),
      y: frame.y.place(standardError),
      r: 5,
    })),
    frame,
  )
  return {
    title,
    description: `${words.countOfStudies(points.filter(({ isFilled }) => isFilled !== true).length)}. ${effect} ${shown(centre, isRatio, language)}.`,
    width: frame.width,
    height: frame.height + key.height + 8,
    shapes: [
      ...(hasContours ? drawContours(frame, largest, language) : []),
      ...frame.shapes,
      { kind: 'polygon', points: side(z95, centre), closed: false, stroke: 'secondary', width: 1, dash: [5, 3] },
      { kind: 'polygon', points: side(-z95, centre), closed: false, stroke: 'secondary', width: 1, dash: [5, 3] },
      {
        kind: 'line',
        x1: frame.x.place(centre),
        x2: frame.x.place(centre),
        y1: frame.top,
        y2: frame.bottom,
        stroke: 'accent',
        width: 1,
      },
      ...marks,
      ...labels,
      ...key.shapes,
    ],
    table: {
      columns: [words.study, ...(groups.length > 0 ? [words.comparison] : []), effect, words.standardError],
      rows: points.map(({ label, group, estimate, standardError }) => [
        label,
        ...(groups.length > 0 ? [group ?? ''] : []),
        shown(estimate, isRatio, language),
        formatNumber(standardError, 3, language),
      ]),
    },
  }
}

const shown = (value: number, isRatio: boolean, language: Language): string =>
  formatNumber(isRatio ? Math.exp(value) : value, 2, language)

/** Where a study would be significant by itself: darker is less so; with the name of each region at its foot. */
function drawContours(frame: ReturnType<typeof frameOf>, largest: number, language: Language): Shape[] {
  const clamp = (x: number): number => Math.min(Math.max(x, frame.left), frame.right)
  return contours.flatMap(({ z, shade, p }): Shape[] => {
    const foot = (sign: number): readonly (readonly [number, number])[] => {
      const edge = sign < 0 ? frame.left : frame.right
      const x = frame.x.place(sign * z * largest)
      if (x > frame.left && x < frame.right) return [[x, frame.y.place(largest)]]
      const value = sign < 0 ? frame.x.low : frame.x.high
      return [
        [edge, frame.y.place(Math.abs(value) / z)],
        [edge, frame.y.place(largest)],
      ]
    }
    const points = [[frame.x.place(0), frame.y.place(0)] as const, ...foot(1), ...foot(-1).toReversed()]
    const right = frame.x.place(z * largest)
    const name: Shape[] =
      right < frame.right - 60 && p !== 0.05
        ? [
            {
              kind: 'text',
              x: clamp(right) + 4,
              y: frame.bottom - 6,
              text: plotWords[language].pLevel(formatNumber(p, 2, language)),
              size: 11,
              fill: 'tertiary',
            },
          ]
        : []
    return [
      { kind: 'polygon', points, closed: true, fill: { from: 'paper', to: 'tertiary', fraction: shade } },
      ...name,
    ]
  })
}
