import type { AuditAction, AuditEvent, AuditOutcome } from '@dosis/domain'
import type { Kysely, Transaction } from 'kysely'
import type { Database, Store } from '../db/index.ts'
import { appendAuditEntry, nobodysPractice } from './audit-entry.ts'
import type { Operator } from './operator.ts'
import { originOfEntries } from './origin.ts'

/** A practice, and what of it a command is about. */
export interface Concerned {
  readonly practiceId: string
  readonly objectId?: string
}

/** What a command does, as its entry says it. */
export interface CommandStatement {
  readonly operator: Operator
  readonly event: AuditEvent
  readonly action: AuditAction
  /** Which practices it concerns, read when the work is done; none = nobody's. */
  readonly concerns: (db: Kysely<Database>) => Promise<readonly Concerned[]>
  readonly patientId?: string
  readonly detail?: string
}

const nobodys: readonly Concerned[] = [{ practiceId: nobodysPractice }]

/** All practices of the store, for what concerns the whole of it. */
export function everyPractice(db: Kysely<Database>): Promise<readonly Concerned[]> {
  return db.selectFrom('practice').select('practice_id as practiceId').orderBy('practice_id').execute()
}

/** The practices that know a patient. */
export const practicesOfPatient =
  (patientId: string): CommandStatement['concerns'] =>
  (db) => {
    const found = db.selectFrom('patient').select('practice_id as practiceId').where('patient_id', '=', patientId)
    return found.orderBy('practice_id').execute()
  }

/** Adds the entry of a command to the log of each practice that it concerns. */
export async function appendCommandEntries(
  transaction: Transaction<Database>,
  now: Date,
  { operator, concerns, patientId, detail, event, action }: CommandStatement,
  outcome: AuditOutcome = 0,
): Promise<void> {
  const { account, machine, traceId } = operator
  const found = await concerns(transaction)
  for (const { practiceId, objectId } of found.length === 0 ? nobodys : found) {
    await appendAuditEntry(transaction, {
      ...originOfEntries,
      practiceId,
      occurredAt: now.toISOString(),
      event,
      action,
      outcome,
      purpose: 'HOPERAT',
      actor: { kind: 'command', id: `os:${account}`, name: account, role: 'operator' },
      address: machine,
      patientId: patientId ?? null,
      objectId: objectId ?? null,
      detail: detail ?? null,
      traceId,
      relation: null,
      checks: null,
    })
  }
}

/**
 * Does the work of a command on a store. Its entry is in the transaction of the first thing that it writes; what only
 * reads answers when its entry is on the disk. A command that is refused or fails leaves an entry too.
 */
export async function withCommandAudit<Answer>(
  store: Store,
  statement: CommandStatement,
  work: (store: Store) => Promise<Answer>,
): Promise<Answer> {
  let isWritten = false
  const taking: Store = {
    ...store,
    write: async (write) => {
      if (isWritten) return store.write(write)
      const answer = await store.write(async (transaction) => {
        const done = await write(transaction)
        await appendCommandEntries(transaction, store.now(), statement)
        return done
      })
      isWritten = true
      return answer
    },
  }
  const writeAlone = (outcome: AuditOutcome) =>
    store.write((transaction) => appendCommandEntries(transaction, store.now(), statement, outcome))
  try {
    const answer = await work(taking)
    if (!isWritten) await writeAlone(0)
    return answer
  } catch (error) {
    // The errors that tell somebody what does not fit, here and in HTTP, are named so.
    if (!isWritten) await writeAlone(error instanceof Error && error.name.endsWith('Refused') ? 4 : 8)
    throw error
  }
}
