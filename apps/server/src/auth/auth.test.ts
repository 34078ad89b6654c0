import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newPatient, phoneOf, tokenOf } from '../../test-support/patients.ts'
import { hashPassword } from './password.ts'
import { openTestServer, type TestServer, testPassword, type Visitor } from '../../test-support/test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

function signInAs(visitor: Visitor, login: string, password: string) {
  return visitor.send({
    method: 'POST',
    url: '/api/session',
    headers: { 'content-type': 'application/json' },
    payload: { login, password },
  })
}

async function statusOf(visitor: Visitor): Promise<number> {
  return (await visitor.send({ method: 'GET', url: '/api/session' })).status
}

test('signs in with a cookie that no script reads and no other site sends, and out again on the server', async () => {
  const visitor = server.visitor()
  expect(await statusOf(visitor)).toBe(401)
  const answer = await signInAs(visitor, 'therapist', testPassword)
  const cookie = String(answer.headers['set-cookie'])
  expect(cookie).toMatch(/^dosis=[A-Za-z0-9_-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict,dosis-device=/)
  expect(await visitor.call('whoAmI')).toEqual({
    accountId: 'therapist-id',
    login: 'therapist',
    displayName: 'Name of therapist',
    role: 'therapist',
    practiceName: 'Practice first',
  })
  const stolen = { cookie: cookie.split(';')[0] ?? '' }
  await visitor.call('signOut')
  const after = await server.visitor().send({ method: 'GET', url: '/api/session', headers: stolen })
  expect(after.status).toBe(401)
})

test('stores only the hash of a token', async () => {
  const visitor = server.visitor()
  const answer = await signInAs(visitor, 'therapist', testPassword)
  const token = /dosis=([^;]+)/.exec(String(answer.headers['set-cookie']))?.[1] ?? ''
  const rows = await server.database.db.selectFrom('session').selectAll().execute()
  expect(token).toHaveLength(43)
  expect(JSON.stringify(rows)).not.toContain(token)
})

test('gives a new token at each sign-in and ends the one before it', async () => {
  const visitor = server.visitor()
  const first = String((await signInAs(visitor, 'therapist', testPassword)).headers['set-cookie'])
  const second = String((await signInAs(visitor, 'therapist', testPassword)).headers['set-cookie'])
  expect(second).not.toBe(first)
  const old = await server.visitor().send({
    method: 'GET',
    url: '/api/session',
    headers: { cookie: first.split(';')[0] ?? '' },
  })
  expect(old.status).toBe(401)
})

test('ends a session that is idle for half an hour, and prolongs one that is used', async () => {
  const visitor = await server.signIn()
  server.clock.goMinutes(29)
  expect(await statusOf(visitor)).toBe(200)
  server.clock.goMinutes(29)
  expect(await statusOf(visitor)).toBe(200)
  server.clock.goMinutes(30)
  expect(await statusOf(visitor)).toBe(401)
})

test('ends a session after twelve hours, however much it is used', async () => {
  const visitor = await server.signIn()
  for (let minutes = 20; minutes < 12 * 60; minutes += 20) {
    server.clock.goMinutes(20)
    expect([minutes, await statusOf(visitor)]).toEqual([minutes, 200])
  }
  server.clock.goMinutes(20)
  expect(await statusOf(visitor)).toBe(401)
})

test('answers the same to an unknown login and to a wrong password', async () => {
  const unknown = await signInAs(server.visitor(), 'nobody', testPassword)
  const wrong = await signInAs(server.visitor(), 'colleague', 'a guess')
  expect(unknown.status).toBe(401)
  expect(unknown.text).toBe(wrong.text)
})

test('refuses guesses after ten in a quarter of an hour, also many at once, and says when to try again', async () => {
  server.clock.goMinutes(60)
  const answers = await Promise.all(
    Array.from({ length: 30 }, () => signInAs(server.visitor(), 'colleague', 'a guess')),
  )
  const statuses = answers.map(({ status }) => status)
  expect(statuses.filter((status) => status === 401)).toHaveLength(10)
  expect(statuses.filter((status) => status === 429)).toHaveLength(20)
  expect(Number(answers.at(-1)?.headers['retry-after'])).toBeGreaterThan(0)
  expect((await signInAs(server.visitor(), 'colleague', testPassword)).status).toBe(429)
  expect((await signInAs(server.visitor(), 'therapist', testPassword)).status).toBe(200)
  server.clock.goMinutes(15)
  expect((await signInAs(server.visitor(), 'colleague', testPassword)).status).toBe(200)
})

test('never opens a practice of its own with a password of the demo practice', async () => {
  await server.database.write(async (transaction) =>
    transaction
      .insertInto('account')
      .values({
        practice_id: 'first',
        account_id: 'careless-id',
        login: 'careless',
        display_name: 'Careless',
        role: 'therapist',
        password_hash: await hashPassword('demo-therapeut'),
        created_at: server.clock.now(),
      })
      .execute(),
  )
  expect((await signInAs(server.visitor(), 'careless', 'demo-therapeut')).status).toBe(401)
})

describe('the link of a patient', () => {
  test('opens the phone of that patient, with a token of its own', async () => {
    const therapist = await server.signIn()
    const patientId = await newPatient(therapist.call)
    const { url, expiresAt } = await therapist.call('createPatientLink', {
      params: { patientId },
      body: { linkId: 'l1' },
    })
    expect(url).toMatch(/^http:\/\/localhost\/p\/#\/open\/[A-Za-z0-9_-]{43}$/)
    expect(Date.parse(expiresAt)).toBeGreaterThan(server.clock.now().getTime())
    const phone = server.visitor()
    expect(await phone.call('openLink', { body: { token: tokenOf(url) } })).toMatchObject({ patientId, plan: null })
    expect(await phone.call('today')).toMatchObject({ patientId, firstName: 'Tessa', practiceName: 'Practice first' })
    const rows = await server.database.db.selectFrom('patient_link').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(tokenOf(url))

    const asCookie = { cookie: `dosis-phone=${tokenOf(url)}` }
    expect((await server.visitor().send({ method: 'GET', url: '/api/phone/today', headers: asCookie })).status).toBe(
      401,
    )
  })

  test('is replaced when it is asked for again under its id, and another one leaves it valid', async () => {
    const therapist = await server.signIn()
    const patientId = await newPatient(therapist.call)
    const ask = async (linkId: string) =>
      tokenOf((await therapist.call('createPatientLink', { params: { patientId }, body: { linkId } })).url)
    const opens = async (token: string): Promise<boolean> =>
      (
        await server.visitor().send({
          method: 'POST',
          url: '/api/phone/session',
          headers: { 'content-type': 'application/json' },
          payload: { token },
        })
      ).status === 200
    const first = await ask('same')
    const other = await ask('other')
    const again = await ask('same')
    expect([await opens(first), await opens(other), await opens(again)]).toEqual([false, true, true])
    server.clock.goDays(14)
    expect([await opens(other), await opens(again)]).toEqual([false, false])
  })

  test('gives a phone that stays signed in for half a year', async () => {
    const therapist = await server.signIn()
    const phone = await phoneOf(server, therapist, await newPatient(therapist.call))
    server.clock.goDays(181)
    expect((await phone.send({ method: 'GET', url: '/api/phone/today' })).status).toBe(200)
    server.clock.goDays(1)
    expect((await phone.send({ method: 'GET', url: '/api/phone/today' })).status).toBe(401)
  })

  test('and every phone that opened one are ended by revoking, also when it is sent again, and nobody else', async () => {
    const therapist = await server.signIn()
    const patientId = await newPatient(therapist.call)
    const params = { patientId }
    const other = await phoneOf(server, therapist, await newPatient(therapist.call))
    const phones = [await phoneOf(server, therapist, patientId), await phoneOf(server, therapist, patientId)]
    const { url } = await therapist.call('createPatientLink', { params, body: { linkId: 'unopened' } })
    const isIn = async (phone: Visitor) => (await phone.send({ method: 'GET', url: '/api/phone/today' })).status === 200
    expect(await Promise.all(phones.map(isIn))).toEqual([true, true])

    const body = { eventId: 'lost-phone' }
    const { revokedAt } = await therapist.call('revokePatientLinks', { params, body })
    expect(await Promise.all(phones.map(isIn))).toEqual([false, false])
    await expect(server.visitor().call('openLink', { body: { token: tokenOf(url) } })).rejects.toMatchObject({
      details: { status: 401 },
    })
    expect(await isIn(other)).toBe(true)

    const again = await phoneOf(server, therapist, patientId)
    server.clock.goMinutes(1)
    expect(await therapist.call('revokePatientLinks', { params, body })).toEqual({ revokedAt })
    expect(await isIn(again)).toBe(true)
  })

  test('cannot be guessed', async () => {
    for (const token of ['x', 'A'.repeat(43), '../../etc/passwd']) {
      const answer = await server.visitor().send({
        method: 'POST',
        url: '/api/phone/session',
        headers: { 'content-type': 'application/json' },
        payload: { token },
      })
      expect(answer.status).toBe(401)
    }
  })
})

test('behind https the cookie is bound to this host and never sent in the clear', async () => {
  const secure = await openTestServer({ memory: true }, { isHttps: true })
  const answer = await signInAs(secure.visitor(), 'therapist', testPassword)
  expect(String(answer.headers['set-cookie'])).toMatch(
    /^__Host-dosis=[A-Za-z0-9_-]{43}; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Strict,__Host-dosis-device=[A-Za-z0-9_-]{43}; Max-Age=15724800; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
  )
  expect(answer.headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains')
  await secure.close()
})
