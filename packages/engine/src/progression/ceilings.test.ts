import type { IntensityTarget, LimitNow } from '@dosis/domain'
import { describe, expect, test } from 'vitest'
import { ceilingsOf, loadCeilings, measuredLoadLimits } from './ceilings.ts'
import { limit, number, plainPrescription } from './fixture.ts'

const values = (limits: readonly { readonly value: number }[]) => limits.map(({ value }) => value)
const now = (value: number, more: Partial<LimitNow> = {}): LimitNow => ({
  prescription: 'it',
  key: 'minutesPerSession',
  limit: limit(value),
  ...more,
})

describe('what holds a number down', () => {
  const it = plainPrescription('it', { dose: { minutesPerSession: number(20, [limit(40), limit(25, 'soft')]) } })

  test('the bounds of the plan and those of today, the lowest first', () => {
    expect(ceilingsOf(it, 'minutesPerSession', {})).toEqual([limit(25, 'soft'), limit(40)])
    expect(values(ceilingsOf(it, 'minutesPerSession', { limitsNow: [now(50), now(30)] }))).toEqual([25, 30, 40, 50])
  })

  test('a number of which nothing is said has only those of today', () => {
    expect(ceilingsOf(it, 'minutesPerWeek', {})).toEqual([])
    expect(values(ceilingsOf(it, 'minutesPerWeek', { limitsNow: [now(150, { key: 'minutesPerWeek' })] }))).toEqual([
      150,
    ])
  })

  test.each([
    ['another prescription', { prescription: 'other' }],
    ['another number', { key: 'minutesPerWeek' }],
    ['the load of one exercise', { exercise: 'press' }],
  ] as const)('never a bound of %s', (_, more) => {
    expect(values(ceilingsOf(it, 'minutesPerSession', { limitsNow: [now(10, more)] }))).toEqual([25, 40])
  })
})

describe('what holds a load down', () => {
  const target: IntensityTarget = {
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
  }
  const it = plainPrescription('it', { dose: { loadKilograms: number(20, [limit(30)]) }, targets: [target] })
  const load = (value: number, more: Partial<LimitNow> = {}) =>
    now(value, { key: 'loadKilograms', exercise: 'press', ...more })

  test('what was measured on the exercise, with its rule and sources', () => {
    expect(measuredLoadLimits(it, 'press')).toEqual([
      { value: 24, kind: 'hard', rule: 'measured', factIds: ['MEASURED'] },
    ])
    expect(measuredLoadLimits({}, 'press')).toEqual([])
  })

  test.each([
    ['on another exercise', { exercise: 'row' }],
    ['for the start alone', { holdsFor: 'start' }],
    ['in another scale', { scale: 'heartRateBpm' }],
    ['without an upper end', { upTo: null }],
  ] as const)('not what was measured %s', (_, more) => {
    expect(measuredLoadLimits({ targets: [{ ...target, ...more }] }, 'press')).toEqual([])
  })

  test('the bounds of the dose, of the exercise and of today, the lowest first', () => {
    expect(values(loadCeilings(it, 'press', {}))).toEqual([24, 30])
    expect(values(loadCeilings(it, 'row', {}))).toEqual([30])
    const limitsNow = [load(26), now(22, { key: 'loadKilograms' })]
    expect(values(loadCeilings(it, 'press', { limitsNow }))).toEqual([22, 24, 26, 30])
  })

  test.each([
    ['another prescription', { prescription: 'other' }],
    ['another number', { key: 'repetitions' }],
    ['another exercise', { exercise: 'row' }],
  ] as const)('never a bound of %s', (_, more) => {
    expect(values(loadCeilings(it, 'press', { limitsNow: [load(5, more)] }))).toEqual([24, 30])
  })
})
