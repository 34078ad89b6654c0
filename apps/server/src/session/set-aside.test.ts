import type { SessionLog } from '@dosis/domain'
import { expect, test } from 'vitest'
import type { ConfirmedPlan } from '../patient/history.ts'
import { reasonToSetAside } from './set-aside.ts'

const now = new Date('2026-05-04T12:00:00.000Z')
const plans = [{ planId: 'plan', version: 2 }] as unknown as readonly ConfirmedPlan[]

function log(changes: Partial<SessionLog>): SessionLog {
  return {
    sessionId: 's',
    planId: 'plan',
    planVersion: 2,
    template: 't',
    on: '2026-05-04',
    startedAt: '2026-05-04T11:00:00.000Z',
    endedAt: '2026-05-04T11:30:00.000Z',
    completed: true,
    parts: [],
    effortBorg: null,
    painBefore: null,
    painAfter: null,
    adverseEvent: null,
    note: null,
    ...changes,
  }
}

test.each([
  ['that ended just now', { endedAt: '2026-05-04T12:00:00.000Z' }, null],
  ['of a phone whose clock is a quarter of an hour fast', { endedAt: '2026-05-04T12:15:00.000Z' }, null],
  ['of a phone whose clock is more than that fast', { endedAt: '2026-05-04T12:15:00.001Z' }, 'future'],
  ['of somebody for whom it is tomorrow already', { on: '2026-05-05' }, null],
  ['of somebody for whom it is still yesterday', { on: '2026-05-03' }, null],
  ['whose day is another than that of its start', { on: '2026-05-06' }, 'dates'],
  ['that ends when it starts', { endedAt: '2026-05-04T11:00:00.000Z' }, null],
  ['that ends before it starts', { endedAt: '2026-05-04T10:59:59.999Z' }, 'dates'],
  ['that lasts a day', { startedAt: '2026-05-03T11:30:00.000Z', on: '2026-05-03' }, null],
  ['that lasts longer than a day', { startedAt: '2026-05-03T11:29:59.999Z', on: '2026-05-03' }, 'dates'],
  ['of an earlier version that never was', { planVersion: 1 }, 'plan'],
  ['of another plan', { planId: 'other' }, 'plan'],
] as const)('judges a session %s', (_, changes, because) => {
  expect(reasonToSetAside(log(changes), plans, now)).toBe(because)
})
