import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyStore } from '../db/index.ts'
import { createServer } from '../server.ts'
import { newId, runningPatient } from '../../test-support/patients.ts'
import { knowledge, openTestServer, type TestServer } from '../../test-support/test-server.ts'
import { pino } from 'pino'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

test('says so when a stored result is not what the input gives', async () => {
  const therapist = await server.signIn()
  const { record } = await runningPatient(therapist.call, server.clock.today)
  const { decisionId = '' } = record.decisions[0] ?? {}
  // Somebody who changes the database itself, past the server.
  await sql`update decision set result = replace(result, '"eenvoudig"', '"complex"') where decision_id = ${decisionId}`.execute(
    server.database.db,
  )
  const replayed = await therapist.call('replay', { params: { decisionId } })
  expect(replayed).toMatchObject({ identical: false })
  expect((await verifyStore(server.database.db)).problems).toMatchObject([{ table: 'decision', id: decisionId }])
})

test('knows no decision of another practice', async () => {
  const therapist = await server.signIn()
  const stranger = await server.signIn('stranger')
  const { record } = await runningPatient(therapist.call, server.clock.today)
  const { decisionId = '' } = record.decisions[0] ?? {}
  await expect(stranger.call('replay', { params: { decisionId } })).rejects.toMatchObject({ details: { status: 404 } })
})

test('keeps a stored assessment as it was when it is sent again after the facts changed', async () => {
  const therapist = await server.signIn()
  const { patientId, record } = await runningPatient(therapist.call, server.clock.today)
  const params = { patientId }
  const decisionId = record.decisions.find(({ kind }) => kind === 'assess')?.decisionId ?? ''
  await therapist.call('stateFacts', {
    params,
    body: { statements: [{ eventId: newId(), fact: 'frail', stated: { state: 'known', value: true } }] },
  })
  const again = await therapist.call('storeAssessment', { params, body: { decisionId } })
  expect(again.decisions).toEqual(record.decisions)
})

test('proves a decision identical years later, under other knowledge', async () => {
  const therapist = await server.signIn()
  const { record } = await runningPatient(therapist.call, server.clock.today)
  server.clock.goDays(4000)
  const newer = { ...knowledge, version: 'f'.repeat(64), forms: {}, decisions: knowledge.decisions }
  const log = pino({ level: 'silent' })
  const later = await createServer({ database: server.database, knowledge: newer, log, practicePhone: '' })
  const signedIn = await later.inject({
    method: 'POST',
    url: '/api/session',
    headers: { host: 'localhost', origin: 'http://localhost', 'content-type': 'application/json' },
    payload: { login: 'therapist', password: 'not a secret, only a test' },
  })
  const cookie = `dosis=${signedIn.cookies[0]?.value}`
  for (const { decisionId } of record.decisions) {
    const answer = await later.inject({ url: `/api/decisions/${decisionId}/replay`, headers: { cookie } })
    expect(answer.json()).toMatchObject({ identical: true, knowledgeVersion: knowledge.version })
  }
  await later.close()
})
