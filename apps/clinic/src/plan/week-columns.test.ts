import type { Plan } from '@dosis/domain'
import { expect, test } from 'vitest'
import { earliestLevel, weekColumns } from './week-columns.ts'

const level = { value: 1, upTo: null, lowest: [], highest: [], factIds: [], changed: null }
const programme = { levels: [{}, {}, {}], dose: { level } }
const advance = { weeksOnLevelAtLeast: 1, repetitionsAtLeast: 6, sessionsPerWeekAtLeast: 3, factIds: [] }
const plan = (nextDate: string | null, cycleWeeks: number | null): Pick<Plan, 'startsOn' | 'evaluation'> => ({
  startsOn: '2026-05-04',
  evaluation: { nextDate, cycleWeeks, indicativeEndDate: null, notBefore: null, endRule: null, factIds: [], why: [] },
})

test('the grid runs from the first day to the next evaluation', () => {
  const columns = weekColumns(plan('2026-06-15', 6), '2026-05-04')
  expect(columns.map(({ week }) => week)).toEqual([1, 2, 3, 4, 5, 6])
  expect(columns.at(-1)?.startsOn).toBe('2026-06-08')
})

test('a version confirmed later starts in the week of its confirmation', () => {
  const columns = weekColumns(plan('2026-06-15', 6), '2026-05-27')
  expect(columns.map(({ week, ahead }) => [week, ahead])).toEqual([
    [4, 0],
    [5, 1],
    [6, 2],
  ])
})

test('without an evaluation it looks six weeks ahead, and never more than twelve', () => {
  expect(weekColumns(plan(null, null), '2026-05-04')).toHaveLength(6)
  expect(weekColumns(plan('2027-05-04', null), '2026-05-04')).toHaveLength(12)
})

test('the level of a week is a look ahead that ends at the last level', () => {
  expect([0, 1, 2, 3].map((ahead) => earliestLevel(programme, { advance }, ahead))).toEqual([1, 2, 3, 3])
})

test('two weeks on a level make it slower', () => {
  const slower = { advance: { ...advance, weeksOnLevelAtLeast: 2 } }
  expect([0, 1, 2, 3].map((ahead) => earliestLevel(programme, slower, ahead))).toEqual([1, 1, 2, 2])
})

test('without levels or a rule there is nothing to look ahead to', () => {
  expect(earliestLevel({ dose: {} }, { advance }, 2)).toBeNull()
  expect(earliestLevel(programme, { advance: null }, 2)).toBeNull()
})
