import { Kysely, PostgresDialect } from 'kysely'
import type { Pool } from 'pg'
import { AppendOnlyPlugin } from './append-only.ts'
import { ConfinedDialect } from './confined/confined-driver.ts'
import type { Database } from './database.ts'
import { migrate } from './migrations/migrate.ts'

export function connect(pool: Pool): Kysely<Database> {
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }), plugins: [new AppendOnlyPlugin()] })
}

/** The same, as `dosis_app` within the practice of the running work: the database refuses and hides all else. */
export function connectConfined(pool: Pool): Kysely<Database> {
  return new Kysely<Database>({ dialect: new ConfinedDialect({ pool }), plugins: [new AppendOnlyPlugin()] })
}

/** Brings the schema up to date; when that fails, nothing stays open. */
export async function migrateOrClose(
  db: Kysely<Database>,
  close: () => Promise<void>,
  upTo?: string | null,
): Promise<void> {
  try {
    await migrate(db as Kysely<unknown>, upTo)
  } catch (error) {
    await close()
    throw error
  }
}
