import type { ExerciseForm, ExerciseOutcome, ExerciseRow, Prescription, Progression } from '@dosis/domain'
import type { SessionKind } from './session-kind.ts'

/** A form that may be prescribed, with its verdict and the row that gives the dose. */
export interface Candidate {
  readonly outcome: ExerciseOutcome
  readonly form: ExerciseForm
  readonly row: ExerciseRow
  readonly progression: Progression | null
  readonly kind: SessionKind
}

/** Numbers of one level of a programme, by key of the dose. */
export type Level = NonNullable<Prescription['levels']>[number]
