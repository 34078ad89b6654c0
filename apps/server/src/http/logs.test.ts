import { expect, test } from 'vitest'
import { logOf, newId, phoneOf, runningPatient, tellFacts } from '../../test-support/patients.ts'
import { openTestServer, testPassword } from '../../test-support/test-server.ts'

test('logs no name, no birth date, no answer, no text, no password and no token, whatever goes wrong', async () => {
  const server = await openTestServer()
  const { logged, clock, visitor } = server
  const therapist = await server.signIn()
  const { patientId } = await runningPatient(therapist.call, clock.today, 'Canary-Name Test')
  const params = { patientId }
  await tellFacts(therapist.call, patientId, {
    'screening-reason': { state: 'known', value: 'canary reason' },
    't-score': { state: 'known', value: -2.345 },
  })
  await therapist.call('stateRequests', { params, body: { eventId: newId(), requests: ['canary request'] } })
  await therapist.call('listPatients', { query: { search: 'Canary-Search' } })
  const phone = await phoneOf(server, therapist, patientId)
  const today = await phone.call('today')
  await phone.call('sendLogs', { body: { logs: [logOf(today, clock.today, { note: 'canary note' })] } })
  const report = {
    eventId: newId(),
    on: clock.today,
    symptoms: ['chest-pain'],
    severity: 'severe',
    description: 'canary harm',
  } as const
  await phone.call('reportAdverseEvent', { body: { report } })
  const post = { method: 'POST', headers: { 'content-type': 'application/json' } }
  await visitor().send({
    ...post,
    url: '/api/session',
    payload: { login: 'canary-login', password: 'canary-password' },
  })
  await therapist.send({ ...post, url: '/api/patients', payload: '{"name": "canary malformed' })
  await therapist.send({ ...post, url: '/api/patients', payload: { canaryKey: 'canary value' } })
  await therapist.send({ method: 'GET', url: '/api/patients/canary-address?canary=query' })

  // The database breaks down in the middle: an error whose message nobody has read.
  const { db } = server.database
  await db.schema.alterTable('patient_details').renameTo('patient_details_gone').execute()
  const broken = await therapist.send({ method: 'GET', url: `/api/patients/${patientId}` })
  expect(broken.status).toBe(500)
  expect(broken.text).not.toMatch(/select|patient_details|node_modules|\.ts/)
  await server.close()

  // The moment of a line is a long number, in which any year may stand by chance.
  const text = logged.join('').replaceAll(/"time":\d+/g, '"time":0')
  expect(text).toContain('"route":"/api/patients/:patientId"')
  expect(text).toContain('"msg":"request failed"')
  expect(text).not.toMatch(/canary/i)
  expect(text).not.toContain('2.345')
  expect(text).not.toContain('1986')
  expect(text).not.toContain('chest-pain')
  expect(text).not.toContain(patientId)
  expect(text).not.toContain(testPassword)
  expect(text).not.toMatch(/[A-Za-z0-9_-]{43}/)
})
