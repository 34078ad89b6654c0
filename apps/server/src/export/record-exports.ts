import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import {
  type Contract,
  type ExportState,
  exportReasons,
  type PatientExport,
  type RecordExport,
  type RecordExports,
} from '@dosis/api'
import type { Kysely } from 'kysely'
import { auditing } from '../audit/auditing.ts'
import type { ProfessionalCaller } from '../auth/caller.ts'
import { ConflictError, type Database, inPractice, type Store } from '../db/index.ts'
import { namesInRecord } from '../decision/store.ts'
import { conflict } from '../http/refused.ts'
import { lockPatient } from '../patient/change-patient.ts'
import { contentsOf } from '../patient/export-patient.ts'
import { type PatientKey, readHistory } from '../patient/history.ts'

/** A copy is there for a day: long enough to fetch it, and a second record is kept no longer than needed (GDPR 5, 1, e). */
export const exportMilliseconds = 86_400_000

const pack = promisify(gzip)
const unpack = promisify(gunzip)

/** The copies of a record that were asked for, the newest first. */
export async function readExports(
  { db, now }: Pick<Store, 'db' | 'now'>,
  { practiceId, patientId }: PatientKey,
): Promise<RecordExports> {
  const names = await namesInRecord(db, practiceId)
  const rows = await db
    .selectFrom('record_export')
    .select(['export_id', 'asked_at', 'asked_by', 'reason', 'made_at', 'expires_at', 'bytes'])
    .where('practice_id', '=', practiceId)
    .where('patient_id', '=', patientId)
    .orderBy('asked_at', 'desc')
    .orderBy('export_id')
    .limit(20)
    .execute()
  const moment = now()
  return {
    exports: rows.map((row): RecordExport => {
      return {
        exportId: row.export_id,
        askedAt: row.asked_at.toISOString(),
        askedBy: names.get(row.asked_by) ?? row.asked_by,
        reason: exportReasons.find((one) => one === row.reason) ?? 'other',
        state: stateOf(row, moment),
        expiresAt: row.expires_at?.toISOString() ?? null,
        bytes: row.bytes,
      }
    }),
  }
}

/** Jobs make a copy within a minute; when they do not run, somebody has to look after them. */
const isLateMilliseconds = 5 * 60_000

type Moments = { readonly asked_at: Date; readonly made_at: Date | null; readonly expires_at: Date | null }

function stateOf({ asked_at, made_at, expires_at }: Moments, now: Date): ExportState {
  if (made_at !== null) return isOver(expires_at, now) ? 'expired' : 'ready'
  return now.getTime() - asked_at.getTime() < isLateMilliseconds ? 'waiting' : 'late'
}

function isOver(expiresAt: Date | null, now: Date): boolean {
  return expiresAt !== null && expiresAt <= now
}

/**
 * Asks for a copy of a record, which a job makes.
 * @throws {ConflictError} the id is that of another question
 */
export async function askExport(
  store: Store,
  { account: { accountId } }: ProfessionalCaller,
  key: PatientKey,
  { exportId, reason }: Contract['askExport']['body'],
): Promise<RecordExports> {
  auditing()?.about({ objectId: exportId, detail: reason })
  await store.write(async (transaction) => {
    await lockPatient(transaction, key)
    const row = { patient_id: key.patientId, asked_by: `account:${accountId}`, reason }
    await transaction
      .insertInto('record_export')
      .values({ ...row, practice_id: key.practiceId, export_id: exportId, asked_at: store.now() })
      .onConflict((conflict) => conflict.columns(['practice_id', 'export_id']).doNothing())
      .execute()
    const stored = await transaction
      .selectFrom('record_export')
      .select(['patient_id', 'asked_by', 'reason'])
      .where('practice_id', '=', key.practiceId)
      .where('export_id', '=', exportId)
      .executeTakeFirstOrThrow()
    if (Object.entries(row).some(([name, value]) => stored[name as keyof typeof row] !== value)) {
      throw new ConflictError('export', [exportId])
    }
  })
  return readExports(store, key)
}

/**
 * The copy itself.
 * @param exportId left out = the newest that is ready
 * @throws {Refused} 404 no such patient; 409 there is no such copy, it was not made yet, or it has expired
 */
export async function takeExport(
  { db, now }: Pick<Store, 'db' | 'now'>,
  key: PatientKey,
  exportId?: string,
): Promise<PatientExport> {
  await readHistory(db, key)
  const row = await db
    .selectFrom('record_export')
    .select(['export_id', 'file'])
    .where('practice_id', '=', key.practiceId)
    .where('patient_id', '=', key.patientId)
    .where('expires_at', '>', now())
    .$if(exportId !== undefined, (query) => query.where('export_id', '=', exportId ?? ''))
    .orderBy('asked_at', 'desc')
    .orderBy('export_id')
    .executeTakeFirst()
  if (row?.file == null) throw conflict('exportId', 'needs a copy that was made and has not expired')
  auditing()?.about({ objectId: row.export_id })
  return JSON.parse((await unpack(row.file)).toString('utf8')) as PatientExport
}

/** Patients of a practice for whom a copy waits to be made, or one that has expired to be emptied. */
export async function patientsWithExportsDue(
  db: Kysely<Database>,
  practiceId: string,
  now: Date,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('record_export')
    .select('patient_id')
    .distinct()
    .where('practice_id', '=', practiceId)
    .where(({ or, and, eb }) =>
      or([eb('made_at', 'is', null), and([eb('file', 'is not', null), eb('expires_at', '<=', now)])]),
    )
    .orderBy('patient_id')
    .execute()
  return rows.map(({ patient_id }) => patient_id)
}

/**
 * Makes the copies of one record that wait and empties those that have expired. Nobody changes the record meanwhile, and
 * of jobs that run twice or at the same time one has an effect.
 * @returns how many copies it made or emptied
 */
export function makeExports(store: Store, key: PatientKey): Promise<number> {
  return inPractice(key.practiceId, () =>
    store.write(async (transaction) => {
      await lockPatient(transaction, key)
      const now = store.now()
      const open = await transaction
        .selectFrom('record_export')
        .select(['export_id', 'made_at'])
        .where('practice_id', '=', key.practiceId)
        .where('patient_id', '=', key.patientId)
        .where(({ or, and, eb }) =>
          or([eb('made_at', 'is', null), and([eb('file', 'is not', null), eb('expires_at', '<=', now)])]),
        )
        .execute()
      const waiting = open.some(({ made_at }) => made_at === null)
      const file = waiting ? await packedRecord(transaction, key, now) : null
      for (const { export_id, made_at } of open) {
        const made = { made_at: now, expires_at: new Date(now.getTime() + exportMilliseconds), file }
        await transaction
          .updateTable('record_export')
          .set(made_at === null && file !== null ? { ...made, bytes: file.length } : { file: null })
          .where('practice_id', '=', key.practiceId)
          .where('export_id', '=', export_id)
          .execute()
      }
      return open.length
    }),
  )
}

async function packedRecord(db: Kysely<Database>, key: PatientKey, now: Date): Promise<Buffer> {
  const { name } = await db
    .selectFrom('practice')
    .select('name')
    .where('practice_id', '=', key.practiceId)
    .executeTakeFirstOrThrow()
  const whole: PatientExport = {
    dosisPatient: 1,
    exportedAt: now.toISOString(),
    practice: name,
    patientId: key.patientId,
    ...(await contentsOf(db, key.practiceId, key.patientId)),
  }
  return pack(JSON.stringify(whole))
}
