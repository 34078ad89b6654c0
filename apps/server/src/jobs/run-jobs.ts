import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Store } from '../db/index.ts'
import { makeExports } from '../export/record-exports.ts'
import { isAway, isBusy } from '../http/busy.ts'
import type { Installation } from '../installation.ts'
import { doDueSteps } from '../task/do-steps.ts'
import type { TaskSettings } from '../task/tasks.ts'
import { WorkFinder } from './find-work.ts'
import { type Job, type JobKind, jobKinds, stepsOfKind } from './job-kinds.ts'
import { type JobQueue, openQueue, type QueuePatience } from './open-queue.ts'

export interface JobsOptions {
  /** As the owner: it knows all practices and keeps the queue. */
  readonly database: Store
  /** As requests have it: confined to the practice of the running job. */
  readonly installation: Installation
  readonly settings: TaskSettings
  readonly log: Logger
  readonly everyMilliseconds: number
  readonly patience?: QueuePatience
  /** What a job does, for the tests alone, which show that its unique key is needed. */
  readonly work?: typeof doDueSteps
}

export interface RunningJobs {
  /** Whether the last look at the record went well. */
  readonly isWell: () => boolean
  /** Looks for work and does all of it, now. */
  readonly runOnce: () => Promise<void>
  /** Finishes the job that runs, takes no other. */
  readonly close: () => Promise<void>
}

/** Looks at every practice for what is due, again and again, and does it: one job at a time. */
export async function runJobs(options: JobsOptions): Promise<RunningJobs> {
  const { database, log, everyMilliseconds } = options
  const queue = await openQueue(database, log, options.patience)
  const finder = new WorkFinder(options.installation, options.settings)
  const hands: Hands = new Map()
  const stopping = new AbortController()
  let isWell = true
  let turn: Promise<void> = Promise.resolve()
  const runOnce = (): Promise<void> => {
    turn = turn.catch(() => undefined).then(() => runThrough(options, { queue, hands }, finder, stopping.signal))
    return turn
  }
  const loop = (async () => {
    while (!stopping.signal.aborted) {
      try {
        await runOnce()
        isWell = true
      } catch (error) {
        // The record says what is due, so that nothing is lost by waiting for the next turn.
        isWell = false
        log.error({ error: nameOf(error) }, 'jobs could not be looked for')
      }
      await sleep(everyMilliseconds, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  })()
  return {
    isWell: () => isWell,
    runOnce,
    close: async () => {
      stopping.abort()
      await loop
      await turn.catch(() => undefined)
      await queue.close()
    },
  }
}

/**
 * Jobs that failed once here: a primary that was lost is back within seconds, so that they are tried again first. What is
 * left when a worker stops is found by the next look at the record.
 */
type Hands = Map<string, { readonly kind: JobKind; readonly data: Job }>

interface Place {
  readonly queue: JobQueue
  readonly hands: Hands
}

async function runThrough(
  options: JobsOptions,
  place: Place,
  finder: WorkFinder,
  stopping: AbortSignal,
): Promise<void> {
  for (const [id, { kind, data }] of place.hands) await doJob(options, place, kind, { id, data })
  const practices = await options.database.db
    .selectFrom('practice')
    .select('practice_id')
    .orderBy('practice_id')
    .execute()
  for (const { practice_id: practiceId } of practices) {
    if (stopping.aborted) return
    const found = await finder.find(practiceId)
    for (const [kind, jobs] of found) await place.queue.add(kind, jobs)
  }
  for (const kind of jobKinds) await drain(options, place, kind, stopping)
}

async function drain(options: JobsOptions, place: Place, kind: JobKind, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    const job = await place.queue.take(kind)
    if (job === undefined) return
    await doJob(options, place, kind, job)
  }
}

async function doJob(
  { installation, settings, log, work = doDueSteps }: JobsOptions,
  { queue, hands }: Place,
  kind: JobKind,
  { id, data }: { readonly id: string; readonly data: Job },
): Promise<void> {
  const startedAt = performance.now()
  const isAgain = hands.has(id)
  hands.set(id, { kind, data })
  try {
    const steps =
      kind === 'export'
        ? await makeExports(installation.store, data)
        : await work(installation, data, settings, stepsOfKind(kind))
    await queue.finish(kind, id)
    hands.delete(id)
    log.info({ job: kind, steps, milliseconds: Math.round(performance.now() - startedAt) }, 'job done')
  } catch (error) {
    log.error({ job: kind, error: nameOf(error) }, 'a job failed and is tried again')
    // Somebody who stands in the way is no fault of the job; it stays in hand.
    if (!isAgain || (error instanceof Error && (isBusy(error) || isAway(error)))) return
    await queue.fail(kind, id, nameOf(error))
    hands.delete(id)
  }
}

/** The text of an error may hold what the record holds. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown'
}
