import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { beggTest } from './begg.ts'
import { failSafeNumbers } from './fail-safe.ts'
import { kendallCorrelation } from './kendall.ts'
import { normalTwoSided } from '../numerics/index.ts'
import { arbitraryStudies, bcgEffects, bcgTrials, near } from '../../test-support/pairwise-testing.ts'
import { petPeese } from './pet-peese.ts'
import { pool } from './pool.ts'
import { harbordTest, petersTest } from './small-study-counts.ts'
import { eggerTest } from './small-study-regression.ts'
import { trimAndFill } from './trim-and-fill.ts'

/** Weighted least squares of y on x, by the textbook formulas: slope, its t, intercept. */
function weightedLine(y: readonly number[], x: readonly number[], w: readonly number[]) {
  const sum = (f: (i: number) => number) => y.reduce((total, _, i) => total + f(i), 0)
  const at = (list: readonly number[], i: number) => list[i] as number
  const weight = sum((i) => at(w, i))
  const meanX = sum((i) => at(w, i) * at(x, i)) / weight
  const meanY = sum((i) => at(w, i) * at(y, i)) / weight
  const spread = sum((i) => at(w, i) * (at(x, i) - meanX) ** 2)
  const slope = sum((i) => at(w, i) * (at(x, i) - meanX) * (at(y, i) - meanY)) / spread
  const intercept = meanY - slope * meanX
  const rest = sum((i) => at(w, i) * (at(y, i) - intercept - slope * at(x, i)) ** 2) / (y.length - 2)
  return { slope, intercept, t: slope / Math.sqrt(rest / spread) }
}

describe('regression tests', () => {
  test('Egger is least squares of the standard normal deviate on precision', () => {
    const { slope, limit } = eggerTest(bcgEffects)
    // The original form: y/se on 1/se, unweighted; its intercept is our slope.
    const precision = bcgEffects.map(({ variance }) => 1 / Math.sqrt(variance))
    const deviate = bcgEffects.map(({ estimate, variance }) => estimate / Math.sqrt(variance))
    const line = weightedLine(
      deviate,
      precision,
      precision.map(() => 1),
    )
    expect(slope.estimate).toBeCloseTo(line.intercept, 12)
    expect(limit?.estimate).toBeCloseTo(line.slope, 12)
    expect(slope.degreesOfFreedom).toBe(11)
  })

  test('predictors that do not vanish have no limit', () => {
    const sampleSizes = bcgTrials.map(({ total1, total2 }) => total1 + total2)
    for (const predictor of [
      'sample size',
      'root sample size',
      'inverse variance',
      'inverse standard error',
    ] as const) {
      expect(eggerTest(bcgEffects, { predictor, sampleSizes }).limit).toBeUndefined()
    }
    for (const predictor of ['inverse sample size', 'inverse root sample size', 'variance'] as const) {
      expect(eggerTest(bcgEffects, { predictor, sampleSizes }).limit).toBeDefined()
    }
  })

  test('needs sample sizes above 0 where the predictor uses them, and 3 studies', () => {
    expect(() => eggerTest(bcgEffects, { predictor: 'sample size' })).toThrow(RangeError)
    const sampleSizes = bcgTrials.map((_, index) => (index === 4 ? 0 : 100 + index))
    expect(() => eggerTest(bcgEffects, { predictor: 'sample size', sampleSizes })).toThrow(
      'row 5, sample size: must be above 0',
    )
    expect(() => eggerTest(bcgEffects.slice(0, 2))).toThrow(/needs 3 studies, got 2/)
  })

  test('Harbord is the weighted regression of Z/V on 1/√V', () => {
    const scores = bcgTrials.map(({ events1, total1, events2, total2 }) => {
      const n = total1 + total2
      const m = events1 + events2
      return { z: events1 - (total1 * m) / n, v: (total1 * total2 * m * (n - m)) / (n * n * (n - 1)) }
    })
    const line = weightedLine(
      scores.map(({ z, v }) => z / v),
      scores.map(({ v }) => 1 / Math.sqrt(v)),
      scores.map(({ v }) => v),
    )
    expect(harbordTest(bcgTrials).slope.estimate).toBeCloseTo(line.slope, 10)
    expect(harbordTest(bcgTrials).slope.statistic).toBeCloseTo(line.t, 10)
  })

  test('Peters is the weighted regression of the log odds ratio on one over the sample size', () => {
    const line = weightedLine(
      bcgTrials.map(({ events1: a, total1, events2: c, total2 }) => Math.log((a * (total2 - c)) / ((total1 - a) * c))),
      bcgTrials.map(({ total1, total2 }) => 1 / (total1 + total2)),
      bcgTrials.map(({ events1, total1, events2, total2 }) => {
        const events = events1 + events2
        return 1 / (1 / events + 1 / (total1 + total2 - events))
      }),
    )
    expect(petersTest(bcgTrials).slope.statistic).toBeCloseTo(line.t, 10)
    expect(petersTest(bcgTrials).slope.estimate).toBeCloseTo(line.slope, 6)
  })

  test('studies without events do not count in Harbord and Peters', () => {
    const silent = { study: 'silent', events1: 0, total1: 50, events2: 0, total2: 50 }
    expect(harbordTest([...bcgTrials, silent]).slope).toEqual(harbordTest(bcgTrials).slope)
    expect(petersTest([silent, ...bcgTrials]).slope.statistic).toBeCloseTo(petersTest(bcgTrials).slope.statistic, 10)
    expect(() => harbordTest([silent, silent, silent])).toThrow(/got 0/)
  })

  test('PET-PEESE reports PEESE only where PET finds an effect', () => {
    const none = [0.1, -0.2, 0.05, -0.1, 0.15].map((estimate, i) => ({ study: '', estimate, variance: 0.02 * (i + 1) }))
    expect(petPeese(none)).toMatchObject({ chosen: 'PET' })
    const clear = none.map((study) => ({ ...study, estimate: study.estimate / 10 + 2 }))
    const { chosen, estimate, peese, pet } = petPeese(clear)
    expect(chosen).toBe('PEESE')
    expect(estimate).toBe(peese)
    expect(pet.estimate).toBeCloseTo(eggerTest(clear).limit?.estimate as number, 12)
  })
})

describe('rank tests', () => {
  test('the exact p-value of Kendall counts all orders', () => {
    const ys = [1, 2, 3, 4, 5]
    const orders = permutations(ys)
    const scoreOf = (order: readonly number[]) =>
      order.reduce(
        (total, y, i) => total + order.slice(0, i).reduce((sum, before) => sum + Math.sign(y - before), 0),
        0,
      )
    for (const order of orders.slice(0, 60)) {
      const score = scoreOf(order)
      const below = orders.filter((other) => scoreOf(other) <= score).length / orders.length
      const above = orders.filter((other) => scoreOf(other) >= score).length / orders.length
      const { pValue, tau, test: kind } = kendallCorrelation(ys, order)
      expect(pValue).toBeCloseTo(Math.min(1, 2 * Math.min(below, above)), 12)
      expect(tau).toBeCloseTo(score / 10, 12)
      expect(kind).toBe('exact')
    }
  })

  // Kendall 1970, example 3.1 has ties; tau-b and the variance worked out by hand for a small table.
  test('with ties the normal test with the variance under ties is used', () => {
    const { tau, pValue, test: kind } = kendallCorrelation([1, 1, 2, 3], [1, 2, 2, 3])
    expect(tau).toBeCloseTo(4 / 5, 12)
    // Variance of the score: (4·3·13 − 2·(2·1·9))/18 + (2·2)/(2·4·3), and no triples.
    expect(kind).toBe('normal')
    expect(pValue).toBeCloseTo(normalTwoSided(4 / Math.sqrt(120 / 18 + 4 / 24)), 12)
    // With a triple of equal values: (5·4·15 − 3·2·11 − 2·1·9)/18 + (6·2)/(2·20), and triples in x alone.
    const triple = kendallCorrelation([1, 1, 1, 2, 3], [2, 1, 3, 3, 4])
    expect(triple.pValue).toBeCloseTo(normalTwoSided(6 / Math.sqrt(216 / 18 + 12 / 40)), 12)
    const both = kendallCorrelation([1, 1, 1, 2], [1, 2, 2, 2])
    expect(both.pValue).toBeCloseTo(normalTwoSided(1 / Math.sqrt((156 - 66 - 66) / 18 + 36 / 24 + 36 / 216)), 12)
  })

  test('a constant has no correlation, and Begg refuses studies of one size', () => {
    expect(kendallCorrelation([1, 1, 1], [1, 2, 3])).toMatchObject({ tau: Number.NaN, pValue: 1 })
    expect(() => beggTest(bcgEffects.map((study) => ({ ...study, variance: 1 })))).toThrow(/no rank correlation/)
    expect(() => beggTest(bcgEffects.slice(0, 2))).toThrow('3 studies are needed')
  })

  test('Begg does not depend on the order of the studies, and flips with the signs', () => {
    fc.assert(
      fc.property(arbitraryStudies(4, 10), (studies) => {
        const distinct = studies.map((study, i) => ({
          ...study,
          estimate: study.estimate + i ** 2 / 7,
          variance: study.variance + (i + 1) / 1000,
        }))
        const one = beggTest(distinct)
        const other = beggTest(distinct.toReversed().map((study) => ({ ...study, estimate: -study.estimate })))
        expect(near(one.tau, -other.tau, 1e-12, 1)).toBe(true)
        expect(near(one.pValue, other.pValue, 1e-9)).toBe(true)
      }),
      { numRuns: 40 },
    )
  })
})

function permutations(values: readonly number[]): number[][] {
  if (values.length <= 1) return [[...values]]
  return values.flatMap((value, i) =>
    permutations([...values.slice(0, i), ...values.slice(i + 1)]).map((rest) => [value, ...rest]),
  )
}

describe('trim and fill', () => {
  const symmetric = [-2, -1, 0, 1, 2].flatMap((estimate, i) => [
    { study: String(i), estimate, variance: 1 + Math.abs(estimate) },
  ])

  test('adds nothing to a symmetric funnel', () => {
    const { missingStudies, filled, pooled } = trimAndFill(symmetric, { side: 'left' })
    expect(missingStudies).toBe(0)
    expect(filled).toEqual([])
    expect(pooled.estimate).toBe(pool(symmetric).estimate)
  })

  test('flipping all signs fills the other side with mirror images', () => {
    const flipped = bcgEffects.map((study) => ({ ...study, estimate: -study.estimate }))
    for (const estimator of ['L0', 'R0', 'Q0'] as const) {
      const one = trimAndFill(bcgEffects, { method: 'common', estimator })
      const other = trimAndFill(flipped, { method: 'common', estimator })
      expect(one.side).toBe('right')
      expect(other.side).toBe('left')
      expect(other.missingStudies).toBe(one.missingStudies)
      expect(other.filled.map(({ estimate }) => -estimate)).toEqual(one.filled.map(({ estimate }) => estimate))
      expect(other.pooled.estimate).toBeCloseTo(-one.pooled.estimate, 12)
    }
  })

  test('R0 has a p-value, the others have none', () => {
    expect(trimAndFill(bcgEffects, { method: 'common', estimator: 'R0' }).missingStudiesPValue).toBe(0.5 ** 5)
    expect(trimAndFill(bcgEffects, { method: 'common' }).missingStudiesPValue).toBeUndefined()
  })

  test('needs three studies', () => {
    expect(() => trimAndFill(bcgEffects.slice(0, 2))).toThrow('3 studies are needed')
  })

  test('takes the left side when all studies have one size', () => {
    expect(trimAndFill(bcgEffects.map((study) => ({ ...study, variance: 0.1 }))).side).toBe('left')
  })
})

describe('fail-safe numbers', () => {
  test('undo the result when studies without effect are added', () => {
    const { rosenberg } = failSafeNumbers(bcgEffects)
    const { weights } = pool(bcgEffects, { method: 'common' })
    expect(weights).toHaveLength(13)
    const meanWeight = bcgEffects.reduce((total, { variance }) => total + 1 / variance, 0) / 13
    const silent = (count: number) =>
      Array.from({ length: count }, () => ({ study: '', estimate: 0, variance: 1 / meanWeight }))
    expect(pool([...bcgEffects, ...silent(rosenberg)], { method: 'common' }).pValue).toBeGreaterThanOrEqual(0.05)
    expect(pool([...bcgEffects, ...silent(rosenberg - 1)], { method: 'common' }).pValue).toBeLessThan(0.05)
  })

  test('Orwin brings the mean to the target', () => {
    const studies = [0.4, 0.6].map((estimate) => ({ study: '', estimate, variance: 1 }))
    expect(failSafeNumbers(studies).orwin).toBe(2)
    expect(failSafeNumbers(studies, { target: 0.1 }).orwin).toBe(8)
    expect(failSafeNumbers(studies, { target: 0.12 }).orwin).toBe(7)
    expect(failSafeNumbers(studies, { target: 0 }).orwin).toBe(Number.POSITIVE_INFINITY)
  })

  test('are 0 without an effect, and refuse an alpha out of range', () => {
    const none = [0.1, -0.1].map((estimate) => ({ study: '', estimate, variance: 1 }))
    expect(failSafeNumbers(none)).toMatchObject({ rosenthal: 0, orwin: 0, rosenberg: 0 })
    for (const alpha of [0, 0.5, Number.NaN]) expect(() => failSafeNumbers(none, { alpha })).toThrow(/alpha/)
  })
})
