import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startPostgres, type ThrowAwayPostgres } from '../../../../test-support/postgres.ts'
import {
  ConflictError,
  type EventStatement,
  MissingRecordError,
  openDatabase,
  openRecord,
  type Store,
  verifyStore,
} from './index.ts'

const silent = { info: () => {}, fatal: () => {} }
const fixedNow = () => new Date('2026-11-22T10:00:00.000Z')
const practiceId = 'practice'
const patientId = 'patient-a'

function statement(eventId: string, body: EventStatement['body'] = { pain: 3 }): EventStatement {
  const occurredAt = '2026-11-22T09:00:00.000Z'
  return { practiceId, eventId, patientId, kind: 'session.logged', body, occurredAt, recordedBy: 'therapist' }
}

let server: ThrowAwayPostgres
beforeAll(async () => {
  server = await startPostgres()
})
afterAll(() => server.stop())

const places = {
  memory: () => openDatabase({ memory: true, now: fixedNow, log: silent }),
  PostgreSQL: () => openDatabase({ url: server.url, allowUnsafeServer: true, now: fixedNow, log: silent }),
}

describe.each(Object.entries(places))('the record in %s', (_, open) => {
  let store: Store
  let record: ReturnType<typeof openRecord>
  beforeAll(async () => {
    store = await open()
    record = openRecord(store)
    await record.storePractice({ practiceId, name: 'Practice' })
    await record.storePatientDetails({ ...versionOf('v1', 'Fictional One'), recordedBy: 'therapist' })
    await record.storeKnowledgeVersion({ knowledgeVersion: 'k1', body: { rules: [] } })
  })
  afterAll(() => store.close())

  const versionOf = (versionId: string, name: string) => ({ practiceId, patientId, versionId, details: { name } })

  test('answers a repeated statement as it did the first time, and keeps it once', async () => {
    const first = await record.appendEvent(statement('e-repeat', { b: 1, a: [true, null] }))
    const repeated = await record.appendEvent(statement('e-repeat', { a: [true, null], b: 1 }))
    expect(repeated).toEqual(first)
    const found = (await record.eventsOf(practiceId, patientId)).filter(({ eventId }) => eventId === 'e-repeat')
    expect(found).toEqual([first])
    expect(first.recordedAt).toBe('2026-11-22T10:00:00.000Z')
    expect(first.sequence).toMatch(/^\d+$/)
  })

  test('refuses the same id with another body, kind or moment', async () => {
    await record.appendEvent(statement('e-conflict'))
    await expect(record.appendEvent(statement('e-conflict', { pain: 4 }))).rejects.toThrow(ConflictError)
    await expect(record.appendEvent({ ...statement('e-conflict'), kind: 'fact.stated' })).rejects.toThrow(ConflictError)
    const later = { ...statement('e-conflict'), occurredAt: '2026-11-22T09:00:00.001Z' }
    await expect(record.appendEvent(later)).rejects.toThrow(ConflictError)
  })

  test('adds a group of statements wholly or not at all', async () => {
    await record.appendEvent(statement('e-there'))
    const group = [statement('e-new'), statement('e-there', { pain: 9 })]
    await expect(record.appendEvents(group)).rejects.toThrow('e-there')
    expect(await record.eventById(practiceId, 'e-new')).toBeUndefined()
    const answers = await record.appendEvents([statement('e-new'), statement('e-there')])
    expect(answers.map(({ eventId }) => eventId)).toEqual(['e-new', 'e-there'])
  })

  test('gives one effect to the same statement sent many times at once', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => record.appendEvent(statement('e-parallel'))))
    expect(new Set(answers.map(({ sequence }) => sequence)).size).toBe(1)
  })

  test('refuses a statement about a patient it does not know', async () => {
    await expect(record.appendEvent({ ...statement('e-stranger'), patientId: 'nobody' })).rejects.toThrow(/foreign key/)
  })

  test('refuses text that a query could not open, and takes a whole emoji and an escaped backslash', async () => {
    await expect(record.appendEvent(statement('e-nul', 'a\u0000b'))).rejects.toThrow(RangeError)
    await expect(record.appendEvent(statement('e-half', '\ud83d'))).rejects.toThrow(RangeError)
    const kept = await record.appendEvent(statement('e-text', 'pijn 😀 \\u0000 "é"'))
    expect(kept.body).toBe('pijn 😀 \\u0000 "é"')
  })

  test('keeps a decision byte for byte', async () => {
    const result = { dose: 0.1 + 0.2, ï: 'é', list: [1e21, -0, 5e-324] }
    const decision = {
      practiceId,
      decisionId: 'd1',
      patientId,
      kind: 'assess',
      input: { z: 1, a: 2 },
      knowledgeVersion: 'k1',
      result,
      madeBy: 'therapist',
    }
    const stored = await record.storeDecision(decision)
    expect(await record.storeDecision(decision)).toEqual(stored)
    expect(await record.decisionById(practiceId, 'd1')).toEqual(stored)
    expect(stored.inputText).toBe('{"a":2,"z":1}')
    expect(stored.resultText).toBe('{"dose":0.30000000000000004,"list":[1e+21,0,5e-324],"ï":"é"}')
    await expect(record.storeDecision({ ...decision, result: {} })).rejects.toThrow(ConflictError)
    await expect(record.storeDecision({ ...decision, decisionId: 'd2', knowledgeVersion: 'unknown' })).rejects.toThrow(
      /foreign key/,
    )
  })

  test('refuses the same knowledge version with other content', async () => {
    await record.storeKnowledgeVersion({ knowledgeVersion: 'k1', body: { rules: [] } })
    await expect(record.storeKnowledgeVersion({ knowledgeVersion: 'k1', body: { rules: [1] } })).rejects.toThrow(
      ConflictError,
    )
    expect(await record.knowledgeByVersion('k1')).toEqual({ rules: [] })
  })

  test('confirms the plan that was shown and no other, once', async () => {
    const draft = { practiceId, planId: 'plan', version: 1, patientId, body: { minutes: 20 }, recordedBy: 'therapist' }
    const shown = await record.storePlanVersion({ ...draft, status: 'draft' })
    const confirmation = { practiceId, planId: 'plan', bodyHash: shown.bodyHash, confirmedBy: 'physio' }
    await expect(record.confirmPlan({ ...confirmation, bodyHash: 'other' })).rejects.toThrow(ConflictError)
    const confirmed = await record.confirmPlan(confirmation)
    expect(confirmed).toMatchObject({
      version: 2,
      status: 'confirmed',
      confirmedBy: 'physio',
      bodyText: shown.bodyText,
    })
    expect(await record.confirmPlan(confirmation)).toEqual(confirmed)
    expect(await record.latestPlanVersion(practiceId, 'plan', 'draft')).toEqual(shown)
  })

  test('keeps the versions of a plan without gaps', async () => {
    const plan = { practiceId, planId: 'gaps', patientId, body: {}, status: 'draft', recordedBy: 'therapist' } as const
    await expect(record.storePlanVersion({ ...plan, version: 2 })).rejects.toThrow(MissingRecordError)
    const stored = await record.storePlanVersion({ ...plan, version: 1 })
    expect(await record.storePlanVersion({ ...plan, version: 1 })).toEqual(stored)
    await expect(record.storePlanVersion({ ...plan, version: 1, body: { minutes: 5 } })).rejects.toThrow(ConflictError)
  })

  test('keeps every version of the details of a patient and shows the latest', async () => {
    await record.storePatientDetails({ ...versionOf('v2', 'Fictional Two'), recordedBy: 'therapist' })
    await record.storePatientDetails({ ...versionOf('v1', 'Fictional One'), recordedBy: 'therapist' })
    expect((await record.patientDetails(practiceId, patientId))?.details).toEqual({ name: 'Fictional Two' })
    expect((await record.patientsOf(practiceId)).map(({ details }) => details)).toEqual([{ name: 'Fictional Two' }])
    const changed = { ...versionOf('v1', 'Somebody else'), recordedBy: 'therapist' }
    await expect(record.storePatientDetails(changed)).rejects.toThrow(ConflictError)
  })

  test('refuses to change or remove what was recorded', async () => {
    await record.appendEvent(statement('e-fixed'))
    const remove = store.write((transaction) => transaction.deleteFrom('event').execute())
    await expect(remove).rejects.toThrow('never changed or removed')
    const change = store.write((transaction) =>
      transaction
        .updateTable('plan_version')
        .set({ body: '{}' } as never)
        .execute(),
    )
    await expect(change).rejects.toThrow('never changed or removed')
  })

  test('takes back the whole transaction when a part fails', async () => {
    const failing = store.write(async (transaction) => {
      await transaction.insertInto('patient').values(keyOf('half')).execute()
      throw new Error('stop here')
    })
    await expect(failing).rejects.toThrow('stop here')
    const found = await store.db.selectFrom('patient').selectAll().where('patient_id', '=', 'half').execute()
    expect(found).toEqual([])
  })

  const keyOf = (patient: string) => ({ practice_id: practiceId, patient_id: patient, created_at: fixedNow() })

  test('finds every hash in order', async () => {
    const verification = await verifyStore(store.db)
    expect(verification.problems).toEqual([])
    expect(verification.events).toBeGreaterThan(5)
    expect(verification).toMatchObject({ decisions: 1, planVersions: 3, knowledgeVersions: 1 })
  })
})

test('brings an existing schema up to date without touching what it holds', async () => {
  const first = await places.PostgreSQL()
  await openRecord(first).storePractice({ practiceId: 'kept', name: 'Kept' })
  await first.close()
  const [second, third] = await Promise.all([places.PostgreSQL(), places.PostgreSQL()])
  const rows = await second.db.selectFrom('practice').select('name').where('practice_id', '=', 'kept').execute()
  expect(rows).toEqual([{ name: 'Kept' }])
  await Promise.all([second.close(), third.close()])
})

test('refuses a PostgreSQL server that may lose acknowledged writes', async () => {
  const opened = openDatabase({ url: server.url, now: fixedNow, log: silent })
  await expect(opened).rejects.toThrow('fsync is off')
})

test('names the item of the record whose content was changed behind its back', async () => {
  const store = await places.memory()
  const record = openRecord(store)
  await record.storePractice({ practiceId, name: 'Practice' })
  await record.storePatientDetails({ practiceId, patientId, versionId: 'v1', details: {}, recordedBy: 'therapist' })
  await record.appendEvent(statement('e-tampered'))
  await record.appendEvent(statement('e-sound'))
  await sql`update event set body = '{"pain":0}' where event_id = 'e-tampered'`.execute(store.db)
  expect((await verifyStore(store.db)).problems).toEqual([
    { table: 'event', id: 'e-tampered', problem: 'content does not fit its hash' },
  ])
  await store.close()
})
