import type { CareTeam, Contract, OutsideAccess, TeamHow, TeamMember } from '@dosis/api'
import { outsideReasons, teamHows } from '@dosis/api'
import { type Kysely, sql, type Transaction } from 'kysely'
import { auditing } from '../audit/auditing.ts'
import { nameInRecord, type ProfessionalCaller } from '../auth/caller.ts'
import { roleOf } from '../auth/store.ts'
import { ConflictError, type Database, type Store } from '../db/index.ts'
import { badInput, conflict } from '../http/refused.ts'
import { lockPatient } from '../patient/change-patient.ts'
import type { PatientKey } from '../patient/history.ts'
import { accessRule, relationWith } from './relation.ts'
import { changeTeamOf } from './team.ts'

type Reader = Kysely<Database> | Transaction<Database>

/** How long a reason opens a record: as long as the longest session, a working day. */
export const outsideAccessMilliseconds = 12 * 60 * 60_000

/** Roles that may treat; others of the practice are not in a team. */
const treating = ['therapist', 'physician', 'assistant']

/** Who treats a patient, who could, and who looked from outside. */
export async function readCareTeam(db: Reader, { practiceId, patientId }: PatientKey): Promise<CareTeam> {
  const members = await membersOf(db, { practiceId, patientId })
  const within = new Set(members.map(({ accountId }) => accountId))
  const others = await db
    .selectFrom('account')
    .select(['account_id', 'display_name', 'role'])
    .where('practice_id', '=', practiceId)
    .where('ended_at', 'is', null)
    .where('role', 'in', treating)
    .orderBy('display_name')
    .execute()
  return {
    rule: await accessRule(db, practiceId),
    members,
    colleagues: others
      .filter(({ account_id }) => !within.has(account_id))
      .map((row) => ({ accountId: row.account_id, name: row.display_name, role: roleOf(row.role) })),
    outside: await outsideAccesses(db, { practiceId, patientId }),
  }
}

async function membersOf(db: Reader, { practiceId, patientId }: PatientKey): Promise<readonly TeamMember[]> {
  const { rows } = await sql<{
    account_id: string
    display_name: string
    role: string
    how: string
    recorded_at: Date
    ended_at: Date | null
  }>`
    select latest.account_id, account.display_name, account.role, latest.how, latest.recorded_at, account.ended_at
    from (
      select distinct on (account_id) account_id, change, how, recorded_at, sequence from care_team
      where practice_id = ${practiceId} and patient_id = ${patientId} order by account_id, sequence desc
    ) as latest
    join account on account.practice_id = ${practiceId} and account.account_id = latest.account_id
    where latest.change = 'join' order by latest.sequence`.execute(db)
  return rows.map((row) => ({
    accountId: row.account_id,
    name: row.display_name,
    role: roleOf(row.role),
    how: howOf(row.how),
    since: row.recorded_at.toISOString(),
    hasLeft: row.ended_at !== null,
  }))
}

function howOf(how: string): TeamHow {
  return teamHows.find((one) => one === how) ?? 'treated'
}

async function outsideAccesses(db: Reader, { practiceId, patientId }: PatientKey): Promise<readonly OutsideAccess[]> {
  const rows = await db
    .selectFrom('outside_access')
    .innerJoin('account', (join) =>
      join
        .onRef('account.practice_id', '=', 'outside_access.practice_id')
        .onRef('account.account_id', '=', 'outside_access.account_id'),
    )
    .select(['access_id', 'display_name', 'role', 'reason', 'explanation', 'given_at', 'expires_at'])
    .where('outside_access.practice_id', '=', practiceId)
    .where('patient_id', '=', patientId)
    .orderBy('given_at', 'desc')
    .limit(20)
    .execute()
  return rows.map((row) => ({
    accessId: row.access_id,
    name: row.display_name,
    role: roleOf(row.role),
    reason: outsideReasons.find((one) => one === row.reason) ?? 'other',
    explanation: row.explanation,
    at: row.given_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
  }))
}

/**
 * Adds a colleague to the team of a patient, or takes one out.
 * @throws {Refused} 400 nobody of the practice who treats; 409 the last one would go
 */
export async function changeTeam(
  store: Store,
  caller: ProfessionalCaller,
  key: PatientKey,
  { changeId, accountId, change }: Contract['changeTeam']['body'],
): Promise<CareTeam> {
  auditing()?.about({ objectId: `account:${accountId}`, detail: change })
  return store.write(async (transaction) => {
    await lockPatient(transaction, key)
    const members = await membersOf(transaction, key)
    const isIn = members.some((member) => member.accountId === accountId)
    if (
      change === 'leave' &&
      isIn &&
      members.filter(({ hasLeft }) => !hasLeft).every((one) => one.accountId === accountId)
    ) {
      throw conflict('accountId', 'is the last who treats this patient; add somebody first')
    }
    if (change === 'join') await requireTreating(transaction, key.practiceId, accountId)
    const how = change === 'join' ? 'assigned' : 'removed'
    const wanted = { accountId, change, how, recordedBy: nameInRecord(caller) } as const
    await changeTeamOf(transaction, store.now(), key, wanted, changeId)
    return readCareTeam(transaction, key)
  })
}

async function requireTreating(db: Reader, practiceId: string, accountId: string): Promise<void> {
  const row = await db
    .selectFrom('account')
    .select('account_id')
    .where('practice_id', '=', practiceId)
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .where('role', 'in', treating)
    .executeTakeFirst()
  if (row === undefined) {
    throw badInput([{ path: 'accountId', message: 'needs a colleague of this practice who treats' }])
  }
}

/**
 * Gives access to the record of a patient whom the caller does not treat, until a working day has passed. The same
 * again has no effect.
 * @throws {Refused} 404 no such patient; 409 the caller needs no reason
 */
export async function openOutside(
  store: Store,
  { account: { accountId } }: ProfessionalCaller,
  key: PatientKey,
  { accessId, reason, explanation }: Contract['openOutside']['body'],
): Promise<Contract['openOutside']['response']> {
  return store.write(async (transaction) => {
    await lockPatient(transaction, key)
    const now = store.now()
    const relation = await relationWith(transaction, key, accountId, now)
    if (relation?.kind === 'team' || relation?.kind === 'practice') {
      throw conflict('relation', 'this record is open to you already')
    }
    auditing()?.about({ objectId: accessId })
    auditing()?.restsOn({ kind: 'outside', reason })
    const expiresAt = new Date(now.getTime() + outsideAccessMilliseconds)
    const row = { patient_id: key.patientId, account_id: accountId, reason, explanation }
    await transaction
      .insertInto('outside_access')
      .values({ ...row, practice_id: key.practiceId, access_id: accessId, given_at: now, expires_at: expiresAt })
      .onConflict((conflicting) => conflicting.columns(['practice_id', 'access_id']).doNothing())
      .execute()
    const stored = await transaction
      .selectFrom('outside_access')
      .selectAll()
      .where('practice_id', '=', key.practiceId)
      .where('access_id', '=', accessId)
      .executeTakeFirstOrThrow()
    if (Object.entries(row).some(([name, value]) => stored[name as keyof typeof row] !== value)) {
      throw new ConflictError('access', [accessId])
    }
    return { expiresAt: stored.expires_at.toISOString() }
  })
}
