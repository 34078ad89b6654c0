import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table patient (
      practice_id text not null references practice,
      patient_id text not null,
      created_at timestamptz(3) not null,
      primary key (practice_id, patient_id)
    )`.execute(db)

  await sql`
    create table patient_details (
      practice_id text not null,
      patient_id text not null,
      version_id text not null,
      details jsonb not null,
      recorded_at timestamptz(3) not null,
      recorded_by text not null,
      sequence bigint generated always as identity,
      primary key (practice_id, version_id),
      foreign key (practice_id, patient_id) references patient
    )`.execute(db)
  await sql`create index patient_details_latest on patient_details (practice_id, patient_id, sequence desc)`.execute(db)

  await sql`
    create table patient_link (
      practice_id text not null,
      token_hash text not null,
      patient_id text not null,
      created_at timestamptz(3) not null,
      expires_at timestamptz(3) not null,
      revoked_at timestamptz(3),
      primary key (practice_id, token_hash),
      foreign key (practice_id, patient_id) references patient
    )`.execute(db)
  await sql`create index patient_link_token on patient_link (token_hash)`.execute(db)
}
