import { type Kysely, sql } from 'kysely'
import { confine } from './confine.ts'

/** Copies of a record that were asked for: made by a job, kept for a day. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table record_export (
      practice_id text not null,
      export_id text not null,
      patient_id text not null,
      asked_at timestamptz(3) not null,
      asked_by text not null,
      reason text not null,
      made_at timestamptz(3),
      expires_at timestamptz(3),
      bytes integer,
      file bytea,
      primary key (practice_id, export_id),
      foreign key (practice_id, patient_id) references patient
    )`.execute(db)
  await sql`create index record_export_patient on record_export (practice_id, patient_id)`.execute(db)
  await sql`create index record_export_open on record_export (practice_id) where made_at is null or file is not null`.execute(
    db,
  )
  await confine(db, 'record_export', 'select, insert, update (made_at, expires_at, bytes, file)')
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table record_export`.execute(db)
}
