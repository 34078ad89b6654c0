import type { Knowledge, Plan, SessionLog } from '@dosis/domain'
import { expect, test } from 'vitest'
import { asksCheckBefore, morningToAsk, signsBefore } from './check-before.ts'

const planWith = (adaptations: readonly string[]): Plan =>
  ({ startsOn: '2026-05-04', prescriptions: [{ id: 'a', adaptations }] }) as unknown as Plan
const plan = planWith(['heart-failure-daily-check'])

const rule = (id: string, symptom: string, when: object) => ({
  id,
  symptom,
  when,
  action: 'stop',
  withAdaptation: 'heart-failure-daily-check',
  review: { state: 'active' },
  factIds: [],
})
/** The rules of `knowledge/progressions/general.yaml` that look at what is measured before a session. */
const knowledge = {
  progressions: {
    general: {
      rules: [
        rule('weight-gain', 'weight-gain', { weightRiseKilogramsAtLeast: 1.8, withinDays: 3 }),
        rule('more-breathless', 'more-breathless-for-days', { breathlessnessWorseOverDays: 3, withinDays: 5 }),
        rule('fast-heart-at-rest', 'fast-heart-at-rest', { restingHeartRateAtLeast: 100 }),
      ],
    },
  },
} as unknown as Pick<Knowledge, 'progressions'>

const log = (on: string, before: SessionLog['before'], changes: Partial<SessionLog> = {}): SessionLog => ({
  sessionId: on,
  planId: 'plan',
  planVersion: 1,
  template: 'aerobic_continuous',
  on,
  startedAt: `${on}T08:00:00.000Z`,
  endedAt: `${on}T08:30:00.000Z`,
  completed: true,
  parts: [{ part: 0, kind: 'continuous', seconds: 600 }],
  effortBorg: 12,
  painBefore: 0,
  painAfter: 0,
  adverseEvent: null,
  note: null,
  ...(before === undefined ? {} : { before }),
  ...changes,
})
const signs = (logs: readonly SessionLog[]) => signsBefore(logs.at(-1)?.sessionId ?? '', logs, plan, knowledge)

test('only a plan with the daily check asks for weight, heart rate and breath', () => {
  expect(asksCheckBefore(plan)).toBe(true)
  expect(asksCheckBefore(planWith(['bone-impact-technique']))).toBe(false)
})

// The bounds are those of the rules in knowledge/progressions/general.yaml: 100 a minute, and 1.8 kg within 3 days.
test.each([
  [99, []],
  [100, ['fast-heart-at-rest']],
  [null, []],
])('a heart rate at rest of %s', (restingHeartRateBpm, expected) => {
  expect(signs([log('2026-05-06', { restingHeartRateBpm })])).toEqual(expected)
})

test.each([
  [81.7, []],
  [81.8, ['weight-gain']],
])('after 80 kg three days ago, %s kg', (weightKilograms, expected) => {
  expect(signs([log('2026-05-04', { weightKilograms: 80 }), log('2026-05-07', { weightKilograms })])).toEqual(expected)
})

test('a sign of an earlier day has been looked at when the plan runs, and does not stop the next session again', () => {
  const earlier = log('2026-05-04', { restingHeartRateBpm: 120 })
  expect(signs([earlier])).toEqual(['fast-heart-at-rest'])
  expect(signs([earlier, log('2026-05-07', { restingHeartRateBpm: 70 })])).toEqual([])
  expect(signs([earlier, log('2026-05-07', { restingHeartRateBpm: 101 })])).toEqual(['fast-heart-at-rest'])
})

test('a phone without knowledge judges nothing and invents nothing', () => {
  const only = log('2026-05-04', { restingHeartRateBpm: 120 })
  expect(signsBefore(only.sessionId, [only], plan, undefined)).toBeNull()
})

const painLimit = { afterAtMost: 5, settledNextMorning: true, reason: '', factIds: [] }
const asks = (logs: readonly SessionLog[], limit: typeof painLimit | undefined = painLimit) =>
  morningToAsk([limit === undefined ? {} : { painLimit: limit }], ['aerobic_continuous'], logs, '2026-05-08')

test('the morning after the last session is asked once, and only where it was agreed', () => {
  const logs = [log('2026-05-04', undefined), log('2026-05-06', undefined)]
  expect(asks(logs)).toEqual({ sessionId: '2026-05-06', morning: '2026-05-07' })
  expect(asks(logs, { ...painLimit, settledNextMorning: false })).toBeNull()
  expect(
    asks([...logs, log('2026-05-07', undefined, { morningAfter: [{ sessionId: '2026-05-06', pain: null }] })]),
  ).toEqual({ sessionId: '2026-05-07', morning: '2026-05-08' })
  const told = log('2026-05-07', undefined, { parts: [], morningAfter: [{ sessionId: '2026-05-06', pain: 3 }] })
  expect(asks([...logs, told])).toBeNull()
  expect(asks([log('2026-05-08', undefined)])).toBeNull()
})
