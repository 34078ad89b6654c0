import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startPostgres, type ThrowAwayPostgres } from '../../../../test-support/postgres.ts'
import { appUrlOf } from '../../test-support/places.ts'
import { openTestServer } from '../../test-support/test-server.ts'
import { openDatabase } from '../db/index.ts'
import { queueOn } from '../db/store.ts'
import { jobsIn } from './jobs-in.ts'
import { openQueue } from './open-queue.ts'

const log = pino({ level: 'silent' })
const job = { practiceId: 'first', patientId: 'somebody' }

let postgres: ThrowAwayPostgres
let folder: string
beforeAll(async () => {
  postgres = await startPostgres()
  folder = await mkdtemp(join(tmpdir(), 'dosis-jobs-'))
})
afterAll(async () => {
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
})

test('the command tells what waits and what failed for good; where no worker ever ran there is nothing', async () => {
  const data = join(folder, 'data')
  await (await openDatabase({ data, now: () => new Date(), log })).close()
  expect(await jobsIn({ data })).toEqual({ counts: [], failed: [] })

  const store = await openDatabase({ data, now: () => new Date(), log })
  const queue = await openQueue(store, log)
  await queue.add('evaluation', [job, { ...job, patientId: 'somebody-else' }])
  await store.queue(`update dosis_jobs.job set state = 'failed', output = '{"reason":"TypeError"}', completed_on = now()
    where data->>'patientId' = 'somebody'`)
  await queue.close()
  await store.close()
  const { counts, failed } = await jobsIn({ data })
  expect(counts.filter(({ count }) => count > 0)).toEqual([
    { kind: 'evaluation', state: 'waiting', count: 1 },
    { kind: 'evaluation', state: 'failed', count: 1 },
  ])
  expect(failed).toMatchObject([{ kind: 'evaluation', ...job, reason: 'TypeError' }])
})

test('a login that may not make the schema of the jobs is told which right it needs', async () => {
  const server = await openTestServer({ url: postgres.url, appUrl: appUrlOf(postgres.url), allowUnsafeServer: true })
  const name = new URL(postgres.url).pathname.slice(1)
  const { db } = server.database
  await sql`create role keeper login`.execute(db)
  await sql`create schema of_keeper authorization keeper`.execute(db)
  await sql`revoke create on database ${sql.id(name)} from public`.execute(db)
  const url = Object.assign(new URL(postgres.url), { username: 'keeper' }).href
  const pool = new pg.Pool({ connectionString: url })
  const asKeeper = { queue: queueOn(pool) }
  await expect(openQueue({ ...server.database, ...asKeeper }, log)).rejects.toThrow(
    'grant create on database NAME to LOGIN',
  )
  await sql`grant create on database ${sql.id(name)} to keeper`.execute(db)
  const queue = await openQueue({ ...server.database, ...asKeeper }, log)
  await queue.add('urgent', [job])
  expect(await queue.take('urgent')).toMatchObject({ data: job })
  await queue.close()
  await pool.end()
  // A pool has ended before its connections are gone, and the database stops right after this test.
  const connections = sql<{ many: number }>`
    select count(*)::integer as many from pg_stat_activity where usename = 'keeper'`
  await expect.poll(async () => (await connections.execute(db)).rows[0]?.many).toBe(0)
  await server.close()
})
