import type { Language } from '@dosis/domain'
import type { Measure } from '@dosis/evidence/effect-size'
import type { SmallValues, TauSquaredMethod } from '@dosis/evidence/network'
import type { IntervalMethod, PoolingMethod, PredictionMethod, PresetName } from '@dosis/evidence/pairwise'
import type { Figure } from '@dosis/evidence/plot'
import type { TextTable } from '@dosis/evidence/table'

/** What is asked of the worker: plain data, as it travels between threads. */
export interface PoolTask {
  readonly kind: 'pool'
  readonly table: TextTable
  /** Chosen by the columns when absent. */
  readonly measure?: Measure
  readonly preset: PresetName
  readonly method?: PoolingMethod
  readonly interval?: IntervalMethod
  /** Fraction. */
  readonly level?: number
  /** Rows of the table that are left out, from 1. */
  readonly leftOut: readonly number[]
  /** In a table with a row for each arm: the control. */
  readonly control?: string
  /** Column with the subgroup of each study. */
  readonly subgroup?: string
  readonly threshold?: number
  readonly favours?: { readonly left: string; readonly right: string }
  readonly title: string
  readonly words: PoolWords
  readonly language: Language
}

/** Words in pictures that only the page knows. */
export interface PoolWords {
  readonly treated: string
  readonly control: string
  readonly heterogeneity: string
  readonly pooled: string
  readonly without: string
  readonly subtotal: string
  readonly interaction: string
  readonly effect: string
}

export interface NetworkTask {
  readonly kind: 'network'
  readonly table: TextTable
  readonly measure?: string
  readonly method: TauSquaredMethod
  readonly level: number
  readonly reference?: string
  readonly smallValues: SmallValues
  readonly title: string
  readonly language: Language
}

export type Task = PoolTask | NetworkTask

export interface Limits {
  readonly lower: number
  readonly upper: number
}
export interface Estimated extends Limits {
  readonly estimate: number
}

export const pairwiseFigures = ['forest', 'subgroups', 'leaveOneOut', 'cumulative', 'funnel', 'baujat'] as const
export type PairwiseFigure = (typeof pairwiseFigures)[number]

export interface PoolAnswer {
  readonly kind: 'pool'
  readonly measure: Measure
  readonly isRatio: boolean
  readonly conventions: {
    readonly preset: PresetName
    readonly method: PoolingMethod
    readonly interval: IntervalMethod
    readonly prediction: PredictionMethod
    readonly level: number
  }
  /** Name of the formula for the variances. */
  readonly variance: string
  readonly pooled: Estimated & { readonly pValue: number }
  readonly prediction: Limits | undefined
  readonly tauSquared: number
  readonly tauSquaredLimits: Limits | undefined
  readonly q: number
  readonly degreesOfFreedom: number
  readonly qPValue: number | undefined
  readonly iSquared: number
  readonly studyCount: number
  readonly participants: number | undefined
  /** Every row, pooled or not. `reason`: it has no effect on this measure. */
  readonly studies: readonly {
    readonly row: number
    readonly study: string
    readonly isLeftOut: boolean
    readonly reason?: string
    readonly weightPercent?: number
  }[]
  /** Columns that could name subgroups. */
  readonly categories: readonly string[]
  readonly egger: { readonly pValue: number; readonly degreesOfFreedom: number } | undefined
  readonly trimAndFill: ({ readonly missingStudies: number } & Estimated) | undefined
  readonly figures: Readonly<Partial<Record<PairwiseFigure, Figure>>>
  readonly downloads: Downloads
}

export interface NetworkAnswer {
  readonly kind: 'network'
  readonly measure: string
  readonly isRatio: boolean
  readonly method: string
  readonly level: number
  readonly treatments: number
  readonly studies: number
  readonly comparisons: number
  readonly reference: string
  readonly tauSquared: number
  readonly iSquared: number | undefined
  readonly q: { readonly statistic: number; readonly degreesOfFreedom: number; readonly pValue: number | undefined }
  readonly between: {
    readonly statistic: number
    readonly degreesOfFreedom: number
    readonly pValue: number | undefined
  }
  /** Every treatment against the reference, with its P-score. */
  readonly effects: readonly (Estimated & {
    readonly treatment: string
    readonly prediction: Limits | undefined
    readonly pScore: number
  })[]
  /** Where direct and indirect evidence both speak, the sharpest disagreement first. */
  readonly splits: readonly {
    readonly treatment1: string
    readonly treatment2: string
    readonly studies: number
    readonly direct: Estimated
    readonly indirect: Estimated
    readonly pValue: number
  }[]
  readonly leftOut: number
  readonly figures: {
    readonly graph?: Figure
    readonly effects?: Figure
    readonly league?: Figure
    readonly ranks?: Figure
  }
  readonly downloads: Downloads
}

/** Texts of files. */
export interface Downloads {
  readonly json: string
  readonly csv: string
  readonly r: string
}

export type Answer<T extends Task> = T extends PoolTask ? PoolAnswer : NetworkAnswer

export const stages = ['read', 'fit', 'split', 'designs', 'ranks', 'draw'] as const
export type Stage = (typeof stages)[number]

/** What is wrong with the data, row by row; `message` in English. */
export interface DataProblem {
  readonly row?: number
  readonly column?: string
  readonly message: string
}

export type WorkerMessage =
  | { readonly kind: 'progress'; readonly stage: Stage; readonly fraction: number }
  | { readonly kind: 'answer'; readonly answer: PoolAnswer | NetworkAnswer }
  | { readonly kind: 'problems'; readonly problems: readonly DataProblem[] }
  | { readonly kind: 'broken' }
