import { type Kysely, sql, type Transaction } from 'kysely'
import type { Pool, QueryResult } from 'pg'
import type { Database } from './database.ts'
import type { LastAcknowledged } from './embedded/last-acknowledged.ts'
import type { SyncBarrier } from './embedded/sync-barrier.ts'

export type StoreKind = 'embedded' | 'postgresql' | 'memory'

/** What the store reports; a pino logger fits. Nothing about a patient is ever logged here. */
export type Log = {
  info(details: object, message: string): void
  fatal(details: object, message: string): void
}

/** One or more statements, with the rows of all of them. */
export type QueueStatement = (text: string, values?: unknown[]) => Promise<{ readonly rows: readonly unknown[] }>

export type WriteSize = 'ordinary' | 'entry'

/** One durable record of one installation. */
export type Store = {
  /** For reading. Writes go through `write`, which alone says when they are safe. */
  readonly db: Kysely<Database>
  readonly kind: StoreKind
  readonly now: () => Date
  /**
   * Runs `work` in one transaction and answers when what it wrote is on the disk: all of it, or nothing.
   * Inside `work` use only the transaction it is given, and nothing that must not happen twice: when another
   * transaction stands in the way, the work is done again.
   * @param size `entry`: so little that it is still taken when the disk is almost full, such as the entry of what was read
   * @throws {UnsafeStoreError} the disk failed; nothing is acknowledged any more and the process must stop
   * @throws {NoRoomError} the disk is almost full; nothing was written
   */
  readonly write: <Result>(
    work: (transaction: Transaction<Database>) => Promise<Result>,
    size?: WriteSize,
  ) => Promise<Result>
  /**
   * Runs the statements of the job queue, which keeps itself in a schema of its own. What it writes is promised to nobody:
   * a lost job is made again from the record.
   * @throws {NoRoomError} the disk of the embedded database is almost full
   */
  readonly queue: QueueStatement
  /** Where a server keeps several practices: the same, seen from within the practice of the running work. */
  readonly confined?: Pick<Store, 'db' | 'write'>
  /** Leaves everything on the disk and lets go of it. */
  readonly close: () => Promise<void>
}

/**
 * The store as requests may use it: what belongs to no practice, or to another than that of the running work, is not
 * there. The embedded database holds one practice; there it is the store itself.
 */
export function confined(store: Store): Store {
  return { ...store, ...store.confined }
}

/** Another transaction stood in the way (serialization failure, deadlock): the same work may succeed when repeated. */
const repeatable: ReadonlySet<unknown> = new Set(['40001', '40P01'])
const attempts = 3

/** PostgreSQL itself answers a commit only when its log is on the disk (checked when it is opened). */
export function writeToServer(db: Kysely<Database>): Store['write'] {
  return async (work) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await db.transaction().execute(work)
      } catch (error) {
        if (attempt === attempts || !repeatable.has((error as { code?: unknown } | undefined)?.code)) throw error
      }
    }
  }
}

/** The embedded database: the barrier must have seen the log reach the disk before anyone hears of success. */
export function writeBehindBarrier(
  db: Kysely<Database>,
  barrier: SyncBarrier,
  lastAcknowledged: LastAcknowledged,
  requireRoom: (size: WriteSize) => void,
  afterwards: () => void = () => {},
): Store['write'] {
  return async (work, size = 'ordinary') => {
    barrier.assertOurs()
    requireRoom(size)
    let journalSyncsBefore: number | undefined
    let written: string | null = null
    try {
      const result = await db.transaction().execute(async (transaction) => {
        const answer = await work(transaction)
        written = await numberOf(transaction)
        if (written !== null) journalSyncsBefore = barrier.journalSyncCount
        return answer
      })
      barrier.acknowledge(journalSyncsBefore)
      if (written !== null) lastAcknowledged.note(written)
      afterwards()
      return result
    } catch (error) {
      barrier.assertSound()
      throw error
    }
  }
}

/** Statements without parameters may be several, and answer so; each begins and ends its own transaction. */
export function queueOn(pool: Pool): QueueStatement {
  return async (text, values) => {
    const result = (await pool.query(text, values)) as QueryResult | readonly QueryResult[]
    return { rows: 'rows' in result ? result.rows : result.flatMap(({ rows }): unknown[] => rows) }
  }
}

/** The same on the embedded database: never without room, and never on a database that broke down. */
export function queueBehindBarrier(
  pool: Pool,
  barrier: SyncBarrier,
  requireRoom: (size: WriteSize) => void,
  afterwards: () => void,
): QueueStatement {
  const run = queueOn(pool)
  return async (text, values) => {
    barrier.assertOurs()
    requireRoom('ordinary')
    try {
      return await run(text, values)
    } finally {
      barrier.assertSound()
      afterwards()
    }
  }
}

/** The number of a transaction that wrote something; null when it did not. */
async function numberOf(transaction: Transaction<Database>): Promise<string | null> {
  const { rows } = await sql<{ number: string | null }>`
    select pg_current_xact_id_if_assigned()::text as number`.execute(transaction)
  return rows[0]?.number ?? null
}
