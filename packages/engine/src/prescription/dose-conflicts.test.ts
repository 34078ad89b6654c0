import type { DoseLimit } from '@dosis/domain'
import { expect, test } from 'vitest'
import { silentNumber } from './change-dose.ts'
import { doseConflicts } from './dose-conflicts.ts'

const limit = (value: number, rule: string): DoseLimit => ({ value, kind: 'soft', rule, factIds: [] })

test.each([
  [49, true],
  [50, false],
  [51, false],
])('a ceiling of %i conflicts with a floor of 50: %s', (ceiling, isConflict) => {
  const impactsPerSession = { ...silentNumber, lowest: [limit(50, 'dose')], highest: [limit(ceiling, 'fracture')] }
  expect(doseConflicts({ impactsPerSession }, 'walking')).toEqual(
    isConflict
      ? [
          {
            key: 'impactsPerSession',
            floor: limit(50, 'dose'),
            ceiling: limit(ceiling, 'fracture'),
            holds: 'ceiling',
            instead: 'walking',
          },
        ]
      : [],
  )
})

test('the outermost bounds are compared, whatever their order, and the floor holds for what spares', () => {
  const restSeconds = {
    ...silentNumber,
    lowest: [limit(30, 'short'), limit(90, 'long')],
    highest: [limit(120, 'most'), limit(60, 'least')],
  }
  expect(doseConflicts({ restSeconds }, null)).toEqual([
    { key: 'restSeconds', floor: limit(90, 'long'), ceiling: limit(60, 'least'), holds: 'floor', instead: null },
  ])
})

test('a number with one bound or none has no conflict', () => {
  expect(
    doseConflicts({ sets: { ...silentNumber, lowest: [limit(3, 'a')] }, repetitions: silentNumber }, null),
  ).toEqual([])
})

test('of limits that are alike the first one stands for them', () => {
  const sets = {
    ...silentNumber,
    lowest: [limit(3, 'first floor'), limit(3, 'second floor')],
    highest: [limit(2, 'first ceiling'), limit(2, 'second ceiling')],
  }
  expect(doseConflicts({ sets }, null)).toMatchObject([
    { floor: { rule: 'first floor' }, ceiling: { rule: 'first ceiling' } },
  ])
})
