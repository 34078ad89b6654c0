import type { PatientDetails } from '@dosis/api'
import type { AdverseEventReport, EvaluationChoice, Fracture, IsoDate, PlanPreferences } from '@dosis/domain'

/** A value makes a fact known; `none` says that it was asked and is not there. */
export const none = Symbol('asked and absent')
export type Told = boolean | number | string | readonly string[] | readonly Fracture[] | typeof none

export interface TrainingWeeks {
  /** Whole weeks, from the Monday on or after the first day of the plan; sessions of days that have not come are left out. */
  readonly weeks: number
  /** How many of the planned sessions are done, 0 to 1. */
  readonly adherence: number
  /** Borg 6–20 in the first and the last week. */
  readonly effortBorg: readonly [number, number]
  /** Pain before, 0–10, in the first and the last week; null = not asked. */
  readonly pain: readonly [number, number] | null
  /** In how many of the weeks the therapist says yes to a next level, on Monday; after those it waits. */
  readonly acceptsLevelsFor: number
}

/** What a story can tell; each of these does what a screen does, through the same use cases. */
export interface Teller {
  /** Goes on to a day, counted from the day on which the patient came in. */
  readonly onDay: (day: number) => void
  /** The day on or after which a plan can begin on a Monday. */
  readonly nextMonday: () => IsoDate
  /** Which conditions the patient has; all others were asked and are not there. */
  readonly conditions: (...conditions: readonly string[]) => Promise<void>
  readonly facts: (told: Readonly<Record<string, Told>>) => Promise<void>
  readonly requests: (...requests: readonly string[]) => Promise<void>
  readonly assess: () => Promise<void>
  readonly confirmPlan: (preferences: PlanPreferences) => Promise<void>
  readonly measure: (scores: Readonly<Record<string, number>>) => Promise<void>
  readonly train: (weeks: TrainingWeeks) => Promise<void>
  readonly report: (event: Pick<AdverseEventReport, 'symptoms' | 'severity' | 'description'>) => Promise<void>
  readonly evaluate: (choice: EvaluationChoice, note: string, requestForHelpMet: boolean | null) => Promise<void>
}

/** One invented patient: a test ("Proef") that is named after a fruit. */
export interface Story {
  readonly patientId: string
  readonly name: string
  readonly sex: PatientDetails['sex']
  /** Age on the day of the first start, and the month, whose number is the day as well: 4 = 4 April. */
  readonly born: { readonly yearsAgo: number; readonly month: number }
  /** Days before the first start on which the patient came in. */
  readonly cameDaysAgo: number
  readonly tell: (teller: Teller) => Promise<void>
}
