import { expect, test } from 'vitest'
import { draft, knowledge, outcome } from './fixture.ts'
import { heldExercises } from './held-exercises.ts'

test.each(['not_allowed', 'conflict', 'no_recommendation', 'silent'] as const)(
  'an exercise that is %s in one form is not brought in by another',
  (verdict) => {
    const { prescriptions, leftOut } = draft({ progressive_resistance: verdict, strength_hf: 'allowed' })
    expect(prescriptions).toEqual([])
    expect(leftOut).toContainEqual({
      form: 'strength_hf',
      verdict,
      rule: 'progressive_resistance/row',
      factIds: ['FACT-ROW'],
    })
  },
)

test.each(['not_supported', 'unknown'] as const)('a form that is %s leaves the other as it is', (verdict) => {
  const { prescriptions } = draft({ progressive_resistance: verdict, strength_hf: 'allowed' })
  expect(prescriptions.map(({ exercises }) => exercises)).toEqual([['sit-to-stand']])
})

test('the therapist cannot choose an exercise back in, and other exercises of the form stay', () => {
  const preferences = { exercises: { progressive_resistance: ['sit-to-stand', 'leg-press'] } }
  const { prescriptions } = draft({ strength_hf: 'conflict', progressive_resistance: 'allowed' }, preferences)
  expect(prescriptions.map(({ exercises }) => exercises)).toEqual([['leg-press']])
})

test('the most cautious verdict is the one that is named', () => {
  const held = heldExercises(
    [outcome('strength_hf', 'silent'), outcome('progressive_resistance', 'conflict')],
    knowledge,
  )
  expect(held.get('sit-to-stand')?.verdict).toBe('conflict')
})
