// The program that the fault harness runs and breaks: opens a store, checks what was acknowledged before, and writes
// until the process or the power is cut. Reports in lines of JSON; a line written to the pipe outlives the process.
import fs from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import { type BarrierParts, wholeBarrier } from '../embedded/durable-file-system.ts'
import { openEmbeddedStore } from '../embedded/embedded-store.ts'
import { openRecord, type Store, verifyStore } from '../index.ts'
import type { CutModel } from './disk-image.ts'
import { createRandom, type Random } from './random.ts'
import { SimulatedDisk } from './simulated-disk.ts'

/** An acknowledged event: id and content hash. */
export type Acknowledgement = readonly [eventId: string, contentHash: string]

export type VictimOrder = {
  /** The disk; its folder `data` is the data folder. */
  readonly root: string
  readonly seed: number
  readonly parts?: BarrierParts
  /** File with all acknowledgements so far, as JSON. */
  readonly acknowledged: string
  /** Without it the program writes until it is killed. */
  readonly power?: {
    readonly model: CutModel
    /** The cut comes before this change or sync, counted from the start or from when the store is open. */
    readonly operation: number
    readonly countFrom: 'start' | 'open'
    /** The folder that gets what the disk still holds after the cut. */
    readonly target: string
    /** What was on the disk before, when the process before this one was killed; else `root` is. */
    readonly durable?: string
  }
  /** Opens, checks and closes without writing. */
  readonly onlyCheck?: boolean
}

export type VictimReport =
  | { readonly opened: { readonly milliseconds: number; readonly checked: number } }
  | { readonly lost: readonly string[] }
  | { readonly acknowledged: Acknowledgement }
  | { readonly cutAt: number }
  | { readonly closed: true }

/** Changes and syncs, at most, until an early cut that came too late strikes after all. */
const soon = 100

const practiceId = 'practice'
const patientId = 'patient'

function report(line: VictimReport): void {
  fs.writeSync(1, `${JSON.stringify(line)}\n`)
}

async function main(order: VictimOrder): Promise<void> {
  const random = createRandom(order.seed)
  const disk = order.power && installDisk(order, random)
  const before = JSON.parse(fs.readFileSync(order.acknowledged, 'utf8')) as readonly Acknowledgement[]
  const started = performance.now()
  const store = await openEmbeddedStore({
    data: path.join(order.root, 'data'),
    now: () => new Date(),
    log: { info: () => {}, fatal: (details, message) => fs.writeSync(2, `${message} ${JSON.stringify(details)}\n`) },
    parts: order.parts ?? wholeBarrier,
  })
  const lost = await findLosses(store, before)
  if (lost.length > 0) report({ lost })
  report({ opened: { milliseconds: performance.now() - started, checked: before.length } })
  if (order.onlyCheck === true) {
    await store.close()
    report({ closed: true })
    return
  }
  disk?.afterOpen()
  await writeForEver(store, order.seed, random)
}

function installDisk({ root, power }: VictimOrder, random: Random): { afterOpen: () => void } | undefined {
  if (power === undefined) return undefined
  const disk = new SimulatedDisk(root, power.durable)
  let cutAt = power.countFrom === 'start' ? power.operation : Number.POSITIVE_INFINITY
  disk.beforeOperation = (count) => {
    if (count < cutAt) return
    disk.cut(power.target, power.model, random)
    report({ cutAt: count })
    process.kill(process.pid, 'SIGKILL')
  }
  disk.install()
  const afterOpen = (): void => {
    // A store that opened before the cut was due is cut soon after.
    cutAt = disk.operationCount + (power.countFrom === 'open' ? power.operation : power.operation % soon)
  }
  return { afterOpen }
}

/** @returns what was acknowledged and is not there as it was, and what is there but should not be so */
async function findLosses(store: Store, acknowledged: readonly Acknowledgement[]): Promise<readonly string[]> {
  const rows = await store.db.selectFrom('event').select(['event_id', 'content_hash']).execute()
  const hashes = new Map(rows.map(({ event_id, content_hash }) => [event_id, content_hash]))
  const missing = acknowledged.filter(([id, hash]) => hashes.get(id) !== hash).map(([id]) => id)
  const { problems } = await verifyStore(store.db)
  return [
    ...missing,
    ...problems.map(({ table, id, problem }) => `${table} ${id}: ${problem}`),
    ...findHalfGroups([...hashes.keys()]),
    ...(await compareIndexes(store, rows.length)),
  ]
}

/** Events `group:2/3` come in groups that were appended together: all or none may be there. */
function findHalfGroups(ids: readonly string[]): readonly string[] {
  const counts = new Map<string, number>()
  for (const id of ids) {
    const key = id.replace(/:\d+\//, ':')
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return [...counts].filter(([key, count]) => count !== Number(key.split(':')[1])).map(([key]) => `half of ${key}`)
}

/** Counts through each index must agree with the count through the table. */
async function compareIndexes(store: Store, expected: number): Promise<readonly string[]> {
  return store.db.transaction().execute(async (transaction) => {
    await sql`set local enable_seqscan = off`.execute(transaction)
    const counts = await sql<{ name: string; count: string }>`
      select 'primary key' as name, count(*) from (select event_id from event order by practice_id, event_id) as a
      union all
      select 'patient index', count(*) from (select sequence from event where practice_id = ${practiceId}
        and patient_id = ${patientId} order by practice_id, patient_id, sequence) as b
      union all
      select 'kind index', count(*) from (select sequence from event where practice_id = ${practiceId}
        and kind = 'session.logged' order by practice_id, kind, sequence) as c`.execute(transaction)
    return counts.rows
      .filter(({ count }) => Number(count) !== expected)
      .map(({ name, count }) => `${name} finds ${count} of ${expected} events`)
  })
}

async function writeForEver(store: Store, seed: number, random: Random): Promise<never> {
  const record = openRecord(store)
  await record.storePractice({ practiceId, name: 'Practice' })
  await record.storePatientDetails({ practiceId, patientId, versionId: 'v1', details: {}, recordedBy: 'therapist' })
  for (let group = 0; ; group += 1) {
    const size = random.between(1, 3)
    const statements = Array.from({ length: size }, (_, index) => ({
      practiceId,
      eventId: `${seed}-${group}:${index + 1}/${size}`,
      patientId,
      kind: 'session.logged',
      body: { note: 'x'.repeat(random.between(0, 3000)), pain: random.between(0, 10) },
      occurredAt: '2026-11-22T09:00:00.000Z',
      recordedBy: 'therapist',
    }))
    for (const { eventId, contentHash } of await record.appendEvents(statements)) {
      report({ acknowledged: [eventId, contentHash] })
    }
    if (random.next() < 0.03) await sql`checkpoint`.execute(store.db)
  }
}

const [, , order] = process.argv
if (order === undefined) throw new RangeError('victim: needs its order as JSON')
try {
  await main(JSON.parse(order) as VictimOrder)
} catch (error) {
  fs.writeSync(2, `${error instanceof Error ? error.message : String(error)}\n`)
  // Not process.exit: it may hang while WebAssembly is still being compiled (nodejs/node 54918).
  process.exitCode = 1
}
