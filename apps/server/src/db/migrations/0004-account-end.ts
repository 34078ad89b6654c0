import { type Kysely, sql } from 'kysely'

/** An account ends when somebody leaves; it stays, because the record names who did what. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table account add column ended_at timestamptz(3)`.execute(db)
}
