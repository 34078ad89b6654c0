import { type Kysely, sql } from 'kysely'
import { type Migration, type MigrationResultSet, Migrator } from 'kysely/migration'
import * as practiceAndAccounts from './0001-practice-and-accounts.ts'
import * as patients from './0002-patients.ts'
import * as record from './0003-record.ts'
import * as accountEnd from './0004-account-end.ts'
import * as audit from './0005-audit.ts'
import * as rowSecurity from './0006-row-security.ts'
import * as ownAccounts from './0007-own-accounts.ts'
import * as secondFactor from './0008-second-factor.ts'
import * as auditFields from './0009-audit-fields.ts'
import * as treatmentRelation from './0010-treatment-relation.ts'
import * as erasure from './0011-erasure.ts'
import * as attempts from './0012-attempts.ts'
import * as passkeys from './0013-passkeys.ts'
import * as identityProviders from './0014-identity-providers.ts'
import * as recordExports from './0015-record-exports.ts'

/**
 * Every migration, under the name of its file; a name, once released, never changes. Those from 0010 on have a way back;
 * before it, only a backup of that time goes back.
 */
export const migrations: Record<string, Migration> = {
  '0001-practice-and-accounts': practiceAndAccounts,
  '0002-patients': patients,
  '0003-record': record,
  '0004-account-end': accountEnd,
  '0005-audit': audit,
  '0006-row-security': rowSecurity,
  '0007-own-accounts': ownAccounts,
  '0008-second-factor': secondFactor,
  '0009-audit-fields': auditFields,
  '0010-treatment-relation': treatmentRelation,
  '0011-erasure': erasure,
  '0012-attempts': attempts,
  '0013-passkeys': passkeys,
  '0014-identity-providers': identityProviders,
  '0015-record-exports': recordExports,
}

/** The schema stayed as it was; the message says at which migration and why. */
export class MigrationError extends Error {
  override name = 'MigrationError'
}

/** Names of all migrations of this version of Dosis, in their order. */
export const migrationNames: readonly string[] = Object.keys(migrations)

/** The database was brought up to date by a later version of Dosis, whose tables this one does not know. */
export class NewerDatabaseError extends Error {
  constructor(migration: string) {
    super(
      `The database was used by a newer version of Dosis (${migration}). ` +
        'Start that version, or restore a backup of before with dosis restore into another place.',
    )
    this.name = 'NewerDatabaseError'
  }
}

/**
 * Brings the schema up to date in one transaction: all missing migrations, or none.
 * @param upTo the last migration to run, for rows that were written under it; left out = all; null = none
 * @throws {NewerDatabaseError} the database holds a migration that this version of Dosis does not know
 * @throws {MigrationError} a migration failed, or the database is beyond `upTo`: it never goes back by itself
 */
export async function migrate(db: Kysely<unknown>, upTo?: string | null): Promise<void> {
  const had = await executed(db)
  const unknown = had.find((name) => !migrationNames.includes(name))
  if (unknown !== undefined) throw new NewerDatabaseError(unknown)
  if (upTo === null) return
  const last = had.at(-1)
  if (upTo !== undefined && last !== undefined && last > upTo) {
    throw new MigrationError(`The database is not blank: it is at ${last}, and ${upTo} is asked for. Take a new one.`)
  }
  const migrator = migratorOf(db)
  requireSuccess(upTo === undefined ? await migrator.migrateToLatest() : await migrator.migrateTo(upTo))
}

export function migratorOf(db: Kysely<unknown>): Migrator {
  return new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } })
}

/** @throws {MigrationError} a migration failed */
export function requireSuccess({ error, results }: MigrationResultSet): void {
  if (error === undefined) return
  const failed = results?.find(({ status }) => status === 'Error')?.migrationName ?? 'the schema'
  throw new MigrationError(
    `Could not change the schema of the database (${failed}): ${error instanceof Error ? error.message : 'unknown error'}`,
    { cause: error },
  )
}

/** The migrations that a database has had; none when it is new. */
export async function executed(db: Kysely<unknown>): Promise<readonly string[]> {
  const { rows: tables } = await sql<{ there: boolean }>`
    select to_regclass('kysely_migration') is not null as there`.execute(db)
  if (tables[0]?.there !== true) return []
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db)
  return rows.map(({ name }) => name)
}
