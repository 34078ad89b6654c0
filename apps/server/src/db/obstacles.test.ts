import { afterAll, beforeAll, expect, test } from 'vitest'
import { startPostgres, type ThrowAwayPostgres } from '../../../../test-support/postgres.ts'
import { obstacles, obstructRepeatedly } from '../../test-support/faults/obstacles.ts'

const timeout = 300_000

let postgres: ThrowAwayPostgres
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.stop())

test('a long transaction, an exhausted pool, a deadlock and a serialization failure are answered in ten seconds', {
  timeout,
}, async () => {
  const { problems, met, slowestMilliseconds } = await obstructRepeatedly({ count: 5, seed: 1, url: postgres.url })
  expect(problems).toEqual([])
  for (const obstacle of obstacles) expect(met[obstacle], obstacle).toBeGreaterThan(0)
  expect(slowestMilliseconds).toBeLessThan(10_000)
})

test('the same obstacles find out a server that waits for a lock as long as it takes', { timeout }, async () => {
  const { problems } = await obstructRepeatedly({
    count: 1,
    seed: 2,
    url: postgres.url,
    only: ['a long transaction'],
    spoil: ({ confined: _, ...store }) => store,
  })
  expect(problems).toContain('a long transaction: no answer within ten seconds')
})
