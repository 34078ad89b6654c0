import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { databaseFolder } from './data-folder.ts'

/** The database lost writes that were acknowledged: its log, or its account of what was committed, is damaged. */
export class LostWritesError extends Error {
  constructor(folder: string) {
    super(
      `The database in ${folder} lacks the last write that was acknowledged: the disk damaged it. Restore the newest ` +
        `backup into a new folder. To go on with what is left, remove ${fileOf(folder)} first.`,
    )
    this.name = 'LostWritesError'
  }
}

function fileOf(folder: string): string {
  return path.join(databaseFolder(folder), 'dosis.acknowledged')
}

/**
 * Notes the number of each transaction that is acknowledged. PostgreSQL takes the first record of its log that does not
 * fit for the end of it, so that a damaged one would silently take along all that follows; the number tells.
 *
 * It is not synced: whatever number a power cut leaves was acknowledged once, so that an older one still holds.
 */
export class LastAcknowledged {
  readonly #folder: string
  #descriptor: number | undefined

  constructor(folder: string) {
    this.#folder = folder
  }

  note(transaction: string): void {
    try {
      this.#descriptor ??= fs.openSync(fileOf(this.#folder), fs.constants.O_CREAT | fs.constants.O_WRONLY, 0o600)
      const bytes = Buffer.from(sealed(transaction))
      fs.writeSync(this.#descriptor, bytes, 0, bytes.length, 0)
    } catch {
      // The write itself is safe, and the number before still holds.
    }
  }

  close(): void {
    if (this.#descriptor !== undefined) fs.closeSync(this.#descriptor)
    this.#descriptor = undefined
  }

  /**
   * To be called before anything is written.
   * @throws {LostWritesError} the transaction that was acknowledged last is not there
   */
  async requireIn(pglite: PGlite): Promise<void> {
    const transaction = this.#read()
    if (transaction === undefined) return
    try {
      const { rows } = await pglite.query<{ status: string | null }>('select pg_xact_status($1::xid8) as status', [
        transaction,
      ])
      // Null: so long ago that the database forgot it; then much came after it.
      if (rows[0]?.status === 'committed' || rows[0]?.status === null) return
    } catch (error) {
      if (!String(error).includes('in the future')) throw error
    }
    throw new LostWritesError(this.#folder)
  }

  /** @returns nothing when there is none, or when a power cut or a damaged disk left no whole one */
  #read(): string | undefined {
    if (!fs.existsSync(fileOf(this.#folder))) return undefined
    const text = fs.readFileSync(fileOf(this.#folder), 'latin1')
    const [, transaction = ''] = /^ *(\d+) [0-9a-f]{16}\n$/.exec(text) ?? []
    return transaction !== '' && sealed(transaction) === text ? transaction : undefined
  }
}

/** Always of one length, so that a number takes the place of the one before whole. */
function sealed(transaction: string): string {
  const seal = createHash('sha256').update(transaction).digest('hex').slice(0, 16)
  return `${transaction.padStart(20)} ${seal}\n`
}
