import { sql, type Transaction } from 'kysely'
import { type Database, migrationNames, type Store, type StoreVerification, verifyStore } from '../db/index.ts'
import type { Operator } from '../audit/operator.ts'
import { auditRestore } from './audit-backup.ts'
import { headOfBackup, linesOf } from './backup.ts'
import { type BackupContents, continueNumbering, loadInto, readBackup, UnusableBackupError } from './load.ts'
import { migrationsOf, tablesOf } from './schema.ts'

/** A restore never mixes with what is there. */
export class NotBlankError extends Error {
  constructor(table: string) {
    super(`The database is not blank: there are rows in ${table}. Restore into a new folder or a new database.`)
    this.name = 'NotBlankError'
  }
}

/** What was restored, and that every document of it fits its hash. */
export interface Restored {
  readonly contents: BackupContents
  readonly verification: StoreVerification
}

/**
 * Fills a blank store from a backup: all of it, or nothing. What was restored is read again and held against its hashes
 * before anything counts.
 * @param operator who restores, for the log; left out = the schema of the backup has no place for it
 * @throws {NotBlankError} there are rows already
 * @throws {BrokenSealError} another key, or the file was changed
 * @throws {UnusableBackupError} another schema, or documents that do not fit their hashes
 */
export async function restoreBackup(store: Store, file: string, key: Buffer, operator?: Operator): Promise<Restored> {
  return store.write(async (transaction) => {
    await requireBlank(transaction)
    const known = await migrationsOf(transaction)
    const contents = await readBackup(linesOf(file, key), ({ migrations }) => {
      requireSameSchema(migrations, known)
      return loadInto(transaction)
    })
    await continueNumbering(transaction)
    const verification = await verifyStore(transaction)
    const [problem] = verification.problems
    if (problem !== undefined) throw new UnusableBackupError(`${problem.table} ${problem.id}: ${problem.problem}`)
    if (operator !== undefined) await auditRestore(transaction, store.now(), operator, contents.takenAt)
    return { contents, verification }
  })
}

async function requireBlank(transaction: Transaction<Database>): Promise<void> {
  for (const { name } of await tablesOf(transaction)) {
    const { rows } = await sql`select 1 from ${sql.table(name)} limit 1`.execute(transaction)
    if (rows.length > 0) throw new NotBlankError(name)
  }
}

function requireSameSchema(made: readonly string[], present: readonly string[]): void {
  if (made.join() === present.join()) return
  throw new UnusableBackupError(`was made under ${made.at(-1)}, the database is at ${present.at(-1)}`)
}

/**
 * The migration under which the rows of a backup were written: a blank store is opened up to it, filled, and brought up
 * to date afterwards, so that old backups never stop working.
 * @throws {UnusableBackupError} this version of Dosis does not know it
 */
export async function schemaOfBackup(file: string, key: Buffer): Promise<string> {
  const { migrations } = await headOfBackup(file, key)
  const newer = migrations.filter((name) => !migrationNames.includes(name))
  const last = migrations.at(-1)
  if (newer.length === 0 && last !== undefined) return last
  throw new UnusableBackupError(`was made by a newer version of Dosis (${newer.join(', ')}); upgrade first`)
}
