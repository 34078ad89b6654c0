import { type RouteName, routePaths } from '@dosis/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { logOf, newId, newPatient, phoneOf, runningPatient } from '../../test-support/patients.ts'
import { openTestServer, type TestServer, type Visitor } from '../../test-support/test-server.ts'
import { validBody } from '../../test-support/valid-bodies.ts'

let server: TestServer
let therapist: Visitor
let stranger: Visitor
let manager: Visitor
let phone: Visitor
let patientId: string
let otherId: string
let decisionId: string
beforeAll(async () => {
  server = await openTestServer()
  therapist = await server.signIn()
  stranger = await server.signIn('stranger')
  manager = await server.signIn('manager')
  const running = await runningPatient(therapist.call, server.clock.today, 'Secret-Name Test')
  patientId = running.patientId
  decisionId = running.record.decisions[0]?.decisionId ?? ''
  otherId = await newPatient(therapist.call, 'Other Test')
  phone = await phoneOf(server, therapist, otherId)
})
afterAll(() => server.close())

const routeNames = Object.keys(routePaths) as RouteName[]
const professional = routeNames.filter((name) => routePaths[name].caller === 'professional')
const ofPhone = routeNames.filter((name) => routePaths[name].caller === 'patient')

function send(visitor: Visitor, name: RouteName, payload: object = {}) {
  const { method, path } = routePaths[name]
  return visitor.send({
    method,
    url: path.replace(':patientId', patientId).replace(':decisionId', decisionId).replace(':language', 'nl'),
    ...(method === 'POST' ? { payload, headers: { 'content-type': 'application/json' } } : {}),
  })
}

const bodyOf = (name: RouteName): object => validBody(name, { token: '', on: server.clock.today })

async function record(): Promise<string> {
  const { text } = await therapist.send({ method: 'GET', url: `/api/patients/${patientId}` })
  return text
}

test.each(professional)('%s is closed to who is not signed in, and to a phone', async (name) => {
  const before = await record()
  for (const visitor of [server.visitor(), phone]) {
    const answer = await send(visitor, name, bodyOf(name))
    expect(answer.status).toBe(401)
    expect(answer.text).not.toContain('Secret-Name')
  }
  expect(await record()).toBe(before)
})

test.each(ofPhone)('%s is closed to who is not signed in, and to a professional', async (name) => {
  for (const visitor of [server.visitor(), therapist]) expect((await send(visitor, name)).status).toBe(401)
})

const aboutOne = professional.filter((name) => /:(patientId|decisionId)/.test(routePaths[name].path))

test.each(aboutOne)('%s answers a professional of another practice as if the patient does not exist', async (name) => {
  const before = await record()
  const answer = await send(stranger, name, bodyOf(name))
  expect(answer.status).toBe(404)
  expect(answer.text).not.toContain('Secret-Name')
  expect(await record()).toBe(before)
})

test('lists only the patients of the own practice', async () => {
  expect((await stranger.call('listPatients')).patients).toEqual([])
  const own = (await therapist.call('listPatients')).patients.map((row) => row.patientId)
  expect(own).toContain(patientId)
  expect(own).toContain(otherId)
})

test('keeps an id of one practice free for another', async () => {
  await stranger.call('createPatient', {
    body: { patientId, details: { name: 'Namesake Test', birthDate: '1990-01-01', sex: 'male' } },
  })
  expect((await stranger.call('patient', { params: { patientId } })).details.name).toBe('Namesake Test')
  expect((await therapist.call('patient', { params: { patientId } })).details.name).toBe('Secret-Name Test')
})

test('tells somebody whose role may not who may, before the body is read', async () => {
  const answer = await manager.send({
    method: 'POST',
    url: `/api/patients/${patientId}/facts`,
    payload: '{"not": JSON',
    headers: { 'content-type': 'application/json' },
  })
  expect(answer.status).toBe(403)
  expect(JSON.parse(answer.text)).toMatchObject({
    title: 'Your account may not do this',
    problems: [{ message: expect.stringContaining('the role therapist or physician or assistant') }],
  })
})

test('shows a phone its own patient, and counts no session for the plan of another', async () => {
  const own = await phoneOf(server, therapist, patientId)
  const today = await own.call('today')
  expect(today.patientId).toBe(patientId)
  expect((await phone.call('today')).patientId).toBe(otherId)

  const log = logOf(today, server.clock.today)
  const before = await record()
  await phone.call('sendLogs', { body: { logs: [log] } })
  expect(await record()).toBe(before)
  const other = await therapist.call('patient', { params: { patientId: otherId } })
  expect(other.logs).toEqual([])
  expect(other.logsSetAside).toMatchObject([{ because: 'plan', log: { sessionId: log.sessionId } }])
  await own.call('sendLogs', { body: { logs: [log] } })
  expect((await own.call('today')).logs).toEqual([log])
})

test('forgets nothing between two windows of one browser: professional and phone are signed in apart', async () => {
  const both = await server.signIn()
  const { url } = await both.call('createPatientLink', { params: { patientId }, body: { linkId: newId('link') } })
  await both.call('openLink', { body: { token: url.split('/open/')[1] ?? '' } })
  await both.call('signOut')
  expect((await both.call('today')).patientId).toBe(patientId)
  expect((await both.send({ method: 'GET', url: '/api/patients' })).status).toBe(401)
})
