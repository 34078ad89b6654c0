import { afterAll, beforeAll, expect, test } from 'vitest'
import { startPostgres, type ThrowAwayPostgres } from '../../../../test-support/postgres.ts'
import { killWorkers } from '../../test-support/jobs/kill-workers.ts'

const timeout = 180_000
const postgres: ThrowAwayPostgres[] = []

beforeAll(async () => {
  postgres.push(await startPostgres(), await startPostgres())
})
afterAll(async () => {
  for (const { stop } of postgres) await stop()
})

test('each job has its effect once, with two workers of which one after the other is killed amidst a job', {
  timeout,
}, async () => {
  const { problems, tasks } = await killWorkers({ url: postgres[0]?.url ?? '', kills: 2, seed: 1 })
  expect(problems).toEqual([])
  expect(tasks).toBe(16)
})

test('the same kills find a job that makes ids of its own', { timeout }, async () => {
  const { problems } = await killWorkers({ url: postgres[1]?.url ?? '', kills: 1, seed: 2, mistake: 'without-key' })
  expect(problems.filter((problem) => /: [2-9]\d* tasks/.test(problem))).not.toEqual([])
})
