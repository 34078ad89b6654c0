import { type Kysely, sql } from 'kysely'
import { confine } from './confine.ts'

/**
 * Keys that the devices of professionals keep for them (WebAuthn), and the challenges that wait for an answer. A
 * challenge belongs to no practice, since at the door nobody knows which: `dosis_app` may only keep and take one.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ schema: string }>`select current_schema() as schema`.execute(db)
  const schema = sql.id(rows[0]?.schema ?? '')
  await sql`
    create table passkey (
      practice_id text not null,
      credential_id text not null,
      account_id text not null,
      public_key text not null,
      transports text not null,
      relying_party text not null,
      name text not null,
      counter bigint not null,
      created_at timestamptz(3) not null,
      last_used_at timestamptz(3),
      removed_at timestamptz(3),
      primary key (practice_id, credential_id),
      foreign key (practice_id, account_id) references account
    )`.execute(db)
  await sql`create index passkey_credential on passkey (credential_id)`.execute(db)
  await confine(db, 'passkey', 'select, insert, update (counter, last_used_at, removed_at)')
  await sql`
    create table passkey_challenge (
      challenge_hash text primary key,
      made_at timestamptz not null
    )`.execute(db)
  const settings = sql`security definer set search_path = ${schema}, pg_temp`
  await sql`
    create function dosis_practice_of_passkey(text) returns text language sql stable ${settings} as
    $$ select practice_id from passkey where credential_id = $1 and removed_at is null limit 1 $$`.execute(db)
  await sql`
    create function dosis_keep_challenge(hash text, at timestamptz, lasts interval) returns void language sql ${settings}
    as $$
      delete from passkey_challenge where challenge_hash in (select challenge_hash from passkey_challenge
        where made_at <= at - lasts limit 10 for update skip locked);
      insert into passkey_challenge values (hash, at)
    $$`.execute(db)
  await sql`
    create function dosis_take_challenge(hash text, at timestamptz, lasts interval) returns boolean language sql ${settings}
    as $$
      with taken as (delete from passkey_challenge where challenge_hash = hash returning made_at)
      select exists (select from taken where made_at > at - lasts and made_at <= at)
    $$`.execute(db)
  for (const name of [
    'dosis_practice_of_passkey(text)',
    'dosis_keep_challenge(text, timestamptz, interval)',
    'dosis_take_challenge(text, timestamptz, interval)',
  ]) {
    await sql`revoke all on function ${sql.raw(name)} from public`.execute(db)
    await sql`grant execute on function ${sql.raw(name)} to dosis_app`.execute(db)
  }
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop function dosis_take_challenge(text, timestamptz, interval)`.execute(db)
  await sql`drop function dosis_keep_challenge(text, timestamptz, interval)`.execute(db)
  await sql`drop function dosis_practice_of_passkey(text)`.execute(db)
  await sql`drop table passkey_challenge`.execute(db)
  await sql`drop table passkey`.execute(db)
}
