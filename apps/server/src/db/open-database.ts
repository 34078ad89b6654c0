import { PGlite } from '@electric-sql/pglite'
import { createPgConfig } from '@electric-sql/pglite/node-postgres'
import { Pool } from 'pg'
import { connect, connectConfined, migrateOrClose } from './connect.ts'
import { openEmbeddedStore } from './embedded/embedded-store.ts'
import { openAppPool, openPostgres } from './postgres.ts'
import { type Log, queueOn, type Store, writeToServer } from './store.ts'

export type PostgresPlace = {
  /** Of the login that owns the tables: it migrates, backs up and keeps the accounts. */
  readonly url: string
  /** Of a login that owns nothing and is a member of `dosis_app`: requests are answered by it; left out = by the owner, as `dosis_app`. */
  readonly appUrl?: string
  readonly allowUnsafeServer?: boolean
}

export type DatabasePlace =
  /** The embedded database in this folder, made when it is not there. */
  | { readonly data: string }
  /** A PostgreSQL server; `allowUnsafeServer` accepts one that may lose acknowledged writes (throw-away tests). */
  | PostgresPlace
  /** For tests: gone when it is closed. `from` is a dump of an earlier one, to begin with instead of an empty database. */
  | { readonly memory: true; readonly from?: Blob }

export type OpenOptions = DatabasePlace & {
  readonly now: () => Date
  readonly log: Log
  /** Called once, when the disk failed: the process must stop, and must not acknowledge anything. */
  readonly onUnsafe?: (reason: Error) => void
  /** The last migration to run, for a restore of rows that were written under it; left out = all; null = none. */
  readonly upTo?: string | null
}

/**
 * Opens the durable record, brings its schema up to date, and refuses whatever it could not keep its promise on.
 * @throws {FolderInUseError} another process has the data folder open
 * @throws {MissingHookError} the embedded database has no place for the sync barrier
 * @throws {LostWritesError} the last write that was acknowledged is not in the data folder
 * @throws {UnsafeServerError} the PostgreSQL server is set to lose acknowledged writes in a crash
 * @throws {OverpoweredLoginError} the login for requests could see more than one practice
 */
export async function openDatabase(options: OpenOptions): Promise<Store> {
  if ('data' in options) return openEmbeddedStore(options)
  if ('url' in options) {
    return openPostgresStore(options)
  }
  const pglite = await PGlite.create(options.from === undefined ? {} : { loadDataDir: options.from })
  const pool = new Pool({ ...createPgConfig(pglite), max: 1, idleTimeoutMillis: 0 })
  return openServer(pool, 'memory', options, () => pglite.close())
}

async function openPostgresStore(options: PostgresPlace & OpenOptions): Promise<Store> {
  const { url, appUrl, allowUnsafeServer = false, log } = options
  const pool = await openPostgres(url, allowUnsafeServer, log)
  const store = await openServer(pool, 'postgresql', options)
  if (appUrl === undefined) return withConfined(store, pool)
  try {
    const appPool = await openAppPool(appUrl, log)
    const close = async (): Promise<void> => {
      await appPool.end()
      await store.close()
    }
    return { ...withConfined(store, appPool), close }
  } catch (error) {
    await store.close()
    throw error
  }
}

function withConfined(store: Store, pool: Pool): Store {
  const db = connectConfined(pool)
  return { ...store, confined: { db, write: writeToServer(db) } }
}

async function openServer(
  pool: Pool,
  kind: 'postgresql' | 'memory',
  { now, upTo }: Pick<OpenOptions, 'now' | 'upTo'>,
  afterwards: () => Promise<void> = () => Promise.resolve(),
): Promise<Store> {
  const db = connect(pool)
  const close = async (): Promise<void> => {
    await db.destroy()
    await afterwards()
  }
  await migrateOrClose(db, close, upTo)
  return { db, kind, now, write: writeToServer(db), queue: queueOn(pool), close }
}
