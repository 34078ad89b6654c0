import { type Kysely, sql } from 'kysely'
import { verifyAudit } from '../audit/audit-entry.ts'
import type { Database } from './database.ts'
import { sha256 } from './hash.ts'
import { contentHashOf } from './record/events.ts'

export type StoreProblem = { readonly table: string; readonly id: string; readonly problem: string }

/** What an integrity check read, and what does not fit its hash. */
export type StoreVerification = {
  readonly events: number
  readonly decisions: number
  readonly planVersions: number
  readonly knowledgeVersions: number
  readonly auditEntries: number
  readonly problems: readonly StoreProblem[]
}

/** Rows in memory at once. */
const batchSize = 500

/** Reads every hashed document again and compares it with its hash; finds gaps between versions of a plan. */
export async function verifyStore(db: Kysely<Database>): Promise<StoreVerification> {
  const problems: StoreProblem[] = []
  const differs = (table: string, id: string, field: string): void => {
    problems.push({ table, id, problem: `${field} does not fit its hash` })
  }
  const events = await readInBatches(eventBatch(db), (row) => {
    const stated = {
      patientId: row.patient_id,
      kind: row.kind,
      occurredAt: row.occurred_at.toISOString(),
      bodyText: row.body,
    }
    if (contentHashOf(stated) !== row.content_hash) differs('event', row.event_id, 'content')
  })
  const decisions = await readInBatches(decisionBatch(db), (row) => {
    if (sha256(row.input) !== row.input_hash) differs('decision', row.decision_id, 'input')
    if (sha256(row.result) !== row.result_hash) differs('decision', row.decision_id, 'result')
  })
  const planVersions = await readInBatches(planBatch(db), (row) => {
    if (sha256(row.body) !== row.body_hash) differs('plan_version', `${row.plan_id} version ${row.version}`, 'body')
  })
  const knowledgeVersions = await readInBatches(knowledgeBatch(db), (row) => {
    if (sha256(row.body) !== row.body_hash) differs('knowledge_version', row.knowledge_version, 'body')
  })
  problems.push(...(await findVersionGaps(db)))
  const audit = await verifyAudit(db)
  problems.push(...audit.problems.map((problem) => ({ table: 'audit_entry', ...problem })))
  return { events, decisions, planVersions, knowledgeVersions, auditEntries: audit.entries, problems }
}

type Batch<Row> = (offset: number) => Promise<readonly Row[]>

async function readInBatches<Row>(batch: Batch<Row>, check: (row: Row) => void): Promise<number> {
  let count = 0
  for (;;) {
    const rows = await batch(count)
    rows.forEach(check)
    count += rows.length
    if (rows.length < batchSize) return count
  }
}

const eventBatch = (db: Kysely<Database>) => (offset: number) =>
  db.selectFrom('event').selectAll().orderBy('sequence').limit(batchSize).offset(offset).execute()

const decisionBatch = (db: Kysely<Database>) => (offset: number) =>
  db.selectFrom('decision').selectAll().orderBy('sequence').limit(batchSize).offset(offset).execute()

const planBatch = (db: Kysely<Database>) => (offset: number) =>
  db
    .selectFrom('plan_version')
    .selectAll()
    .orderBy('practice_id')
    .orderBy('plan_id')
    .orderBy('version')
    .limit(batchSize)
    .offset(offset)
    .execute()

const knowledgeBatch = (db: Kysely<Database>) => (offset: number) =>
  db.selectFrom('knowledge_version').selectAll().orderBy('knowledge_version').limit(batchSize).offset(offset).execute()

async function findVersionGaps(db: Kysely<Database>): Promise<readonly StoreProblem[]> {
  const rows = await db
    .selectFrom('plan_version')
    .select(['practice_id', 'plan_id', sql<number>`max(version)`.as('latest'), sql<string>`count(*)`.as('count')])
    .groupBy(['practice_id', 'plan_id'])
    .execute()
  return rows
    .filter(({ latest, count }) => latest !== Number(count))
    .map(({ plan_id }) => ({ table: 'plan_version', id: plan_id, problem: 'a version is missing' }))
}
