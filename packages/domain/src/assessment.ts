import type { ExpiredFact, FactId, Facts } from './facts.ts'
import type { IsoDate } from './iso-date.ts'
import type { Reason, RuleId, StatementId } from './reason.ts'

/** A score at the start and now, or the improvement in points when only that is known. */
export interface Measured {
  readonly start?: number
  readonly now?: number
  readonly improvement?: number
}

/** Where a patient stands in a programme of levels, summed up over the week. */
export interface TrainingLog {
  readonly level: number
  readonly weeksOnLevel: number
  readonly repetitionsPerSession: number
  readonly sessionsThisWeek: number
}

/**
 * All that `assess` may look at. `requests` are words; knowledge recognises them. Scores by id of instrument. `Day` with
 * null: the day may be unknown, and what depends on it is then unknown too.
 */
export interface AssessmentInput<Day extends IsoDate | null = IsoDate> {
  readonly on: Day
  readonly treatmentStart: IsoDate | null
  readonly facts: Facts
  readonly requests: readonly string[]
  readonly measurements: Readonly<Record<string, Measured>>
  readonly trainingLog?: TrainingLog
}

export const careLevels = ['zeer_eenvoudig', 'eenvoudig', 'complex', 'zeer_complex', 'silent'] as const
export type CareLevel = (typeof careLevels)[number]

export const referralActions = [
  'none',
  'consult_gp_before_start',
  'inform_patient_and_gp',
  'refer_gp_or_specialist',
  'contact_referring_physician',
  'refer_sports_physician',
  'refer_msrz',
  'medical_clearance_first',
  'silent',
] as const
export type ReferralAction = (typeof referralActions)[number]

export const exerciseVerdicts = [
  'allowed',
  'allowed_with_conditions',
  'not_supported',
  'not_allowed',
  'no_recommendation',
  'conflict',
  'silent',
  'unknown',
] as const
/** `unknown`: a rule that must be judged first lacks a fact; the form waits until it is known. */
export type ExerciseVerdict = (typeof exerciseVerdicts)[number]

export const recommendationVerdicts = [
  'may_be_considered',
  'conditions_not_met',
  'outside_population',
  'no_recommendation',
  'no_recommendation_status',
  'quoted_guideline_applies',
  'ambiguous',
  'silent',
  'unknown',
] as const
export type RecommendationVerdict = (typeof recommendationVerdicts)[number]

export type SourceStatus = 'quoted' | 'trial_protocol' | 'blog' | 'information_only' | 'none'
export type EvidencePopulation = 'in_population' | 'outside_population' | 'not_applicable' | 'unknown'

/** Bounds of a dose as the source prints them (FITT); an absent key or `null` = the source is silent. */
export type DoseBounds = { readonly [key: string]: DoseBound }
export type DoseBound = number | string | boolean | null | { readonly [key: string]: DoseBound }

/** Statements that justify a block, and the chain of judgements behind it. */
interface Justified {
  readonly factIds: readonly StatementId[]
  readonly why: readonly Reason[]
}

export interface Population extends Justified {
  readonly osteoRiskGroups: readonly (1 | 2 | 3)[]
  readonly osteoGuideline: 'in_scope' | 'out_of_scope' | 'ambiguous' | 'not_applicable' | 'unknown'
  readonly hfrefEvidence: EvidencePopulation
  readonly runwalkEvidence: EvidencePopulation
  readonly cardiacStrengthAdvice: 'applies' | 'not_applicable' | 'unknown'
  readonly vertebralFractureStage: 'none' | 'acute' | 'boundary_acute_subacute' | 'subacute' | 'chronic' | 'unknown'
}

/** `open` are the criteria that could still raise the level, because their facts are unknown. */
export interface Triage extends Justified {
  readonly level: CareLevel
  readonly criteria: readonly string[]
  readonly open: readonly RuleId[]
}

export interface TherapyIndication extends Justified {
  readonly verdict: 'can_be_indicated' | 'not_indicated_on_its_own' | 'silent' | 'not_applicable' | 'unknown'
  readonly criteria: readonly string[]
}

/**
 * `reasons` are rule ids; their texts stand in knowledge. `none` holds for what is known only: `open` are the rules for
 * a referral that cannot be judged yet, `missing` the facts that they wait for. Nobody is cleared while rules are open.
 */
export interface Referral extends Justified {
  readonly action: ReferralAction
  readonly reasons: readonly RuleId[]
  readonly open: readonly RuleId[]
  readonly missing: readonly FactId[]
}

export interface RecommendationOutcome extends Justified {
  readonly id: string
  readonly verdict: RecommendationVerdict
  readonly unmet: readonly string[]
  /** Conditions that cannot be judged yet. */
  readonly open: readonly string[]
  readonly rule: RuleId
}

/** The verdict on one form of exercise, by the first rule of its table that holds. */
export interface ExerciseOutcome extends Justified {
  readonly form: string
  readonly verdict: ExerciseVerdict
  readonly bounds: DoseBounds
  readonly status: SourceStatus
  readonly rule: RuleId
  /** Facts that must be known before the verdict can be given. */
  readonly missing: readonly FactId[]
}

export interface InstrumentAdvice extends Justified {
  readonly recommended: readonly string[]
  readonly optional: readonly string[]
  readonly screening: readonly string[]
  readonly notUsed: readonly string[]
}

export interface Interpretation {
  readonly measure: string
  readonly change?: number
  readonly verdict:
    | 'reaches_mcid'
    | 'within_mcid_range'
    | 'below_mcid'
    | 'low'
    | 'not_low'
    | 'from_much_to_little_concern'
    | 'silent'
  /** What the source leaves open about this score; left out where it leaves nothing open. */
  readonly silent?: readonly string[]
  readonly factIds: readonly StatementId[]
}

export interface EvaluationSchedule extends Justified {
  readonly nextDate: IsoDate | null
  readonly cycleWeeks: number | null
  readonly indicativeEndDate: IsoDate | null
  readonly notBefore: IsoDate | null
  /** Rule that says how the course ends; its text stands in knowledge. */
  readonly endRule: RuleId | null
}

export interface StopAdvice extends Justified {
  readonly verdict: 'not_applicable' | 'continue' | 'close' | 'hold_until_gp' | 'silent'
}

export interface Reimbursement extends Justified {
  readonly windowMonths: number | null
  readonly firstSessionsSupplementary: number | null
  readonly basicFromSession: number | null
}

/** A sign of danger that stops everything else. */
export interface RedFlag {
  readonly rule: RuleId
  readonly facts: readonly FactId[]
  readonly factIds: readonly StatementId[]
}

/** A decision that would come out otherwise if the fact were known, with the outcomes that are possible. */
export interface Influence {
  readonly decision: string
  readonly now: string
  readonly could: readonly string[]
}

/** A fact whose answer can change the outcome; most decisive first, safety before the rest. */
export interface StillNeeded {
  readonly fact: FactId
  readonly safety: boolean
  readonly influences: readonly Influence[]
}

/**
 * All that Dosis concludes about one patient on one day: the shape of `expected` in the vignettes, with reasons.
 * It holds codes, ids, numbers and dates only; sentences are made at the edge.
 */
export interface Assessment<Day extends IsoDate | null = IsoDate> {
  readonly on: Day
  readonly knowledgeVersion: string
  readonly redFlags: readonly RedFlag[]
  /** Conditions that the patient has and that no rule looks at: nothing here has weighed them. */
  readonly unsupportedConditions: readonly string[]
  readonly population: Population
  readonly triage: Triage
  readonly therapyIndication: TherapyIndication
  readonly referral: Referral
  readonly recommendations: readonly RecommendationOutcome[]
  readonly exercise: readonly ExerciseOutcome[]
  readonly instruments: InstrumentAdvice
  readonly interpretation: readonly Interpretation[]
  readonly evaluation: EvaluationSchedule
  readonly stop: StopAdvice
  readonly reimbursement: Reimbursement | null
  readonly evidence: readonly { readonly id: string; readonly factIds: readonly StatementId[] }[]
  /** Ids of what the sources leave open; Dosis does not fill it in. */
  readonly silent: readonly string[]
  /** Warnings: `code` or `code:statement id`. */
  readonly mustShow: readonly string[]
  readonly factIds: readonly StatementId[]
  readonly stillNeeded: readonly StillNeeded[]
  /** Facts that no longer count, because what they were observed under changed; left out where all do. */
  readonly expired?: readonly ExpiredFact[]
}
