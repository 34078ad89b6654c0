import { expect, test } from 'vitest'
import { parsePlanInput } from './plan-input.ts'

const assessment = { on: '2026-05-04', treatmentStart: null, facts: {}, requests: ['strength'], measurements: {} }

test('reads facts with preferences, and facts alone', () => {
  const preferences = { weekdays: [1, 4] }
  expect(parsePlanInput({ assessment, preferences })).toMatchObject({ ok: true, value: { preferences } })
  expect(parsePlanInput({ assessment })).toMatchObject({ ok: true, value: { preferences: {} } })
  expect(parsePlanInput(assessment)).toMatchObject({ ok: true, value: { assessment: { on: '2026-05-04' } } })
})

test('names every problem below the part where it stands', () => {
  const parsed = parsePlanInput({ assessment: { ...assessment, on: 'today' }, preferences: { weekdays: [9] } })
  if (parsed.ok) throw new RangeError('needs problems')
  expect(parsed.problems.map(({ path }) => path)).toEqual(['assessment.on', 'preferences.weekdays[0]'])
})

test.each([null, 7, 'plan', [], { assessment: null }, { preferences: {} }])('refuses %j', (value) => {
  expect(parsePlanInput(value).ok).toBe(false)
})
