import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { startPostgres } from '../../../../test-support/postgres.ts'
import { Authenticator, type Lies } from '../../test-support/authenticator.ts'
import { onBothDatabases } from '../../test-support/places.ts'
import { knowledge, testPassword, type Visitor } from '../../test-support/test-server.ts'
import { auditEntries } from '../audit/audit-entry.ts'

const origin = 'http://localhost'
const json = { 'content-type': 'application/json' }

onBothDatabases('a passkey', startPostgres, (server) => {
  const add = async (owner: Visitor, device: Authenticator, name = 'Laptop') => {
    const { options } = await owner.call('beginPasskey', { body: { current: testPassword } })
    return owner.call('addPasskey', { body: { name, answer: device.create(options) } })
  }
  const ask = async (visitor: Visitor) => (await visitor.call('beginPasskeySignIn', { body: {} })).options
  const enter = async (visitor: Visitor, answer: object) =>
    (await visitor.send({ method: 'POST', url: '/api/session/passkey', payload: { answer }, headers: json })).status
  const open = async (device: Authenticator, lies: Lies = {}) => {
    const visitor = server().visitor()
    return [await enter(visitor, device.get(await ask(visitor), lies)), visitor] as const
  }
  const lastEntry = async () => (await auditEntries(server().database.db, 'first', { limit: 1 }))[0]

  test('opens a session by itself, is listed with when it was used, and is removed', async () => {
    const owner = await server().signIn('therapist')
    const device = new Authenticator(origin)
    const { passkeys } = await add(owner, device)
    expect(passkeys).toMatchObject([{ name: 'Laptop', lastUsedAt: null }])
    expect(await lastEntry()).toMatchObject({ event: 'passkey.add', actor: { id: 'account:therapist-id' } })
    const [status, visitor] = await open(device)
    expect(status).toBe(200)
    expect(await lastEntry()).toMatchObject({ event: 'session.open', outcome: 0, detail: 'passkey' })
    expect(await visitor.call('whoAmI')).toMatchObject({ login: 'therapist' })
    const [passkey] = (await owner.call('passkeys')).passkeys
    expect(passkey?.lastUsedAt).toBe(server().clock.now().toISOString())
    const left = await owner.call('removePasskey', { body: { passkeyId: passkey?.passkeyId ?? '' } })
    expect(left).toEqual({ passkeys: [] })
    expect((await open(device))[0]).toBe(401)
    expect(await visitor.call('whoAmI')).toMatchObject({ login: 'therapist' })
  })

  test('needs the password before it is added, and the answer to the own question, once', async () => {
    const [owner, colleague] = [await server().signIn('therapist'), await server().signIn('colleague')]
    const device = new Authenticator(origin)
    const wrong = { method: 'POST', url: '/api/passkeys/challenge', payload: { current: 'a guess' }, headers: json }
    expect((await owner.send(wrong)).status).toBe(400)
    const { options } = await owner.call('beginPasskey', { body: { current: testPassword } })
    const answer = device.create(options)
    const adding = (visitor: Visitor) =>
      visitor.send({ method: 'POST', url: '/api/passkeys', payload: { name: 'X', answer }, headers: json })
    expect((await adding(colleague)).status).toBe(400)
    expect((await adding(owner)).status).toBe(200)
    expect((await adding(owner)).status).toBe(400)
  })

  test.each<[string, Lies]>([
    ['for another page', { origin: 'https://evil.example' }],
    ['for the same host on another port', { origin: 'http://localhost:8081' }],
    ['for another host', { relyingParty: 'evil.example' }],
    ['without a look at who holds the device', { isUnverified: true }],
    ['to a question that nobody asked', { challenge: Buffer.from('invented').toString('base64url') }],
    ['in the name of somebody else', { userHandle: Buffer.from('somebody').toString('base64url') }],
  ])('opens nothing %s', async (_, lies) => {
    const owner = await server().signIn('therapist')
    const device = new Authenticator(origin)
    const { options } = await owner.call('beginPasskey', { body: { current: testPassword } })
    if (lies.userHandle === undefined && lies.challenge === undefined) {
      const answer = device.create(options, lies)
      const refused = await owner.send({
        method: 'POST',
        url: '/api/passkeys',
        payload: { name: 'Lies', answer },
        headers: json,
      })
      expect(refused.status).toBe(400)
    }
    await add(owner, device)
    expect((await open(device, lies))[0]).toBe(401)
    expect((await open(device))[0]).toBe(200)
  })

  test('answers a question once, within five minutes, at any of several servers', async () => {
    const owner = await server().signIn('therapist')
    const device = new Authenticator(origin)
    await add(owner, device)
    const visitor = server().visitor()
    const second = await server().under(knowledge)
    const answer = device.get(await ask(visitor))
    expect(await enter(second.visitor(), answer)).toBe(200)
    expect(await enter(visitor, answer)).toBe(401)
    await second.close()
    for (const [minutes, status] of [
      [4, 200],
      [5, 401],
      [6, 401],
    ] as const) {
      const options = await ask(visitor)
      server().clock.goMinutes(minutes)
      expect([minutes, await enter(server().visitor(), device.get(options))]).toEqual([minutes, status])
    }
  })

  test('of a copy of the device that is behind opens nothing', async () => {
    const owner = await server().signIn('therapist')
    const device = new Authenticator(origin)
    await add(owner, device)
    device.setCounter(10)
    expect((await open(device))[0]).toBe(200)
    device.setCounter(10)
    expect((await open(device))[0]).toBe(401)
    device.setCounter(9)
    expect((await open(device))[0]).toBe(401)
    device.setCounter(11)
    expect((await open(device))[0]).toBe(200)
  })

  test('of an account that ended opens nothing, and of an account of another practice opens that one', async () => {
    const device = new Authenticator(origin)
    await add(await server().signIn('manager'), device)
    expect((await open(device))[0]).toBe(200)
    const { db } = server().database
    const end = (at: string) => sql`update account set ended_at = ${sql.raw(at)} where login = 'manager'`.execute(db)
    await end('now()')
    expect((await open(device))[0]).toBe(401)
    await end('null')
    const elsewhere = new Authenticator(origin)
    await add(await server().signIn('stranger'), elsewhere)
    const [status, visitor] = await open(elsewhere)
    expect(status).toBe(200)
    expect((await visitor.call('whoAmI')).login).toBe('stranger')
  })

  test('of a colleague is not seen, not removed, and guesses are counted', async () => {
    const [owner, colleague] = [await server().signIn('therapist'), await server().signIn('colleague')]
    const device = new Authenticator(origin)
    const { passkeys } = await add(owner, device, 'Own')
    const own = passkeys.find(({ name }) => name === 'Own')?.passkeyId ?? ''
    expect((await colleague.call('passkeys')).passkeys.map(({ passkeyId }) => passkeyId)).not.toContain(own)
    await colleague.call('removePasskey', { body: { passkeyId: own } })
    expect((await open(device))[0]).toBe(200)
    server().clock.goMinutes(15)
    const statuses: number[] = []
    for (let guess = 0; guess < 51; guess += 1)
      statuses.push(await enter(server().visitor(), { id: 'x', response: {} }))
    expect([statuses[49], statuses[50]]).toEqual([401, 429])
    server().clock.goMinutes(15)
  })
})
