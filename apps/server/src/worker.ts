import { pino } from 'pino'
import { openRecord, type Store } from './db/index.ts'
import { type Metrics, openMetrics } from './http/metrics.ts'
import { type RunningJobs, runJobs } from './jobs/run-jobs.ts'
import { openForUse } from './open-for-use.ts'
import { jobsOptions, placeOf, runUntilStopped, sharedOptions, type StartOptions } from './start.ts'
import { StartRefused } from './start-refused.ts'

export type WorkerOptions = Omit<StartOptions, 'port' | 'host' | 'demo' | 'isHttps' | 'accountKeyFile' | 'jobs'>

export interface RunningWorker {
  /** Finishes the job that runs and takes no other. */
  readonly stop: () => Promise<void>
  readonly stopped: Promise<void>
  readonly metricsUrl?: string
}

/**
 * Does the jobs of a PostgreSQL database as a process of its own, beside the servers that answer requests.
 * @throws {StartRefused} there is no such database; the embedded one belongs to one process, which does its jobs itself
 */
export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  const { now = () => new Date(), say = () => undefined, metricsPort } = options
  if (options.url === undefined) {
    throw new StartRefused(
      'A worker needs a PostgreSQL database (--database URL); on the embedded one dosis start does the jobs itself',
    )
  }
  const log = options.log ?? pino({ level: options.logLevel ?? 'warn' }, pino.destination(2))
  const breakdown = Promise.withResolvers<Error>()
  const database = await openForUse({ ...placeOf({ ...options, port: 0 }), now, log, onUnsafe: breakdown.resolve })
  let jobs: RunningJobs | undefined
  let metrics: Metrics | undefined
  const close = async (): Promise<void> => {
    await jobs?.close()
    await metrics?.close()
    await database.close()
  }
  try {
    const shared = sharedOptions({ ...options, port: 0 }, database, log)
    const forJobs = jobsOptions({ ...options, port: 0 }, shared)
    await keepKnowledge(database, forJobs.installation.knowledge)
    jobs = await runJobs(forJobs)
    const { isWell } = jobs
    if (metricsPort !== undefined) metrics = await openMetrics(null, database, metricsPort, async () => isWell())
  } catch (error) {
    await close()
    throw error
  }
  say('Worker     ready')
  if (metrics !== undefined) say(`Metrics    ${metrics.url}`)
  const running = runUntilStopped(close, { url: '', breakdown: breakdown.promise, say })
  const metricsUrl = metrics === undefined ? {} : { metricsUrl: metrics.url }
  return { stop: running.stop, stopped: running.stopped, ...metricsUrl }
}

/** A plan that is compared names the knowledge that it is compared with. */
async function keepKnowledge(database: Store, knowledge: { readonly version: string }): Promise<void> {
  await openRecord(database).storeKnowledgeVersion({ knowledgeVersion: knowledge.version, body: knowledge as never })
}
