import { describe, expect, test } from 'vitest'
import { startPostgres } from '../../../../test-support/postgres.ts'
import { onBothDatabases } from '../../test-support/places.ts'
import { openTestServer } from '../../test-support/test-server.ts'
import { openDatabase } from '../db/index.ts'
import { makePassword } from './make-password.ts'
import { type AccountCommand, AccountRefused, accountCommandSchema, manageAccounts } from './manage-accounts.ts'

onBothDatabases('accounts', startPostgres, (server) => {
  const manage = (command: AccountCommand) => manageAccounts(server().database, command)
  const eva = { action: 'add', login: 'eva', displayName: 'Eva de Vries', role: 'therapist' } as const
  const inFirst = { ...eva, practiceName: 'Practice first' }
  const signIn = async (password: string | null, login = 'eva') => {
    const visitor = server().visitor()
    const answer = await visitor.send({
      method: 'POST',
      url: '/api/session',
      headers: { 'content-type': 'application/json' },
      payload: { login, password: password ?? '' },
    })
    return { visitor, status: answer.status }
  }

  test('somebody who was added signs in, in the practice that was named, until a new password is given', async () => {
    const { password, accounts } = await manage(inFirst)
    expect(accounts.find(({ login }) => login === 'eva')).toMatchObject({
      practiceName: 'Practice first',
      role: 'therapist',
      endedAt: null,
    })
    const { visitor, status } = await signIn(password)
    expect(status).toBe(200)
    expect((await visitor.call('whoAmI')).displayName).toBe('Eva de Vries')

    const other = await manage({ action: 'password', login: 'eva' })
    expect(other.password).not.toBe(password)
    expect((await visitor.send({ method: 'GET', url: '/api/patients' })).status).toBe(401)
    expect((await signIn(password)).status).toBe(401)
    expect((await signIn(other.password)).status).toBe(200)
  })

  test('a password of the command opens the door for a week, and to nothing but choosing another', async () => {
    const { password } = await manage({ action: 'password', login: 'eva' })
    server().clock.goMinutes(7 * 24 * 60 - 1)
    const { visitor } = await signIn(password)
    expect(await visitor.call('whoAmI')).toMatchObject({ passwordIsTemporary: true })
    expect((await visitor.send({ method: 'GET', url: '/api/patients' })).status).toBe(403)
    server().clock.goMinutes(1)
    expect((await signIn(password)).status).toBe(401)
    await visitor
      .call('changePassword', { body: { current: password ?? '', next: 'four words of her own' } })
      .catch(({ details }) => expect(details).toMatchObject({ status: 400 }))

    const again = await manage({ action: 'password', login: 'eva' })
    const owner = (await signIn(again.password)).visitor
    await owner.call('changePassword', { body: { current: again.password ?? '', next: 'four words of her own' } })
    expect(await owner.call('whoAmI')).not.toHaveProperty('passwordIsTemporary')
    expect((await owner.send({ method: 'GET', url: '/api/patients' })).status).toBe(200)
  })

  test('who left is signed out at once and cannot sign in, until the account is reopened; others stay', async () => {
    const { password } = await manage({ action: 'password', login: 'eva' })
    const { visitor } = await signIn(password)
    const colleague = await server().signIn('colleague')
    await manage({ action: 'end', login: 'eva' })
    expect((await visitor.send({ method: 'GET', url: '/api/patients' })).status).toBe(401)
    expect((await signIn(password)).status).toBe(401)
    expect((await colleague.send({ method: 'GET', url: '/api/patients' })).status).toBe(200)
    const { accounts } = await manage({ action: 'list' })
    expect(accounts.find(({ login }) => login === 'eva')?.endedAt).toBe(server().clock.now().toISOString())
    await manage({ action: 'reopen', login: 'eva' })
    expect((await visitor.send({ method: 'GET', url: '/api/patients' })).status).toBe(401)
    expect((await signIn(password)).status).toBe(200)
  })

  test.each([
    [{ ...inFirst, login: 'stranger' }, 'There is a login "stranger" already'],
    [{ ...eva, login: 'new' }, 'several practices'],
    [{ action: 'end', login: 'nobody' }, 'Nobody has the login "nobody"'],
  ] as const)('%j is refused, and changes nothing', async (command, reason) => {
    const before = await manage({ action: 'list' })
    await expect(manage(command)).rejects.toThrow(reason)
    await expect(manage(command)).rejects.toBeInstanceOf(AccountRefused)
    expect(await manage({ action: 'list' })).toEqual(before)
  })

  test('no password and no hash of it is ever listed', async () => {
    const { accounts, password } = await manage({ action: 'list' })
    expect(password).toBeNull()
    expect(JSON.stringify(accounts)).not.toContain('$argon2')
  })
})

describe('the first account', () => {
  const first = { action: 'add', login: 'eva', displayName: 'Eva', role: 'manager' } as const
  const open = () => openDatabase({ memory: true, now: () => new Date(), log: { info: () => {}, fatal: () => {} } })

  test('founds the practice, and needs its name; the next one joins it; another practice is refused', async () => {
    const store = await open()
    await expect(manageAccounts(store, first)).rejects.toThrow('founds the practice')
    await manageAccounts(store, { ...first, practiceName: 'Noord' })
    const { accounts } = await manageAccounts(store, { ...first, login: 'bo' })
    expect(accounts.map(({ login, practiceName }) => [login, practiceName])).toEqual([
      ['bo', 'Noord'],
      ['eva', 'Noord'],
    ])
    await expect(manageAccounts(store, { ...first, login: 'cas', practiceName: 'Zuid' })).rejects.toThrow(
      'holds the practice "Noord" and no other',
    )
    await store.close()
  })

  test('founds a second practice where many may be', async () => {
    const postgres = await startPostgres()
    const server = await openTestServer({ url: postgres.url, allowUnsafeServer: true })
    const { accounts } = await manageAccounts(server.database, { ...first, practiceName: 'Third' })
    expect(accounts.find(({ login }) => login === 'eva')?.practiceName).toBe('Third')
    await server.close()
    await postgres.stop()
  })
})

test.each(['', 'A', 'a', '-a', 'a b', 'x'.repeat(81), 'é1'])('"%s" is no login', (login) => {
  expect(accountCommandSchema.safeParse({ action: 'end', login }).success).toBe(false)
})

test('passwords are of chance alone, and can be read aloud', () => {
  const made = Array.from({ length: 500 }, makePassword)
  expect(new Set(made).size).toBe(500)
  for (const password of made) expect(password).toMatch(/^([a-hjkmnp-z2-9]{5}-){3}[a-hjkmnp-z2-9]{5}$/)
  const used = new Set(made.join('').replaceAll('-', ''))
  expect(used.size).toBe(31)
})
