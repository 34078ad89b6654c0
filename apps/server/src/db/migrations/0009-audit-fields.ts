import { type Kysely, sql } from 'kysely'

/**
 * The fields of NEN 7513 that an entry did not hold yet. They are empty in entries of before, whose hash does not cover
 * them; an entry that holds one is covered by its hash.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table audit_entry
      add column source text,
      add column policy text,
      add column relation text,
      add column checks text`.execute(db)
}
