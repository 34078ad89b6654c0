import type { WorklistRow } from '@dosis/api'
import { expect, test } from 'vitest'
import { groupByNeed, searchRows } from './group-by-need.ts'

const row = (name: string, need: WorklistRow['need'], since = '2026-05-04'): WorklistRow => ({
  patientId: name,
  name,
  ageYears: 70,
  sex: 'female',
  conditions: [],
  need,
  since,
  symptoms: [],
  lastSessionOn: null,
  sessionsThisWeek: null,
})

test('the most urgent need comes first and empty groups are left out', () => {
  const groups = groupByNeed([row('a', 'intake'), row('b', 'none'), row('c', 'stop'), row('d', 'evaluation')])
  expect(groups.map(({ need }) => need)).toEqual(['stop', 'evaluation', 'intake', 'none'])
})

test('within a group who waits longest comes first', () => {
  const [group] = groupByNeed([row('late', 'stop', '2026-05-04'), row('early', 'stop', '2026-05-01')])
  expect(group?.rows.map(({ name }) => name)).toEqual(['early', 'late'])
})

test('search passes over accents and capitals and asks for every word', () => {
  const rows = [row('Zoë van Dijk', 'none'), row('Zoë Smit', 'none')]
  expect(searchRows(rows, 'zoe dijk').map(({ name }) => name)).toEqual(['Zoë van Dijk'])
  expect(searchRows(rows, '  ')).toHaveLength(2)
})
