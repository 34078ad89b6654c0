import {
  type AuditAction,
  type AuditActor,
  type AuditEntry,
  type AuditOutcome,
  type AuditPurpose,
  type AuditStatement,
  canonicalJson,
} from '@dosis/domain'
import { sql, type Kysely, type Selectable, type Transaction } from 'kysely'

import type { AuditEntryTable, Database } from '../db/database.ts'
import { sha256 } from '../db/hash.ts'

/** The practice of what happened before anybody was known. */
export const nobodysPractice = '-'

const startOfChain = '0'.repeat(64)

/** What entries of before these columns do not hold, so that their hash stays what it was. */
const addedLater = ['source', 'policy', 'relation', 'checks'] as const

/** The hash of an entry covers all of it and the hash of the one before. */
export function hashOfEntry({ hash: _, ...entry }: AuditEntry): string {
  const absent: ReadonlySet<string> = new Set(addedLater.filter((name) => entry[name] === null))
  return sha256(canonicalJson(Object.fromEntries(Object.entries(entry).filter(([name]) => !absent.has(name)))))
}

/** The hash of what an erasure left of an entry: all but whom it was about. */
export function remainderHashOf(remainder: AuditEntry): string {
  return sha256(canonicalJson(remainder))
}

/** What the entry of an erasure says of the entries it changed, in their order: how many, and a hash of all. */
export function digestOfRemainders(remainders: readonly string[]): string {
  return `${remainders.length} ${sha256(remainders.join('\n'))}`
}

/** Adds an entry to the chain of its practice; who adds another one waits until the transaction ends. */
export async function appendAuditEntry(
  transaction: Transaction<Database>,
  statement: AuditStatement,
): Promise<AuditEntry> {
  const { practiceId } = statement
  await transaction
    .insertInto('audit_head')
    .values({ practice_id: practiceId, sequence: 0, hash: startOfChain })
    .onConflict((conflict) => conflict.column('practice_id').doNothing())
    .execute()
  const head = await transaction
    .selectFrom('audit_head')
    .select(['sequence', 'hash'])
    .where('practice_id', '=', practiceId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const sequence = Number(head.sequence) + 1
  const unhashed: AuditEntry = { ...statement, sequence, previousHash: head.hash, hash: '' }
  const entry: AuditEntry = { ...unhashed, hash: hashOfEntry(unhashed) }
  await transaction.insertInto('audit_entry').values(toRow(entry)).execute()
  await transaction
    .updateTable('audit_head')
    .set({ sequence, hash: entry.hash })
    .where('practice_id', '=', practiceId)
    .execute()
  return entry
}

function toRow(entry: AuditEntry) {
  const { actor } = entry
  return {
    practice_id: entry.practiceId,
    sequence: entry.sequence,
    occurred_at: new Date(entry.occurredAt),
    event: entry.event,
    action: entry.action,
    outcome: entry.outcome,
    purpose: entry.purpose,
    actor_kind: actor.kind,
    actor_id: actor.id,
    actor_name: actor.name,
    actor_role: actor.role,
    address: entry.address,
    patient_id: entry.patientId,
    object_id: entry.objectId,
    detail: entry.detail,
    trace_id: entry.traceId,
    source: entry.source,
    policy: entry.policy,
    relation: entry.relation,
    checks: entry.checks,
    previous_hash: entry.previousHash,
    hash: entry.hash,
  }
}

/** The entry that a row holds. */
export function toEntry(row: Selectable<AuditEntryTable>): AuditEntry {
  return {
    practiceId: row.practice_id,
    sequence: Number(row.sequence),
    occurredAt: row.occurred_at.toISOString(),
    event: row.event,
    action: row.action as AuditAction,
    outcome: row.outcome as AuditOutcome,
    purpose: row.purpose as AuditPurpose,
    actor: {
      kind: row.actor_kind as AuditActor['kind'],
      id: row.actor_id,
      name: row.actor_name,
      role: row.actor_role,
    },
    address: row.address,
    patientId: row.patient_id,
    objectId: row.object_id,
    detail: row.detail,
    traceId: row.trace_id,
    source: row.source,
    policy: row.policy,
    relation: row.relation,
    checks: row.checks,
    previousHash: row.previous_hash,
    hash: row.hash,
  }
}

/** What is looked for in the log; left out = everything of the practice. */
export interface AuditSearch {
  readonly patientId?: string
  readonly actorId?: string
  readonly actorKind?: AuditActor['kind']
  readonly event?: string
  readonly outcome?: AuditOutcome
  /** Moments: from the first on, before the second. */
  readonly since?: Date
  readonly until?: Date
  /** Entries above this one, for who reads on from the oldest. */
  readonly after?: number
  /** Entries below this one, for the next page. */
  readonly before?: number
  readonly limit: number
}

/** Entries of a practice, the newest first; the oldest first when they are asked for after one. */
export async function auditEntries(
  db: Kysely<Database>,
  practiceId: string,
  search: AuditSearch,
): Promise<readonly AuditEntry[]> {
  const { patientId, actorId, actorKind, event, outcome, since, until, before, after, limit } = search
  const rows = await db
    .selectFrom('audit_entry')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .$if(patientId !== undefined, (query) => query.where('patient_id', '=', patientId ?? ''))
    .$if(actorId !== undefined, (query) => query.where('actor_id', '=', actorId ?? ''))
    .$if(actorKind !== undefined, (query) => query.where('actor_kind', '=', actorKind ?? ''))
    .$if(event !== undefined, (query) => query.where('event', '=', event ?? ''))
    .$if(outcome !== undefined, (query) => query.where('outcome', '=', outcome ?? 0))
    .$if(since !== undefined, (query) => query.where('occurred_at', '>=', since ?? new Date(0)))
    .$if(until !== undefined, (query) => query.where('occurred_at', '<', until ?? new Date(0)))
    .$if(before !== undefined, (query) => query.where('sequence', '<', String(before)))
    .$if(after !== undefined, (query) => query.where('sequence', '>', String(after)))
    .orderBy('sequence', after === undefined ? 'desc' : 'asc')
    .limit(limit)
    .execute()
  return rows.map(toEntry)
}

/** What a check of the chains found. */
export interface AuditVerification {
  readonly entries: number
  readonly problems: readonly { readonly id: string; readonly problem: string }[]
}

const rowsAtOnce = 500

/** Reads every chain from its start: each entry must fit its hash, follow the one before, and the last be the head. */
export async function verifyAudit(db: Kysely<Database>): Promise<AuditVerification> {
  const heads = await db.selectFrom('audit_head').selectAll().orderBy('practice_id').execute()
  const known = new Set(heads.map(({ practice_id }) => practice_id))
  const { rows: found } = await sql<{ practice_id: string }>`
    select distinct practice_id from audit_entry order by practice_id`.execute(db)
  const problems = found
    .filter(({ practice_id }) => !known.has(practice_id))
    .map(({ practice_id }) => ({ id: practice_id, problem: 'has entries and no head' }))
  let entries = 0
  for (const { practice_id, sequence, hash } of heads) {
    const chain = await verifyChain(db, practice_id)
    entries += chain.entries
    problems.push(...chain.problems)
    if (chain.entries !== Number(sequence) || chain.hash !== hash) {
      problems.push({ id: practice_id, problem: 'the end of the chain is missing' })
    }
  }
  return { entries, problems }
}

/** The same for one practice: the first number at which its chain is not what it was. */
export async function findBreak(
  db: Kysely<Database>,
  practiceId: string,
): Promise<{ readonly entries: number; readonly brokenAt: number | null }> {
  const { entries, hash, brokenAt } = await verifyChain(db, practiceId)
  const head = await db
    .selectFrom('audit_head')
    .select(['sequence', 'hash'])
    .where('practice_id', '=', practiceId)
    .executeTakeFirst()
  const isWhole = entries === Number(head?.sequence ?? 0) && hash === (head?.hash ?? startOfChain)
  return { entries, brokenAt: brokenAt ?? (isWhole ? null : entries + 1) }
}

async function verifyChain(db: Kysely<Database>, practiceId: string) {
  const problems: { id: string; problem: string }[] = []
  let previous = startOfChain
  let last = 0
  let entries = 0
  let brokenAt: number | null = null
  const erased = new Map<number, string[]>()
  const erasures = new Map<number, string>()
  for (;;) {
    const rows = await db
      .selectFrom('audit_entry')
      .selectAll()
      .where('practice_id', '=', practiceId)
      .where('sequence', '>', String(last))
      .orderBy('sequence')
      .limit(rowsAtOnce)
      .execute()
    for (const row of rows) {
      const entry = toEntry(row)
      const id = `${practiceId} ${entry.sequence}`
      const known = problems.length
      if (entry.sequence !== last + 1) problems.push({ id, problem: 'an entry before it is missing' })
      if (entry.previousHash !== previous) problems.push({ id, problem: 'does not follow the entry before it' })
      if (entry.event === 'patient.erase') erasures.set(entry.sequence, entry.detail ?? '')
      // Rows of before erasures, at the first step of a restore, lack both columns.
      const ofErasure: Partial<Pick<typeof row, 'erased_by' | 'remainder_hash'>> = row
      const { erased_by: erasedBy = null, remainder_hash: remainderHash = null } = ofErasure
      const hash = erasedBy === null ? hashOfEntry(entry) : remainderHashOf(entry)
      if (hash !== (remainderHash ?? entry.hash)) problems.push({ id, problem: 'does not fit its hash' })
      if (erasedBy !== null) {
        const others = erased.get(Number(erasedBy)) ?? []
        erased.set(Number(erasedBy), [...others, `${entry.hash} ${remainderHash}`])
      }
      if (problems.length > known) brokenAt ??= last + 1
      previous = entry.hash
      last = entry.sequence
    }
    entries += rows.length
    if (rows.length < rowsAtOnce) break
  }
  for (const sequence of new Set([...erased.keys(), ...erasures.keys()])) {
    const says = erasures.get(sequence)
    if (says === undefined || !says.endsWith(` ${digestOfRemainders(erased.get(sequence) ?? [])}`)) {
      problems.push({ id: `${practiceId} ${sequence}`, problem: 'is not the erasure that entries name' })
      brokenAt = Math.min(brokenAt ?? sequence, sequence)
    }
  }
  return { entries, hash: previous, problems, brokenAt }
}
