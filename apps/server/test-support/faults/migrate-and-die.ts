// `node migrate-and-die.ts FOLDER STATEMENT [TO]`: brings the embedded database of a folder up to date, or back, and is
// killed at a statement; ends by itself when there are fewer.
import type { Kysely } from 'kysely'
import { openDatabase } from '../../src/db/index.ts'
import { goBack } from '../../src/db/migrations/go-back.ts'
import { migrate } from '../../src/db/migrations/migrate.ts'
import { BreakAt } from './broken-migrations.ts'

const [data = '', statement, to] = process.argv.slice(2)
const log = { info: () => {}, fatal: () => {} }
const store = await openDatabase({ data, now: () => new Date(), log, upTo: null })
const die = (): Promise<boolean> => {
  process.kill(process.pid, 'SIGKILL')
  return new Promise(() => {})
}
const dying = store.db.withPlugin(new BreakAt(Number(statement), die))
if (to === undefined) await migrate(dying as Kysely<unknown>)
else await dying.transaction().execute((transaction) => goBack(transaction, to, true))
await store.close()
