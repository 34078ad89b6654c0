import type { IsoMoment, Json } from '@dosis/domain'
import type { Kysely, Selectable, Transaction } from 'kysely'
import type { Database, DecisionTable } from '../database.ts'
import { sha256, storableJson } from '../hash.ts'
import { ConflictError, DamagedRecordError } from './conflict.ts'

/** The knowledge that decisions are made with, under the hash of its content. */
export type KnowledgeSnapshot = { readonly knowledgeVersion: string; readonly body: Json }

/** One conclusion of the engine, with all that is needed to draw it again. */
export type Decision = {
  readonly practiceId: string
  readonly decisionId: string
  readonly patientId: string | null
  /** `assess`, `plan`, `progress` or `evaluate`. */
  readonly kind: string
  readonly input: Json
  readonly knowledgeVersion: string
  readonly result: Json
  readonly madeBy: string
}

export type StoredDecision = Decision & {
  /** Canonical JSON, byte for byte as it was stored: what `dosis replay` compares. */
  readonly inputText: string
  readonly resultText: string
  readonly inputHash: string
  readonly resultHash: string
  readonly madeAt: IsoMoment
}

/**
 * Keeps the knowledge that decisions refer to; storing the same again has no effect.
 * @throws {ConflictError} the version is already there with other content
 */
export async function storeKnowledgeVersion(
  transaction: Transaction<Database>,
  firstUsedAt: Date,
  { knowledgeVersion, body }: KnowledgeSnapshot,
): Promise<void> {
  const text = storableJson(body)
  await transaction
    .insertInto('knowledge_version')
    .values({ knowledge_version: knowledgeVersion, body: text, body_hash: sha256(text), first_used_at: firstUsedAt })
    .onConflict((conflict) => conflict.column('knowledge_version').doNothing())
    .execute()
  const stored = await transaction
    .selectFrom('knowledge_version')
    .select('body_hash')
    .where('knowledge_version', '=', knowledgeVersion)
    .executeTakeFirstOrThrow()
  if (stored.body_hash !== sha256(text)) throw new ConflictError('knowledge version', [knowledgeVersion])
}

/**
 * @returns the knowledge of that version, or nothing when no decision was ever made with it
 * @throws {DamagedRecordError} what is there is not what was stored
 */
export async function knowledgeByVersion(db: Kysely<Database>, knowledgeVersion: string): Promise<Json | undefined> {
  const row = await db
    .selectFrom('knowledge_version')
    .select(['body', 'body_hash'])
    .where('knowledge_version', '=', knowledgeVersion)
    .executeTakeFirst()
  if (row !== undefined && sha256(row.body) !== row.body_hash) {
    throw new DamagedRecordError('knowledge_version', knowledgeVersion)
  }
  return row && (JSON.parse(row.body) as Json)
}

/** @returns when this installation first ran with that version of the knowledge */
export async function knowledgeFirstUsedAt(db: Kysely<Database>, knowledgeVersion: string): Promise<Date | undefined> {
  const row = await db
    .selectFrom('knowledge_version')
    .select('first_used_at')
    .where('knowledge_version', '=', knowledgeVersion)
    .executeTakeFirst()
  return row?.first_used_at
}

/**
 * Keeps a decision; its knowledge must be stored before. The same again has no effect.
 * @throws {ConflictError} the id is already there with another input or result
 */
export async function storeDecision(
  transaction: Transaction<Database>,
  madeAt: Date,
  decision: Decision,
): Promise<StoredDecision> {
  const input = storableJson(decision.input)
  const result = storableJson(decision.result)
  const inserted = await transaction
    .insertInto('decision')
    .values({
      practice_id: decision.practiceId,
      decision_id: decision.decisionId,
      patient_id: decision.patientId,
      kind: decision.kind,
      input,
      knowledge_version: decision.knowledgeVersion,
      result,
      input_hash: sha256(input),
      result_hash: sha256(result),
      made_at: madeAt,
      made_by: decision.madeBy,
    })
    .onConflict((conflict) => conflict.columns(['practice_id', 'decision_id']).doNothing())
    .returningAll()
    .executeTakeFirst()
  if (inserted !== undefined) return toStoredDecision(inserted)
  const stored = await decisionById(transaction, decision.practiceId, decision.decisionId)
  if (stored === undefined || !isSame(stored, decision, input, result)) {
    throw new ConflictError('decision', [decision.decisionId])
  }
  return stored
}

function isSame(stored: StoredDecision, decision: Decision, input: string, result: string): boolean {
  return (
    stored.inputText === input &&
    stored.resultText === result &&
    stored.kind === decision.kind &&
    stored.patientId === decision.patientId &&
    stored.knowledgeVersion === decision.knowledgeVersion
  )
}

export async function decisionById(
  db: Kysely<Database>,
  practiceId: string,
  decisionId: string,
): Promise<StoredDecision | undefined> {
  const row = await db
    .selectFrom('decision')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('decision_id', '=', decisionId)
    .executeTakeFirst()
  return row && toStoredDecision(row)
}

/** @returns decisions about one patient, in the order they were made; only one kind when it is given */
export async function decisionsOf(
  db: Kysely<Database>,
  practiceId: string,
  patientId: string,
  kind?: string,
): Promise<readonly StoredDecision[]> {
  const rows = await db
    .selectFrom('decision')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('patient_id', '=', patientId)
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind ?? ''))
    .orderBy('sequence')
    .execute()
  return rows.map(toStoredDecision)
}

function toStoredDecision(row: Selectable<DecisionTable>): StoredDecision {
  return {
    practiceId: row.practice_id,
    decisionId: row.decision_id,
    patientId: row.patient_id,
    kind: row.kind,
    input: JSON.parse(row.input) as Json,
    knowledgeVersion: row.knowledge_version,
    result: JSON.parse(row.result) as Json,
    madeBy: row.made_by,
    inputText: row.input,
    resultText: row.result,
    inputHash: row.input_hash,
    resultHash: row.result_hash,
    madeAt: row.made_at.toISOString(),
  }
}
