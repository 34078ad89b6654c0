import type { PatientExport } from '@dosis/api'
import type { Json } from '@dosis/domain'
import type { Kysely } from 'kysely'
import { practicesOfPatient, withCommandAudit } from '../audit/by-command.ts'
import { type Operator, thisOperator } from '../audit/operator.ts'
import { askControl, ControlRefused, textOf } from '../control/ask-control.ts'
import { onStore } from '../control/on-store.ts'
import type { Database, DatabasePlace, Store } from '../db/index.ts'
import { decisionsOf } from '../db/record/decisions.ts'
import { eventsOf } from '../db/record/events.ts'
import { planVersionsOf } from '../db/record/plans.ts'
import { namesInRecord } from '../decision/store.ts'
import { StartRefused } from '../start-refused.ts'

/**
 * Reads all of one patient as it is at one moment.
 * @returns one record per practice that gave this id; empty when none did
 */
export async function exportPatient({ db, now }: Store, patientId: string): Promise<readonly PatientExport[]> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (transaction) => {
      const found = await transaction
        .selectFrom('patient')
        .innerJoin('practice', 'practice.practice_id', 'patient.practice_id')
        .select(['patient.practice_id', 'practice.name'])
        .where('patient.patient_id', '=', patientId)
        .orderBy('practice.name')
        .execute()
      const exports: PatientExport[] = []
      for (const { practice_id, name } of found) {
        exports.push({
          dosisPatient: 1,
          exportedAt: now().toISOString(),
          practice: name,
          patientId,
          ...(await contentsOf(transaction, practice_id, patientId)),
        })
      }
      return exports
    })
}

/** What is stored about a patient, under the names of those who stored it. */
export async function contentsOf(
  db: Kysely<Database>,
  practiceId: string,
  patientId: string,
): Promise<Pick<PatientExport, 'details' | 'events' | 'decisions' | 'plans' | 'access'>> {
  const names = await namesInRecord(db, practiceId)
  const nameOf = (recordedBy: string): string => names.get(recordedBy) ?? recordedBy
  const details = await db
    .selectFrom('patient_details')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('patient_id', '=', patientId)
    .orderBy('sequence')
    .execute()
  const access = await db
    .selectFrom('patient_link')
    .select(['created_at', 'expires_at', 'revoked_at'])
    .where('practice_id', '=', practiceId)
    .where('patient_id', '=', patientId)
    .orderBy('created_at')
    .orderBy('expires_at')
    .execute()
  return {
    details: details.map((row) => ({
      versionId: row.version_id,
      details: row.details as Json,
      recordedAt: row.recorded_at.toISOString(),
      recordedBy: nameOf(row.recorded_by),
    })),
    events: (await eventsOf(db, practiceId, patientId)).map((event) => ({
      eventId: event.eventId,
      kind: event.kind,
      occurredAt: event.occurredAt,
      body: event.body,
      hash: event.contentHash,
      recordedAt: event.recordedAt,
      recordedBy: nameOf(event.recordedBy),
    })),
    decisions: (await decisionsOf(db, practiceId, patientId)).map((decision) => ({
      decisionId: decision.decisionId,
      kind: decision.kind,
      madeAt: decision.madeAt,
      madeBy: nameOf(decision.madeBy),
      knowledgeVersion: decision.knowledgeVersion,
      input: decision.input,
      inputHash: decision.inputHash,
      result: decision.result,
      resultHash: decision.resultHash,
    })),
    plans: (await planVersionsOf(db, practiceId, patientId)).map((plan) => ({
      planId: plan.planId,
      version: plan.version,
      status: plan.status,
      plan: plan.body,
      hash: plan.bodyHash,
      recordedAt: plan.recordedAt,
      recordedBy: nameOf(plan.recordedBy),
      confirmedAt: plan.confirmedAt,
      confirmedBy: plan.confirmedBy === null ? null : nameOf(plan.confirmedBy),
    })),
    access: access.map((row) => ({
      createdAt: row.created_at.toISOString(),
      expiresAt: row.expires_at.toISOString(),
      revokedAt: row.revoked_at?.toISOString() ?? null,
    })),
  }
}

/** The same for a command: nobody gets it before it stands in the log. */
export function exportPatientBy(
  operator: Operator,
  store: Store,
  patientId: string,
): Promise<readonly PatientExport[]> {
  const concerns = practicesOfPatient(patientId)
  return withCommandAudit(store, { operator, event: 'patient.export', action: 'R', concerns, patientId }, (audited) =>
    exportPatient(audited, patientId),
  )
}

/**
 * Exports a patient of a database, also while its server runs.
 * @returns one record per practice that knows the id; empty when none does
 * @throws {StartRefused} the database does not open
 */
export async function patientOf(place: DatabasePlace, patientId: string): Promise<readonly PatientExport[]> {
  const operator = thisOperator()
  try {
    return await onStore(
      place,
      (store) => exportPatientBy(operator, store, patientId),
      async (folder) =>
        JSON.parse(
          await textOf(await askControl(folder, '/patient', operator, { patientId })),
        ) as readonly PatientExport[],
    )
  } catch (error) {
    if (error instanceof ControlRefused) throw new StartRefused(error.message, { cause: error })
    throw error
  }
}
