import { type Kysely, sql } from 'kysely'
import { confine } from './confine.ts'

/**
 * Practices whose professionals sign in with an identity provider (OpenID Connect), whom it knows each account as, and
 * whether a password alone may open the door. At the door nobody knows which practice asks: a function tells its
 * provider, by name alone.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ schema: string }>`select current_schema() as schema`.execute(db)
  const schema = sql.id(rows[0]?.schema ?? '')
  await sql`
    create table identity_provider (
      practice_id text primary key references practice,
      name text not null,
      issuer text not null,
      client_id text not null,
      sealed_secret text not null,
      matched_by text not null check (matched_by in ('email', 'preferred_username')),
      asks_every_time boolean not null,
      passwords_for text not null check (passwords_for in ('everyone', 'administrators')),
      set_at timestamptz(3) not null,
      removed_at timestamptz(3)
    )`.execute(db)
  const settings = 'name, issuer, client_id, sealed_secret, matched_by, asks_every_time, passwords_for, set_at'
  await confine(db, 'identity_provider', `select, insert, update (${settings}, removed_at)`)
  await sql`
    create table account_identity (
      practice_id text not null,
      issuer text not null,
      subject text not null,
      account_id text not null,
      linked_at timestamptz(3) not null,
      primary key (practice_id, issuer, subject),
      unique (practice_id, issuer, account_id),
      foreign key (practice_id, account_id) references account
    )`.execute(db)
  await confine(db, 'account_identity', 'select, insert')
  await sql`
    create table sign_in_policy (
      practice_id text primary key references practice,
      second_factor text not null check (second_factor in ('optional', 'required')),
      set_at timestamptz(3) not null,
      set_by text not null
    )`.execute(db)
  await confine(db, 'sign_in_policy', 'select, insert, update (second_factor, set_at, set_by)')
  await sql`alter table session add column way text not null default 'password'
    check (way in ('password', 'passkey', 'provider'))`.execute(db)
  await sql`
    create function dosis_identity_providers(wanted text) returns table (practice_id text, name text)
    language sql stable security definer set search_path = ${schema}, pg_temp as
    $$ select practice_id, name from identity_provider
      where removed_at is null and (wanted is null or practice_id = wanted) limit 2 $$`.execute(db)
  await sql`revoke all on function dosis_identity_providers(text) from public`.execute(db)
  await sql`grant execute on function dosis_identity_providers(text) to dosis_app`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop function dosis_identity_providers(text)`.execute(db)
  await sql`alter table session drop column way`.execute(db)
  await sql`drop table sign_in_policy`.execute(db)
  await sql`drop table account_identity`.execute(db)
  await sql`drop table identity_provider`.execute(db)
}
