import { canonicalJson, type IsoMoment, type Json } from '@dosis/domain'
import type { Kysely, Selectable, Transaction } from 'kysely'
import type { Database, EventTable } from '../database.ts'
import { sha256, storableJson } from '../hash.ts'
import { ConflictError, DamagedRecordError } from './conflict.ts'

/** What a person states or does, with the id that the client made for it. */
export type EventStatement = {
  readonly practiceId: string
  readonly eventId: string
  /** `null` for what concerns the practice, not one patient. */
  readonly patientId: string | null
  /** `fact.stated`, `session.logged` and so on. */
  readonly kind: string
  readonly body: Json
  readonly occurredAt: IsoMoment
  readonly recordedBy: string
}

export type StoredEvent = EventStatement & {
  readonly contentHash: string
  readonly recordedAt: IsoMoment
  /** Order of arrival: a whole number as a string. */
  readonly sequence: string
}

/** @returns the hash of all that was stated, by which a repeat is told from a conflict; `bodyText` is canonical JSON */
export function contentHashOf({
  patientId,
  kind,
  occurredAt,
  bodyText,
}: Pick<EventStatement, 'patientId' | 'kind' | 'occurredAt'> & { readonly bodyText: string }): string {
  const rest = canonicalJson({ kind, occurredAt: new Date(occurredAt).toISOString(), patientId })
  return sha256(`{"body":${bodyText},${rest.slice(1)}`)
}

/**
 * Adds all statements, or none. One that is already there has no effect and answers as it did the first time.
 * @throws {ConflictError} an id is already there with other content
 */
export async function appendEvents(
  transaction: Transaction<Database>,
  recordedAt: Date,
  statements: readonly EventStatement[],
): Promise<readonly StoredEvent[]> {
  const stored: StoredEvent[] = []
  const conflicts: string[] = []
  for (const statement of statements) {
    const bodyText = storableJson(statement.body)
    const contentHash = contentHashOf({ ...statement, bodyText })
    const row =
      (await insertEvent(transaction, recordedAt, statement, bodyText, contentHash)) ??
      (await findEvent(transaction, statement.practiceId, statement.eventId))
    if (row?.content_hash === contentHash) stored.push(toStoredEvent(row))
    else conflicts.push(statement.eventId)
  }
  if (conflicts.length > 0) throw new ConflictError('event', conflicts)
  return stored
}

function insertEvent(
  transaction: Transaction<Database>,
  recordedAt: Date,
  statement: EventStatement,
  bodyText: string,
  contentHash: string,
): Promise<Selectable<EventTable> | undefined> {
  return transaction
    .insertInto('event')
    .values({
      practice_id: statement.practiceId,
      event_id: statement.eventId,
      patient_id: statement.patientId,
      kind: statement.kind,
      body: bodyText,
      content_hash: contentHash,
      occurred_at: new Date(statement.occurredAt),
      recorded_at: recordedAt,
      recorded_by: statement.recordedBy,
    })
    .onConflict((conflict) => conflict.columns(['practice_id', 'event_id']).doNothing())
    .returningAll()
    .executeTakeFirst()
}

function findEvent(
  db: Kysely<Database>,
  practiceId: string,
  eventId: string,
): Promise<Selectable<EventTable> | undefined> {
  return db
    .selectFrom('event')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('event_id', '=', eventId)
    .executeTakeFirst()
}

export async function eventById(
  db: Kysely<Database>,
  practiceId: string,
  eventId: string,
): Promise<StoredEvent | undefined> {
  const row = await findEvent(db, practiceId, eventId)
  return row && toStoredEvent(row)
}

/** @returns what was recorded about one patient, in order of arrival; only some kinds when they are given */
export async function eventsOf(
  db: Kysely<Database>,
  practiceId: string,
  patientId: string,
  kinds?: readonly string[],
): Promise<readonly StoredEvent[]> {
  const rows = await db
    .selectFrom('event')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('patient_id', '=', patientId)
    .$if(kinds !== undefined, (query) => query.where('kind', 'in', kinds ?? []))
    .orderBy('sequence')
    .execute()
  return rows.map(toStoredEvent)
}

/** @returns everything of these kinds in the practice, in order of arrival */
export async function eventsOfKind(
  db: Kysely<Database>,
  practiceId: string,
  kinds: readonly string[],
): Promise<readonly StoredEvent[]> {
  const rows = await db
    .selectFrom('event')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('kind', 'in', kinds)
    .orderBy('sequence')
    .execute()
  return rows.map(toStoredEvent)
}

/** @throws {DamagedRecordError} what is there is not what was stored */
function toStoredEvent(row: Selectable<EventTable>): StoredEvent {
  const stated = {
    patientId: row.patient_id,
    kind: row.kind,
    occurredAt: row.occurred_at.toISOString(),
    bodyText: row.body,
  }
  if (contentHashOf(stated) !== row.content_hash) throw new DamagedRecordError('event', row.event_id)
  return {
    practiceId: row.practice_id,
    eventId: row.event_id,
    patientId: row.patient_id,
    kind: row.kind,
    body: JSON.parse(row.body) as Json,
    occurredAt: row.occurred_at.toISOString(),
    recordedBy: row.recorded_by,
    contentHash: row.content_hash,
    recordedAt: row.recorded_at.toISOString(),
    sequence: row.sequence,
  }
}
