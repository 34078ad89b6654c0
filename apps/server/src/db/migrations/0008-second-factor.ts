import { type Kysely, sql } from 'kysely'
import { confine } from './confine.ts'

/** A secret that a phone makes codes from, sealed; and codes on paper for when the phone is lost, hashed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table second_factor (
      practice_id text not null,
      account_id text not null,
      sealed_secret text not null,
      last_step bigint not null,
      begun_at timestamptz(3) not null,
      confirmed_at timestamptz(3),
      primary key (practice_id, account_id),
      foreign key (practice_id, account_id) references account
    )`.execute(db)
  await sql`
    create table recovery_code (
      practice_id text not null,
      code_hash text not null,
      account_id text not null,
      created_at timestamptz(3) not null,
      used_at timestamptz(3),
      primary key (practice_id, code_hash),
      foreign key (practice_id, account_id) references account
    )`.execute(db)
  await confine(db, 'second_factor', 'select, insert, update (sealed_secret, last_step, begun_at, confirmed_at)')
  await confine(db, 'recovery_code', 'select, insert, update (used_at)')
}
