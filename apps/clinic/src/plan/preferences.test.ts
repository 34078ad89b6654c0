import type { DoseNumber, Plan } from '@dosis/domain'
import { expect, test } from 'vitest'
import { chooseDose, preferencesOf } from './preferences.ts'

const drafted: DoseNumber = { value: 3, upTo: null, lowest: [], highest: [], factIds: ['X'], changed: null }

test('a chosen number replaces an earlier one and leaves the others', () => {
  const first = chooseDose({}, 'strength', 'sets', { value: 2 })
  const second = chooseDose(first, 'strength', 'repetitions', { value: 8, upTo: 12 })
  expect(chooseDose(second, 'strength', 'sets', { value: 3 }).doses).toEqual({
    strength: { repetitions: { value: 8, upTo: 12 }, sets: { value: 3 } },
  })
})

test('going back to the draft leaves nothing behind', () => {
  const chosen = chooseDose({}, 'strength', 'sets', { value: 2 })
  expect(chooseDose(chosen, 'strength', 'sets', null).doses).toEqual({})
})

test('a new plan starts from the forms, days and numbers changed by hand of the one before', () => {
  const plan = {
    weekdays: [1, 3, 5],
    goals: ['weer fietsen'],
    sessions: [],
    prescriptions: [
      {
        form: 'strength',
        forms: ['strength', 'slow'],
        exercises: ['squat'],
        dose: { sets: drafted, repetitions: { ...drafted, upTo: 12, changed: { from: 8, reason: 'pijn' } } },
      },
    ],
  } as unknown as Plan
  expect(preferencesOf(plan)).toEqual({
    forms: ['strength', 'slow'],
    weekdays: [1, 3, 5],
    goals: ['weer fietsen'],
    exercises: { strength: ['squat'] },
    doses: { strength: { repetitions: { value: 3, upTo: 12, reason: 'pijn' } } },
  })
})

test('a new plan starts from what was chosen within the programmes of the one before', () => {
  const strength = (exercise: string) => ({ kind: 'strength', exercise })
  const plan = {
    weekdays: [1],
    goals: [],
    sessions: [
      {
        id: 'slow',
        prescriptions: ['slow'],
        parts: [strength('squat'), strength('press')],
        alternate: { every: 'week', parts: [strength('row')] },
      },
    ],
    prescriptions: [
      {
        id: 'slow',
        form: 'slow',
        exercises: ['squat', 'press', 'row'],
        dose: {},
        loads: { squat: 40 },
        programme: { repetitions: { from: 8, upTo: 12, loadStepKilograms: 2.5 } },
        painLimit: { afterAtMost: 5, settledNextMorning: true, reason: 'agreed', factIds: [] },
      },
      {
        id: 'impact',
        form: 'impact',
        exercises: ['stamp', 'hop'],
        dose: {},
        programme: {
          exercises: ['hop', 'stamp'],
          growth: [
            { key: 'minutesPerWeek', percent: null, amount: 15, goal: 150, factIds: [] },
            { key: 'stepsPerDay', percent: 5, amount: null, goal: null, factIds: [] },
          ],
        },
      },
    ],
  } as unknown as Plan
  expect(preferencesOf(plan).steps).toEqual({
    slow: {
      amounts: { loadKilograms: 2.5 },
      loads: { squat: 40 },
      alternate: { every: 'week', a: ['squat', 'press'], b: ['row'] },
      painLimit: { afterAtMost: 5, settledNextMorning: true, reason: 'agreed' },
    },
    impact: { order: ['hop', 'stamp'], amounts: { minutesPerWeek: 15 } },
  })
})
