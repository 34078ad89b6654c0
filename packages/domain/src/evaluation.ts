import type { Interpretation } from './assessment.ts'
import type { FilledIn } from './instrument-form.ts'
import type { IsoDate } from './iso-date.ts'
import type { StatementId } from './reason.ts'
import type { Text } from './text.ts'

/** One score of one instrument on one day, in the unit and range of the instrument. */
export interface Measurement {
  readonly instrument: string
  readonly on: IsoDate
  readonly score: number
  /** Version or language of the instrument; scores of different versions are never compared. */
  readonly version?: string
  /** What was filled in, where the score was made from parts; the score is what counts. */
  readonly filledIn?: FilledIn
}

export interface EvaluationInput {
  readonly on: IsoDate
  readonly treatmentStart: IsoDate | null
  readonly measurements: readonly Measurement[]
  readonly requestForHelpMet: boolean | null
  /** Weeks between evaluations, as in the schedule of the plan; left out = the cycle that the knowledge gives. */
  readonly cycleWeeks?: number | null
}

/** A threshold with what it is and for whom it was found. Group thresholds never decide about one patient. */
export interface Threshold {
  readonly kind: 'group_mcid' | 'measurement_error' | 'individual_change'
  readonly value: number
  readonly upTo: number | null
  readonly unit: string
  readonly population: Text | null
  readonly factIds: readonly StatementId[]
}

/** One instrument: baseline, now, change (positive = better in `improvement`), and the thresholds apart. */
export interface InstrumentChange {
  readonly instrument: string
  readonly baseline: Measurement | null
  readonly now: Measurement | null
  readonly change: number | null
  /** The change in the direction that is better for the patient. */
  readonly improvement: number | null
  readonly direction: 'higher_is_better' | 'lower_is_better' | null
  readonly thresholds: readonly Threshold[]
  /** Kinds of threshold that no source gives: said to be missing. */
  readonly withoutThreshold: readonly Threshold['kind'][]
  readonly interpretation: Interpretation | null
}

/** What `evaluate` answers. It never chooses: continue, adjust, refer and close are the clinician's. */
export interface Evaluation {
  readonly on: IsoDate
  readonly knowledgeVersion: string
  readonly dueOn: IsoDate | null
  readonly isDue: boolean
  readonly instruments: readonly InstrumentChange[]
  readonly mustShow: readonly string[]
  readonly factIds: readonly StatementId[]
}

export type EvaluationChoice = 'continue' | 'adjust' | 'refer' | 'close'
