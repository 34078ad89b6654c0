import { expect, test } from 'vitest'
import { logOf, newId, phoneOf, runningPatient } from '../test-support/patients.ts'
import { startPostgres } from '../../../test-support/postgres.ts'
import { onBothDatabases } from '../test-support/places.ts'

onBothDatabases('the whole chain over HTTP', startPostgres, (server) => {
  test('goes from intake to a session, a higher level a week later, an evaluation at six weeks and a closed course', async () => {
    const { clock, signIn } = server()
    let therapist = await signIn()
    const { patientId, planId, record } = await runningPatient(therapist.call, clock.today)
    const params = { patientId }
    expect(record).toMatchObject({ need: 'none', treatmentStart: '2026-05-04', closedOn: null })
    expect(record.plans).toMatchObject([{ planId, version: 1, status: 'active', confirmedBy: 'Name of therapist' }])

    const phone = await phoneOf(server(), therapist, patientId)
    const levelOf = async (): Promise<number | undefined> => {
      const { plan } = await phone.call('today')
      const part = plan?.sessions[0]?.parts[0]
      return part?.kind === 'intervals' ? part.level : undefined
    }
    expect(await levelOf()).toBe(1)

    for (const days of [0, 2, 2]) {
      clock.goDays(days)
      const today = await phone.call('today')
      expect(today).toMatchObject({ firstName: 'Tessa', planVersion: 1, pausedBecause: null })
      const log = logOf(today, clock.today)
      expect(await phone.call('sendLogs', { body: { logs: [log] } })).toMatchObject({ stored: [log.sessionId] })
    }

    clock.goDays(3)
    therapist = await signIn()
    const afterAWeek = await therapist.call('patient', { params })
    expect(afterAWeek.need).toBe('progress')
    expect(afterAWeek.progress?.steps).toMatchObject([{ action: 'advance', from: 1, to: 2 }])
    const { patients } = await therapist.call('listPatients')
    expect(patients.find((row) => row.patientId === patientId)).toMatchObject({ need: 'progress', toLevel: 2 })

    const prescription = afterAWeek.progress?.steps[0]?.prescription ?? ''
    const advanced = await therapist.call('decideProgress', {
      params,
      body: { eventId: newId(), decisionId: newId('progress'), planId, prescription, accepted: true, reason: '' },
    })
    expect(advanced.plans.map(({ version, status }) => [version, status])).toEqual([
      [1, 'superseded'],
      [2, 'active'],
    ])
    expect(advanced.need).toBe('none')
    expect(advanced.treatmentStart).toBe('2026-05-04')
    expect(await levelOf()).toBe(2)
    const moved = advanced.plans[1]?.plan.prescriptions[0]?.dose
    expect([moved?.level?.value, moved?.runSeconds?.value]).toEqual([2, 25])
    expect(moved?.level?.factIds).toContain('RX-LBP-06')

    clock.goDays(34)
    therapist = await signIn()
    expect(await therapist.call('patient', { params })).toMatchObject({ evaluation: { isDue: false } })
    clock.goDays(1)
    therapist = await signIn()
    const due = await therapist.call('patient', { params })
    expect(due).toMatchObject({
      today: '2026-06-15',
      need: 'evaluation',
      evaluation: { dueOn: '2026-06-15', isDue: true },
    })

    const measured = await therapist.call('recordMeasurements', {
      params,
      body: { measurements: [{ eventId: newId(), instrument: 'odi', on: clock.today, score: 10 }] },
    })
    expect(measured.need).toBe('evaluation')
    const evaluated = await therapist.call('decideEvaluation', {
      params,
      body: {
        eventId: newId(),
        decisionId: newId('evaluate'),
        choice: 'continue',
        note: 'Goes well',
        requestForHelpMet: false,
      },
    })
    expect(evaluated.evaluation).toMatchObject({ dueOn: '2026-07-27', isDue: false })
    expect(evaluated.evaluations).toMatchObject([{ choice: 'continue', recordedBy: 'Name of therapist' }])

    const closed = await therapist.call('decideEvaluation', {
      params,
      body: { eventId: newId(), decisionId: newId('evaluate'), choice: 'close', note: 'Done', requestForHelpMet: true },
    })
    expect(closed).toMatchObject({ need: 'closed', closedOn: '2026-06-15' })
    expect(closed.plans.at(-1)?.status).toBe('closed')
    expect(await phone.call('today')).toMatchObject({ plan: null, pausedBecause: 'closed' })

    expect(closed.decisions.map(({ kind }) => kind)).toEqual(['assess', 'plan', 'progress', 'evaluate', 'evaluate'])
    for (const { decisionId } of closed.decisions) {
      const replayed = await therapist.call('replay', { params: { decisionId } })
      expect(replayed).toMatchObject({ identical: true, recomputedHash: replayed.storedHash })
    }
  })
})
