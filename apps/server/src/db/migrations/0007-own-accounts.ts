import { type Kysely, sql } from 'kysely'

/**
 * A practice keeps its own accounts on screen. A password that somebody else gave is temporary; a session tells its owner
 * on what it runs; a browser that signed in before is known, so that wrong passwords from elsewhere do not shut it out.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table account add column password_expires_at timestamptz(3)`.execute(db)
  await sql`alter table session add column device text`.execute(db)
  await sql`
    create table known_device (
      practice_id text not null,
      token_hash text not null,
      account_id text not null,
      created_at timestamptz(3) not null,
      revoked_at timestamptz(3),
      primary key (practice_id, token_hash, account_id),
      foreign key (practice_id, account_id) references account
    )`.execute(db)
  await confine(db, 'known_device', 'select, insert, update (revoked_at)')
  await sql`grant insert, update (display_name, role, password_hash, password_expires_at, ended_at)
    on account to dosis_app`.execute(db)
}

/** As 0006 does for the tables that were there before. */
async function confine(db: Kysely<unknown>, name: string, granted: string): Promise<void> {
  const { rows } = await sql<{ owner: string }>`select current_user as owner`.execute(db)
  const owner = rows[0]?.owner ?? ''
  const table = sql.table(name)
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
