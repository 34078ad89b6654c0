import fs from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createFolder, databaseFolder } from './data-folder.ts'

export type FolderLock = {
  /** Whether the file that is locked still is the one that others would find. */
  readonly isHeld: () => boolean
  readonly release: () => void
}

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

/** Of the lock on the folder, and of the one beside the database. */
export const lockName = 'dosis.lock'

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
  const lock = takeFile(path.join(folder, lockName), folder)
  const holderFile = holderFileOf(folder)
  fs.writeFileSync(holderFile, `process ${process.pid}, since ${now().toISOString()}\n`)
  return {
    ...lock,
    release: () => {
      fs.rmSync(holderFile, { force: true })
      lock.release()
    },
  }
}

/**
 * Takes a second lock, beside the database itself, for who holds the folder: somebody who removes `dosis.lock`, taking it
 * for a leftover, must not let a second process in.
 * @throws {FolderInUseError} another process has this database open
 */
export function lockDatabase(folder: string): FolderLock {
  return takeFile(path.join(databaseFolder(folder), lockName), folder)
}

function takeFile(file: string, folder: string): FolderLock {
  const database = new DatabaseSync(file, { timeout: 0 })
  try {
    database.exec('PRAGMA journal_mode = MEMORY')
    database.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    database.close()
    if (isBusy(error)) throw new FolderInUseError(folder, describeHolder(holderFileOf(folder)))
    throw error
  }
  held.add(database)
  const { ino } = fs.statSync(file)
  return {
    isHeld: () => fs.statSync(file, { throwIfNoEntry: false })?.ino === ino,
    release: () => {
      database.close()
      held.delete(database)
    },
  }
}

function holderFileOf(folder: string): string {
  return path.join(folder, `${lockName}.holder`)
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
