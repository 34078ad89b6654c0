import type { AddressInfo } from 'node:net'
import type { Knowledge } from '@dosis/domain'
import { readKnowledge } from '@dosis/knowledge'
import type { FastifyInstance } from 'fastify'
import { type Logger, pino } from 'pino'
import { readKey, UnusableKeyError } from './backup/key.ts'
import { type Control, openControl } from './control/open-control.ts'
import { confined, type DatabasePlace, type Store } from './db/index.ts'
import { loadDemoPractice } from './demo/index.ts'
import { openForUse } from './open-for-use.ts'
import { asRefusal, requireFreePort } from './port-is-free.ts'
import { type Metrics, openMetrics } from './http/metrics.ts'
import { type JobsOptions, type RunningJobs, runJobs } from './jobs/run-jobs.ts'
import { createServer, installationOf, type ServerOptions } from './server.ts'
import { StartRefused } from './start-refused.ts'
import { organisationalDefaults } from './task/tasks.ts'

export interface StartOptions {
  /** 0 = any free port. */
  readonly port: number
  /** Folder of the embedded database. */
  readonly data: string
  /** A PostgreSQL server in place of the embedded database. */
  readonly url?: string
  /** The login of that server that owns nothing, with which requests are answered; left out = that of `url`, as `dosis_app`. */
  readonly appUrl?: string
  /** Address to listen on; this machine alone by default. */
  readonly host?: string
  /** Loads the demo practice when the database is empty. */
  readonly demo?: boolean
  /** Whether a proxy in front of the server speaks https with browsers. */
  readonly isHttps?: boolean
  /** Knowledge in place of that of this repository, to see what another version would do. */
  readonly knowledge?: Knowledge
  /** File with the key that seals the secrets of second factors (`dosis backup --new-key` makes one). */
  readonly accountKeyFile?: string
  /** Shown on the phone of the patient. */
  readonly practicePhone?: string
  /** Zone in which the days of the practice begin. */
  readonly timeZone?: string
  /** How much is written to standard error; `warn` by default. */
  readonly logLevel?: string
  /** Serves figures in the OpenMetrics format to this machine, on this port; 0 = any free one. */
  readonly metricsPort?: number
  /** Does the jobs in this process too; true by default. False where `dosis worker` does them. */
  readonly jobs?: boolean
  /** Seconds between two looks at what is due. */
  readonly jobsEvery?: number
  /** Hours without anybody who looks, after which more people are asked. An organisational choice. */
  readonly escalateAfter?: number
  /** Days after that of an evaluation, after which there is a reminder. An organisational choice. */
  readonly remindAfter?: number
  readonly now?: () => Date
  readonly log?: Logger
  /** Says to the person who starts the server what happens. */
  readonly say?: (line: string) => void
}

export interface RunningServer {
  readonly url: string
  /** Where the figures are, when they are served. */
  readonly metricsUrl?: string
  /** Stops taking requests, finishes those that run, and leaves everything on the disk. */
  readonly stop: () => Promise<void>
  /** Answers when the server has stopped; fails when it stopped because the database became unsafe. */
  readonly stopped: Promise<void>
}

const demoPhone = '000 000 00 00'

/** What a server and a worker have in common. */
export function sharedOptions(options: StartOptions, database: Store, log: Logger) {
  return {
    database,
    knowledge: options.knowledge ?? readKnowledge(),
    log,
    practicePhone: options.practicePhone ?? demoPhone,
    timeZone: options.timeZone ?? 'Europe/Amsterdam',
  }
}

const everySeconds = 30

/** What the jobs need: the store as owner, and as requests have it. */
export function jobsOptions(options: StartOptions, shared: ServerOptions): JobsOptions {
  const { database, log } = shared
  const { escalateAfterHours, remindAfterDays } = organisationalDefaults
  return {
    database,
    installation: installationOf({ ...shared, database: confined(database) }),
    settings: {
      escalateAfterHours: options.escalateAfter ?? escalateAfterHours,
      remindAfterDays: options.remindAfter ?? remindAfterDays,
    },
    log,
    everyMilliseconds: (options.jobsEvery ?? everySeconds) * 1000,
  }
}

/**
 * Opens the database and serves both apps until the process is asked to stop (SIGINT, SIGTERM).
 * @throws {StartRefused} the port or the folder is in use, or the database cannot keep what it is told
 */
export async function startServer(options: StartOptions): Promise<RunningServer> {
  const { now = () => new Date(), say = () => undefined, host = '127.0.0.1' } = options
  const log = options.log ?? pino({ level: options.logLevel ?? 'warn' }, pino.destination(2))
  await requireFreePort(options.port, host)
  const breakdown = Promise.withResolvers<Error>()
  const database = await openForUse({ ...placeOf(options), now, log, onUnsafe: breakdown.resolve })
  let app: FastifyInstance | undefined
  let control: Control | undefined
  let metrics: Metrics | undefined
  let jobs: RunningJobs | undefined
  try {
    const { isHttps = false, metricsPort } = options
    const accountKey = options.accountKeyFile === undefined ? {} : { accountKey: keyIn(options.accountKeyFile) }
    const serverOptions = { ...sharedOptions(options, database, log), isHttps, ...accountKey }
    app = await createServer(serverOptions)
    if (metricsPort !== undefined) metrics = await openMetrics(app, database, metricsPort)
    if (options.demo === true) await loadDemoPractice(installationOf(serverOptions), say)
    await app.listen({ port: options.port, host }).catch((error: Error) => {
      throw asRefusal(error, options.port)
    })
    if (options.url === undefined) control = await openControl(options.data, database, log)
    if (options.jobs !== false) jobs = await runJobs(jobsOptions(options, serverOptions))
  } catch (error) {
    await Promise.all([app?.close(), metrics?.close(), control?.close()])
    await database.close()
    throw error
  }
  const { port } = app.server.address() as AddressInfo
  const url = `http://${host === '127.0.0.1' ? 'localhost' : host}:${port}`
  if (await isWithoutAccounts(database))
    say('Nobody can sign in yet: add somebody with dosis user add, or start an empty database with --demo')
  say(`Therapist  ${url}/`)
  say(`Patient    ${url}/p/`)
  if (metrics !== undefined) say(`Metrics    ${metrics.url}`)
  const close = async (): Promise<void> => {
    await Promise.all([app?.close(), control?.close(), metrics?.close(), jobs?.close()])
    await database.close()
  }
  const metricsUrl = metrics === undefined ? {} : { metricsUrl: metrics.url }
  return { ...runUntilStopped(close, { url, breakdown: breakdown.promise, say }), ...metricsUrl }
}

/** @throws {StartRefused} there is no key in it */
function keyIn(file: string): Buffer {
  try {
    return readKey(file)
  } catch (error) {
    if (error instanceof UnusableKeyError) throw new StartRefused(error.message, { cause: error })
    throw error
  }
}

export function placeOf({ data, url, appUrl }: StartOptions): DatabasePlace {
  if (url === undefined) return { data }
  return appUrl === undefined ? { url } : { url, appUrl }
}

async function isWithoutAccounts({ db }: Store): Promise<boolean> {
  return (await db.selectFrom('account').select('account_id').limit(1).executeTakeFirst()) === undefined
}

export function runUntilStopped(
  close: () => Promise<void>,
  { url, breakdown, say }: { url: string; breakdown: Promise<Error>; say: (line: string) => void },
): RunningServer {
  const asked = Promise.withResolvers<Error | null>()
  const onSignal = (): void => {
    say('Stopping; everything is kept')
    asked.resolve(null)
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  const stopped = Promise.race([asked.promise, breakdown]).then(async (reason) => {
    process.off('SIGINT', onSignal)
    process.off('SIGTERM', onSignal)
    if (reason === null) {
      await close()
      return
    }
    // What broke down may not close either; why it broke is what counts.
    await Promise.allSettled([close()])
    throw reason
  })
  const stop = (): Promise<void> => {
    asked.resolve(null)
    return stopped
  }
  return { url, stop, stopped }
}
