import { expect, test } from 'vitest'
import { startPostgres } from '../../../../test-support/postgres.ts'
import { newId } from '../../test-support/patients.ts'
import { onBothDatabases } from '../../test-support/places.ts'
import { auditEntries } from '../audit/audit-entry.ts'

onBothDatabases('accounts on screen', startPostgres, (server) => {
  const signIn = async (login: string, password: string) => {
    const visitor = server().visitor()
    const { status, text } = await visitor.send({
      method: 'POST',
      url: '/api/session',
      headers: { 'content-type': 'application/json' },
      payload: { login, password },
    })
    return { visitor, status, text }
  }
  const add = async (login = newId('login')) => {
    const administrator = await server().signIn('administrator')
    const body = { accountId: newId('account'), login, displayName: 'Nora Nieuw', role: 'therapist' } as const
    return { administrator, body, given: await administrator.call('addAccount', { body }) }
  }
  const own = 'a password of my own'

  test('somebody who was added chooses a password first, and then works; before that nothing else is open', async () => {
    const { body, given } = await add()
    const { visitor, status } = await signIn(body.login, given.password)
    expect(status).toBe(200)
    expect(await visitor.call('whoAmI')).toMatchObject({ displayName: 'Nora Nieuw', passwordIsTemporary: true })
    for (const url of ['/api/patients', '/api/knowledge', '/api/sessions']) {
      const { status: refused, text } = await visitor.send({ method: 'GET', url })
      expect([url, refused, text]).toEqual([url, 403, expect.stringContaining('password of your own')])
    }
    await expect(
      visitor.call('changePassword', { body: { current: given.password, next: given.password } }),
    ).rejects.toMatchObject({ details: { status: 400, problems: [{ path: 'next' }] } })
    const account = await visitor.call('changePassword', { body: { current: given.password, next: own } })
    expect(account).not.toHaveProperty('passwordIsTemporary')
    expect((await visitor.call('listPatients')).today).toBe(server().clock.today)
    expect((await signIn(body.login, given.password)).status).toBe(401)
    expect((await signIn(body.login, own)).status).toBe(200)
  })

  test('a password that was given opens the door for a week, and not at its end', async () => {
    const { body, given } = await add()
    server().clock.goDays(6)
    expect((await signIn(body.login, given.password)).status).toBe(200)
    server().clock.goDays(1)
    expect((await signIn(body.login, given.password)).status).toBe(401)
    server().clock.goDays(1)
    expect((await signIn(body.login, given.password)).status).toBe(401)
  })

  test('sent again under its id it is one account with another password, until the owner has chosen one', async () => {
    const { administrator, body, given } = await add()
    const again = await administrator.call('addAccount', { body })
    expect(again.password).not.toBe(given.password)
    expect((await signIn(body.login, given.password)).status).toBe(401)
    const { visitor } = await signIn(body.login, again.password)
    const other = { ...body, displayName: 'Somebody else' }
    await expect(administrator.call('addAccount', { body: other })).rejects.toMatchObject({ details: { status: 409 } })
    await visitor.call('changePassword', { body: { current: again.password, next: own } })
    await expect(administrator.call('addAccount', { body })).rejects.toMatchObject({ details: { status: 409 } })
    const { accounts } = await administrator.call('listAccounts')
    expect(accounts.filter(({ login }) => login === body.login)).toHaveLength(1)
    expect(JSON.stringify(accounts)).not.toContain('$argon2')
  })

  test('another role counts at the next request of who is at work', async () => {
    const { administrator, body, given } = await add()
    const { visitor } = await signIn(body.login, given.password)
    await visitor.call('changePassword', { body: { current: given.password, next: own } })
    const statusOf = async (url: string) => (await visitor.send({ method: 'GET', url })).status
    expect([await statusOf('/api/patients'), await statusOf('/api/audit')]).toEqual([200, 403])
    const params = { accountId: body.accountId }
    await administrator.call('changeAccount', { params, body: { displayName: 'Nora Anders', role: 'administrator' } })
    expect([await statusOf('/api/patients'), await statusOf('/api/audit')]).toEqual([403, 200])
    expect(await visitor.call('whoAmI')).toMatchObject({ displayName: 'Nora Anders', role: 'administrator' })
  })

  test('who is ended is out at once; reopened, or given a password, starts with a new one', async () => {
    const { administrator, body, given } = await add()
    const params = { accountId: body.accountId }
    const { visitor } = await signIn(body.login, given.password)
    expect((await administrator.call('endAccount', { params })).endedAt).not.toBeNull()
    expect((await visitor.send({ method: 'GET', url: '/api/session' })).status).toBe(401)
    expect((await signIn(body.login, given.password)).status).toBe(401)
    await expect(administrator.call('givePassword', { params, body: {} })).rejects.toMatchObject({
      details: { status: 409 },
    })
    const reopened = await administrator.call('reopenAccount', { params, body: {} })
    expect((await signIn(body.login, given.password)).status).toBe(401)
    const again = await signIn(body.login, reopened.password)
    expect(again.status).toBe(200)
    const other = await administrator.call('givePassword', { params, body: {} })
    expect((await again.visitor.send({ method: 'GET', url: '/api/session' })).status).toBe(401)
    expect((await signIn(body.login, other.password)).status).toBe(200)
  })

  test('a login is of one person in all practices, also of who left; nobody reopens one that was given away', async () => {
    const { administrator, body } = await add()
    const params = { accountId: body.accountId }
    const fresh = { ...body, accountId: newId('account') }
    for (const login of [body.login, 'stranger']) {
      await expect(administrator.call('addAccount', { body: { ...fresh, login } })).rejects.toMatchObject({
        details: { status: 409, problems: [{ path: 'login' }] },
      })
    }
    await administrator.call('endAccount', { params })
    await server()
      .database.db.updateTable('account')
      .set({ role: 'administrator' })
      .where('login', '=', 'stranger')
      .execute()
    const elsewhere = await server().signIn('stranger')
    await elsewhere.call('addAccount', { body: fresh })
    await expect(administrator.call('reopenAccount', { params, body: {} })).rejects.toMatchObject({
      details: { status: 409, problems: [{ path: 'login' }] },
    })
  })

  test('of many who add one login at the same time one succeeds', async () => {
    const administrator = await server().signIn('administrator')
    const login = newId('login')
    const answers = await Promise.allSettled(
      Array.from({ length: 6 }, () =>
        administrator.call('addAccount', {
          body: { accountId: newId('account'), login, displayName: 'Once', role: 'assistant' },
        }),
      ),
    )
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test('nobody changes the own role, ends the own account or gives oneself a password; the own name may change', async () => {
    const administrator = await server().signIn('administrator')
    const params = { accountId: 'administrator-id' }
    const refused = { details: { status: 403 } }
    const body = { displayName: 'Name of administrator', role: 'therapist' } as const
    await expect(administrator.call('changeAccount', { params, body })).rejects.toMatchObject(refused)
    await expect(administrator.call('endAccount', { params })).rejects.toMatchObject(refused)
    await expect(administrator.call('givePassword', { params, body: {} })).rejects.toMatchObject(refused)
    const renamed = { displayName: 'Another name', role: 'administrator' } as const
    expect((await administrator.call('changeAccount', { params, body: renamed })).displayName).toBe('Another name')
  })

  test('each change stands in the log with whom it is about and what changed, and never a password', async () => {
    const { administrator, body, given } = await add()
    const params = { accountId: body.accountId }
    await administrator.call('changeAccount', { params, body: { displayName: 'Nora Nieuw', role: 'manager' } })
    await administrator.call('givePassword', { params, body: {} })
    await administrator.call('endAccount', { params })
    const about = (await auditEntries(server().database.db, 'first', { limit: 4 })).toReversed()
    const objectId = `account:${body.accountId}`
    expect(about).toMatchObject([
      { event: 'account.add', action: 'C', outcome: 0, objectId, detail: 'role therapist', purpose: 'HOPERAT' },
      { event: 'account.change', action: 'U', outcome: 0, objectId, detail: 'role therapist to manager' },
      { event: 'account.password', action: 'U', outcome: 0, objectId },
      { event: 'account.end', action: 'D', outcome: 0, objectId },
    ])
    expect(`${JSON.stringify(about)}${server().logged.join('')}`).not.toContain(given.password)
  })
})
