import { expect, test } from 'vitest'
import { startPostgres } from '../../../../test-support/postgres.ts'
import { newId, runningPatient } from '../../test-support/patients.ts'
import { onBothDatabases } from '../../test-support/places.ts'
import type { TestServer, Visitor } from '../../test-support/test-server.ts'
import { workerOf } from '../../test-support/workers.ts'
import { thisOperator } from '../audit/operator.ts'
import { failedJobs } from '../jobs/open-queue.ts'
import { erasePatient } from '../patient/erase-patient.ts'
import { exportPatient } from '../patient/export-patient.ts'

const inUrl = (patientId: string, exportId: string) => `/api/patients/${patientId}/export?exportId=${exportId}`

async function asked(server: TestServer) {
  const therapist = await server.signIn()
  const { patientId } = await runningPatient(therapist.call, server.clock.today)
  const exportId = newId('export')
  const params = { patientId }
  const { exports } = await therapist.call('askExport', { params, body: { exportId, reason: 'patient' } })
  expect(exports).toMatchObject([{ exportId, state: 'waiting', expiresAt: null, bytes: null, reason: 'patient' }])
  return { therapist, params, patientId, exportId }
}

function statusOf(visitor: Visitor, patientId: string, exportId: string): Promise<number> {
  return visitor.send({ method: 'GET', url: inUrl(patientId, exportId) }).then(({ status }) => status)
}

async function storedFile({ database }: TestServer, exportId: string) {
  return database.db
    .selectFrom('record_export')
    .select(['made_at', 'bytes', 'file'])
    .where('export_id', '=', exportId)
    .executeTakeFirstOrThrow()
}

onBothDatabases('copies of a record', startPostgres, (server) => {
  test('a copy that was asked for is made by a job, is the whole record, and is there for a day', async () => {
    const { therapist, params, patientId, exportId } = await asked(server())
    expect(await statusOf(therapist, patientId, exportId)).toBe(409)
    server().clock.goMinutes(5)
    expect((await therapist.call('recordExports', { params })).exports).toMatchObject([{ state: 'late' }])
    const worker = await workerOf(server())
    await worker.runOnce()
    const made = await storedFile(server(), exportId)
    const [ready] = (await therapist.call('recordExports', { params })).exports
    expect(ready).toMatchObject({ state: 'ready', bytes: made.file?.length, askedBy: 'Name of therapist' })
    const copy = await therapist.call('downloadExport', { params, query: { exportId } })
    const [whole] = await exportPatient(server().database, patientId)
    expect(copy).toEqual({ ...whole, exportedAt: made.made_at?.toISOString() })
    expect(copy.plans).toHaveLength(1)
    expect(await therapist.call('downloadExport', { params, query: {} })).toEqual(copy)

    server().clock.goMinutes(24 * 60 - 1)
    await worker.runOnce()
    expect((await storedFile(server(), exportId)).made_at).toEqual(made.made_at)
    const later = await server().signIn()
    expect(await statusOf(later, patientId, exportId)).toBe(200)
    server().clock.goMinutes(1)
    expect(await statusOf(later, patientId, exportId)).toBe(409)
    expect((await later.call('recordExports', { params })).exports).toMatchObject([{ state: 'expired' }])
    await worker.runOnce()
    expect(await storedFile(server(), exportId)).toEqual({ ...made, file: null })
    expect(await failedJobs(server().database)).toEqual([])
    await worker.close()
  })

  test('two workers at once make one copy', async () => {
    const { exportId } = await asked(server())
    const [one, other] = await Promise.all([workerOf(server()), workerOf(server())])
    await Promise.all([one.runOnce(), other.runOnce()])
    const made = await storedFile(server(), exportId)
    expect(made.file).not.toBeNull()
    server().clock.goMinutes(1)
    await Promise.all([one.runOnce(), other.runOnce()])
    expect(await storedFile(server(), exportId)).toEqual(made)
    await Promise.all([one.close(), other.close()])
  })

  test('nobody gets a copy before it stands in the log who took it', async () => {
    const { therapist, params, patientId, exportId } = await asked(server())
    const worker = await workerOf(server())
    await worker.runOnce()
    await worker.close()
    await therapist.call('downloadExport', { params, query: { exportId } })
    const { entries } = await (await server().signIn('manager')).call('practiceAudit', {
      query: { patient: patientId },
    })
    const about = entries.filter(({ event }) => event === 'patient.export' || event === 'export.ask')
    expect(about.map(({ event, actor }) => [event, actor.name])).toEqual([
      ['patient.export', 'Name of therapist'],
      ['export.ask', 'Name of therapist'],
    ])
  })

  test('a copy is for who treats: not for an assistant, a colleague with a reason for today, or another patient', async () => {
    const { therapist, patientId, exportId } = await asked(server())
    const worker = await workerOf(server())
    await worker.runOnce()
    await worker.close()
    expect(await statusOf(await server().signIn('assistant'), patientId, exportId)).toBe(403)
    const other = await runningPatient(therapist.call, server().clock.today)
    expect(await statusOf(therapist, other.patientId, exportId)).toBe(409)
  })

  test('a patient who is erased leaves no copy', async () => {
    const { patientId, exportId } = await asked(server())
    const worker = await workerOf(server())
    await worker.runOnce()
    await worker.close()
    const erasure = { practiceId: 'first', patientId, request: 'V-1', operator: thisOperator() }
    expect((await erasePatient(server().database, erasure)).rows).toMatchObject({ record_export: 1 })
    await expect(storedFile(server(), exportId)).rejects.toThrow('no result')
  })
})
