import type { Call, KnowledgeChange, PatientRecord } from '@dosis/api'
import type { ExerciseForm, ExerciseRow, Knowledge } from '@dosis/domain'
import { expect, test } from 'vitest'
import { startPostgres } from '../../../../test-support/postgres.ts'
import { newId, phoneOf, runningPatient, tellFacts } from '../../test-support/patients.ts'
import { onBothDatabases } from '../../test-support/places.ts'
import { knowledge, type TestServer } from '../../test-support/test-server.ts'
import { verifyStore } from '../db/index.ts'

const form = 'run_walk_programme'
const runWalk = knowledge.forms[form]
if (runWalk === undefined) throw new RangeError('needs the run-walk programme in the knowledge')

let versions = 0

/** The knowledge with another run-walk programme, under a version of its own. */
function withForm(changed: Partial<ExerciseForm>): Knowledge {
  versions += 1
  const version = String(versions).padStart(64, 'f')
  return { ...knowledge, version, forms: { ...knowledge.forms, [form]: { ...runWalk, ...changed } as ExerciseForm } }
}

/** The same with the rows changed that let somebody run. */
function withRows(change: (row: ExerciseRow) => ExerciseRow): Knowledge {
  return withForm({ rows: (runWalk?.rows ?? []).map((row) => (row.verdict === 'allowed' ? change(row) : row)) })
}

const sameRules = { ...knowledge, version: 'a'.repeat(64) }
const forbidden = withRows((row) => ({ ...row, verdict: 'not_allowed' }))
const shorter = (limit: 'hard' | 'soft') =>
  withRows((row) => ({
    ...row,
    dose: { ...row.dose, minutesPerSession: { start: 20, highest: 20, limit, factIds: ['RX-LBP-03'] } },
  }))
const hardCeiling = shorter('hard')
const softCeiling = shorter('soft')
const withdrawn = withForm({ review: { state: 'awaiting_review', reviewedBy: null, reviewedOn: null } })
const renamed = withRows((row) => ({ ...row, id: `${row.id}-anew` }))

function changeOf({ knowledgeChange }: PatientRecord): KnowledgeChange {
  if (knowledgeChange == null) throw new RangeError('needs a change of the knowledge')
  return knowledgeChange
}

function keep(
  call: Call,
  patientId: string,
  change: KnowledgeChange,
  more: { eventId?: string; reason?: string } = {},
) {
  const { planId, version, from, to } = change
  const body = { eventId: newId('review'), planId, version, from, to, reason: 'still fits this patient', ...more }
  return call('reviewKnowledgeChange', { params: { patientId }, body })
}

/** A patient whose plan runs, seen after a restart under other knowledge. */
async function seenUnder(server: TestServer, other: Knowledge) {
  const { patientId, record: before } = await runningPatient((await server.signIn()).call, server.clock.today)
  const later = await server.under(other)
  const therapist = await later.signIn()
  const record = await therapist.call('patient', { params: { patientId } })
  return { patientId, before, later, therapist, record, params: { patientId } }
}

const conflict = { details: { status: 409 } }

onBothDatabases('a change of the knowledge', startPostgres, (server) => {
  test('other knowledge that says the same of a patient asks for nothing', async () => {
    const { record, before, later } = await seenUnder(server(), sameRules)
    expect(record).toMatchObject({ need: 'none', knowledgeChange: null, knowledgeReviews: [] })
    expect(record.plans).toEqual(before.plans)
    await later.close()
  })

  test.each([
    [
      'a form of the plan that is no longer allowed',
      forbidden,
      { kind: 'plan_form', before: 'allowed', after: 'not_allowed' },
    ],
    [
      'a lower hard ceiling',
      hardCeiling,
      { kind: 'plan_ceiling', key: 'minutesPerSession', before: '30', after: '20' },
    ],
    ['a form that waits for review again', withdrawn, { kind: 'withdrawn_rule', after: 'awaiting_review' }],
    ['a row that is gone', renamed, { kind: 'withdrawn_rule', about: `${form}/start`, after: 'removed' }],
  ])('%s makes the plan wait, on every screen, and changes nothing in it', async (_, other, impact) => {
    const { patientId, record, before, later, therapist, params } = await seenUnder(server(), other)
    expect(changeOf(record)).toMatchObject({ from: knowledge.version, to: other.version, blocks: true })
    expect(changeOf(record).impacts).toContainEqual(expect.objectContaining({ ...impact, form, blocks: true }))
    expect(record.need).toBe('knowledge')
    expect(record.plans).toEqual(before.plans.map((plan) => ({ ...plan, status: 'paused' })))

    const { patients } = await therapist.call('listPatients')
    const row = patients.find((each) => each.patientId === patientId)
    expect(row).toMatchObject({ need: 'knowledge', planWaits: true, since: server().clock.today })
    const phone = await phoneOf(later, therapist, patientId)
    expect(await phone.call('today')).toMatchObject({ pausedBecause: 'knowledge', plan: null })

    await expect(keep(therapist.call, patientId, changeOf(record))).rejects.toMatchObject(conflict)
    expect((await therapist.call('patient', { params })).knowledgeReviews).toEqual([])
    await later.close()

    const back = await (await server().signIn()).call('patient', { params })
    expect(back).toMatchObject({ need: 'none', knowledgeChange: null })
    expect(back.plans).toEqual(before.plans)
  })

  test('what does not forbid the plan asks for a look while the plan runs on, and keeping it is said once and for all', async () => {
    const { patientId, record, later, therapist, params } = await seenUnder(server(), softCeiling)
    const change = changeOf(record)
    expect(change).toMatchObject({ blocks: false })
    expect(record.plans).toMatchObject([{ status: 'active' }])
    const phone = await phoneOf(later, therapist, patientId)
    expect(await phone.call('today')).toMatchObject({
      pausedBecause: null,
      plan: { knowledgeVersion: knowledge.version },
    })

    const manager = await later.signIn('manager')
    await expect(keep(manager.call, patientId, change)).rejects.toMatchObject({ details: { status: 403 } })
    await expect(keep(therapist.call, patientId, change, { reason: ' ' })).rejects.toMatchObject({
      details: { status: 400 },
    })
    await expect(keep(therapist.call, patientId, { ...change, to: 'other' })).rejects.toMatchObject(conflict)
    await expect(keep(therapist.call, patientId, { ...change, version: 9 })).rejects.toMatchObject(conflict)

    const eventId = newId('review')
    const kept = await keep(therapist.call, patientId, change, { eventId })
    expect(kept).toMatchObject({ need: 'none', knowledgeChange: null })
    expect(kept.knowledgeReviews).toMatchObject([
      { eventId, planId: change.planId, version: 1, from: change.from, to: change.to, recordedBy: 'Name of therapist' },
    ])
    expect(await keep(therapist.call, patientId, change, { eventId })).toEqual(kept)
    await expect(keep(therapist.call, patientId, change, { eventId, reason: 'other' })).rejects.toMatchObject(conflict)
    await expect(keep(therapist.call, patientId, change)).rejects.toMatchObject(conflict)
    expect((await therapist.call('patient', { params })).knowledgeReviews).toHaveLength(1)
    expect((await verifyStore(server().database.db)).problems).toEqual([])
    await later.close()
  })

  test('keeping the plan under one version says nothing about the next', async () => {
    const { patientId, record, later, therapist, params } = await seenUnder(server(), softCeiling)
    expect(changeOf(record).impacts.map(({ kind }) => kind)).toContain('lower_dose')
    expect(changeOf(record).blocks).toBe(false)
    await keep(therapist.call, patientId, changeOf(record))
    await later.close()
    const next = await server().under({ ...softCeiling, version: 'c'.repeat(64) })
    const again = await (await next.signIn()).call('patient', { params })
    expect(again).toMatchObject({ need: 'knowledge', knowledgeChange: { to: 'c'.repeat(64) } })
    await next.close()
  })

  test('a new plan under the new rules ends it, and a sign of danger comes before it', async () => {
    const { patientId, record, later, therapist, params } = await seenUnder(server(), hardCeiling)
    const preferences = { forms: [form], weekdays: [1, 3, 5], startsOn: server().clock.today }
    const { plan, hash } = await therapist.call('draftPlan', { params, body: { preferences } })
    const { planId } = changeOf(record)
    const body = { planId, decisionId: newId('confirm'), preferences, hash }
    const renewed = await therapist.call('confirmPlan', { params, body })
    expect(renewed).toMatchObject({ need: 'none', knowledgeChange: null })
    expect(renewed.plans).toMatchObject([{ status: 'superseded' }, { status: 'active', version: 2, plan }])
    expect(plan.knowledgeVersion).toBe(hardCeiling.version)
    await later.close()

    const stopped = await seenUnder(server(), forbidden)
    await tellFacts(stopped.therapist.call, stopped.patientId, { screening: { state: 'known', value: 'niet-pluis' } })
    expect(await stopped.therapist.call('patient', { params: stopped.params })).toMatchObject({ need: 'stop' })
    expect(patientId).not.toBe(stopped.patientId)
    await stopped.later.close()
  })
})
