import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestServer, type TestServer } from '../../test-support/test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

test('the date of an answer is that of the one clock, also when the answer is no', async () => {
  const { clock, visitor } = server
  clock.goDays(3)
  for (const url of ['/healthz', '/api/phone/today', '/nowhere']) {
    const { headers } = await visitor().send({ method: 'GET', url })
    expect([url, headers['date']]).toEqual([url, clock.now().toUTCString()])
  }
})
