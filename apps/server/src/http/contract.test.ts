import { mayUse, type RouteName, routePaths } from '@dosis/api'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newPatient, phoneOf } from '../../test-support/patients.ts'
import { openTestServer, type RawAnswer, type TestServer, type Visitor } from '../../test-support/test-server.ts'

const routeNames = Object.keys(routePaths) as RouteName[]
const withBody = routeNames.filter((name) => routePaths[name].method === 'POST')

let server: TestServer
let therapist: Visitor
let administrator: Visitor
let manager: Visitor
let phone: Visitor
let patientId: string
beforeAll(async () => {
  server = await openTestServer()
  therapist = await server.signIn()
  administrator = await server.signIn('administrator')
  manager = await server.signIn('manager')
  patientId = await newPatient(therapist.call)
  phone = await phoneOf(server, therapist, patientId)
})
afterAll(() => server.close())

function addressOf(name: RouteName): string {
  return routePaths[name].path
    .replace(':patientId', patientId)
    .replace(':decisionId', 'nothing')
    .replace(':accountId', 'nothing')
}

function visitorOf(name: RouteName): Visitor {
  if (routePaths[name].caller === 'patient') return phone
  if (mayUse('therapist', name)) return therapist
  return mayUse('manager', name) ? manager : administrator
}

function send(name: RouteName, payload: string | object, headers: Readonly<Record<string, string>> = {}) {
  return visitorOf(name).send({
    method: routePaths[name].method,
    url: addressOf(name),
    payload,
    headers: { 'content-type': 'application/json', ...headers },
  })
}

function problemOf({ text }: RawAnswer): {
  status: number
  title: string
  problems: { path: string; message: string }[]
} {
  return JSON.parse(text)
}

/** Reads the tree that the router prints, so that nothing that listens is overlooked. */
function registered(app: FastifyInstance): readonly string[] {
  const path: string[] = []
  return app
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const found = /^([│ ]*)[├└]── (\S+)(?: \((.+)\))?$/.exec(line)
      if (found === null) return []
      path.length = (found[1] ?? '').length / 4
      path.push(found[2] ?? '')
      return (found[3]?.split(', ') ?? []).map((method) => `${method} ${path.join('')}`)
    })
}

test('registers exactly the routes of the contract under /api', () => {
  const inContract = routeNames.map((name) => `${routePaths[name].method} ${routePaths[name].path}`)
  const listening = registered(server.app).filter((route) => route.includes(' /api'))
  expect(listening.toSorted()).toEqual(inContract.toSorted())
})

test('answers other methods and other addresses with a problem', async () => {
  for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
    const answer = await therapist.send({ method, url: '/api/patients' })
    expect(answer.status).toBe(404)
  }
  const nowhere = await therapist.send({ method: 'GET', url: '/api/nowhere' })
  expect(nowhere.headers['content-type']).toBe('application/problem+json; charset=utf-8')
  expect(problemOf(nowhere)).toMatchObject({ status: 404, title: 'No such address', problems: [] })
})

describe.each(withBody)('%s', (name) => {
  test.each([
    ['malformed JSON', '{"a": tru'],
    ['nothing', ''],
    ['a list', '[]'],
    ['a word', '"word"'],
    ['null', 'null'],
    ['an unknown key', '{"unknown": 1}'],
    ['a key of the prototype', '{"__proto__": {"isAdmin": true}}'],
    ['a constructor', '{"constructor": {"prototype": {"isAdmin": true}}}'],
    ['a NUL character', '{"login": "a\\u0000b", "unknown": 1}'],
    ['half a surrogate pair', '{"login": "\\ud800", "unknown": 1}'],
    ['a number beyond all numbers', '{"login": 1e999}'],
    ['JSON deeper than 64 levels', `${'['.repeat(65)}${']'.repeat(65)}`],
    ['very deep JSON', `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`],
  ])('refuses %s with a 400 that says where', async (_, payload) => {
    const answer = await send(name, payload)
    expect(answer.status).toBe(400)
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(problemOf(answer).problems.length).toBeGreaterThan(0)
  })

  test('refuses a body of 10 MB with a 413', async () => {
    const answer = await send(name, JSON.stringify({ text: 'x'.repeat(10_000_000) }))
    expect(answer.status).toBe(413)
    expect(problemOf(answer)).toMatchObject({
      title: 'The request is larger than 1 MB',
      problems: [{ path: '', message: 'needs at most 1 MB; send it in smaller parts' }],
    })
  })

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'refuses a body of type %s with a 415',
    async (type) => {
      expect((await send(name, 'login=a', { 'content-type': type })).status).toBe(415)
    },
  )
})

test('names the place of each problem in the body', async () => {
  const payload = { patientId: 'new', details: { name: '', birthDate: '2026-02-30', sex: 'unknown' } }
  const { problems } = problemOf(await send('createPatient', payload))
  expect(problems.map(({ path }) => path)).toEqual(['details.name', 'details.birthDate', 'details.sex'])
})

test.each([
  ['a birth date that has not come', 'details.birthDate', { birthDate: '2026-05-05' }],
  ['29 February of a common year', 'details.birthDate', { birthDate: '2025-02-29' }],
  ['a month that is none', 'details.birthDate', { birthDate: '1980-13-01' }],
  ['a year before 1900', 'details.birthDate', { birthDate: '1899-12-31' }],
  ['a date with a time', 'details.birthDate', { birthDate: '1980-01-01T00:00:00Z' }],
  ['a name of spaces', 'details.name', { name: ' ' }],
])('refuses %s', async (_, path, wrong) => {
  const details = { name: 'Tessa Test', birthDate: '1986-05-04', sex: 'female', ...wrong }
  const answer = await send('createPatient', { patientId: 'never', details })
  expect(answer.status).toBe(400)
  expect(problemOf(answer).problems).toMatchObject([{ path }])
})

test.each([
  ['an unknown fact', 'fact', { fact: 'shoe-size', stated: { state: 'known', value: 42 } }],
  ['an unknown condition', 'fact', { fact: 'condition-none', stated: { state: 'known', value: true } }],
  ['the age, which follows from the birth date', 'fact', { fact: 'age-years', stated: { state: 'known', value: 9 } }],
  ['a word for a quantity', 'stated.value', { fact: 't-score', stated: { state: 'known', value: 'low' } }],
  ['a quantity below its range', 'stated.value', { fact: 't-score', stated: { state: 'known', value: -8.1 } }],
  ['a quantity above its range', 'stated.value', { fact: 't-score', stated: { state: 'known', value: 6.1 } }],
  ['an unknown choice', 'stated.value', { fact: 'screening', stated: { state: 'known', value: 'fine' } }],
  [
    'the same choice twice',
    'stated.value',
    { fact: 'organ-systems-limiting', stated: { state: 'known', value: ['heart', 'heart'] } },
  ],
  ['yes for "absent" where that says nothing', 'stated.state', { fact: 'frail', stated: { state: 'absent' } }],
  [
    'an observation of tomorrow',
    'stated.observedOn',
    { fact: 'frail', stated: { state: 'known', value: true, observedOn: '2026-05-05' } },
  ],
])('refuses %s as a fact', async (_, path, statement) => {
  const answer = await send('stateFacts', { statements: [{ eventId: 'wrong', ...statement }] })
  expect(answer.status).toBe(400)
  expect(problemOf(answer).problems).toMatchObject([{ path: `statements[0].${path}` }])
  const { factHistory } = await therapist.call('patient', { params: { patientId } })
  expect(factHistory).toEqual([])
})

test('stores nothing of a list of facts in which one is wrong', async () => {
  const right = { eventId: 'right', fact: 'frail', stated: { state: 'known', value: true } }
  const wrong = { eventId: 'wrong', fact: 'frail', stated: { state: 'known', value: 'yes' } }
  expect((await send('stateFacts', { statements: [right, wrong] })).status).toBe(400)
  expect((await therapist.call('patient', { params: { patientId } })).factHistory).toEqual([])
})

test('refuses an address that is not well written', async () => {
  for (const url of [
    '/api/patients/%zz',
    '/api/patients/%00',
    '/api/patients/a%2Fb',
    `/api/patients/${'a'.repeat(81)}`,
  ]) {
    const answer = await therapist.send({ method: 'GET', url })
    expect([400, 404]).toContain(answer.status)
    expect(problemOf(answer).status).toBe(answer.status)
  }
})
