import { PGlite } from '@electric-sql/pglite'
import { createPgConfig } from '@electric-sql/pglite/node-postgres'
import { Kysely, PostgresDialect } from 'kysely'
import { Pool } from 'pg'
import { AppendOnlyPlugin } from './append-only.ts'
import type { Database } from './database.ts'
import { openEmbedded } from './embedded/open-embedded.ts'
import { migrate } from './migrations/migrate.ts'
import { openPostgres } from './postgres.ts'
import { type Log, type Store, writeBehindBarrier, writeToServer } from './store.ts'

export type DatabasePlace =
  /** The embedded database in this folder, made when it is not there. */
  | { readonly data: string }
  /** A PostgreSQL server; `allowUnsafeServer` accepts one that may lose acknowledged writes (throw-away tests). */
  | { readonly url: string; readonly allowUnsafeServer?: boolean }
  /** For tests: gone when it is closed. */
  | { readonly memory: true }

export type OpenOptions = DatabasePlace & {
  readonly now: () => Date
  readonly log: Log
  /** Called once, when the disk failed: the process must stop, and must not acknowledge anything. */
  readonly onUnsafe?: (reason: Error) => void
}

/**
 * Opens the durable record, brings its schema up to date, and refuses whatever it could not keep its promise on.
 * @throws {FolderInUseError} another process has the data folder open
 * @throws {MissingHookError} the embedded database has no place for the sync barrier
 * @throws {UnsafeServerError} the PostgreSQL server is set to lose acknowledged writes in a crash
 */
export async function openDatabase(options: OpenOptions): Promise<Store> {
  if ('data' in options) return openFolder(options)
  if ('url' in options) {
    const pool = await openPostgres(options.url, options.allowUnsafeServer ?? false)
    pool.on('error', (error) => options.log.info({ reason: error.message }, 'database connection lost'))
    return openServer(pool, 'postgresql', options.now)
  }
  const pglite = await PGlite.create()
  return openServer(new Pool({ ...createPgConfig(pglite), max: 1, idleTimeoutMillis: 0 }), 'memory', options.now, () =>
    pglite.close(),
  )
}

async function openFolder({ data, now, log, onUnsafe }: OpenOptions & { data: string }): Promise<Store> {
  const { pool, barrier, close } = await openEmbedded(data, { now })
  let isReported = false
  const reportOnce = (reason: Error): void => {
    if (isReported) return
    isReported = true
    log.fatal({ reason: reason.message }, 'the database cannot keep its promise any more')
    onUnsafe?.(reason)
  }
  const db = connect(pool)
  await migrateOrClose(db, close)
  return { db, kind: 'embedded', now, write: writeBehindBarrier(db, barrier, reportOnce), close }
}

async function openServer(
  pool: Pool,
  kind: 'postgresql' | 'memory',
  now: () => Date,
  afterwards: () => Promise<void> = () => Promise.resolve(),
): Promise<Store> {
  const db = connect(pool)
  const close = async (): Promise<void> => {
    await db.destroy()
    await afterwards()
  }
  await migrateOrClose(db, close)
  return { db, kind, now, write: writeToServer(db), close }
}

function connect(pool: Pool): Kysely<Database> {
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }), plugins: [new AppendOnlyPlugin()] })
}

async function migrateOrClose(db: Kysely<Database>, close: () => Promise<void>): Promise<void> {
  try {
    await migrate(db as Kysely<unknown>)
  } catch (error) {
    await close()
    throw error
  }
}
