import { type Kysely, sql, type Transaction } from 'kysely'
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

/**
 * Reads every hashed document again and compares it with its hash; finds gaps between versions of a plan, and an index
 * that finds more or fewer rows than its table has.
 */
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
  problems.push(...(await findVersionGaps(db)), ...(await findWrongIndexes(db)))
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

/** Every index is read from its first entry to its last, which also holds each of its pages against its checksum. */
function findWrongIndexes(db: Kysely<Database>): Promise<readonly StoreProblem[]> {
  return db.isTransaction
    ? countThroughIndexes(db as Transaction<Database>)
    : db.transaction().execute((transaction) => countThroughIndexes(transaction))
}

async function countThroughIndexes(transaction: Transaction<Database>): Promise<readonly StoreProblem[]> {
  const { rows: indexes } = await sql<{ name: string; table: string; columns: string }>`
    select i.relname as name, t.relname as table,
      string_agg(pg_get_indexdef(i.oid, k.n::integer, false), ', ' order by k.n) as columns
    from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
      cross join generate_series(1, x.indnkeyatts) as k(n)
    where t.relnamespace = current_schema()::regnamespace and x.indpred is null and t.relkind = 'r'
    group by i.relname, t.relname order by i.relname`.execute(transaction)
  const problems: StoreProblem[] = []
  for (const { name, table, columns } of indexes) {
    const expected = await countRows(transaction, sql`select 1 from ${sql.table(table)}`, 'seqscan')
    const ordered = sql`select 1 from ${sql.table(table)} order by ${sql.raw(columns)}`
    const found = await countRows(transaction, ordered, 'indexscan')
    if (found !== expected) problems.push({ table, id: name, problem: `finds ${found} of ${expected} rows` })
  }
  return problems
}

async function countRows(
  transaction: Transaction<Database>,
  query: ReturnType<typeof sql>,
  by: 'seqscan' | 'indexscan',
): Promise<number> {
  const forbid = async (way: string, state: 'on' | 'off'): Promise<void> => {
    await sql`set local ${sql.raw(`enable_${way}`)} = ${sql.raw(state)}`.execute(transaction)
  }
  const others = by === 'seqscan' ? ['indexscan', 'indexonlyscan', 'bitmapscan'] : ['seqscan', 'bitmapscan', 'sort']
  for (const way of others) await forbid(way, 'off')
  const { rows } = await sql<{ count: string }>`select count(*) as count from (${query}) as rows`.execute(transaction)
  for (const way of others) await forbid(way, 'on')
  return Number(rows[0]?.count)
}
