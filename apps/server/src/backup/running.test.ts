import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createClient } from '@dosis/api'
import { pino } from 'pino'
import { afterAll, expect, test } from 'vitest'
import { auditEntries } from '../audit/audit-entry.ts'
import { controlPath } from '../control/control-path.ts'
import { openDatabase } from '../db/index.ts'
import { demoAccounts } from '../demo/index.ts'
import { backUp, restoreInto, StartRefused, startServer, verifyBackup, writeNewKey } from '../index.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'dosis-running-'))
const at = (name: string) => path.join(folder, name)
const log = pino({ level: 'silent' })
afterAll(() => rmSync(folder, { recursive: true }))

async function patientsOf(url: string): Promise<readonly string[]> {
  let cookie = ''
  const send: typeof fetch = async (address, init) => {
    const headers = { ...Object.fromEntries(new Headers(init?.headers)), origin: url, cookie }
    const response = await fetch(address, { ...init, headers })
    cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie
    return response
  }
  const call = createClient(send, url)
  const { login, password } = demoAccounts[0] ?? { login: '', password: '' }
  await call('signIn', { body: { login, password } })
  return (await call('listPatients')).patients.map(({ name }) => name)
}

/** What commands left in the log of the practice, in their order. */
async function commandsIn(data: string): Promise<readonly string[]> {
  const store = await openDatabase({ data, now: () => new Date(), log: { info: () => {}, fatal: () => {} } })
  const entries = await auditEntries(store.db, 'demo', { actorKind: 'command', limit: 10 })
  await store.close()
  return entries.map(({ event }) => event).toReversed()
}

test('a running practice is backed up, and works on another machine as it was', { timeout: 240_000 }, async () => {
  writeNewKey(at('key'))
  const first = await startServer({ port: 0, data: at('first'), demo: true, jobs: false, log })
  const before = await patientsOf(first.url)
  const contents = await backUp({ data: at('first') }, at('practice.backup'), at('key'))
  expect(contents.tables.find(({ table }) => table === 'patient')?.rows).toBe(12)
  expect(await verifyBackup(at('practice.backup'), at('key'))).toEqual(contents)
  expect(statSync(controlPath(at('first'))).mode & 0o777).toBe(0o600)
  await first.stop()
  expect(() => statSync(controlPath(at('first')))).toThrow('ENOENT')

  const { verification } = await restoreInto({ data: at('second') }, at('practice.backup'), at('key'))
  expect(verification.problems).toEqual([])
  const second = await startServer({ port: 0, data: at('second'), jobs: false, log })
  expect(await patientsOf(second.url)).toEqual(before)
  await second.stop()
  expect(await commandsIn(at('second'))).toEqual(['backup.write', 'backup.restore'])

  // Nobody has it open any more: the same command opens it itself.
  const later = await backUp({ data: at('second') }, at('later.backup'), at('key'))
  expect(later.tables.filter(({ table }) => table === 'event')).toEqual(
    contents.tables.filter(({ table }) => table === 'event'),
  )
})

test.each([
  ['without a key', 'no-key', 'practice.backup', 'no such file'],
  ['over a file that is there', 'key', 'practice.backup', 'is there already'],
  ['into a folder that is not there', 'key', 'nowhere/x.backup', 'ENOENT'],
])('a backup %s is refused, and says why', async (_, key, file, reason) => {
  const refused = backUp({ data: at('second') }, at(file), at(key))
  await expect(refused).rejects.toBeInstanceOf(StartRefused)
  await expect(refused).rejects.toThrow(reason)
})

test('what is no backup is not restored, and makes no database', async () => {
  writeFileSync(at('letter.txt'), 'Dear colleague')
  await expect(restoreInto({ data: at('third') }, at('letter.txt'), at('key'))).rejects.toThrow('is no backup of Dosis')
  expect(() => statSync(at('third'))).toThrow('ENOENT')
})

test('a long folder has its socket where every system can reach it', async () => {
  const long = path.join(folder, 'x'.repeat(90))
  expect(Buffer.byteLength(controlPath(long))).toBeLessThanOrEqual(100)
  expect(controlPath(long)).not.toBe(controlPath(`${long}y`))
  await new Promise<void>((resolve) => connect(controlPath(long)).on('error', () => resolve()))
})
