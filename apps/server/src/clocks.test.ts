import type { PatientRecord } from '@dosis/api'
import { addDays, canonicalJson } from '@dosis/domain'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { backPainFacts, logOf, newId, phoneOf, runningPatient, tellFacts } from '../test-support/patients.ts'
import { openTestServer, type TestServer, type Visitor } from '../test-support/test-server.ts'

const second = 1000
const hour = 3600 * second
const day = 24 * hour
const year = 365.25 * day

/** How far a clock may be off, both ways. */
const jumps: readonly (readonly [string, number])[] = [
  ['a second', second],
  ['an hour', hour],
  ['a day', day],
  ['thirty days', 30 * day],
  ['ten years', 10 * year],
].flatMap(([name, by]): [string, number][] => [
  [`${name} ahead`, by as number],
  [`${name} behind`, -(by as number)],
])

/** Days on which calendars go wrong: both changes to and from summer time, a leap day, the end of a year. */
const awkwardMoments = [
  '2026-03-29T00:59:30.000Z',
  '2026-10-25T00:59:30.000Z',
  '2028-02-28T22:59:30.000Z',
  '2028-02-29T22:59:30.000Z',
  '2026-12-31T22:59:30.000Z',
] as const

let server: TestServer
let therapist: Visitor
beforeAll(async () => {
  server = await openTestServer()
  therapist = await server.signIn()
})
afterAll(() => server.close())

const read = (patientId: string): Promise<PatientRecord> => therapist.call('patient', { params: { patientId } })

/** What no clock of a device may change. */
function settled({ plans, closedOn, treatmentStart, evaluation, adverseEvents, need }: PatientRecord): string {
  const versions = plans.map(({ planId, version, status, hash }) => ({ planId, version, status, hash }))
  const releases = adverseEvents.map(({ release }) => release)
  return canonicalJson({ versions, closedOn, treatmentStart, dueOn: evaluation.dueOn, releases, need })
}

/** Sends a log under each wrong clock. @returns what that changed and should not have */
async function logUnderWrongClocks(of: TestServer): Promise<readonly string[]> {
  const { clock } = of
  const { call } = await of.signIn()
  const { patientId } = await runningPatient(call, clock.today)
  const phone = await phoneOf(of, await of.signIn(), patientId)
  const look = async (): Promise<PatientRecord> => (await of.signIn()).call('patient', { params: { patientId } })
  const before = await look()
  const shown = await phone.call('today')
  const sent: string[] = []
  const problems: string[] = []
  for (const [name, by] of jumps) {
    const at = new Date(clock.now().getTime() + by)
    const log = logOf(shown, at.toISOString().slice(0, 10), {
      startedAt: new Date(at.getTime() - second).toISOString(),
      endedAt: at.toISOString(),
    })
    await phone.call('sendLogs', { body: { logs: [log] } })
    sent.push(log.sessionId)
    const { logs, logsSetAside = [], ...after } = await look()
    if (settled({ ...after, logs }) !== settled(before)) problems.push(`${name}: changed the treatment`)
    const because = logsSetAside.find(({ log: { sessionId } }) => sessionId === log.sessionId)?.because
    if (because !== (by > 15 * 60 * second ? 'future' : undefined)) problems.push(`${name}: is ${because ?? 'counted'}`)
    const counted = logs.map(({ sessionId }) => sessionId)
    if (counted.join() !== sent.filter((id) => counted.includes(id)).join()) problems.push(`${name}: changed the order`)
    if (counted.length + logsSetAside.length !== sent.length) problems.push(`${name}: a log is gone`)
  }
  return problems
}

describe('the clock of a phone', () => {
  test('neither releases, ends nor starts anything, and orders nothing, however wrong it is', async () => {
    expect(await logUnderWrongClocks(server)).toEqual([])
  })

  test('is found out where a server takes its time from it', async () => {
    const gullible = await openTestServer()
    gullible.app.addHook('preHandler', async ({ body }) => {
      const [log] = (body as { logs?: readonly { endedAt: string }[] } | null)?.logs ?? []
      if (log !== undefined) gullible.clock.jump(Date.parse(log.endedAt) - gullible.clock.now().getTime())
    })
    const found = await logUnderWrongClocks(gullible).catch((error: unknown) => [String(error)])
    expect(found).not.toEqual([])
    await gullible.close()
  })

  test('does not end a stop: harm of any day waits until a professional has looked', async () => {
    const { clock } = server
    for (const days of [-3650, -30, -1, 0]) {
      const { patientId } = await runningPatient(therapist.call, clock.today)
      const phone = await phoneOf(server, therapist, patientId)
      const report = {
        eventId: newId('harm'),
        on: addDays(clock.today, days),
        symptoms: ['chest-pain'],
        severity: 'severe',
        description: '',
      } as const
      await phone.call('reportAdverseEvent', { body: { report } })
      expect(await phone.call('today')).toMatchObject({ pausedBecause: 'stop', plan: null })
      expect((await read(patientId)).need).toBe('stop')
    }
  })
})

describe('the clock of the server', () => {
  test('that jumps and comes back leaves the record as it was, and the order of what was stated', async () => {
    const { clock } = server
    const { patientId } = await runningPatient(therapist.call, clock.today)
    const before = canonicalJson(await read(patientId))
    for (const [name, by] of jumps) {
      clock.jump(by)
      const someone = await server.signIn()
      await someone.call('patient', { params: { patientId } })
      clock.jump(-by)
      expect(canonicalJson(await (await server.signIn()).call('patient', { params: { patientId } })), name).toBe(before)
    }
    therapist = await server.signIn()
    for (const [index, by] of [hour, -day, 30 * day].entries()) {
      clock.jump(by)
      const { call } = await server.signIn()
      await tellFacts(call, patientId, { frail: { state: 'known', value: index % 2 === 1 } })
      clock.jump(-by)
    }
    const { factHistory, facts } = await (await server.signIn()).call('patient', { params: { patientId } })
    const told = factHistory.filter(({ fact }) => fact === 'frail').map(({ stated }) => stated)
    const values = [backPainFacts['frail'], ...[false, true, false].map((value) => ({ state: 'known', value }))]
    expect(told).toEqual(values)
    expect(facts['frail']).toEqual({ state: 'known', value: false })
  })

  test('that ran years ahead leaves no session, link or phone that lasts for years', async () => {
    const { clock } = server
    const { patientId } = await runningPatient((await server.signIn()).call, clock.today)
    clock.jump(10 * year)
    const late = await server.signIn()
    const phone = await phoneOf(server, late, patientId)
    expect((await late.send({ method: 'GET', url: '/api/session' })).status).toBe(200)
    expect((await phone.send({ method: 'GET', url: '/api/phone/today' })).status).toBe(200)
    clock.jump(-10 * year)
    expect((await late.send({ method: 'GET', url: '/api/session' })).status).toBe(401)
    expect((await phone.send({ method: 'GET', url: '/api/phone/today' })).status).toBe(401)
    const small = await server.signIn()
    clock.jump(-10 * second)
    expect((await small.send({ method: 'GET', url: '/api/session' })).status).toBe(200)
    clock.jump(10 * second)
    therapist = await server.signIn()
  })

  test('at the change to and from summer time, on a leap day and at the end of a year moves no plan', async () => {
    for (const moment of awkwardMoments) {
      server.clock.jump(Date.parse(moment) - server.clock.now().getTime())
      const { call } = await server.signIn()
      const { patientId } = await runningPatient(call, addDays(server.clock.today, -1))
      const before = await call('patient', { params: { patientId } })
      for (const minutes of [1, 59, 1]) {
        server.clock.goMinutes(minutes)
        const after = await (await server.signIn()).call('patient', { params: { patientId } })
        expect(settled(after), `${moment} and ${minutes} minutes`).toBe(settled(before))
      }
    }
  })
})
