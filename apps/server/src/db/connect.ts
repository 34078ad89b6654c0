import { Kysely, PostgresDialect } from 'kysely'
import type { Pool } from 'pg'
import { AppendOnlyPlugin } from './append-only.ts'
import type { Database } from './database.ts'
import { migrate } from './migrations/migrate.ts'

export function connect(pool: Pool): Kysely<Database> {
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }), plugins: [new AppendOnlyPlugin()] })
}

/** Brings the schema up to date; when that fails, nothing stays open. */
export async function migrateOrClose(db: Kysely<Database>, close: () => Promise<void>, upTo?: string): Promise<void> {
  try {
    await migrate(db as Kysely<unknown>, upTo)
  } catch (error) {
    await close()
    throw error
  }
}
