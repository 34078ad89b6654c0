import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningServer, StartRefused, startServer } from '../index.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'dosis-metrics-'))
const log = pino({ level: 'silent' })
let server: RunningServer
beforeAll(async () => {
  server = await startServer({ port: 0, data: path.join(folder, 'data'), metricsPort: 0, log })
})
afterAll(async () => {
  await server?.stop()
  rmSync(folder, { recursive: true })
})

test('counts each request under the route of the contract, never under an address that holds a name or id', async () => {
  const { metricsUrl = '' } = server
  for (const address of ['/healthz', '/api/patients/secret-canary', '/nowhere/secret-canary'])
    await fetch(`${server.url}${address}`)
  const answer = await fetch(metricsUrl)
  expect(answer.headers.get('content-type')).toContain('application/openmetrics-text')
  const text = await answer.text()
  expect(text).toContain('dosis_request_duration_seconds_count{method="GET",route="/healthz",status="2xx"} 1')
  expect(text).toMatch(/_count\{method="GET",route="\/api\/patients\/:patientId",status="4xx"\} 1/)
  expect(text).toContain('dosis_database_up 1')
  expect(text).not.toContain('secret-canary')
  expect(text.trimEnd().endsWith('# EOF')).toBe(true)
})

test('has its own port, for this machine alone, and nothing else on it', async () => {
  const { metricsUrl = '' } = server
  expect(new URL(metricsUrl).hostname).toBe('127.0.0.1')
  expect((await fetch(`${server.url}/metrics`)).headers.get('content-type')).not.toContain('openmetrics')
  expect((await fetch(new URL('/', metricsUrl))).status).toBe(404)
  expect((await fetch(metricsUrl, { method: 'POST' })).status).toBe(404)
})

test('says so when the port of the figures is in use, and starts nothing', async () => {
  const metricsPort = Number(new URL(server.metricsUrl ?? '').port)
  const data = path.join(folder, 'other')
  await expect(startServer({ port: 0, data, metricsPort, log })).rejects.toThrow(StartRefused)
  await (await startServer({ port: 0, data, log })).stop()
})
