import type {
  AdverseEventReport,
  Assessment,
  ChosenNumber,
  DoseKey,
  Evaluation,
  EvaluationChoice,
  Fact,
  FactId,
  Facts,
  IsoDate,
  IsoMoment,
  Json,
  Knowledge,
  ExerciseDetails,
  KnowledgeInOneLanguage,
  Language,
  Measurement,
  Plan,
  PlanPreferences,
  PlanStatus,
  Problem,
  Progress,
  Reason,
  RuleId,
  SessionLog,
  SourceDocument,
  Statement,
  StatementId,
  Text,
} from '@dosis/domain'
import type { ProfessionalRole } from './route-roles.ts'

export interface Account {
  readonly accountId: string
  readonly login: string
  readonly displayName: string
  readonly role: ProfessionalRole
  readonly practiceName: string
  /** Somebody else gave the password: nothing can be done before the owner has chosen one. */
  readonly passwordIsTemporary?: true
  /** The practice asks for a second step, and this account has none: nothing can be done before it is turned on. */
  readonly secondFactorIsMissing?: true
}

/** An account as those see it who keep the accounts of the practice. */
export interface KeptAccount extends Omit<Account, 'practiceName' | 'passwordIsTemporary' | 'secondFactorIsMissing'> {
  /** When the person left; null = may sign in. */
  readonly endedAt: IsoMoment | null
  /** Until when a password that was given opens the door; null = the owner chose it. */
  readonly passwordExpiresAt: IsoMoment | null
}

/** What is handed over in person: shown once and kept nowhere. */
export interface GivenPassword {
  readonly account: KeptAccount
  readonly password: string
}

/** What a practice asks of everybody who signs in with a password. */
export interface SignInPolicy {
  readonly secondFactor: 'optional' | 'required'
}

/** The identity provider of a practice (OpenID Connect); its secret is never shown. */
export interface IdentityProvider {
  /** As the button of the sign-in page says it. */
  readonly name: string
  readonly issuer: string
  readonly clientId: string
  /** By what the provider says of somebody the account is found the first time: it is the login. */
  readonly matchedBy: 'email' | 'preferred_username'
  /** Whether the provider asks who it is each time: for screens that several people share. */
  readonly asksEveryTime: boolean
  readonly passwordsFor: 'everyone' | 'administrators'
}

/** `practiceId`: what the address of the sign-in page names where several practices have a provider. */
export interface ProviderOfPractice {
  readonly practiceId: string
  readonly provider: IdentityProvider | null
}

/** `secret` left out = as it was. */
export type IdentityProviderSettings = IdentityProvider & { readonly secret?: string }

/** Null = none, or several practices of which nobody said which. */
export interface OfferedProvider {
  readonly provider: { readonly practiceId: string; readonly name: string } | null
}

/** A key that a device keeps for its owner. */
export interface OwnPasskey {
  readonly passkeyId: string
  readonly name: string
  readonly createdAt: IsoMoment
  readonly lastUsedAt: IsoMoment | null
}

/** Whether sign-in asks for a code of a phone, and how many codes on paper are left. */
export interface SecondFactorState {
  readonly isOn: boolean
  readonly recoveryCodesLeft: number
}

/** Somewhere where somebody is signed in. */
export interface OwnSession {
  readonly signedInAt: IsoMoment
  /** Used at this moment, or in the half hour after it. */
  readonly endsAt: IsoMoment
  /** Browser and system; null = it did not say. */
  readonly device: string | null
  readonly isThisOne: boolean
}

/** What identifies a patient; the only things that are mandatory. */
export interface PatientDetails {
  readonly name: string
  readonly birthDate: IsoDate
  readonly sex: 'female' | 'male'
}

/** What a patient needs of the therapist today, most urgent first. */
export const needs = ['stop', 'knowledge', 'evaluation', 'progress', 'confirm', 'intake', 'none', 'closed'] as const
export type Need = (typeof needs)[number]

/** One row of the worklist: who, what is needed, since when. */
export interface WorklistRow {
  readonly patientId: string
  readonly name: string
  readonly ageYears: number
  readonly sex: 'female' | 'male'
  readonly conditions: readonly string[]
  readonly need: Need
  readonly since: IsoDate
  /** Symptoms behind `stop`; empty otherwise. */
  readonly symptoms: readonly string[]
  /** Behind `stop`: rules that see a sign of danger in the facts themselves. */
  readonly redFlags?: readonly RuleId[]
  /** Behind `progress`: the level that is proposed. */
  readonly toLevel?: number
  /** Behind `evaluation`: whole weeks from the start of the course to the day it was due. */
  readonly weeksSinceStart?: number
  /** Behind `knowledge`: whether the plan waits for it, or runs on. */
  readonly planWaits?: boolean
  readonly lastSessionOn: IsoDate | null
  readonly sessionsThisWeek: { readonly done: number; readonly planned: number } | null
  /** The open task behind the need, once it was set; left out = none. */
  readonly task?: WorklistTask
}

/** Who looks first, by when, and what happened because nobody did. */
export interface WorklistTask {
  /** Null = nobody who may decide is in the team. */
  readonly ownerName: string | null
  readonly dueAt: IsoMoment
  /** Nobody looked in time: who was asked then; null = nobody else. */
  readonly escalatedTo: 'team' | 'practice' | null
  readonly isReminded: boolean
}

/** A fact as somebody stated it at a moment; the newest of each fact counts, the older ones stay. */
export interface FactStatement {
  readonly eventId: string
  readonly fact: FactId
  readonly stated: Fact
  readonly recordedAt: IsoMoment
  readonly recordedBy: string
}

/** A version of a plan. What was confirmed is what is shown: `hash` is the SHA-256 of the canonical JSON of `plan`. */
export interface PlanVersion {
  readonly planId: string
  readonly version: number
  readonly status: PlanStatus
  readonly plan: Plan
  readonly hash: string
  readonly confirmedAt: IsoMoment
  readonly confirmedBy: string
}

export interface AdverseEventRecord {
  readonly report: AdverseEventReport
  readonly sessionId: string | null
  readonly recordedAt: IsoMoment
  readonly stops: boolean
  readonly release: { readonly at: IsoMoment; readonly by: string; readonly outcome: string } | null
}

/** What a phone states, as its version of the app wrote it. */
export interface DeliveredItem {
  readonly id: string
  /** `log` or `report`; an app that is newer than the server may know more. */
  readonly kind: string
  readonly body: unknown
}

/** Kept, kept beside other content of the same id, or kept as it came because nobody here understands it. */
export interface DeliveryOutcome {
  readonly id: string
  readonly outcome: 'kept' | 'beside' | 'unread'
}

/** Something that a phone sent and this server did not understand. */
export interface DeliveryUnread {
  readonly recordedAt: IsoMoment
  readonly kind: string
}

/** A log that is kept but not counted, and why: wrong clock, dates that disagree, another content counts, or no plan of this patient. */
export interface LogSetAside {
  readonly log: SessionLog
  readonly because: 'future' | 'dates' | 'conflict' | 'plan'
}

export interface EvaluationRecord {
  readonly eventId: string
  readonly on: IsoDate
  readonly choice: EvaluationChoice
  readonly note: string
  readonly evaluation: Evaluation
  readonly recordedAt: IsoMoment
  readonly recordedBy: string
}

export interface ProgressDecision {
  readonly eventId: string
  readonly prescription: string
  readonly accepted: boolean
  readonly reason: string
  readonly recordedAt: IsoMoment
  readonly recordedBy: string
}

export interface DecisionSummary {
  readonly decisionId: string
  readonly kind: 'assess' | 'plan' | 'progress' | 'evaluate'
  readonly knowledgeVersion: string
  readonly resultHash: string
  readonly madeAt: IsoMoment
  readonly madeBy: string
}

/** What comes out otherwise for one patient under other knowledge: in the plan itself, or beside it. */
export const knowledgeImpactKinds = [
  'plan_form',
  'plan_ceiling',
  'withdrawn_rule',
  'withdrawn_statement',
  'stop',
  'no_longer_allowed',
  'lower_dose',
  'referral',
  'level',
  'other_dose',
  'newly_allowed',
  'indication',
  'recommendation',
  'evaluation',
] as const

/** A number of a dose: `value` null = open, `upTo` the other end of a range, `most` the lowest ceiling. */
export interface DoseAmount {
  readonly value: number | null
  readonly upTo: number | null
  readonly most: number | null
}

/** One conclusion before and after; `before` and `after` are codes of the engine or numbers, not words for a reader. */
export interface KnowledgeImpact {
  readonly kind: (typeof knowledgeImpactKinds)[number]
  /** The form, number, recommendation or rule that it is about. */
  readonly about: string
  readonly form?: string
  readonly key?: DoseKey
  readonly before: string
  readonly after: string
  /** The numbers behind `before` and `after` where it is about a dose; null = the dose had none. */
  readonly amounts?: { readonly before: DoseAmount | null; readonly after: DoseAmount | null }
  /** The rules of today's knowledge behind it. */
  readonly why?: readonly Reason[]
  /** The name of a rule that today's knowledge no longer has. */
  readonly names?: Text
  /** The plan waits until a professional has looked. */
  readonly blocks: boolean
}

/** The plan was confirmed under other knowledge than that of today, and for this patient that makes a difference. */
export interface KnowledgeChange {
  readonly planId: string
  readonly version: number
  /** Version of the knowledge under which the plan was confirmed, and of that which runs. */
  readonly from: string
  readonly to: string
  /** The worst first; never empty. */
  readonly impacts: readonly KnowledgeImpact[]
  readonly blocks: boolean
}

/** A professional kept a plan as it was after the knowledge changed. */
export interface KnowledgeReview {
  readonly eventId: string
  readonly planId: string
  readonly version: number
  readonly from: string
  readonly to: string
  readonly reason: string
  readonly recordedAt: IsoMoment
  readonly recordedBy: string
}

/** Everything on one patient, as the therapist's app needs it. */
export interface PatientRecord {
  readonly patientId: string
  readonly details: PatientDetails
  readonly ageYears: number
  readonly today: IsoDate
  readonly need: Need
  /** Current facts, including age, sex and what the server derives from the record. */
  readonly facts: Facts
  readonly factHistory: readonly FactStatement[]
  readonly requests: readonly string[]
  readonly treatmentStart: IsoDate | null
  readonly assessment: Assessment
  readonly plans: readonly PlanVersion[]
  readonly logs: readonly SessionLog[]
  /** Logs that are kept but not counted; harm that they report counts all the same. */
  readonly logsSetAside?: readonly LogSetAside[]
  readonly deliveriesUnread?: readonly DeliveryUnread[]
  readonly adverseEvents: readonly AdverseEventRecord[]
  readonly measurements: readonly (Measurement & { readonly eventId: string; readonly recordedAt: IsoMoment })[]
  readonly progress: Progress | null
  readonly progressDecisions: readonly ProgressDecision[]
  readonly evaluation: Evaluation
  readonly evaluations: readonly EvaluationRecord[]
  readonly decisions: readonly DecisionSummary[]
  readonly closedOn: IsoDate | null
  /** What must be looked at because the knowledge changed since the plan was confirmed; null = nothing. */
  readonly knowledgeChange?: KnowledgeChange | null
  readonly knowledgeReviews?: readonly KnowledgeReview[]
}

/** What the patient's phone shows and keeps. Only what was confirmed. */
export interface PatientToday {
  readonly patientId: string
  readonly firstName: string
  readonly practiceName: string
  readonly practicePhone: string
  readonly today: IsoDate
  readonly planId: string | null
  readonly planVersion: number | null
  readonly planHash: string | null
  readonly plan: Plan | null
  /** The plan waits: an event that must be looked at first, a pause, or rules that changed under it. */
  readonly pausedBecause: 'stop' | 'paused' | 'closed' | 'no_plan' | 'knowledge' | null
  readonly progress: Progress | null
  readonly logs: readonly SessionLog[]
  readonly treatmentStart: IsoDate | null
}

/** Who did what to a record, as it stands in the log (NEN 7513). */
export interface AuditView {
  /** Number within the practice, from 1. */
  readonly sequence: number
  readonly at: IsoMoment
  /** `patient.read`, `plan.confirm` and so on. */
  readonly event: string
  /** Made, read, changed, ended, carried out. */
  readonly action: 'C' | 'R' | 'U' | 'D' | 'E'
  /** 0 done, 4 refused, 8 failed. */
  readonly outcome: 0 | 4 | 8
  readonly actor: {
    readonly kind: 'professional' | 'patient' | 'command' | 'nobody'
    readonly name: string | null
    readonly role: string | null
  }
  readonly patientId: string | null
  readonly detail: string | null
  /** On which treatment relation it rests; null = none was asked for. */
  readonly relation?: string | null
}

/** What is looked for in the log of a practice; days are those of the practice, both included. */
export interface AuditFilter {
  readonly actor?: string
  readonly patient?: string
  readonly event?: string
  readonly outcome?: '0' | '4' | '8'
  readonly from?: IsoDate
  readonly to?: IsoDate
}

/** The log of a practice, and whom it can be searched by. */
export interface PracticeAuditPage extends AuditPage {
  readonly people: readonly { readonly actorId: string; readonly name: string; readonly role: ProfessionalRole }[]
}

/** Whether the chain of the log is whole. */
export interface AuditCheck {
  readonly entries: number
  /** The first entry that does not fit, is missing or was cut off; null = the log is whole. */
  readonly brokenAt: number | null
  readonly checkedAt: IsoMoment
}

/** A bundle of FHIR R4 with an AuditEvent for each entry. */
export interface AuditBundle {
  readonly resourceType: 'Bundle'
  readonly type: string
  readonly entry?: readonly object[]
}

/** Entries, the newest first; `before` asks for the next page, null = there is none. */
export interface AuditPage {
  readonly entries: readonly AuditView[]
  readonly before: number | null
}

/** Whose records somebody who treats may open: those of the own patients, or those of the whole practice. */
interface Recorded {
  readonly recordedAt: IsoMoment
  readonly recordedBy: string
}

/** Everything that is stored about one patient, oldest first; each document with the hash that was kept with it. */
export interface PatientExport {
  readonly dosisPatient: 1
  readonly exportedAt: IsoMoment
  readonly practice: string
  readonly patientId: string
  readonly details: readonly (Recorded & { readonly versionId: string; readonly details: Json })[]
  readonly events: readonly (Recorded & {
    readonly eventId: string
    readonly kind: string
    readonly occurredAt: IsoMoment
    readonly body: Json
    readonly hash: string
  })[]
  readonly decisions: readonly {
    readonly decisionId: string
    readonly kind: string
    readonly madeAt: IsoMoment
    readonly madeBy: string
    readonly knowledgeVersion: string
    readonly input: Json
    readonly inputHash: string
    readonly result: Json
    readonly resultHash: string
  }[]
  readonly plans: readonly (Recorded & {
    readonly planId: string
    readonly version: number
    readonly status: string
    readonly plan: Json
    readonly hash: string
    readonly confirmedAt: IsoMoment | null
    readonly confirmedBy: string | null
  })[]
  /** Links and phones that could open the record, without what opens it. */
  readonly access: readonly {
    readonly createdAt: IsoMoment
    readonly expiresAt: IsoMoment
    readonly revokedAt: IsoMoment | null
  }[]
}

/** Why somebody needs a copy: the patient asked for it, another practitioner takes over, or something else. */
export const exportReasons = ['patient', 'handover', 'other'] as const
export type ExportReason = (typeof exportReasons)[number]

/** A copy waits for a job, at times longer than usual, is ready for a day, and then has expired. */
export type ExportState = 'waiting' | 'late' | 'ready' | 'expired'

/** A copy of a record. */
export interface RecordExport {
  readonly exportId: string
  readonly askedAt: IsoMoment
  /** The name of a professional. */
  readonly askedBy: string
  readonly reason: ExportReason
  readonly state: ExportState
  readonly expiresAt: IsoMoment | null
  /** As it is packed; `null` until it is ready. */
  readonly bytes: number | null
}

/** The newest first. */
export interface RecordExports {
  readonly exports: readonly RecordExport[]
}

export const accessRules = ['team', 'practice'] as const
export type AccessRule = (typeof accessRules)[number]

/** Why somebody opens the record of a patient whom he does not treat. */
export const outsideReasons = ['emergency', 'substitution', 'consultation', 'request', 'complaint', 'other'] as const
export type OutsideReason = (typeof outsideReasons)[number]

/** How somebody came to treat a patient. */
export const teamHows = ['entered', 'planned', 'treated', 'assigned'] as const
export type TeamHow = (typeof teamHows)[number]

export interface TeamMember {
  readonly accountId: string
  readonly name: string
  readonly role: ProfessionalRole
  readonly how: TeamHow
  readonly since: IsoMoment
  /** The person left the practice. */
  readonly hasLeft: boolean
}

/** Somebody opened the record without treating the patient. */
export interface OutsideAccess {
  readonly accessId: string
  readonly name: string
  readonly role: ProfessionalRole
  readonly reason: OutsideReason
  readonly explanation: string
  readonly at: IsoMoment
  readonly expiresAt: IsoMoment
}

/** Who treats a patient, who could, and who looked from outside. */
export interface CareTeam {
  readonly rule: AccessRule
  readonly members: readonly TeamMember[]
  /** Others of the practice who treat, for who adds one. */
  readonly colleagues: readonly { readonly accountId: string; readonly name: string; readonly role: ProfessionalRole }[]
  /** The newest first, at most 20. */
  readonly outside: readonly OutsideAccess[]
}

/** A patient of the practice whom the reader does not treat: enough to be found, and to be helped when treatment stops. */
export interface OtherPatient {
  readonly patientId: string
  readonly name: string
  readonly ageYears: number
  readonly sex: 'female' | 'male'
  /** Something must be looked at first, whoever does it. */
  readonly stopped: boolean
  /** Nobody of the team looked in time, so that everybody is asked. */
  readonly escalated?: boolean
}

export const reviewOutcomes = ['justified', 'unjustified', 'follow_up'] as const
export type ReviewOutcome = (typeof reviewOutcomes)[number]

/** An access that somebody has to look at, and why. */
export interface AccessToReview {
  readonly subject: string
  /** Id of the rule that listed it. */
  readonly rule: 'outside' | 'read-only'
  readonly at: IsoMoment
  readonly name: string
  readonly role: string | null
  readonly actorId: string
  readonly patientId: string
  /** Entries in the log that belong to it. */
  readonly entries: number
  /** Of `outside`: what the person gave as reason. */
  readonly reason: OutsideReason | null
  readonly explanation: string | null
  readonly review: {
    readonly outcome: ReviewOutcome
    readonly note: string
    readonly at: IsoMoment
    readonly by: string
  } | null
}

export interface AccessReview {
  readonly policy: {
    readonly rule: AccessRule
    /** Null = nobody chose yet. */
    readonly since: IsoMoment | null
    readonly by: string | null
    readonly explanation: string | null
  }
  /** Why an access is on the list, by the rule that put it there. */
  readonly rules: Readonly<Record<AccessToReview['rule'], { readonly source: Text }>>
  /** What waits, oldest first; then what was reviewed, newest first, at most 100. */
  readonly items: readonly AccessToReview[]
}

/** The answer to any request that went wrong (RFC 9457, problem details). */
export interface ProblemDetails {
  readonly type: string
  readonly title: string
  readonly status: number
  /** Every problem with its path in the input. */
  readonly problems: readonly Problem[]
}

/** Every path with its request and response. `params` stand in the path; ids of what is written are made by the client. */
export interface Contract {
  /** Without `code`, an account with a second factor is answered 401 with a problem at `code`. */
  signIn: { body: { login: string; password: string; code?: string }; response: Account }
  signOut: { response: { signedOut: true } }
  whoAmI: { response: Account }
  /** Ends all other sessions of the account too. */
  changePassword: { body: { current: string; next: string }; response: Account }
  ownSessions: { response: { sessions: readonly OwnSession[] } }
  endOtherSessions: { response: { sessions: readonly OwnSession[] } }
  secondFactor: { response: SecondFactorState }
  /** `uri` is what a QR code says; it counts once a code of it was confirmed. */
  beginSecondFactor: { body: { current: string }; response: { secret: string; uri: string } }
  /** The codes are for paper: shown once, each to be used once when the phone is lost. */
  confirmSecondFactor: { body: { code: string }; response: { recoveryCodes: readonly string[] } }
  endSecondFactor: { body: { current: string }; response: SecondFactorState }
  /** For a colleague who lost phone and paper. */
  removeSecondFactor: { params: { accountId: string }; response: KeptAccount }
  passkeys: { response: { passkeys: readonly OwnPasskey[] } }
  /** `options` and `answer` are what WebAuthn calls them in JSON, for and from the browser. */
  beginPasskey: { body: { current: string }; response: { options: object } }
  addPasskey: { body: { name: string; answer: object }; response: { passkeys: readonly OwnPasskey[] } }
  removePasskey: { body: { passkeyId: string }; response: { passkeys: readonly OwnPasskey[] } }
  beginPasskeySignIn: { body: Record<string, never>; response: { options: object } }
  signInWithPasskey: { body: { answer: object }; response: Account }
  /** Of a practice, or of the only one that has a provider. */
  offeredProvider: { query: { practice?: string }; response: OfferedProvider }
  /** `url`: where the browser goes; it comes back to the page of Dosis with an answer behind its address. */
  beginProviderSignIn: { body: { practiceId: string }; response: { url: string } }
  signInWithProvider: { body: { answer: string }; response: Account }
  identityProvider: { response: ProviderOfPractice }
  setIdentityProvider: { body: IdentityProviderSettings; response: ProviderOfPractice }
  removeIdentityProvider: { body: Record<string, never>; response: ProviderOfPractice }
  signInPolicy: { response: SignInPolicy }
  changeSignInPolicy: { body: SignInPolicy; response: SignInPolicy }
  listAccounts: { response: { accounts: readonly KeptAccount[] } }
  /** Sent again under its id it gives another password, as long as nobody signed in with the first. */
  addAccount: {
    body: { accountId: string; login: string; displayName: string; role: ProfessionalRole }
    response: GivenPassword
  }
  changeAccount: {
    params: { accountId: string }
    body: { displayName: string; role: ProfessionalRole }
    response: KeptAccount
  }
  /** Signs the person out everywhere; the record keeps the name. */
  endAccount: { params: { accountId: string }; response: KeptAccount }
  reopenAccount: { params: { accountId: string }; body: Record<string, never>; response: GivenPassword }
  givePassword: { params: { accountId: string }; body: Record<string, never>; response: GivenPassword }
  knowledge: { response: Knowledge }
  /** The same with the texts of one language, about two thirds of the bytes; `inBoth` of the domain makes it whole. */
  knowledgeInLanguage: { params: { language: Language }; response: KnowledgeInOneLanguage }
  /** How instruments are filled in and scored, with the texts of one language; `inBoth` makes `InstrumentForms` of it. */
  instrumentForms: { params: { language: Language }; response: KnowledgeInOneLanguage }
  /** How each exercise is done and what it loads, by id: what `knowledgeInLanguage` leaves out. */
  exerciseDetails: { response: Readonly<Record<string, ExerciseDetails>> }
  /** Assesses without storing: the `input` of a vignette or an `AssessmentInput`. The day may be null: not known. */
  assess: { body: unknown; response: Assessment<IsoDate | null> }
  /** `others`: patients whom the reader does not treat, who were searched for or whose treatment stopped. */
  listPatients: {
    query: { search?: string }
    response: { today: IsoDate; patients: readonly WorklistRow[]; others?: readonly OtherPatient[] }
  }
  createPatient: { body: { patientId: string; details: PatientDetails }; response: PatientRecord }
  changeDetails: {
    params: { patientId: string }
    body: { eventId: string; details: PatientDetails }
    response: PatientRecord
  }
  patient: { params: { patientId: string }; response: PatientRecord }
  stateFacts: {
    params: { patientId: string }
    body: { statements: readonly { eventId: string; fact: FactId; stated: Fact }[] }
    response: PatientRecord
  }
  stateRequests: {
    params: { patientId: string }
    body: { eventId: string; requests: readonly string[] }
    response: PatientRecord
  }
  /** Keeps the assessment of this moment as a decision that can be replayed. */
  storeAssessment: { params: { patientId: string }; body: { decisionId: string }; response: PatientRecord }
  draftPlan: {
    params: { patientId: string }
    body: { preferences: PlanPreferences }
    response: { plan: Plan; hash: string }
  }
  /** Confirms what was shown: refused when the server drafts another hash from the same preferences. */
  confirmPlan: {
    params: { patientId: string }
    body: { planId: string; decisionId: string; preferences: PlanPreferences; hash: string }
    response: PatientRecord
  }
  changePlanStatus: {
    params: { patientId: string }
    body: { eventId: string; action: 'pause' | 'resume' | 'close'; reason: string }
    response: PatientRecord
  }
  /** Makes a link for the patient's phone; the old ones stay valid until they are revoked. */
  createPatientLink: {
    params: { patientId: string }
    body: { linkId: string }
    response: { url: string; expiresAt: IsoMoment }
  }
  /** Ends every link of the patient and signs out every phone that opened one, as when a phone is lost. */
  revokePatientLinks: {
    params: { patientId: string }
    body: { eventId: string }
    response: { revokedAt: IsoMoment }
  }
  recordMeasurements: {
    params: { patientId: string }
    body: { measurements: readonly (Measurement & { eventId: string })[] }
    response: PatientRecord
  }
  decideProgress: {
    params: { patientId: string }
    body: {
      eventId: string
      decisionId: string
      planId: string
      prescription: string
      accepted: boolean
      reason: string
      /** Numbers that the therapist gives, where the step leaves its size open, or where less is wanted. */
      chosen?: readonly ChosenNumber[]
    }
    response: PatientRecord
  }
  releaseAdverseEvent: {
    params: { patientId: string }
    body: { eventId: string; adverseEventId: string; outcome: string }
    response: PatientRecord
  }
  decideEvaluation: {
    params: { patientId: string }
    body: {
      eventId: string
      decisionId: string
      choice: EvaluationChoice
      note: string
      requestForHelpMet: boolean | null
    }
    response: PatientRecord
  }
  /** Keeps the plan as it is although the knowledge changed; refused when the change makes the plan wait. */
  reviewKnowledgeChange: {
    params: { patientId: string }
    body: { eventId: string; planId: string; version: number; from: string; to: string; reason: string }
    response: PatientRecord
  }
  replay: {
    params: { decisionId: string }
    response: {
      decisionId: string
      identical: boolean
      storedHash: string
      recomputedHash: string
      knowledgeVersion: string
    }
  }
  recordExports: { params: { patientId: string }; response: RecordExports }
  /** A job makes it; asked again with the same id, it is one. */
  askExport: {
    params: { patientId: string }
    body: { exportId: string; reason: ExportReason }
    response: RecordExports
  }
  /** Left out = the newest that is ready. */
  downloadExport: { params: { patientId: string }; query: { exportId?: string }; response: PatientExport }
  careTeam: { params: { patientId: string }; response: CareTeam }
  /** Adds a colleague, or takes one out; the last one stays. */
  changeTeam: {
    params: { patientId: string }
    body: { changeId: string; accountId: string; change: 'join' | 'leave' }
    response: CareTeam
  }
  /** Opens the record of a patient whom one does not treat, for a limited time; it comes on the list for review. */
  openOutside: {
    params: { patientId: string }
    body: { accessId: string; reason: OutsideReason; explanation: string }
    response: { expiresAt: IsoMoment }
  }
  /** What has to be looked at of who opened which record, and the rule of the practice. */
  accessReview: { response: AccessReview }
  reviewAccess: {
    body: { reviewId: string; subject: string; outcome: ReviewOutcome; note: string }
    response: AccessReview
  }
  setAccessRule: { body: { policyId: string; rule: AccessRule; explanation: string }; response: AccessReview }
  /** Who did what to one record. */
  patientAudit: { params: { patientId: string }; query: { before?: string }; response: AuditPage }
  /** Who did what in the practice; for its manager. */
  practiceAudit: { query: AuditFilter & { before?: string }; response: PracticeAuditPage }
  /** Reads the log of the practice from its start, and holds each entry against its hash. */
  checkAudit: { response: AuditCheck }
  /** The entries that fit, oldest first; refused when there are more than 5000. */
  exportAudit: { query: AuditFilter; response: AuditBundle }
  /** The phone trades the token of its link for a session cookie. */
  openLink: { body: { token: string }; response: PatientToday }
  today: { response: PatientToday }
  /** Takes logs in any order, any number of times; each answer names the ids that are safe now. */
  /**
   * Everything that waits on a phone, in any order and as often as it comes; nothing is refused for what it says. What
   * holds now comes back with it. The two routes below do the same for apps of before.
   */
  sync: {
    body: { items: readonly DeliveredItem[] }
    response: { items: readonly DeliveryOutcome[]; today: PatientToday }
  }
  sendLogs: { body: { logs: readonly SessionLog[] }; response: { stored: readonly string[]; today: PatientToday } }
  reportAdverseEvent: { body: { report: AdverseEventReport }; response: { stored: string; today: PatientToday } }
  /** Who looked at the own record. */
  /** `by` = only what professionals did, without what this phone did itself. */
  whoLooked: { query: { before?: string; by?: 'professionals' }; response: AuditPage }
  /**
   * Texts of the symptoms, exercises and forms that the phone needs, of the version of its plan. How an exercise is done
   * comes with the exercises of the plan alone.
   */
  patientKnowledge: {
    response: Pick<
      Knowledge,
      'version' | 'symptoms' | 'exercises' | 'forms' | 'progressions' | 'constraints' | 'notices'
    > & { readonly sources?: PatientSources }
  }
}

/** Where rules come from, for who asks why: the documents, and how sure each statement is that a rule of the phone cites. */
export interface PatientSources {
  readonly documents: Readonly<Record<string, Pick<SourceDocument, 'title' | 'status' | 'statusNote'>>>
  readonly statements: Readonly<Record<StatementId, Pick<Statement, 'document' | 'kind' | 'certainty'>>>
}

export type RouteName = keyof Contract

/** As whom a route is called: nobody signed in needed, a professional, or a patient's phone; `routeRoles` has the roles. */
export type Caller = 'anyone' | 'professional' | 'patient'

export interface RoutePath {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: `/api/${string}`
  readonly caller: Caller
}

/** Method, path and caller of every route; the server registers exactly these. */
export const routePaths: { readonly [Name in RouteName]: RoutePath } = {
  signIn: { method: 'POST', path: '/api/session', caller: 'anyone' },
  signOut: { method: 'DELETE', path: '/api/session', caller: 'anyone' },
  whoAmI: { method: 'GET', path: '/api/session', caller: 'professional' },
  changePassword: { method: 'POST', path: '/api/session/password', caller: 'professional' },
  ownSessions: { method: 'GET', path: '/api/sessions', caller: 'professional' },
  endOtherSessions: { method: 'DELETE', path: '/api/sessions', caller: 'professional' },
  secondFactor: { method: 'GET', path: '/api/second-factor', caller: 'professional' },
  beginSecondFactor: { method: 'POST', path: '/api/second-factor', caller: 'professional' },
  confirmSecondFactor: { method: 'POST', path: '/api/second-factor/confirmation', caller: 'professional' },
  endSecondFactor: { method: 'POST', path: '/api/second-factor/end', caller: 'professional' },
  removeSecondFactor: { method: 'DELETE', path: '/api/accounts/:accountId/second-factor', caller: 'professional' },
  passkeys: { method: 'GET', path: '/api/passkeys', caller: 'professional' },
  beginPasskey: { method: 'POST', path: '/api/passkeys/challenge', caller: 'professional' },
  addPasskey: { method: 'POST', path: '/api/passkeys', caller: 'professional' },
  removePasskey: { method: 'POST', path: '/api/passkeys/removal', caller: 'professional' },
  beginPasskeySignIn: { method: 'POST', path: '/api/session/passkey/challenge', caller: 'anyone' },
  signInWithPasskey: { method: 'POST', path: '/api/session/passkey', caller: 'anyone' },
  offeredProvider: { method: 'GET', path: '/api/session/provider', caller: 'anyone' },
  beginProviderSignIn: { method: 'POST', path: '/api/session/provider/begin', caller: 'anyone' },
  signInWithProvider: { method: 'POST', path: '/api/session/provider', caller: 'anyone' },
  identityProvider: { method: 'GET', path: '/api/identity-provider', caller: 'professional' },
  setIdentityProvider: { method: 'POST', path: '/api/identity-provider', caller: 'professional' },
  removeIdentityProvider: { method: 'POST', path: '/api/identity-provider/removal', caller: 'professional' },
  signInPolicy: { method: 'GET', path: '/api/sign-in-policy', caller: 'professional' },
  changeSignInPolicy: { method: 'POST', path: '/api/sign-in-policy', caller: 'professional' },
  listAccounts: { method: 'GET', path: '/api/accounts', caller: 'professional' },
  addAccount: { method: 'POST', path: '/api/accounts', caller: 'professional' },
  changeAccount: { method: 'POST', path: '/api/accounts/:accountId', caller: 'professional' },
  endAccount: { method: 'DELETE', path: '/api/accounts/:accountId', caller: 'professional' },
  reopenAccount: { method: 'POST', path: '/api/accounts/:accountId/reopening', caller: 'professional' },
  givePassword: { method: 'POST', path: '/api/accounts/:accountId/password', caller: 'professional' },
  knowledge: { method: 'GET', path: '/api/knowledge', caller: 'professional' },
  knowledgeInLanguage: { method: 'GET', path: '/api/knowledge/:language', caller: 'professional' },
  instrumentForms: { method: 'GET', path: '/api/knowledge/:language/instrument-forms', caller: 'professional' },
  exerciseDetails: { method: 'GET', path: '/api/exercise-details', caller: 'professional' },
  assess: { method: 'POST', path: '/api/assess', caller: 'professional' },
  listPatients: { method: 'GET', path: '/api/patients', caller: 'professional' },
  createPatient: { method: 'POST', path: '/api/patients', caller: 'professional' },
  changeDetails: { method: 'POST', path: '/api/patients/:patientId/details', caller: 'professional' },
  patient: { method: 'GET', path: '/api/patients/:patientId', caller: 'professional' },
  stateFacts: { method: 'POST', path: '/api/patients/:patientId/facts', caller: 'professional' },
  stateRequests: { method: 'POST', path: '/api/patients/:patientId/requests', caller: 'professional' },
  storeAssessment: { method: 'POST', path: '/api/patients/:patientId/assessments', caller: 'professional' },
  draftPlan: { method: 'POST', path: '/api/patients/:patientId/plan-draft', caller: 'professional' },
  confirmPlan: { method: 'POST', path: '/api/patients/:patientId/plans', caller: 'professional' },
  changePlanStatus: { method: 'POST', path: '/api/patients/:patientId/plan-status', caller: 'professional' },
  createPatientLink: { method: 'POST', path: '/api/patients/:patientId/links', caller: 'professional' },
  revokePatientLinks: { method: 'POST', path: '/api/patients/:patientId/link-revocations', caller: 'professional' },
  recordMeasurements: { method: 'POST', path: '/api/patients/:patientId/measurements', caller: 'professional' },
  decideProgress: { method: 'POST', path: '/api/patients/:patientId/progress', caller: 'professional' },
  releaseAdverseEvent: { method: 'POST', path: '/api/patients/:patientId/releases', caller: 'professional' },
  decideEvaluation: { method: 'POST', path: '/api/patients/:patientId/evaluations', caller: 'professional' },
  reviewKnowledgeChange: { method: 'POST', path: '/api/patients/:patientId/knowledge-reviews', caller: 'professional' },
  replay: { method: 'GET', path: '/api/decisions/:decisionId/replay', caller: 'professional' },
  recordExports: { method: 'GET', path: '/api/patients/:patientId/exports', caller: 'professional' },
  askExport: { method: 'POST', path: '/api/patients/:patientId/exports', caller: 'professional' },
  downloadExport: { method: 'GET', path: '/api/patients/:patientId/export', caller: 'professional' },
  careTeam: { method: 'GET', path: '/api/patients/:patientId/team', caller: 'professional' },
  changeTeam: { method: 'POST', path: '/api/patients/:patientId/team', caller: 'professional' },
  openOutside: { method: 'POST', path: '/api/patients/:patientId/outside-access', caller: 'professional' },
  accessReview: { method: 'GET', path: '/api/access-review', caller: 'professional' },
  reviewAccess: { method: 'POST', path: '/api/access-review', caller: 'professional' },
  setAccessRule: { method: 'POST', path: '/api/access-rule', caller: 'professional' },
  patientAudit: { method: 'GET', path: '/api/patients/:patientId/audit', caller: 'professional' },
  practiceAudit: { method: 'GET', path: '/api/audit', caller: 'professional' },
  checkAudit: { method: 'GET', path: '/api/audit/check', caller: 'professional' },
  exportAudit: { method: 'GET', path: '/api/audit/fhir', caller: 'professional' },
  openLink: { method: 'POST', path: '/api/phone/session', caller: 'anyone' },
  today: { method: 'GET', path: '/api/phone/today', caller: 'patient' },
  sync: { method: 'POST', path: '/api/phone/sync', caller: 'patient' },
  sendLogs: { method: 'POST', path: '/api/phone/logs', caller: 'patient' },
  reportAdverseEvent: { method: 'POST', path: '/api/phone/adverse-events', caller: 'patient' },
  patientKnowledge: { method: 'GET', path: '/api/phone/knowledge', caller: 'patient' },
  whoLooked: { method: 'GET', path: '/api/phone/audit', caller: 'patient' },
}
