import { type Kysely, sql, type Transaction } from 'kysely'
import type { Database } from './database.ts'
import type { SyncBarrier } from './embedded/sync-barrier.ts'

export type StoreKind = 'embedded' | 'postgresql' | 'memory'

/** What the store reports; a pino logger fits. Nothing about a patient is ever logged here. */
export type Log = {
  info(details: object, message: string): void
  fatal(details: object, message: string): void
}

/** One durable record of one installation. */
export type Store = {
  /** For reading. Writes go through `write`, which alone says when they are safe. */
  readonly db: Kysely<Database>
  readonly kind: StoreKind
  readonly now: () => Date
  /**
   * Runs `work` in one transaction and answers when what it wrote is on the disk: all of it, or nothing.
   * Inside `work` use only the transaction it is given.
   * @throws {UnsafeStoreError} the disk failed; nothing is acknowledged any more and the process must stop
   */
  readonly write: <Result>(work: (transaction: Transaction<Database>) => Promise<Result>) => Promise<Result>
  /** Leaves everything on the disk and lets go of it. */
  readonly close: () => Promise<void>
}

/** PostgreSQL itself answers a commit only when its log is on the disk (checked when it is opened). */
export function writeToServer(db: Kysely<Database>): Store['write'] {
  return (work) => db.transaction().execute(work)
}

/** The embedded database: the barrier must have seen the log reach the disk before anyone hears of success. */
export function writeBehindBarrier(
  db: Kysely<Database>,
  barrier: SyncBarrier,
  onUnsafe: (reason: Error) => void,
): Store['write'] {
  const reportFailure = (): void => {
    if (barrier.failure !== undefined) onUnsafe(barrier.failure)
  }
  return async (work) => {
    try {
      barrier.assertSound()
      let journalSyncsBefore: number | undefined
      const result = await db.transaction().execute(async (transaction) => {
        const answer = await work(transaction)
        if (await hasWritten(transaction)) journalSyncsBefore = barrier.journalSyncCount
        return answer
      })
      barrier.acknowledge(journalSyncsBefore)
      return result
    } catch (error) {
      reportFailure()
      barrier.assertSound()
      throw error
    }
  }
}

async function hasWritten(transaction: Transaction<Database>): Promise<boolean> {
  const { rows } = await sql<{ wrote: boolean }>`
    select pg_current_xact_id_if_assigned() is not null as wrote`.execute(transaction)
  return rows[0]?.wrote === true
}
