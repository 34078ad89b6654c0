import type { DoseLimit } from '@dosis/domain'
import { expect, test } from 'vitest'
import { crossedSoftLimit, hardBounds } from './dose-words.ts'

const limit = (value: number, kind: DoseLimit['kind']): DoseLimit => ({ value, kind, rule: 'r', factIds: [] })
const limits = { lowest: [limit(1, 'hard')], highest: [limit(4, 'hard'), limit(3, 'soft')] }

test('only hard limits bound what can be filled in', () => {
  expect(hardBounds(limits)).toEqual({ minimum: 1, maximum: 4 })
  expect(hardBounds({ lowest: [], highest: [] }).minimum).toBe(0)
})

test('a soft limit is crossed above it, not at it', () => {
  expect(crossedSoftLimit(limits, 3, null)).toBeNull()
  expect(crossedSoftLimit(limits, 4, null)?.value).toBe(3)
  expect(crossedSoftLimit(limits, 2, 4)?.value).toBe(3)
})
