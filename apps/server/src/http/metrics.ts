import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Gauge, Histogram, type OpenMetricsContentType, Registry } from 'prom-client'
import type { Store } from '../db/index.ts'
import { asRefusal } from '../port-is-free.ts'

/** Seconds; a patient waits for none of these, a resync of many phones may. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]

export interface Metrics {
  readonly url: string
  readonly close: () => Promise<void>
}

/**
 * Serves the figures of a server to this machine alone, on a port of their own: they are nobody else's business.
 * @throws {StartRefused} the port is in use
 */
export async function openMetrics(app: FastifyInstance, store: Store, port: number): Promise<Metrics> {
  const registry = measure(app, store)
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') response.writeHead(404).end()
    else
      registry.metrics().then(
        (text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
        () => response.writeHead(503).end(),
      )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(asRefusal(error, port)))
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeIdleConnections()
      }),
  }
}

/**
 * Figures of this process in the OpenMetrics text format: how many requests by route, method and class of status, how
 * long they took, whether the database answers, and what Node says of itself. Routes are named as the contract writes
 * them: no address, no id, nobody's name.
 */
function measure(app: FastifyInstance, { db }: Store): Registry<OpenMetricsContentType> {
  const registry = new Registry<OpenMetricsContentType>()
  registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE)
  collectDefaultMetrics({ register: registry })
  const answered = new Histogram({
    name: 'dosis_request_duration_seconds',
    help: 'Time from a request to its answer',
    labelNames: ['method', 'route', 'status'],
    buckets,
    registers: [registry],
  })
  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions } = request
    const status = `${Math.floor(reply.statusCode / 100)}xx`
    answered.observe({ method, route: routeOptions.url ?? 'none', status }, reply.elapsedTime / 1000)
  })
  new Gauge({
    name: 'dosis_database_up',
    help: '1 when the database answers',
    registers: [registry],
    async collect() {
      this.set(
        await sql`select 1`.execute(db).then(
          () => 1,
          () => 0,
        ),
      )
    },
  })
  return registry
}
