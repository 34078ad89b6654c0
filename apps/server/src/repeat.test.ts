import { type RouteName, routePaths } from '@dosis/api'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { backPainFacts, logOf, newId, newPatient, phoneOf, tellFacts } from '../test-support/patients.ts'
import { startPostgres } from '../../../test-support/postgres.ts'
import { onBothDatabases } from '../test-support/places.ts'
import type { RawAnswer, TestServer, Visitor } from '../test-support/test-server.ts'

async function rowsIn({ database }: TestServer): Promise<readonly number[]> {
  const { rows } = await sql<{ count: string }>`
    select count(*) as count from event union all select count(*) from decision union all
    select count(*) from plan_version union all select count(*) from patient_details`.execute(database.db)
  return rows.map(({ count }) => Number(count))
}

onBothDatabases('each write', startPostgres, (server) => {
  const post = (visitor: Visitor, name: RouteName, patientId: string, payload: object): Promise<RawAnswer> =>
    visitor.send({
      method: 'POST',
      url: routePaths[name].path.replace(':patientId', patientId),
      payload,
      headers: { 'content-type': 'application/json' },
    })

  test('has one effect and one answer when it is sent three times, two of them at once; other content under its id is a conflict', async () => {
    const { clock, signIn } = server()
    const therapist = await signIn()
    const { call } = therapist
    const patientId = newId('patient')
    const params = { patientId }

    const sendThrice = async (visitor: Visitor, name: RouteName, body: object): Promise<void> => {
      const first = await post(visitor, name, patientId, body)
      expect([name, first.status]).toEqual([name, 200])
      const rows = await rowsIn(server())
      const again = await Promise.all([post(visitor, name, patientId, body), post(visitor, name, patientId, body)])
      for (const { status, text } of again) expect([name, status, text]).toEqual([name, 200, first.text])
      expect([name, await rowsIn(server())]).toEqual([name, rows])
    }
    const conflicts = async (name: RouteName, body: object): Promise<void> => {
      const rows = await rowsIn(server())
      const { status } = await post(therapist, name, patientId, body)
      expect([name, status]).toEqual([name, 409])
      expect([name, await rowsIn(server())]).toEqual([name, rows])
    }

    const details = { name: 'Tessa Test', birthDate: '1986-05-04', sex: 'female' }
    await sendThrice(therapist, 'createPatient', { patientId, details })
    await conflicts('createPatient', { patientId, details: { ...details, sex: 'male' } })

    const changed = { eventId: newId(), details: { ...details, name: 'Tessa Tester' } }
    await sendThrice(therapist, 'changeDetails', changed)
    await conflicts('changeDetails', { ...changed, details })

    await tellFacts(call, patientId, backPainFacts)
    const statement = { eventId: newId(), fact: 'frail', stated: { state: 'known', value: false } }
    await sendThrice(therapist, 'stateFacts', { statements: [statement] })
    await conflicts('stateFacts', { statements: [{ ...statement, stated: { state: 'known', value: true } }] })
    await conflicts('stateFacts', {
      statements: [
        { ...statement, eventId: newId() },
        { ...statement, fact: 'tailored' },
      ],
    })

    const asked = { eventId: newId(), requests: ['run'] }
    await sendThrice(therapist, 'stateRequests', asked)
    await conflicts('stateRequests', { ...asked, requests: ['walk'] })

    await sendThrice(therapist, 'storeAssessment', { decisionId: newId('assess') })

    const preferences = { forms: ['run_walk_programme'], weekdays: [1, 3, 5], startsOn: clock.today }
    const { hash } = await call('draftPlan', { params, body: { preferences } })
    const confirmed = { planId: newId('plan'), decisionId: newId('confirm'), preferences, hash }
    await sendThrice(therapist, 'confirmPlan', confirmed)
    await conflicts('confirmPlan', { ...confirmed, preferences: { ...preferences, weekdays: [2] } })

    const paused = { eventId: newId(), action: 'pause', reason: 'Holiday' }
    await sendThrice(therapist, 'changePlanStatus', paused)
    await conflicts('changePlanStatus', { ...paused, action: 'close' })
    await sendThrice(therapist, 'changePlanStatus', { eventId: newId(), action: 'resume', reason: '' })

    const measured = { eventId: newId(), instrument: 'odi', on: clock.today, score: 20 }
    await sendThrice(therapist, 'recordMeasurements', { measurements: [measured] })
    await conflicts('recordMeasurements', { measurements: [{ ...measured, score: 10 }] })

    const phone = await phoneOf(server(), therapist, patientId)
    const log = logOf(await phone.call('today'), clock.today)
    await sendThrice(phone, 'sendLogs', { logs: [log] })
    await sendThrice(phone, 'sync', { items: [{ id: log.sessionId, kind: 'log', body: { ...log, painAfter: 4 } }] })
    const report = {
      eventId: newId('event'),
      on: clock.today,
      symptoms: ['chest-pain'],
      severity: 'severe',
      description: '',
    }
    await sendThrice(phone, 'reportAdverseEvent', { report })
    const released = { eventId: newId(), adverseEventId: report.eventId, outcome: 'Seen' }
    await sendThrice(therapist, 'releaseAdverseEvent', released)
    await conflicts('releaseAdverseEvent', { ...released, outcome: 'Not seen' })

    const { planId } = confirmed
    const prescription = (await call('patient', { params })).progress?.steps[0]?.prescription ?? ''
    const decided = { eventId: newId(), decisionId: newId(), planId, prescription, accepted: true, reason: '' }
    await sendThrice(therapist, 'decideProgress', decided)
    await conflicts('decideProgress', { ...decided, accepted: false })

    const copy = { exportId: newId(), reason: 'patient' }
    await sendThrice(therapist, 'askExport', copy)
    await conflicts('askExport', { ...copy, reason: 'other' })

    await sendThrice(therapist, 'revokePatientLinks', { eventId: newId() })

    const evaluated = { eventId: newId(), decisionId: newId(), choice: 'continue', note: '', requestForHelpMet: null }
    await sendThrice(therapist, 'decideEvaluation', evaluated)
    await conflicts('decideEvaluation', { ...evaluated, choice: 'close' })
  })

  test('belongs to its patient: an id that was used for one is a conflict for another', async () => {
    const therapist = await server().signIn()
    const [first, second] = [await newPatient(therapist.call), await newPatient(therapist.call)]
    const body = { statements: [{ eventId: newId(), fact: 'frail', stated: { state: 'known', value: false } }] }
    expect((await post(therapist, 'stateFacts', first, body)).status).toBe(200)
    expect((await post(therapist, 'stateFacts', second, body)).status).toBe(409)
    const assessment = { decisionId: newId('assess') }
    expect((await post(therapist, 'storeAssessment', first, assessment)).status).toBe(200)
    expect((await post(therapist, 'storeAssessment', second, assessment)).status).toBe(409)
  })
})
