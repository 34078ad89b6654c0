import { expect, test } from 'vitest'
import { didYouMean, nearestWord } from './nearest-word.ts'

test('finds the word with the fewest letters to change', () => {
  expect(nearestWord('squats', ['squat', 'sit-to-stand'])).toBe('squat')
  expect(nearestWord('REC-OST-Cl', ['REC-OST-C1', 'REC-OST-C2'])).toBe('REC-OST-C1')
})

test('guesses nothing when no word is near', () => {
  expect(nearestWord('plank', ['heel-raise', 'cycling'])).toBeUndefined()
  expect(didYouMean('plank', [])).toBe('')
})

test('says what was probably meant', () => {
  expect(didYouMean('squats', ['squat'])).toBe(' (did you mean "squat"?)')
})
