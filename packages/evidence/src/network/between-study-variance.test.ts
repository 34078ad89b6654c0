import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { estimateTauSquared, logLikelihoodOf } from './between-study-variance.ts'
import type { Contrast } from './contrast.ts'
import {
  correlatedNetwork,
  denseFit,
  denseOf,
  effectDesign,
  quadratic,
  times,
  traceOfProduct,
} from './dense-testing.ts'
import { maximiseLikelihood } from './maximise-likelihood.ts'
import { buildNetwork, type Network } from './network.ts'
import { fitNetwork } from './network-model.ts'
import { makeNetwork } from './network-testing.ts'

const densely = (network: Network, tauSquared: number) => {
  const dense = denseOf(network, tauSquared)
  return { ...dense, ...denseFit(effectDesign(dense, network.treatments.length), dense.values, dense.covariance) }
}

const networks = {
  'independent arms': (seed: number) => makeNetwork({ treatments: 4, studies: 9, seed, multiArm: 0.5, tau: 0.8 }),
  'correlated arms': (seed: number) => correlatedNetwork(seed, 5, 6),
}

describe.each(Object.entries(networks))('a network with %s', (_, make) => {
  const built = (seed: number) => buildNetwork(make(seed), { armVariances: 'accept' })

  test('is generalised least squares with the whole covariance matrix', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(0, 0.5), (seed, tauSquared) => {
        const network = built(seed)
        const { solution } = fitNetwork(network, tauSquared)
        const dense = densely(network, tauSquared)
        for (const [index, effect] of dense.coefficients.entries()) {
          expect(solution.effects[index]).toBeCloseTo(effect, 7)
          expect(solution.variances[(index + 1) * solution.size - 1]).toBeCloseTo(
            dense.covariance[index]?.[index] as number,
            7,
          )
        }
      }),
      { numRuns: 20 },
    )
  })

  test.each(['ML', 'REML'] as const)('has the likelihood of whole matrices, but for a constant (%s)', (method) => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const network = built(seed)
        const apart = [0, 0.2, 3].map((tauSquared) => {
          const { logCovariance, logInformation, residualSumOfSquares } = densely(network, tauSquared)
          const wanted = -(logCovariance + (method === 'REML' ? logInformation : 0) + residualSumOfSquares) / 2
          return logLikelihoodOf(fitNetwork(network, tauSquared), method) - wanted
        })
        expect(apart[1]).toBeCloseTo(apart[0] as number, 7)
        expect(apart[2]).toBeCloseTo(apart[0] as number, 7)
      }),
      { numRuns: 20 },
    )
  })

  test.each(['ML', 'REML'] as const)('has the tau² at which the slope of the likelihood is 0 (%s)', (method) => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const network = built(seed)
        const tauSquared = estimateTauSquared(fitNetwork(network, 0), method)
        const { remainder, shared, values, precision } = densely(network, tauSquared)
        const weighted = times(
          remainder,
          values.map((value) => [value]),
        ).map(([value]) => value as number)
        const expected = traceOfProduct(method === 'ML' ? precision : remainder, shared)
        const slope = (quadratic(shared, weighted) - expected) / expected
        if (tauSquared > 0) expect(slope).toBeCloseTo(0, 8)
        else expect(slope).toBeLessThan(1e-9)
      }),
      { numRuns: 20 },
    )
  })

  test('has the tau² by which the sum of squares is what it is expected to be (DL)', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const network = built(seed)
        const { remainder, shared, values, residualSumOfSquares } = densely(network, 0)
        const excess = residualSumOfSquares - (values.length - network.treatments.length + 1)
        const wanted = Math.max(0, excess / traceOfProduct(remainder, shared))
        const found = estimateTauSquared(fitNetwork(network, 0), 'DL')
        expect(found / Math.max(1, wanted)).toBeCloseTo(wanted / Math.max(1, wanted), 8)
      }),
      { numRuns: 20 },
    )
  })
})

describe('studies of which one is far more precise than the others', () => {
  const row = (
    study: string,
    treatment1: string,
    treatment2: string,
    estimate: number,
    variance: number,
  ): Contrast => ({
    study,
    treatment1,
    treatment2,
    estimate,
    standardError: Math.sqrt(variance),
  })
  const momentOf = (rows: readonly Contrast[]) => {
    const network = buildNetwork(rows)
    return estimateTauSquared(fitNetwork(network, 0), 'DL') * network.scale ** 2
  }

  test.each([1, 1e-4, 1e-8, 1e-14, 1e-20])(
    'two trials have half of what their difference is too large (%d)',
    (small) => {
      // (Q − 1) / trace, with Q = d² / (v1 + v2) and the trace 2 / (v1 + v2).
      const wanted = (9 - small - 2) / 2
      expect(momentOf([row('1', 'A', 'B', 4, small), row('2', 'A', 'B', 1, 2)])).toBeCloseTo(wanted, 9)
      // Treatments and trials that hang on one comparison change nothing.
      const more = [row('3', 'C', 'A', 4, 1), row('4', 'D', 'B', 1, 1e-12)]
      expect(momentOf([...more, row('2', 'A', 'B', 1, 2), row('1', 'A', 'B', 4, small)])).toBeCloseTo(wanted, 9)
      expect(momentOf([row('1', 'A', 'B', 4, small), row('2', 'A', 'B', 1, 2), ...more])).toBeCloseTo(wanted, 9)
    },
  )

  test.each([1, 1e-8, 1e-16])('a loop has the sum of its variances beside its inconsistency (%d)', (small) => {
    // One degree of freedom: Q = d² / Σ v, and the trace is 3 / Σ v.
    const rows = [row('1', 'A', 'B', 4, small), row('2', 'B', 'C', 1, 2), row('3', 'A', 'C', -1, 0.5)]
    expect(momentOf(rows)).toBeCloseTo((36 - small - 2.5) / 3, 9)
    expect(momentOf([...rows].reverse())).toBeCloseTo((36 - small - 2.5) / 3, 9)
  })

  test.each([1, 1e-6, 1e-12, 1e-18])('two trials of three arms have the moment of the smaller one (%d)', (small) => {
    // Arms of variance 1, 2 and 3 and small ones; effects of the second are 2, 5 and 0 higher by arm.
    const trial = (study: string, arms: readonly number[], means: readonly number[]) =>
      [
        [0, 1],
        [0, 2],
        [1, 2],
      ].map(([i = 0, j = 0]) =>
        row(
          study,
          'ABC'[i] as string,
          'ABC'[j] as string,
          (means[i] as number) - (means[j] as number),
          (arms[i] as number) + (arms[j] as number),
        ),
      )
    const sum = [1 + small, 2 + small, 3 + small]
    // Covariance of the differences against arm A: V = sum_A + diag(sum_B, sum_C).
    const covariance = [
      [(sum[0] as number) + (sum[1] as number), sum[0] as number],
      [sum[0] as number, (sum[0] as number) + (sum[2] as number)],
    ]
    const { precision } = denseFit([[1], [0]], [0, 0], covariance)
    const q = quadratic(precision, [-3, 2])
    const trace =
      2 *
      traceOfProduct(precision, [
        [1, 0.5],
        [0.5, 1],
      ])
    const rows = [...trial('1', [1, 2, 3], [0, 0, 0]), ...trial('2', [small, small, small], [2, 5, 0])]
    const wanted = (q - 2) / trace
    expect(momentOf(rows)).toBeCloseTo(Math.max(0, wanted), 9)
    const hanging = [row('0', 'D', 'B', 1, 1), row('9', 'C', 'E', 1, 1e-10)]
    expect(momentOf([...hanging, ...rows])).toBeCloseTo(Math.max(0, wanted), 9)
  })

  test('one trial has no tau²', () => {
    expect(momentOf([row('1', 'A', 'B', 4, 1)])).toBe(0)
  })
})

describe('the largest likelihood', () => {
  /** By its slope, written as what is above 0 and what is below. */
  const likelihood = (slope: (x: number) => number, value: (x: number) => number, moment = 0) => ({
    moment,
    score: (x: number) => ({ observed: Math.max(0, slope(x)), expected: Math.max(0, -slope(x)) }),
    logLikelihood: value,
  })

  test.each([0, 1e-9, 0.1, 1, 7, 1e9])('is found wherever the search begins (%d)', (moment) => {
    for (const top of [1e-3, 0.7, 1, 4, 16, 1e5]) {
      const found = maximiseLikelihood(
        likelihood(
          (x) => top - x,
          (x) => -((x - top) ** 2),
          moment,
        ),
      )
      expect(found / top).toBeCloseTo(1, 12)
    }
  })

  test('is at 0 when the likelihood falls from there on', () => {
    expect(
      maximiseLikelihood(
        likelihood(
          (x) => -1 - x,
          (x) => -x - x ** 2 / 2,
          2,
        ),
      ),
    ).toBe(0)
  })

  test('is near 0 when it rises for less than the search looks at', () => {
    const found = maximiseLikelihood(
      likelihood(
        (x) => 1e-20 - x,
        (x) => -((x - 1e-20) ** 2),
      ),
    )
    expect(found / 1e-20).toBeCloseTo(1, 9)
  })

  test.each([
    [1, 0],
    [4, 4],
  ])('of two tops, at 0 and at %d, is the higher one', (top, wanted) => {
    // Slope −(x − ½)(x − top): falls from 0 to ½, rises to the top, falls from there on.
    const value = (x: number) => -(x ** 3) / 3 + ((0.5 + top) * x ** 2) / 2 - (top * x) / 2
    const slope = (x: number) => -(x - 0.5) * (x - top)
    expect(maximiseLikelihood(likelihood(slope, value, top * 0.9))).toBeCloseTo(wanted, 12)
    expect(maximiseLikelihood(likelihood(slope, value, top))).toBeCloseTo(wanted, 12)
  })

  test('is at the root when what is observed differs from what is expected by rounding alone', () => {
    const expected = 1 / 3
    const score = () => ({ observed: expected * (1 + 2 ** -52), expected })
    expect(maximiseLikelihood({ moment: 1, score, logLikelihood: () => 0 })).toBe(0)
  })
})
