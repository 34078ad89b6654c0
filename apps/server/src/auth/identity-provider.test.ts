import type { IdentityProviderSettings } from '@dosis/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  chooseAtProvider,
  startIdentityProvider,
  type ThrowAwayProvider,
} from '../../../../test-support/identity-provider.ts'
import { startPostgres } from '../../../../test-support/postgres.ts'
import { onBothDatabases } from '../../test-support/places.ts'
import type { TestServer, Visitor } from '../../test-support/test-server.ts'

const people = [
  { sub: 'person-1', email: 'Therapist', email_verified: true },
  { sub: 'person-2', email: 'colleague', email_verified: false },
  { sub: 'person-3', email: 'nobody@practice.example', email_verified: true },
  { sub: 'person-4', email: 'stranger', email_verified: true },
  { sub: 'person-5', email: 'therapist', email_verified: true },
  { sub: 'person-6', email: 'assistant', email_verified: true },
]
const why = (path: string) => ({ details: { status: 401, problems: [{ path: `provider.${path}` }] } })

let provider: ThrowAwayProvider
beforeAll(async () => {
  provider = await startIdentityProvider(people, ['http://localhost/'])
})
afterAll(() => provider.stop())

onBothDatabases('sign-in with the identity provider of the practice', startPostgres, (server) => {
  const settings = (more: Partial<IdentityProviderSettings> = {}): IdentityProviderSettings => ({
    name: 'Work account',
    issuer: provider.issuer,
    clientId: provider.clientId,
    secret: provider.secret,
    matchedBy: 'email',
    asksEveryTime: false,
    passwordsFor: 'everyone',
    ...more,
  })
  const begin = ({ call }: Visitor) => call('beginProviderSignIn', { body: { practiceId: 'first' } })
  const bring = ({ call }: Visitor, answer: string) => call('signInWithProvider', { body: { answer } })
  const enter = async (visitor: Visitor, sub: string | null) => {
    const { url } = await begin(visitor)
    return bring(visitor, await chooseAtProvider(url, sub))
  }
  const lastEntry = async ({ database: { db } }: TestServer) =>
    db
      .selectFrom('audit_entry')
      .selectAll()
      .where('practice_id', '=', 'first')
      .orderBy('sequence', 'desc')
      .limit(1)
      .executeTakeFirst()

  test('nothing is offered before an administrator has set one, which the provider must confirm', async () => {
    const { signIn, visitor } = server()
    expect(await visitor().call('offeredProvider', { query: {} })).toEqual({ provider: null })
    const administrator = await signIn('administrator')
    await expect(
      administrator.call('setIdentityProvider', { body: settings({ issuer: 'http://127.0.0.1:1' }) }),
    ).rejects.toMatchObject({ details: { status: 400, problems: [{ path: 'issuer' }] } })
    await expect(
      administrator.call('setIdentityProvider', { body: settings({ issuer: 'http://login.example' }) }),
    ).rejects.toMatchObject({ details: { status: 400, problems: [{ path: 'issuer' }] } })
    const { secret, ...shown } = settings()
    expect(await administrator.call('setIdentityProvider', { body: settings() })).toEqual({
      practiceId: 'first',
      provider: shown,
    })
    expect(await visitor().call('offeredProvider', { query: {} })).toEqual({
      provider: { practiceId: 'first', name: 'Work account' },
    })
    expect(await visitor().call('offeredProvider', { query: { practice: 'second' } })).toEqual({ provider: null })
    expect(secret).toBe(provider.secret)
    expect(server().logged.join('\n')).not.toContain(provider.secret)
  })

  test('opens the account whose login the provider vouches for, and from then on whoever that was', async () => {
    const visitor = server().visitor()
    expect(await enter(visitor, 'person-1')).toMatchObject({ login: 'therapist', role: 'therapist' })
    expect(await visitor.call('whoAmI')).toMatchObject({ login: 'therapist' })
    expect((await visitor.call('listPatients', { query: {} })).patients).toEqual([])
    expect(await lastEntry(server())).toMatchObject({ event: 'patient.search' })
    expect(await enter(server().visitor(), 'person-1')).toMatchObject({ login: 'therapist' })
    // Another person who now has the address is not the one who was linked.
    await expect(enter(server().visitor(), 'person-5')).rejects.toMatchObject(why('otherPerson'))
  })

  test('opens nothing for an address that is not verified, not of this practice, or of nobody, and says which', async () => {
    await expect(enter(server().visitor(), 'person-2')).rejects.toMatchObject(why('notVerified'))
    await expect(enter(server().visitor(), 'person-3')).rejects.toMatchObject(why('noAccount'))
    await expect(enter(server().visitor(), 'person-4')).rejects.toMatchObject(why('noAccount'))
    expect(await lastEntry(server())).toMatchObject({ event: 'session.open', outcome: 4, detail: 'identity provider' })
    await expect(enter(server().visitor(), null)).rejects.toMatchObject(why('refused'))
  })

  test('an answer counts once, in the browser that asked, and within a quarter of an hour', async () => {
    const { clock, visitor } = server()
    const first = visitor()
    const other = visitor()
    const { url } = await begin(first)
    const answer = await chooseAtProvider(url, 'person-1')
    await expect(bring(other, answer)).rejects.toMatchObject(why('expired'))
    await begin(other)
    await expect(bring(other, answer)).rejects.toMatchObject(why('refused'))
    expect(await bring(first, answer)).toMatchObject({ login: 'therapist' })
    await expect(bring(first, answer)).rejects.toMatchObject(why('expired'))

    const slow = visitor()
    const late = await chooseAtProvider((await begin(slow)).url, 'person-1')
    clock.goMinutes(15)
    await expect(bring(slow, late)).rejects.toMatchObject(why('expired'))
  })

  test('an answer that was bent on its way opens nothing', async () => {
    const bends: readonly ((answer: URLSearchParams) => void)[] = [
      (answer) => answer.set('state', 'another'),
      (answer) => answer.delete('state'),
      (answer) => answer.set('code', 'another'),
      (answer) => answer.set('iss', 'https://another.example'),
      (answer) => answer.delete('code'),
    ]
    for (const bend of bends) {
      const visitor = server().visitor()
      const answer = new URLSearchParams(await chooseAtProvider((await begin(visitor)).url, 'person-1'))
      bend(answer)
      await expect(bring(visitor, `?${answer.toString()}`)).rejects.toMatchObject(why('refused'))
    }
  })

  test('a provider that is away is said to be away, and passwords go on', async () => {
    const { visitor, signIn } = server()
    const slow = visitor()
    const answer = await chooseAtProvider((await begin(slow)).url, 'person-1')
    provider.intercept = (request) => {
      if (request.url !== '/token') return false
      request.socket.destroy()
      return true
    }
    try {
      await expect(bring(slow, answer)).rejects.toMatchObject({
        details: { status: 503, problems: [{ path: 'provider.away' }] },
      })
    } finally {
      provider.intercept = null
    }
    expect((await (await signIn('therapist')).call('whoAmI')).login).toBe('therapist')
  })

  test('an account that was ended opens no more', async () => {
    const { visitor, signIn } = server()
    expect(await enter(visitor(), 'person-6')).toMatchObject({ login: 'assistant' })
    const administrator = await signIn('administrator')
    const ended = { params: { accountId: 'assistant-id' } }
    await administrator.call('endAccount', ended)
    await expect(enter(visitor(), 'person-6')).rejects.toMatchObject(why('noAccount'))
    await administrator.call('reopenAccount', { ...ended, body: {} })
    // The password that was given with it is of no account to somebody who comes by the provider.
    expect(await enter(visitor(), 'person-6')).toEqual(expect.not.objectContaining({ passwordIsTemporary: true }))
  })

  test('where passwords are for administrators alone, nobody else comes in with one', async () => {
    const { visitor, signIn } = server()
    const administrator = await signIn('administrator')
    const { secret: _, ...same } = settings({ passwordsFor: 'administrators' })
    await administrator.call('setIdentityProvider', { body: same })
    await expect(signIn('therapist')).rejects.toMatchObject({
      details: { status: 401, problems: [{ path: 'provider' }] },
    })
    expect(await enter(visitor(), 'person-1')).toMatchObject({ login: 'therapist' })
    expect((await (await signIn('administrator')).call('whoAmI')).role).toBe('administrator')
    expect(await administrator.call('removeIdentityProvider', { body: {} })).toMatchObject({ provider: null })
    expect((await (await signIn('therapist')).call('whoAmI')).login).toBe('therapist')
    await expect(begin(visitor())).rejects.toMatchObject({ details: { status: 404 } })
  })
})
