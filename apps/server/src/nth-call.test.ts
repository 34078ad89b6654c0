import { afterAll, beforeAll, expect, test } from 'vitest'
import { startPostgres, type ThrowAwayPostgres } from '../../../test-support/postgres.ts'
import { loseCalls, scenarios } from '../test-support/faults/nth-call.ts'
import { appUrlOf } from '../test-support/places.ts'
import { openTestServer, type TestServer } from '../test-support/test-server.ts'

let postgres: ThrowAwayPostgres
let server: TestServer
beforeAll(async () => {
  postgres = await startPostgres()
  server = await openTestServer({ url: postgres.url, appUrl: appUrlOf(postgres.url), allowUnsafeServer: true })
})
afterAll(async () => {
  await server.close()
  await postgres.stop()
})

test('a connection that is lost at whatever call leaves the request done or not done, and it may be sent again', async () => {
  const { calls, lost, problems } = await loseCalls(server, 7, ['before', 'after'])
  expect(problems).toEqual([])
  expect(Object.keys(calls)).toEqual(Object.keys(scenarios))
  for (const [name, many] of Object.entries(calls)) expect(many, name).toBeGreaterThan(8)
  expect(lost).toBeGreaterThan(48)
})

test('the same losses find out a server that says done before it knows', async () => {
  const { problems } = await loseCalls(server, 1, ['unsaid'], ['a treatment is paused'])
  expect(problems).toContainEqual(expect.stringMatching(/said done, and left/))
})
