import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { AuditEntry } from '@dosis/domain'
import { sql } from 'kysely'
import { pino } from 'pino'
import { afterAll, expect, test } from 'vitest'
import { startPostgres } from '../../../../test-support/postgres.ts'
import { newPatient } from '../../test-support/patients.ts'
import { onBothDatabases } from '../../test-support/places.ts'
import { openDatabase } from '../db/index.ts'
import { verifyStoreBy } from '../db/verify-of.ts'
import { accountsOf, type AuditQuery, auditOf, StartRefused, startServer, verificationOf } from '../index.ts'
import { auditBy, auditQuerySchema } from './audit-of.ts'
import { thisOperator } from './operator.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'dosis-audit-'))
afterAll(() => rmSync(folder, { recursive: true }))
const log = pino({ level: 'silent' })

onBothDatabases('the log for a command', startPostgres, (server) => {
  const read = async (query: AuditQuery): Promise<readonly AuditEntry[]> => {
    const entries: AuditEntry[] = []
    const parsed = auditQuerySchema.parse(query)
    for await (const entry of auditBy(thisOperator(), server().database, parsed)) entries.push(entry)
    return entries
  }

  test('is oldest first, practice by practice, and holds that it was read', async () => {
    const therapist = await server().signIn()
    const stranger = await server().signIn('stranger')
    const patientId = await newPatient(therapist.call, 'Command Test')
    await newPatient(stranger.call, 'Other Test')
    const all = await read({})
    expect(new Set(all.map(({ practiceId }) => practiceId))).toEqual(new Set(['first', 'second', '-']))
    const first = all.filter(({ practiceId }) => practiceId === 'first')
    expect(first.map(({ sequence }) => sequence)).toEqual(first.map((_, index) => index + 1))
    expect(first.at(-1)).toMatchObject({ event: 'audit.export', actor: { kind: 'command' } })
    expect((await read({ practice: 'Practice second' })).every(({ practiceId }) => practiceId === 'second')).toBe(true)
    expect((await read({ patient: patientId })).map(({ event }) => event)).toEqual(['patient.create', 'audit.export'])
    expect((await read({ event: 'patient.create' })).length).toBe(2)
    expect(await read({ to: '2026-05-03' })).toEqual([])
  })

  test('a check of the whole store finds what was changed, and stands in the log', async () => {
    const { database } = server()
    expect((await verifyStoreBy(thisOperator(), database)).problems).toEqual([])
    await sql`update audit_entry set event = 'x' where practice_id = 'first' and sequence = 2`.execute(database.db)
    const { problems } = await verifyStoreBy(thisOperator(), database)
    expect(problems).toEqual([{ table: 'audit_entry', id: 'first 2', problem: 'does not fit its hash' }])
    const checks = await read({ event: 'store.verify' })
    expect(checks.filter(({ practiceId }) => practiceId === 'first')).toHaveLength(2)
  })
})

test('log and check are the same while the server runs and when it does not', { timeout: 120_000 }, async () => {
  const place = { data: path.join(folder, 'data') }
  const add = { action: 'add', login: 'eva', displayName: 'Eva', role: 'therapist', practiceName: 'Noord' } as const
  await accountsOf(place, add)
  const read = async () => {
    const entries: AuditEntry[] = []
    await auditOf(place, { practice: 'Noord' }, (entry) => entries.push(entry))
    return entries.map(({ event }) => event)
  }
  const running = await startServer({ port: 0, ...place, log })
  expect(await read()).toEqual(['account.manage', 'audit.export'])
  expect(await verificationOf(place)).toMatchObject({ auditEntries: 2, problems: [] })
  await running.stop()
  expect(await read()).toEqual(['account.manage', 'audit.export', 'store.verify', 'audit.export'])
  expect(await verificationOf(place)).toMatchObject({ auditEntries: 4, problems: [] })
  const refused = auditOf(place, { from: 'yesterday' }, () => undefined)
  await expect(refused).rejects.toThrow(StartRefused)
  const store = await openDatabase({ ...place, now: () => new Date(), log })
  await sql`delete from audit_entry where sequence = 2`.execute(store.db)
  await store.close()
  const { problems } = await verificationOf(place)
  expect(problems.map(({ id }) => id.split(' ')[1])).toContain('3')
})
