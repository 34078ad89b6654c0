import type { PatientRecord } from '@dosis/api'
import { addDays, type AdverseEventReport, type SessionLog } from '@dosis/domain'
import { expect, test } from 'vitest'
import { startPostgres } from '../../../../test-support/postgres.ts'
import { logOf, newId, phoneOf, runningPatient } from '../../test-support/patients.ts'
import { onBothDatabases } from '../../test-support/places.ts'
import type { Visitor } from '../../test-support/test-server.ts'
import { createRandom } from '../db/faults/random.ts'

type Item = { readonly id: string; readonly kind: string; readonly body: unknown }

onBothDatabases('what a phone holds', startPostgres, (server) => {
  async function start() {
    const therapist = await server().signIn()
    const { patientId } = await runningPatient(therapist.call, server().clock.today)
    const phone = await phoneOf(server(), therapist, patientId)
    const log = logOf(await phone.call('today'), server().clock.today)
    return { therapist, patientId, phone, log }
  }
  const recordOf = async ({ call }: Visitor, patientId: string): Promise<PatientRecord> =>
    call('patient', { params: { patientId } })
  const deliver = async ({ call }: Visitor, items: readonly Item[]) =>
    (await call('sync', { body: { items } })).items.map(({ outcome }) => outcome)
  const itemOf = (log: SessionLog): Item => ({ id: log.sessionId, kind: 'log', body: log })
  const harmOf = (on: string, severity: AdverseEventReport['severity']): Item => {
    const report = { eventId: newId('harm'), on, symptoms: ['chest-pain'], severity, description: '' }
    return { id: report.eventId, kind: 'report', body: report }
  }
  const byId = (logs: readonly SessionLog[]) => logs.toSorted((a, b) => (a.sessionId < b.sessionId ? -1 : 1))
  /** What somebody sees of it, without the ids that are new for each patient. */
  const seen = ({ logs, logsSetAside, adverseEvents, need, plans, deliveriesUnread = [] }: PatientRecord) => ({
    logs,
    logsSetAside,
    harm: adverseEvents.map(({ report }) => report).toSorted((a, b) => (a.eventId < b.eventId ? -1 : 1)),
    need,
    plans: plans.map(({ status }) => status),
    unread: deliveriesUnread.map(({ kind }) => kind).toSorted(),
  })

  test('arrives once, in whatever order, in whatever parts, from however many devices', async () => {
    const { log } = await start()
    const random = createRandom(1)
    const other = {
      ...log,
      sessionId: newId('session'),
      startedAt: `${log.on}T06:00:00.000Z`,
      endedAt: `${log.on}T06:30:00.000Z`,
    }
    const harm = harmOf(log.on, 'mild')
    const held: readonly Item[] = [
      itemOf(log),
      itemOf({ ...log, painAfter: 7 }),
      itemOf({ ...log, completed: false }),
      itemOf(other),
      harm,
      { ...harm, body: { ...(harm.body as AdverseEventReport), severity: 'severe' } },
      { id: 'x', kind: 'dream', body: { of: 'a later version' } },
    ]
    const outcomes = new Set<string>()
    for (let schedule = 0; schedule < 12; schedule += 1) {
      const { therapist, patientId, phone, log: own } = await start()
      const second = await phoneOf(server(), therapist, patientId)
      const ofPlan = (item: Item): Item =>
        item.kind === 'log' ? { ...item, body: { ...(item.body as SessionLog), planId: own.planId } } : item
      const waiting = [...held, ...held].map((item) => ({ item: ofPlan(item), at: random.next() }))
      const items = waiting.toSorted((a, b) => a.at - b.at).map(({ item }) => item)
      while (items.length > 0) {
        await deliver(random.next() < 0.5 ? phone : second, items.splice(0, random.between(1, 5)))
      }
      const { logs, logsSetAside, ...rest } = seen(await recordOf(therapist, patientId))
      const withoutPlan = (each: SessionLog) => ({ ...each, planId: 'plan' })
      // Two reports under one id are told apart by a number, in the order in which they came.
      const harms = rest.harm.map(
        ({ eventId, severity }) => `${eventId.split(':')[0]?.replace(/-[0-9a-f]{32}$/, '')} ${severity}`,
      )
      outcomes.add(
        JSON.stringify({
          ...rest,
          harm: harms.toSorted(),
          logs: byId(logs.map(withoutPlan)),
          beside: logsSetAside
            ?.map(({ log: aside, because }) => `${because} ${aside.painAfter} ${aside.completed}`)
            .toSorted(),
        }),
      )
    }
    expect(outcomes.size).toBe(1)
    const [outcome = ''] = outcomes
    expect(JSON.parse(outcome)).toMatchObject({
      need: 'stop',
      unread: ['dream'],
      logs: byId([other, { ...log, completed: false }]).map(({ sessionId, completed }) => ({ sessionId, completed })),
      beside: ['conflict 3 true', 'conflict 7 true'],
      harm: { length: 3 },
    })
  })

  test('of thirty days without a connection all sessions arrive once, bound to the plan of their day', async () => {
    const { patientId, log } = await start()
    const { clock } = server()
    const params = { patientId }
    const random = createRandom(2)
    const first = clock.today
    const waiting = Array.from({ length: 90 }, (_, at): Item => {
      const on = addDays(first, Math.floor(at / 3))
      const hour = 10 + 3 * (at % 3)
      const times = { on, startedAt: `${on}T${hour}:00:00.000Z`, endedAt: `${on}T${hour}:30:00.000Z` }
      return itemOf({ ...log, sessionId: newId('session'), ...times })
    })
    // Meanwhile the practice changes the plan twice, and this phone does not know it.
    for (const action of ['pause', 'resume'] as const) {
      clock.goDays(10)
      const changed = { eventId: newId(), action, reason: 'Holiday' }
      await (await server().signIn()).call('changePlanStatus', { params, body: changed })
    }
    clock.goDays(10)
    const harm = harmOf(addDays(first, 20), 'severe')
    const phone = await phoneOf(server(), await server().signIn(), patientId)
    const all = [...waiting, harm]
    // The app is closed twenty times while it sends: what it is not sure of it sends again.
    for (let cut = 0; cut < 20; cut += 1) {
      const from = random.between(0, all.length - 1)
      await deliver(phone, all.slice(from, from + random.between(1, 20)))
    }
    const { items } = await phone.call('sync', { body: { items: all } })
    expect(items.map(({ outcome }) => outcome)).toEqual(all.map(() => 'kept'))
    const record = await recordOf(await server().signIn(), patientId)
    expect(record.logs).toHaveLength(90)
    expect(new Set(record.logs.map(({ planVersion }) => planVersion))).toEqual(new Set([1]))
    expect(record.logsSetAside).toEqual([])
    expect(record.adverseEvents).toMatchObject([{ stops: true, release: null }])
    expect(record.need).toBe('stop')
  })

  test('of an app of before is kept as it was said, of a newer one with all that it said', async () => {
    const { therapist, patientId, phone, log } = await start()
    // The first form of a log, without what was added to it: content, tiredness, what is asked before, the morning after.
    const { sessionId, planId, planVersion, template, on, startedAt, endedAt, completed, parts } = log
    const said = { effortBorg: 12, painBefore: 3, painAfter: 2, adverseEvent: null, note: null }
    const oldest = { sessionId, planId, planVersion, template, on, startedAt, endedAt, completed, parts, ...said }
    const newer = {
      ...oldest,
      sessionId: newId('session'),
      mood: 'good',
      parts: parts.map((part) => ({ ...part, wattsPerSet: [1] })),
      before: { weightKilograms: 80, moonPhase: 'full' },
    }
    expect(await deliver(phone, [{ id: sessionId, kind: 'log', body: oldest }])).toEqual(['kept'])
    expect(await deliver(phone, [{ id: newer.sessionId, kind: 'log', body: newer }])).toEqual(['kept'])
    const record = await recordOf(therapist, patientId)
    expect(record.logs).toHaveLength(2)
    expect(record.logs.find((each) => each.sessionId === newer.sessionId)).toEqual({
      ...oldest,
      sessionId: newer.sessionId,
      mood: 'good',
      before: { weightKilograms: 80 },
    })
    const events = await server()
      .database.db.selectFrom('event')
      .select('body')
      .where('kind', '=', 'session.logged')
      .execute()
    expect(JSON.stringify(events)).toContain('moonPhase')
    expect(record.need).toBe('none')
  })

  test('and is not understood is kept as it came, and counts as harm when it may tell of harm', async () => {
    const { therapist, patientId, phone, log } = await start()
    const harmless = { id: log.sessionId, kind: 'log', body: { ...log, startedAt: 'yesterday' } }
    expect(await deliver(phone, [harmless, harmless])).toEqual(['unread', 'unread'])
    const before = await recordOf(therapist, patientId)
    expect(before).toMatchObject({ logs: [], deliveriesUnread: [{ kind: 'log' }], need: 'none' })

    const bent = { ...harmOf(log.on, 'severe'), body: { pain: 'chest' } }
    expect(await deliver(phone, [bent])).toEqual(['unread'])
    const after = await recordOf(therapist, patientId)
    expect(after.adverseEvents).toMatchObject([{ report: { severity: 'severe', symptoms: [] }, release: null }])
    expect(after.need).toBe('stop')
  })

  test('is taken from an old phone of a course that was closed', async () => {
    const { patientId, phone, log } = await start()
    const therapist = await server().signIn()
    const closed = { eventId: newId(), action: 'close', reason: 'done' } as const
    await therapist.call('changePlanStatus', { params: { patientId }, body: closed })
    expect(await deliver(phone, [itemOf(log)])).toEqual(['kept'])
    expect((await recordOf(therapist, patientId)).logs).toEqual([log])
  })
})
