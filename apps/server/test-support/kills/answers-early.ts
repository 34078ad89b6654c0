// The server with one fault built in: it answers before the commit. Everything happens in one transaction, which is
// committed ten times a second, whether or not somebody is in the middle of a write. The kills must find it out.
import type { AddressInfo } from 'node:net'
import { parseArgs } from 'node:util'
import { readKnowledge } from '@dosis/knowledge'
import { sql } from 'kysely'
import { pino } from 'pino'
import { openDatabase, type Store } from '../../src/db/index.ts'
import { createServer } from '../../src/server.ts'

const commitMilliseconds = 100

function answerEarly(store: Store): Promise<Store> {
  return new Promise((resolve, reject) => {
    const whole = store.db.transaction().execute(async (transaction) => {
      resolve({ ...store, db: transaction, write: (work) => work(transaction) })
      for (;;) {
        await new Promise((next) => setTimeout(next, commitMilliseconds))
        await sql`commit and chain`.execute(transaction)
      }
    })
    whole.catch(reject)
  })
}

const { values } = parseArgs({ options: { data: { type: 'string' } } })
const log = pino({ level: 'warn' }, pino.destination(2))
const database = await openDatabase({ data: values.data ?? '', now: () => new Date(), log })
const app = await createServer({
  database: await answerEarly(database),
  knowledge: readKnowledge(),
  log,
  practicePhone: '000 000 00 00',
})
await app.listen({ port: 0, host: '127.0.0.1' })
process.stdout.write(`Therapist  http://localhost:${(app.server.address() as AddressInfo).port}/\n`)
