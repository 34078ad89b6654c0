import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { startPostgres } from '../../../../test-support/postgres.ts'
import { newPatient, runningPatient } from '../../test-support/patients.ts'
import { onBothDatabases } from '../../test-support/places.ts'
import { sha256, storableJson } from '../db/index.ts'
import { exportPatient } from './export-patient.ts'

/** Every row of a table that belongs to a patient. */
const tables = { event: 'events', decision: 'decisions', plan_version: 'plans', patient_details: 'details' } as const

onBothDatabases('the export of a patient', startPostgres, (server) => {
  test('holds each row that is stored about the patient, with its hash, and nothing about another', async () => {
    const therapist = await server().signIn()
    const { patientId } = await runningPatient(therapist.call, server().clock.today, 'Exported Test')
    await newPatient(therapist.call, 'Neighbour Test')
    const { url } = await therapist.call('createPatientLink', { params: { patientId }, body: { linkId: 'link-out' } })
    await server()
      .visitor()
      .call('openLink', { body: { token: url.split('/open/')[1] ?? '' } })
    const { db } = server().database
    const [exported, ...others] = await exportPatient(server().database, patientId)
    expect(others).toEqual([])
    for (const [table, part] of Object.entries(tables)) {
      const { rows } = await sql<{ count: string }>`
        select count(*) from ${sql.table(table)} where patient_id = ${patientId}`.execute(db)
      expect([part, exported?.[part].length]).toEqual([part, Number(rows[0]?.count)])
      expect(exported?.[part].length).toBeGreaterThan(0)
    }
    for (const { input, inputHash, result, resultHash } of exported?.decisions ?? []) {
      expect([sha256(storableJson(input)), sha256(storableJson(result))]).toEqual([inputHash, resultHash])
    }
    for (const { plan, hash } of exported?.plans ?? []) expect(sha256(storableJson(plan))).toBe(hash)
    expect(exported?.access.length).toBe(2)
    const text = JSON.stringify(exported)
    const holds = (words: string): boolean => text.includes(words)
    expect([holds('Exported Test'), holds('Neighbour Test'), holds(url.split('/open/')[1] ?? '')]).toEqual([
      true,
      false,
      false,
    ])
  })

  test('of an id that nobody gave is empty; of one that two practices gave it is two', async () => {
    expect(await exportPatient(server().database, 'nobody')).toEqual([])
    const details = { name: 'Twice Test', birthDate: '1980-01-01', sex: 'male' } as const
    for (const login of ['therapist', 'stranger']) {
      await (await server().signIn(login)).call('createPatient', { body: { patientId: 'twice', details } })
    }
    const exported = await exportPatient(server().database, 'twice')
    expect(exported.map(({ practice }) => practice)).toEqual(['Practice first', 'Practice second'])
  })
})
