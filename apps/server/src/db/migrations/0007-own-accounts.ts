import { type Kysely, sql } from 'kysely'
import { confine } from './confine.ts'

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
