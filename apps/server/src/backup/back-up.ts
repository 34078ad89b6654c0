import { existsSync } from 'node:fs'
import { askControl, ControlRefused } from '../control/ask-control.ts'
import { forCommand, onStore } from '../control/on-store.ts'
import type { DatabasePlace } from '../db/index.ts'
import { openForUse } from '../open-for-use.ts'
import { StartRefused } from '../start-refused.ts'
import { checkBackup, packedDump, writeBackup } from './backup.ts'
import { readKey, UnusableKeyError } from './key.ts'
import { type BackupContents, UnusableBackupError } from './load.ts'
import { NotBlankError, type Restored, restoreBackup, schemaOfBackup } from './restore.ts'
import { BrokenSealError } from './seal.ts'

/** Errors whose message tells what to do; those of a backup leave out which file it is. */
const saidByItself = [UnusableKeyError, NotBlankError, ControlRefused] as const
const saidOfBackup = [UnusableBackupError, BrokenSealError] as const

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
    if (saidByItself.some((kind) => error instanceof kind)) {
      throw new StartRefused((error as Error).message, { cause: error })
    }
    if (saidOfBackup.some((kind) => error instanceof kind)) {
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
    return onStore(
      place,
      (store) => writeBackup(() => packedDump(store), file, key),
      (folder) => writeBackup(() => askControl(folder, '/backup'), file, key),
    )
  })
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
    const blank = await openForUse({ ...place, ...forCommand, upTo })
    let restored: Restored
    try {
      restored = await restoreBackup(blank, file, key)
    } finally {
      await blank.close()
    }
    const current = await openForUse({ ...place, ...forCommand })
    await current.close()
    return restored
  })
}
