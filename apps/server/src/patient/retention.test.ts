import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { startPostgres } from '../../../../test-support/postgres.ts'
import { phoneOf, runningPatient, tellFacts } from '../../test-support/patients.ts'
import { onBothDatabases } from '../../test-support/places.ts'
import { openDatabase, openRecord } from '../db/index.ts'
import { patientOf } from './export-patient.ts'
import { dueRecords, retentionAt } from './retention.ts'

const timeZone = 'Europe/Amsterdam'

onBothDatabases('the end of the term of a record', startPostgres, (server) => {
  const dueOn = async (today: string, country: 'nl' | 'be' = 'nl') =>
    (await dueRecords(server().database, { country, today, timeZone })).map(({ patientId, lastChange }) => [
      patientId,
      lastChange,
    ])

  test.each([
    ['nl', '2046-05-03', 0],
    ['nl', '2046-05-04', 0],
    ['nl', '2046-05-05', 1],
    ['be', '2056-05-04', 0],
    ['be', '2056-05-05', 1],
  ] as const)('in %s on %s: %i', async (country, today, count) => {
    const therapist = await server().signIn()
    if ((await dueOn('9999-01-01')).length === 0) await runningPatient(therapist.call, server().clock.today)
    expect(await dueOn(today, country)).toHaveLength(count)
  })

  test('is counted from the last change of the treatment; a link for a phone or another name is none', async () => {
    const [before] = await dueOn('9999-01-01')
    const patientId = before?.[0] ?? ''
    server().clock.goDays(30)
    const therapist = await server().signIn()
    const phone = await phoneOf(server(), therapist, patientId)
    await therapist.call('revokePatientLinks', { params: { patientId }, body: { eventId: 'revoke' } })
    expect(await dueOn('9999-01-01')).toEqual([before])
    expect((await phone.send({ method: 'GET', url: '/api/phone/today' })).status).toBe(401)
    const details = { name: 'Tessa Other', birthDate: '1986-05-04', sex: 'female' } as const
    await therapist.call('changeDetails', { params: { patientId }, body: { eventId: 'renamed', details } })
    expect(await dueOn('9999-01-01')).toEqual([before])
    await openRecord(server().database).appendEvent({
      practiceId: 'first',
      eventId: 'task',
      patientId,
      kind: 'task.reminded',
      body: { task: 'task' },
      occurredAt: server().clock.now().toISOString(),
      recordedBy: 'jobs',
    })
    expect(await dueOn('9999-01-01')).toEqual([before])
    await tellFacts(therapist.call, patientId, { smartphone: { state: 'known', value: false } })
    expect(await dueOn('9999-01-01')).toEqual([[patientId, '2026-06-03']])
  })
})

test('lists what is due, keeps who must be kept, and erases only the number that was seen', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dosis-retention-'))
  const data = join(folder, 'data')
  const list = join(folder, 'erased.txt')
  const at = (moment: string) => ({ data, now: () => new Date(moment), log: { info: () => {}, fatal: () => {} } })
  try {
    // On the 29th of February, just before midnight in Greenwich: the 1st of March in the practice.
    for (const [patientId, moment] of [
      ['old', '2008-02-29T23:30:00Z'],
      ['kept', '2007-01-01T12:00:00Z'],
      ['young', '2010-01-01T12:00:00Z'],
    ] as const) {
      const store = await openDatabase(at(moment))
      const record = openRecord(store)
      await record.storePractice({ practiceId: 'p', name: 'Practice' })
      const details = { name: `Name of ${patientId}`, birthDate: '1951-02-03' }
      await record.storePatientDetails({ practiceId: 'p', patientId, versionId: patientId, details, recordedBy: 'a' })
      await store.close()
    }
    const options = { country: 'nl', timeZone, keep: ['kept'] } as const
    const on = (day: string) => ({ ...options, now: () => new Date(`${day}T12:00:00Z`) })
    expect((await retentionAt({ data }, on('2028-03-01'))).due).toEqual([])
    const { due } = await retentionAt({ data }, on('2028-03-02'))
    expect(due).toEqual([{ practiceId: 'p', practice: 'Practice', patientId: 'old', lastChange: '2008-03-01' }])
    const erasing = (expected: number) => retentionAt({ data }, { ...on('2028-03-02'), erase: { expected, list } })
    await expect(erasing(2)).rejects.toThrow('1 records are due, not 2')
    expect(await patientOf({ data }, 'old')).toHaveLength(1)
    expect((await erasing(1)).erased).toBe(1)
    expect(readFileSync(list, 'utf8')).toContain(' retention-2028-03-02 ')
    const store = await openDatabase(at('2028-03-02T12:00:00Z'))
    const { rows } = await sql<{ id: string }>`select patient_id as id from patient order by 1`.execute(store.db)
    expect(rows.map(({ id }) => id)).toEqual(['kept', 'young'])
    const { rows: entries } = await sql<{ purpose: string; detail: string }>`
      select purpose, detail from audit_entry where event = 'patient.erase'`.execute(store.db)
    expect(entries).toEqual([
      { purpose: 'HOPERAT', detail: expect.stringContaining('retention-2028-03-02 BW-7:454 GDPR-5.1.e') },
    ])
    await store.close()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
