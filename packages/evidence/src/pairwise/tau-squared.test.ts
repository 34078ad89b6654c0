import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { StudyEffect } from '../study-effect.ts'
import { InterceptModel } from './intercept-model.ts'
import { arbitraryStudies, bcgEffects, bcgLatitudes, estimators, near } from '../../test-support/pairwise-testing.ts'
import { designOf } from './design.ts'
import { RegressionModel } from './regression-model.ts'
import { columnsOf } from './study-columns.ts'
import { estimateTauSquared, relativeLogLikelihood, standardErrorOfTauSquared } from './tau-squared.ts'

const modelOf = (studies: readonly StudyEffect[]) => new InterceptModel(columnsOf(studies))

/** The same model through the general path: a regression on the constant alone. */
function regressionOf(studies: readonly StudyEffect[], moderators: Parameters<typeof designOf>[0] = []) {
  const columns = columnsOf(studies)
  return new RegressionModel(columns, designOf(moderators, columns.count, true).basis)
}

describe('the sums of the intercept model', () => {
  test('are the traces of its projection matrix', () => {
    fc.assert(
      fc.property(arbitraryStudies(2, 7), fc.double({ min: 0, max: 3, noNaN: true }), (studies, tauSquared) => {
        const model = modelOf(studies)
        model.weigh(tauSquared)
        const w = studies.map(({ variance }) => 1 / (variance + tauSquared))
        const v = studies.map(({ variance }) => variance)
        const sum = w.reduce((total, weight) => total + weight, 0)
        const p = (i: number, j: number) =>
          (i === j ? (w[i] as number) : 0) - ((w[i] as number) * (w[j] as number)) / sum
        const trace = (f: (i: number, j: number) => number) =>
          w.reduce((total, _, i) => total + w.reduce((row, __, j) => row + f(i, j), 0), 0)
        const diagonal = (f: (i: number) => number) => w.reduce((total, _, i) => total + f(i), 0)
        expect(
          near(
            model.traceP,
            diagonal((i) => p(i, i)),
            1e-11,
          ),
        ).toBe(true)
        expect(
          near(
            model.tracePV(),
            diagonal((i) => p(i, i) * (v[i] as number)),
            1e-11,
          ),
        ).toBe(true)
        expect(
          near(
            model.traceOfProduct('identity', 'identity'),
            trace((i, j) => p(i, j) ** 2),
            1e-11,
          ),
        ).toBe(true)
        const squares = trace((i, j) => p(i, j) ** 2 * (v[i] as number) * (v[j] as number))
        expect(near(model.traceOfProduct('variances', 'variances'), squares, 1e-11)).toBe(true)
        const mixed = trace((i, j) => p(i, j) ** 2 * (v[i] as number))
        expect(near(model.traceOfProduct('variances', 'identity'), mixed, 1e-11)).toBe(true)
      }),
    )
  })

  test('are the same along the general path', () => {
    fc.assert(
      fc.property(arbitraryStudies(2, 8), fc.double({ min: 0, max: 3, noNaN: true }), (studies, tauSquared) => {
        const model = modelOf(studies)
        const general = regressionOf(studies)
        model.weigh(tauSquared)
        general.weigh(tauSquared)
        expect(near(model.mean, general.coefficients()[0] as number, 1e-11, 1)).toBe(true)
        expect(near(model.residualSquares, general.residualSquares, 1e-10, 1e-3)).toBe(true)
        expect(near(model.weightedResidualSquares, general.weightedResidualSquares, 1e-10, 1e-3)).toBe(true)
        expect(near(model.traceP, general.traceP, 1e-10)).toBe(true)
        expect(near(model.tracePV(), general.tracePV(), 1e-10)).toBe(true)
        expect(near(model.logDeterminant, general.logDeterminant, 1e-10, 1)).toBe(true)
        for (const factor of ['identity', 'variances'] as const) {
          const one = model.traceOfProduct(factor, 'identity')
          expect(near(one, general.traceOfProduct(factor, 'identity'), 1e-8)).toBe(true)
        }
      }),
    )
  })

  test('keep their digits when one study outweighs the others by 1e40', () => {
    const studies = [
      { study: 'precise', estimate: 1, variance: 1e-40 },
      { study: 'a', estimate: 2, variance: 1 },
      { study: 'b', estimate: 4, variance: 2 },
    ]
    const columns = columnsOf(studies)
    const model = new InterceptModel(columns)
    model.weigh(0)
    // Σ over pairs of wᵢ wⱼ, twice, over Σ w: the pairs with the precise study leave twice the other weights.
    expect(model.traceP / (2 * 1.5 * columns.unit ** 2)).toBeCloseTo(1, 12)
    expect(model.residualSquares).toBeCloseTo(1 + 9 / 2, 12)
  })
})

describe.each(estimators)('%s', (method) => {
  test('is the same along the general path', () => {
    fc.assert(
      fc.property(arbitraryStudies(2, 8), (studies) => {
        const one = estimateTauSquared(modelOf(studies), method)
        const other = estimateTauSquared(regressionOf(studies), method)
        expect(near(one, other, 1e-8, 1e-2)).toBe(true)
        const error = standardErrorOfTauSquared(modelOf(studies), method, one)
        const otherError = standardErrorOfTauSquared(regressionOf(studies), method, one)
        if (error === undefined) expect(otherError).toBeUndefined()
        else expect(near(error, otherError as number, 1e-7)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  test('is 0 without any difference between studies, but for Sidik–Jonkman also with little', () => {
    const same = [1, 2, 3].map((variance) => ({ study: '', estimate: 0.5, variance }))
    expect(estimateTauSquared(modelOf(same), method)).toBe(0)
    const alike = same.map((study, i) => ({ ...study, estimate: 0.5 + i / 100 }))
    const estimate = estimateTauSquared(modelOf(alike), method)
    if (method === 'SJ') expect(estimate).toBeGreaterThan(0)
    else expect(estimate).toBe(0)
  })
})

describe('roots', () => {
  test('Paule–Mandel and empirical Bayes solve Q = k − p to the last bits', () => {
    for (const method of ['PM', 'EB'] as const) {
      for (const model of [
        modelOf(bcgEffects),
        regressionOf(bcgEffects, [{ name: 'latitude', values: bcgLatitudes }]),
      ]) {
        const root = estimateTauSquared(model, method)
        model.weigh(root)
        expect(root).toBeGreaterThan(0)
        expect(Math.abs(model.residualSquares - (13 - model.coefficientCount))).toBeLessThan(1e-13 * 13)
      }
    }
  })

  test('ML and REML have no higher point nearby or far away', () => {
    fc.assert(
      fc.property(arbitraryStudies(2, 8), fc.boolean(), (studies, restricted) => {
        const model = modelOf(studies)
        const estimate = estimateTauSquared(model, restricted ? 'REML' : 'ML')
        const highest = relativeLogLikelihood(model, estimate, restricted)
        for (let exponent = -8; exponent <= 4; exponent += 0.25) {
          const other = relativeLogLikelihood(model, 10 ** exponent, restricted)
          expect(other).toBeLessThanOrEqual(highest + 1e-10 * Math.abs(highest) + 1e-12)
        }
        expect(relativeLogLikelihood(model, 0, restricted)).toBeLessThanOrEqual(
          highest + 1e-12 + 1e-12 * Math.abs(highest),
        )
      }),
      { numRuns: 60 },
    )
  })

  test('of two humps of the likelihood the higher one is taken', () => {
    // Three precise studies that agree and two vague ones far away: a hump at 0 and one far from it.
    const studies = [0, 0.001, -0.001, 30, -30].map((estimate, i) => ({
      study: '',
      estimate,
      variance: i < 3 ? 1e-6 : 1e-4,
    }))
    const model = modelOf(studies)
    const estimate = estimateTauSquared(model, 'REML')
    expect(relativeLogLikelihood(model, estimate, true)).toBeGreaterThan(relativeLogLikelihood(model, 0, true))
    expect(estimate).toBeGreaterThan(100)
  })

  test('REML with one precise and one vague study per cent of the range is exact', () => {
    const studies = [
      { study: '', estimate: 0, variance: 1e-12 },
      { study: '', estimate: 1, variance: 1e-12 },
    ]
    // Two studies: the root is (y1 − y2)²/2 − v.
    expect(estimateTauSquared(modelOf(studies), 'REML')).toBeCloseTo(0.5 - 1e-12, 15)
    expect(estimateTauSquared(modelOf(studies), 'DL')).toBeCloseTo(0.5 - 1e-12, 15)
  })
})

test('there is no tau² nor its error for a common effect or a saturated model', () => {
  const model = modelOf(bcgEffects)
  expect(estimateTauSquared(model, 'common')).toBe(0)
  expect(standardErrorOfTauSquared(model, 'common', 0)).toBeUndefined()
  const single = modelOf(bcgEffects.slice(0, 1))
  expect(estimateTauSquared(single, 'REML')).toBe(0)
  expect(standardErrorOfTauSquared(single, 'REML', 0)).toBeUndefined()
})
