import { refuseUndrawable } from './refuse-undrawable.ts'
import type { Figure } from './figure.ts'
import { frameOf } from './frame.ts'
import { placeLabels } from './place-labels.ts'
import { formatNumber, type Language, plotWords } from './words.ts'

export interface BaujatPoint {
  readonly label: string
  /** The study's share in Q. */
  readonly contribution: number
  /** How far the pooled estimate moves without the study, squared and standardised. */
  readonly influence: number
}

export interface BaujatPlotInput {
  readonly title: string
  readonly points: readonly BaujatPoint[]
  readonly language?: Language
}

/**
 * Baujat plot: studies far to the right cause heterogeneity, studies high up move the estimate.
 * @source Baujat et al. 2002, Statistics in Medicine 21:2641–2652
 */
export function baujatPlot({ title, points, language = 'en' }: BaujatPlotInput): Figure {
  refuseUndrawable(points, ['contribution', 'influence'])
  const words = plotWords[language]
  const frame = frameOf({
    title,
    x: { label: words.contributionToQ, values: points.map(({ contribution }) => contribution), include: [0] },
    y: { label: words.influenceOnEstimate, values: points.map(({ influence }) => influence), include: [0] },
    language,
  })
  const placed = points
    .toSorted((a, b) => b.contribution + b.influence - a.contribution - a.influence)
    .map(({ label, contribution, influence }) => ({
      label,
      x: frame.x.place(contribution),
      y: frame.y.place(influence),
      r: 4.5,
    }))
  return {
    title,
    description: `${words.countOfStudies(points.length)}. ${words.contributionToQ}; ${words.influenceOnEstimate.toLowerCase()}.`,
    width: frame.width,
    height: frame.height,
    shapes: [
      ...frame.shapes,
      ...placed.map(({ x, y, r }) => ({
        kind: 'circle' as const,
        x,
        y,
        r,
        fill: 'accent' as const,
        stroke: 'paper' as const,
        width: 1,
      })),
      ...placeLabels(placed, frame),
    ],
    table: {
      columns: [words.study, words.contributionToQ, words.influenceOnEstimate],
      rows: points.map(({ label, contribution, influence }) => [
        label,
        formatNumber(contribution, 3, language),
        formatNumber(influence, 3, language),
      ]),
    },
  }
}
