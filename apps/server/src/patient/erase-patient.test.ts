import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { startPostgres } from '../../../../test-support/postgres.ts'
import { newId, newPatient, phoneOf, runningPatient } from '../../test-support/patients.ts'
import { onBothDatabases } from '../../test-support/places.ts'
import { thisOperator } from '../audit/operator.ts'
import { backUp, restoreInto } from '../backup/back-up.ts'
import { writeNewKey } from '../backup/key.ts'
import { tablesOf } from '../backup/schema.ts'
import { openQueue } from '../jobs/open-queue.ts'
import { openDatabase, openRecord, type Store, verifyStore } from '../db/index.ts'
import { erasePatientAt } from './erase-by-command.ts'
import { erasePatient } from './erase-patient.ts'
import { readErasures } from './erased-list.ts'
import { patientOf } from './export-patient.ts'

const operator = thisOperator()
const silent = { info: () => {}, fatal: () => {} }

/** Every row of every table, as the database prints it. */
async function everything({ db }: Store): Promise<readonly string[]> {
  const all: string[] = []
  for (const { name } of await tablesOf(db)) {
    const { rows } = await sql<{ row: string }>`
      select ${name} || ' ' || row_to_json(t)::text as row from ${sql.table(name)} t order by 1`.execute(db)
    all.push(...rows.map(({ row }) => row))
  }
  const { rows: queued } = await sql<{
    there: boolean
  }>`select to_regclass('dosis_jobs.job') is not null as there`.execute(db)
  if (queued[0]?.there !== true) return all
  const { rows } = await sql<{
    row: string
  }>`select 'job ' || row_to_json(t)::text as row from dosis_jobs.job t`.execute(db)
  return [...all, ...rows.map(({ row }) => row)]
}

onBothDatabases('erasing a patient', startPostgres, (server) => {
  /** A colleague gives a reason, another looks where all may; a manager reviews both and adds somebody to the team. */
  async function lookFromOutside(patientId: string): Promise<void> {
    const [manager, assistant, colleague, therapist] = await Promise.all(
      ['manager', 'assistant', 'colleague', 'therapist'].map((login) => server().signIn(login)),
    )
    const params = { patientId }
    const accessId = newId('access')
    const reason = { reason: 'substitution', explanation: 'Stands in for Canary Erased' } as const
    const choose = async (rule: 'practice' | 'team') =>
      manager?.call('setAccessRule', { body: { policyId: newId('rule'), rule, explanation: 'we talked about it' } })
    await choose('team')
    await assistant?.call('openOutside', { params, body: { accessId, ...reason } })
    await choose('practice')
    await colleague?.call('patient', { params })
    const read = (await manager?.call('accessReview'))?.items.find((item) => item.subject.startsWith('read:'))
    for (const subject of [`outside:${accessId}`, read?.subject ?? 'none']) {
      const body = { reviewId: newId('review'), subject, outcome: 'justified', note: 'Canary Erased asked' } as const
      await manager?.call('reviewAccess', { body })
    }
    const body = { changeId: newId('team'), accountId: 'colleague-id', change: 'join' } as const
    await therapist?.call('changeTeam', { params, body })
  }

  test('leaves no word of the patient in any table, and another patient as it was', async () => {
    const therapist = await server().signIn()
    const { patientId } = await runningPatient(therapist.call, server().clock.today, 'Canary Erased')
    const other = await runningPatient(therapist.call, server().clock.today, 'Other Stays')
    const phone = await phoneOf(server(), therapist, patientId)
    await phone.call('today')
    await lookFromOutside(patientId)
    const store = server().database
    const queue = await openQueue(store, silent)
    await queue.add('urgent', [
      { practiceId: 'first', patientId },
      { practiceId: 'first', patientId: other.patientId },
    ])
    const before = await everything(store)
    const ofOther = before.filter((row) => row.includes(other.patientId))
    const erased = await erasePatient(store, { practiceId: 'first', patientId, request: 'R-1', operator })
    expect(erased.rows).toMatchObject({ patient: 1, patient_link: 2, care_team: 2 })
    expect(erased.rows).toMatchObject({ outside_access: 1, access_review: 2, 'dosis_jobs.job': 1 })
    await queue.close()
    expect(erased.logEntries).toBeGreaterThan(0)
    const after = await everything(store)
    for (const canary of ['Canary Erased', patientId]) {
      expect(before.filter((row) => row.includes(canary)).length).toBeGreaterThan(0)
      expect(after.filter((row) => row.includes(canary))).toEqual([])
    }
    expect(after.filter((row) => row.includes(other.patientId))).toEqual(ofOther)
    expect((await verifyStore(store.db)).problems).toEqual([])
    expect((await phone.send({ method: 'GET', url: '/api/phone/today' })).status).toBe(401)
  })

  test('shows when an entry is changed and called erased, or put back', async () => {
    const therapist = await server().signIn()
    const patientId = await newPatient(therapist.call, 'Forged Erased')
    const store = server().database
    await erasePatient(store, { practiceId: 'first', patientId, request: 'R-2', operator })
    expect((await verifyStore(store.db)).problems).toEqual([])
    const forge = async (change: (db: Store['db']) => Promise<unknown>) =>
      store.db
        .transaction()
        .execute(async (transaction) => {
          await change(transaction)
          throw Object.assign(new Error('seen'), { problems: (await verifyStore(transaction)).problems })
        })
        .catch((error: { problems: readonly unknown[] }) => error.problems.length)
    expect(
      await forge((db) =>
        sql`update audit_entry set actor_name = 'X' where erased_by is not null and practice_id = 'first'`.execute(db),
      ),
    ).toBeGreaterThan(0)
    expect(
      await forge((db) =>
        sql`update audit_entry set erased_by = null, remainder_hash = null
          where erased_by is not null and practice_id = 'first'`.execute(db),
      ),
    ).toBeGreaterThan(0)
  })

  test('refuses who is not there, and a request in words; nothing changes', async () => {
    const store = server().database
    const before = await everything(store)
    const nobody = { practiceId: 'first', patientId: 'nobody', request: 'R-3', operator }
    await expect(erasePatient(store, nobody)).rejects.toThrow('needs a patient')
    await expect(erasePatient(store, { ...nobody, request: 'asked by Jan' })).rejects.toThrow('number of a request')
    expect(await everything(store)).toEqual(before)
  })
})

test('leaves no word in a file of the embedded database', async () => {
  const data = mkdtempSync(join(tmpdir(), 'dosis-erase-'))
  try {
    const store = await openDatabase({ data, now: () => new Date('2026-11-23T10:00:00Z'), log: silent })
    const record = openRecord(store)
    await record.storePractice({ practiceId: 'p', name: 'Practice' })
    const details = { name: 'Canaryname Filed', birthDate: '1951-02-03' }
    await record.storePatientDetails({
      practiceId: 'p',
      patientId: 'canary-id-1',
      versionId: 'v',
      details,
      recordedBy: 'a',
    })
    await sql`checkpoint`.execute(store.db)
    const holding = (words: string): readonly string[] =>
      readdirSync(data, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => join(parentPath, name))
        .filter((file) => readFileSync(file).includes(words))
    expect(holding('Canaryname').length).toBeGreaterThan(0)
    const list = join(data, 'erased.txt')
    const erasure = { patientId: 'canary-id-1', request: 'R-4', list }
    await expect(erasePatientAt({ data }, erasure)).rejects.toThrow('stop it first')
    await store.close()
    await expect(erasePatientAt({ data }, { ...erasure, practice: 'Other' })).rejects.toThrow('no patient')
    expect((await erasePatientAt({ data }, erasure)).rows).toMatchObject({ patient: 1, patient_details: 1 })
    for (const words of ['Canaryname', '1951-02-03', 'canary-id-1'])
      expect([words, holding(words)]).toEqual([words, []])
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
})

test('stays erased when an older backup is restored with the list, which names nobody', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dosis-erase-'))
  const at = (name: string) => join(folder, name)
  const patientsIn = (data: string) => patientOf({ data }, 'canary-id-2').then(({ length }) => length)
  try {
    const store = await openDatabase({ data: at('data'), now: () => new Date('2026-11-23T10:00:00Z'), log: silent })
    const record = openRecord(store)
    await record.storePractice({ practiceId: 'p', name: 'Practice' })
    for (const patientId of ['canary-id-2', 'stays']) {
      const details = { name: `Name of ${patientId}`, birthDate: '1951-02-03' }
      await record.storePatientDetails({ practiceId: 'p', patientId, versionId: patientId, details, recordedBy: 'a' })
    }
    await store.close()
    writeNewKey(at('key'))
    await backUp({ data: at('data') }, at('backup'), at('key'))
    await erasePatientAt({ data: at('data') }, { patientId: 'canary-id-2', request: 'R-5', list: at('list') })
    expect(await patientsIn(at('data'))).toBe(0)
    expect(readFileSync(at('list'), 'utf8')).toMatch(/^[0-9a-f]{64} R-5 \d{4}-\d\d-\d\dT[\d:.]+Z\n$/)

    const forgetful = await restoreInto({ data: at('forgetful') }, at('backup'), at('key'))
    expect([forgetful.erasedAgain, await patientsIn(at('forgetful'))]).toEqual([0, 1])
    const mindful = await restoreInto({ data: at('mindful') }, at('backup'), at('key'), readErasures(at('list')))
    expect([mindful.erasedAgain, await patientsIn(at('mindful'))]).toEqual([1, 0])
    expect(await patientOf({ data: at('mindful') }, 'stays')).toHaveLength(1)

    appendFileSync(at('list'), 'canary-id-2 R-6\n')
    expect(() => readErasures(at('list'))).toThrow('line 2 is not an erasure')
    const nowhere = { patientId: 'stays', request: 'R-7', list: at('none/list') }
    await expect(erasePatientAt({ data: at('mindful') }, nowhere)).rejects.toThrow('none/list')
    expect(await patientOf({ data: at('mindful') }, 'stays')).toHaveLength(1)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
