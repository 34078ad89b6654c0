import type { DoseLimit, DoseNumber } from '@dosis/domain'
import { expect, test } from 'vitest'
import { changeDose, crossedLimit, crossedLimits, silentNumber } from './change-dose.ts'

const limit = (value: number, kind: DoseLimit['kind'], rule: string): DoseLimit => ({ value, kind, rule, factIds: [] })
const eightToTwelve: DoseNumber = { ...silentNumber, value: 8, upTo: 12, factIds: ['FACT'] }

test.each([
  ['another start', { value: 9, upTo: 12 }, { value: 9, upTo: 12, changed: { from: 8, reason: '' } }],
  ['another end', { value: 8, upTo: 10 }, { value: 8, upTo: 10, changed: { from: 8, reason: '' } }],
  ['no end', { value: 8 }, { value: 8, upTo: null, changed: { from: 8, reason: '' } }],
  ['the same', { value: 8, upTo: 12, reason: 'fine' }, { value: 8, upTo: 12, changed: null }],
])('%s changes a range of 8 to 12 accordingly', (_, change, expected) => {
  expect(changeDose({ repetitions: eightToTwelve }, { repetitions: change }).repetitions).toMatchObject(expected)
})

test('a number about which the sources are silent comes from nothing, and bears no statement', () => {
  expect(changeDose({}, { restSeconds: { value: 90, reason: 'tired' } })).toEqual({
    restSeconds: { ...silentNumber, value: 90, changed: { from: null, reason: 'tired' } },
  })
  expect(silentNumber).toEqual({ value: null, upTo: null, lowest: [], highest: [], factIds: [], changed: null })
})

test('a hard limit comes before a soft one that was crossed as well', () => {
  const both = [limit(2, 'soft', 'advice'), limit(3, 'hard', 'danger')]
  const sets = (value: number): DoseNumber => ({
    ...silentNumber,
    value,
    highest: both,
    changed: { from: 1, reason: '' },
  })
  expect([2, 3, 4].map((value) => crossedLimit(sets(value))?.rule)).toEqual([undefined, 'advice', 'danger'])
})

test('a draft that nobody changed crosses nothing, nor does a number that is open', () => {
  const highest = [limit(3, 'hard', 'danger')]
  expect(crossedLimits('strength', { sets: { ...silentNumber, value: 4, highest } })).toEqual([])
  const open = { ...silentNumber, highest, changed: { from: 2, reason: '' } }
  expect(crossedLimits('strength', { sets: open })).toEqual([])
})
