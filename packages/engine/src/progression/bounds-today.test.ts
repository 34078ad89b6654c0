import type { DoseLimit, IntensityTarget, Plan, Prescription } from '@dosis/domain'
import { describe, expect, test } from 'vitest'
import { boundsToday } from './bounds-today.ts'
import { limit, number, plainPrescription, plan } from './fixture.ts'

const planOf = (prescriptions: readonly Prescription[], leftOut: Plan['leftOut'] = []): Plan => ({
  ...plan,
  prescriptions,
  leftOut,
})
const walking = (limits: readonly DoseLimit[], more: Partial<Prescription> = {}) =>
  plainPrescription('walking', { dose: { minutesPerSession: number(20, limits) }, ...more })
const limitsOf = (confirmed: Prescription, today: Prescription) =>
  boundsToday(planOf([confirmed]), planOf([today])).limitsNow

describe('a bound that came since the plan was confirmed', () => {
  test('is told with its prescription and its number', () => {
    expect(limitsOf(walking([]), walking([limit(30)]))).toEqual([
      { prescription: 'walking', key: 'minutesPerSession', limit: limit(30) },
    ])
  })

  test.each([
    ['the same', limit(30, 'soft', 'old'), 0],
    ['a lower number', limit(29, 'soft', 'old'), 1],
    ['a hard one in place of a soft one', limit(30, 'hard', 'old'), 1],
    ['of another rule', limit(30, 'soft', 'new'), 1],
  ])('%s, beside another that holds already', (_, today, count) => {
    const confirmed = walking([limit(40, 'hard', 'other'), limit(30, 'soft', 'old')])
    expect(limitsOf(confirmed, walking([limit(40, 'hard', 'other'), today]))).toHaveLength(count)
  })

  test('of a number that the plan did not have counts too', () => {
    const today = plainPrescription('walking', { dose: { minutesPerWeek: number(null, [limit(150)]) } })
    expect(limitsOf(walking([]), today)).toEqual([
      { prescription: 'walking', key: 'minutesPerWeek', limit: limit(150) },
    ])
  })

  test('is found in a plan that carries out the form together with another', () => {
    const today = { ...walking([limit(30)]), id: 'both', form: 'cycling', forms: ['cycling', 'walking'] }
    const other = plainPrescription('other', { dose: { minutesPerSession: number(20, [limit(5)]) } })
    expect(boundsToday(planOf([walking([])]), planOf([other, today])).limitsNow).toEqual([
      { prescription: 'walking', key: 'minutesPerSession', limit: limit(30) },
    ])
    expect(limitsOf(walking([]), other)).toEqual([])
  })

  test('is told for the load of each exercise that was measured', () => {
    const target = {
      rule: 'measured',
      basis: 'measured_maximum',
      scale: 'loadKilograms',
      exercise: 'press',
      holdsFor: 'whole',
      from: 10,
      upTo: 24,
      talk: null,
      absent: null,
      measurements: [],
      factIds: ['MEASURED'],
    } as const satisfies IntensityTarget
    const confirmed = walking([], { exercises: ['press', 'row'] })
    expect(limitsOf(confirmed, walking([], { targets: [target] }))).toEqual([
      {
        prescription: 'walking',
        key: 'loadKilograms',
        exercise: 'press',
        limit: { value: 24, kind: 'hard', rule: 'measured', factIds: ['MEASURED'] },
      },
    ])
  })
})

describe('a form that may no longer be prescribed', () => {
  const leftOut = { form: 'walking', verdict: 'not_allowed', rule: 'walking/out', factIds: ['OUT'] } as const

  test('is told with the rule that leaves it out today', () => {
    expect(boundsToday(planOf([walking([])]), planOf([], [{ ...leftOut, form: 'other' }, leftOut]))).toEqual({
      limitsNow: [],
      notAllowedNow: [{ prescription: 'walking', rule: 'walking/out', factIds: ['OUT'] }],
    })
  })

  test('is not one that today is carried out, nor one of which nothing is said', () => {
    expect(boundsToday(planOf([walking([])]), planOf([walking([])], [leftOut])).notAllowedNow).toEqual([])
    expect(boundsToday(planOf([walking([])]), planOf([], [])).notAllowedNow).toEqual([])
  })
})
