import type { Criterion } from './criterion.ts'
import type { FactId } from './facts.ts'
import type { IsoDate } from './iso-date.ts'
import type { DoseKey } from './plan.ts'
import type { RuleId, StatementId } from './reason.ts'

/** Scales in which intensity is given, each in the unit of its name; a talk test is in words. */
export const intensityScales = [
  'heartRateBpm',
  'vo2MlKgMin',
  'metabolicEquivalents',
  'loadKilograms',
  'pressureCmH2o',
  'borg6To20',
  'borgCr10',
  'talkTest',
] as const
export type IntensityScale = (typeof intensityScales)[number]

/** What a target rests on, the best first: a formula is the last, and never for everybody. */
export const intensityBases = ['measured_threshold', 'measured_maximum', 'effort', 'formula'] as const
export type IntensityBasis = (typeof intensityBases)[number]

/** What a patient can still say or sing at the effort that is meant. */
export const talkTests = ['conversation', 'talk_not_sing'] as const
export type TalkTest = (typeof talkTests)[number]

/** Both ends of a range, in per cent or points. */
export interface TargetRange {
  readonly from: number
  readonly upTo: number
}

/** How a target follows from the relative dose and what was measured; no method turns one relative scale into another. */
export type IntensityMethod =
  /**
   * The percentage `key` of the dose, of what `of` measured; for one exercise where the measurement is about it. `unit`:
   * how much of what was measured makes one on the scale, where that has another unit.
   */
  | {
      readonly kind: 'share'
      readonly of: FactId
      readonly key: DoseKey
      readonly step: number
      readonly unit?: number
    }
  /** A percentage of what `of` measured; the percentages are the source's own. */
  | { readonly kind: 'percent'; readonly of: FactId; readonly percent: TargetRange }
  /** The measured load itself, when the repetitions it was measured with are those of the dose. */
  | { readonly kind: 'repetition_maximum'; readonly load: FactId; readonly repetitions: FactId; readonly step: number }
  /** Resting heart rate plus a percentage of the distance to the peak; the percentages are the source's own. */
  | { readonly kind: 'reserve'; readonly resting: FactId; readonly peak: FactId; readonly percent: TargetRange }
  /**
   * From the first ventilatory threshold to just below the second; `secondPercent` says where the second lies on the
   * scale of `key`, so that the ceiling of the dose holds.
   */
  | {
      readonly kind: 'thresholds'
      readonly first: FactId
      readonly second: FactId
      readonly secondPercent: FactId
      readonly key: DoseKey
    }
  | { readonly kind: 'effort'; readonly points: TargetRange }
  | { readonly kind: 'talk'; readonly can: TalkTest }
  /** A percentage of the peak heart rate that is predicted from age: `intercept - perYear × age`. */
  | {
      readonly kind: 'predicted'
      readonly age: FactId
      readonly intercept: number
      readonly perYear: number
      readonly percent: TargetRange
    }

/** How a rule gives the intensity of a form in another scale. */
export interface IntensityRule {
  readonly basis: IntensityBasis
  readonly scale: IntensityScale
  readonly method: IntensityMethod
  /** The exercise that was measured, where the target is about one. */
  readonly exercise?: string
  /** The source speaks of this part of the dose: the target holds for a start within it, and for the start only. */
  readonly startWithin?: TargetRange & { readonly key: DoseKey }
  /** Never when this holds; not knowing whether it holds is no permission. */
  readonly never?: Criterion
  /** Not as the only guide when this holds or is not known: then a target of effort must stand beside it. */
  readonly notAloneWhen?: Criterion
}

/** A measurement that a target was computed from. */
export interface TargetMeasurement {
  readonly fact: FactId
  readonly value: number
  readonly observedOn?: IsoDate
}

/** Why a target is not given. `facts` are those that it waits for, or that forbid it. */
export interface TargetAbsence {
  readonly reason:
    | 'not_known'
    | 'expired'
    | 'not_measured'
    | 'never_for_this_patient'
    | 'not_as_only_guide'
    | 'dose_open'
    | 'outside_what_the_source_says'
    | 'above_the_ceiling'
    | 'measurements_contradict'
  readonly facts: readonly FactId[]
}

/**
 * The intensity of a prescription in one scale, or why it is not given there. Numbers are rounded down, so that a target
 * never asks for more than the rule does.
 */
export interface IntensityTarget {
  readonly rule: RuleId
  readonly basis: IntensityBasis
  readonly scale: IntensityScale
  readonly exercise: string | null
  /** `start`: for the start of the prescription only. */
  readonly holdsFor: 'start' | 'whole'
  readonly from: number | null
  readonly upTo: number | null
  readonly talk: TalkTest | null
  readonly absent: TargetAbsence | null
  readonly measurements: readonly TargetMeasurement[]
  readonly factIds: readonly StatementId[]
}
