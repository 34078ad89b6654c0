import { existsSync } from 'node:fs'
import { pino } from 'pino'
import { askControl } from '../control/ask-control.ts'
import { type DatabasePlace, FolderInUseError, openDatabase, type Store } from '../db/index.ts'
import { openForUse } from '../open-for-use.ts'
import { StartRefused } from '../start-refused.ts'
import { checkBackup, packedDump, writeBackup } from './backup.ts'
import { readKey, UnusableKeyError } from './key.ts'
import { type BackupContents, UnusableBackupError } from './load.ts'
import { NotBlankError, type Restored, restoreBackup, schemaOfBackup } from './restore.ts'
import { BrokenSealError } from './seal.ts'

const opening = { now: () => new Date(), log: pino({ level: 'silent' }) }

/** Errors whose message tells what to do. */
const refusals = [UnusableKeyError, UnusableBackupError, NotBlankError, BrokenSealError] as const

/** Turns what a person can solve into a refusal that says so. */
async function saying<Answer>(file: string, work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') throw new StartRefused(`${file}: is there already; a backup never writes over a file`)
    if (code === 'ENOENT' || code === 'ENOSPC' || code === 'EACCES' || code === 'EISDIR') {
      throw new StartRefused(`${file}: ${(error as Error).message}`, { cause: error })
    }
    if (error instanceof UnusableKeyError || error instanceof NotBlankError) {
      throw new StartRefused(error.message, { cause: error })
    }
    if (refusals.some((kind) => error instanceof kind)) {
      throw new StartRefused(`${file}: ${(error as Error).message}`, { cause: error })
    }
    throw error
  }
}

/**
 * Writes a sealed backup of a store, also while a server has it open, and reads it back.
 * @throws {StartRefused} no key, the file is there already, or the database does not answer
 */
export function backUp(place: DatabasePlace, file: string, keyFile: string): Promise<BackupContents> {
  return saying(file, async () => {
    const key = readKey(keyFile)
    if (existsSync(file)) throw Object.assign(new Error(file), { code: 'EEXIST' })
    const store = await openUnlessRunning(place)
    if (store === null) return writeBackup(() => askControl((place as { data: string }).data, '/backup'), file, key)
    try {
      return await writeBackup(() => packedDump(store), file, key)
    } finally {
      await store.close()
    }
  })
}

/** @returns null when a running server has the data folder open */
async function openUnlessRunning(place: DatabasePlace): Promise<Store | null> {
  if (!('data' in place)) return openForUse({ ...place, ...opening })
  try {
    return await openDatabase({ ...place, ...opening })
  } catch (error) {
    if (error instanceof FolderInUseError) return null
    throw error
  }
}

/** Reads all of a backup and holds it against its counts and digests. @throws {StartRefused} it does not open */
export function verifyBackup(file: string, keyFile: string): Promise<BackupContents> {
  return saying(file, () => checkBackup(file, readKey(keyFile)))
}

/**
 * Fills a blank database from a backup and brings it up to date.
 * @throws {StartRefused} no key, no backup, or a database that is in use or holds rows
 */
export function restoreInto(place: DatabasePlace, file: string, keyFile: string): Promise<Restored> {
  return saying(file, async () => {
    const key = readKey(keyFile)
    const upTo = await schemaOfBackup(file, key)
    const blank = await openForUse({ ...place, ...opening, upTo })
    let restored: Restored
    try {
      restored = await restoreBackup(blank, file, key)
    } finally {
      await blank.close()
    }
    const current = await openForUse({ ...place, ...opening })
    await current.close()
    return restored
  })
}
