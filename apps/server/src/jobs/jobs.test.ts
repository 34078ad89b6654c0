import type { WorklistRow } from '@dosis/api'
import { addDays, daysBetween } from '@dosis/domain'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { startPostgres } from '../../../../test-support/postgres.ts'
import { newId, phoneOf, runningPatient } from '../../test-support/patients.ts'
import { onBothDatabases } from '../../test-support/places.ts'
import { knowledge, type TestServer } from '../../test-support/test-server.ts'
import { workerOf } from '../../test-support/workers.ts'
import { inPractice, verifyStore } from '../db/index.ts'
import { changeTeamOf } from '../relation/team.ts'
import { doDueSteps } from '../task/do-steps.ts'
import { countJobs, failedJobs } from './open-queue.ts'

const chestPain = { symptoms: ['chest-pain'], severity: 'severe', description: '' } as const

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

  test('ask the rest of the team before the practice', async () => {
    const { patientId } = await stopped(server())
    const { database, clock } = server()
    await database.write((transaction) =>
      transaction
        .insertInto('account')
        .values({
          practice_id: 'first',
          account_id: 'second-therapist',
          login: newId('login'),
          display_name: 'Second therapist',
          role: 'therapist',
          password_hash: '',
          created_at: clock.now(),
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute(),
    )
    await database.write((transaction) =>
      changeTeamOf(
        transaction,
        clock.now(),
        { practiceId: 'first', patientId },
        {
          accountId: 'second-therapist',
          change: 'join',
          how: 'treated',
          recordedBy: 'account:therapist-id',
        },
      ),
    )
    const worker = await workerOf(server())
    await worker.runOnce()
    clock.goMinutes(240)
    await worker.runOnce()
    expect((await rowOf(server(), patientId)).task).toMatchObject({
      ownerName: 'Name of therapist',
      escalatedTo: 'team',
    })
    clock.goMinutes(240)
    await worker.runOnce()
    expect((await rowOf(server(), patientId)).task).toMatchObject({ escalatedTo: 'practice' })
    await worker.close()
  })

  test('ask nobody else once somebody who may decide has opened the record', async () => {
    const { patientId } = await stopped(server())
    const worker = await workerOf(server())
    await worker.runOnce()
    await (await server().signIn()).call('patient', { params: { patientId } })
    server().clock.goMinutes(10_000)
    await worker.runOnce()
    expect(await tasksIn(server(), patientId)).toHaveLength(1)
    await worker.close()
  })

  test('set an evaluation on its day, and remind of it a week later', async () => {
    const { clock } = server()
    const { patientId, record } = await runningPatient((await server().signIn()).call, clock.today)
    const dueOn = record.evaluation.dueOn
    if (dueOn === null) throw new RangeError('needs the day of an evaluation')
    const worker = await workerOf(server())
    const steps: number[] = []
    const goTo = async (day: string): Promise<void> => {
      clock.goDays(daysBetween(clock.today, day))
      await worker.runOnce()
      steps.push((await tasksIn(server(), patientId)).length)
    }
    for (const days of [-1, 0, 1, 6, 7, 8]) await goTo(addDays(dueOn, days))
    expect(steps).toEqual([0, 1, 1, 1, 2, 2])
    expect(await tasksIn(server(), patientId)).toEqual([
      `task.opened evaluation:${dueOn}:1`,
      `task.reminded evaluation:${dueOn}:1:reminded`,
    ])
    expect((await rowOf(server(), patientId)).task).toMatchObject({ isReminded: true })
    await worker.close()
  })

  test('look at plans again under other knowledge', async () => {
    const { patientId } = await runningPatient((await server().signIn()).call, server().clock.today)
    const runWalk = knowledge.forms['run_walk_programme']
    if (runWalk === undefined) throw new RangeError('needs the run-walk programme')
    const rows = runWalk.rows.map((row) => ({ ...row, verdict: 'not_allowed' as const }))
    const version = 'e'.repeat(64)
    const other = { ...knowledge, version, forms: { ...knowledge.forms, run_walk_programme: { ...runWalk, rows } } }
    const later = await server().under(other)
    const worker = await workerOf(server(), {}, other)
    await worker.runOnce()
    await worker.runOnce()
    expect(await tasksIn(server(), patientId)).toEqual([expect.stringContaining(`task.opened knowledge:`)])
    await worker.close()
    await later.close()
  })

  test('fail with the name of an error alone, are tried again, and are listed', async () => {
    const { patientId } = await stopped(server())
    const lines: string[] = []
    let attempts = 0
    const worker = await workerOf(server(), {
      log: pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) }),
      work: async (...job) => {
        if (job[1].patientId !== patientId) return doDueSteps(...job)
        attempts += 1
        throw new TypeError(`no word of ${patientId}`)
      },
    })
    await worker.runOnce()
    await worker.runOnce()
    expect(attempts).toBe(2)
    expect(lines.join('')).toContain('TypeError')
    expect(lines.join('')).not.toContain(patientId)
    const failing = (await countJobs(server().database)).find(
      ({ kind, state }) => kind === 'urgent' && state === 'waiting',
    )
    expect(failing?.count).toBeGreaterThan(0)
    await worker.close()
    await server().database.queue(`update dosis_jobs.job set state = 'failed' where state = 'retry'`)
    expect(await failedJobs(server().database)).toMatchObject([{ kind: 'urgent', practiceId: 'first', patientId }])
  })

  test('do the work of one practice within that practice', async () => {
    const { patientId } = await stopped(server())
    const seen: string[] = []
    const worker = await workerOf(server(), {
      work: async (installation, key, ...rest) => {
        const strange = { ...key, practiceId: key.practiceId === 'first' ? 'second' : 'first' }
        await expect(doDueSteps(installation, strange, ...rest)).rejects.toThrow('No such patient')
        if (server().database.kind === 'postgresql') {
          const others = await inPractice(strange.practiceId, () =>
            installation.store.db.selectFrom('event').select('event_id').where('patient_id', '=', patientId).execute(),
          )
          expect(others).toEqual([])
        }
        seen.push(key.practiceId)
        return doDueSteps(installation, key, ...rest)
      },
    })
    await worker.runOnce()
    expect(new Set(seen)).toEqual(new Set(['first']))
    expect(await tasksIn(server(), patientId)).toHaveLength(1)
    await worker.close()
  })
})
