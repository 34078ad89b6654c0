import { canonicalJson, type IsoMoment, type Json } from '@dosis/domain'
import type { Kysely, Selectable, Transaction } from 'kysely'
import type { Database, PatientDetailsTable } from '../database.ts'
import { storableJson } from '../hash.ts'
import { ConflictError } from './conflict.ts'

/** What identifies a patient (name, birth date and so on), with the id that the client made for this version. */
export type PatientDetails = {
  readonly practiceId: string
  readonly patientId: string
  readonly versionId: string
  readonly details: Json
  readonly recordedBy: string
}

export type StoredPatientDetails = PatientDetails & { readonly recordedAt: IsoMoment }

/** Keeps a practice; the same again has no effect, and a practice that is there keeps its name. */
export async function storePractice(
  transaction: Transaction<Database>,
  createdAt: Date,
  practice: { readonly practiceId: string; readonly name: string },
): Promise<void> {
  await transaction
    .insertInto('practice')
    .values({ practice_id: practice.practiceId, name: practice.name, created_at: createdAt })
    .onConflict((conflict) => conflict.column('practice_id').doNothing())
    .execute()
}

/**
 * Adds a version of a patient's details, and the patient with the first one. The same again has no effect.
 * @throws {ConflictError} the version is already there with other details or for another patient
 */
export async function storePatientDetails(
  transaction: Transaction<Database>,
  recordedAt: Date,
  patient: PatientDetails,
): Promise<StoredPatientDetails> {
  const key = { practice_id: patient.practiceId, patient_id: patient.patientId }
  await transaction
    .insertInto('patient')
    .values({ ...key, created_at: recordedAt })
    .onConflict((conflict) => conflict.columns(['practice_id', 'patient_id']).doNothing())
    .execute()
  const inserted = await transaction
    .insertInto('patient_details')
    .values({
      ...key,
      version_id: patient.versionId,
      details: storableJson(patient.details),
      recorded_at: recordedAt,
      recorded_by: patient.recordedBy,
    })
    .onConflict((conflict) => conflict.columns(['practice_id', 'version_id']).doNothing())
    .returningAll()
    .executeTakeFirst()
  if (inserted !== undefined) return toStoredDetails(inserted)
  const stored = await detailsVersion(transaction, patient)
  if (stored?.patientId !== patient.patientId || canonicalJson(stored.details) !== canonicalJson(patient.details)) {
    throw new ConflictError('patient details', [patient.versionId])
  }
  return stored
}

async function detailsVersion(
  db: Kysely<Database>,
  { practiceId, versionId }: Pick<PatientDetails, 'practiceId' | 'versionId'>,
): Promise<StoredPatientDetails | undefined> {
  const row = await db
    .selectFrom('patient_details')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('version_id', '=', versionId)
    .executeTakeFirst()
  return row && toStoredDetails(row)
}

/** @returns the details that hold now */
export async function patientDetails(
  db: Kysely<Database>,
  practiceId: string,
  patientId: string,
): Promise<StoredPatientDetails | undefined> {
  const row = await db
    .selectFrom('patient_details')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('patient_id', '=', patientId)
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && toStoredDetails(row)
}

/** @returns every patient of the practice with the details that hold now, in order of their ids */
export async function patientsOf(db: Kysely<Database>, practiceId: string): Promise<readonly StoredPatientDetails[]> {
  const rows = await db
    .selectFrom('patient_details')
    .distinctOn('patient_id')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .orderBy('patient_id')
    .orderBy('sequence', 'desc')
    .execute()
  return rows.map(toStoredDetails)
}

function toStoredDetails(row: Selectable<PatientDetailsTable>): StoredPatientDetails {
  return {
    practiceId: row.practice_id,
    patientId: row.patient_id,
    versionId: row.version_id,
    details: row.details as Json,
    recordedBy: row.recorded_by,
    recordedAt: row.recorded_at.toISOString(),
  }
}
