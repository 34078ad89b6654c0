import { formatNumber } from '@dosis/ui'
import { terms } from '@dosis/text'
import { expect, test } from 'vitest'
import { boundLines } from './bound-words.ts'

const speech = { terms: terms.nl, formatNumber: (value: number) => formatNumber(value, 'nl') }
const told = (bounds: Parameters<typeof boundLines>[0]) =>
  boundLines(bounds, speech).map(({ name, told: words }) => [name, words])

test('a range, one figure, and a bound at one side are told apart', () => {
  expect(told({ frequencyPerWeek: { min: 2, max: 3 } })).toEqual([['Frequentie', '2–3\u00a0keer per week']])
  expect(told({ frequencyPerWeek: { min: 7, max: 7 } })).toEqual([['Frequentie', '7\u00a0keer per week']])
  expect(told({ frequencyPerWeek: { min: 2, max: null } })).toEqual([['Frequentie', 'minstens 2\u00a0keer per week']])
  expect(told({ minutesPerWeek: { about: 150 } })).toEqual([['Minuten per week', 'ongeveer 150\u00a0min']])
})

test('what the source leaves open is not a zero and not an empty cell', () => {
  expect(told({ percent1RM: null })).toEqual([['Belasting', null]])
})

test('words of the source are put into the language of the reader', () => {
  expect(told({ intensity: 'low', rest: 'active' })).toEqual([
    ['Intensiteit', 'laag'],
    ['Rust', 'actief'],
  ])
})

test('parts of a bound are told with their names, an open part too', () => {
  expect(told({ intervals: { count: 4, minutes: 4, percent: { min: 80, max: 90 }, percentOf: null } })).toEqual([
    ['Intervallen', 'aantal: 4; duur: 4\u00a0min; intensiteit: 80–90\u00a0%; procent van: bron zwijgt'],
  ])
})
