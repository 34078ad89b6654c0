import fs from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createFolder } from './data-folder.ts'

export type FolderLock = { readonly release: () => void }

/** Somebody else has this data folder open. */
export class FolderInUseError extends Error {
  constructor(folder: string, holder: string) {
    super(
      `The data folder ${folder} is in use by another Dosis${holder}. ` +
        'Stop that one first, or choose another folder with --data.',
    )
    this.name = 'FolderInUseError'
  }
}

/** The data folder cannot be made or written to. */
export class UnusableFolderError extends Error {
  constructor(folder: string, cause: Error) {
    super(`The data folder ${folder} cannot be used: ${cause.message}. Choose another folder with --data.`, { cause })
    this.name = 'UnusableFolderError'
  }
}

const sqliteBusy = 5

/** What holds the locks of this process: a database that nothing refers to is closed, and unlocked, when memory is cleared. */
const held = new Set<DatabaseSync>()

/**
 * Takes the data folder, made when it is not there, for this process alone, or fails at once.
 *
 * The lock belongs to the operating system, so it ends with its holder, however that ends: there is no process id to
 * judge, no stale file to remove and no race in taking over. Node has no call for such a lock; SQLite, which is in
 * Node, takes one on an empty file that never holds data. Nothing else may open `dosis.lock`: on POSIX systems
 * closing any descriptor of the file would release the lock.
 *
 * @throws {FolderInUseError} another process, or another store in this one, holds it
 * @throws {UnusableFolderError} the folder cannot be made or written to
 */
export function lockFolder(folder: string, now: () => Date): FolderLock {
  try {
    createFolder(folder)
    return takeLock(folder, now)
  } catch (error) {
    if (error instanceof FolderInUseError || !(error instanceof Error)) throw error
    throw new UnusableFolderError(folder, error)
  }
}

function takeLock(folder: string, now: () => Date): FolderLock {
  const holderFile = path.join(folder, 'dosis.lock.holder')
  const database = new DatabaseSync(path.join(folder, 'dosis.lock'), { timeout: 0 })
  try {
    database.exec('PRAGMA journal_mode = MEMORY')
    database.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    database.close()
    if (isBusy(error)) throw new FolderInUseError(folder, describeHolder(holderFile))
    throw error
  }
  held.add(database)
  fs.writeFileSync(holderFile, `process ${process.pid}, since ${now().toISOString()}\n`)
  return {
    release: () => {
      fs.rmSync(holderFile, { force: true })
      database.close()
      held.delete(database)
    },
  }
}

/** The file only helps people to find the other process; whether the folder is locked never depends on it. */
function describeHolder(holderFile: string): string {
  if (!fs.existsSync(holderFile)) return ''
  const holder = fs.readFileSync(holderFile, 'utf8').trim()
  return holder === '' ? '' : ` (${holder})`
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy
}
