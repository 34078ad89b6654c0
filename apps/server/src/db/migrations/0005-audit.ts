import { type Kysely, sql } from 'kysely'

/**
 * Who did what, after NEN 7513. Entries are only added; each holds the hash of the one before it in its practice, and
 * `audit_head` the last one, so that a removed, changed or inserted entry shows. What happened before anybody was known
 * stands under the practice `-`; there is no reference to the practice, so that an entry outlives all it is about.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table audit_entry (
      practice_id text not null,
      sequence bigint not null,
      occurred_at timestamptz(3) not null,
      event text not null,
      action text not null check (action in ('C', 'R', 'U', 'D', 'E')),
      outcome integer not null check (outcome in (0, 4, 8, 12)),
      purpose text not null,
      actor_kind text not null,
      actor_id text,
      actor_name text,
      actor_role text,
      address text,
      patient_id text,
      object_id text,
      detail text,
      trace_id text not null,
      previous_hash text not null,
      hash text not null,
      primary key (practice_id, sequence)
    )`.execute(db)
  await sql`create index audit_entry_of_patient on audit_entry (practice_id, patient_id, sequence)`.execute(db)
  await sql`create index audit_entry_of_actor on audit_entry (practice_id, actor_id, sequence)`.execute(db)
  await sql`
    create table audit_head (
      practice_id text primary key,
      sequence bigint not null,
      hash text not null
    )`.execute(db)
}
