import type { PatientToday } from '@dosis/api'
import type { AdverseEventReport, SessionLog } from '@dosis/domain'
import { expect, test } from 'vitest'
import { dayOfPhone } from './day-of-phone.ts'
import type { PhoneState } from './phone.ts'
import type { Unsent } from './phone-store.ts'

const log = (sessionId: string, adverseEvent: AdverseEventReport | null = null) =>
  ({ sessionId, adverseEvent }) as SessionLog
const report = (changes: Partial<AdverseEventReport>): AdverseEventReport => ({
  eventId: 'e1',
  on: '2026-05-04',
  symptoms: [],
  severity: 'mild',
  description: '',
  ...changes,
})
const active = { state: 'active', reviewedBy: null, reviewedOn: null }
const state = (changes: Partial<PhoneState>): PhoneState => ({
  phase: 'ready',
  today: {
    patientId: 'p1',
    today: '2026-05-04',
    plan: null,
    progress: null,
    pausedBecause: null,
    logs: [log('known')],
  } as unknown as PatientToday,
  knowledge: { symptoms: { 'chest-pain': { id: 'chest-pain', class: 'stop', review: active } } } as never,
  seenOn: '2026-05-04',
  day: '2026-05-04',
  isOffline: false,
  unsent: [],
  unkept: new Set(),
  ...changes,
})
const waiting = (item: SessionLog, patientId = 'p1'): Unsent => ({
  id: item.sessionId,
  patientId,
  kind: 'log',
  log: item,
})

test.each([
  ['2026-05-03', '2026-05-04'],
  ['2026-05-04', '2026-05-04'],
  ['2026-05-05', '2026-05-05'],
  ['2026-05-11', '2026-05-11'],
])('on %s of the phone it is %s, also without a connection', (day, expected) => {
  expect(dayOfPhone(state({ day }))?.today).toBe(expected)
})

test('a phone a day ahead of the practice stays a day ahead', () => {
  expect(dayOfPhone(state({ seenOn: '2026-05-05', day: '2026-05-06' }))?.today).toBe('2026-05-05')
})

test('a session that waits to be sent counts as done, once', () => {
  const logs = dayOfPhone(state({ unsent: [waiting(log('known')), waiting(log('new'))] }))?.logs
  expect(logs?.map(({ sessionId }) => sessionId)).toEqual(['known', 'new'])
})

test('sessions of somebody else on this phone do not count', () => {
  expect(dayOfPhone(state({ unsent: [waiting(log('theirs'), 'p2')] }))?.logs).toHaveLength(1)
})

test.each([
  [report({ symptoms: ['chest-pain'] }), 'stop'],
  [report({ severity: 'severe' }), 'stop'],
  [report({ severity: 'moderate' }), null],
  [report({}), null],
])('harm that waits to be sent stops the plan here as it will there: %j', (adverseEvent, expected) => {
  expect(dayOfPhone(state({ unsent: [waiting(log('new', adverseEvent))] }))?.pausedBecause).toBe(expected)
})
