import { describe, expect, test } from 'vitest'
import { chiSquaredUpperTail } from '../numerics/index.ts'
import { iSquaredOf, qTest } from './heterogeneity.ts'

/** Quantile of the normal distribution that belongs to 95 %. */
const z = 1.959963984540054

describe('I² by Higgins & Thompson', () => {
  const limitsFrom = (logH: number, error: number) =>
    [logH - z * error, logH + z * error].map((value) => (value > 0 ? 1 - Math.exp(-2 * value) : 0))

  test.each([
    [30, 9],
    [10.5, 9],
    [2.5, 1],
    [400, 3],
  ])('has the error of log H from Q when Q is above the number of studies (Q %d, df %d)', (q, df) => {
    const k = df + 1
    const error = (0.5 * (Math.log(q) - Math.log(k - 1))) / (Math.sqrt(2 * q) - Math.sqrt(2 * k - 3))
    const [lower, upper] = limitsFrom(Math.log(q / df) / 2, error) as [number, number]
    const found = iSquaredOf(q, df, 0.95)
    expect(found?.estimate).toBeCloseTo((q - df) / q, 12)
    expect(found?.lower).toBeCloseTo(lower, 12)
    expect(found?.upper).toBeCloseTo(upper, 12)
  })

  test.each([
    [9.5, 9],
    [10, 9],
    [4, 9],
    [2.5, 2],
    [0, 4],
  ])('has the error of log H from the number of studies when Q is below it (Q %d, df %d)', (q, df) => {
    const k = df + 1
    const error = Math.sqrt((1 / (2 * (k - 2))) * (1 - 1 / (3 * (k - 2) ** 2)))
    const [lower, upper] = limitsFrom(Math.max(0, Math.log(q / df) / 2), error) as [number, number]
    const found = iSquaredOf(q, df, 0.95)
    expect(found?.lower).toBeCloseTo(lower, 12)
    expect(found?.upper).toBeCloseTo(upper, 12)
    if (q > 0) expect(found?.estimate).toBeCloseTo(Math.max(0, (q - df) / q), 12)
  })

  test('has no limits with two studies that agree, and does not exist without degrees of freedom', () => {
    expect(iSquaredOf(1, 1, 0.95)).toEqual({ estimate: 0, lower: undefined, upper: undefined })
    expect(iSquaredOf(1.5, 1, 0.95)).toEqual({ estimate: 0.5 / 1.5, lower: undefined, upper: undefined })
    expect(iSquaredOf(0, 0, 0.95)).toBeUndefined()
  })
})

test('Q has a p-value when it has degrees of freedom', () => {
  expect(qTest(7, 3)).toEqual({ statistic: 7, degreesOfFreedom: 3, pValue: chiSquaredUpperTail(7, 3) })
  expect(qTest(0, 0)).toEqual({ statistic: 0, degreesOfFreedom: 0, pValue: undefined })
})
