import { expect, test } from 'vitest'
import { earliestLevel, weekColumns } from './week-columns.ts'

const level = { value: 1, upTo: null, lowest: [], highest: [], factIds: [], changed: null }
const programme = { levels: [{}, {}, {}], dose: { level } }
const advance = { weeksOnLevelAtLeast: 1, repetitionsAtLeast: 6, sessionsPerWeekAtLeast: 3, factIds: [] }

test('the grid runs to the first evaluation', () => {
  expect(weekColumns({ evaluation: { cycleWeeks: 4 } as never })).toEqual([1, 2, 3, 4])
})

test('the level of a week is a look ahead that ends at the last level', () => {
  expect([1, 2, 3, 4].map((week) => earliestLevel(programme, { advance }, week))).toEqual([1, 2, 3, 3])
})

test('two weeks on a level make it slower', () => {
  const slower = { advance: { ...advance, weeksOnLevelAtLeast: 2 } }
  expect([1, 2, 3, 4].map((week) => earliestLevel(programme, slower, week))).toEqual([1, 1, 2, 2])
})

test('without levels or a rule there is nothing to look ahead to', () => {
  expect(earliestLevel({ dose: {} }, { advance }, 2)).toBeNull()
  expect(earliestLevel(programme, { advance: null }, 2)).toBeNull()
})
