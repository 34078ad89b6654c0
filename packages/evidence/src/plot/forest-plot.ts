import { refuseUndrawable } from './refuse-undrawable.ts'
import type { Figure } from './figure.ts'
import { drawForestAxis, drawForestHead, drawForestLines, drawForestRows } from './forest-drawing.ts'
import { layOutForest } from './forest-layout.ts'
import { tabulateForest } from './forest-table.ts'
import type { Judgement } from './judgement.ts'
import type { Language } from './words.ts'

interface Estimated {
  readonly label: string
  /** On the scale of analysis: logarithms for ratios. */
  readonly estimate: number
  readonly lower: number
  readonly upper: number
  /** Texts for the columns named in `columns`. */
  readonly data?: readonly string[]
  /** 0–100; without it every square is equally large. */
  readonly weightPercent?: number
}

/** A study, or in a cumulative or leave-one-out plot what is left or so far. */
export interface ForestStudy extends Estimated {
  readonly kind: 'study'
  /** A judgement for each of `domains`. */
  readonly riskOfBias?: readonly Judgement[]
}

export interface ForestPooled extends Estimated {
  readonly kind: 'pooled'
  readonly prediction?: { readonly lower: number; readonly upper: number }
}

/** One line of a forest plot, from top to bottom. */
export type ForestRow =
  | { readonly kind: 'heading'; readonly label: string }
  | { readonly kind: 'note'; readonly label: string }
  | ForestStudy
  | ForestPooled

export interface ForestPlotInput {
  readonly title: string
  readonly rows: readonly ForestRow[]
  /** Headings of the texts in `data`, such as means and group sizes. */
  readonly columns?: readonly string[]
  /** Short names of the domains of risk of bias, such as D1. */
  readonly domains?: readonly string[]
  /** true: estimates are logarithms of ratios; they are shown as ratios. */
  readonly isRatio?: boolean
  /** Name of the effect, such as "SMD". */
  readonly effect: string
  /** What lies left and right of no effect. */
  readonly favours?: { readonly left: string; readonly right: string }
  /** Smallest important effect, on the scale of analysis; drawn as a dashed line. */
  readonly threshold?: number
  /** Level of the intervals, percent; 95 unless told. */
  readonly level?: number
  /** Decimals of estimates; 2 unless told. */
  readonly decimals?: number
  readonly language?: Language
}

/**
 * Forest plot: a square with its interval for each study, its area by weight; a diamond for what they say together,
 * and a bar for where a new study may fall. Subgroups are headings and further diamonds; a cumulative or leave-one-out
 * plot has studies without weights.
 */
export function forestPlot(input: ForestPlotInput): Figure {
  refuseRows(input)
  const layout = layOutForest(input)
  return {
    title: input.title,
    ...tabulateForest(input, layout),
    width: layout.width,
    height: layout.height,
    shapes: [
      ...drawForestHead(input, layout),
      ...drawForestLines(input, layout),
      ...drawForestRows(input, layout),
      ...drawForestAxis(input, layout),
    ],
  }
}

/** Headings and notes hold no numbers; they count as rows all the same, as they stand in the picture. */
function refuseRows({ rows, threshold, isRatio }: ForestPlotInput): void {
  const drawn = ['estimate', 'lower', 'upper', 'weightPercent'] as const
  const numbers = rows.map((row) => (row.kind === 'heading' || row.kind === 'note' ? {} : row) as Partial<Estimated>)
  refuseUndrawable(numbers, drawn, isRatio)
  const predictions = rows.map((row) => (row.kind === 'pooled' ? (row.prediction ?? {}) : {}) as Partial<Estimated>)
  refuseUndrawable(predictions, ['lower', 'upper'], isRatio)
  refuseUndrawable([{ threshold }], ['threshold'], isRatio)
}
