import { routePaths } from '@dosis/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestServer, type TestServer, type Visitor } from '../../test-support/test-server.ts'

let server: TestServer
let therapist: Visitor
beforeAll(async () => {
  server = await openTestServer()
  therapist = await server.signIn()
})
afterAll(() => server.close())

const changing = Object.values(routePaths).filter(({ method }) => method !== 'GET')

const elsewhere: readonly [string, Readonly<Record<string, string>>][] = [
  ['a page of another site', { origin: 'https://evil.example' }],
  ['a page that hides where it is', { origin: 'null' }],
  ['another port of this host', { origin: 'http://localhost:81' }],
  ['a browser that says cross-site', { origin: 'http://localhost', 'sec-fetch-site': 'cross-site' }],
  ['a browser that says same-site', { 'sec-fetch-site': 'same-site' }],
  ['a bookmark or the address bar', { 'sec-fetch-site': 'none' }],
  ['nobody knows where', { origin: '' }],
]

test.each(elsewhere)('refuses whatever changes something from %s', async (_, headers) => {
  for (const { method, path } of changing) {
    const url = path.replace(/:\w+/, 'any')
    const answer = await therapist.send({
      method,
      url,
      headers: { 'content-type': 'application/json', ...headers },
      payload: {},
    })
    expect([path, answer.status]).toEqual([path, 403])
  }
})

test('does not sign out through another site', async () => {
  await therapist.send({ method: 'DELETE', url: '/api/session', headers: { origin: 'https://evil.example' } })
  expect(await therapist.call('whoAmI')).toMatchObject({ login: 'therapist' })
})

test('takes the word of a browser that says same-origin', async () => {
  const answer = await therapist.send({
    method: 'POST',
    url: '/api/assess',
    headers: {
      'sec-fetch-site': 'same-origin',
      origin: 'https://in-front.example',
      'content-type': 'application/json',
    },
    payload: '{}',
  })
  expect(answer.status).toBe(400)
})

test('changes nothing on GET', async () => {
  const before = await therapist.send({ method: 'GET', url: '/api/patients' })
  for (const { method, path } of Object.values(routePaths)) {
    if (method === 'GET') await therapist.send({ method, url: path.replace(/:\w+/, 'any') })
  }
  const after = await therapist.send({ method: 'GET', url: '/api/patients' })
  expect(after.text).toBe(before.text)
})
