import type { FastifyInstance } from 'fastify'
import type { Store } from '../db/index.ts'

/** Says on every answer what time it is by the server's one clock: phones set their own clocks by this header. */
export function sayTheTime(app: FastifyInstance, { now }: Store): void {
  app.addHook('onRequest', async (_, reply) => {
    reply.header('date', now().toUTCString())
  })
}
