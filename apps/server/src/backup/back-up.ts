import { existsSync } from 'node:fs'
import { thisOperator } from '../audit/operator.ts'
import { askControl, ControlRefused } from '../control/ask-control.ts'
import { forCommand, onStore } from '../control/on-store.ts'
import { type DatabasePlace, migrationNames, NoRoomError, type Store } from '../db/index.ts'
import { openForUse } from '../open-for-use.ts'
import { eraseAgain, type ListedErasure } from '../patient/erased-list.ts'
import { StartRefused } from '../start-refused.ts'
import { auditBackup, auditRestore } from './audit-backup.ts'
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
    if (error instanceof NoRoomError || code === '53100') {
      throw new StartRefused('The disk of the database is full; nothing was stored', { cause: error })
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
    const operator = thisOperator()
    return onStore(
      place,
      async (store) => {
        await auditBackup(store, operator)
        return writeBackup(() => packedDump(store), file, key)
      },
      (folder) => writeBackup(() => askControl(folder, '/backup', operator), file, key),
    )
  })
}

/** Reads all of a backup and holds it against its counts and digests. @throws {StartRefused} it does not open */
export function verifyBackup(file: string, keyFile: string): Promise<BackupContents> {
  return saying(file, () => checkBackup(file, readKey(keyFile)))
}

async function onOpened<Answer>(
  place: DatabasePlace & { readonly upTo?: string },
  work: (store: Store) => Promise<Answer>,
): Promise<Answer> {
  const store = await openForUse({ ...place, ...forCommand })
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

/** What was restored, and how many patients were erased again. */
export interface RestoredInto extends Restored {
  readonly erasedAgain: number
}

/**
 * Fills a blank database from a backup, brings it up to date, and erases again who was erased after it was made.
 * @throws {StartRefused} no key, no backup, or a database that is in use or holds rows
 */
export function restoreInto(
  place: DatabasePlace,
  file: string,
  keyFile: string,
  erasures: readonly ListedErasure[] = [],
): Promise<RestoredInto> {
  return saying(file, async () => {
    const key = readKey(keyFile)
    const upTo = await schemaOfBackup(file, key)
    const operator = thisOperator()
    const isCurrent = upTo === migrationNames.at(-1)
    const restored = await onOpened({ ...place, upTo }, (blank) =>
      restoreBackup(blank, file, key, isCurrent ? operator : undefined),
    )
    const { takenAt } = restored.contents
    // An older schema has no place for the entry, nor for erasures: they come when the database is up to date.
    const erasedAgain = await onOpened(place, async (current) => {
      if (!isCurrent) {
        await current.write((transaction) => auditRestore(transaction, current.now(), operator, takenAt))
      }
      return eraseAgain(current, erasures, operator)
    })
    return { ...restored, erasedAgain }
  })
}
