import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startPostgres, type ThrowAwayPostgres } from '../../../../test-support/postgres.ts'
import { openPostgres } from './postgres.ts'

let server: ThrowAwayPostgres
beforeAll(async () => {
  server = await startPostgres({ keepsWrites: true })
})
afterAll(() => server.stop())

/** Opens the server with settings of this connection's own. */
async function openWith(settings: Readonly<Record<string, string>>): Promise<void> {
  const options = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`)
  const url = `${server.url}?options=${encodeURIComponent(options.join(' '))}`
  const pool = await openPostgres(url, false, pino({ level: 'silent' }))
  await pool.end()
}

async function setStandbys(names: string): Promise<void> {
  const pool = await openPostgres(server.url, true, pino({ level: 'silent' }))
  await pool.query(`alter system set synchronous_standby_names = '${names}'`)
  await pool.query('select pg_reload_conf()')
  await expect
    .poll(async () => (await pool.query('show synchronous_standby_names')).rows)
    .toEqual([{ synchronous_standby_names: names }])
  await pool.end()
}

test('without a standby a commit must reach the disk, no more', async () => {
  await openWith({ synchronous_commit: 'on' })
  await openWith({ synchronous_commit: 'local' })
  await expect(openWith({ synchronous_commit: 'off' })).rejects.toThrow('synchronous_commit is off')
})

test('with a synchronous standby it must reach the disk of both', async () => {
  await setStandbys('standby')
  await openWith({ synchronous_commit: 'on' })
  await openWith({ synchronous_commit: 'remote_apply' })
  await expect(openWith({ synchronous_commit: 'remote_write' })).rejects.toThrow('synchronous_commit is remote_write')
  await expect(openWith({ synchronous_commit: 'local' })).rejects.toThrow('synchronous_commit is local')
  await setStandbys('')
})
