import type { Review } from './knowledge.ts'
import type { Bounds } from './criterion.ts'
import type { StatementId } from './reason.ts'
import type { Text } from './text.ts'

/**
 * How an instrument is filled in part by part, how its score follows, and what the score is laid beside. Nothing decides
 * by it, so that a browser loads it only when an instrument is filled in.
 */
export interface InstrumentForm {
  readonly inputs: readonly FormInput[]
  readonly score: FormScore
  /** Parts with points of their own, such as balance, gait and rising from a chair. */
  readonly parts?: readonly FormPart[]
  readonly cutOffs?: readonly CutOff[]
  readonly references?: readonly ScoreReference[]
  /** Another instrument in which the same total stands on another scale, such as a percentage. */
  readonly otherScale?: { readonly instrument: string; readonly maximum: number }
  readonly factIds: readonly StatementId[]
}

export type FormInput = QuantityInput | ChoiceInput | WordsInput | ItemsInput

interface InputBase {
  readonly id: string
  readonly names: Text
  readonly help?: Text
  /** The score can be made without it; it is for a reference value. */
  readonly optional?: boolean
}

/** A number in a unit. What could not be done is filled in as `unable` and has no points. */
export interface QuantityInput extends InputBase {
  readonly kind: 'quantity'
  readonly unit: Text
  readonly minimum: number
  readonly maximum: number
  readonly step: number
  /** Seconds that a stopwatch takes. */
  readonly timed?: boolean
  readonly mayBeUnable?: boolean
  readonly part?: string
  /** Points for the number; with `by` a table for each option of that choice. */
  readonly points?: readonly PointBand[] | PointsByChoice
}

export interface PointsByChoice {
  readonly by: string
  readonly tables: Readonly<Record<string, readonly PointBand[]>>
}

/** From this number on, up to the next band. */
export interface PointBand {
  readonly from: number
  readonly points: number
}

/** One of several. `isVersion`: scores under different options are never compared. */
export interface ChoiceInput extends InputBase {
  readonly kind: 'choice'
  readonly options: readonly { readonly code: string; readonly names: Text; readonly value?: number }[]
  readonly isVersion?: boolean
}

/** The patient's own words, such as an activity. They tell the lines of the instrument apart. */
export interface WordsInput extends InputBase {
  readonly kind: 'words'
  readonly lengthAtMost: number
}

/** Items of a questionnaire by their number, without their text. */
export interface ItemsInput extends InputBase {
  readonly kind: 'items'
  readonly count: number
  readonly minimum: number
  readonly maximum: number
  /** An answer counts from zero: the lowest answer gives no points. */
  readonly fromZero?: boolean
  /** Items with an even number count the other way round. */
  readonly evenReversed?: boolean
}

/** `sum` of the points times a number; `highest` of some inputs; one `value`; `speed` as metres by seconds. */
export type FormScore =
  | { readonly method: 'sum'; readonly times?: number }
  | { readonly method: 'highest'; readonly of: readonly string[] }
  | { readonly method: 'value'; readonly of: string }
  | { readonly method: 'speed'; readonly metres: string; readonly seconds: string }

export interface FormPart {
  readonly id: string
  readonly names: Text
  readonly maximum: number
}

/** A limit of the score itself, with what it means, in whom and by which source. It is shown and decides nothing. */
export interface CutOff {
  readonly names: Text
  readonly score: Bounds
  readonly sex?: 'male' | 'female'
  readonly population: Text
  readonly factIds: readonly StatementId[]
  readonly review: Review
}

/** What a score is expected to be in a named population; outside its ages there is no value. */
export type ScoreReference = ReferenceEquation | ReferencePercentiles

interface ReferenceBase {
  readonly id: string
  readonly names: Text
  readonly population: Text
  /** What a reader must know, such as a sample that was fitter than average. */
  readonly note?: Text
  readonly factIds: readonly StatementId[]
  readonly review: Review
}

export interface ReferenceEquation extends ReferenceBase {
  readonly kind: 'equation'
  readonly bySex: Readonly<Record<'male' | 'female', SexEquation>>
}

export interface SexEquation {
  readonly ages: readonly [number, number]
  /** Each a number times variables: `ageYears`, or the id of an input. */
  readonly terms: readonly { readonly times: number; readonly of: readonly string[] }[]
  /** How far under the predicted value the lower limit of normal lies; left out = not printed. */
  readonly lowerLimitBelow?: number
}

export interface ReferencePercentiles extends ReferenceBase {
  readonly kind: 'percentiles'
  readonly percentiles: readonly number[]
  /** Rows of ages, each with one score for each percentile. `toAge` null = and older. */
  readonly bySex: Readonly<
    Record<
      'male' | 'female',
      readonly { readonly fromAge: number; readonly toAge: number | null; readonly scores: readonly number[] }[]
    >
  >
}

/** What was filled in, by the id of the input: a number, the code of a choice, words, or `unable`. */
export type FilledIn = Readonly<Record<string, number | string>>

/** A scored example that a test repeats. */
export type InstrumentExample =
  | {
      readonly filledIn: FilledIn
      readonly score: number
      readonly parts?: Readonly<Record<string, number>>
      readonly version?: string
    }
  | { readonly start: number; readonly now: number; readonly verdict: string }
  | { readonly score: number; readonly sex?: 'male' | 'female'; readonly cutOffs: readonly boolean[] }
