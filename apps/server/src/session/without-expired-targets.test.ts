import type { ExpiredFact, IntensityTarget, Plan } from '@dosis/domain'
import { expect, test } from 'vitest'
import { withoutExpiredTargets } from './without-expired-targets.ts'

const target = (fact: string | null): IntensityTarget => ({
  rule: 'rule',
  basis: fact === null ? 'effort' : 'measured_maximum',
  scale: fact === null ? 'borg6To20' : 'heartRateBpm',
  exercise: null,
  holdsFor: 'whole',
  from: 11,
  upTo: 13,
  talk: null,
  absent: null,
  measurements: fact === null ? [] : [{ fact, value: 120 }],
  factIds: [],
})
const heartRate = target('measured-peak-heart-rate')
const effort = target(null)
const plan = { prescriptions: [{ id: 'a', targets: [heartRate, effort] }, { id: 'b' }] } as unknown as Plan
const expired = (fact: string): ExpiredFact => ({ fact, observedOn: null, because: [], factIds: [] })

test('a heart rate that was measured under another dose is no target any more, an effort still is', () => {
  const shown = withoutExpiredTargets(plan, [expired('measured-peak-heart-rate')])
  expect(shown.prescriptions[0]?.targets).toEqual([
    { ...heartRate, from: null, upTo: null, absent: { reason: 'expired', facts: ['measured-peak-heart-rate'] } },
    effort,
  ])
  expect(shown.prescriptions[1]).toEqual({ id: 'b' })
})

test('the confirmed plan itself does not change', () => {
  const before = structuredClone(plan)
  withoutExpiredTargets(plan, [expired('measured-peak-heart-rate')])
  expect(plan).toEqual(before)
  expect(withoutExpiredTargets(plan, [])).toBe(plan)
  expect(withoutExpiredTargets(plan, [expired('weight')])).toEqual(plan)
})
