import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createClient } from '@dosis/api'
import { sql } from 'kysely'
import { pino } from 'pino'
import { afterAll, expect, test } from 'vitest'
import { findFreePort } from '../../../test-support/ports.ts'
import { openDatabase } from './db/index.ts'
import { auditEntries } from './audit/audit-entry.ts'
import { demoAccounts } from './demo/index.ts'
import { replayStored, type RunningServer, StartRefused, startServer } from './index.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'dosis-start-'))
const data = path.join(folder, 'data')
const log = pino({ level: 'silent' })
afterAll(() => rmSync(folder, { recursive: true }))

/** A browser, as far as the server can tell. */
function browserAt({ url }: RunningServer) {
  let cookie = ''
  const send: typeof fetch = async (address, init) => {
    const headers = { ...Object.fromEntries(new Headers(init?.headers)), origin: url, cookie }
    const response = await fetch(address, { ...init, headers })
    cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie
    return response
  }
  return createClient(send, url)
}

test('starts with the demo practice, refuses a second server, stops, and starts again with all that was kept', {
  timeout: 240_000,
}, async () => {
  const said: string[] = []
  const first = await startServer({ port: 0, data, demo: true, log, say: (line) => said.push(line) })
  expect(said.join('\n')).toContain('Sign in    demo / demo-therapeut')
  expect(said.join('\n')).toContain(`Therapist  ${first.url}/`)

  const call = browserAt(first)
  const { login, password } = demoAccounts[0] ?? { login: '', password: '' }
  await call('signIn', { body: { login, password } })
  const { patients } = await call('listPatients')
  expect(patients).toHaveLength(12)
  const details = { name: 'Tessa Test', birthDate: '1986-05-04', sex: 'female' } as const
  await call('createPatient', { body: { patientId: 'kept', details } })

  await expect(startServer({ port: 0, data, log })).rejects.toThrow(StartRefused)
  await expect(replayStored({ data }, 'any')).rejects.toThrow(StartRefused)
  const port = Number(new URL(first.url).port)
  await expect(startServer({ port, data: path.join(folder, 'other'), log })).rejects.toThrow(
    `Port ${port} is in use; choose another with --port`,
  )
  await first.stop()
  await first.stopped
  await expect(fetch(`${first.url}/healthz`)).rejects.toThrow('fetch failed')

  expect(await replayStored({ data }, 'no such decision')).toBeUndefined()

  const second = await startServer({ port: 0, data, demo: true, log })
  const again = browserAt(second)
  await again('signIn', { body: { login, password } })
  expect((await again('listPatients')).patients).toHaveLength(13)
  const { decisions } = await again('patient', { params: { patientId: 'proef-bes' } })
  await second.stop()
  for (const decision of decisions) {
    expect(await replayStored({ data }, decision.decisionId)).toMatchObject({ identical: true })
  }
  const store = await openDatabase({ data, now: () => new Date(), log })
  const replays = await auditEntries(store.db, 'demo', { actorKind: 'command', limit: 100 })
  await store.close()
  expect(replays.filter(({ event }) => event === 'decision.replay')).toHaveLength(decisions.length)
})

test('does not open a database that a newer version has used, and says which and what to do', async () => {
  const newer = path.join(folder, 'newer')
  const store = await openDatabase({ data: newer, now: () => new Date(), log })
  await store.write((transaction) =>
    sql`insert into kysely_migration (name, timestamp) values ('9999-later', '2030-01-01')`.execute(transaction),
  )
  await store.close()
  const refusal = startServer({ port: 0, data: newer, log })
  await expect(refusal).rejects.toThrow(StartRefused)
  await expect(refusal).rejects.toThrow('used by a newer version of Dosis (9999-later). Start that version, or restore')
})

test('says so when the data folder is a file', async () => {
  const file = path.join(folder, 'a-file')
  writeFileSync(file, '')
  await expect(startServer({ port: 0, data: file, log })).rejects.toThrow(StartRefused)
})

test('says what to do when PostgreSQL does not answer', async () => {
  const url = `postgres://nobody@127.0.0.1:${await findFreePort()}/nothing`
  await expect(startServer({ port: 0, data, url, log })).rejects.toThrow('The PostgreSQL server does not answer')
})
