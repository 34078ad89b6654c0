import { refuse } from '../input-problem.ts'
import { refuseUndrawable } from './refuse-undrawable.ts'
import type { CircleShape, Colour, ColourName, Figure, Shape } from './figure.ts'
import { frameOf } from './frame.ts'
import { legend, type LegendEntry } from './legend.ts'
import { dotsAlong, placeLabels } from './place-labels.ts'
import { formatNumber, type Language, plotWords } from './words.ts'

export interface FunnelPoint {
  readonly label: string
  /** Scale of analysis; in a comparison-adjusted plot the difference from the estimate of its comparison. */
  readonly estimate: number
  readonly standardError: number
  /** Points of one group share a colour, such as those of one comparison; with more than six groups only the table tells. */
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

const groundOf = (shade: number): Colour => ({ from: 'paper', to: 'tertiary', fraction: shade })
/** With more points than this the names of those inside the funnel would hide it. */
const mostNames = 25

/** Quantiles of the normal distribution for two-sided p of 0.10, 0.05 and 0.01. */
const contours = [
  { from: 0.01, to: 0.05, z: 2.5758293035489004, shade: 0.28 },
  { from: 0.05, to: 0.1, z: 1.959963984540054, shade: 0.18 },
  { from: 0.1, to: 1, z: 1.6448536269514722, shade: 0.08 },
] as const
const z95 = contours[1].z
const colours: readonly ColourName[] = ['series1', 'series2', 'series3', 'series4', 'series5', 'series6']

/** Funnel plot: estimates against their standard errors, precise studies at the top. */
export function funnelPlot(input: FunnelPlotInput): Figure {
  const { title, points, effect, centre, isRatio = false, hasContours = false, language = 'en' } = input
  refuseUndrawable(points, ['estimate'], isRatio)
  refuseUndrawable(points, ['standardError'], isRatio)
  refuse(
    points.flatMap(({ standardError }, index) =>
      standardError >= 0
        ? []
        : [{ row: index + 1, column: 'standardError', message: `must not be below 0, got ${standardError}` }],
    ),
  )
  refuseUndrawable([{ centre }], ['centre'], isRatio)
  refuseWideRatios(input)
  const words = plotWords[language]
  const largest = Math.max(...points.map(({ standardError }) => standardError), 0) * 1.05 || 1
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
  const hasColours = groups.length > 1 && groups.length <= colours.length
  const colourOf = (group: string | undefined): ColourName =>
    group === undefined || !hasColours ? 'accent' : (colours[groups.indexOf(group) % colours.length] ?? 'accent')
  const marks = points.map((point): CircleShape => {
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
  const side = (z: number, middle: number): readonly [readonly [number, number], readonly [number, number]] => [
    [frame.x.place(middle), frame.y.place(0)],
    [frame.x.place(middle + z * largest), frame.y.place(largest)],
  ]
  const middle = frame.x.place(centre)
  const lines = [
    side(z95, centre),
    side(-z95, centre),
    [[middle, frame.top] as const, [middle, frame.bottom] as const] as const,
  ] as const
  const entries: LegendEntry[] = [
    ...(hasColours ? groups.map((label): LegendEntry => ({ label, colour: colourOf(label), mark: 'disc' })) : []),
    { label: words.pseudoInterval, colour: 'secondary', mark: 'dashed' },
    ...(hasContours
      ? contours.map(({ from, to, shade }): LegendEntry => {
          const [low, high] = [from, to].map((p) => formatNumber(p, 2, language)) as [string, string]
          return {
            label: to === 1 ? words.pAbove(low) : words.pBetween(low, high),
            colour: groundOf(shade),
            mark: 'area',
          }
        })
      : []),
  ]
  const key = legend(entries, { left: frame.left, right: frame.right, top: frame.height - 8 })
  const isNamed = ({ estimate, standardError, isFilled }: FunnelPoint): boolean =>
    isFilled !== true && (points.length <= mostNames || Math.abs(estimate - centre) > z95 * standardError)
  const labels = placeLabels(
    points.filter(isNamed).map(({ label, estimate, standardError }) => ({
      label,
      x: frame.x.place(estimate),
      y: frame.y.place(standardError),
      r: 5,
    })),
    frame,
    [...marks, ...lines.flatMap(([from, to]) => dotsAlong(from, to))],
  )
  return {
    title,
    description: `${words.countOfStudies(points.filter(({ isFilled }) => isFilled !== true).length)}. ${effect} ${shown(centre, isRatio, language)}.`,
    width: frame.width,
    height: frame.height + key.height + 8,
    shapes: [
      ...(hasContours ? drawContours(frame, largest) : []),
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

/** Where a study would be significant by itself; the regions lie over each other, the widest first. */
function drawContours(frame: ReturnType<typeof frameOf>, largest: number): Shape[] {
  return contours.map(({ z, shade }): Shape => {
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
    return { kind: 'polygon', points, closed: true, fill: groundOf(shade) }
  })
}

/** The funnel is wider than its points: its limits have to be ratios that can be printed. */
function refuseWideRatios({ points, centre, isRatio = false }: FunnelPlotInput): void {
  const isTooWide = (error: number) => isRatio && Math.abs(centre) + 3 * error > 690
  refuse(
    points.flatMap(({ standardError }, index) =>
      isTooWide(standardError)
        ? [{ row: index + 1, column: 'standardError', message: `is too large for ratios, got ${standardError}` }]
        : [],
    ),
  )
}
