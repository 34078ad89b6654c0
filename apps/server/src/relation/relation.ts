import { type AccessRule, type OutsideReason, outsideReasons } from '@dosis/api'
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Database } from '../db/index.ts'
import type { PatientKey } from '../patient/history.ts'

/** What somebody's access to a record rests on. */
export type Relation =
  | { readonly kind: 'team'; readonly how: string }
  /** The practice decided that everyone who treats in it may see its patients. */
  | { readonly kind: 'practice' }
  /** For a limited time, with a reason. */
  | { readonly kind: 'outside'; readonly reason: OutsideReason }
  | { readonly kind: 'none' }

type Reader = Kysely<Database> | Transaction<Database>

interface Found {
  readonly known: boolean
  readonly team: string | null
  readonly outside: string | null
  readonly rule: string | null
}

/**
 * The relation of an account with a patient at a moment.
 * @returns undefined when the practice has no such patient
 */
export async function relationWith(
  db: Reader,
  { practiceId, patientId }: PatientKey,
  accountId: string,
  now: Date,
): Promise<Relation | undefined> {
  const { rows } = await sql<Found>`
    select
      exists (select from patient where practice_id = ${practiceId} and patient_id = ${patientId}) as known,
      (select change || ' ' || how from care_team where practice_id = ${practiceId} and patient_id = ${patientId}
        and account_id = ${accountId} order by sequence desc limit 1) as team,
      (select reason from outside_access where practice_id = ${practiceId} and patient_id = ${patientId}
        and account_id = ${accountId} and expires_at > ${now} order by given_at desc limit 1) as outside,
      (select rule from access_policy where practice_id = ${practiceId} order by sequence desc limit 1) as rule`.execute(
    db,
  )
  const [found] = rows
  if (found === undefined || !found.known) return undefined
  const [change, how = ''] = found.team?.split(' ') ?? []
  if (change === 'join') return { kind: 'team', how }
  if (found.rule === 'practice') return { kind: 'practice' }
  const reason = outsideReasons.find((one) => one === found.outside)
  return reason === undefined ? { kind: 'none' } : { kind: 'outside', reason }
}

/** As it stands in the log. */
export function relationInLog(relation: Relation): string {
  if (relation.kind === 'team') return `team ${relation.how}`
  return relation.kind === 'outside' ? `outside ${relation.reason}` : relation.kind
}

/** Patients whose record an account may open now; `everyone` where the practice decided so. */
export async function patientsWithin(
  db: Reader,
  practiceId: string,
  accountId: string,
  now: Date,
): Promise<ReadonlySet<string> | 'everyone'> {
  if ((await accessRule(db, practiceId)) === 'practice') return 'everyone'
  const { rows } = await sql<{ patient_id: string }>`
    select patient_id from (
      select distinct on (patient_id) patient_id, change from care_team
      where practice_id = ${practiceId} and account_id = ${accountId} order by patient_id, sequence desc
    ) as latest where change = 'join'
    union
    select patient_id from outside_access
    where practice_id = ${practiceId} and account_id = ${accountId} and expires_at > ${now}`.execute(db)
  return new Set(rows.map(({ patient_id }) => patient_id))
}

/** What the practice chose last; until it chose, the team. */
export async function accessRule(db: Reader, practiceId: string): Promise<AccessRule> {
  const row = await db
    .selectFrom('access_policy')
    .select('rule')
    .where('practice_id', '=', practiceId)
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.rule === 'practice' ? 'practice' : 'team'
}
