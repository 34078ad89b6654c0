import { expect, test } from 'vitest'
import { startPostgres } from '../../../../test-support/postgres.ts'
import { onBothDatabases } from '../../test-support/places.ts'
import { testPassword, type Visitor } from '../../test-support/test-server.ts'
import { commonPasswords } from './check-password.ts'

onBothDatabases('the own password and sessions', startPostgres, (server) => {
  const change = (visitor: Visitor, next: string, current = testPassword) =>
    visitor.call('changePassword', { body: { current, next } })
  const problemAt = (path: string, message: string) => ({
    details: { status: 400, problems: [{ path, message: expect.stringContaining(message) }] },
  })
  const isIn = async (visitor: Visitor) => (await visitor.send({ method: 'GET', url: '/api/session' })).status === 200

  test('has 8 to 200 characters of whatever kind, and is changed back', async () => {
    const visitor = await server().signIn('assistant')
    await expect(change(visitor, 'é'.repeat(7))).rejects.toMatchObject(problemAt('next', 'at least 8'))
    await expect(change(visitor, 'q'.repeat(201))).rejects.toMatchObject(problemAt('next', 'at most 200'))
    let current = testPassword
    for (const next of ['🐎'.repeat(8), 'alllower', 'x'.repeat(64), 'x'.repeat(199), 'x'.repeat(200), testPassword]) {
      await change(visitor, next, current)
      current = next
    }
  })

  test('is none of the most used ones in whatever case, and not the login', async () => {
    expect(commonPasswords.size).toBeGreaterThan(3000)
    const visitor = await server().signIn('administrator')
    for (const next of ['password', 'PassWord', 'qwertyuiop', [...commonPasswords][2999] ?? '']) {
      await expect(change(visitor, next)).rejects.toMatchObject(problemAt('next', 'most used'))
    }
    const colleague = await server().signIn('colleague')
    await expect(change(colleague, 'Colleague')).rejects.toMatchObject(problemAt('next', 'login'))
  })

  test('needs the one before it, and guesses at that are counted', async () => {
    const visitor = await server().signIn('editor')
    for (let guess = 0; guess < 10; guess += 1) {
      await expect(change(visitor, 'a new password', 'a guess')).rejects.toMatchObject(problemAt('current', 'is not'))
    }
    await expect(change(visitor, 'a new password')).rejects.toMatchObject({ details: { status: 429 } })
    server().clock.goMinutes(15)
    await change(visitor, testPassword)
  })

  test('ends the other sessions and keeps this one', async () => {
    const [here, there, colleague] = [
      await server().signIn('manager'),
      await server().signIn('manager'),
      await server().signIn('therapist'),
    ]
    await change(here, testPassword)
    expect([await isIn(here), await isIn(there), await isIn(colleague)]).toEqual([true, false, true])
  })

  test('shows where somebody is signed in, and ends all but this one; nobody sees those of another', async () => {
    const here = server().visitor()
    await here.send({
      method: 'POST',
      url: '/api/session',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0',
      },
      payload: { login: 'manager', password: testPassword },
    })
    await server().signIn('therapist')
    const there = await server().signIn('manager')
    const { sessions } = await here.call('ownSessions')
    expect(sessions.filter(({ isThisOne }) => isThisOne)).toMatchObject([{ device: 'Firefox, Windows' }])
    expect(sessions.length).toBeGreaterThanOrEqual(2)
    expect((await here.call('endOtherSessions')).sessions).toHaveLength(1)
    expect([await isIn(here), await isIn(there)]).toEqual([true, false])
  })
})
