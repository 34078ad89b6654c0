import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/index.ts'

/** Every patient of a practice with what tells whether anything was recorded since: the last event and details. */
export async function fingerprints(
  db: Kysely<Database>,
  practiceId: string,
): Promise<readonly { readonly patientId: string; readonly fingerprint: string }[]> {
  const { rows } = await sql<{ patient_id: string; event: string; details: string }>`
    select patient.patient_id,
      coalesce((select max(sequence) from event
        where event.practice_id = patient.practice_id and event.patient_id = patient.patient_id), 0) as event,
      coalesce((select max(sequence) from patient_details
        where patient_details.practice_id = patient.practice_id
          and patient_details.patient_id = patient.patient_id), 0) as details
    from patient
    where patient.practice_id = ${practiceId}
    order by patient.patient_id`.execute(db)
  return rows.map(({ patient_id, event, details }) => ({ patientId: patient_id, fingerprint: `${event}/${details}` }))
}
