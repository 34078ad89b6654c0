import fs from 'node:fs'
import path from 'node:path'
import { syncPath, syncTree } from './sync-barrier.ts'

/**
 * A data folder holds `database/` (the cluster), `dosis.lock` and, while a first start is under way, `database.new/`.
 * The database is made aside and gets its name only when all of it is on the disk, so `database/` is always whole.
 */
export function databaseFolder(folder: string): string {
  return path.join(folder, 'database')
}

/** Makes the folder and its missing parents, each found again after a power cut. */
export function createFolder(folder: string): void {
  const first = fs.mkdirSync(folder, { recursive: true })
  if (first === undefined) return
  for (let made = folder; made.length >= first.length; made = path.dirname(made)) syncPath(path.dirname(made))
}

/**
 * Makes a new database in a folder that is already locked, or clears up one that was left half-made.
 * @param create fills the given folder with a database and leaves it closed
 */
export async function ensureDatabase(folder: string, create: (target: string) => Promise<void>): Promise<void> {
  const unfinished = path.join(folder, 'database.new')
  fs.rmSync(unfinished, { recursive: true, force: true })
  if (fs.existsSync(databaseFolder(folder))) return
  await create(unfinished)
  syncTree(unfinished)
  fs.renameSync(unfinished, databaseFolder(folder))
  syncPath(folder)
}

/**
 * Removes the process file that a killed database or a power cut leaves behind, often empty, which PostgreSQL would
 * refuse to pass. Safe only while the folder lock is held: the lock, not this file, says who may write.
 */
export function removeStaleProcessFile(folder: string): void {
  fs.rmSync(path.join(databaseFolder(folder), 'postmaster.pid'), { force: true })
}
