import { expect, test } from 'vitest'
import { createClient, NoConnection, RequestRefused } from './client.ts'
import { fakeServer } from './fake-server.ts'

const account = {
  accountId: 'a1',
  login: 'demo',
  displayName: 'Demo',
  role: 'therapist' as const,
  practiceName: 'Praktijk',
}

test('client and fake server meet on method, path, parameters and body', async () => {
  const seen: unknown[] = []
  const call = createClient(
    fakeServer({
      signIn: ({ body }) => {
        seen.push(body)
        return account
      },
      replay: ({ params }) => {
        seen.push(params)
        return { ...params, identical: true, storedHash: 'x', recomputedHash: 'x', knowledgeVersion: 'v' }
      },
    }),
  )

  expect(await call('signIn', { body: { login: 'demo', password: 'p' } })).toEqual(account)
  expect((await call('replay', { params: { decisionId: 'a b/c' } })).identical).toBe(true)
  expect(seen).toEqual([{ login: 'demo', password: 'p' }, { decisionId: 'a b/c' }])
})

test('a refusal carries every problem with its path', async () => {
  const problems = [{ path: 'details.birthDate', message: 'needs a day that exists' }]
  const refused = { type: 'about:blank', title: 'Bad input', status: 422, problems }
  const call = createClient(fakeServer({ whoAmI: () => refused }))

  const failure = await call('whoAmI').catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(RequestRefused)
  expect((failure as RequestRefused).details.problems).toEqual(problems)
})

test('a route that no handler answers is refused, never answered by chance', async () => {
  const failure = await createClient(fakeServer({}))('whoAmI').catch((error: unknown) => error)
  expect((failure as RequestRefused).details.status).toBe(501)
})

test('no answer at all is told apart from a refusal', async () => {
  const call = createClient(() => Promise.reject(new TypeError('fetch failed')))
  await expect(call('whoAmI')).rejects.toBeInstanceOf(NoConnection)
})
