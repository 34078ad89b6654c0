import { describe, expect, test } from 'vitest'
import { heterogeneityOf, higginsThompsonIntervals, iSquaredFromQ } from './heterogeneity.ts'
import { bcgEffects } from '../../test-support/pairwise-testing.ts'
import { pool } from './pool.ts'

test('I² by either definition', () => {
  const fromTauSquared = pool(bcgEffects).heterogeneity
  const fromQ = pool(bcgEffects, { iSquared: 'Q' }).heterogeneity
  expect(fromTauSquared.iSquared).toBeCloseTo(0.9222, 4)
  expect(fromQ.iSquared).toBeCloseTo((152.233 - 12) / 152.233, 5)
  expect(fromQ.hSquared).toBeCloseTo(152.233 / 12, 4)
  // With DerSimonian–Laird both are the same.
  const { iSquared } = pool(bcgEffects, { method: 'DL' }).heterogeneity
  expect(iSquared).toBeCloseTo(fromQ.iSquared, 12)
})

test.each([
  [9, 10, 0],
  [10, 10, 0],
  [20, 10, 0.5],
])('I² of Q = %d with %d degrees of freedom is %d', (q, degrees, expected) => {
  expect(iSquaredFromQ(q, degrees)).toBe(expected)
})

test('without degrees of freedom nothing is said to differ', () => {
  expect(heterogeneityOf(0, 0, 0, 0, 'Q')).toEqual({
    q: 0,
    degreesOfFreedom: 0,
    pValue: 1,
    iSquared: 0,
    hSquared: 1,
    typicalVariance: 0,
  })
})

describe('Higgins & Thompson 2002', () => {
  test('above, at and below Q = k the two formulas for the error of log H are used', () => {
    const above = higginsThompsonIntervals(20, 9, 0.95)
    const error = (0.5 * (Math.log(20) - Math.log(9))) / (Math.sqrt(40) - Math.sqrt(17))
    expect(above.h.upper).toBeCloseTo(Math.sqrt(20 / 9) * Math.exp(1.959963984540054 * error), 12)
    const at = higginsThompsonIntervals(10, 9, 0.95)
    const other = Math.sqrt((1 / 16) * (1 - 1 / 192))
    expect(at.h.upper).toBeCloseTo(Math.sqrt(10 / 9) * Math.exp(1.959963984540054 * other), 12)
  })

  test('H is at least 1 and I² follows from it', () => {
    const below = higginsThompsonIntervals(2, 9, 0.95)
    expect(below.h).toMatchObject({ estimate: 1, lower: 1 })
    expect(below.iSquared.upper).toBeCloseTo(1 - 1 / (below.h.upper as number) ** 2, 12)
    expect(below.iSquared.lower).toBe(0)
  })

  test('two studies have an interval only when Q is above 2', () => {
    expect(higginsThompsonIntervals(2, 1, 0.95).h).toEqual({ estimate: Math.SQRT2, lower: undefined, upper: undefined })
    expect(higginsThompsonIntervals(2, 1, 0.95).iSquared).toEqual({ estimate: 0.5, lower: undefined, upper: undefined })
    expect(higginsThompsonIntervals(2.1, 1, 0.95).h.upper).toBeGreaterThan(Math.sqrt(2.1))
  })
})
