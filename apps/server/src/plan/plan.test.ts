import type { PlanPreferences } from '@dosis/domain'
import { expect, test } from 'vitest'
import { backPainFacts, newId, newPatient, phoneOf, runningPatient, tellFacts } from '../../test-support/patients.ts'
import { startPostgres } from '../../../../test-support/postgres.ts'
import { onBothDatabases } from '../../test-support/places.ts'
import type { Visitor } from '../../test-support/test-server.ts'

const preferences: PlanPreferences = { forms: ['run_walk_programme'], weekdays: [1, 3, 5] }

onBothDatabases('a plan', startPostgres, (server) => {
  const drafted = async (therapist: Visitor) => {
    const patientId = await newPatient(therapist.call)
    const params = { patientId }
    await tellFacts(therapist.call, patientId, backPainFacts)
    const { plan, hash } = await therapist.call('draftPlan', { params, body: { preferences } })
    return { patientId, params, plan, hash }
  }

  test('is confirmed exactly once by fifty therapists at the same moment', async () => {
    const therapist = await server().signIn()
    const { params, hash } = await drafted(therapist)
    const results = await Promise.allSettled(
      Array.from({ length: 50 }, () =>
        therapist.call('confirmPlan', {
          params,
          body: { planId: newId('plan'), decisionId: newId(), preferences, hash },
        }),
      ),
    )
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ details: { status: 409 } })
    }
    const { plans, decisions } = await therapist.call('patient', { params })
    expect(plans).toMatchObject([{ version: 1, status: 'active', hash }])
    expect(decisions.filter(({ kind }) => kind === 'plan')).toHaveLength(1)
  })

  test('is confirmed once when one request is sent fifty times at once, and each gets the same answer', async () => {
    const therapist = await server().signIn()
    const { params, hash } = await drafted(therapist)
    const body = { planId: newId('plan'), decisionId: newId(), preferences, hash }
    const answers = await Promise.all(Array.from({ length: 50 }, () => therapist.call('confirmPlan', { params, body })))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(answers[0]?.plans).toHaveLength(1)
  })

  test('is what the patient sees, by the same hash', async () => {
    const therapist = await server().signIn()
    const { patientId, record } = await runningPatient(therapist.call, server().clock.today)
    const phone = await phoneOf(server(), therapist, patientId)
    const today = await phone.call('today')
    expect(today.planHash).toBe(record.plans[0]?.hash)
    expect(today.plan).toEqual(record.plans[0]?.plan)
  })

  test('is not confirmed when another one comes out than was shown', async () => {
    const therapist = await server().signIn()
    const { patientId, params, hash } = await drafted(therapist)
    const body = { planId: newId('plan'), decisionId: newId(), preferences, hash }
    await tellFacts(therapist.call, patientId, { 'low-back-pain-exclusions': { state: 'known', value: ['athlete'] } })
    await expect(therapist.call('confirmPlan', { params, body })).rejects.toMatchObject({
      details: { status: 409, problems: [{ path: 'hash' }] },
    })
    const { plans, decisions } = await therapist.call('patient', { params })
    expect([plans, decisions]).toEqual([[], []])
  })

  test('is not confirmed while something stands in the way, and each thing is named', async () => {
    const therapist = await server().signIn()
    const patientId = await newPatient(therapist.call)
    const params = { patientId }
    await tellFacts(therapist.call, patientId, { ...backPainFacts, screening: { state: 'unknown' } })
    const { plan, hash } = await therapist.call('draftPlan', { params, body: { preferences } })
    expect(plan.blocked.length).toBeGreaterThan(0)
    const body = { planId: newId('plan'), decisionId: newId(), preferences, hash }
    const refusal = await therapist.call('confirmPlan', { params, body }).catch((error: unknown) => error)
    expect(refusal).toMatchObject({ details: { status: 409, title: 'This plan may not be confirmed' } })
    expect(JSON.stringify(refusal)).toContain('a fact is not known (screening)')
  })

  test('keeps its id for one patient, and its decision for one plan', async () => {
    const therapist = await server().signIn()
    const { planId, record } = await runningPatient(therapist.call, server().clock.today)
    const other = await drafted(therapist)
    const taken = { planId, decisionId: newId(), preferences, hash: other.hash }
    await expect(therapist.call('confirmPlan', { params: other.params, body: taken })).rejects.toMatchObject({
      details: { status: 409 },
    })
    const decisionId = record.decisions.at(-1)?.decisionId ?? ''
    const decided = { planId: newId('plan'), decisionId, preferences, hash: other.hash }
    await expect(therapist.call('confirmPlan', { params: other.params, body: decided })).rejects.toMatchObject({
      details: { status: 409 },
    })
    expect((await therapist.call('patient', { params: other.params })).plans).toEqual([])
  })

  test('is replaced by the next one: one plan runs at a time', async () => {
    const therapist = await server().signIn()
    const { patientId, planId } = await runningPatient(therapist.call, server().clock.today)
    const params = { patientId }
    const changed = { ...preferences, weekdays: [2, 4, 6], goals: ['Walk to the market'] }
    const { hash } = await therapist.call('draftPlan', { params, body: { preferences: changed } })
    const next = await therapist.call('confirmPlan', {
      params,
      body: { planId: newId('plan'), decisionId: newId(), preferences: changed, hash },
    })
    expect(next.plans.map(({ status }) => status)).toEqual(['superseded', 'active'])
    expect(next.plans[0]?.planId).toBe(planId)
  })

  test('waits when it is paused, goes on when it is resumed, and ends when it is closed', async () => {
    const therapist = await server().signIn()
    const { patientId } = await runningPatient(therapist.call, server().clock.today)
    const phone = await phoneOf(server(), therapist, patientId)
    const change = (action: 'pause' | 'resume' | 'close', eventId = newId()) =>
      therapist.call('changePlanStatus', { params: { patientId }, body: { eventId, action, reason: 'Holiday' } })
    await expect(change('resume')).rejects.toMatchObject({ details: { status: 409 } })
    expect((await change('pause', 'pause-once')).plans.at(-1)?.status).toBe('paused')
    expect((await change('pause', 'pause-once')).plans.at(-1)?.status).toBe('paused')
    expect(await phone.call('today')).toMatchObject({ pausedBecause: 'paused', plan: null })
    await expect(change('pause')).rejects.toMatchObject({ details: { status: 409 } })
    expect((await change('resume')).plans.at(-1)?.status).toBe('active')
    expect((await change('close')).plans.at(-1)?.status).toBe('closed')
    expect(await phone.call('today')).toMatchObject({ pausedBecause: 'no_plan', plan: null })
    await expect(change('close')).rejects.toMatchObject({ details: { status: 409 } })
  })

  test('refuses preferences that name what is not there', async () => {
    const therapist = await server().signIn()
    const params = { patientId: await newPatient(therapist.call) }
    const wrong = {
      forms: ['juggling'],
      exercises: { run_walk_programme: ['somersault'] },
      doses: { juggling: { sets: { value: 3 } } },
      startsOn: '2028-05-04',
    }
    await expect(therapist.call('draftPlan', { params, body: { preferences: wrong } })).rejects.toMatchObject({
      details: {
        status: 400,
        problems: [
          { path: 'preferences.forms[0]' },
          { path: 'preferences.exercises.run_walk_programme[0]' },
          { path: 'preferences.doses.juggling' },
          { path: 'preferences.startsOn' },
        ],
      },
    })
  })
})
