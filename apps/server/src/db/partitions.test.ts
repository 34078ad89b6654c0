import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startPostgres, type ThrowAwayPostgres } from '../../../../test-support/postgres.ts'
import { partitionByPractice } from '../../test-support/partition.ts'
import { logOf, phoneOf, runningPatient } from '../../test-support/patients.ts'
import { appUrlOf } from '../../test-support/places.ts'
import { openTestServer, type TestServer } from '../../test-support/test-server.ts'
import { openDatabase, verifyStore } from './index.ts'

/** What belongs to no practice: on shards it is a reference table, or stays with the coordinator. */
const ofNoPractice = [
  'knowledge_version',
  'kysely_migration',
  'kysely_migration_lock',
  'passkey_challenge',
  'sign_in_attempt',
]
const parts = 4

let postgres: ThrowAwayPostgres
let client: pg.Client
let server: TestServer
let divided: readonly string[]
beforeAll(async () => {
  postgres = await startPostgres()
  client = new pg.Client(postgres.url)
  await client.connect()
  const place = { url: postgres.url, appUrl: appUrlOf(postgres.url), allowUnsafeServer: true }
  const quiet = { now: () => new Date(), log: { info: () => undefined, fatal: () => undefined } }
  await (await openDatabase({ url: postgres.url, allowUnsafeServer: true, ...quiet })).close()
  divided = await partitionByPractice(client, parts)
  server = await openTestServer(place)
})
afterAll(async () => {
  await server.close()
  await client.end()
  await postgres.stop()
})

test('every table but those of no practice has the practice in each of its keys and references', async () => {
  const { rows } = await client.query<{ name: string }>(`
    select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
      and not relispartition order by relname`)
  expect(rows.map(({ name }) => name)).toEqual(ofNoPractice)
  expect(divided.length).toBeGreaterThan(15)
  const { rows: without } = await client.query(`
    select conrelid::regclass::text, conname from pg_constraint join pg_attribute
      on attrelid = conrelid and attname = 'practice_id'
    where contype in ('p', 'u', 'f') and connamespace = 'public'::regnamespace and not attnum = any (conkey)
      and confrelid <> 'knowledge_version'::regclass`)
  expect(without).toEqual([])
  const { rows: triggers } = await client.query('select tgname from pg_trigger where not tgisinternal')
  expect(triggers).toEqual([])
})

test('divided by PostgreSQL itself the same queries answer, each from the part of its practice', async () => {
  const { clock, signIn } = server
  const therapist = await signIn()
  const stranger = await signIn('stranger')
  const { patientId, record } = await runningPatient(therapist.call, clock.today)
  const other = await runningPatient(stranger.call, clock.today)
  expect(record.plans).toMatchObject([{ version: 1, status: 'active' }])

  const phone = await phoneOf(server, therapist, patientId)
  const log = logOf(await phone.call('today'), clock.today)
  expect(await phone.call('sendLogs', { body: { logs: [log] } })).toMatchObject({ stored: [log.sessionId] })
  expect(await phone.call('sendLogs', { body: { logs: [log] } })).toMatchObject({ stored: [log.sessionId] })

  const listOf = async ({ call }: typeof therapist) => (await call('listPatients')).patients.map((row) => row.patientId)
  expect(await listOf(therapist)).toEqual([patientId])
  expect(await listOf(stranger)).toEqual([other.patientId])
  await expect(stranger.call('patient', { params: { patientId } })).rejects.toMatchObject({ details: { status: 404 } })
  expect((await verifyStore(server.database.db)).problems).toEqual([])

  const { rows } = await client.query<{ part: string; practices: number }>(
    'select tableoid::regclass::text as part, count(distinct practice_id)::int as practices from event group by tableoid',
  )
  expect(rows.reduce((sum, { practices }) => sum + practices, 0)).toBe(2)
})

test('whoever answers requests reads no part of a table by its own name', async () => {
  await client.query('begin; set local role dosis_app')
  await expect(client.query('select from event_0')).rejects.toThrow('permission denied')
  await client.query('rollback')
})
