import { type Kysely, sql } from 'kysely'

/**
 * What was stated, concluded and agreed. Rows are only added. Documents that are hashed are canonical JSON in text
 * columns, because jsonb would order keys and write numbers its own way; `body::jsonb` still opens them to queries.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table event (
      practice_id text not null references practice,
      event_id text not null,
      patient_id text,
      kind text not null,
      body text not null,
      content_hash text not null,
      occurred_at timestamptz(3) not null,
      recorded_at timestamptz(3) not null,
      recorded_by text not null,
      sequence bigint generated always as identity,
      primary key (practice_id, event_id),
      foreign key (practice_id, patient_id) references patient
    )`.execute(db)
  await sql`create index event_of_patient on event (practice_id, patient_id, sequence)`.execute(db)
  await sql`create index event_of_kind on event (practice_id, kind, sequence)`.execute(db)

  await sql`
    create table knowledge_version (
      knowledge_version text primary key,
      body text not null,
      body_hash text not null,
      first_used_at timestamptz(3) not null
    )`.execute(db)

  await sql`
    create table decision (
      practice_id text not null references practice,
      decision_id text not null,
      patient_id text,
      kind text not null,
      input text not null,
      knowledge_version text not null references knowledge_version,
      result text not null,
      input_hash text not null,
      result_hash text not null,
      made_at timestamptz(3) not null,
      made_by text not null,
      sequence bigint generated always as identity,
      primary key (practice_id, decision_id),
      foreign key (practice_id, patient_id) references patient
    )`.execute(db)
  await sql`create index decision_of_patient on decision (practice_id, patient_id, sequence)`.execute(db)

  await sql`
    create table plan_version (
      practice_id text not null,
      plan_id text not null,
      version integer not null check (version >= 1),
      patient_id text not null,
      body text not null,
      body_hash text not null,
      status text not null check (status in ('draft', 'confirmed')),
      recorded_at timestamptz(3) not null,
      recorded_by text not null,
      confirmed_at timestamptz(3),
      confirmed_by text,
      primary key (practice_id, plan_id, version),
      foreign key (practice_id, patient_id) references patient,
      check ((status = 'confirmed') = (confirmed_at is not null and confirmed_by is not null))
    )`.execute(db)
  await sql`create index plan_version_of_patient on plan_version (practice_id, patient_id, recorded_at)`.execute(db)
}
