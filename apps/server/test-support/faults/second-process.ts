import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { restoreInto } from '../../src/backup/back-up.ts'
import { packedDump, writeBackup } from '../../src/backup/backup.ts'
import { readKey, writeNewKey } from '../../src/backup/key.ts'
import { shortLived } from '../../src/db/faults/harness.ts'
import { createRandom } from '../../src/db/faults/random.ts'
import { copyTemplate, makeScratchFolder } from '../../src/db/faults/template.ts'
import type { Acknowledgement, VictimReport } from '../../src/db/faults/victim.ts'
import { openDatabase, verifyStore } from '../../src/db/index.ts'
import { startServer } from '../../src/start.ts'

/** How somebody else comes to a data folder that is open. */
export const intrusions = ['open', 'start', 'restore', 'open without lock file', 'open without holder file'] as const
export type Intrusion = (typeof intrusions)[number]

export interface IntrusionOptions {
  readonly attempts: number
  readonly seed: number
  /** Program that has the folder open; left out = one that opens the store and writes. */
  readonly holder?: readonly string[]
}

export interface IntrusionResult {
  readonly attempts: number
  /** Refused as it should be: at once, saying what to do. */
  readonly refused: Readonly<Record<Intrusion, number>>
  /** What went otherwise, one line each. */
  readonly problems: readonly string[]
  readonly slowestMilliseconds: number
  /** Writes that were acknowledged meanwhile. */
  readonly acknowledged: number
  /** What was acknowledged and is not there afterwards. */
  readonly lost: readonly string[]
}

const victim = fileURLToPath(new URL('../../src/db/faults/victim.ts', import.meta.url))
const now = () => new Date('2026-11-23T10:00:00.000Z')
const log = pino({ level: 'silent' })
const clearRefusal = /^The data folder .+ is in use by another Dosis.*Stop that one first/

/** Comes to a folder that another process writes to, again and again, in every way; each time it must be refused. */
export async function intrudeRepeatedly({ attempts, seed, holder }: IntrusionOptions): Promise<IntrusionResult> {
  const base = makeScratchFolder()
  const data = path.join(base, 'data')
  await copyTemplate(data)
  const [key, backup] = [path.join(base, 'key'), path.join(base, 'practice.backup')]
  await makeBackup(data, key, backup)
  const acts: Readonly<Record<Intrusion, () => Promise<unknown>>> = {
    open: () => openAndClose(data),
    start: async () => (await startServer({ port: 0, data, log })).stop(),
    restore: () => restoreInto({ data }, backup, key),
    'open without lock file': () => {
      fs.rmSync(path.join(data, 'dosis.lock'), { force: true })
      return openAndClose(data)
    },
    'open without holder file': () => {
      fs.rmSync(path.join(data, 'dosis.lock.holder'), { force: true })
      return openAndClose(data)
    },
  }
  const random = createRandom(seed)
  const process = await startHolder(base, seed, holder)
  const refused = Object.fromEntries(intrusions.map((intrusion) => [intrusion, 0])) as Record<Intrusion, number>
  const problems: string[] = []
  let slowestMilliseconds = 0
  let done = 0
  try {
    for (; done < attempts && problems.length === 0; done += 1) {
      const intrusion = intrusions[done < intrusions.length ? done : random.between(0, intrusions.length - 1)] ?? 'open'
      const started = performance.now()
      const answer = await acts[intrusion]().then(
        () => 'was let in',
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      )
      slowestMilliseconds = Math.max(slowestMilliseconds, performance.now() - started)
      if (clearRefusal.test(answer)) refused[intrusion] += 1
      else problems.push(`${intrusion}: ${answer}`)
      if (!process.isAlive()) problems.push(`${intrusion}: ended the process that had the folder`)
    }
    const acknowledged = await process.kill()
    const lost = await lossesIn(data, acknowledged)
    return { attempts: done, refused, problems, slowestMilliseconds, acknowledged: acknowledged.length, lost }
  } finally {
    await process.kill()
    fs.rmSync(base, { recursive: true, force: true })
  }
}

async function openAndClose(data: string): Promise<void> {
  await (await openDatabase({ data, now, log })).close()
}

async function makeBackup(data: string, key: string, backup: string): Promise<void> {
  writeNewKey(key)
  const store = await openDatabase({ data, now, log })
  await writeBackup(() => packedDump(store), backup, readKey(key))
  await store.close()
}

async function lossesIn(data: string, acknowledged: readonly Acknowledgement[]): Promise<readonly string[]> {
  const store = await openDatabase({ data, now, log })
  try {
    const rows = await store.db.selectFrom('event').select(['event_id', 'content_hash']).execute()
    const hashes = new Map(rows.map(({ event_id, content_hash }) => [event_id, content_hash]))
    const { problems } = await verifyStore(store.db)
    return [
      ...acknowledged.filter(([id, hash]) => hashes.get(id) !== hash).map(([id]) => `${id} is gone`),
      ...problems.map(({ table, id, problem }) => `${table} ${id}: ${problem}`),
    ]
  } finally {
    await store.close()
  }
}

interface Holder {
  readonly isAlive: () => boolean
  /** @returns what it acknowledged until then */
  readonly kill: () => Promise<readonly Acknowledgement[]>
}

async function startHolder(base: string, seed: number, command?: readonly string[]): Promise<Holder> {
  const acknowledgedFile = path.join(base, 'acknowledged.json')
  fs.writeFileSync(acknowledgedFile, '[]')
  const order = JSON.stringify({ root: base, seed, acknowledged: acknowledgedFile })
  const child: ChildProcess = spawn(globalThis.process.execPath, [...shortLived, ...(command ?? [victim]), order], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const gone = once(child, 'close')
  const acknowledged: Acknowledgement[] = []
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })
  const opened = Promise.withResolvers<void>()
  lines.on('line', (line) => {
    if (!line.endsWith('}')) return
    const report = JSON.parse(line) as VictimReport
    if ('opened' in report) opened.resolve()
    if ('acknowledged' in report) acknowledged.push(report.acknowledged)
  })
  void gone.then(() => opened.resolve())
  await opened.promise
  return {
    isAlive: () => child.exitCode === null && child.signalCode === null,
    kill: async () => {
      child.kill('SIGKILL')
      await gone
      return acknowledged
    },
  }
}
