import { type Kysely, sql } from 'kysely'

/** An entry of the log that no longer says whom it is about names the entry of the erasure, and hashes what is left. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table audit_entry add column erased_by bigint, add column remainder_hash text,
      add check ((erased_by is null) = (remainder_hash is null))`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table audit_entry drop column erased_by, drop column remainder_hash`.execute(db)
}
