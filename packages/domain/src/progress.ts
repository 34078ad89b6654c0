import type { IsoDate } from './iso-date.ts'
import type { DoseKey, DoseLimit, Plan } from './plan.ts'
import type { FactUse, Reason, RuleId, StatementId } from './reason.ts'
import type { AdverseEventReport, SessionLog } from './session.ts'

/** All that `progress` may look at: the confirmed plan, every log and event since its start, releases by a clinician. */
export interface ProgressInput {
  readonly on: IsoDate
  readonly plan: Plan
  readonly logs: readonly SessionLog[]
  readonly adverseEvents: readonly AdverseEventReport[]
  /** Ids of adverse events that a named clinician has released. */
  readonly released: readonly string[]
  /** Version of `plan` in the record; logs of an earlier version then say nothing about the level of this one. */
  readonly planVersion?: number
  /** Day of the last evaluation; left out or null = none since the plan started. */
  readonly evaluatedOn?: IsoDate | null
  /** Levels that a clinician has set since the plan started; the last one of a prescription is its level. */
  readonly levelsSet?: readonly LevelSet[]
  /** Day since which the numbers of a prescription are what they are; left out = since the plan started. */
  readonly changedOn?: Readonly<Record<string, IsoDate>>
  /** Bounds as the rules give them today; they count beside those with which the plan was confirmed. */
  readonly limitsNow?: readonly LimitNow[]
  /** Prescriptions whose form may no longer be prescribed, by the rules and facts of today. */
  readonly notAllowedNow?: readonly NotAllowedNow[]
}

export interface LimitNow {
  readonly prescription: string
  readonly key: DoseKey
  /** The exercise whose load it limits; left out = the whole prescription. */
  readonly exercise?: string
  readonly limit: DoseLimit
}

export interface NotAllowedNow {
  readonly prescription: string
  readonly rule: RuleId
  readonly factIds: readonly StatementId[]
}

/** A level that a clinician set, by accepting a proposal or otherwise. */
export interface LevelSet {
  readonly prescription: string
  readonly level: number
  readonly on: IsoDate
}

export type ProgressAction = 'advance' | 'hold' | 'regress' | 'deload' | 'stop' | 'ask'

/** The next step of one prescription. `from` and `to` are levels where the programme has levels, else null. */
export interface ProgressStep {
  readonly prescription: string
  readonly action: ProgressAction
  readonly from: number | null
  readonly to: number | null
  readonly rule: RuleId
  readonly observed: readonly Observation[]
  readonly factIds: readonly StatementId[]
  /** The exercise of the level now and after the step, where levels choose the exercise. */
  readonly exercise?: { readonly from: string | null; readonly to: string | null }
  /** Numbers of the dose that the step changes, where the programme has no levels. */
  readonly numbers?: readonly NumberStep[]
}

/** One number that a step changes. `to` null = the size of the step is for the therapist to give. */
export interface NumberStep {
  readonly key: DoseKey
  /** The exercise whose load it is; left out = the number holds for the whole prescription. */
  readonly exercise?: string
  readonly from: number | null
  readonly to: number | null
  /** What held the number down; left out = nothing did. */
  readonly heldBy?: DoseLimit
}

/** A number that the therapist gives with a yes to a step. */
export interface ChosenNumber {
  readonly key: DoseKey
  readonly exercise?: string
  readonly value: number
}

/** A figure that the rule looked at, with what it asked for. */
export interface Observation {
  readonly what:
    | 'sessionsThisWeek'
    | 'repetitionsPerSession'
    | 'weeksOnLevel'
    | 'painRise'
    | 'painAfter'
    | 'effortBorg'
    | 'daysSinceLastSession'
    | 'adverseEvents'
    | 'daysSinceEvaluationDue'
    | 'performedPerSession'
    | 'performedPerWeek'
    | 'repetitionsInEverySet'
    | 'painNextMorning'
    | 'painRiseOverWeeks'
    | 'fatigueRiseOverWeeks'
    | 'weightRise'
    | 'daysMoreBreathless'
    | 'restingHeartRate'
    | 'sessionsSinceEvent'
    | 'restDays'
    | 'longestSession'
    | 'effortAboveTarget'
  readonly observed: number | null
  readonly needed: number | null
  /** The number of the dose that was performed, for `performedPer…` and `longestSession`. */
  readonly key?: DoseKey
}

/** What `progress` answers for the whole plan; `alerts` reach the therapist at the top of the list. */
export interface Progress {
  readonly on: IsoDate
  readonly knowledgeVersion: string
  readonly steps: readonly ProgressStep[]
  readonly alerts: readonly {
    readonly rule: RuleId
    readonly eventId: string
    readonly factIds: readonly StatementId[]
  }[]
  readonly weeks: readonly WeekSummary[]
  readonly why: readonly Reason[]
  readonly facts: readonly FactUse[]
}

/** One week since the plan started; Monday to Sunday. Adherence is done ÷ planned, a fraction. */
export interface WeekSummary {
  readonly weekStartsOn: IsoDate
  readonly planned: number
  readonly done: number
  readonly adherenceFraction: number | null
  readonly meanEffortBorg: number | null
  readonly meanPainBefore: number | null
  readonly meanPainAfter: number | null
  readonly level: number | null
  readonly adverseEvents: number
}
