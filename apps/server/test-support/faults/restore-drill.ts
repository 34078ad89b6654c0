import fs from 'node:fs'
import path from 'node:path'
import type { Call } from '@dosis/api'
import { canonicalJson } from '@dosis/domain'
import { sql } from 'kysely'
import { pino } from 'pino'
import { hashPassword } from '../../src/auth/password.ts'
import { backUp, restoreInto, verifyBackup } from '../../src/backup/back-up.ts'
import { writeNewKey } from '../../src/backup/key.ts'
import type { BackupContents } from '../../src/backup/load.ts'
import { copyTemplate, makeScratchFolder } from '../../src/db/faults/template.ts'
import { openDatabase, storePractice } from '../../src/db/index.ts'
import { type StartOptions, startServer } from '../../src/start.ts'
import { newBrowser } from '../kills/browser.ts'
import { newId, newPatient, tellFacts } from '../patients.ts'

export interface DrillOptions {
  /** Patients before each backup, and after the last one. */
  readonly patients: number
  /** A PostgreSQL server that keeps writes, as the second place to restore to; left out = the embedded database alone. */
  readonly postgres?: string
  /** Changes the files of the drill before anything is restored, to see that it is noticed. */
  readonly spoil?: (backups: { readonly older: string; readonly newest: string }) => void
}

export interface DrillResult {
  /** Restores that ended in a working practice. */
  readonly restored: number
  readonly problems: readonly string[]
  /** From the start of the restore to the first answer to somebody who signed in. */
  readonly recoveryMilliseconds: readonly number[]
  /** Records that were looked at after a restore, byte for byte. */
  readonly compared: number
  /** Patients who were acknowledged after the newest backup, and are gone with the machine. */
  readonly afterBackup: number
}

const account = { login: 'therapist', password: 'not a secret, only a test' } as const
const log = pino({ level: 'silent' })

type Records = ReadonlyMap<string, string>

/**
 * What a practice does when its machine is gone: takes the newest backup, and once an older one, to a blank place, starts
 * from it, signs in and works. Everything that was acknowledged before the backup must be there, byte for byte.
 */
export async function drill({ patients, postgres, spoil }: DrillOptions): Promise<DrillResult> {
  const base = makeScratchFolder()
  const at = (name: string): string => path.join(base, name)
  try {
    const data = at('practice')
    await makePractice(data)
    writeNewKey(at('key'))
    const server = await startServer({ port: 0, data, log })
    const call = await signIn(server.url)
    const taken = new Map<string, { readonly contents: BackupContents; readonly records: Records }>()
    const records = new Map<string, string>()
    for (const name of ['older', 'newest']) {
      await treat(call, patients, records)
      taken.set(at(name), { contents: await backUp({ data }, at(name), at('key')), records: new Map(records) })
    }
    await treat(call, patients, records)
    await server.stop()
    fs.rmSync(data, { recursive: true })
    spoil?.({ older: at('older'), newest: at('newest') })

    const problems: string[] = []
    const recoveryMilliseconds: number[] = []
    let compared = 0
    for (const [file, { contents, records: expected }] of taken) {
      for (const place of await placesFor(at(`blank-${path.basename(file)}`), postgres)) {
        const what = `${path.basename(file)} to ${place.url === undefined ? 'the embedded database' : 'PostgreSQL'}`
        const started = performance.now()
        const found = await recover(place, file, at('key'), contents).catch((error: unknown) => String(error))
        if (typeof found === 'string') {
          problems.push(`${what}: ${found}`)
          continue
        }
        recoveryMilliseconds.push(performance.now() - started)
        compared += expected.size
        problems.push(...(await inspect(found.call, expected)).map((problem) => `${what}: ${problem}`))
        await found.stop()
      }
    }
    return {
      restored: recoveryMilliseconds.length,
      problems,
      recoveryMilliseconds,
      compared,
      afterBackup: records.size - (taken.get(at('newest'))?.records.size ?? 0),
    }
  } finally {
    fs.rmSync(base, { recursive: true, force: true })
  }
}

async function makePractice(data: string): Promise<void> {
  await copyTemplate(data)
  const database = await openDatabase({ data, now: () => new Date(), log })
  const row = {
    practice_id: 'practice',
    account_id: 'therapist-id',
    login: account.login,
    display_name: 'Thea Test',
    role: 'therapist',
    password_hash: await hashPassword(account.password),
    created_at: database.now(),
  }
  await database.write(async (transaction) => {
    await storePractice(transaction, database.now(), { practiceId: 'practice', name: 'Practice' })
    await transaction.insertInto('account').values(row).execute()
  })
  await database.close()
}

async function signIn(url: string): Promise<Call> {
  const { call } = newBrowser(() => url.replace('localhost', '127.0.0.1'))
  await call('signIn', { body: { login: account.login, password: account.password } })
  return call
}

async function treat(call: Call, patients: number, records: Map<string, string>): Promise<void> {
  for (let count = 0; count < patients; count += 1) {
    const patientId = await newPatient(call)
    await tellFacts(call, patientId, { frail: { state: 'known', value: false } })
    await call('storeAssessment', { params: { patientId }, body: { decisionId: newId('drill') } })
    records.set(patientId, canonicalJson(await call('patient', { params: { patientId } })))
  }
}

interface BlankPlace {
  readonly data: string
  readonly url?: string
}

async function placesFor(folder: string, postgres: string | undefined): Promise<readonly BlankPlace[]> {
  if (postgres === undefined) return [{ data: folder }]
  const name = newId('drill').replace('-', '_')
  const admin = await openDatabase({ url: postgres, now: () => new Date(), log })
  await sql`create database ${sql.ref(name)}`.execute(admin.db)
  await admin.close()
  const url = Object.assign(new URL(postgres), { pathname: `/${name}` }).href
  return [{ data: folder }, { data: folder, url }]
}

/** @throws {Error} something is not as it was when the backup was taken */
async function recover(
  { data, url }: BlankPlace,
  file: string,
  key: string,
  expected: BackupContents,
): Promise<{ readonly call: Call; readonly stop: () => Promise<void> }> {
  await verifyBackup(file, key)
  const { contents, verification } = await restoreInto(url === undefined ? { data } : { url }, file, key)
  if (verification.problems.length > 0) throw new Error('a document does not fit its hash')
  if (canonicalJson(digestsOf(contents)) !== canonicalJson(digestsOf(expected))) {
    throw new Error('the tables have other digests than when the backup was taken')
  }
  const options: StartOptions = { port: 0, data, log, ...(url === undefined ? {} : { url }) }
  const server = await startServer(options)
  return { call: await signIn(server.url), stop: server.stop }
}

function digestsOf({ tables }: BackupContents) {
  return tables.map(({ table, rows, sha256 }) => ({ table, rows, sha256 }))
}

/** Every record of the moment of the backup, nothing of later, and the practice works on. */
async function inspect(call: Call, expected: Records): Promise<readonly string[]> {
  const problems: string[] = []
  const { patients } = await call('listPatients')
  if (patients.length !== expected.size) problems.push(`has ${patients.length} of ${expected.size} patients`)
  for (const [patientId, record] of expected) {
    const found = canonicalJson(await call('patient', { params: { patientId } }))
    if (found !== record) problems.push(`${patientId} has another record`)
  }
  const patientId = await newPatient(call)
  await tellFacts(call, patientId, { frail: { state: 'known', value: true } })
  return problems
}
