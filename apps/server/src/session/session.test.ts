import { RequestRefused } from '@dosis/api'
import type { AdverseEventReport, SessionLog } from '@dosis/domain'
import { expect, test } from 'vitest'
import { logOf, newId, phoneOf, type Running, runningPatient, tokenOf } from '../../test-support/patients.ts'
import { startPostgres } from '../../../../test-support/postgres.ts'
import { onBothDatabases } from '../../test-support/places.ts'
import type { Visitor } from '../../test-support/test-server.ts'

onBothDatabases('what a phone sends', startPostgres, (server) => {
  const start = async (): Promise<Running & { therapist: Visitor; phone: Visitor; log: SessionLog }> => {
    const therapist = await server().signIn()
    const running = await runningPatient(therapist.call, server().clock.today)
    const phone = await phoneOf(server(), therapist, running.patientId)
    return { ...running, therapist, phone, log: logOf(await phone.call('today'), server().clock.today) }
  }
  const recordOf = (therapist: Visitor, patientId: string) => therapist.call('patient', { params: { patientId } })
  const chestPain = (eventId: string): AdverseEventReport => ({
    eventId,
    on: server().clock.today,
    symptoms: ['chest-pain'],
    severity: 'severe',
    description: '',
  })

  test('is kept once, however often and in whatever order it is sent', async () => {
    const { therapist, phone, patientId, log } = await start()
    const second = {
      ...log,
      sessionId: newId('session'),
      startedAt: `${log.on}T08:00:00.000Z`,
      endedAt: `${log.on}T08:30:00.000Z`,
    }
    const answers = await Promise.all(
      [[log], [second, log], [log, second], [log, log]].map((logs) => phone.call('sendLogs', { body: { logs } })),
    )
    expect(answers[1]?.stored).toEqual([second.sessionId, log.sessionId])
    const { logs, logsSetAside } = await recordOf(therapist, patientId)
    expect(logs.map(({ sessionId }) => sessionId).toSorted()).toEqual([log.sessionId, second.sessionId].toSorted())
    expect(logsSetAside).toEqual([])
  })

  test('is kept beside another of the same id; the worse of the two counts, whichever came first', async () => {
    const { therapist, phone, patientId, log } = await start()
    const changed: SessionLog = { ...log, effortBorg: 19, adverseEvent: chestPain(newId('event')) }
    await phone.call('sendLogs', { body: { logs: [log] } })
    await phone.call('sendLogs', { body: { logs: [changed, changed] } })
    const record = await recordOf(therapist, patientId)
    expect(record.logs).toEqual([changed])
    expect(record.logsSetAside).toEqual([{ log, because: 'conflict' }])
    expect(record.adverseEvents).toMatchObject([{ report: changed.adverseEvent, stops: true, release: null }])
    expect(record.need).toBe('stop')
  })

  test('is set aside when it is dated after today, and does not become right by waiting', async () => {
    const { therapist, phone, patientId, log } = await start()
    const future: SessionLog = {
      ...log,
      on: '2027-05-04',
      startedAt: '2027-05-04T07:00:00.000Z',
      endedAt: '2027-05-04T07:30:00.000Z',
    }
    const backwards: SessionLog = { ...log, sessionId: newId('session'), endedAt: `${log.on}T06:00:00.000Z` }
    const elsewhen: SessionLog = { ...log, sessionId: newId('session'), on: '2026-04-01' }
    expect((await phone.call('sendLogs', { body: { logs: [future, backwards, elsewhen] } })).stored).toHaveLength(3)
    server().clock.goDays(1)
    const { logs, logsSetAside } = await recordOf(await server().signIn(), patientId)
    expect(logs).toEqual([])
    expect(logsSetAside?.map(({ because }) => because).toSorted()).toEqual(['dates', 'dates', 'future'])
    void therapist
  })

  test('counts for the version of the plan that it was made under', async () => {
    const { therapist, phone, patientId, planId, log } = await start()
    const preferences = { forms: ['run_walk_programme'], weekdays: [2, 4], startsOn: server().clock.today }
    const params = { patientId }
    const { hash } = await therapist.call('draftPlan', { params, body: { preferences } })
    await therapist.call('confirmPlan', { params, body: { planId, decisionId: newId(), preferences, hash } })
    await phone.call('sendLogs', { body: { logs: [log] } })
    const { logs, plans } = await recordOf(therapist, patientId)
    expect(plans.map(({ version, status }) => [version, status])).toEqual([
      [1, 'superseded'],
      [2, 'active'],
    ])
    expect(logs).toMatchObject([{ planVersion: 1 }])
  })

  test('stops the plan on a sign of danger, until a professional releases it with an outcome', async () => {
    const { therapist, phone, patientId, planId, log } = await start()
    const eventId = newId('event')
    const params = { patientId }
    const { today } = await phone.call('reportAdverseEvent', { body: { report: chestPain(eventId) } })
    expect(today).toMatchObject({ pausedBecause: 'stop', plan: null, planId: null })

    const { patients } = await therapist.call('listPatients')
    const place = patients.findIndex((row) => row.patientId === patientId)
    expect(patients[place]).toMatchObject({ need: 'stop', symptoms: ['chest-pain'] })
    expect(patients.slice(0, place).every(({ need }) => need === 'stop')).toBe(true)
    expect((await recordOf(therapist, patientId)).plans.at(-1)?.status).toBe('paused')
    expect(await phone.call('sendLogs', { body: { logs: [log] } })).toMatchObject({ stored: [log.sessionId] })

    const prescription = (await recordOf(therapist, patientId)).progress?.steps[0]?.prescription ?? ''
    const accept = { eventId: newId(), decisionId: newId(), planId, prescription, accepted: true, reason: '' }
    await expect(therapist.call('decideProgress', { params, body: accept })).rejects.toMatchObject({
      details: { status: 409 },
    })
    const resume = { eventId: newId(), action: 'resume', reason: '' } as const
    await expect(therapist.call('changePlanStatus', { params, body: resume })).rejects.toMatchObject({
      details: { status: 409 },
    })

    const release = { eventId: newId(), adverseEventId: eventId, outcome: '' }
    await expect(therapist.call('releaseAdverseEvent', { params, body: release })).rejects.toThrow(RequestRefused)
    const outcome = 'Seen by the GP, nothing found; may train again'
    const released = await therapist.call('releaseAdverseEvent', { params, body: { ...release, outcome } })
    expect(released.adverseEvents).toMatchObject([{ stops: true, release: { by: 'Name of therapist', outcome } }])
    expect(released.plans.at(-1)?.status).toBe('active')
    expect(released.need).toBe('none')
    expect(await phone.call('today')).toMatchObject({ pausedBecause: null, planId })

    expect(await therapist.call('releaseAdverseEvent', { params, body: { ...release, outcome } })).toEqual(released)
    const again = { eventId: newId(), adverseEventId: eventId, outcome }
    await expect(therapist.call('releaseAdverseEvent', { params, body: again })).rejects.toMatchObject({
      details: { status: 409 },
    })
  })

  test('keeps both of two different reports under one id, and each is released apart', async () => {
    const { therapist, phone, patientId } = await start()
    const params = { patientId }
    const eventId = newId('event')
    const first = chestPain(eventId)
    const second: AdverseEventReport = { ...first, symptoms: ['fainting'] }
    for (const report of [first, second, first, second]) await phone.call('reportAdverseEvent', { body: { report } })
    const { adverseEvents } = await recordOf(therapist, patientId)
    expect(adverseEvents.map(({ report }) => [report.eventId, report.symptoms])).toEqual([
      [eventId, ['chest-pain']],
      [`${eventId}:2`, ['fainting']],
    ])
    const release = (adverseEventId: string) =>
      therapist.call('releaseAdverseEvent', { params, body: { eventId: newId(), adverseEventId, outcome: 'Seen' } })
    expect((await release(eventId)).need).toBe('stop')
    expect((await release(`${eventId}:2`)).need).toBe('none')
  })

  test('counts harm once when it comes with the session and on its own', async () => {
    const { therapist, phone, patientId, log } = await start()
    const report = chestPain(newId('event'))
    await phone.call('reportAdverseEvent', { body: { report } })
    await phone.call('sendLogs', { body: { logs: [{ ...log, completed: false, adverseEvent: report }] } })
    const { adverseEvents } = await recordOf(therapist, patientId)
    expect(adverseEvents).toMatchObject([{ report, sessionId: log.sessionId }])
  })

  test('takes a symptom that the knowledge does not know as something the therapist must look at', async () => {
    const { therapist, phone, patientId } = await start()
    const report: AdverseEventReport = { ...chestPain(newId('event')), symptoms: ['from-the-future'], severity: 'mild' }
    await phone.call('reportAdverseEvent', { body: { report } })
    const record = await recordOf(therapist, patientId)
    expect(record.adverseEvents).toMatchObject([{ report, release: null }])
    expect(record.progress?.alerts).toMatchObject([{ eventId: report.eventId }])
    expect(record.need).toBe('progress')
  })

  test('is refused from a phone whose link was opened while it was being revoked', async () => {
    const { therapist, patientId, log } = await start()
    const params = { patientId }
    for (let round = 0; round < 5; round += 1) {
      const { url } = await therapist.call('createPatientLink', { params, body: { linkId: newId('link') } })
      const phones = Array.from({ length: 6 }, () => server().visitor())
      const open = (phone: Visitor) => phone.call('openLink', { body: { token: tokenOf(url) } })
      await Promise.allSettled([
        ...phones.slice(0, 3).map(open),
        therapist.call('revokePatientLinks', { params, body: { eventId: newId() } }),
        ...phones.slice(3).map(open),
      ])
      for (const phone of phones) {
        await expect(phone.call('sendLogs', { body: { logs: [log] } })).rejects.toMatchObject({
          details: { status: 401 },
        })
      }
    }
    expect((await recordOf(therapist, patientId)).logs).toEqual([])
  })

  test('stops the plan when the therapist states a red flag, until the facts change', async () => {
    const { therapist, phone, patientId } = await start()
    const state = (value: string) =>
      therapist.call('stateFacts', {
        params: { patientId },
        body: { statements: [{ eventId: newId('fact'), fact: 'screening', stated: { state: 'known', value } }] },
      })
    expect((await state('niet-pluis')).need).toBe('stop')
    expect(await phone.call('today')).toMatchObject({ pausedBecause: 'stop', plan: null })
    const row = (await therapist.call('listPatients')).patients.find((each) => each.patientId === patientId)
    expect(row).toMatchObject({ need: 'stop', symptoms: [], redFlags: ['referral/niet-pluis'] })
    expect((await state('pluis')).need).toBe('none')
    expect(await phone.call('today')).toMatchObject({ pausedBecause: null })
  })
})
