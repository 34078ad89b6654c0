import { afterAll, expect, test } from 'vitest'
import { killRepeatedly } from './faults/harness.ts'
import { removeTemplate } from './faults/template.ts'

afterAll(removeTemplate)

const limitMilliseconds = 900_000

test('10 hard kills, while opening and while writing, lose no acknowledged write', {
  timeout: limitMilliseconds,
}, async () => {
  const result = await killRepeatedly({ faults: 10, seed: 1 })
  expect(result.lost).toEqual([])
  expect(result.refused).toEqual([])
  expect(result.whileOpening + result.whileWriting).toBe(10)
  expect(result.acknowledged).toBeGreaterThan(20)
})

test('hard kills are harmless without the barrier too: it is there for the power', {
  timeout: limitMilliseconds,
}, async () => {
  const parts = { databaseSyncs: false, controlFileGate: false }
  const result = await killRepeatedly({ faults: 3, seed: 2, parts })
  expect(result.lost).toEqual([])
  expect(result.refused).toEqual([])
})
