import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import type { Store } from '../db/index.ts'

/** `/healthz`: the process answers. `/readyz`: its database answers too. */
export function answerHealth(app: FastifyInstance, { db }: Store): void {
  app.get('/healthz', async (_, reply) => {
    reply.header('cache-control', 'no-store')
    return { status: 'ok' }
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
