import { type RouteName, routePaths } from '@dosis/api'
import type { SessionLog } from '@dosis/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { logOf, phoneOf, runningPatient } from '../../test-support/patients.ts'
import { openTestServer, type TestServer, type Visitor } from '../../test-support/test-server.ts'
import { appendOnlyTables } from '../db/database.ts'

let server: TestServer
let therapist: Visitor
let phone: Visitor
let patientId: string
let log: SessionLog
beforeAll(async () => {
  server = await openTestServer()
  therapist = await server.signIn()
  const running = await runningPatient(therapist.call, server.clock.today)
  patientId = running.patientId
  phone = await phoneOf(server, therapist, patientId)
  log = logOf(await phone.call('today'), server.clock.today, { sessionId: 'log', note: 'Fine' })
})
afterAll(() => server.close())

async function rows(): Promise<Readonly<Record<string, number>>> {
  // That it was tried stands in the log of who did what (audit.test.ts), and nothing of it anywhere else.
  const record = appendOnlyTables.filter((table) => table !== 'audit_entry')
  const tables = [...record, 'patient_link', 'session', 'account']
  const counts = await Promise.all(
    tables.map(async (table) => {
      const { rows: counted } = await sql<{ count: string }>`
        select count(*) as count from ${sql.table(table)}`.execute(server.database.db)
      return [table, Number(counted[0]?.count)] as const
    }),
  )
  return Object.fromEntries(counts)
}

/** Sends what is wrong, sees that nothing of it was stored, and tells which paths the answer names. */
async function refusedPaths(name: RouteName, body: object): Promise<readonly string[]> {
  const { method, path, caller } = routePaths[name]
  const before = await rows()
  const { status, text } = await (caller === 'patient' ? phone : therapist).send({
    method,
    url: path.replace(':patientId', patientId),
    payload: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  })
  expect(await rows()).toEqual(before)
  expect([name, status, text]).toEqual([name, 400, text])
  const { problems } = JSON.parse(text) as { problems: readonly { path: string; message: string }[] }
  for (const { message } of problems) expect(message).not.toBe('')
  return problems.map(({ path: place }) => place)
}

const harm = { eventId: 'harm', on: '2026-05-04', symptoms: ['chest-pain'], severity: 'severe', description: '' }

test.each<[string, string, object]>([
  ['a day that does not exist', 'on', { on: '2026-02-30' }],
  ['a moment that does not exist', 'startedAt', { startedAt: '2026-05-04T25:00:00.000Z' }],
  ['a moment without a zone', 'endedAt', { endedAt: '2026-05-04T07:30:00' }],
  ['effort below 6', 'effortBorg', { effortBorg: 5 }],
  ['effort above 20', 'effortBorg', { effortBorg: 21 }],
  ['effort between two numbers', 'effortBorg', { effortBorg: 12.5 }],
  ['effort in words', 'effortBorg', { effortBorg: '12' }],
  ['pain below 0', 'painBefore', { painBefore: -1 }],
  ['pain above 10', 'painAfter', { painAfter: 11 }],
  ['a version 0', 'planVersion', { planVersion: 0 }],
  ['yes in words', 'completed', { completed: 'yes' }],
  ['a note longer than 4000 characters', 'note', { note: 'x'.repeat(4001) }],
  ['a kind of part that is none', 'parts[0].kind', { parts: [{ part: 0, kind: 'swimming', seconds: 1 }] }],
  ['seconds below 0', 'parts[0].seconds', { parts: [{ part: 0, kind: 'strength', seconds: -1 }] }],
  ['more seconds than a day has', 'parts[0].seconds', { parts: [{ part: 0, kind: 'strength', seconds: 86_401 }] }],
  ['harm that is deadly', 'adverseEvent.severity', { adverseEvent: { ...harm, severity: 'deadly' } }],
  ['harm on a day that does not exist', 'adverseEvent.on', { adverseEvent: { ...harm, on: '2025-02-29' } }],
  ['harm with a symptom that is a number', 'adverseEvent.symptoms[0]', { adverseEvent: { ...harm, symptoms: [1] } }],
  ['an id that holds a colon', 'sessionId', { sessionId: 'log:1' }],
])('of two sessions from a phone, one with %s, none is stored', async (_, path, wrong) => {
  const logs = [log, { ...log, sessionId: 'wrong', ...wrong }]
  expect(await refusedPaths('sendLogs', { logs })).toEqual([`logs[1].${path}`])
})

test.each<[string, string, object]>([
  ['a day that does not exist', 'on', { on: '2026-04-31' }],
  ['a severity that is none', 'severity', { severity: 'deadly' }],
  ['a list of symptoms that is a word', 'symptoms', { symptoms: 'chest-pain' }],
  ['a description longer than 4000 characters', 'description', { description: 'x'.repeat(4001) }],
])('a report of harm with %s is refused', async (_, path, wrong) => {
  expect(await refusedPaths('reportAdverseEvent', { report: { ...harm, ...wrong } })).toEqual([`report.${path}`])
})

test.each<[string, string, object]>([
  ['an instrument that is none', 'instrument', { instrument: 'shoe-size' }],
  ['an instrument named after the prototype', 'instrument', { instrument: 'constructor' }],
  ['a score below the range', 'score', { score: -1 }],
  ['a score above the range', 'score', { score: 51 }],
  ['a score in words', 'score', { score: '10' }],
  ['a day that has not come', 'on', { on: '2026-05-05' }],
  ['a day that does not exist', 'on', { on: '2026-02-29' }],
  ['parts that give another score', 'filledIn', { filledIn: { total: 11 } }],
  ['parts without the one that is needed', 'filledIn', { filledIn: {} }],
  ['parts that the instrument does not have', 'filledIn', { filledIn: { total: 10, walk: 3 } }],
  ['parts out of range', 'filledIn', { filledIn: { total: 51 } }],
  ['parts that belong to no version', 'filledIn', { filledIn: { total: 10 }, version: 'percent' }],
  ['parts of an instrument without a form', 'filledIn', { instrument: 'nprs', filledIn: { pain: 10 } }],
])('of two measurements, one with %s, none is stored', async (_, path, wrong) => {
  const right = { eventId: 'right', instrument: 'odi', on: '2026-05-04', score: 10 }
  const measurements = [right, { ...right, eventId: 'wrong', ...wrong }]
  expect(await refusedPaths('recordMeasurements', { measurements })).toEqual([`measurements[1].${path}`])
})

test.each<[RouteName, string, object]>([
  ['changeDetails', 'details.birthDate', { details: { name: 'A', birthDate: '2026-05-05', sex: 'female' } }],
  ['stateRequests', 'requests[0]', { requests: [''] }],
  ['draftPlan', 'preferences.weekdays[0]', { preferences: { weekdays: [0] } }],
  ['draftPlan', 'preferences.weekdays[1]', { preferences: { weekdays: [1, 8] } }],
  ['draftPlan', 'preferences.startsOn', { preferences: { startsOn: '2026-02-30' } }],
  ['confirmPlan', 'hash', { planId: 'p', decisionId: 'd', preferences: {}, hash: 'short' }],
  ['changePlanStatus', 'action', { action: 'stop', reason: '' }],
  ['decideProgress', 'accepted', { decisionId: 'd', planId: 'p', prescription: 'x', accepted: 'yes', reason: '' }],
  ['releaseAdverseEvent', 'outcome', { adverseEventId: 'harm', outcome: ' ' }],
  ['decideEvaluation', 'choice', { decisionId: 'd', choice: 'perhaps', note: '', requestForHelpMet: null }],
])('%s names %s when just that is wrong', async (name, path, wrong) => {
  const takesEventId = name !== 'draftPlan' && name !== 'confirmPlan'
  expect(await refusedPaths(name, { ...(takesEventId ? { eventId: 'wrong' } : {}), ...wrong })).toEqual([path])
})

test.each<[string, string, object]>([
  ['a day that does not exist', 'assessmentDate', { assessmentDate: '2026-02-30' }],
  ['an age beyond all ages', 'patient.ageYears', { patient: { ageYears: 1000, sex: 'female' } }],
  ['a list that is a word', 'conditions', { conditions: 'copd' }],
])('assess names what is wrong: %s', async (_, path, wrong) => {
  const right = { assessmentDate: '2026-05-04', treatmentStart: null, patient: { ageYears: 60, sex: 'female' } }
  expect(await refusedPaths('assess', { ...right, ...wrong })).toContain(path)
})

test('assess takes a day that is not known, and counts no weeks', async () => {
  const found = await therapist.call('assess', {
    body: { assessmentDate: null, patient: { ageYears: 60, sex: 'female' }, conditions: ['osteoporosis'] },
  })
  expect([found.on, found.evaluation.nextDate]).toEqual([null, null])
  expect(found.population.osteoRiskGroups).toBeDefined()
})

test('a person who repairs what was named gets it stored', async () => {
  await phone.call('sendLogs', { body: { logs: [log] } })
  const { logs } = await therapist.call('patient', { params: { patientId } })
  expect(logs).toEqual([log])
})
