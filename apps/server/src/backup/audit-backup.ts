import type { Transaction } from 'kysely'
import { appendCommandEntries, everyPractice } from '../audit/by-command.ts'
import type { Operator } from '../audit/operator.ts'
import type { Database, Store } from '../db/index.ts'

/** Says in every log that a backup is taken, before the first byte leaves; the backup holds the entry. */
export async function auditBackup(store: Store, operator: Operator): Promise<void> {
  const statement = { operator, event: 'backup.write', action: 'R', concerns: everyPractice } as const
  await store.write((transaction) => appendCommandEntries(transaction, store.now(), statement))
}

/** Says in every log that this is a restored database, and of which backup. */
export async function auditRestore(
  transaction: Transaction<Database>,
  now: Date,
  operator: Operator,
  takenAt: string,
): Promise<void> {
  const statement = { operator, event: 'backup.restore', action: 'C', concerns: everyPractice } as const
  await appendCommandEntries(transaction, now, { ...statement, detail: `taken at ${takenAt}` })
}
