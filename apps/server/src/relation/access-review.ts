import { type AccessReview, type AccessToReview, type Contract, outsideReasons, reviewOutcomes } from '@dosis/api'
import { type Kysely, sql, type Transaction } from 'kysely'
import { auditing } from '../audit/auditing.ts'
import { nameInRecord, type ProfessionalCaller } from '../auth/caller.ts'
import { ConflictError, type Database } from '../db/index.ts'
import { badInput } from '../http/refused.ts'
import type { Installation } from '../installation.ts'
import { reviewRules } from './review-rules.ts'

type Reader = Kysely<Database> | Transaction<Database>

const reviewedShown = 100

/** What has to be looked at, and the rule of the practice on who may open which record. */
export async function readAccessReview(db: Reader, practiceId: string, timeZone: string): Promise<AccessReview> {
  const all = await accessesToReview(db, practiceId, timeZone)
  const waiting = all.filter(({ review }) => review === null)
  const reviewed = all.filter(({ review }) => review !== null).sort((left, right) => compare(right, left))
  return {
    policy: await policyOf(db, practiceId),
    rules: reviewRules,
    items: [...waiting.sort(compare), ...reviewed.slice(0, reviewedShown)],
  }
}

function compare(left: AccessToReview, right: AccessToReview): number {
  return left.at < right.at ? -1 : left.at > right.at ? 1 : left.subject < right.subject ? -1 : 1
}

interface Row {
  subject: string
  rule: string
  at: Date
  name: string | null
  role: string | null
  actor_id: string
  patient_id: string
  entries: number
  reason: string | null
  explanation: string | null
  outcome: string | null
  note: string | null
  reviewed_at: Date | null
  reviewed_by: string | null
}

/**
 * An access with a reason is one item, with the entries of its time; reading without treating is one item per person,
 * patient and day of the practice.
 */
async function accessesToReview(db: Reader, practiceId: string, timeZone: string): Promise<AccessToReview[]> {
  const { rows } = await sql<Row>`
    with found as (
      select 'outside:' || access_id as subject, 'outside' as rule, given_at as at, 'account:' || account_id as actor_id,
        patient_id, reason, explanation,
        (select count(*)::integer from audit_entry where audit_entry.practice_id = ${practiceId}
          and audit_entry.patient_id = outside_access.patient_id
          and actor_id = 'account:' || outside_access.account_id
          and occurred_at between given_at and expires_at) as entries
      from outside_access where practice_id = ${practiceId}
      union all
      select 'read:' || actor_id || ':' || patient_id || ':' || day, 'read-only', min(occurred_at), actor_id, patient_id,
        null, null, count(*)::integer
      from (
        select *, (occurred_at at time zone ${timeZone})::date as day from audit_entry
        where practice_id = ${practiceId} and relation = 'practice' and outcome = 0 and patient_id is not null
      ) as opened
      where not exists (select from care_team where care_team.practice_id = ${practiceId}
        and care_team.patient_id = opened.patient_id and 'account:' || care_team.account_id = opened.actor_id)
      group by actor_id, patient_id, day
    )
    select found.*, account.display_name as name, account.role, review.outcome, review.note,
      review.recorded_at as reviewed_at, reviewer.display_name as reviewed_by
    from found
    left join account on account.practice_id = ${practiceId} and 'account:' || account.account_id = found.actor_id
    left join lateral (select * from access_review where access_review.practice_id = ${practiceId}
      and access_review.subject = found.subject order by sequence desc limit 1) as review on true
    left join account as reviewer
      on reviewer.practice_id = ${practiceId} and 'account:' || reviewer.account_id = review.recorded_by`.execute(db)
  return rows.map(toItem)
}

function toItem(row: Row): AccessToReview {
  const outcome = reviewOutcomes.find((one) => one === row.outcome)
  return {
    subject: row.subject,
    rule: row.rule === 'outside' ? 'outside' : 'read-only',
    at: row.at.toISOString(),
    name: row.name ?? row.actor_id,
    role: row.role,
    actorId: row.actor_id,
    patientId: row.patient_id,
    entries: row.entries,
    reason: outsideReasons.find((one) => one === row.reason) ?? null,
    explanation: row.explanation,
    review:
      outcome === undefined || row.reviewed_at === null
        ? null
        : { outcome, note: row.note ?? '', at: row.reviewed_at.toISOString(), by: row.reviewed_by ?? '' },
  }
}

async function policyOf(db: Reader, practiceId: string): Promise<AccessReview['policy']> {
  const row = await db
    .selectFrom('access_policy')
    .leftJoin('account', (join) =>
      join
        .onRef('account.practice_id', '=', 'access_policy.practice_id')
        .on(sql`'account:' || account.account_id`, '=', sql.ref('access_policy.recorded_by')),
    )
    .select(['rule', 'explanation', 'recorded_at', 'recorded_by', 'display_name'])
    .where('access_policy.practice_id', '=', practiceId)
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined) return { rule: 'team', since: null, by: null, explanation: null }
  return {
    rule: row.rule === 'practice' ? 'practice' : 'team',
    since: row.recorded_at.toISOString(),
    by: row.display_name ?? row.recorded_by,
    explanation: row.explanation,
  }
}

/**
 * Keeps what somebody concluded about an access; a later conclusion stands beside the earlier ones and counts.
 * @throws {Refused} 400 nothing of that name is on the list
 */
export async function reviewAccess(
  { store, timeZone }: Installation,
  caller: ProfessionalCaller,
  { reviewId, subject, outcome, note }: Contract['reviewAccess']['body'],
): Promise<AccessReview> {
  const { practiceId } = caller
  return store.write(async (transaction) => {
    const item = (await accessesToReview(transaction, practiceId, timeZone)).find((one) => one.subject === subject)
    if (item === undefined) throw badInput([{ path: 'subject', message: 'needs an access of the list' }])
    auditing()?.about({ patientId: item.patientId, objectId: item.actorId, detail: outcome })
    const row = { subject, outcome, note, recorded_by: nameInRecord(caller) }
    await transaction
      .insertInto('access_review')
      .values({ ...row, practice_id: practiceId, review_id: reviewId, recorded_at: store.now() })
      .onConflict((conflict) => conflict.columns(['practice_id', 'review_id']).doNothing())
      .execute()
    const stored = await transaction
      .selectFrom('access_review')
      .selectAll()
      .where('practice_id', '=', practiceId)
      .where('review_id', '=', reviewId)
      .executeTakeFirstOrThrow()
    if (stored.subject !== subject || stored.outcome !== outcome || stored.note !== note) {
      throw new ConflictError('review', [reviewId])
    }
    return readAccessReview(transaction, practiceId, timeZone)
  })
}

/** Keeps the choice of the practice on whose records those who treat may open. */
export async function setAccessRule(
  { store, timeZone }: Installation,
  caller: ProfessionalCaller,
  { policyId, rule, explanation }: Contract['setAccessRule']['body'],
): Promise<AccessReview> {
  const { practiceId } = caller
  auditing()?.about({ detail: rule })
  return store.write(async (transaction) => {
    await transaction
      .insertInto('access_policy')
      .values({
        practice_id: practiceId,
        policy_id: policyId,
        rule,
        explanation,
        recorded_at: store.now(),
        recorded_by: nameInRecord(caller),
      })
      .onConflict((conflict) => conflict.columns(['practice_id', 'policy_id']).doNothing())
      .execute()
    const stored = await transaction
      .selectFrom('access_policy')
      .select(['rule', 'explanation'])
      .where('practice_id', '=', practiceId)
      .where('policy_id', '=', policyId)
      .executeTakeFirstOrThrow()
    if (stored.rule !== rule || stored.explanation !== explanation) throw new ConflictError('rule', [policyId])
    return readAccessReview(transaction, practiceId, timeZone)
  })
}
