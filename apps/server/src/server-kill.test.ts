import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { killServerRepeatedly } from '../test-support/kills/kill-server.ts'
import { removePractice } from '../test-support/kills/practice.ts'
import { writesOfTreatment } from '../test-support/writes-of-treatment.ts'

afterAll(removePractice)

const timeout = 900_000
const answersEarly = fileURLToPath(new URL('../test-support/kills/answers-early.ts', import.meta.url))

test('10 hard kills of the server, while it starts and while it is written to over HTTP, lose no acknowledged write', {
  timeout,
}, async () => {
  const { lost, refused, whileOpening, whileWriting, unanswered, repeated, byRoute } = await killServerRepeatedly({
    faults: 10,
    seed: 1,
  })
  expect(lost).toEqual([])
  expect(refused).toEqual([])
  expect(whileOpening + whileWriting).toBe(10)
  expect(unanswered.done + unanswered.notDone).toBeGreaterThan(0)
  expect(repeated).toBeGreaterThan(0)
  expect(Object.keys(byRoute).toSorted()).toEqual(writesOfTreatment)
})

test('the same kills find out a server that answers before the commit', { timeout }, async () => {
  const { lost } = await killServerRepeatedly({ faults: 5, seed: 2, command: [answersEarly] })
  expect(lost).not.toEqual([])
})
