import type { DoseBounds, ExerciseVerdict, SourceStatus } from './assessment.ts'
import type { Bounds, Criterion } from './criterion.ts'
import type { ExerciseDetails, ExercisePosture, ExercisePurpose } from './exercise-details.ts'
import type { FactId } from './facts.ts'
import type { InstrumentExample, InstrumentForm } from './instrument-form.ts'
import type { IntensityRule } from './intensity.ts'
import type { IsoDate } from './iso-date.ts'
import type { DoseAim, DoseKey, RunWalkParameters } from './plan.ts'
import type { RuleId, StatementId } from './reason.ts'
import type { AnswerBefore, NumberBefore } from './session.ts'
import type { DraftText, Text } from './text.ts'

export type Certainty = 'high' | 'moderate' | 'low' | 'very_low'

/**
 * Whether a rule may decide. `active` only for what a source document says ([S]) or what was verified in its source
 * ([V]); everything else ships `awaiting_review` and never decides until a named clinician signs.
 */
export interface Review {
  readonly state: 'active' | 'awaiting_review'
  readonly reviewedBy: string | null
  readonly reviewedOn: IsoDate | null
}

/** A document that knowledge comes from. Lower `tier` weighs more: 1 guideline, 2 appraisal of a review, 3 trial, 4 position paper, 5 blog. */
export interface SourceDocument {
  readonly id: string
  readonly title: Text
  readonly publisher: string
  readonly edition: string | null
  readonly publishedOn: IsoDate | null
  readonly status: 'concept' | 'final' | 'appraisal' | 'trial_protocol' | 'position_paper' | 'blog' | 'research_note'
  readonly tier: 1 | 2 | 3 | 4 | 5
  /** The words that stand beside its name wherever its content decides ("concept, 1 April 2026"); null = none needed. */
  readonly statusNote: Text | null
}

/**
 * How far a statement was verified: read in a source document (S) or in the publication it names (V); only in a third
 * party's copy (V2); not yet (M); our own derivation (D). Rules may be active on S and V alone.
 */
export type Verification = 'S' | 'V' | 'V2' | 'M' | 'D'

/** What one document says in one place, in our own words. The check demands Dutch as soon as a rule cites it. */
export interface Statement {
  readonly id: StatementId
  readonly document: string
  readonly text: DraftText
  /** Module, heading and lines in the document. */
  readonly at: string
  readonly kind: 'formal_conditional' | 'informal' | 'quoted' | 'none' | 'silent' | 'finding' | 'description'
  readonly certainty: Certainty | null
  readonly verification: Verification
}

/** A fact to ask for: question, kind of answer, unit and range. */
export interface FactDefinition {
  readonly id: FactId
  readonly group:
    | 'person'
    | 'screening'
    | 'conditions'
    | 'bone'
    | 'heart'
    | 'back'
    | 'functioning'
    | 'agreement'
    | 'care'
    | 'course'
  readonly question: Text
  readonly help: Text | null
  readonly answer:
    | { readonly kind: 'yes_no' }
    | {
        readonly kind: 'quantity'
        readonly unit: string
        readonly minimum: number
        readonly maximum: number
        readonly step: number
      }
    | { readonly kind: 'choice'; readonly options: readonly FactOption[] }
    | { readonly kind: 'choices'; readonly options: readonly FactOption[] }
    | { readonly kind: 'fractures'; readonly sites: readonly FactOption[] }
    | { readonly kind: 'text' }
  /** Whether "asked and there is none" is an answer apart from the values (no score made, no such medicine). */
  readonly canBeAbsent: boolean
  /** Shown only while this may hold, so that a healthy heart is not asked for its NYHA class. */
  readonly askWhen: Criterion | null
  /** A source names it as something to record, and no rule looks at it: it stands in the record and decides nothing. */
  readonly records?: true
  /** Until when an answer counts; left out = until it is answered anew. */
  readonly validWhile?: FactValidity
  readonly codes?: readonly Code[]
  readonly factIds: readonly StatementId[]
}

/**
 * An answer counts only while these facts are as they were on the day it was observed: a heart rate holds for the dose of
 * the beta-blocker that it was measured with. Afterwards it is unknown again.
 */
export interface FactValidity {
  readonly unchanged: readonly FactId[]
  readonly factIds: readonly StatementId[]
}

/** A code of a public code system, with the statement that says where it was verified. */
export interface Code {
  readonly system: string
  readonly code: string
  readonly factIds: readonly StatementId[]
}

export interface FactOption {
  readonly code: string
  readonly label: Text
}

export interface Condition {
  readonly id: string
  readonly names: Text
  /** Known by name and recorded; no rule weighs it, and each answer says so (`unsupportedConditions`). */
  readonly records?: true
  readonly codes: readonly Code[]
}

/** A criterion with a name, such as a risk group. */
export interface Definition {
  readonly id: string
  readonly names: Text
  readonly when: Criterion
  readonly factIds: readonly StatementId[]
}

/** Words in which something is asked; a request is recognised when it contains one of `words` (lower case). */
export interface RequestKind {
  readonly id: string
  readonly names: Text
  readonly words: readonly string[]
}

/** Statements, open questions and warnings that go with an outcome when something more holds (always, without `when`). */
export interface Citation {
  readonly when?: Criterion
  readonly factIds: readonly StatementId[]
  readonly silent?: readonly string[]
  readonly mustShow?: readonly string[]
}

/** One row of a decision table: when it holds, its outcome counts, with the statements that justify it. */
export interface DecisionRow {
  readonly id: string
  readonly names: Text
  /** Absent = always (the last row of a table that must answer). */
  readonly when?: Criterion
  readonly outcome: string
  /** Code that goes with the outcome (`K3.1a`, `S1`). */
  readonly criterion?: string
  /** Figures that go with the outcome (`cycleWeeks`, `windowMonths`). */
  readonly figures?: Readonly<Record<string, number | null>>
  readonly list?: readonly string[]
  readonly factIds: readonly StatementId[]
  readonly silent?: readonly string[]
  readonly mustShow?: readonly string[]
  readonly redFlag?: boolean
  readonly also?: readonly Citation[]
}

/**
 * A decision with its rows in order of precedence. `first`: the first row that holds decides; `every`: all rows that
 * hold contribute. `onUnknown`: a row that cannot be judged makes the table `ask`, or is passed over and listed as open.
 */
export interface DecisionTable {
  readonly id: string
  readonly names: Text
  /** What the document itself says the passage behind the table is, such as no recommendation; the screens say so too. */
  readonly standing?: StatementId
  readonly takes: 'first' | 'every'
  readonly onUnknown: 'ask' | 'skip'
  /** The table is looked at only when this holds. */
  readonly appliesWhen?: Criterion
  readonly rows: readonly DecisionRow[]
  readonly outcomes: readonly string[]
  /** Goes with the table whatever its outcome; may look at that outcome through `decided`. */
  readonly also?: readonly Citation[]
  readonly review: Review
}

/** A recommendation with each of its conditions as its own predicate. */
export interface Recommendation {
  readonly id: string
  readonly document: string
  readonly names: Text
  readonly type: 'formal_conditional' | 'informal' | 'quoted' | 'none'
  readonly certainty: Certainty | null
  /** Whether it is listed for this patient and request. */
  readonly listedWhen: Criterion
  readonly conditions: readonly { readonly id: string; readonly text: Text; readonly when: Criterion }[]
  /** Rows before the conditions are looked at; the first that holds decides. */
  readonly before: readonly RecommendationRow[]
  /** Rows for when all conditions hold; the first that holds decides. */
  readonly met: readonly RecommendationRow[]
  /** Extra statements cited with unmet conditions. */
  readonly unmet: readonly { readonly when: Criterion; readonly factIds: readonly StatementId[] }[]
  readonly mustShow: readonly string[]
  readonly review: Review
}

export interface RecommendationRow {
  readonly id: string
  readonly when?: Criterion
  readonly verdict: string
  readonly note: Text | null
  readonly factIds: readonly StatementId[]
  readonly silent?: readonly string[]
  readonly mustShow?: readonly string[]
  readonly also?: readonly Citation[]
}

/**
 * A form of exercise as the documents speak of it, with its verdicts from the most cautious to the least. In `bounds` of
 * a row `{ fact: training-level, plus: 1 }` stands for that fact plus one.
 */
export interface ExerciseForm {
  readonly id: string
  readonly names: Text
  readonly modality: 'aerobic' | 'resistance' | 'impact' | 'balance' | 'flexibility' | 'breathing' | 'none'
  readonly document: string
  readonly listedWhen: Criterion
  readonly rows: readonly ExerciseRow[]
  /** Exercises of the library that carry the form out, unless a therapist chooses others. */
  readonly exercises: readonly string[]
  /** Exercises that carry it out as well and come into a plan only when a therapist chooses them. */
  readonly alternatives?: readonly string[]
  readonly progression: string | null
  /** Forms that may stand in its place when it is not possible, the safest first, where a source names one. */
  readonly substitutes?: readonly { readonly form: string; readonly factIds: readonly StatementId[] }[]
  readonly review: Review
}

export interface ExerciseRow {
  readonly id: string
  readonly when?: Criterion
  readonly verdict: ExerciseVerdict
  readonly note: Text | null
  readonly bounds: DoseBounds
  readonly status: SourceStatus
  /** Numbers of the dose with their limits, for the plan; `bounds` is what the source prints. */
  readonly dose: Readonly<Partial<Record<DoseKey, DoseRule>>>
  readonly adaptations: readonly RuleId[]
  readonly factIds: readonly StatementId[]
  readonly silent?: readonly string[]
  readonly mustShow?: readonly string[]
  readonly also?: readonly Citation[]
}

/** A number of a dose with its source: start value (null = silent) and limits, hard or soft. */
export interface DoseRule {
  readonly start: number | null
  readonly upTo?: number | null
  readonly lowest?: number | null
  readonly highest?: number | null
  readonly limit: 'hard' | 'soft'
  /** What the source asks for without a number. */
  readonly aim?: DoseAim['aim']
  readonly factIds: readonly StatementId[]
}

/** What an adaptation changes; screens and letters group by it. */
export const adaptationKinds = [
  'tempo',
  'range',
  'posture',
  'breathing',
  'monitoring',
  'technique',
  'build_up',
  'guidance',
  'education',
  'evidence',
] as const
export type AdaptationKind = (typeof adaptationKinds)[number]

/** A limit or adaptation that other conditions and medicines put on forms of exercise (slow tempo with heart disease). */
export interface DoseConstraint {
  readonly id: string
  readonly names: Text
  readonly when: Criterion
  readonly modalities: readonly string[]
  readonly forms: readonly string[]
  readonly limits: Readonly<
    Partial<Record<DoseKey, { readonly lowest?: number; readonly highest?: number; readonly limit: 'hard' | 'soft' }>>
  >
  /** Ranges that another source gives: shown beside the number, and taken only when a clinician says why. */
  readonly otherRanges?: Readonly<Partial<Record<DoseKey, { readonly from: number; readonly upTo: number }>>>
  readonly adaptation: Text | null
  /** What the adaptation is about. */
  readonly adapts?: readonly AdaptationKind[]
  readonly breathingCue: boolean
  /** Exercises that are held without moving (`isometric`) are left out of the plan. */
  readonly avoidsIsometric?: boolean
  /** Exercises of a higher class of impact are left out of the plan. */
  readonly highestImpact?: ImpactClass
  /** Forms of which the plan needs one beside the forms of this rule; a plan without is shown as incomplete. */
  readonly requires?: { readonly anyForm: readonly string[] }
  /**
   * What happens while it is not known whether the rule holds: it holds and the plan waits for the fact (`block`, when
   * left out), it holds and the fact is listed to be asked (`hold`), or the fact is only listed to be asked (`ask`).
   */
  readonly whenUnknown?: 'block' | 'hold' | 'ask'
  /** Gives the intensity of the forms in another scale, instead of limiting it. */
  readonly target?: IntensityRule
  /** While it holds no plan may be confirmed: the person is not among those for whom plans are made. */
  readonly preventsPlan?: true
  /** What is asked just before each session, and keeps it from beginning. */
  readonly beforeSession?: readonly BeforeSessionRule[]
  readonly factIds: readonly StatementId[]
  readonly review: Review
}

/** Holds when all of its conditions do. While that is not known the session does not begin either: it is asked. */
export interface BeforeSessionRule {
  readonly id: string
  readonly names: Text
  readonly when: readonly BeforeSessionCondition[]
  /** `wait`: treat, measure again, and perhaps begin; `no_session`: not today. */
  readonly then: 'wait' | 'no_session'
  readonly instruction: Text
  readonly factIds: readonly StatementId[]
}

export type BeforeSessionCondition =
  | { readonly measured: NumberBefore; readonly below: number }
  | { readonly measured: NumberBefore; readonly above: number }
  | { readonly told: AnswerBefore }

/**
 * How hard an exercise loads the legs by impact, in the order of the load: 1, up to that of brisk walking; 2, high impact
 * as the guideline defines it: at least the weight of the body (jumping, jogging, climbing stairs). No rule goes by the
 * words, because one document calls "moderate" what another calls "high" (ELG-OST-26).
 */
export const impactClasses = [1, 2] as const
export type ImpactClass = (typeof impactClasses)[number]

/**
 * An exercise of the library. What decisions look at is always there; how it is done and what it loads (`ExerciseDetails`)
 * comes beside it when it is asked for.
 */
export interface Exercise extends Partial<ExerciseDetails> {
  readonly id: string
  readonly names: Text
  readonly modality: 'aerobic' | 'resistance' | 'impact' | 'balance' | 'flexibility' | 'breathing'
  readonly purposes: readonly ExercisePurpose[]
  /** What not every home has; a chair, a wall, stairs, a mat and a towel go without saying. */
  readonly equipment: readonly string[]
  /** In which it is done, or in which it starts; left out in knowledge of before it was written down. */
  readonly posture?: ExercisePosture
  readonly breathing: Text | null
  readonly isometric: boolean
  /** Left out where no source speaks of impact in this exercise. */
  readonly impact?: { readonly class: ImpactClass; readonly factIds: readonly StatementId[] }
  readonly easier: string | null
  readonly harder: string | null
}

export interface Instrument {
  readonly id: string
  /** Name as the vignettes print it (`NPRS`, `FES-I 16`). */
  readonly label: string
  readonly names: Text
  readonly measures: Text
  readonly unit: Text
  readonly minimum: number
  readonly maximum: number
  readonly step: number
  readonly direction: 'higher_is_better' | 'lower_is_better' | null
  readonly recall: Text | null
  /** The text of the instrument is licensed: totals are entered, items never shown. */
  readonly licensed: boolean
  /** Keys under which scores arrive (`FESI16`), beside the id and the label. */
  readonly inputKeys?: readonly string[]
  readonly codes?: readonly Code[]
  /** `screening`: says something at intake, never used to judge change. */
  readonly use?: 'evaluation' | 'screening'
  /** What a reader of a score must know, such as a scale that the source prints in two ways. */
  readonly notes?: readonly InstrumentNote[]
  readonly thresholds: readonly InstrumentThreshold[]
  /** Bands of the score itself (little concern, much concern). */
  readonly bands: readonly {
    readonly from: number
    readonly to: number
    readonly names: Text
    readonly outcome: string
  }[]
  /** How it is filled in and scored; left out = its score is entered. */
  readonly form?: InstrumentForm
  /** There is a form, which was not loaded with the rest. */
  readonly hasForm?: true
  /** Scored examples at, under and above each limit, for a test; a browser never loads them. */
  readonly examples?: readonly InstrumentExample[]
  readonly factIds: readonly StatementId[]
}

/** A note about an instrument; `silent` are questions that the source leaves open wherever a score is read. */
export interface InstrumentNote {
  readonly text: Text
  readonly silent?: readonly string[]
  /** Left open for these start scores only; a start score that is not known may be one of them. */
  readonly startScore?: Bounds
  readonly factIds: readonly StatementId[]
}

/** A threshold; `when` says for which start score it holds (BBS). `upTo` where the source prints a range. */
export interface InstrumentThreshold {
  readonly kind: 'group_mcid' | 'measurement_error' | 'individual_change'
  readonly value: number
  readonly upTo: number | null
  readonly startScore: Bounds | null
  readonly population: Text | null
  readonly factIds: readonly StatementId[]
  /** Left out = active. One that awaits review is in no answer. */
  readonly review?: Review
}

/** A programme of levels with the rules that move a patient through it. */
export interface Progression {
  readonly id: string
  readonly names: Text
  readonly document: string
  readonly levels: readonly Readonly<Partial<Record<DoseKey, number>>>[]
  /** How the levels were made, where a source gives bounds only. */
  readonly origin: Text
  /** The constants that the levels were generated from; a therapist may change them within the plan. */
  readonly parameters?: RunWalkParameters
  /** Where the numbers of the levels come from, per number; one without a source is named by a choice of Dosis' own. */
  readonly levelFactIds?: Readonly<Partial<Record<DoseKey, readonly StatementId[]>>>
  readonly advance: {
    readonly weeksOnLevelAtLeast: number
    readonly repetitionsAtLeast: number | null
    /** null = as many as the plan asks. */
    readonly sessionsPerWeekAtLeast: number | null
    readonly factIds: readonly StatementId[]
  } | null
  readonly rules: readonly ProgressionRule[]
  /** What moves, where that is not a level of numbers; left out = `levels` move, or nothing does. */
  readonly moves?: ProgrammeMove
  /** Two contents may take turns; which reading of the source holds is for the therapist to choose. */
  readonly alternates?: { readonly factIds: readonly StatementId[] }
  /** How much more than was performed a next step may ask; looked at per session and per week. */
  readonly guard?: ProgressionGuard
  readonly review: Review
}

/**
 * What a programme changes. `exercises`: each level is another exercise, `order` null = the therapist puts them in order.
 * `growth`: numbers that grow from what was performed; without `percent` and `amount` the therapist gives the step.
 * `repetitions`: within their range, then the load rises.
 */
export type ProgrammeMove =
  | { readonly kind: 'exercises'; readonly order: readonly string[] | null; readonly factIds: readonly StatementId[] }
  | { readonly kind: 'growth'; readonly numbers: readonly GrowthRule[] }
  | {
      readonly kind: 'repetitions'
      readonly factIds: readonly StatementId[]
      /** Load added at a time, kg; null = the sources are silent and the therapist gives it. */
      readonly loadStepKilograms: number | null
    }

/** A number that grows, with the bounds of its source. */
export interface GrowthRule {
  readonly key: DoseKey
  readonly percent: number | null
  readonly amount: number | null
  readonly goal: number | null
  readonly factIds: readonly StatementId[]
}

/** A next session may be at most `percent` above the longest of the last `days` days. */
export interface ProgressionGuard {
  readonly sessionPercent: number
  readonly days: number
  readonly factIds: readonly StatementId[]
  readonly review: Review
}

/** A rule that holds back, steps down, stops or asks; looked at from the most cautious to the least. */
export interface ProgressionRule {
  readonly id: string
  readonly names: Text
  readonly action: 'hold' | 'regress' | 'deload' | 'stop' | 'ask'
  readonly when:
    | { readonly daysSinceLastSessionAtLeast: number }
    | { readonly painRiseAtLeast: number }
    | { readonly painAfterAbove: number }
    | { readonly unreleasedAdverseEvent: true; readonly class?: Symptom['class'] }
    | { readonly overdueEvaluationDays: number }
    /** Pain after a session above the limit that was agreed for the plan. */
    | { readonly painAboveAgreedLimit: true }
    /** Pain on the morning after a session higher than before it. */
    | { readonly painNextMorningHigher: true }
    /** The mean of this week above that of the week before. */
    | { readonly risesOverWeeks: 'pain' | 'fatigue' }
    /** Kilograms gained between two measurements at most `withinDays` apart. */
    | { readonly weightRiseKilogramsAtLeast: number; readonly withinDays: number }
    /** Breathlessness that got worse over so many days, at every answer. */
    | { readonly breathlessnessWorseOverDays: number; readonly withinDays: number }
    | { readonly restingHeartRateAtLeast: number }
    /** Sessions done since harm that a clinician has released. */
    | { readonly sessionsSinceEventBelow: number }
    /** Completed sessions on days with fewer whole days between them. */
    | { readonly restDaysBelow: number }
    /** Effort (Borg 6–20) above the highest that the dose gives. */
    | { readonly effortAboveTargetAtLeast: number }
  /** Looked at only when a prescription of the plan carries this adaptation. */
  readonly withAdaptation?: RuleId
  /** The symptom as which a measurement that makes the rule hold is reported. */
  readonly symptom?: string
  readonly factIds: readonly StatementId[]
  readonly review: Review
}

/** A symptom that a patient can report; `stop` ends the session and shows the instruction. */
export interface Symptom {
  readonly id: string
  readonly names: Text
  readonly class: 'stop' | 'tell' | 'mild'
  readonly instruction: Text
  readonly call: '112' | 'practice' | null
  readonly factIds: readonly StatementId[]
  readonly review: Review
}

/** Two places in the sources that disagree: both values, where each stands, which one holds and why. */
export interface Contradiction {
  readonly id: StatementId
  readonly names: DraftText
  readonly places: readonly { readonly document: string; readonly at: string; readonly says: DraftText }[]
  /** Which value decides; null = none, both are shown. */
  readonly holds: DraftText | null
  readonly because: DraftText
  /** A trap: whoever misses it decides otherwise. */
  readonly changesDecision: boolean
  readonly consequence: ContradictionConsequence
}

/**
 * What Dosis does with a contradiction: a rule goes by it (`rule`), a warning or the note of an instrument says it
 * (`warning`), an estimate is shown as contested (`estimate`), one value is stored and the other decides nothing
 * (`reading`), or nothing that Dosis answers uses it (`unused`). `by`: what does so, as `kind/id`.
 */
export interface ContradictionConsequence {
  readonly kind: (typeof contradictionConsequences)[number]
  readonly by: readonly string[]
}
export const contradictionConsequences = ['rule', 'warning', 'estimate', 'reading', 'unused'] as const

/** Figures of an estimate with its 95% interval, as printed; null = not printed. */
interface PrintedFigures {
  readonly estimate: number | null
  readonly ciLow: number | null
  readonly ciHigh: number | null
}

/** An estimate as printed in a source, with its certainty; figures of the source, never typed over. */
export interface EvidenceEstimate extends PrintedFigures {
  readonly id: string
  /** Folder of `knowledge/evidence` with the published data. */
  readonly question: string
  readonly document: string
  readonly names: Text
  /** `counts`: numbers of people in `events`; `narrative`: told in words, without figures. */
  readonly measure: 'MD' | 'SMD' | 'RR' | 'counts' | 'narrative'
  readonly result: 'figures' | 'not_significant' | 'not_reported' | 'narrative'
  readonly unit: Text | null
  /** Which direction is better for the patient; null = the source does not say. Never read it from the sign. */
  readonly favours: 'higher' | 'lower' | null
  readonly events:
    | { readonly [arm in 'intervention' | 'control']: { readonly count: number; readonly of: number } }
    | null
  readonly certainty: Certainty | null
  readonly groupMcid: number | null
  readonly at: string
  /** The same estimate as printed elsewhere in the document, with the contradiction that says which one holds. */
  readonly variants: readonly (PrintedFigures & { readonly at: string; readonly contradiction: StatementId | null })[]
  /** Contradictions about this estimate itself. */
  readonly contested: readonly StatementId[]
}

/** Text that the screens show for something the sources leave open. */
export interface OpenQuestion {
  readonly id: string
  readonly text: Text
}

/** What medicine knows, read from `knowledge/` and checked. `version` is the SHA-256 of its canonical JSON without it. */
export interface Knowledge {
  readonly version: string
  readonly documents: Readonly<Record<string, SourceDocument>>
  readonly statements: Readonly<Record<StatementId, Statement>>
  readonly facts: Readonly<Record<FactId, FactDefinition>>
  readonly conditions: Readonly<Record<string, Condition>>
  readonly definitions: Readonly<Record<string, Definition>>
  readonly requests: Readonly<Record<string, RequestKind>>
  readonly decisions: Readonly<Record<string, DecisionTable>>
  readonly recommendations: Readonly<Record<string, Recommendation>>
  readonly forms: Readonly<Record<string, ExerciseForm>>
  readonly constraints: Readonly<Record<string, DoseConstraint>>
  readonly exercises: Readonly<Record<string, Exercise>>
  readonly instruments: Readonly<Record<string, Instrument>>
  readonly progressions: Readonly<Record<string, Progression>>
  readonly symptoms: Readonly<Record<string, Symptom>>
  readonly contradictions: Readonly<Record<StatementId, Contradiction>>
  readonly evidence: Readonly<Record<string, EvidenceEstimate>>
  readonly openQuestions: Readonly<Record<string, OpenQuestion>>
  /** Warnings (`mustShow` codes) with their text. */
  readonly notices: Readonly<Record<string, { readonly id: string; readonly text: Text }>>
}
