import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Gauge, Histogram, type OpenMetricsContentType, Registry } from 'prom-client'
import type { Store } from '../db/index.ts'
import { countJobs } from '../jobs/open-queue.ts'
import { asRefusal } from '../port-is-free.ts'
import { endsConnections } from './end-connections.ts'

/** Seconds; a patient waits for none of these, a resync of many phones may. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]

export interface Metrics {
  readonly url: string
  readonly close: () => Promise<void>
}

/** Whether a process without requests does its work. */
export type Readiness = () => Promise<boolean>

/**
 * Serves the figures of a process to this machine alone, on a port of their own: they are nobody else's business.
 * @param app the server whose requests are measured; null = a process without one
 * @param readiness answers at `/readyz`, where no server does
 * @throws {StartRefused} the port is in use
 */
export async function openMetrics(
  app: FastifyInstance | null,
  store: Store,
  port: number,
  readiness?: Readiness,
): Promise<Metrics> {
  const registry = measure(store)
  if (app !== null) measureRequests(app, registry)
  const server = createServer((request, response) => {
    if (request.method === 'GET' && request.url === '/readyz' && readiness !== undefined) {
      readiness().then(
        (isReady) => response.writeHead(isReady ? 200 : 503).end(isReady ? 'ready' : 'not ready'),
        () => response.writeHead(503).end('not ready'),
      )
    } else if (request.method !== 'GET' || request.url !== '/metrics') response.writeHead(404).end()
    else
      registry.metrics().then(
        (text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
        () => response.writeHead(503).end(),
      )
  })
  const endConnections = endsConnections(server)
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(asRefusal(error, port)))
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`,
    close: () =>
      new Promise((resolve) => {
        endConnections()
        server.close(() => resolve())
      }),
  }
}

/** Whether the database answers, how many jobs there are, and what Node says of itself, in the OpenMetrics text format. */
function measure(store: Store): Registry<OpenMetricsContentType> {
  const registry = new Registry<OpenMetricsContentType>()
  registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE)
  collectDefaultMetrics({ register: registry })
  new Gauge({
    name: 'dosis_database_up',
    help: '1 when the database answers',
    registers: [registry],
    async collect() {
      this.set(await answers(store))
    },
  })
  new Gauge({
    name: 'dosis_jobs',
    help: 'Jobs in the queue of the database; those that ended stay for a week',
    labelNames: ['kind', 'state'],
    registers: [registry],
    async collect() {
      const counts = await countJobs(store).catch(() => [])
      for (const { kind, state, count } of counts) this.set({ kind, state }, count)
    },
  })
  return registry
}

async function answers({ db }: Store): Promise<0 | 1> {
  return sql`select 1`.execute(db).then(
    () => 1,
    () => 0,
  )
}

/**
 * How many requests by route, method and class of status, and how long they took. Routes are named as the contract
 * writes them: no address, no id, nobody's name.
 */
function measureRequests(app: FastifyInstance, registry: Registry<OpenMetricsContentType>): void {
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
}
