import type { WorklistRow } from '@dosis/api'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { startPostgres } from '../../../../test-support/postgres.ts'
import { newId, phoneOf, runningPatient } from '../../test-support/patients.ts'
import { onBothDatabases } from '../../test-support/places.ts'
import { knowledge, type TestServer } from '../../test-support/test-server.ts'
import { confined, verifyStore } from '../db/index.ts'
import { installationOf } from '../server.ts'
import { organisationalDefaults } from '../task/tasks.ts'
import { countJobs, failedJobs } from './open-queue.ts'
import { type JobsOptions, type RunningJobs, runJobs } from './run-jobs.ts'

const chestPain = { symptoms: ['chest-pain'], severity: 'severe', description: '' } as const

/** A worker that looks when it is told to; the first look at the start finds what is there. */
async function workerOf({ database }: TestServer, more: Partial<JobsOptions> = {}): Promise<RunningJobs> {
  const log = pino({ level: 'silent' })
  const shared = { database: confined(database), knowledge, log, practicePhone: '000 000 00 00' }
  return runJobs({
    database,
    installation: installationOf(shared),
    settings: organisationalDefaults,
    log,
    everyMilliseconds: 3_600_000,
    ...more,
  })
}

async function tasksIn({ database }: TestServer, patientId: string): Promise<readonly string[]> {
  const rows = await database.db
    .selectFrom('event')
    .select(['kind', 'event_id'])
    .where('patient_id', '=', patientId)
    .where('kind', 'like', 'task.%')
    .orderBy('sequence')
    .execute()
  return rows.map(({ kind, event_id }) => `${kind} ${event_id.split(':').slice(2).join(':')}`)
}

async function rowOf(server: TestServer, patientId: string, login = 'therapist'): Promise<WorklistRow> {
  const { patients } = await (await server.signIn(login)).call('listPatients')
  const row = patients.find((each) => each.patientId === patientId)
  if (row === undefined) throw new RangeError('needs the patient on the worklist')
  return row
}

/** A patient whose phone reports harm that stops the treatment; returns the id of the report. */
async function stopped(server: TestServer) {
  const therapist = await server.signIn()
  const { patientId } = await runningPatient(therapist.call, server.clock.today)
  const phone = await phoneOf(server, therapist, patientId)
  server.clock.goMinutes(1)
  const eventId = newId('harm')
  await phone.call('reportAdverseEvent', {
    body: { report: { eventId, on: server.clock.today, ...chestPain } },
  })
  return { patientId, eventId }
}

onBothDatabases('jobs', startPostgres, (server) => {
  test('set one task for harm, ask more people when nobody looks, and end it with an outcome', async () => {
    const { patientId, eventId } = await stopped(server())
    const worker = await workerOf(server())
    await worker.runOnce()
    await worker.runOnce()
    const task = `harm:${eventId}:1`
    expect(await tasksIn(server(), patientId)).toEqual([`task.opened ${task}`])
    server().clock.goMinutes(239)
    await worker.runOnce()
    expect(await tasksIn(server(), patientId)).toHaveLength(1)
    server().clock.goMinutes(1)
    await worker.runOnce()
    expect(await tasksIn(server(), patientId)).toEqual([
      `task.opened ${task}`,
      `task.escalated ${task}:escalated:practice`,
    ])
    expect(await rowOf(server(), patientId)).toMatchObject({ task: { escalatedTo: 'practice' } })
    const body = { eventId: newId('release'), adverseEventId: eventId, outcome: 'talked to the patient' }
    await (await server().signIn()).call('releaseAdverseEvent', { params: { patientId }, body })
    await worker.runOnce()
    expect((await tasksIn(server(), patientId)).at(-1)).toBe(`task.ended ${task}:ended`)
    expect((await rowOf(server(), patientId)).task).toBeUndefined()
    expect(await failedJobs(server().database)).toEqual([])
    expect(
      (await countJobs(server().database)).find(({ kind, state }) => kind === 'urgent' && state === 'done')?.count,
    ).toBe(3)
    expect((await verifyStore(server().database.db)).problems).toEqual([])
    await worker.close()
  })
})
