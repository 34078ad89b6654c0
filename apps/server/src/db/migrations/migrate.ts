import type { Kysely } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import * as practiceAndAccounts from './0001-practice-and-accounts.ts'
import * as patients from './0002-patients.ts'
import * as record from './0003-record.ts'
import * as accountEnd from './0004-account-end.ts'
import * as audit from './0005-audit.ts'

/** Every migration, under the name of its file; a name, once released, never changes. */
const migrations: Record<string, Migration> = {
  '0001-practice-and-accounts': practiceAndAccounts,
  '0002-patients': patients,
  '0003-record': record,
  '0004-account-end': accountEnd,
  '0005-audit': audit,
}

/** Names of all migrations of this version of Dosis, in their order. */
export const migrationNames: readonly string[] = Object.keys(migrations)

/**
 * Brings the schema up to date in one transaction: all missing migrations, or none.
 * @param upTo the last migration to run, for rows that were written under it; left out = all
 * @throws {Error} a migration failed, or the database holds one that this version of Dosis does not know
 */
export async function migrate(db: Kysely<unknown>, upTo?: string): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } })
  const { error, results } = upTo === undefined ? await migrator.migrateToLatest() : await migrator.migrateTo(upTo)
  if (error === undefined) return
  const failed = results?.find(({ status }) => status === 'Error')?.migrationName ?? 'the schema'
  throw new Error(
    `Could not bring the database up to date (${failed}): ${error instanceof Error ? error.message : 'unknown error'}`,
    { cause: error },
  )
}
