import { canonicalJson, type IsoMoment } from '@dosis/domain'
import { sql, type Kysely, type Selectable, type Transaction } from 'kysely'

import type { AuditEntryTable, Database } from '../db/database.ts'
import { sha256 } from '../db/hash.ts'

/** What was done: made, read, changed, ended, or asked and carried out (the letters of DICOM and FHIR). */
export type AuditAction = 'C' | 'R' | 'U' | 'D' | 'E'

/** 0 done, 4 refused, 8 failed (the codes of DICOM and FHIR). */
export type AuditOutcome = 0 | 4 | 8

/** Why: treatment, work of the practice, at the patient's own request, or nobody is known yet. */
export type AuditPurpose = 'TREAT' | 'HOPERAT' | 'PATRQT' | 'none'

/** Who did something, under the name and role of that moment. */
export interface AuditActor {
  readonly kind: 'professional' | 'patient' | 'nobody'
  readonly id: string | null
  readonly name: string | null
  readonly role: string | null
}

/** One event, as it is stated; the record adds its place in the chain. */
export interface AuditStatement {
  readonly practiceId: string
  readonly occurredAt: IsoMoment
  readonly event: string
  readonly action: AuditAction
  readonly outcome: AuditOutcome
  readonly purpose: AuditPurpose
  readonly actor: AuditActor
  readonly address: string | null
  readonly patientId: string | null
  readonly objectId: string | null
  /** Figures and codes, never what a patient or a professional wrote. */
  readonly detail: string | null
  readonly traceId: string
}

export interface AuditEntry extends AuditStatement {
  /** Whole number from 1, without gaps within a practice. */
  readonly sequence: number
  readonly previousHash: string
  readonly hash: string
}

/** The practice of what happened before anybody was known. */
export const nobodysPractice = '-'

const startOfChain = '0'.repeat(64)

/** The hash of an entry covers all of it and the hash of the one before. */
export function hashOfEntry({ hash: _, ...entry }: AuditEntry): string {
  return sha256(canonicalJson(entry))
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
    previousHash: row.previous_hash,
    hash: row.hash,
  }
}

/** What is looked for in the log; left out = everything of the practice. */
export interface AuditSearch {
  readonly patientId?: string
  readonly actorId?: string
  readonly actorKind?: AuditActor['kind']
  /** Entries below this one, for the next page. */
  readonly before?: number
  readonly limit: number
}

/** Entries of a practice, the newest first. */
export async function auditEntries(
  db: Kysely<Database>,
  practiceId: string,
  { patientId, actorId, actorKind, before, limit }: AuditSearch,
): Promise<readonly AuditEntry[]> {
  const rows = await db
    .selectFrom('audit_entry')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .$if(patientId !== undefined, (query) => query.where('patient_id', '=', patientId ?? ''))
    .$if(actorId !== undefined, (query) => query.where('actor_id', '=', actorId ?? ''))
    .$if(actorKind !== undefined, (query) => query.where('actor_kind', '=', actorKind ?? ''))
    .$if(before !== undefined, (query) => query.where('sequence', '<', String(before)))
    .orderBy('sequence', 'desc')
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

async function verifyChain(db: Kysely<Database>, practiceId: string) {
  const problems: { id: string; problem: string }[] = []
  let previous = startOfChain
  let last = 0
  let entries = 0
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
      if (entry.sequence !== last + 1) problems.push({ id, problem: 'an entry before it is missing' })
      if (entry.previousHash !== previous) problems.push({ id, problem: 'does not follow the entry before it' })
      if (entry.event === 'patient.erase') erasures.set(entry.sequence, entry.detail ?? '')
      // Rows of before erasures, at the first step of a restore, lack both columns.
      const { erased_by: erasedBy = null, remainder_hash: remainderHash = null } = row
      const hash = erasedBy === null ? hashOfEntry(entry) : remainderHashOf(entry)
      if (hash !== (remainderHash ?? entry.hash)) problems.push({ id, problem: 'does not fit its hash' })
      if (erasedBy !== null) {
        const others = erased.get(Number(erasedBy)) ?? []
        erased.set(Number(erasedBy), [...others, `${entry.hash} ${remainderHash}`])
      }
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
    }
  }
  return { entries, hash: previous, problems }
}
