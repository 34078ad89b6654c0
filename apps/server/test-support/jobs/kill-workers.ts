import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { pino } from 'pino'
import { shortLived } from '../../src/db/faults/harness.ts'
import { createRandom } from '../../src/db/faults/random.ts'
import {
  appendEvents,
  openDatabase,
  type Store,
  storePatientDetails,
  storePractice,
  verifyStore,
} from '../../src/db/index.ts'
import { countJobs } from '../../src/jobs/open-queue.ts'

export interface KillWorkersOptions {
  readonly url: string
  readonly kills: number
  readonly seed: number
  readonly mistake?: 'without-key'
}

export interface KillWorkersResult {
  readonly kills: number
  readonly tasks: number
  /** Harm without a task, with two, or with another number of entries in the log. */
  readonly problems: readonly string[]
}

/** Not that of the people who treat meanwhile. */
const practiceId = 'practice-with-harm'
const patientsPerKill = 8
const limitMilliseconds = 30_000

/** Two workers do the jobs of one database; again and again one of them is killed amidst its work and another comes. */
export async function killWorkers({ url, kills, seed, mistake }: KillWorkersOptions): Promise<KillWorkersResult> {
  const random = createRandom(seed)
  const database = await openDatabase({
    url,
    allowUnsafeServer: true,
    now: () => new Date(),
    log: pino({ level: 'silent' }),
  })
  const start = () => startWorker(mistake === undefined ? [url] : [url, mistake])
  const workers: WorkerProcess[] = []
  let reported = 0
  try {
    workers.push(start(), start())
    await Promise.all(workers.map(({ ready }) => ready))
    for (let kill = 0; kill < kills; kill += 1) {
      const [victim] = workers.splice(random.between(0, 1), 1)
      if (victim === undefined) throw new RangeError('killWorkers: needs two workers')
      await victim.ready
      const before = victim.jobs()
      await reportHarm(database, reported, patientsPerKill)
      reported += patientsPerKill
      await victim.moreThan(before)
      await sleep(random.between(0, 60))
      await victim.kill()
      workers.push(start())
    }
    await until(async () => (await tasksIn(database)).harms >= reported && (await isIdle(database)))
    for (const worker of workers) await worker.stop()
    return { kills, tasks: (await tasksIn(database)).harms, problems: await problemsIn(database) }
  } finally {
    for (const worker of workers) await worker.kill()
    await database.close()
  }
}

export interface WorkerProcess {
  readonly ready: Promise<void>
  /** How many jobs had their effect. */
  readonly jobs: () => number
  readonly moreThan: (jobs: number) => Promise<void>
  readonly kill: () => Promise<void>
  readonly stop: () => Promise<void>
}

export function startWorker(words: readonly string[]): WorkerProcess {
  const script = fileURLToPath(new URL('worker.ts', import.meta.url))
  const child = spawn(process.execPath, [...shortLived, script, ...words], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ready = Promise.withResolvers<void>()
  const gone = once(child, 'close')
  let jobs = 0
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line === 'ready') ready.resolve()
    else jobs += 1
    child.emit('job')
  })
  const moreThan = async (before: number): Promise<void> => {
    while (jobs <= before) await once(child, 'job')
  }
  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
    child.kill(signal)
    await gone
  }
  return { ready: ready.promise, jobs: () => jobs, moreThan, kill: () => end('SIGKILL'), stop: () => end('SIGTERM') }
}

/** New patients, each with harm that stops the treatment. */
export async function reportHarm(database: Store, from: number, count: number): Promise<void> {
  const now = database.now()
  await database.write((transaction) => storePractice(transaction, now, { practiceId, name: 'Practice' }))
  const recordedBy = 'account:therapist'
  for (let number = from; number < from + count; number += 1) {
    const patientId = `patient-${number}`
    const on = now.toISOString().slice(0, 10)
    await database.write(async (transaction) => {
      await storePatientDetails(transaction, now, {
        practiceId,
        patientId,
        versionId: `${patientId}:created`,
        details: { name: 'Tessa Test', birthDate: '1986-05-04', sex: 'female' },
        recordedBy,
      })
      const report = { eventId: `harm-${number}`, on, symptoms: ['chest-pain'], severity: 'severe', description: '' }
      await appendEvents(transaction, now, [
        {
          practiceId,
          patientId,
          eventId: `harm-${number}`,
          kind: 'adverse-event.reported',
          body: { report },
          occurredAt: now.toISOString(),
          recordedBy,
        },
      ])
    })
  }
}

async function tasksIn({ db }: Store): Promise<{ readonly harms: number }> {
  const { rows } = await sql<{ harms: number }>`
    select count(distinct patient_id)::integer as harms from event where kind = 'task.opened'`.execute(db)
  return { harms: rows[0]?.harms ?? 0 }
}

/** Harm that waits for a release and has no task yet, and what is there twice: in the log, or under another id. */
export async function taskProblems({ db }: Pick<Store, 'db'>): Promise<{
  readonly without: number
  readonly tasks: number
  readonly twice: readonly string[]
}> {
  const { rows: open } = await sql<{ without: number; tasks: number }>`
    select count(*) filter (where tasks = 0)::integer as without, sum(tasks)::integer as tasks from (
      select (select count(*) from event as task where task.kind = 'task.opened'
        and task.body::jsonb->>'subject' = harm.body::jsonb->'report'->>'eventId') as tasks
      from event as harm where harm.kind = 'adverse-event.reported' and harm.practice_id = ${practiceId} and not exists (
        select from event as release where release.kind = 'adverse-event.released'
          and release.body::jsonb->>'adverseEventId' = harm.body::jsonb->'report'->>'eventId')
    ) as counted`.execute(db)
  const { rows: twice } = await sql<{ what: string }>`
    select 'task ' || (body::jsonb->>'task') || ' ' || kind as what from event
    where kind in ('task.opened', 'task.reminded', 'task.ended') group by 1 having count(*) > 1
    union all
    select 'entries of ' || object_id || ' ' || event from audit_entry
    where event in ('task.open', 'task.remind', 'task.end') group by 1 having count(*) > 1
    union all
    select 'no entry for ' || event_id from event where kind = 'task.opened'
      and not exists (select from audit_entry where audit_entry.event = 'task.open' and object_id = event.event_id)`.execute(
    db,
  )
  return { without: open[0]?.without ?? 0, tasks: open[0]?.tasks ?? 0, twice: twice.map(({ what }) => what) }
}

/** Nothing waits and nothing runs, also what a killed worker had. */
async function isIdle(database: Store): Promise<boolean> {
  const counts = await countJobs(database)
  return counts.every(({ state, count }) => count === 0 || state === 'done')
}

async function problemsIn(database: Store): Promise<readonly string[]> {
  const { rows } = await sql<{ patient_id: string; tasks: number; entries: number }>`
    select patient_id,
      (select count(*)::integer from event as task where task.kind = 'task.opened' and task.patient_id = event.patient_id) as tasks,
      (select count(*)::integer from audit_entry where event = 'task.open' and audit_entry.patient_id = event.patient_id) as entries
    from event where kind = 'adverse-event.reported'`.execute(database.db)
  const { problems } = await verifyStore(database.db)
  return [
    ...rows
      .filter(({ tasks, entries }) => tasks !== 1 || entries !== 1)
      .map(({ patient_id, tasks, entries }) => `${patient_id}: ${tasks} tasks, ${entries} entries`),
    ...problems.map(({ problem }) => problem),
  ]
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const limit = performance.now() + limitMilliseconds
  while (!(await isSo())) {
    if (performance.now() > limit) throw new Error('the workers did not get there')
    await sleep(20)
  }
}
