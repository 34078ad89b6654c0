import fs from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { flipPlaces, flipRepeatedly } from '../../test-support/faults/bit-flips.ts'
import { newId, runningPatient } from '../../test-support/patients.ts'
import { openTestServer } from '../../test-support/test-server.ts'
import { removeTemplate } from './faults/template.ts'
import { verifyStore } from './index.ts'

afterAll(removeTemplate)

const timeout = 300_000

test('a bit that flips in a table, an index, the log, any file or a backup is found before use, or changes nothing', {
  timeout,
}, async () => {
  const { silent, outcomes } = await flipRepeatedly({ flips: 15, seed: 1 })
  expect(silent).toEqual([])
  for (const place of flipPlaces) {
    const { refused, found, harmless } = outcomes[place]
    expect(refused + found + harmless, place).toBe(3)
  }
  expect(outcomes.table.found + outcomes.table.refused).toBeGreaterThan(0)
  expect(outcomes.log.refused).toBeGreaterThan(0)
  expect(outcomes.backup.refused).toBe(3)
})

test('the same flips find out a store that does not know what it acknowledged last', { timeout }, async () => {
  const forget = (data: string) => fs.rmSync(path.join(data, 'database', 'dosis.acknowledged'))
  const { silent } = await flipRepeatedly({ flips: 2, seed: 3, places: ['log'], spoil: forget })
  expect(silent).not.toEqual([])
})

test('a document that changed behind the server is never shown: not the plan, not what was stated', {
  timeout,
}, async () => {
  const server = await openTestServer()
  const { db } = server.database
  const therapist = await server.signIn()
  const changes = {
    plan_version: (patientId: string) =>
      sql`update plan_version set body = replace(body, '"minutes', '"minutet') where patient_id = ${patientId}`,
    event: (patientId: string) =>
      sql`update event set body = replace(body, '"pluis"', '"pluit"') where patient_id = ${patientId}`,
  }
  for (const [table, change] of Object.entries(changes)) {
    const { patientId } = await runningPatient(therapist.call, server.clock.today)
    const url = `/api/patients/${patientId}`
    expect((await therapist.send({ method: 'GET', url })).status).toBe(200)
    const { numAffectedRows } = await change(patientId).execute(db)
    expect(Number(numAffectedRows)).toBeGreaterThan(0)
    const { status, text } = await therapist.send({ method: 'GET', url })
    expect([status, text]).toEqual([500, expect.stringContaining('is not what was stored, so it is not shown')])
    expect(text).not.toContain(patientId)
    const body = { eventId: newId(), requests: ['run'] }
    const written = await therapist.send({ method: 'POST', url: `${url}/requests`, payload: body })
    expect(written.status).toBe(500)
    expect((await verifyStore(db)).problems).toContainEqual(expect.objectContaining({ table }))
  }
  await server.close()
})
