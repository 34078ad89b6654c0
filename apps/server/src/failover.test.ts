import { expect, test } from 'vitest'
import { failOverRepeatedly } from '../test-support/failover/fail-over.ts'

const timeout = 300_000

test('two servers outlast the loss of the primary: no acknowledged write and no session is lost, nothing is there twice', {
  timeout,
}, async () => {
  const { lost, failovers, acknowledged, tasks } = await failOverRepeatedly({ count: 2, seed: 1, synchronous: true })
  expect(lost).toEqual([])
  expect(failovers).toBe(2)
  expect(acknowledged).toBeGreaterThan(16)
  expect(tasks).toBe(16)
})

test('the same failovers find the losses of a standby that the primary does not wait for', { timeout }, async () => {
  const { lost } = await failOverRepeatedly({ count: 1, seed: 2, synchronous: false })
  expect(lost).not.toEqual([])
})
