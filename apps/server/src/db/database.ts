import type { ColumnType } from 'kysely'

/** Written once: the update type `never` makes a change a type error. */
type Fixed<Type> = ColumnType<Type, Type, never>
/** A moment; PostgreSQL keeps it in UTC, the driver answers a `Date`. */
type Moment = ColumnType<Date, Date, never>
type OptionalMoment = ColumnType<Date | null, Date | null | undefined, Date | null>

export interface PracticeTable {
  practice_id: Fixed<string>
  name: Fixed<string>
  created_at: Moment
}

export interface AccountTable {
  practice_id: Fixed<string>
  account_id: Fixed<string>
  login: Fixed<string>
  display_name: string
  role: string
  password_hash: string
  created_at: Moment
  /** When the person left; null = may sign in. */
  ended_at: OptionalMoment
  /** Until when a password that somebody else gave opens the door; null = the owner chose it. */
  password_expires_at: OptionalMoment
}

export interface SessionTable {
  token_hash: Fixed<string>
  practice_id: Fixed<string>
  account_id: Fixed<string>
  created_at: Moment
  expires_at: Date
  revoked_at: OptionalMoment
  /** Browser and system, as the browser named itself at sign-in. */
  device: ColumnType<string | null, string | null | undefined, never>
  /** By what it was opened. */
  way: ColumnType<SignInWay, SignInWay | undefined, never>
}

export type SignInWay = 'password' | 'passkey' | 'provider'

/** A browser in which somebody signed in before. */
export interface KnownDeviceTable {
  practice_id: Fixed<string>
  token_hash: Fixed<string>
  account_id: Fixed<string>
  created_at: Moment
  revoked_at: OptionalMoment
}

/** The second thing that an account asks for at sign-in; without `confirmed_at` it is not asked for. */
export interface SecondFactorTable {
  practice_id: Fixed<string>
  account_id: Fixed<string>
  sealed_secret: string
  /** Step of the last code that was used, a whole number as a string. */
  last_step: ColumnType<string, number, number>
  begun_at: ColumnType<Date, Date, Date>
  confirmed_at: OptionalMoment
}

export interface RecoveryCodeTable {
  practice_id: Fixed<string>
  code_hash: Fixed<string>
  account_id: Fixed<string>
  created_at: Moment
  used_at: OptionalMoment
}

/** A key that a device keeps for its owner; `counter` is a whole number as a string. */
export interface PasskeyTable {
  practice_id: Fixed<string>
  credential_id: Fixed<string>
  account_id: Fixed<string>
  public_key: Fixed<string>
  transports: Fixed<string>
  /** The host of the page for which it was made. */
  relying_party: Fixed<string>
  name: Fixed<string>
  counter: ColumnType<string, number, number>
  created_at: Moment
  last_used_at: OptionalMoment
  removed_at: OptionalMoment
}

/** With which provider the professionals of a practice sign in. */
export interface IdentityProviderTable {
  practice_id: Fixed<string>
  /** As the button says it. */
  name: string
  issuer: string
  client_id: string
  sealed_secret: string
  /** By what the provider says of somebody the account is found, the first time: its login. */
  matched_by: 'email' | 'preferred_username'
  /** Whether the provider asks who it is each time, also of somebody whom it knows. */
  asks_every_time: boolean
  passwords_for: 'everyone' | 'administrators'
  set_at: Date
  removed_at: ColumnType<Date | null, null | undefined, Date | null>
}

/** Whom a provider knows an account as. */
export interface AccountIdentityTable {
  practice_id: Fixed<string>
  issuer: Fixed<string>
  subject: Fixed<string>
  account_id: Fixed<string>
  linked_at: Moment
}

export interface SignInPolicyTable {
  practice_id: Fixed<string>
  second_factor: 'optional' | 'required'
  set_at: Date
  set_by: string
}

export interface PatientTable {
  practice_id: Fixed<string>
  patient_id: Fixed<string>
  created_at: Moment
}

/** Name, birth date and the like; each change is a new version, the latest `sequence` holds. */
export interface PatientDetailsTable {
  practice_id: Fixed<string>
  patient_id: Fixed<string>
  version_id: Fixed<string>
  /** Written as JSON text, read as parsed JSON. */
  details: ColumnType<unknown, string, never>
  recorded_at: Moment
  recorded_by: Fixed<string>
  sequence: ColumnType<string, never, never>
}

/** What a person stated or did. `body` is canonical JSON text; `content_hash` covers all that was stated. */
export interface EventTable {
  practice_id: Fixed<string>
  event_id: Fixed<string>
  patient_id: Fixed<string | null>
  kind: Fixed<string>
  body: Fixed<string>
  content_hash: Fixed<string>
  occurred_at: Moment
  recorded_at: Moment
  recorded_by: Fixed<string>
  /** Order of arrival, a whole number as a string. */
  sequence: ColumnType<string, never, never>
}

/** What Dosis concluded. `input` and `result` are canonical JSON text, kept byte for byte for replay. */
export interface DecisionTable {
  practice_id: Fixed<string>
  decision_id: Fixed<string>
  patient_id: Fixed<string | null>
  kind: Fixed<string>
  input: Fixed<string>
  knowledge_version: Fixed<string>
  result: Fixed<string>
  input_hash: Fixed<string>
  result_hash: Fixed<string>
  made_at: Moment
  made_by: Fixed<string>
  sequence: ColumnType<string, never, never>
}

export type PlanVersionStatus = 'draft' | 'confirmed'

/** One version of a plan, never changed. `body` is canonical JSON text; its hash is what was shown and confirmed. */
export interface PlanVersionTable {
  practice_id: Fixed<string>
  plan_id: Fixed<string>
  version: Fixed<number>
  patient_id: Fixed<string>
  body: Fixed<string>
  body_hash: Fixed<string>
  status: Fixed<PlanVersionStatus>
  recorded_at: Moment
  recorded_by: Fixed<string>
  confirmed_at: ColumnType<Date | null, Date | null, never>
  confirmed_by: Fixed<string | null>
}

export interface PatientLinkTable {
  practice_id: Fixed<string>
  token_hash: Fixed<string>
  patient_id: Fixed<string>
  created_at: Moment
  expires_at: ColumnType<Date, Date, never>
  revoked_at: OptionalMoment
}

/** A copy of a record that somebody asked for; `file` is there from when a job made it until it expires. */
export interface RecordExportTable {
  practice_id: Fixed<string>
  export_id: Fixed<string>
  patient_id: Fixed<string>
  asked_at: Moment
  asked_by: Fixed<string>
  reason: Fixed<string>
  made_at: OptionalMoment
  expires_at: OptionalMoment
  bytes: ColumnType<number | null, never, number>
  /** JSON, packed with gzip. */
  file: ColumnType<Buffer | null, never, Buffer | null>
}

/** The knowledge a decision was made with; `body` is canonical JSON text. */
export interface KnowledgeVersionTable {
  knowledge_version: Fixed<string>
  body: Fixed<string>
  body_hash: Fixed<string>
  first_used_at: Moment
}

/** What NEN 7513 asks of one event: who, when, what, about whom, with what outcome. */
export interface AuditEntryTable {
  practice_id: Fixed<string>
  /** Counts on within the practice, from 1, without gaps; a whole number as a string. */
  sequence: ColumnType<string, string | number, never>
  occurred_at: Moment
  event: Fixed<string>
  action: Fixed<string>
  outcome: Fixed<number>
  purpose: Fixed<string>
  actor_kind: Fixed<string>
  actor_id: Fixed<string | null>
  actor_name: Fixed<string | null>
  actor_role: Fixed<string | null>
  address: Fixed<string | null>
  patient_id: Fixed<string | null>
  object_id: Fixed<string | null>
  detail: Fixed<string | null>
  trace_id: Fixed<string>
  source: Fixed<string | null>
  policy: Fixed<string | null>
  relation: Fixed<string | null>
  checks: Fixed<string | null>
  previous_hash: Fixed<string>
  hash: Fixed<string>
  /** The entry of the erasure that took out whom this one is about; null = nothing was taken out. */
  erased_by: ColumnType<string | null, never, never>
  /** Covers what is left after an erasure; `hash` stays that of the whole entry. */
  remainder_hash: ColumnType<string | null, never, never>
}

/** The last entry of each practice. */
export interface AuditHeadTable {
  practice_id: Fixed<string>
  sequence: ColumnType<string, string | number, string | number>
  hash: string
}

/** Who joined or left the team around a patient; of each account the last row counts. */
export interface CareTeamTable {
  practice_id: Fixed<string>
  change_id: Fixed<string>
  patient_id: Fixed<string>
  account_id: Fixed<string>
  change: Fixed<'join' | 'leave'>
  how: Fixed<string>
  recorded_at: Moment
  recorded_by: Fixed<string>
  sequence: ColumnType<string, never, never>
}

/** Access to a record outside the treatment relation, with its reason and its end. */
export interface OutsideAccessTable {
  practice_id: Fixed<string>
  access_id: Fixed<string>
  patient_id: Fixed<string>
  account_id: Fixed<string>
  reason: Fixed<string>
  explanation: Fixed<string>
  given_at: Moment
  expires_at: Moment
}

/** Whose records those who treat may open, as the practice chose; the last row counts. */
export interface AccessPolicyTable {
  practice_id: Fixed<string>
  policy_id: Fixed<string>
  rule: Fixed<string>
  explanation: Fixed<string>
  recorded_at: Moment
  recorded_by: Fixed<string>
  sequence: ColumnType<string, never, never>
}

/** What somebody concluded about an access; of each subject the last row counts. */
export interface AccessReviewTable {
  practice_id: Fixed<string>
  review_id: Fixed<string>
  subject: Fixed<string>
  outcome: Fixed<string>
  note: Fixed<string>
  recorded_at: Moment
  recorded_by: Fixed<string>
  sequence: ColumnType<string, never, never>
}

export interface Database {
  access_policy: AccessPolicyTable
  access_review: AccessReviewTable
  audit_entry: AuditEntryTable
  audit_head: AuditHeadTable
  care_team: CareTeamTable
  outside_access: OutsideAccessTable
  practice: PracticeTable
  account: AccountTable
  session: SessionTable
  known_device: KnownDeviceTable
  second_factor: SecondFactorTable
  recovery_code: RecoveryCodeTable
  passkey: PasskeyTable
  identity_provider: IdentityProviderTable
  account_identity: AccountIdentityTable
  sign_in_policy: SignInPolicyTable
  patient: PatientTable
  patient_details: PatientDetailsTable
  event: EventTable
  decision: DecisionTable
  plan_version: PlanVersionTable
  patient_link: PatientLinkTable
  record_export: RecordExportTable
  knowledge_version: KnowledgeVersionTable
}

/** Tables whose rows are only ever added. */
export const appendOnlyTables = [
  'practice',
  'patient',
  'patient_details',
  'event',
  'decision',
  'plan_version',
  'knowledge_version',
  'audit_entry',
  'care_team',
  'outside_access',
  'access_policy',
  'access_review',
] as const satisfies readonly (keyof Database)[]
