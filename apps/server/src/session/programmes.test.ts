import type { PatientToday } from '@dosis/api'
import type { Fact, IsoDate, PlanPreferences, SessionLog } from '@dosis/domain'
import { expect, test } from 'vitest'
import { startPostgres } from '../../../../test-support/postgres.ts'
import { backPainFacts, logOf, newId, newPatient, phoneOf, tellFacts } from '../../test-support/patients.ts'
import { onBothDatabases } from '../../test-support/places.ts'
import type { Visitor } from '../../test-support/test-server.ts'

const known = (value: boolean | number | string): Fact => ({ state: 'known', value })

/** Stable heart failure of low risk, approved for training. */
const heartFailureFacts: Readonly<Record<string, Fact>> = {
  ...backPainFacts,
  'condition-chronic-low-back-pain': known(false),
  'low-back-pain-plays-a-role': known(false),
  'condition-hfref': known(true),
  'condition-heart-failure': known(true),
  'lvef-percent': known(35),
  'nyha-class': known(2),
  'heart-failure-stable': known(true),
  'low-risk-according-to-cardiologist': known(true),
  'unstable-vitals': known(false),
  'limited-mobility': known(false),
  'severe-primary-lung-kidney-liver': known(false),
  'beta-blocker': known(false),
  'medical-clearance': known(true),
}

const endurance = (steps: PlanPreferences['steps']): Omit<PlanPreferences, 'startsOn'> => ({
  forms: ['aerobic_continuous'],
  weekdays: [1, 3, 5],
  doses: { aerobic_continuous: { sessionsPerWeek: { value: 3 }, minutesPerSession: { value: 20 } } },
  ...(steps === undefined ? {} : { steps }),
})

onBothDatabases('a programme without levels', startPostgres, (server) => {
  const start = async (choices: Omit<PlanPreferences, 'startsOn'>) => {
    const therapist = await server().signIn()
    const patientId = await newPatient(therapist.call)
    const params = { patientId }
    await tellFacts(therapist.call, patientId, heartFailureFacts)
    await therapist.call('stateRequests', {
      params,
      body: { eventId: newId('requests'), requests: ['endurance training'] },
    })
    await therapist.call('storeAssessment', { params, body: { decisionId: newId('assess') } })
    const planId = newId('plan')
    const preferences = { ...choices, startsOn: server().clock.today }
    const { plan, hash } = await therapist.call('draftPlan', { params, body: { preferences } })
    expect(plan.blocked).toEqual([])
    await therapist.call('confirmPlan', { params, body: { planId, decisionId: newId('confirm'), preferences, hash } })
    return { therapist, params, planId, phone: await phoneOf(server(), therapist, patientId) }
  }

  const calm = { weightKilograms: 70, restingHeartRateBpm: 64, breathlessness: 1 }

  /** One whole session of today, as a phone of now logs it. */
  const whole = (today: PatientToday, on: IsoDate, before: SessionLog['before'] = calm): SessionLog => ({
    ...logOf(today, on),
    parts: (today.plan?.sessions[0]?.parts ?? []).map((part, index) => ({
      part: index,
      kind: part.kind,
      seconds: part.kind === 'continuous' ? part.minutes * 60 : 0,
    })),
    before,
  })

  const trainAWeek = async (phone: Visitor) => {
    for (const days of [2, 2, 3]) {
      const today = await phone.call('today')
      await phone.call('sendLogs', { body: { logs: [whole(today, server().clock.today)] } })
      server().clock.goDays(days)
    }
  }

  const answer = (planId: string, more: object = {}) => ({
    eventId: newId('yes'),
    decisionId: newId('progress'),
    planId,
    prescription: 'aerobic_continuous',
    accepted: true,
    reason: 'went well',
    ...more,
  })

  const minutesOf = ({ plan }: PatientToday) => {
    const [part] = plan?.sessions[0]?.parts ?? []
    return part?.kind === 'continuous' ? part.minutes : undefined
  }

  test('an accepted step stands once in the plan that the patient sees, with where it comes from', async () => {
    const { params, planId, phone } = await start(
      endurance({ aerobic_continuous: { amounts: { minutesPerSession: 5 } } }),
    )
    await trainAWeek(phone)
    const therapist = await server().signIn()
    const [step] = (await phone.call('today')).progress?.steps ?? []
    expect(step).toMatchObject({ action: 'advance', numbers: [{ key: 'minutesPerSession', from: 20, to: 25 }] })
    const body = answer(planId)
    await therapist.call('decideProgress', { params, body })
    await therapist.call('decideProgress', { params, body })
    const today = await phone.call('today')
    expect(minutesOf(today)).toBe(25)
    expect(today.planVersion).toBe(2)
    expect(today.progress?.steps).toMatchObject([{ action: 'hold', rule: 'continuous-endurance/not-yet' }])
    const { plans } = await therapist.call('patient', { params })
    expect(plans.at(-1)?.plan.prescriptions[0]?.dose.minutesPerSession).toMatchObject({ value: 25 })
    expect(plans.at(-1)?.plan.prescriptions[0]?.dose.minutesPerSession?.factIds).toContain('CR-HF-04')
  })

  test('a step of which no source gives the size takes the number of the therapist, within the bounds', async () => {
    const { params, planId, phone } = await start(endurance(undefined))
    await trainAWeek(phone)
    const therapist = await server().signIn()
    expect((await phone.call('today')).progress?.steps).toMatchObject([
      { action: 'ask', rule: 'continuous-endurance/step-by-therapist', numbers: [{ from: 20, to: null }] },
    ])
    const chosen = (value: number, key = 'minutesPerSession') => ({ chosen: [{ key, value }] })
    await expect(
      therapist.call('decideProgress', { params, body: answer(planId, chosen(3, 'sets')) }),
    ).rejects.toMatchObject({ details: { status: 409 } })
    await therapist.call('decideProgress', { params, body: answer(planId, chosen(23)) })
    expect(minutesOf(await phone.call('today'))).toBe(23)
  })

  test('a log of an old phone is kept and moves nothing by what it leaves out', async () => {
    const { therapist, params, phone } = await start(
      endurance({ aerobic_continuous: { amounts: { minutesPerSession: 5 } } }),
    )
    const { before: _, ...old } = whole(await phone.call('today'), server().clock.today)
    expect((await phone.call('sendLogs', { body: { logs: [old] } })).stored).toEqual([old.sessionId])
    const { logs, logsSetAside } = await therapist.call('patient', { params })
    expect([logs, logsSetAside]).toEqual([[old], []])
  })

  test('weight that rose by 1.8 kg before a session stops the treatment until a professional has looked at it', async () => {
    const { params, phone } = await start(endurance({ aerobic_continuous: { amounts: { minutesPerSession: 5 } } }))
    const first = whole(await phone.call('today'), server().clock.today)
    await phone.call('sendLogs', { body: { logs: [first] } })
    server().clock.goDays(2)
    const second = whole(await phone.call('today'), server().clock.today, { ...calm, weightKilograms: 71.8 })
    await phone.call('sendLogs', { body: { logs: [second, second] } })
    expect((await phone.call('today')).pausedBecause).toBe('stop')
    const therapist = await server().signIn()
    const record = await therapist.call('patient', { params })
    const adverseEventId = `measured-${second.sessionId}`
    expect(record.need).toBe('stop')
    expect(record.adverseEvents).toMatchObject([
      { report: { eventId: adverseEventId, symptoms: ['weight-gain'] }, stops: true },
    ])
    const body = { eventId: newId('release'), adverseEventId, outcome: 'weighed again, seen by the GP' }
    await therapist.call('releaseAdverseEvent', { params, body })
    const after = await phone.call('today')
    expect(after.pausedBecause).toBeNull()
    expect(after.progress?.steps).toMatchObject([{ action: 'hold', rule: 'general/return-after-event' }])
  })

  test('the phone gets the names of all exercises, and how to do those of its plan', async () => {
    const { phone } = await start(endurance(undefined))
    const { plan } = await phone.call('today')
    const { exercises } = await phone.call('patientKnowledge')
    const told = Object.values(exercises).filter(({ instruction }) => instruction !== undefined)
    expect(told.map(({ id }) => id).sort()).toEqual([...(plan?.prescriptions[0]?.exercises ?? [])].sort())
    expect(told.length).toBeGreaterThan(0)
    expect(exercises['bridge']?.names.nl).toBe('Bruggetje')
  })
})
