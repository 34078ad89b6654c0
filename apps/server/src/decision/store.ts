import type { DecisionSummary } from '@dosis/api'
import type { Evaluation } from '@dosis/domain'
import type { Kysely } from 'kysely'
import { DamagedRecordError, type Database, sha256 } from '../db/index.ts'
import type { PatientKey } from '../patient/history.ts'

const kinds: ReadonlySet<string> = new Set([
  'assess',
  'plan',
  'progress',
  'evaluate',
] satisfies DecisionSummary['kind'][])

/** Decisions about one patient in the order they were made, without the documents themselves. */
export async function decisionSummaries(
  db: Kysely<Database>,
  { practiceId, patientId }: PatientKey,
): Promise<readonly DecisionSummary[]> {
  const rows = await db
    .selectFrom('decision')
    .select(['decision_id', 'kind', 'knowledge_version', 'result_hash', 'made_at', 'made_by'])
    .where('practice_id', '=', practiceId)
    .where('patient_id', '=', patientId)
    .orderBy('sequence')
    .execute()
  return rows
    .filter(({ kind }) => kinds.has(kind))
    .map((row) => ({
      decisionId: row.decision_id,
      kind: row.kind as DecisionSummary['kind'],
      knowledgeVersion: row.knowledge_version,
      resultHash: row.result_hash,
      madeAt: row.made_at.toISOString(),
      madeBy: row.made_by,
    }))
}

/**
 * What was concluded at each evaluation, by id of the decision.
 * @throws {DamagedRecordError} what is there is not what was concluded
 */
export async function storedEvaluations(
  db: Kysely<Database>,
  { practiceId, patientId }: PatientKey,
): Promise<ReadonlyMap<string, Evaluation>> {
  const rows = await db
    .selectFrom('decision')
    .select(['decision_id', 'result', 'result_hash'])
    .where('practice_id', '=', practiceId)
    .where('patient_id', '=', patientId)
    .where('kind', '=', 'evaluate')
    .execute()
  const damaged = rows.find(({ result, result_hash }) => sha256(result) !== result_hash)
  if (damaged !== undefined) throw new DamagedRecordError('decision', damaged.decision_id)
  return new Map(rows.map(({ decision_id, result }) => [decision_id, JSON.parse(result) as Evaluation]))
}

/** Names of the professionals of a practice, under the name by which the record knows them. */
export async function namesInRecord(db: Kysely<Database>, practiceId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('account')
    .select(['account_id', 'display_name'])
    .where('practice_id', '=', practiceId)
    .execute()
  return new Map(rows.map(({ account_id, display_name }) => [`account:${account_id}`, display_name]))
}
