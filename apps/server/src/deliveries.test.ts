import type { RouteName } from '@dosis/api'
import type { FastifyInstance } from 'fastify'
import { describe, expect, test } from 'vitest'
import { startPostgres } from '../../../test-support/postgres.ts'
import { deliverRepeatedly } from '../test-support/faults/deliveries.ts'
import { appUrlOf } from '../test-support/places.ts'
import { writesOfTreatment } from '../test-support/writes-of-treatment.ts'

const timeout = 300_000

/** Each time that somebody comes in is a time of its own. */
const letIn: ReadonlySet<string> = new Set(['signIn', 'openLink'] satisfies RouteName[])
const writes = writesOfTreatment.filter((name) => !letIn.has(name))

const places = {
  'the embedded engine': (work: (place: { memory: true }) => Promise<void>) => work({ memory: true }),
  PostgreSQL: async (work: (place: { url: string; appUrl: string; allowUnsafeServer: true }) => Promise<void>) => {
    const { url, stop } = await startPostgres()
    try {
      await work({ url, appUrl: appUrlOf(url), allowUnsafeServer: true })
    } finally {
      await stop()
    }
  },
}

describe.each(Object.entries(places))('on %s', (_, withPlace) => {
  test('a request that comes one to five times, at once, late, or with nobody to answer has one effect', {
    timeout,
  }, async () => {
    await withPlace(async (place) => {
      const result = await deliverRepeatedly({ count: 60, seed: 1, place })
      expect(result.problems).toEqual([])
      expect([...result.byRoute].toSorted()).toEqual(writes)
      expect(result.delivered).toBeGreaterThanOrEqual(60)
      for (const fault of ['lost', 'late', 'conflicts'] as const) expect(result[fault], fault).toBeGreaterThan(0)
    })
  })
})

test('the same deliveries find out a server that gives events ids of its own', { timeout }, async () => {
  let count = 0
  const spoil = (app: FastifyInstance): void => {
    app.addHook('preHandler', async ({ body }) => {
      const given = body as { eventId?: string } | null
      if (given?.eventId !== undefined) given.eventId += `-${(count += 1)}`
    })
  }
  const { problems } = await deliverRepeatedly({ count: 1, seed: 2, spoil })
  expect(problems).not.toEqual([])
})
