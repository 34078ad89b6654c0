import { createClient, type PatientToday, type ProblemDetails } from '@dosis/api'
import { fakeServer, type Handlers } from '@dosis/api/fake-server'
import type { AdverseEventReport, SessionLog } from '@dosis/domain'
import { expect, test } from 'vitest'
import { createPhone, type Phone } from './phone.ts'
import { createPhoneClock } from './phone-clock.ts'
import type { Kept, PatientKnowledge, PhoneStore, Unsent } from './phone-store.ts'

const today = {
  patientId: 'p1',
  firstName: 'Proef',
  today: '2026-05-04',
  plan: null,
  logs: [],
  pausedBecause: null,
} as unknown as PatientToday
const knowledge = { version: 'v', symptoms: {} } as unknown as PatientKnowledge

const logOf = (sessionId: string, adverseEvent: AdverseEventReport | null = null) =>
  ({ sessionId, adverseEvent, on: '2026-05-04', planId: 'plan', planVersion: 1 }) as SessionLog
const itemOf = (id: string, patientId = 'p1'): Unsent => ({ id, patientId, kind: 'log', log: logOf(id) })
const harm: AdverseEventReport = {
  eventId: 'e1',
  on: '2026-05-04',
  symptoms: ['fall'],
  severity: 'moderate',
  description: '',
}
const problem = (status: number): ProblemDetails => ({
  type: 'about:blank',
  title: 'No',
  status,
  problems: [{ path: 'logs.0.note', message: 'too long' }],
})

/** A phone whose disk is a map, and a practice that can be cut off. */
function bench(handlers: Handlers = {}, { isFull = false } = {}) {
  const disk = new Map<string, Unsent>()
  let kept: Kept | undefined
  let isCut = false
  const delivered: string[] = []
  /** How many things went with each request. */
  const requests: number[] = []
  const store: PhoneStore = {
    putUnsent: async (item) => {
      if (isFull) throw new Error('full')
      disk.set(item.id, item)
    },
    unsent: async () => [...disk.values()],
    removeUnsent: async (id) => void disk.delete(id),
    keep: async (value) => {
      kept = value
    },
    kept: async () => kept,
    forget: async () => {
      kept = undefined
    },
  }
  const answer = fakeServer({
    today: () => today,
    patientKnowledge: () => knowledge,
    openLink: () => today,
    sync: ({ body }) => {
      requests.push(body.items.length)
      delivered.push(...body.items.map(({ id }) => id))
      return { items: body.items.map(({ id }) => ({ id, outcome: 'kept' })), today }
    },
    ...handlers,
  })
  const phone = createPhone({
    call: createClient(async (...request) => {
      if (isCut) throw new TypeError('Failed to fetch')
      return answer(...request)
    }),
    store,
    clock: createPhoneClock(),
    alone: (task) => task(),
    tellOthers: () => undefined,
  })
  return {
    phone,
    disk,
    delivered,
    requests,
    kept: () => kept,
    cut: (value: boolean) => {
      isCut = value
    },
  }
}

const unsentIds = (phone: Phone) => phone.state().unsent.map(({ id }) => id)

test('what is logged without a connection is kept, and sent once when the connection is back', async () => {
  const { phone, disk, delivered, cut } = bench()
  await phone.start()
  cut(true)
  await phone.send(itemOf('s1'))
  await phone.sync()
  expect(phone.state().isOffline).toBe(true)
  expect([...disk.keys()]).toEqual(['s1'])

  cut(false)
  await Promise.all([phone.sync(), phone.sync(), phone.sync()])
  expect(delivered).toEqual(['s1'])
  expect(disk.size).toBe(0)
  expect(unsentIds(phone)).toEqual([])
})

test('another plan that comes back with what was sent brings with it how to do its exercises', async () => {
  const changed = { ...today, planHash: 'other' }
  const ofOther = { ...knowledge, exercises: { squat: { instruction: { nl: ['Sta.'], en: ['Stand.'] } } } }
  let isChanged = false
  const { phone, kept } = bench({
    today: () => (isChanged ? changed : today),
    patientKnowledge: () => (isChanged ? ofOther : knowledge) as PatientKnowledge,
    sync: ({ body }) => {
      isChanged = true
      return { items: body.items.map(({ id }) => ({ id, outcome: 'kept' })), today: changed }
    },
  })
  await phone.start()
  await phone.send(itemOf('s1'))
  await phone.sync()
  expect(phone.state().knowledge).toEqual(ofOther)
  expect(kept()).toMatchObject({ today: changed, knowledge: ofOther })
})

test('harm goes before everything else', async () => {
  const { phone, delivered, cut } = bench()
  await phone.start()
  cut(true)
  await phone.send(itemOf('plain'))
  await phone.send({ id: 'hurt', patientId: 'p1', kind: 'log', log: logOf('hurt', harm) })
  await phone.send({ id: 'e1', patientId: 'p1', kind: 'report', report: harm })
  cut(false)
  await phone.sync()
  expect(delivered).toEqual(['e1', 'hurt', 'plain'])
})

test('what the practice refuses stays with its reason, and holds up nothing that was sent with it', async () => {
  const taken: string[] = []
  const { phone, disk, cut } = bench({
    sync: ({ body }) => {
      if (body.items.some(({ id }) => id === 'bad')) return problem(400)
      taken.push(...body.items.map(({ id }) => id))
      return { items: body.items.map(({ id }) => ({ id, outcome: 'kept' })), today }
    },
  })
  await phone.start()
  cut(true)
  for (const id of ['one', 'bad', 'two']) await phone.send(itemOf(id))
  cut(false)
  await phone.sync()
  expect(unsentIds(phone)).toEqual(['bad'])
  expect(disk.get('bad')?.refused).toEqual({ status: 400, reason: 'logs.0.note too long' })
  expect(taken).toEqual(['one', 'two'])
})

test('a month without a connection is sent in a few requests, each thing once', async () => {
  const { phone, disk, delivered, requests, cut } = bench()
  await phone.start()
  cut(true)
  const ids = Array.from({ length: 90 }, (_, day) => `s${day}`)
  for (const id of ids) await phone.send(itemOf(id))
  cut(false)
  await phone.sync()
  expect(delivered.toSorted()).toEqual(ids.toSorted())
  expect(requests).toEqual([40, 40, 10])
  expect(disk.size).toBe(0)
})

test.each([429, 500, 503])('a server that answers %s is no refusal: the log waits', async (status) => {
  const { phone, disk } = bench({ sync: () => problem(status) })
  await phone.start()
  await phone.send(itemOf('s1'))
  await phone.sync()
  expect(disk.get('s1')?.refused).toBeUndefined()
  expect(phone.state().isOffline).toBe(true)
})

test('a session that ended asks for the link, and keeps what was not sent', async () => {
  let isSignedIn = true
  const { phone, disk, delivered, kept, cut } = bench({ today: () => (isSignedIn ? today : problem(401)) })
  await phone.start()
  cut(true)
  await phone.send(itemOf('s1'))
  isSignedIn = false
  cut(false)
  await phone.sync()
  expect(phone.state().phase).toBe('signed_out')
  expect(kept()).toBeUndefined()
  expect([...disk.keys()]).toEqual(['s1'])

  isSignedIn = true
  expect(await phone.openLink('again')).toBe('opened')
  expect(delivered).toEqual(['s1'])
})

test('what one patient logged is never sent for another', async () => {
  const { phone, disk, delivered } = bench()
  await phone.start()
  await phone.send(itemOf('of-somebody-else', 'p2'))
  await phone.sync()
  expect(delivered).toEqual([])
  expect([...disk.keys()]).toEqual(['of-somebody-else'])
})

test('a phone that keeps nothing says so, and sends from the open page', async () => {
  const { phone, delivered, cut } = bench({}, { isFull: true })
  await phone.start()
  cut(true)
  expect(await phone.send(itemOf('s1'))).toBe(false)
  await phone.sync()
  expect(phone.state().unkept).toEqual(new Set(['s1']))
  expect(unsentIds(phone)).toEqual(['s1'])
  cut(false)
  await phone.sync()
  expect(delivered).toEqual(['s1'])
  expect(phone.state().unkept.size).toBe(0)
})

test('without a connection the phone shows what it kept; a phone that knows nothing asks for the link', async () => {
  const first = bench()
  await first.phone.start()
  first.cut(true)
  await first.phone.sync()
  expect(first.phone.state()).toMatchObject({ phase: 'ready', isOffline: true, today: { patientId: 'p1' } })

  const empty = bench()
  empty.cut(true)
  await empty.phone.start()
  expect(empty.phone.state().phase).toBe('signed_out')
  expect(await empty.phone.openLink('token')).toBe('no_connection')
})
