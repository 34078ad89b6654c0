import { type Kysely, sql } from 'kysely'

/**
 * Row security for a table: `dosis_app` sees the rows of the practice that its transaction names. Migrations use it, so
 * it never changes.
 * @param granted what `dosis_app` may do with them
 */
export async function confine(db: Kysely<unknown>, name: string, granted: string): Promise<void> {
  const { rows } = await sql<{ owner: string }>`select current_user as owner`.execute(db)
  const owner = rows[0]?.owner ?? ''
  const table = sql.table(name)
  // The owner is a member of dosis_app, to become it; what is said of dosis_app would hold for him too.
  const allowed = sql`practice_id = nullif(current_setting('dosis.practice', true), '')
    or current_user = ${sql.lit(owner)}`
  await sql`alter table ${table} enable row level security`.execute(db)
  await sql`alter table ${table} force row level security`.execute(db)
  await sql`create policy owner on ${table} to ${sql.id(owner)} using (true) with check (true)`.execute(db)
  await sql`create policy app on ${table} to dosis_app using (true) with check (true)`.execute(db)
  await sql`create policy of_practice on ${table} as restrictive to dosis_app
    using (${allowed}) with check (${allowed})`.execute(db)
  await sql`grant ${sql.raw(granted)} on ${table} to dosis_app`.execute(db)
}
