import fs from 'node:fs'
import path from 'node:path'

/**
 * What must be on the disk before the next step, and whether it is.
 *
 * The file system layer of the embedded database reports each change here; the barrier remembers what no sync has
 * covered yet. It stands at three places: before the control file changes (so that it never says more than the disk
 * holds), with every sync the database asks for (directories included), and before each acknowledgement.
 *
 * The first sync that fails condemns the barrier: after a failed fsync nobody knows what the disk holds, and asking
 * again may succeed without the lost pages (the "fsyncgate" of 2018), so nothing is acknowledged any more.
 */
export class SyncBarrier {
  readonly #unsyncedFiles = new Set<string>()
  readonly #unsyncedDirectories = new Set<string>()
  readonly #journalSegments = new Set<string>()
  readonly #onFailure: (reason: Error) => void
  readonly #isOurs: () => boolean
  #failure: Error | undefined
  #journalSyncCount = 0

  /**
   * @param onFailure called once, when the barrier is condemned
   * @param isOurs whether nobody else can have the database open
   */
  constructor(onFailure: (reason: Error) => void = () => {}, isOurs: () => boolean = () => true) {
    this.#onFailure = onFailure
    this.#isOurs = isOurs
  }

  /** How often the write-ahead log reached the disk since this barrier was made. */
  get journalSyncCount(): number {
    return this.#journalSyncCount
  }

  /** Segments of the write-ahead log that were written to since they were last forgotten. */
  get journalSegments(): readonly string[] {
    return [...this.#journalSegments]
  }

  /** A checkpoint made these superfluous. */
  forgetJournalSegments(segments: readonly string[]): void {
    for (const segment of segments) this.#journalSegments.delete(segment)
  }

  get failure(): Error | undefined {
    return this.#failure
  }

  /** Condemns the barrier for good; the first reason stays. */
  condemn(reason: unknown): void {
    if (this.#failure !== undefined) return
    this.#failure = reason instanceof Error ? reason : new Error(String(reason))
    this.#onFailure(this.#failure)
  }

  /** @throws {UnsafeStoreError} a sync failed before, so that nothing may be acknowledged */
  assertSound(): void {
    if (this.#failure !== undefined) throw new UnsafeStoreError(this.#failure)
  }

  /** @throws {UnsafeStoreError} the lock is gone, so that another process may have the database open */
  assertOurs(): void {
    if (!this.#isOurs()) this.condemn(new Error('the lock beside the database was removed while it was open'))
    this.assertSound()
  }

  noteContentChange(file: string): void {
    this.#unsyncedFiles.add(file)
    if (isJournalSegment(file)) this.#journalSegments.add(file)
  }

  /** An entry in `directory` appeared, disappeared or changed its name. */
  noteEntryChange(directory: string): void {
    this.#unsyncedDirectories.add(directory)
  }

  noteRemoval(file: string): void {
    this.#unsyncedFiles.delete(file)
    this.noteEntryChange(path.dirname(file))
  }

  noteRename(from: string, to: string): void {
    this.#unsyncedFiles.delete(to)
    if (this.#unsyncedFiles.delete(from)) this.#unsyncedFiles.add(to)
    this.noteEntryChange(path.dirname(from))
    this.noteEntryChange(path.dirname(to))
  }

  /** Syncs one open file and every directory that changed, so that a new file is found again under its name. */
  syncOpenFile(descriptor: number, file: string): void {
    const isJournal = isJournalSegment(file)
    this.#orCondemn(() => {
      // Segments have their full length from the start, so the time stamp is all that fdatasync leaves out.
      if (isJournal) fs.fdatasyncSync(descriptor)
      else fs.fsyncSync(descriptor)
      this.#unsyncedFiles.delete(file)
      this.#syncDirectories()
    })
    if (isJournal) this.#journalSyncCount += 1
  }

  /** Syncs everything that changed since it was last synced. */
  syncAll(): void {
    this.#orCondemn(() => {
      for (const file of this.#unsyncedFiles) {
        syncPath(file)
        this.#unsyncedFiles.delete(file)
      }
      this.#syncDirectories()
    })
  }

  /**
   * The last gate before an acknowledgement: no part of the write-ahead log may be outside the disk.
   * @param journalSyncsBefore `journalSyncCount` just before the commit of a transaction that wrote
   * @throws {UnsafeStoreError} the commit came back without a sync of the write-ahead log, or a sync failed
   */
  acknowledge(journalSyncsBefore?: number): void {
    this.assertSound()
    if (journalSyncsBefore !== undefined && this.#journalSyncCount <= journalSyncsBefore) {
      this.condemn(new Error('a commit returned before the write-ahead log was synced'))
    }
    if (this.#hasUnsyncedJournal()) this.syncAll()
    this.assertOurs()
  }

  #hasUnsyncedJournal(): boolean {
    for (const file of this.#unsyncedFiles) if (isJournalSegment(file)) return true
    return false
  }

  #syncDirectories(): void {
    for (const directory of this.#unsyncedDirectories) {
      syncPath(directory)
      this.#unsyncedDirectories.delete(directory)
    }
  }

  #orCondemn(sync: () => void): void {
    this.assertSound()
    try {
      sync()
    } catch (error) {
      this.condemn(error)
      throw error
    }
  }
}

/** The store can no longer promise that what it acknowledges is kept; the process must stop and start again. */
export class UnsafeStoreError extends Error {
  constructor(cause: Error) {
    super(`The database cannot promise to keep what it is given, so it accepts nothing more: ${cause.message}`, {
      cause,
    })
    this.name = 'UnsafeStoreError'
  }
}

/** Segments of the write-ahead log have names of 24 hexadecimal digits. */
export function isJournalSegment(file: string): boolean {
  return /[/\\]pg_wal[/\\][0-9A-F]{24}$/.test(file)
}

/** Syncs the content of one file, or the entries of one directory. What was removed meanwhile needs no sync. */
export function syncPath(target: string): void {
  let descriptor: number
  try {
    descriptor = fs.openSync(target, 'r')
  } catch (error) {
    if (isMissing(error)) return
    throw error
  }
  try {
    fs.fsyncSync(descriptor)
  } finally {
    fs.closeSync(descriptor)
  }
}

/**
 * Syncs every file and directory below `root`, contents before the entries that name them.
 * @param except name of files that must not be opened
 */
export function syncTree(root: string, except?: string): void {
  for (const entry of fs.readdirSync(root, { withFileTypes: true })) {
    const below = path.join(root, entry.name)
    if (entry.isDirectory()) syncTree(below, except)
    else if (entry.isFile() && entry.name !== except) syncPath(below)
  }
  syncPath(root)
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
