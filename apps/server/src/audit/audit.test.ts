import { type Contract, type RouteName, routePaths } from '@dosis/api'
import { addDays, canonicalJson } from '@dosis/domain'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { startPostgres } from '../../../../test-support/postgres.ts'
import { logOf, newId, newPatient, phoneOf, runningPatient } from '../../test-support/patients.ts'
import { onBothDatabases } from '../../test-support/places.ts'
import type { TestServer } from '../../test-support/test-server.ts'
import { verifyStore } from '../db/index.ts'
import { sha256 } from '../db/hash.ts'
import { auditEntries, findBreak, hashOfEntry, nobodysPractice, verifyAudit } from './audit-entry.ts'
import { auditedRoutes } from './audited-routes.ts'

const all = { limit: 10_000 }
const json = { 'content-type': 'application/json' }

async function lastOf({ database: { db } }: TestServer, practiceId = 'first') {
  const [entry] = await auditEntries(db, practiceId, { limit: 1 })
  if (entry === undefined) throw new Error('the log is empty')
  return entry
}

async function countOf({ database: { db } }: TestServer): Promise<number> {
  const { rows } = await sql<{ count: string }>`select count(*) from audit_entry`.execute(db)
  return Number(rows[0]?.count)
}

onBothDatabases('the log of who did what', startPostgres, (server) => {
  test('every route that says so leaves exactly one entry, done or refused; the others leave none', async () => {
    const therapist = await server().signIn()
    const { patientId, record } = await runningPatient(therapist.call, server().clock.today, 'Logged Test')
    const decisionId = record.decisions[0]?.decisionId ?? ''
    const phone = await phoneOf(server(), therapist, patientId)
    for (const name of Object.keys(routePaths) as RouteName[]) {
      const { method, path, caller } = routePaths[name]
      const audited = auditedRoutes[name]
      const before = await countOf(server())
      const visitor = caller === 'patient' ? phone : name === 'signOut' ? await server().signIn() : therapist
      const between = await countOf(server())
      await visitor.send({
        method,
        url: path.replace(':patientId', patientId).replace(':decisionId', decisionId).replace(':accountId', 'nobody'),
        ...(method === 'POST' ? { payload: {}, headers: json } : {}),
      })
      const left = (await countOf(server())) - between
      expect([name, left]).toEqual([name, 'none' in audited ? 0 : 1])
      if ('none' in audited) expect(audited.none.length).toBeGreaterThan(10)
      expect(between - before).toBe(name === 'signOut' ? 1 : 0)
    }
  })

  test('says who, when, what, about whom, why, and what came of it', async () => {
    const therapist = await server().signIn()
    const patientId = await newPatient(therapist.call, 'Known Test')
    expect(await lastOf(server())).toMatchObject({
      event: 'patient.create',
      action: 'C',
      outcome: 0,
      purpose: 'TREAT',
      patientId,
      occurredAt: server().clock.now().toISOString(),
      actor: { kind: 'professional', name: 'Name of therapist', role: 'therapist' },
    })
    await therapist.call('patient', { params: { patientId } })
    expect(await lastOf(server())).toMatchObject({ event: 'patient.read', action: 'R', outcome: 0, patientId })
    await therapist.call('listPatients', { query: { search: 'known' } })
    expect(await lastOf(server())).toMatchObject({ event: 'patient.search', patientId: null, detail: '1 found' })

    const phone = await phoneOf(server(), therapist, patientId)
    await phone.call('today')
    expect(await lastOf(server())).toMatchObject({
      event: 'phone.read',
      purpose: 'PATRQT',
      patientId,
      actor: { kind: 'patient', id: `patient:${patientId}` },
    })
    const manager = await server().signIn('manager')
    await manager.call('patientAudit', { params: { patientId }, query: {} })
    expect(await lastOf(server())).toMatchObject({ purpose: 'HOPERAT', patientId, actor: { role: 'manager' } })
  })

  test('what was refused stands there too, with who tried it', async () => {
    const therapist = await server().signIn()
    const patientId = await newPatient(therapist.call, 'Refused Test')
    const manager = await server().signIn('manager')
    const stranger = await server().signIn('stranger')
    const facts = {
      method: 'POST',
      url: `/api/patients/${patientId}/facts`,
      headers: json,
      payload: { statements: [{ eventId: newId(), fact: 'frail', stated: { state: 'known', value: true } }] },
    }
    expect((await manager.send(facts)).status).toBe(403)
    expect(await lastOf(server())).toMatchObject({
      event: 'fact.state',
      outcome: 4,
      patientId,
      actor: { role: 'manager' },
    })
    expect((await stranger.send({ method: 'GET', url: `/api/patients/${patientId}` })).status).toBe(404)
    expect(await lastOf(server(), 'second')).toMatchObject({ event: 'patient.read', outcome: 4, patientId })
  })

  test('signing in, failing to, and leaving; nobody fills the log by knocking', async () => {
    const visitor = server().visitor()
    const signIn = (login: string, password: string) =>
      visitor.send({ method: 'POST', url: '/api/session', headers: json, payload: { login, password } })
    expect((await signIn('therapist', 'wrong')).status).toBe(401)
    expect(await lastOf(server())).toMatchObject({ event: 'session.open', outcome: 4, actor: { kind: 'nobody' } })
    expect((await lastOf(server())).objectId).toMatch(/^account:/)
    expect((await signIn('somebody-else', 'wrong')).status).toBe(401)
    expect(await lastOf(server(), nobodysPractice)).toMatchObject({ event: 'session.open', outcome: 4, objectId: null })

    const therapist = await server().signIn()
    expect(await lastOf(server())).toMatchObject({ event: 'session.open', outcome: 0, actor: { role: 'therapist' } })
    await therapist.call('signOut')
    expect(await lastOf(server())).toMatchObject({ event: 'session.close', outcome: 0, actor: { role: 'therapist' } })
    const before = await countOf(server())
    await therapist.send({ method: 'DELETE', url: '/api/session' })
    await therapist.send({ method: 'GET', url: '/api/patients' })
    expect(await countOf(server())).toBe(before)
  })

  test('says which checks ran and how they ended, under which rules, and which machine and version wrote it', async () => {
    const therapist = await server().signIn()
    const patientId = await newPatient(therapist.call, 'Checked Test')
    const { source, policy, checks } = await lastOf(server())
    expect(source).toMatch(/^dosis \d+\.\d+\.\d+ on ./)
    expect(policy).toMatch(/^route-roles [0-9a-f]{12}$/)
    expect(checks).toContain('origin passed, session passed, role passed')
    const manager = await server().signIn('manager')
    expect((await lastOf(server())).checks).toContain('origin passed')
    await manager.send({ method: 'GET', url: `/api/patients/${patientId}` })
    expect(await lastOf(server())).toMatchObject({ outcome: 4, checks: 'origin passed, session passed, role refused' })
  })

  test('entries of before these fields keep their hash, and one that is emptied later shows', async () => {
    const { db } = server().database
    const entries = await auditEntries(db, 'first', all)
    const {
      source: _,
      policy: _p,
      relation: _r,
      checks: _c,
      hash: _h,
      ...before
    } = entries[0] ?? (await lastOf(server()))
    const old = { ...before, source: null, policy: null, relation: null, checks: null, hash: '' }
    expect(hashOfEntry(old)).toBe(sha256(canonicalJson(before)))
    expect(hashOfEntry({ ...old, relation: 'x' })).not.toBe(hashOfEntry(old))
  })

  test('a repeated write is logged each time it is asked for, and what it says is stored once', async () => {
    const therapist = await server().signIn()
    const patientId = await newPatient(therapist.call, 'Repeated Test')
    const statements = [{ eventId: newId(), fact: 'frail', stated: { state: 'known', value: true } }] as const
    const before = await countOf(server())
    for (let time = 0; time < 2; time += 1) {
      await therapist.call('stateFacts', { params: { patientId }, body: { statements } })
    }
    expect((await countOf(server())) - before).toBe(2)
  })

  test('nothing that somebody wrote, no name of a patient and no secret stands in the log', async () => {
    const therapist = await server().signIn()
    const { patientId } = await runningPatient(therapist.call, server().clock.today, 'Canary-Name Test')
    const phone = await phoneOf(server(), therapist, patientId)
    const today = await phone.call('today')
    await phone.call('sendLogs', { body: { logs: [{ ...logOf(today, server().clock.today), note: 'canary-note' }] } })
    await therapist.call('listPatients', { query: { search: 'canary-name' } })
    const { rows } = await sql<{ text: string }>`select audit_entry::text as text from audit_entry`.execute(
      server().database.db,
    )
    for (const word of [/canary/i, /not a secret/, /argon2/]) {
      expect(rows.filter(({ text }) => word.test(text))).toEqual([])
    }
  })

  test('a patient sees who looked, a therapist who did what to a record, a manager what all did; in pages', async () => {
    const therapist = await server().signIn()
    const patientId = await newPatient(therapist.call, 'Looked Test')
    for (let time = 0; time < 101; time += 1) await therapist.call('patient', { params: { patientId } })
    const phone = await phoneOf(server(), therapist, patientId)
    const first = await phone.call('whoLooked', { query: {} })
    expect(first.entries).toHaveLength(100)
    expect(first.entries.every((entry) => entry.patientId === patientId)).toBe(true)
    expect(first.entries.some(({ actor }) => actor.name === 'Name of therapist')).toBe(true)
    const second = await phone.call('whoLooked', { query: { before: String(first.before) } })
    const numbers = [...first.entries, ...second.entries].map(({ sequence }) => sequence)
    expect(numbers).toEqual([...new Set(numbers)].sort((left, right) => right - left))
    expect(second.before).toBeNull()
    const byOthers = await phone.call('whoLooked', { query: { by: 'professionals' } })
    expect(new Set(byOthers.entries.map(({ actor }) => actor.kind))).toEqual(new Set(['professional']))
    expect(second.entries.concat(first.entries).some(({ actor }) => actor.kind === 'patient')).toBe(true)

    const ofRecord = await therapist.call('patientAudit', { params: { patientId }, query: {} })
    expect(ofRecord.entries[0]?.event).toBe('audit.read')
    const manager = await server().signIn('manager')
    const ofPractice = await manager.call('practiceAudit', { query: {} })
    expect(new Set(ofPractice.entries.map((entry) => entry.patientId)).size).toBeGreaterThan(1)
    expect((await therapist.send({ method: 'GET', url: '/api/audit' })).status).toBe(403)
    const stranger = await server().signIn('stranger')
    expect((await stranger.send({ method: 'GET', url: `/api/patients/${patientId}/audit` })).status).toBe(404)
  })

  test('the log is searched by person, patient, kind, outcome and day, in pages that fit together', async () => {
    const therapist = await server().signIn()
    const manager = await server().signIn('manager')
    const patientId = await newPatient(therapist.call, 'Searched Test')
    await therapist.call('patient', { params: { patientId } })
    await manager.send({ method: 'GET', url: `/api/patients/${patientId}` })
    const find = (query: Contract['practiceAudit']['query']) => manager.call('practiceAudit', { query })
    const ofPatient = await find({ patient: patientId, actor: 'account:therapist-id' })
    expect(ofPatient.entries.map(({ event }) => event)).toEqual(['patient.read', 'patient.create'])
    expect(ofPatient.people.find(({ actorId }) => actorId === 'account:therapist-id')?.role).toBe('therapist')
    const refused = await find({ patient: patientId, outcome: '4' })
    expect(refused.entries.map(({ actor, outcome }) => [actor.role, outcome])).toEqual([['manager', 4]])
    const reads = await find({ event: 'patient.read' })
    expect(new Set(reads.entries.map(({ event }) => event))).toEqual(new Set(['patient.read']))
    const { today } = server().clock
    expect((await find({ from: today, to: today })).entries.length).toBeGreaterThan(0)
    expect((await find({ to: addDays(today, -1) })).entries).toEqual([])
    expect((await find({ from: addDays(today, 1) })).entries).toEqual([])
    for (const query of ['event=unknown', 'actor=x', 'from=yesterday', 'outcome=5', 'patient=a%20b']) {
      expect([query, (await manager.send({ method: 'GET', url: `/api/audit?${query}` })).status]).toEqual([query, 400])
    }
    expect(await lastOf(server())).toMatchObject({ event: 'audit.read', outcome: 4 })
  })

  test('who searched the log for a patient stands in the log of that patient', async () => {
    const therapist = await server().signIn()
    const patientId = await newPatient(therapist.call, 'Looked Up Test')
    const manager = await server().signIn('manager')
    await manager.call('practiceAudit', { query: { patient: patientId } })
    expect(await lastOf(server())).toMatchObject({ event: 'audit.read', patientId, actor: { role: 'manager' } })
  })

  test('the log goes out as AuditEvents of FHIR, as many as it has, and that stands in it', async () => {
    const therapist = await server().signIn()
    const patientId = await newPatient(therapist.call, 'Exported Test')
    const manager = await server().signIn('manager')
    const { entry = [] } = await manager.call('exportAudit', { query: { patient: patientId } })
    expect(entry).toMatchObject([{ resource: { resourceType: 'AuditEvent', action: 'C', outcome: '0' } }])
    expect(await lastOf(server())).toMatchObject({ event: 'audit.export', detail: '1 entries', patientId })
    const all = await manager.call('exportAudit', { query: {} })
    expect(all.entry).toHaveLength((await lastOf(server())).sequence - 1)
    expect((await therapist.send({ method: 'GET', url: '/api/audit/fhir' })).status).toBe(403)
  })

  test('a check says that the chain is whole, or the first entry that is not', async () => {
    const manager = await server().signIn('manager')
    const before = (await lastOf(server())).sequence
    expect(await manager.call('checkAudit')).toMatchObject({ entries: before, brokenAt: null })
    expect(await lastOf(server())).toMatchObject({ event: 'audit.check', detail: 'whole' })
    const { db } = server().database
    const rolledBack = new Error('only to look')
    for (const [tampering, brokenAt] of [
      [sql`update audit_entry set detail = 'x' where practice_id = 'first' and sequence = 3`, 3],
      [sql`delete from audit_entry where practice_id = 'first' and sequence = 4`, 4],
      [sql`delete from audit_entry where practice_id = 'first' and sequence > 5`, 6],
    ] as const) {
      const found = await db
        .transaction()
        .execute(async (transaction) => {
          await tampering.execute(transaction)
          rolledBack.cause = await findBreak(transaction, 'first')
          throw rolledBack
        })
        .catch((error: unknown) => (error as Error).cause)
      expect(found).toMatchObject({ brokenAt })
    }
  })

  test('forty at once leave one unbroken chain', async () => {
    const therapist = await server().signIn()
    const patientId = await newPatient(therapist.call, 'Chain Test')
    const before = await countOf(server())
    await Promise.all(Array.from({ length: 40 }, () => therapist.call('patient', { params: { patientId } })))
    expect((await countOf(server())) - before).toBe(40)
    const entries = await auditEntries(server().database.db, 'first', all)
    expect(entries.map(({ sequence }) => sequence)).toEqual(entries.map((_, index) => entries.length - index))
    expect((await verifyAudit(server().database.db)).problems).toEqual([])
  })

  describe('what somebody with the database did to it shows', () => {
    test.each([
      [
        'another name',
        sql`update audit_entry set actor_name = 'Somebody' where practice_id = 'first' and sequence = 3`,
      ],
      [
        'another outcome',
        sql`update audit_entry set outcome = 4 - outcome where practice_id = 'first' and sequence = 3`,
      ],
      ['an entry taken out', sql`delete from audit_entry where practice_id = 'first' and sequence = 3`],
      ['the end cut off', sql`delete from audit_entry where practice_id = 'first' and sequence > 3`],
      [
        'two exchanged',
        sql`update audit_entry set sequence = 1000000 - sequence where practice_id = 'first' and sequence in (3, 4)`,
      ],
      ['the head gone', sql`delete from audit_head where practice_id = 'first'`],
    ])('%s', async (_, tampering) => {
      const { db } = server().database
      const rolledBack = new Error('only to look')
      const found = await db
        .transaction()
        .execute(async (transaction) => {
          expect((await verifyAudit(transaction)).problems).toEqual([])
          await tampering.execute(transaction)
          rolledBack.cause = await verifyStore(transaction)
          throw rolledBack
        })
        .catch((error: unknown) => (error as Error).cause as Awaited<ReturnType<typeof verifyStore>>)
      expect(found.problems.filter(({ table }) => table === 'audit_entry').length).toBeGreaterThan(0)
      expect((await verifyAudit(db)).problems).toEqual([])
    })
  })

  test('when the log cannot be written, nothing is answered and nothing is stored', async () => {
    const therapist = await server().signIn()
    const patientId = await newPatient(therapist.call, 'Unlogged Test')
    const { db } = server().database
    const eventsBefore = await db.selectFrom('event').select('event_id').execute()
    await sql`alter table audit_entry rename to audit_entry_away`.execute(db)
    try {
      const read = await therapist.send({ method: 'GET', url: `/api/patients/${patientId}` })
      expect([read.status, read.text.includes('Unlogged')]).toEqual([500, false])
      const statements = [{ eventId: newId(), fact: 'frail', stated: { state: 'known', value: true } }]
      const url = `/api/patients/${patientId}/facts`
      const write = await therapist.send({ method: 'POST', url, headers: json, payload: { statements } })
      expect(write.status).toBe(500)
    } finally {
      await sql`alter table audit_entry_away rename to audit_entry`.execute(db)
    }
    expect(await db.selectFrom('event').select('event_id').execute()).toEqual(eventsBefore)
    expect((await verifyAudit(db)).problems).toEqual([])
  })
})
