import { sql, type Transaction } from 'kysely'
import { type Job as QueuedJob, PgBoss } from 'pg-boss'
import type { Database, Log, Store } from '../db/index.ts'
import { StartRefused } from '../start-refused.ts'
import { type Job, type JobKind, jobKinds } from './job-kinds.ts'

const schema = 'dosis_jobs'
const insufficientPrivilege = '42501'

/** How long a job is left to the worker that took it, and how long one that failed waits before it is tried again. */
export interface QueuePatience {
  readonly expireInSeconds: number
  readonly retryDelaySeconds: number
}
export const usualPatience: QueuePatience = { expireInSeconds: 60, retryDelaySeconds: 30 }

/**
 * One job waits for a patient in each queue, at most: one that a lost worker has does not stand in the way. A job that
 * fails waits twice as long after each attempt, an hour at most; after ten attempts it is listed as failed, and the next
 * look at the record makes a new one.
 */
const queueOptions = ({ expireInSeconds, retryDelaySeconds }: QueuePatience) =>
  ({
    policy: 'short',
    expireInSeconds,
    retryLimit: 10,
    retryDelay: retryDelaySeconds,
    retryBackoff: true,
    retryDelayMax: 3_600,
    deleteAfterSeconds: 7 * 86_400,
  }) as const

export interface JobCount {
  readonly kind: JobKind
  readonly state: 'waiting' | 'running' | 'done' | 'failed'
  readonly count: number
}

/** The jobs of one database. */
export interface JobQueue {
  /** One that waits already, also for another attempt, is not added again. */
  readonly add: (kind: JobKind, jobs: readonly Job[]) => Promise<void>
  readonly take: (kind: JobKind) => Promise<QueuedJob<Job> | undefined>
  readonly finish: (kind: JobKind, id: string) => Promise<void>
  /** It is tried again later; `reason` is the name of an error, nothing about a patient. */
  readonly fail: (kind: JobKind, id: string, reason: string) => Promise<void>
  readonly close: () => Promise<void>
}

/**
 * Opens the queue, as the owner of the database, who makes its schema; requests have no right to it.
 * @throws {StartRefused} this login may not make a schema
 */
export async function openQueue(
  { kind, queue }: Store,
  log: Log,
  patience: QueuePatience = usualPatience,
): Promise<JobQueue> {
  const boss = new PgBoss({
    db: { executeSql: async (text: string, values?: unknown[]) => ({ rows: [...(await queue(text, values)).rows] }) },
    schema,
    backend: kind === 'postgresql' ? 'postgres' : 'pglite',
    schedule: false,
    supervise: true,
    superviseIntervalSeconds: patience.expireInSeconds,
    monitorIntervalSeconds: patience.expireInSeconds,
    reindex: false,
    monitorVacuum: false,
    registerInstance: false,
    openTelemetry: { enabled: false },
  })
  // Its own upkeep, which comes again: while the primary is away it fails like everything else.
  boss.on('error', (error) => log.info({ error: error.name }, 'the job queue could not look after itself'))
  try {
    await boss.start()
  } catch (error) {
    if ((error as { code?: unknown } | undefined)?.code !== insufficientPrivilege) throw error
    throw new StartRefused(
      'The login of the database may not make the schema of the jobs: grant create on database NAME to LOGIN',
      { cause: error },
    )
  }
  for (const name of jobKinds) await boss.createQueue(name, queueOptions(patience))
  return {
    add: async (name, jobs) => {
      if (jobs.length === 0) return
      const { rows } = await queue(
        `select singleton_key as key from ${schema}.job where name = $1 and state = 'retry'`,
        [name],
      )
      const failing = new Set((rows as readonly { key: string }[]).map(({ key }) => key))
      const added = jobs.map((data) => ({ data, singletonKey: JSON.stringify([data.practiceId, data.patientId]) }))
      await boss.insert(
        name,
        added.filter(({ singletonKey }) => !failing.has(singletonKey)),
      )
    },
    take: async (name) => (await boss.fetch<Job>(name))[0],
    finish: async (name, id) => void (await boss.complete(name, id)),
    fail: async (name, id, reason) => void (await boss.fail(name, id, { reason })),
    close: () => boss.stop({ graceful: false }),
  }
}

const states = { created: 'waiting', retry: 'waiting', active: 'running', completed: 'done', failed: 'failed' } as const

/** How many jobs there are of each kind and state; none where no worker ever ran. */
export async function countJobs({ queue }: Pick<Store, 'queue'>): Promise<readonly JobCount[]> {
  const { rows: found } = await queue(`select to_regclass('${schema}.job') is not null as there`)
  if (!(found[0] as { there: boolean }).there) return []
  const { rows } = await queue(
    `select name, state::text as state, count(*)::integer as count from ${schema}.job group by 1, 2`,
  )
  const counted = rows as readonly { name: string; state: string; count: number }[]
  return jobKinds.flatMap((kind) =>
    (['waiting', 'running', 'done', 'failed'] as const).map((state) => ({
      kind,
      state,
      count: counted
        .filter(({ name, state: stored }) => name === kind && states[stored as keyof typeof states] === state)
        .reduce((sum, { count }) => sum + count, 0),
    })),
  )
}

export interface FailedJob extends Job {
  readonly kind: JobKind
  readonly at: Date
  /** The name of an error. */
  readonly reason: string | null
}

/** Jobs that failed for good, the newest first. */
export async function failedJobs({ queue }: Pick<Store, 'queue'>): Promise<readonly FailedJob[]> {
  const { rows } = await queue(
    `select name as kind, data->>'practiceId' as "practiceId", data->>'patientId' as "patientId",
      completed_on as at, output->>'reason' as reason from ${schema}.job
      where state = 'failed' order by completed_on desc limit 100`,
  )
  return rows as readonly FailedJob[]
}

/**
 * Takes a patient out of the queue, done jobs included, in the transaction that erases the record.
 * @returns how many jobs were about the patient
 */
export async function eraseFromQueue(
  transaction: Transaction<Database>,
  { practiceId, patientId }: Job,
): Promise<number> {
  const { rows } = await sql<{ there: boolean }>`
    select to_regclass(${`${schema}.job`}) is not null as there`.execute(transaction)
  if (rows[0]?.there !== true) return 0
  const { numAffectedRows } = await sql`delete from ${sql.table(`${schema}.job`)}
    where data->>'practiceId' = ${practiceId} and data->>'patientId' = ${patientId}`.execute(transaction)
  return Number(numAffectedRows ?? 0)
}
