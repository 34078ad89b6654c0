import { refuseUndrawable } from './refuse-undrawable.ts'
import type { Figure } from './figure.ts'
import { frameOf } from './frame.ts'
import { placeLabels } from './place-labels.ts'
import { formatNumber, type Language, plotWords } from './words.ts'

export interface BubblePoint {
  readonly label: string
  readonly moderator: number
  readonly estimate: number
  /** Any measure of weight; areas follow it. */
  readonly weight: number
}

/** The regression at one value of the moderator. */
export interface RegressionPoint {
  readonly moderator: number
  readonly estimate: number
  readonly lower: number
  readonly upper: number
}

export interface BubblePlotInput {
  readonly title: string
  readonly points: readonly BubblePoint[]
  /** Ascending by moderator. */
  readonly regression: readonly RegressionPoint[]
  readonly moderator: string
  readonly effect: string
  readonly isRatio?: boolean
  readonly language?: Language
}

/** Bubble plot of a meta-regression: a disc for each study, the line that was fitted, and its interval. */
export function bubblePlot(input: BubblePlotInput): Figure {
  const { title, points, regression, moderator, effect, isRatio = false, language = 'en' } = input
  refuseUndrawable(points, ['moderator', 'weight'])
  refuseUndrawable(points, ['estimate'], isRatio)
  refuseUndrawable(regression, ['moderator'])
  refuseUndrawable(regression, ['estimate', 'lower', 'upper'], isRatio)
  const words = plotWords[language]
  const show = (value: number): string => formatNumber(isRatio ? Math.exp(value) : value, 2, language)
  const frame = frameOf({
    title,
    x: { label: moderator, values: [...points, ...regression].map((point) => point.moderator) },
    y: {
      label: effect,
      values: [...points.map(({ estimate }) => estimate), ...regression.flatMap(({ lower, upper }) => [lower, upper])],
      include: [0],
      isRatio,
    },
    language,
  })
  const greatest = Math.max(...points.map(({ weight }) => weight), Number.MIN_VALUE)
  const placed = points
    .toSorted((a, b) => b.weight - a.weight)
    .map((point) => ({
      label: point.label,
      x: frame.x.place(point.moderator),
      y: frame.y.place(point.estimate),
      r: 3 + 11 * Math.sqrt(Math.max(point.weight, 0) / greatest),
    }))
  const along = (limit: 'estimate' | 'lower' | 'upper') =>
    regression.map((point) => [frame.x.place(point.moderator), frame.y.place(point[limit])] as const)
  const zero = frame.y.place(0)
  return {
    title,
    description: `${words.countOfStudies(points.length)}. ${effect}; ${moderator}.`,
    width: frame.width,
    height: frame.height,
    shapes: [
      {
        kind: 'polygon',
        points: [...along('lower'), ...along('upper').toReversed()],
        closed: true,
        fill: 'accentSoft',
      },
      ...frame.shapes,
      { kind: 'line', x1: frame.left, x2: frame.right, y1: zero, y2: zero, stroke: 'tertiary', width: 1 },
      ...placed.map(({ x, y, r }) => ({
        kind: 'circle' as const,
        x,
        y,
        r,
        fill: 'accent' as const,
        stroke: 'paper' as const,
        width: 1,
        opacity: 0.75,
      })),
      { kind: 'polygon', points: along('estimate'), closed: false, stroke: 'ink', width: 1.5 },
      ...placeLabels(placed, frame),
    ],
    table: {
      columns: [words.study, moderator, effect],
      rows: points.map((point) => [point.label, formatNumber(point.moderator, 2, language), show(point.estimate)]),
    },
  }
}
