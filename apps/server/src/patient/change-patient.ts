import type { Transaction } from 'kysely'
import { appendEvents, type Database } from '../db/index.ts'
import { joinByWork } from '../relation/team.ts'
import { notFound } from '../http/refused.ts'
import type { Installation } from '../installation.ts'
import { bodyOf, type EventBodies, type EventKind, type PatientEvent, toPatientEvent } from './events.ts'
import { type PatientHistory, type PatientKey, readHistory } from './history.ts'

export interface Statement<Kind extends EventKind = EventKind> {
  readonly eventId: string
  readonly kind: Kind
  readonly body: EventBodies[Kind]
}

/** One change to the record of one patient, while nobody else changes it. */
export interface Change {
  readonly transaction: Transaction<Database>
  readonly now: Date
  readonly history: PatientHistory
  /** Adds an event; one that is already there with the same content has no effect, with other content it is a conflict. */
  readonly state: <Kind extends EventKind>(statement: Statement<Kind>) => Promise<void>
  /** What is stored about this patient under this id, if anything. */
  readonly find: (eventId: string) => PatientEvent | undefined
}

/**
 * Runs a use case that reads a patient's record and adds to it, in one transaction and one at a time for each patient,
 * so that of many equal requests at once exactly one takes effect. Who adds to a record treats the patient.
 * @throws {Refused} 404 when the practice has no such patient
 */
export function changePatient<Result>(
  { store }: Installation,
  key: PatientKey,
  recordedBy: string,
  work: (change: Change) => Promise<Result>,
): Promise<Result> {
  return store.write(async (transaction) => {
    await lockPatient(transaction, key)
    const now = store.now()
    const history = await readHistory(transaction, key)
    const known = new Map(history.events.map((event) => [event.eventId, event]))
    const result = await work({
      transaction,
      now,
      history,
      find: (eventId) => known.get(eventId),
      state: async ({ eventId, kind, body }) => {
        // A repeat says the same thing later; it happened when it was first stated.
        const occurredAt = known.get(eventId)?.occurredAt ?? now.toISOString()
        const [stored] = await appendEvents(transaction, now, [
          { ...key, eventId, kind, body: bodyOf(kind, body), occurredAt, recordedBy },
        ])
        if (stored !== undefined) known.set(eventId, toPatientEvent(stored))
      },
    })
    await joinByWork(transaction, now, key, recordedBy, 'treated')
    return result
  })
}

/**
 * Waits until nobody else changes what belongs to a patient; lets go when the transaction ends.
 * @throws {Refused} 404 when the practice has no such patient
 */
export async function lockPatient(
  transaction: Transaction<Database>,
  { practiceId, patientId }: PatientKey,
): Promise<void> {
  const row = await transaction
    .selectFrom('patient')
    .select('patient_id')
    .where('practice_id', '=', practiceId)
    .where('patient_id', '=', patientId)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw notFound('No such patient')
}
