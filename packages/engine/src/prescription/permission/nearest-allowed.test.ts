import type { Exercise, ExercisePurpose, ExerciseVerdict } from '@dosis/domain'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { exercise } from '../fixture.ts'
import { nearestAllowed } from './nearest-allowed.ts'

const library = (...all: readonly Exercise[]) => ({ exercises: Object.fromEntries(all.map((one) => [one.id, one])) })
const may = (exercise: string, verdict: ExerciseVerdict = 'allowed', lacks: readonly string[] = []) => ({
  exercise,
  verdict,
  lacks,
})

const legs = library(
  exercise('chair', { purposes: ['legs', 'standing-up'], posture: 'sitting' }),
  exercise('half-squat', { purposes: ['legs'], posture: 'standing', easier: 'chair' }),
  exercise('squat', { purposes: ['legs'], posture: 'standing', easier: 'half-squat', harder: 'deep-squat' }),
  exercise('deep-squat', { purposes: ['legs'], posture: 'standing' }),
  exercise('lunge', { purposes: ['legs'], posture: 'standing', impact: { class: 2, factIds: [] } }),
  exercise('press', { purposes: ['legs'], posture: 'sitting', equipment: ['leg-press'] }),
  exercise('cycling', { purposes: ['legs'], modality: 'aerobic', posture: 'sitting' }),
  exercise('curl', { purposes: ['arms'], posture: 'standing' }),
)

test('an exercise that is allowed is its own nearest', () => {
  expect(nearestAllowed('squat', [may('chair'), may('squat', 'allowed_with_conditions')], legs)).toBe('squat')
})

test.each([
  ['the easier variant goes before all others', ['half-squat', 'deep-squat', 'press', 'lunge'], 'half-squat'],
  ['then one that is easier still', ['chair', 'deep-squat', 'press', 'lunge'], 'chair'],
  ['then one with no more impact', ['lunge', 'press'], 'press'],
  ['the harder variant comes after every other of its kind', ['deep-squat', 'lunge', 'press'], 'press'],
  ['another kind of training comes last', ['cycling', 'deep-squat'], 'deep-squat'],
  ['no other purpose comes in its place', ['curl'], null],
] as const)('%s', (_, allowed, nearest) => {
  expect(
    nearestAllowed(
      'squat',
      allowed.map((id) => may(id)),
      legs,
    ),
  ).toBe(nearest)
})

test('what the patient has no equipment for is passed by, also when it is the exercise itself', () => {
  const lacking = may('press', 'allowed', ['leg-press'])
  expect(nearestAllowed('press', [lacking, may('squat')], legs)).toBe('squat')
})

test('an exercise that the library does not have has no nearest', () => {
  expect(nearestAllowed('rowing', [may('squat')], legs)).toBeNull()
})

const purposes = ['legs', 'hips', 'back', 'balance'] as const satisfies readonly ExercisePurpose[]
const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
const anyExercise = fc.record({
  purposes: fc.uniqueArray(fc.constantFrom(...purposes), { minLength: 1 }),
  modality: fc.constantFrom('resistance' as const, 'aerobic' as const),
  posture: fc.constantFrom('standing' as const, 'sitting' as const),
  equipment: fc.subarray(['band', 'press']),
  easier: fc.option(fc.constantFrom(...ids)),
  harder: fc.option(fc.constantFrom(...ids)),
})
const anyLibrary = fc
  .tuple(...ids.map(() => anyExercise))
  .map((all) => library(...all.map((one, at) => exercise(ids[at] as string, one))))
const anyPermissions = fc.tuple(
  ...ids.map((id) =>
    fc.record({
      exercise: fc.constant(id),
      verdict: fc.constantFrom<ExerciseVerdict>(
        'allowed',
        'allowed_with_conditions',
        'not_allowed',
        'silent',
        'unknown',
      ),
      lacks: fc.subarray(['band']),
    }),
  ),
)

test('never one that is not allowed or cannot be done, always one for the same purpose, itself when nothing is in its way', () => {
  fc.assert(
    fc.property(anyLibrary, anyPermissions, fc.constantFrom(...ids), (knowledge, permissions, id) => {
      const nearest = nearestAllowed(id, permissions, knowledge)
      const possible = permissions
        .filter(({ verdict, lacks }) => verdict.startsWith('allowed') && lacks.length === 0)
        .map(({ exercise }) => exercise)
      const asked = knowledge.exercises[id]?.purposes ?? []
      const serves = (one: string) => knowledge.exercises[one]?.purposes.some((each) => asked.includes(each)) === true
      expect(nearest === null).toBe(!possible.some(serves))
      if (nearest !== null) expect([possible.includes(nearest), serves(nearest)]).toEqual([true, true])
      if (possible.includes(id)) expect(nearest).toBe(id)
    }),
  )
})

test('the order of the verdicts and of the library does not matter', () => {
  fc.assert(
    fc.property(anyLibrary, anyPermissions, fc.constantFrom(...ids), (knowledge, permissions, id) => {
      const turned = library(...Object.values(knowledge.exercises).toReversed())
      expect(nearestAllowed(id, permissions.toReversed(), turned)).toBe(nearestAllowed(id, permissions, knowledge))
    }),
  )
})
