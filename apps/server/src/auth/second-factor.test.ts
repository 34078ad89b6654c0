import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { startPostgres } from '../../../../test-support/postgres.ts'
import { onBothDatabases } from '../../test-support/places.ts'
import { openTestServer, testPassword, type TestServer } from '../../test-support/test-server.ts'
import { codeAt, stepOf, toBase32 } from './totp.ts'

const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
function fromBase32(text: string): Buffer {
  const bits = [...text].map((sign) => signs.indexOf(sign).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}

const tryAt = (server: TestServer, login: string, code?: string) =>
  server.visitor().send({
    method: 'POST',
    url: '/api/session',
    headers: { 'content-type': 'application/json' },
    payload: { login, password: testPassword, ...(code === undefined ? {} : { code }) },
  })

/** Somebody whose phone makes codes. */
async function withPhone(server: TestServer, login: string) {
  const visitor = await server.signIn(login)
  const { secret, uri } = await visitor.call('beginSecondFactor', { body: { current: testPassword } })
  const code = (stepsAway = 0) => codeAt(fromBase32(secret), stepOf(server.clock.now()) + stepsAway)
  const { recoveryCodes } = await visitor.call('confirmSecondFactor', { body: { code: code() } })
  server.clock.goMinutes(1)
  return { visitor, secret, uri, code, recoveryCodes }
}

onBothDatabases('the second factor', startPostgres, (server) => {
  test('is asked for at sign-in once it was confirmed with a code, and each code counts once', async () => {
    const { code, uri } = await withPhone(server(), 'therapist')
    expect(uri).toMatch(/^otpauth:\/\/totp\/Dosis%20Practice%20first:therapist\?secret=[A-Z2-7]{32}&issuer=/)
    const without = await tryAt(server(), 'therapist')
    expect([without.status, without.text]).toEqual([401, expect.stringContaining('"path":"code"')])
    const now = code()
    expect((await tryAt(server(), 'therapist', now)).status).toBe(200)
    expect((await tryAt(server(), 'therapist', now)).status).toBe(401)
    expect((await tryAt(server(), 'therapist', code(-1))).status).toBe(401)
    expect((await tryAt(server(), 'therapist', code(1))).status).toBe(200)
    expect((await tryAt(server(), 'colleague')).status).toBe(200)
  })

  test('lets one in of many who come with the same code at the same time', async () => {
    const { code } = await withPhone(server(), 'colleague')
    const now = code()
    const answers = await Promise.all(Array.from({ length: 8 }, () => tryAt(server(), 'colleague', now)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  test('is replaced by a code on paper, once, and shows how many are left', async () => {
    const { visitor, recoveryCodes } = await withPhone(server(), 'assistant')
    expect(new Set(recoveryCodes).size).toBe(10)
    const [first = ''] = recoveryCodes
    expect((await tryAt(server(), 'assistant', ` ${first.toUpperCase()} `)).status).toBe(200)
    expect((await tryAt(server(), 'assistant', first)).status).toBe(401)
    expect(await visitor.call('secondFactor')).toEqual({ isOn: true, recoveryCodesLeft: 9 })
    const rows = await server().database.db.selectFrom('recovery_code').selectAll().execute()
    for (const code of recoveryCodes) expect(JSON.stringify(rows)).not.toContain(code)
  })

  test('counts wrong codes among wrong passwords', async () => {
    const { code } = await withPhone(server(), 'manager')
    server().clock.goMinutes(15)
    for (let guess = 0; guess < 10; guess += 1) expect((await tryAt(server(), 'manager', '000000')).status).toBe(401)
    expect((await tryAt(server(), 'manager', code())).status).toBe(429)
    server().clock.goMinutes(15)
    expect((await tryAt(server(), 'manager', code())).status).toBe(200)
  })

  test('begins and ends only with the password, and is not begun over one that is on', async () => {
    const { visitor, secret } = await withPhone(server(), 'editor')
    const wrong = { body: { current: 'a guess' } }
    const right = { body: { current: testPassword } }
    await expect(visitor.call('beginSecondFactor', right)).rejects.toMatchObject({ details: { status: 409 } })
    await expect(visitor.call('endSecondFactor', wrong)).rejects.toMatchObject({ details: { status: 400 } })
    expect(await visitor.call('endSecondFactor', right)).toEqual({ isOn: false, recoveryCodesLeft: 0 })
    await expect(visitor.call('beginSecondFactor', wrong)).rejects.toMatchObject({ details: { status: 400 } })
    expect((await visitor.call('beginSecondFactor', right)).secret).not.toBe(secret)
    await expect(visitor.call('confirmSecondFactor', { body: { code: '000000' } })).rejects.toMatchObject({
      details: { status: 400, problems: [{ path: 'code' }] },
    })
    expect((await tryAt(server(), 'editor')).status).toBe(200)
  })

  test('is taken from a colleague by the administrator, and a new password leaves it on', async () => {
    const { administrator, params } = {
      administrator: await server().signIn('administrator'),
      params: { accountId: 'stranger-id' },
    }
    await expect(administrator.call('removeSecondFactor', { params })).rejects.toMatchObject({
      details: { status: 404 },
    })
    const own = { accountId: 'colleague-id' }
    server().clock.goMinutes(15)
    expect((await tryAt(server(), 'colleague')).status).toBe(401)
    const { password } = await administrator.call('givePassword', { params: own, body: {} })
    const answer = await server()
      .visitor()
      .send({
        method: 'POST',
        url: '/api/session',
        headers: { 'content-type': 'application/json' },
        payload: { login: 'colleague', password },
      })
    expect([answer.status, answer.text]).toEqual([401, expect.stringContaining('"path":"code"')])
    await administrator.call('removeSecondFactor', { params: own })
    await expect(
      server()
        .visitor()
        .call('signIn', { body: { login: 'colleague', password } }),
    ).resolves.toMatchObject({
      login: 'colleague',
    })
  })
})

describe('a copy of the database', () => {
  test.each([
    [true, false],
    [false, true],
  ])('with a key (%s) gives the secret: %s', async (hasKey, gives) => {
    const server = await openTestServer({ memory: true }, hasKey ? { accountKey: randomBytes(32) } : {})
    const { secret, code } = await withPhone(server, 'therapist')
    const [row] = await server.database.db.selectFrom('second_factor').select('sealed_secret').execute()
    const stored = Buffer.from(row?.sealed_secret.split(':')[1] ?? '', 'base64')
    expect(toBase32(stored) === secret).toBe(gives)
    expect((await tryAt(server, 'therapist', code())).status).toBe(200)
    await server.close()
  })
})
