import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { canonicalJson } from '@dosis/domain'
import { sql } from 'kysely'
import { pino } from 'pino'
import { appendAuditEntry } from '../../src/audit/audit-entry.ts'
import { checkBackup, packedDump, writeBackup } from '../../src/backup/backup.ts'
import { dumpLines } from '../../src/backup/dump.ts'
import { readKey, writeNewKey } from '../../src/backup/key.ts'
import { createRandom, type Random } from '../../src/db/faults/random.ts'
import { copyTemplate, makeScratchFolder } from '../../src/db/faults/template.ts'
import {
  appendEvents,
  openDatabase,
  openRecord,
  type Store,
  storePlanVersion,
  verifyStore,
} from '../../src/db/index.ts'

/** Where a bit flips. The log is that of a process that was killed: only then it is read again. */
export const flipPlaces = ['table', 'index', 'log', 'any file', 'backup'] as const
export type FlipPlace = (typeof flipPlaces)[number]

/**
 * - `refused`: the store did not open, the backup was not taken
 * - `found`: what reads the damaged part answers an error, or the check of the store names it
 * - `harmless`: everything that is stored is the same, proved by its digest
 * - `silent`: something is otherwise and nothing says so
 */
export type FlipOutcome = 'refused' | 'found' | 'harmless' | 'silent'

export interface FlipOptions {
  readonly flips: number
  readonly seed: number
  readonly places?: readonly FlipPlace[]
  /** Removes a safeguard from the folder before it is opened, so that a flip slips through. */
  readonly spoil?: (data: string) => void
}

export interface FlipResult {
  readonly flips: number
  readonly outcomes: Readonly<Record<FlipPlace, Readonly<Record<FlipOutcome, number>>>>
  readonly silent: readonly string[]
}

const now = () => new Date('2026-11-23T10:00:00.000Z')
const log = pino({ level: 'silent' })
const practiceId = 'practice'
const patients = ['a', 'b', 'c'] as const
const openLimitMilliseconds = 120_000

/** Flips one bit of a copy of a store, or of its backup, and looks whether that can go unnoticed. */
export async function flipRepeatedly({ flips, seed, places = flipPlaces, spoil }: FlipOptions): Promise<FlipResult> {
  const base = makeScratchFolder()
  const random = createRandom(seed)
  const outcomes = Object.fromEntries(
    flipPlaces.map((place) => [place, { refused: 0, found: 0, harmless: 0, silent: 0 }]),
  ) as Record<FlipPlace, Record<FlipOutcome, number>>
  const silent: string[] = []
  try {
    const original = await makeOriginal(base)
    for (let flip = 0; flip < flips; flip += 1) {
      const place = places[flip % places.length] ?? 'table'
      const { outcome, what } =
        place === 'backup'
          ? await flipBackup(base, original, random)
          : await flipStore(base, original, place, random, spoil)
      outcomes[place][outcome] += 1
      if (outcome === 'silent') silent.push(`${place}, ${what}: nothing says that something is otherwise`)
    }
  } finally {
    fs.rmSync(base, { recursive: true, force: true })
  }
  return { flips, outcomes, silent }
}

interface Original {
  readonly closed: string
  readonly killed: string
  readonly key: Buffer
  readonly backup: string
  readonly tables: readonly string[]
  readonly indexes: readonly string[]
  /** Where the log of the killed store was last written, from its last checkpoint on. */
  readonly logged: { readonly file: string; readonly from: number; readonly upTo: number }
  readonly read: string
  readonly digest: string
}

async function makeOriginal(base: string): Promise<Original> {
  const data = path.join(base, 'original')
  await copyTemplate(data)
  const store = await openDatabase({ data, now, log })
  await fill(store, 0)
  await sql`checkpoint`.execute(store.db)
  const { rows: before } = await sql<{ at: string }>`select pg_current_wal_lsn()::text as at`.execute(store.db)
  await fill(store, 40)
  const { rows: after } = await sql<{ at: string; file: string }>`
    select pg_current_wal_lsn()::text as at, pg_walfile_name(pg_current_wal_lsn()) as file`.execute(store.db)
  const killed = path.join(base, 'killed')
  fs.cpSync(data, killed, { recursive: true })
  const files = async (kinds: readonly string[]): Promise<readonly string[]> => {
    const { rows } = await sql<{ file: string }>`select pg_relation_filepath(oid) as file from pg_class
      where relkind in (${sql.join(kinds)}) and pg_relation_size(oid) > 0 and (relnamespace = current_schema()::regnamespace
        or relname in (select 'pg_toast_' || oid from pg_class where relnamespace = current_schema()::regnamespace))`.execute(
      store.db,
    )
    return rows.map(({ file }) => file)
  }
  const [tables, indexes] = [await files(['r', 't']), await files(['i'])]
  const [read, digest] = [await readAll(store), await digestOf(store)]
  writeNewKey(path.join(base, 'key'))
  const key = readKey(path.join(base, 'key'))
  const backup = path.join(base, 'whole.backup')
  await writeBackup(() => packedDump(store), backup, key)
  await store.close()
  const segmentBytes = 1024 * 1024
  const placeIn = (at = '0/0'): number => Number(BigInt(`0x${at.split('/')[1]}`) % BigInt(segmentBytes))
  const [from, upTo] = [placeIn(before[0]?.at), placeIn(after[0]?.at)]
  const logged = { file: path.join('pg_wal', after[0]?.file ?? ''), from: from < upTo ? from : 0, upTo }
  return { closed: data, killed, key, backup, tables, indexes, logged, read, digest }
}

/** What a practice stores, each write with its entry in the log, as every request has it. */
async function fill(store: Store, from: number): Promise<void> {
  const record = openRecord(store)
  await record.storePractice({ practiceId, name: 'Practice' })
  for (const patientId of patients) {
    const version = { practiceId, patientId, versionId: `v-${patientId}-${from}`, recordedBy: 't' }
    await record.storePatientDetails({ ...version, details: { name: 'Fictional', from } })
    for (let number = from; number < from + 20; number += 1) {
      await store.write(async (transaction) => {
        const event = {
          practiceId,
          patientId,
          kind: 'session.logged',
          recordedBy: 't',
          occurredAt: now().toISOString(),
        }
        const body = { pain: number % 11, note: `${patientId} ${number} `.repeat(20) }
        await appendEvents(transaction, now(), [{ ...event, eventId: `${patientId}-${number}`, body }])
        if (number % 10 === 0) await storePlan(transaction, patientId, number)
        await appendAuditEntry(transaction, entryOf(patientId))
      })
    }
  }
}

function storePlan(transaction: Parameters<typeof storePlanVersion>[0], patientId: string, number: number) {
  const plan = { practiceId, planId: `plan-${patientId}`, version: number / 10 + 1, patientId, recordedBy: 't' }
  const version = plan.version > 2 ? plan.version - 2 : plan.version
  const body = { minutes: number, texts: Array.from({ length: 400 }, (_, index) => `${patientId} ${number * index}`) }
  return storePlanVersion(transaction, now(), { ...plan, version, status: 'confirmed', body })
}

function entryOf(patientId: string): Parameters<typeof appendAuditEntry>[1] {
  return {
    practiceId,
    occurredAt: now().toISOString(),
    event: 'log.send',
    action: 'C',
    outcome: 0,
    purpose: 'TREAT',
    actor: { kind: 'professional', id: 'a', name: 'T', role: 'therapist' },
    address: null,
    patientId,
    objectId: null,
    detail: null,
    traceId: 't',
    source: null,
    policy: null,
    relation: null,
    checks: null,
  }
}

/** What requests see of every patient. */
async function readAll(store: Store): Promise<string> {
  const record = openRecord(store)
  const seen: unknown[] = []
  for (const patientId of patients) {
    seen.push([
      await record.patientDetails(practiceId, patientId),
      await record.eventsOf(practiceId, patientId),
      await record.planVersionsOf(practiceId, patientId),
    ])
  }
  return canonicalJson(seen as Parameters<typeof canonicalJson>[0])
}

/** Over every row of every table. */
async function digestOf(store: Store): Promise<string> {
  const digest = createHash('sha256')
  for await (const line of dumpLines(store)) digest.update(line)
  return digest.digest('hex')
}

interface Flipped {
  readonly outcome: FlipOutcome
  readonly what: string
}

async function flipStore(
  base: string,
  original: Original,
  place: Exclude<FlipPlace, 'backup'>,
  random: Random,
  spoil: (data: string) => void = () => {},
): Promise<Flipped> {
  const data = path.join(base, 'flipped')
  fs.rmSync(data, { recursive: true, force: true })
  fs.cpSync(place === 'log' ? original.killed : original.closed, data, { recursive: true })
  spoil(data)
  const what = flipIn(path.join(data, 'database'), original, place, random)
  const opened = await openOrSay(data)
  if (typeof opened === 'string') return { outcome: 'refused', what }
  try {
    return { outcome: await judge(opened, original), what }
  } finally {
    // What is damaged may not close either; the copy is thrown away.
    await opened.close().catch(() => undefined)
  }
}

async function openOrSay(data: string): Promise<Store | string> {
  const limit = Promise.withResolvers<string>()
  const timer = setTimeout(
    () => limit.reject(new Error('a damaged store neither opened nor failed')),
    openLimitMilliseconds,
  )
  try {
    const opening = openDatabase({ data, now, log }).catch((error: unknown) => String(error))
    return await Promise.race([opening, limit.promise])
  } finally {
    clearTimeout(timer)
  }
}

async function judge(store: Store, original: Original): Promise<FlipOutcome> {
  const attempt = (work: Promise<string>): Promise<string | null> => work.catch(() => null)
  const read = await attempt(readAll(store))
  if (read !== null && read !== original.read) return 'silent'
  const problems = await verifyStore(store.db).then(
    (verification) => verification.problems.length,
    () => 1,
  )
  if (read === null || problems > 0) return 'found'
  const digest = await attempt(digestOf(store))
  if (digest === null) return 'found'
  return digest === original.digest ? 'harmless' : 'silent'
}

async function flipBackup(base: string, original: Original, random: Random): Promise<Flipped> {
  const bytes = fs.readFileSync(original.backup)
  const what = flipBit(bytes, random.between(0, bytes.length - 1), random)
  const file = path.join(base, 'flipped.backup')
  fs.writeFileSync(file, bytes)
  const isTaken = await checkBackup(file, original.key).then(
    () => true,
    () => false,
  )
  return { outcome: isTaken ? 'silent' : 'refused', what }
}

function flipIn(database: string, original: Original, place: Exclude<FlipPlace, 'backup'>, random: Random): string {
  const pick = (files: readonly string[]): string => files[random.between(0, files.length - 1)] ?? ''
  const { logged } = original
  const file = { table: () => pick(original.tables), index: () => pick(original.indexes), log: () => logged.file }
  const below = place === 'any file' ? pick(filesIn(database)) : file[place]()
  const target = path.join(database, below)
  const bytes = fs.readFileSync(target)
  const at = place === 'log' ? random.between(logged.from, logged.upTo - 1) : random.between(0, bytes.length - 1)
  const what = flipBit(bytes, at, random)
  fs.writeFileSync(target, bytes)
  return `${below}, ${what}`
}

function flipBit(bytes: Buffer, at: number, random: Random): string {
  const bit = random.between(0, 7)
  bytes[at] = (bytes[at] ?? 0) ^ (1 << bit)
  return `bit ${bit} of byte ${at}`
}

function filesIn(folder: string): readonly string[] {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .filter((name) => fs.statSync(path.join(folder, name)).size > 0)
    .toSorted()
}
