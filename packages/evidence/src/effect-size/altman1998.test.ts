import { expect, test } from 'vitest'
import { numberNeededToTreat } from './index.ts'

test('Altman 1998: 10 for one event fewer, 20 for one more through infinity to 4 for one fewer', () => {
  const needed = numberNeededToTreat({ estimate: -0.1, lower: -0.25, upper: 0.05 })
  expect(needed).toEqual({
    direction: 'fewer events',
    people: 10,
    limits: [
      { direction: 'fewer events', people: 4 },
      { direction: 'more events', people: 20 },
    ],
    includesNoEffect: true,
  })
})

test('is infinite without an effect and refuses an estimate outside its interval', () => {
  expect(numberNeededToTreat({ estimate: 0, lower: -0.1, upper: 0.1 }).people).toBe(Number.POSITIVE_INFINITY)
  expect(numberNeededToTreat({ estimate: 0.04, lower: 0.02, upper: 0.08 })).toMatchObject({
    direction: 'more events',
    people: 25,
    includesNoEffect: false,
  })
  expect(() => numberNeededToTreat({ estimate: 0.5, lower: 0.6, upper: 0.8 })).toThrow('estimate from 0.6 to 0.8')
  expect(() => numberNeededToTreat({ estimate: 2, lower: 1, upper: 3 })).toThrow(RangeError)
})
