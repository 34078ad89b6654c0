import { expect, test } from 'vitest'
import { type Kysely, sql } from 'kysely'
import { startPostgres } from '../../../../test-support/postgres.ts'
import { newId, newPatient, phoneOf } from '../../test-support/patients.ts'
import { onBothDatabases } from '../../test-support/places.ts'
import type { Visitor } from '../../test-support/test-server.ts'
import { auditEntries } from '../audit/audit-entry.ts'
import { openDatabase, openRecord } from '../db/index.ts'
import { migrate } from '../db/migrations/migrate.ts'

const reason = { reason: 'substitution', explanation: 'Stands in for Thea this week' } as const
const json = { 'content-type': 'application/json' }

onBothDatabases('the treatment relation', startPostgres, (server) => {
  const choose = async (rule: 'team' | 'practice') => {
    const manager = await server().signIn('manager')
    return manager.call('setAccessRule', { body: { policyId: newId('rule'), rule, explanation: 'we talked about it' } })
  }
  const statusOf = async (visitor: Visitor, patientId: string): Promise<number> =>
    (await visitor.send({ method: 'GET', url: `/api/patients/${patientId}` })).status
  const lastEntry = async () => (await auditEntries(server().database.db, 'first', { limit: 1 }))[0]
  const openOutside = (visitor: Visitor, patientId: string, accessId = newId('access')) =>
    visitor.call('openOutside', { params: { patientId }, body: { accessId, ...reason } })
  const team = (visitor: Visitor, patientId: string, login: string, change: 'join' | 'leave') => {
    const body = { changeId: newId('team'), accountId: `${login}-id`, change }
    return visitor.send({ method: 'POST', url: `/api/patients/${patientId}/team`, payload: body, headers: json })
  }

  test('who enters a patient treats him; a colleague does not, and the refusal stands in the log', async () => {
    await choose('team')
    const therapist = await server().signIn()
    const patientId = await newPatient(therapist.call, 'Entered Test')
    expect(await statusOf(therapist, patientId)).toBe(200)
    expect(await lastEntry()).toMatchObject({ relation: 'team entered', purpose: 'TREAT' })
    const colleague = await server().signIn('colleague')
    const refused = await colleague.send({ method: 'GET', url: `/api/patients/${patientId}` })
    expect([refused.status, JSON.parse(refused.text).problems[0].path]).toEqual([403, 'relation'])
    expect(await lastEntry()).toMatchObject({
      event: 'patient.read',
      outcome: 4,
      relation: 'none',
      checks: 'origin passed, session passed, role passed, relation refused',
    })
  })

  test('who is added by a colleague may, until taken out; the last one stays', async () => {
    const therapist = await server().signIn()
    const colleague = await server().signIn('colleague')
    const patientId = await newPatient(therapist.call, 'Assigned Test')
    expect((await team(therapist, patientId, 'colleague', 'join')).status).toBe(200)
    expect(await statusOf(colleague, patientId)).toBe(200)
    expect(await lastEntry()).toMatchObject({ relation: 'team assigned' })
    const { members } = await therapist.call('careTeam', { params: { patientId } })
    expect(members.map(({ name, how }) => [name, how])).toEqual([
      ['Name of therapist', 'entered'],
      ['Name of colleague', 'assigned'],
    ])
    expect((await team(therapist, patientId, 'colleague', 'leave')).status).toBe(200)
    expect(await statusOf(colleague, patientId)).toBe(403)
    expect((await team(therapist, patientId, 'therapist', 'leave')).status).toBe(409)
    for (const login of ['manager', 'stranger', 'nobody']) {
      expect([login, (await team(therapist, patientId, login, 'join')).status]).toEqual([login, 400])
    }
  })

  test('a reason opens the record for a working day, stands in the log as such, and gives no place in the team', async () => {
    const therapist = await server().signIn()
    const patientId = await newPatient(therapist.call, 'Outside Test')
    const assistant = await server().signIn('assistant')
    const { expiresAt } = await openOutside(assistant, patientId)
    expect(new Date(expiresAt).getTime() - server().clock.now().getTime()).toBe(12 * 60 * 60_000)
    expect(await lastEntry()).toMatchObject({
      event: 'outside.open',
      relation: 'outside substitution',
      purpose: 'TREAT',
    })
    await assistant.call('stateFacts', {
      params: { patientId },
      body: { statements: [{ eventId: newId(), fact: 'frail', stated: { state: 'known', value: true } }] },
    })
    expect(await lastEntry()).toMatchObject({ event: 'fact.state', relation: 'outside substitution' })
    expect((await team(assistant, patientId, 'assistant', 'join')).status).toBe(403)
    const { members, outside } = await therapist.call('careTeam', { params: { patientId } })
    expect(members).toHaveLength(1)
    expect(outside).toMatchObject([{ name: 'Name of assistant', ...reason }])
    const ownReason = therapist.call('openOutside', { params: { patientId }, body: { accessId: newId(), ...reason } })
    await expect(ownReason).rejects.toThrow('does not fit')
    await sql`update outside_access set expires_at = ${server().clock.now()}`.execute(server().database.db)
    expect(await statusOf(assistant, patientId)).toBe(403)
    const phoneView = await auditEntries(server().database.db, 'first', { patientId, limit: 100 })
    expect(phoneView.some(({ event }) => event === 'outside.open')).toBe(true)
    expect(JSON.stringify(phoneView)).not.toContain('Stands in')
  })

  test('an emergency is logged as one; a reason without words or of another kind is refused', async () => {
    const therapist = await server().signIn()
    const patientId = await newPatient(therapist.call, 'Emergency Test')
    const colleague = await server().signIn('colleague')
    const send = (payload: object) =>
      colleague.send({ method: 'POST', url: `/api/patients/${patientId}/outside-access`, payload, headers: json })
    expect((await send({ accessId: newId(), reason: 'emergency', explanation: '  ' })).status).toBe(400)
    expect((await send({ accessId: newId(), reason: 'curious', explanation: 'x' })).status).toBe(400)
    const accessId = newId('access')
    const first = await send({ accessId, reason: 'emergency', explanation: 'unwell' })
    expect(await send({ accessId, reason: 'emergency', explanation: 'unwell' })).toMatchObject({ text: first.text })
    expect((await send({ accessId, reason: 'emergency', explanation: 'other' })).status).toBe(409)
    expect(await statusOf(colleague, patientId)).toBe(200)
    expect(await lastEntry()).toMatchObject({ relation: 'outside emergency', purpose: 'ETREAT' })
  })

  test('repeating what a colleague entered opens nothing', async () => {
    const therapist = await server().signIn()
    const body = {
      patientId: newId('patient'),
      details: { name: 'Same', birthDate: '1950-01-01', sex: 'male' },
    } as const
    await therapist.call('createPatient', { body })
    await therapist.call('createPatient', { body })
    const assistant = await server().signIn('assistant')
    const again = await assistant.send({ method: 'POST', url: '/api/patients', payload: body, headers: json })
    expect(again.status).toBe(409)
    expect(await statusOf(assistant, body.patientId)).toBe(403)
  })

  test('the list of patients holds the own ones; of others who is looked for, and nothing about their health', async () => {
    const therapist = await server().signIn()
    const patientId = await newPatient(therapist.call, 'Zonderling Test')
    const colleague = await server().signIn('colleague')
    const ids = (list: readonly { patientId: string }[] = []) => list.map((each) => each.patientId)
    const all = await colleague.call('listPatients', { query: {} })
    expect(ids(all.patients)).not.toContain(patientId)
    expect(ids(all.others)).not.toContain(patientId)
    expect(ids((await colleague.call('listPatients', { query: { search: 'z' } })).others)).toEqual([])
    const { others } = await colleague.call('listPatients', { query: { search: 'zond' } })
    expect(others).toEqual([{ patientId, name: 'Zonderling Test', ageYears: 40, sex: 'female', stopped: false }])
    expect(ids((await therapist.call('listPatients', { query: {} })).patients)).toContain(patientId)
    expect(ids((await (await server().signIn('manager')).call('listPatients', { query: {} })).patients)).toContain(
      patientId,
    )
  })

  test('a stopped treatment is shown to every colleague by name, so that somebody can help', async () => {
    const therapist = await server().signIn()
    const patientId = await newPatient(therapist.call, 'Stopped Test')
    const phone = await phoneOf(server(), therapist, patientId)
    const on = server().clock.today
    const report = {
      eventId: newId('harm'),
      on,
      symptoms: ['chest-pain'],
      severity: 'severe',
      description: 'pain',
    } as const
    await phone.call('reportAdverseEvent', { body: { report } })
    const colleague = await server().signIn('colleague')
    const { others = [] } = await colleague.call('listPatients', { query: {} })
    expect(others).toEqual([{ patientId, name: 'Stopped Test', ageYears: 40, sex: 'female', stopped: true }])
  })

  test('the manager reviews each access with a reason once, and may think otherwise later', async () => {
    const manager = await server().signIn('manager')
    const therapist = await server().signIn()
    const patientId = await newPatient(therapist.call, 'Review Test')
    const assistant = await server().signIn('assistant')
    const accessId = newId('access')
    await openOutside(assistant, patientId, accessId)
    await assistant.call('patient', { params: { patientId } })
    const subject = `outside:${accessId}`
    const itemOf = async () => (await manager.call('accessReview')).items.find((item) => item.subject === subject)
    expect(await itemOf()).toMatchObject({ rule: 'outside', ...reason, entries: 2, patientId, review: null })
    const review = (outcome: 'follow_up' | 'justified', note: string) =>
      manager.call('reviewAccess', { body: { reviewId: newId('review'), subject, outcome, note } })
    await review('follow_up', 'asked her')
    expect((await itemOf())?.review).toMatchObject({ outcome: 'follow_up', by: 'Name of manager', note: 'asked her' })
    expect(await lastEntry()).toMatchObject({ event: 'review.read' })
    await review('justified', '')
    expect((await itemOf())?.review).toMatchObject({ outcome: 'justified', at: server().clock.now().toISOString() })
    expect(await lastEntry()).toMatchObject({ event: 'review.read' })
    const unknown = { reviewId: newId(), subject: 'outside:none', outcome: 'justified', note: '' }
    const answer = await manager.send({ method: 'POST', url: '/api/access-review', payload: unknown, headers: json })
    expect(answer.status).toBe(400)
  })

  test('where all records are open, who looks without treating is listed; who treats is not, and joins by it', async () => {
    await choose('practice')
    const therapist = await server().signIn()
    const patientId = await newPatient(therapist.call, 'Open Test')
    const looking = await server().signIn('colleague')
    const treating = await server().signIn('assistant')
    await looking.call('patient', { params: { patientId } })
    expect(await lastEntry()).toMatchObject({ relation: 'practice' })
    await looking.call('patient', { params: { patientId } })
    await treating.call('patient', { params: { patientId } })
    await treating.call('stateRequests', { params: { patientId }, body: { eventId: newId(), requests: ['walk'] } })
    const { items, policy, rules } = await choose('team')
    expect(rules['read-only'].source.nl).toContain('zonder behandelrelatie')
    expect(policy).toMatchObject({ rule: 'team', by: 'Name of manager', explanation: 'we talked about it' })
    const found = items.filter((item) => item.patientId === patientId)
    expect(found).toMatchObject([{ rule: 'read-only', name: 'Name of colleague', entries: 2, review: null }])
    expect(await statusOf(treating, patientId)).toBe(200)
    expect(await lastEntry()).toMatchObject({ relation: 'team treated' })
    expect(await statusOf(looking, patientId)).toBe(403)
  })
})

test('who entered, planned or treated before there were teams is in the team', async () => {
  const now = () => new Date('2026-05-04T09:00:00.000Z')
  const log = { info: () => {}, fatal: () => {} }
  const store = await openDatabase({ memory: true, now, log, upTo: '0009-audit-fields' })
  const record = openRecord(store)
  const key = { practiceId: 'old', patientId: 'p' }
  await record.storePractice({ practiceId: 'old', name: 'Old' })
  await record.storePatientDetails({ ...key, versionId: 'p:created', details: {}, recordedBy: 'account:enters' })
  await record.storePatientDetails({ ...key, versionId: 'v2', details: { a: 1 }, recordedBy: 'account:corrects' })
  const stated = { kind: 'requests.stated', body: {}, occurredAt: now().toISOString() }
  for (const recordedBy of ['account:enters', 'account:treats', 'account:plans', 'patient:p']) {
    await record.appendEvent({ ...key, ...stated, eventId: recordedBy.replace(':', '-'), recordedBy })
  }
  const plan = { ...key, planId: 'plan', version: 1, body: {}, recordedBy: 'account:plans' } as const
  await record.storePlanVersion({ ...plan, status: 'confirmed' })
  await migrate(store.db as Kysely<unknown>)
  const { rows } = await sql`select account_id, how, change from care_team order by account_id`.execute(store.db)
  expect(rows).toEqual([
    { account_id: 'corrects', how: 'treated', change: 'join' },
    { account_id: 'enters', how: 'entered', change: 'join' },
    { account_id: 'plans', how: 'planned', change: 'join' },
    { account_id: 'treats', how: 'treated', change: 'join' },
  ])
  await store.close()
})
