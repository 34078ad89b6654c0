import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import type { Store } from '../db/index.ts'
import { demoPractice } from '../demo/accounts.ts'

/**
 * `/healthz`: the process answers, and whether it holds the demo practice, so that the sign-in page can name its
 * accounts. `/readyz`: its database answers too.
 */
export function answerHealth(app: FastifyInstance, { db }: Store): void {
  app.get('/healthz', async (_, reply) => {
    reply.header('cache-control', 'no-store')
    return { status: 'ok', demo: await holdsDemo(db) }
  })
  app.get('/readyz', async (request, reply) => {
    reply.header('cache-control', 'no-store')
    try {
      await sql`select 1`.execute(db)
      return { status: 'ready' }
    } catch (error) {
      request.log.error({ error: error instanceof Error ? error.name : 'unknown' }, 'the database does not answer')
      return reply.code(503).send({ status: 'not ready' })
    }
  })
}

/** A database that does not answer is no reason to call the process dead. */
async function holdsDemo(db: Store['db']): Promise<boolean> {
  const found = db.selectFrom('practice').select('practice_id').where('practice_id', '=', demoPractice.practiceId)
  return found.executeTakeFirst().then(
    (row) => row !== undefined,
    () => false,
  )
}
