import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestServer, type TestServer, type Visitor } from '../../test-support/test-server.ts'

let server: TestServer
let therapist: Visitor
beforeAll(async () => {
  server = await openTestServer({ memory: true })
  therapist = await server.signIn()
})
afterAll(() => server.close())

const knowledge = (encoding?: string) =>
  therapist.send({
    method: 'GET',
    url: '/api/knowledge',
    headers: encoding === undefined ? {} : { 'accept-encoding': encoding },
  })

test.each([
  ['br', brotliDecompressSync],
  ['gzip', gunzipSync],
] as const)(
  'the knowledge travels packed as %s, in less than a quarter, and unpacks to the same bytes',
  async (encoding, unpack) => {
    const [plain, packed] = [await knowledge(), await knowledge(encoding)]
    expect(plain.headers['content-encoding']).toBeUndefined()
    expect(packed.headers['content-encoding']).toBe(encoding)
    expect(packed.headers['vary']).toContain('accept-encoding')
    expect(unpack(packed.bytes).toString('utf8')).toBe(plain.text)
    expect(packed.bytes.length * 4).toBeLessThan(plain.bytes.length)
  },
)

test('a short answer is not packed', async () => {
  const { headers } = await therapist.send({ method: 'GET', url: '/healthz', headers: { 'accept-encoding': 'br' } })
  expect(headers['content-encoding']).toBeUndefined()
})

test('a packed body is refused, never unpacked', async () => {
  const { status } = await therapist.send({
    method: 'POST',
    url: '/api/assess',
    headers: { 'content-type': 'application/json', 'content-encoding': 'gzip', origin: 'http://localhost' },
    payload: gzipSync('{"on":"2026-05-04"}'),
  })
  expect([400, 415]).toContain(status)
})
