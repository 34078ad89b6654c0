import { type Kysely, sql } from 'kysely'

/** Rules of every table: the practice is the first part of each key, so that rows can be spread over machines by it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table practice (
      practice_id text primary key,
      name text not null,
      created_at timestamptz(3) not null
    )`.execute(db)

  await sql`
    create table account (
      practice_id text not null references practice,
      account_id text not null,
      login text not null,
      display_name text not null,
      role text not null,
      password_hash text not null,
      created_at timestamptz(3) not null,
      primary key (practice_id, account_id),
      unique (practice_id, login)
    )`.execute(db)
  await sql`create index account_login on account (login)`.execute(db)

  await sql`
    create table session (
      token_hash text not null,
      practice_id text not null,
      account_id text not null,
      created_at timestamptz(3) not null,
      expires_at timestamptz(3) not null,
      revoked_at timestamptz(3),
      primary key (practice_id, token_hash),
      foreign key (practice_id, account_id) references account
    )`.execute(db)
  await sql`create index session_token on session (token_hash)`.execute(db)
}
