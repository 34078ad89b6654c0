import type { AssessmentInput, DoseBounds, EvaluationSchedule, ExerciseVerdict, SourceStatus } from './assessment.ts'
import type { ExpiredFact, FactId } from './facts.ts'
import type { IntensityTarget } from './intensity.ts'
import type { IsoDate } from './iso-date.ts'
import type { Reason, RuleId, StatementId } from './reason.ts'
import type { SessionTemplate } from './session.ts'

/** The parts of a dose that are numbers, each in the unit of its name. */
export const doseKeys = [
  'sessionsPerWeek',
  'minutesPerSession',
  'minutesPerWeek',
  'level',
  'runSeconds',
  'walkSeconds',
  'repetitions',
  'sets',
  'secondsPerRepetition',
  'secondsDown',
  'secondsUp',
  'holdSeconds',
  'restSeconds',
  'impactsPerSet',
  'impactsPerSession',
  'intervalCount',
  'intervalMinutes',
  'percentVo2peak',
  'percent1RM',
  'percentPiMax',
  'speedKilometresPerHour',
  'rpeBorg',
  'loadKilograms',
  'stepsPerDay',
] as const
export type DoseKey = (typeof doseKeys)[number]

/** A limit of a dose: which rule set it, and whether a clinician may cross it with a reason (soft) or not at all (hard). */
export interface DoseLimit {
  readonly value: number
  readonly kind: 'hard' | 'soft'
  readonly rule: RuleId
  readonly factIds: readonly StatementId[]
}

/**
 * What another source gives for the same number. The more cautious range is drafted; a clinician may choose this one, with
 * a reason.
 */
export interface OtherRange {
  readonly from: number
  readonly upTo: number
  readonly rule: RuleId
  readonly factIds: readonly StatementId[]
}

/** What a source asks for without giving a number. */
export const doseAims = ['most_days_of_week'] as const
export interface DoseAim {
  readonly aim: (typeof doseAims)[number]
  readonly rule: RuleId
  readonly factIds: readonly StatementId[]
}

/**
 * One number of a dose. `value` null = the sources are silent and the therapist has not decided yet.
 * `lowest` and `highest` are what pushed it up and what held it down, the most cautious first.
 */
export interface DoseNumber {
  readonly value: number | null
  /** The other end when the prescription is a range, such as 8 to 12 repetitions. */
  readonly upTo: number | null
  readonly lowest: readonly DoseLimit[]
  readonly highest: readonly DoseLimit[]
  /** Where the drafted value comes from; empty when the source is silent. */
  readonly factIds: readonly StatementId[]
  readonly changed: { readonly from: number | null; readonly reason: string } | null
  /** Left out where no other source gives a range. */
  readonly others?: readonly OtherRange[]
  /** Left out where no source asks for something without a number. */
  readonly aims?: readonly DoseAim[]
}

/** The range of another source that a value takes in place of the more cautious one that was drafted. */
export function otherRangeTaken(
  { others = [], changed }: Pick<DoseNumber, 'others' | 'changed'>,
  value: number,
): OtherRange | null {
  const drafted = changed?.from ?? null
  if (drafted === null) return null
  return others.find(({ from }) => drafted < from && value >= from) ?? null
}

/** Whether a number does what a source asks for without a number: most days are more than half of the seven. */
export function meetsAim({ aim }: Pick<DoseAim, 'aim'>, value: number): boolean {
  switch (aim) {
    case 'most_days_of_week':
      return value * 2 > 7
  }
}

/** A rule asks for more than another allows: `holds` won. Shown beside the number, never hidden. */
export interface DoseConflict {
  readonly key: DoseKey
  readonly floor: DoseLimit
  readonly ceiling: DoseLimit
  /** The bound that guards the patient: the ceiling of what loads, the floor of what spares. */
  readonly holds: 'floor' | 'ceiling'
  /** The form that a source names in its place, when the patient may do it. */
  readonly instead: string | null
}

export type Dose = Readonly<Partial<Record<DoseKey, DoseNumber>>>

export interface Prescription {
  readonly id: string
  readonly form: string
  /** All forms that this prescription carries out at once, `form` first; two documents may ask for the same training. */
  readonly forms?: readonly string[]
  readonly modality: 'aerobic' | 'resistance' | 'impact' | 'balance' | 'flexibility' | 'breathing'
  readonly exercises: readonly string[]
  readonly verdict: ExerciseVerdict
  readonly status: SourceStatus
  readonly dose: Dose
  readonly bounds: DoseBounds
  /** Adaptations that hold for this patient (`no-breath-holding`, `slow-tempo`, `individual-advice-at-start` …). */
  readonly adaptations: readonly RuleId[]
  readonly progression: string | null
  /** The levels of the programme as confirmed, the first is level 1; left out where there are none. */
  readonly levels?: readonly Readonly<Partial<Record<DoseKey, number>>>[]
  /** The intensity in other scales, the best first; left out where no rule speaks of the forms. */
  readonly targets?: readonly IntensityTarget[]
  /** Bounds that cannot all hold; left out where there are none. */
  readonly conflicts?: readonly DoseConflict[]
  /** Load per exercise, kg, as the therapist set it or as it grew; left out where no load was given. */
  readonly loads?: Readonly<Record<string, number>>
  /** How it moves on, as confirmed; left out where its levels are numbers (`levels`) and where nothing moves. */
  readonly programme?: PrescribedProgramme
  /** Pain after a session and on the next morning up to which the dose may grow; left out = nothing was agreed. */
  readonly painLimit?: PainLimit
  readonly why: readonly Reason[]
}

/** How a prescription without levels of numbers moves on. */
export interface PrescribedProgramme {
  /** Exercises in the order in which they follow each other; `level` of the dose says which one is done. */
  readonly exercises?: readonly string[]
  /** Numbers that grow, one at a time in this order. */
  readonly growth?: readonly PrescribedGrowth[]
  /** Repetitions grow within their range; at its top the load rises and they start at the bottom again. */
  readonly repetitions?: { readonly from: number; readonly upTo: number; readonly loadStepKilograms: number | null }
}

/** A number that grows from what was performed, by a share of it or by an amount in its own unit; null = not given. */
export interface PrescribedGrowth {
  readonly key: DoseKey
  readonly percent: number | null
  readonly amount: number | null
  /** Where the growth ends; null = at the ceilings of the dose. */
  readonly goal: number | null
  readonly factIds: readonly StatementId[]
}

/** A limit on pain (0–10) that was agreed for this plan, with whose word it is. */
export interface PainLimit {
  readonly afterAtMost: number
  /** Whether pain on the next morning must be back at what it was before the session; then its answer is needed. */
  readonly settledNextMorning: boolean
  readonly reason: string
  readonly factIds: readonly StatementId[]
}

/**
 * Constants of the Dosis run-walk programme: from these the levels are computed (`runWalkLevels` of the engine).
 * Seconds; the run interval grows from `runSecondsFirst` to `runSecondsLast`, the walk interval shrinks.
 */
export interface RunWalkParameters {
  readonly levels: number
  readonly runSecondsFirst: number
  readonly runSecondsLast: number
  readonly walkSecondsFirst: number
  readonly walkSecondsLast: number
  /** Seconds are rounded to a multiple of this. */
  readonly stepSeconds: number
  /** Run and walk together never last longer than `sessionMinutesAtMost` at `repetitionsAtMost` repetitions. */
  readonly repetitionsAtLeast: number
  readonly repetitionsAtMost: number
  readonly sessionMinutesAtMost: number
}

/** A number that the therapist must decide, because the sources say nothing about it. */
export interface OpenDose {
  readonly prescription: string
  readonly key: DoseKey
}

/** A form that was looked at and left out, with the reason. */
export interface LeftOut {
  readonly form: string
  readonly verdict: ExerciseVerdict
  readonly rule: RuleId
  readonly factIds: readonly StatementId[]
  /** A form that a source names in its place and that the patient may do; left out where there is none. */
  readonly instead?: { readonly form: string; readonly factIds: readonly StatementId[] }
}

/** A fact that could add a precaution or a target when it is known; the plan does not wait for it. */
export interface WantedFact {
  readonly fact: FactId
  readonly rules: readonly RuleId[]
}

/** A rule asks for one of these forms beside the rest, and the plan has none; `possible` are those the patient may do. */
export interface UnmetRequirement {
  readonly rule: RuleId
  readonly anyForm: readonly string[]
  readonly possible: readonly string[]
  readonly factIds: readonly StatementId[]
}

/** What the therapist and the patient want, where the rules leave room. Weekdays: 1 Monday … 7 Sunday. */
export interface PlanPreferences {
  readonly forms?: readonly string[]
  readonly weekdays?: readonly number[]
  readonly startsOn?: IsoDate
  readonly goals?: readonly string[]
  readonly equipment?: readonly string[]
  /** Exercises of the library chosen per form; left out = those of the form that need nothing the patient lacks. */
  readonly exercises?: Readonly<Record<string, readonly string[]>>
  /** Constants of a programme of levels, changed by the therapist; per id of the programme. */
  readonly programmes?: Readonly<Record<string, Partial<RunWalkParameters>>>
  /** What the therapist chose where the sources of a programme are silent; per form. */
  readonly steps?: Readonly<Record<string, ProgrammeChoice>>
  /** Numbers chosen by the therapist, per form. */
  readonly doses?: Readonly<
    Record<string, Readonly<Partial<Record<DoseKey, { value: number; upTo?: number; reason?: string }>>>>
  >
}

/** Choices of the therapist within a programme. */
export interface ProgrammeChoice {
  /** Exercises in the order in which they follow each other; the first is level 1. */
  readonly order?: readonly string[]
  /** By how much a number grows at a time, in its own unit (kg for `loadKilograms`). */
  readonly amounts?: Readonly<Partial<Record<DoseKey, number>>>
  /** Load per exercise, kg. */
  readonly loads?: Readonly<Record<string, number>>
  /** Two contents in turn. No exercises in B = train every other week. */
  readonly alternate?: {
    readonly every: 'session' | 'week'
    readonly a: readonly string[]
    readonly b: readonly string[]
  }
  readonly painLimit?: Omit<PainLimit, 'factIds'>
}

/** All that `plan` may look at: the facts, and what therapist and patient want. */
export interface PlanInput {
  readonly assessment: AssessmentInput
  readonly preferences: PlanPreferences
}

/** Everything that a therapist confirms and a patient sees. The same input gives the same plan, byte for byte. */
export interface Plan {
  readonly on: IsoDate
  readonly knowledgeVersion: string
  readonly startsOn: IsoDate
  readonly weekdays: readonly number[]
  readonly goals: readonly string[]
  readonly prescriptions: readonly Prescription[]
  readonly sessions: readonly SessionTemplate[]
  readonly leftOut: readonly LeftOut[]
  readonly open: readonly OpenDose[]
  /** Why the plan may not be confirmed (red flag, clearance first, unknown facts, limits crossed); empty = it may. */
  readonly blocked: readonly PlanBlock[]
  /** What rules ask for beside the rest and the plan does not have; left out where it has all. */
  readonly unmet?: readonly UnmetRequirement[]
  /** Facts worth asking for, in the order of their names; left out where there are none. */
  readonly wanted?: readonly WantedFact[]
  /** Facts that no longer count; left out where all do. */
  readonly expired?: readonly ExpiredFact[]
  readonly evaluation: EvaluationSchedule
  readonly stopRules: readonly RuleId[]
  readonly mustShow: readonly string[]
  readonly factIds: readonly StatementId[]
}

export type PlanBlock =
  | { readonly kind: 'referral'; readonly rule: RuleId }
  | { readonly kind: 'missing_fact'; readonly fact: string }
  | { readonly kind: 'not_for_whom'; readonly rule: RuleId }
  | { readonly kind: 'hard_limit'; readonly prescription: string; readonly key: DoseKey; readonly limit: DoseLimit }
  | { readonly kind: 'reason_needed'; readonly prescription: string; readonly key: DoseKey; readonly limit: DoseLimit }
  | { readonly kind: 'open_dose'; readonly prescription: string; readonly key: DoseKey }
  | { readonly kind: 'nothing_to_prescribe' }

/** Which plan states allow which action. Server, screens and tests all read this table. */
export const planActions = {
  confirm: ['draft'],
  replace: ['active', 'paused'],
  pause: ['active'],
  resume: ['paused'],
  close: ['active', 'paused'],
} as const
export type PlanStatus = 'draft' | 'active' | 'paused' | 'superseded' | 'closed'
