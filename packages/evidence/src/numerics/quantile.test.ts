import { beforeEach, describe, expect, test, vi } from 'vitest'

/** Evaluations of tail and density: what a quantile costs. */
const evaluations = vi.hoisted(() => ({ count: 0 }))

vi.mock(import('./quantile.ts'), async (importOriginal) => {
  const original = await importOriginal()
  return {
    ...original,
    positiveQuantile: (at, direction, target, start) =>
      original.positiveQuantile(
        (x) => {
          evaluations.count++
          return at(x)
        },
        direction,
        target,
        start,
      ),
  }
})

// Files share their modules: other files may have loaded them already, without the counter.
vi.resetModules()
const { chiSquaredQuantile, chiSquaredUpperQuantile, fQuantile, fUpperQuantile, tQuantile } = await import('./index.ts')
const { positiveQuantile } = await import('./quantile.ts')

beforeEach(() => {
  evaluations.count = 0
})

const degrees = [2.5, 3, 5, 9, 14.5, 40, 250, 1e5]
const probabilities = [1e-12, 1e-6, 0.001, 0.025, 0.1, 0.3, 0.45, 0.6, 0.9, 0.975, 0.9999]

/** Mean number of evaluations over all pairs of p and df. */
function meanCost(quantile: (p: number, df: number) => number, ps = probabilities, dfs = degrees): number {
  for (const df of dfs) for (const p of ps) quantile(p, df)
  return evaluations.count / (dfs.length * ps.length)
}

describe('starts near enough to where it ends that few Newton steps suffice', () => {
  test.each([
    ['t', 2.6, tQuantile],
    ['chi-squared', 2.85, chiSquaredQuantile],
    ['chi-squared, upper', 3, chiSquaredUpperQuantile],
    ['F', 3.3, (p: number, df: number) => fQuantile(p, df, 12)],
    ['F, upper', 3.3, (p: number, df: number) => fUpperQuantile(p, 7, df)],
  ] as const)('%s: at most %f evaluations on average', (_name, most, quantile) => {
    const cost = meanCost(quantile)
    expect(cost).toBeGreaterThan(1)
    expect(cost).toBeLessThanOrEqual(most)
  })
})

test('t near its middle and with few degrees of freedom starts near enough too', () => {
  expect(meanCost(tQuantile, [0.4999, 0.499999, 0.50001, 0.5 + 1e-9])).toBeLessThanOrEqual(1.25)
  evaluations.count = 0
  expect(meanCost(tQuantile, [0.45, 0.4, 0.6, 0.7])).toBeLessThanOrEqual(2.469)
  evaluations.count = 0
  expect(meanCost(tQuantile, [1e-9, 1e-4, 0.01, 0.97], [0.5, 1, 1.5, 2])).toBeLessThanOrEqual(2.125)
})

describe('positiveQuantile', () => {
  const exponential = (x: number) => ({ tail: -Math.expm1(-x), density: Math.exp(-x) })
  const exponentialUpper = (x: number) => ({ tail: Math.exp(-x), density: Math.exp(-x) })

  test('reaches the root from any start', () => {
    for (const start of [1e-300, 1e-9, 0.5, 20, 700, 1e300, Number.POSITIVE_INFINITY, 0]) {
      expect(positiveQuantile(exponential, 1, 0.25, start)).toBeCloseTo(-Math.log1p(-0.25), 14)
      expect(positiveQuantile(exponentialUpper, -1, 0.25, start)).toBeCloseTo(Math.log(4), 14)
    }
    expect(evaluations.count).toBeLessThan(16 * 20)
  })

  test('gives 0 or Infinity where the tail never gets there', () => {
    expect(positiveQuantile(() => ({ tail: 0.5, density: 0 }), 1, 0.25, 1)).toBe(0)
    expect(positiveQuantile(() => ({ tail: 0.5, density: 0 }), 1, 0.75, 1)).toBe(Number.POSITIVE_INFINITY)
    expect(positiveQuantile(() => ({ tail: 0.5, density: 0 }), -1, 0.25, 1)).toBe(Number.POSITIVE_INFINITY)
    expect(positiveQuantile(() => ({ tail: 0.5, density: 0 }), -1, 0.75, 1)).toBe(0)
    expect(evaluations.count).toBeLessThanOrEqual(66)
  })

  test('finds a jump by halving alone', () => {
    const jump = (x: number) => ({ tail: x < 3 ? 0.1 : 0.9, density: 0 })
    expect(positiveQuantile(jump, 1, 0.5, 1)).toBeCloseTo(3, 14)
    expect(evaluations.count).toBeLessThanOrEqual(63)
    const fall = (x: number) => ({ tail: x < 1e-200 ? 0.9 : 0.1, density: 0 })
    expect(positiveQuantile(fall, -1, 0.5, 1) / 1e-200).toBeCloseTo(1, 14)
    expect(evaluations.count).toBeLessThanOrEqual(127)
  })

  test('takes a start that is exact', () => {
    expect(positiveQuantile((x) => ({ tail: x / 4, density: 0.25 }), 1, 0.5, 2)).toBe(2)
    expect(evaluations.count).toBe(1)
  })
})
