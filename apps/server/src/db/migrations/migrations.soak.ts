// `node apps/server/src/db/migrations/migrations.soak.ts`: breaks every migration off at each of its statements, forward
// and back, on both databases; on PostgreSQL by an error and by the loss of the connection.
import pg from 'pg'
import { startPostgres } from '../../../../../test-support/postgres.ts'
import { breakMigrations, loseConnections } from '../../../test-support/faults/broken-migrations.ts'
import { type DatabasePlace, openDatabase } from '../index.ts'

const options = { now: () => new Date(), log: { info: () => {}, fatal: () => {} }, upTo: null }

async function breakOn(what: string, place: DatabasePlace, strike?: () => Promise<boolean>): Promise<boolean> {
  const started = performance.now()
  const store = await openDatabase({ ...place, ...options })
  const { broken, problems } = await breakMigrations(store, {
    every: 1,
    first: 1,
    ...(strike === undefined ? {} : { strike }),
  })
  await store.close()
  const seconds = ((performance.now() - started) / 1000).toFixed(0)
  process.stdout.write(
    `migrations ${what}: ${broken.forward} forward, ${broken.back} back, ${problems.length} problems, ${seconds} s\n`,
  )
  for (const problem of problems) process.stderr.write(`${problem}\n`)
  return problems.length === 0
}

const postgres = await startPostgres()
const admin = new pg.Client(postgres.url)
await admin.connect()
await admin.query('create database by_error')
await admin.query('create database by_loss')
const at = (name: string) => Object.assign(new URL(postgres.url), { pathname: `/${name}` }).href
const killer = new pg.Client(at('by_loss'))
await killer.connect()
const isSafe = [
  await breakOn('on the embedded engine', { memory: true }),
  await breakOn('on PostgreSQL', { url: at('by_error'), allowUnsafeServer: true }),
  await breakOn('on PostgreSQL, by loss of the connection', { url: at('by_loss'), allowUnsafeServer: true }, () =>
    loseConnections(killer),
  ),
].every(Boolean)
await killer.end()
await admin.end()
await postgres.stop()
if (!isSafe) process.exitCode = 1
