import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { createPgConfig } from '@electric-sql/pglite/node-postgres'
import { Pool } from 'pg'
import { databaseFolder, ensureDatabase, removeStaleProcessFile } from './data-folder.ts'
import { type BarrierParts, DurableFileSystem, MissingHookError, wholeBarrier } from './durable-file-system.ts'
import { lockDatabase, lockFolder, lockName } from './folder-lock.ts'
import { LastAcknowledged } from './last-acknowledged.ts'
import { SyncBarrier, syncTree } from './sync-barrier.ts'
import { watchProtocol } from './watch-protocol.ts'

export type EmbeddedDatabase = {
  readonly pool: Pool
  readonly barrier: SyncBarrier
  readonly lastAcknowledged: LastAcknowledged
  readonly close: () => Promise<void>
}

export type EmbeddedSettings = {
  readonly now: () => Date
  /** Called once, when the disk failed or the database broke down. */
  readonly onUnsafe: (reason: Error) => void
  readonly parts?: BarrierParts
}

/** Segments of 1 MB instead of 16: a small practice has a small folder, and less to replay after a crash. */
const initialSettings = ['--wal-segsize=1']

/** How many segments a checkpoint keeps for new use; when it comes is decided in `short-journal.ts`. */
const journalSettings = ['max_wal_size=32MB', 'min_wal_size=8MB']
const durabilitySettings = ['fsync=on', 'wal_sync_method=fsync', 'full_page_writes=on', 'synchronous_commit=on']

/** Lines of the database's own log that an error message repeats. */
const lastWords = 5

/**
 * Opens the database in a folder, for this process alone, behind the sync barrier.
 * @throws {FolderInUseError} another process has the folder open
 * @throws {UnusableFolderError} the folder cannot be made or written to
 * @throws {MissingHookError} syncs of the database would not reach the disk
 * @throws {LostWritesError} the last write that was acknowledged is not there
 */
export async function openEmbedded(
  dataFolder: string,
  { now, onUnsafe, parts = wholeBarrier }: EmbeddedSettings,
): Promise<EmbeddedDatabase> {
  const folder = path.resolve(dataFolder)
  const locks = [lockFolder(folder, now)]
  const release = (): void => {
    for (const lock of locks.toReversed()) lock.release()
  }
  try {
    await ensureDatabase(folder, createCluster)
    const inner = lockDatabase(folder)
    locks.push(inner)
    removeStaleProcessFile(folder)
    // A process that was killed leaves changes that only the page cache holds; recovery must not build on those.
    if (parts.databaseSyncs) syncTree(databaseFolder(folder), lockName)
    const barrier = new SyncBarrier(onUnsafe, inner.isHeld)
    const pglite = await startPglite(databaseFolder(folder), barrier, parts)
    const lastAcknowledged = new LastAcknowledged(folder)
    try {
      await lastAcknowledged.requireIn(pglite)
    } catch (error) {
      await pglite.close()
      throw error
    }
    if (parts.databaseSyncs) await proveSyncs(pglite, barrier)
    watchProtocol(pglite, barrier)
    const pool = openPool(pglite, barrier)
    const close = async (): Promise<void> => {
      try {
        await pool.end()
        lastAcknowledged.close()
        // A database that broke down is left as it is: the next start recovers it from its log.
        if (barrier.failure !== undefined) return
        await pglite.close()
        if (parts.databaseSyncs) barrier.syncAll()
      } finally {
        release()
      }
    }
    return { pool, barrier, lastAcknowledged, close }
  } catch (error) {
    release()
    throw error
  }
}

async function createCluster(target: string): Promise<void> {
  const pglite = await startPglite(target, new SyncBarrier(), { databaseSyncs: false, controlFileGate: false })
  await pglite.close()
}

/** @throws {Error} the database did not start, with its own last words */
async function startPglite(folder: string, barrier: SyncBarrier, parts: BarrierParts): Promise<PGlite> {
  const settings = parts.databaseSyncs ? [...durabilitySettings, ...journalSettings] : ['fsync=off', ...journalSettings]
  const words: string[] = []
  try {
    return await PGlite.create({
      fs: new DurableFileSystem(folder, barrier, parts),
      initDbStartParams: initialSettings,
      startParams: [
        ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
        ...settings.flatMap((setting) => ['-c', setting]),
      ],
      onStderr: (text) => words.push(text) > 0,
    })
  } catch (error) {
    if (error instanceof MissingHookError) throw error
    const reason = words.slice(-lastWords).join(' ') || String(error)
    throw new Error(`The database in ${folder} did not start: ${reason}`, { cause: error })
  }
}

/** Commits a message into the write-ahead log, which changes no table, and watches it reach the disk. */
async function proveSyncs(pglite: PGlite, barrier: SyncBarrier): Promise<void> {
  const before = barrier.journalSyncCount
  await pglite.query(`select pg_logical_emit_message(true, 'dosis', 'sync check at start')`)
  if (barrier.journalSyncCount > before) return
  await pglite.close()
  throw new MissingHookError('a commit came back without a sync of the write-ahead log')
}

/** One connection: the embedded database has no more. A query outside an open transaction waits for it, not for ever. */
function openPool(pglite: PGlite, barrier: SyncBarrier): Pool {
  const config = createPgConfig(pglite)
  const { connection } = config
  const end = connection.end.bind(connection)
  connection.end = () => {
    // It sends everybody away who listens; a late error that nobody hears would end the process without a reason.
    end()
    connection.on('error', (error: unknown) => barrier.condemn(error))
  }
  const pool = new Pool({
    ...config,
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: 8_000,
  })
  // The connection has no network to lose: an error outside a query means that the database itself broke down.
  pool.on('connect', (client) => client.on('error', (error) => barrier.condemn(error)))
  pool.on('error', (error) => barrier.condemn(error))
  return pool
}
