import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import { PostgresPair } from '../../../../test-support/postgres-pair.ts'
import { createRandom } from '../../src/db/faults/random.ts'
import { openDatabase, type Store } from '../../src/db/index.ts'
import { reportHarm, startWorker, taskProblems, type WorkerProcess } from '../jobs/kill-workers.ts'
import { countJobs } from '../../src/jobs/open-queue.ts'
import type { Run } from '../kills/actor.ts'
import { Gate } from '../kills/gate.ts'
import { findHalves } from '../kills/halves.ts'
import { acknowledgedIn, Inspector, startPeople, untilAnswered } from '../kills/kill-server.ts'
import { dosisStart, fillPractice } from '../kills/practice.ts'
import { type ServerProcess, startServerProcess } from '../kills/server-process.ts'

export interface FailOverOptions {
  readonly count: number
  readonly seed: number
  /** Whether the primary answers a commit only when the standby has it. */
  readonly synchronous: boolean
}

export interface FailOverResult {
  readonly failovers: number
  readonly acknowledged: number
  /** Open harm with its task, after all failovers; servers and a worker of its own set them. */
  readonly tasks: number
  /** Writes that were sent again although they had been answered. */
  readonly repeated: number
  /** What is lost, there twice or by half, and sessions that ended. */
  readonly lost: readonly string[]
  /** Writes that had no answer when the primary was lost: those that the standby had, and those that it had not. */
  readonly unanswered: { readonly done: number; readonly notDone: number }
  /** From the loss of the primary to the next acknowledged write, for each failover. */
  readonly outagesMilliseconds: readonly number[]
}

const appServers = 2
/** Jobs that the workers have in hand when the primary is lost; a practice of their own has them. */
const harmPerFailover = 8
/** A worker that stays away so long after a failover is a failure. */
const tasksLimitMilliseconds = 30_000
const answersBefore = [8, 25] as const
/** Half of the time the standby loses its connection before the primary is lost: the worst moment. */
const cutsBefore = 0.5
/** A primary that waits for no standby goes on answering. */
const answersAfterCut = 10
const millisecondsAfterCut = [100, 300] as const

/**
 * Loses the primary under load, again and again, and promotes its standby, while two servers of Dosis go on. Each
 * request goes to the other server than the one before, so that a session or an answer that only one of them knows shows.
 */
export async function failOverRepeatedly({ count, seed, synchronous }: FailOverOptions): Promise<FailOverResult> {
  const random = createRandom(seed)
  const gate = new Gate()
  const run: Run = { gate, acknowledged: new Map(), ledgers: [], repeated: 0, problems: [], outlastsFailures: true }
  const pair = await PostgresPair.start({ synchronous })
  const servers: ServerProcess[] = []
  let worker: WorkerProcess | undefined
  let tasks = 0
  const outagesMilliseconds: number[] = []
  const unanswered = { done: 0, notDone: 0 }
  try {
    await withStore(pair, fillPractice)
    for (let number = 0; number < appServers; number += 1) {
      servers.push(startServerProcess([...dosisStart, '--database', pair.url, '--jobs-every', '1']))
    }
    const addresses = await addressesOf(servers)
    worker = startWorker([pair.url])
    await worker.ready
    const inspector = new Inspector(run, random)
    const check = async (): Promise<void> => {
      const { done, notDone } = await inspector.check(addresses, run.ledgers)
      unanswered.done += done
      unanswered.notDone += notDone
    }
    await check()
    const people = startPeople(run, seed)
    while (outagesMilliseconds.length < count && run.problems.length === 0) {
      gate.open(...addresses)
      await untilAnswered(run, random.between(...answersBefore))
      const from = outagesMilliseconds.length * harmPerFailover
      if (synchronous) await withStore(pair, (store) => reportHarm(store, from, harmPerFailover))
      if (!synchronous || random.next() < cutsBefore) {
        await pair.cutLink()
        if (!synchronous) await untilAnswered(run, answersAfterCut)
        await sleep(random.between(...millisecondsAfterCut))
      }
      const lostAt = performance.now()
      await pair.killPrimary()
      await pair.promote()
      await untilAnswered(run, 1)
      outagesMilliseconds.push(performance.now() - lostAt)
      gate.close()
      await gate.untilQuiet()
      await check()
      await pair.addStandby()
    }
    if (run.problems.length === 0) {
      gate.takeNothingNew()
      gate.open(...addresses)
      await people
      await check()
    }
    gate.end()
    await people
    for (const server of servers) if (!server.kill('SIGTERM')) run.problems.push('a server ended by itself')
    await Promise.all(servers.map(({ gone }) => gone))
    run.problems.push(...(await withStore(pair, ({ db }) => findHalves(db))))
    if (run.problems.length === 0) {
      const found = await withStore(pair, untilTasksAreSet)
      tasks = found.tasks
      run.problems.push(...found.twice)
    }
    await worker.stop()
  } finally {
    gate.end()
    for (const server of servers) server.kill('SIGKILL')
    await worker?.kill()
    await pair.stop()
  }
  return {
    failovers: outagesMilliseconds.length,
    acknowledged: acknowledgedIn(run),
    tasks,
    repeated: run.repeated,
    lost: run.problems,
    unanswered,
    outagesMilliseconds,
  }
}

/** The worker and the servers find the new primary by themselves, and set what was missed meanwhile. */
async function untilTasksAreSet(store: Store): ReturnType<typeof taskProblems> {
  const limit = performance.now() + tasksLimitMilliseconds
  for (;;) {
    const found = await taskProblems(store)
    if (found.without === 0) return found
    if (performance.now() > limit)
      return { ...found, twice: [...found.twice, `${found.without} without a task; ${await jobsInWords(store)}`] }
    await sleep(50)
  }
}

async function jobsInWords(store: Store): Promise<string> {
  const counts = (await countJobs(store)).filter(({ count }) => count > 0)
  return counts.map(({ kind, state, count }) => `${kind} ${state} ${count}`).join(', ')
}

async function addressesOf(servers: readonly ServerProcess[]): Promise<readonly string[]> {
  return Promise.all(
    servers.map(async ({ ready, gone }) => {
      const address = await ready
      if (address === undefined) throw new Error(`the server did not start: ${await gone}`)
      return address
    }),
  )
}

async function withStore<Answer>(
  { url }: PostgresPair,
  work: (store: Awaited<ReturnType<typeof openDatabase>>) => Promise<Answer>,
): Promise<Answer> {
  const store = await openDatabase({ url, now: () => new Date(), log: pino({ level: 'silent' }) })
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}
