import type { PatientDetails } from '@dosis/api'
import type { IsoMoment, Plan } from '@dosis/domain'
import type { Kysely, Transaction } from 'kysely'
import type { Database } from '../db/index.ts'
import { eventsOf } from '../db/record/events.ts'
import { patientDetails } from '../db/record/patients.ts'
import { planVersionsOf } from '../db/record/plans.ts'
import { notFound } from '../http/refused.ts'
import { type PatientEvent, toPatientEvent } from './events.ts'

export interface ConfirmedPlan {
  readonly planId: string
  readonly version: number
  readonly plan: Plan
  readonly hash: string
  readonly confirmedAt: IsoMoment
  readonly confirmedBy: string
}

/** All that is recorded about one patient, in order of arrival. */
export interface PatientHistory {
  readonly practiceId: string
  readonly patientId: string
  readonly details: PatientDetails
  readonly createdAt: IsoMoment
  readonly events: readonly PatientEvent[]
  readonly plans: readonly ConfirmedPlan[]
}

export interface PatientKey {
  readonly practiceId: string
  readonly patientId: string
}

type Reader = Kysely<Database> | Transaction<Database>

/** @throws {Refused} 404, also for a patient of another practice */
export async function readHistory(db: Reader, { practiceId, patientId }: PatientKey): Promise<PatientHistory> {
  const details = await patientDetails(db, practiceId, patientId)
  if (details === undefined) throw notFound('No such patient')
  const { created_at } = await db
    .selectFrom('patient')
    .select('created_at')
    .where('practice_id', '=', practiceId)
    .where('patient_id', '=', patientId)
    .executeTakeFirstOrThrow()
  const events = await eventsOf(db, practiceId, patientId)
  const plans = await planVersionsOf(db, practiceId, patientId)
  return {
    practiceId,
    patientId,
    details: details.details as unknown as PatientDetails,
    createdAt: created_at.toISOString(),
    events: events.map(toPatientEvent),
    plans: plans.map((version) => ({
      planId: version.planId,
      version: version.version,
      plan: version.body as unknown as Plan,
      hash: version.bodyHash,
      confirmedAt: version.confirmedAt ?? version.recordedAt,
      confirmedBy: version.confirmedBy ?? version.recordedBy,
    })),
  }
}
