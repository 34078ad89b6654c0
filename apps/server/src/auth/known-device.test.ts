import { expect, test } from 'vitest'
import { startPostgres } from '../../../../test-support/postgres.ts'
import { onBothDatabases } from '../../test-support/places.ts'
import { knowledge, testPassword, type Visitor } from '../../test-support/test-server.ts'

onBothDatabases('wrong passwords', startPostgres, (server) => {
  const tryAt = async (visitor: Visitor, login: string, password: string, headers: Record<string, string> = {}) =>
    (
      await visitor.send({
        method: 'POST',
        url: '/api/session',
        headers: { 'content-type': 'application/json', ...headers },
        payload: { login, password },
      })
    ).status
  const attack = async (login: string, times: number) => {
    const statuses: number[] = []
    for (let time = 0; time < times; time += 1) statuses.push(await tryAt(server().visitor(), login, 'a guess'))
    return statuses
  }

  test('from everywhere shut strangers out, and never the owner on a browser that signed in before', async () => {
    const owner = await server().signIn('therapist')
    await owner.call('signOut')
    const statuses = await attack('therapist', 30)
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(20)
    expect(statuses.at(-1)).toBe(429)
    expect(await tryAt(server().visitor(), 'therapist', testPassword)).toBe(429)
    expect(await tryAt(owner, 'therapist', testPassword)).toBe(200)
    server().clock.goMinutes(15)
    expect(await tryAt(server().visitor(), 'therapist', testPassword)).toBe(200)
  })

  test('on a known browser are counted there alone: 9, 10 and 11 of them', async () => {
    server().clock.goMinutes(15)
    const [here, other] = [await server().signIn('assistant'), await server().signIn('assistant')]
    for (let guess = 1; guess <= 9; guess += 1) expect(await tryAt(here, 'assistant', 'a guess')).toBe(401)
    expect(await tryAt(here, 'assistant', testPassword)).toBe(200)
    expect(await tryAt(here, 'assistant', 'a guess')).toBe(401)
    expect(await tryAt(here, 'assistant', testPassword)).toBe(429)
    expect(await tryAt(other, 'assistant', testPassword)).toBe(200)
    expect(await tryAt(server().visitor(), 'assistant', testPassword)).toBe(200)
  })

  test('are counted by all processes together, and a restart forgets none: the 9th, 10th and 11th at either', async () => {
    server().clock.goMinutes(15)
    const second = await server().under(knowledge)
    const at = [server(), second]
    for (let guess = 0; guess < 9; guess += 1) {
      expect(await tryAt((at[guess % 2] ?? second).visitor(), 'therapist', 'a guess')).toBe(401)
    }
    expect(await tryAt(second.visitor(), 'therapist', testPassword)).toBe(200)
    expect(await tryAt(server().visitor(), 'therapist', 'a guess')).toBe(401)
    await second.close()
    const restarted = await server().under(knowledge)
    expect(await tryAt(restarted.visitor(), 'therapist', testPassword)).toBe(429)
    expect(await tryAt(server().visitor(), 'therapist', testPassword)).toBe(429)
    server().clock.goMinutes(15)
    expect(await tryAt(restarted.visitor(), 'therapist', testPassword)).toBe(200)
    await restarted.close()
  })

  test('a browser known to one account is a stranger to another, until its owner signs in there as well', async () => {
    server().clock.goMinutes(15)
    const shared = await server().signIn('manager')
    await attack('editor', 11)
    expect(await tryAt(shared, 'editor', testPassword)).toBe(429)
    server().clock.goMinutes(15)
    expect(await tryAt(shared, 'editor', testPassword)).toBe(200)
    await attack('editor', 11)
    await attack('manager', 11)
    expect(await tryAt(shared, 'editor', testPassword)).toBe(200)
    expect(await tryAt(shared, 'manager', testPassword)).toBe(200)
  })

  test('a browser makes itself known with no token of its own, and is forgotten when the owner ends the others', async () => {
    server().clock.goMinutes(15)
    const planted = { cookie: `dosis-device=${'A'.repeat(43)}` }
    const plain = server().visitor()
    expect(await tryAt(plain, 'administrator', testPassword, planted)).toBe(200)
    const [lost, here] = [await server().signIn('administrator'), await server().signIn('administrator')]
    await here.call('endOtherSessions')
    await attack('administrator', 11)
    expect(await tryAt(server().visitor(), 'administrator', testPassword, planted)).toBe(429)
    expect(await tryAt(lost, 'administrator', testPassword)).toBe(429)
    expect(await tryAt(here, 'administrator', testPassword)).toBe(200)
  })

  test.each([
    [181, 200],
    [182, 429],
    [183, 429],
  ])('a browser is known for half a year: after %i days the answer is %i', async (days, status) => {
    server().clock.goMinutes(15)
    const owner = await server().signIn('therapist')
    server().clock.goDays(days)
    await attack('therapist', 11)
    expect(await tryAt(owner, 'therapist', testPassword)).toBe(status)
  })
})
