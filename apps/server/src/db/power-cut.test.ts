import { afterAll, expect, test } from 'vitest'
import { cutPowerDuringCreation, cutPowerRepeatedly, type FaultResult, killThenCutPower } from './faults/harness.ts'
import { removeTemplate } from './faults/template.ts'

afterAll(removeTemplate)

const timeout = 900_000
const noBarrier = { databaseSyncs: false, controlFileGate: false }

function expectNothingLost(result: FaultResult, faults: number): void {
  expect(result.lost).toEqual([])
  expect(result.refused).toEqual([])
  expect(result.whileOpening + result.whileWriting).toBe(faults)
}

test('10 power cuts, unsynced writes dropped, torn or scattered, lose no acknowledged write', { timeout }, async () => {
  const result = await cutPowerRepeatedly({ faults: 10, seed: 1 })
  expectNothingLost(result, 10)
  expect(result.whileOpening).toBeGreaterThan(0)
  expect(result.acknowledged).toBeGreaterThan(100)
})

test('a power cut after a kill loses nothing that was acknowledged before or between', { timeout }, async () => {
  expectNothingLost(await killThenCutPower({ faults: 2, seed: 1 }), 2)
})

test('a power cut while the database is made leaves one that opens', { timeout }, async () => {
  expectNothingLost(await cutPowerDuringCreation({ faults: 2, seed: 1 }), 2)
})

test('without the barrier a power cut loses what was acknowledged', { timeout }, async () => {
  const { lost, acknowledged } = await cutPowerRepeatedly({ faults: 1, seed: 1, parts: noBarrier }, ['drop'])
  expect(acknowledged).toBeGreaterThan(0)
  expect(lost.length).toBe(acknowledged)
})

test('without the barrier early write-back ruins the database', { timeout }, async () => {
  const { lost, refused } = await cutPowerRepeatedly({ faults: 4, seed: 6, parts: noBarrier }, ['scatter'])
  expect(lost.length + refused.length).toBeGreaterThan(0)
})
