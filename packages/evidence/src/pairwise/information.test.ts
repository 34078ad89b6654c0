import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arbitraryStudies, bcgEffects, bcgTrials, near } from '../../test-support/pairwise-testing.ts'
import { factorCholesky, invertFromCholesky, type Matrix, matrixOf, multiply, transpose } from '../numerics/index.ts'
import { schoolCalendars } from './konstantopoulos2011.ts'
import { mantelHaenszelRates } from './mantel-haenszel-rates.ts'
import { petPeese } from './pet-peese.ts'
import { poolPeto } from './peto.ts'
import { harbordTest, petersTest } from './small-study-counts.ts'
import { eggerTest } from './small-study-regression.ts'
import { fitThreeLevel, poolThreeLevel } from './three-level.ts'

const inverse = (matrix: Matrix) => invertFromCholesky(factorCholesky(matrix) as Matrix)
const trace = ({ rows, values }: Matrix) =>
  Array.from({ length: rows }, (_, i) => values[i * (rows + 1)] as number).reduce((total, value) => total + value, 0)

describe('expected information of a three-level model', () => {
  /** ½ tr(P A P B) with whole matrices; P is Σ⁻¹ for ML, and less what the coefficients take for REML. */
  test('is half the traces of whole matrices', () => {
    const components = fc.tuple(fc.constantFrom(0, 0.02, 0.7), fc.constantFrom(0, 0.05, 0.4))
    const cases = fc.tuple(arbitraryStudies(5, 9), components, fc.boolean(), fc.boolean())
    fc.assert(
      fc.property(cases, ([studies, [between, within], restricted, moderated]) => {
        const effects = studies.map((study, i) => ({ ...study, cluster: 'abbccacbb'.charAt(i) }))
        const values = studies.map((_, i) => (i * i) % 7)
        const moderators = moderated ? [{ name: 'x', values }] : []
        const { model } = fitThreeLevel(effects, { moderators })
        const { information } = model.score([between, within], restricted)
        const same = effects.map((one) => effects.map((other) => (one.cluster === other.cluster ? 1 : 0)))
        const sigma = matrixOf(
          same.map((row, i) =>
            row.map((shared, j) => between * shared + (i === j ? within + (effects[i]?.variance as number) : 0)),
          ),
        )
        const weights = inverse(sigma)
        const x = matrixOf(effects.map((_, i) => (moderated ? [1, values[i] as number] : [1])))
        const left = multiply(weights, x)
        const taken = multiply(multiply(left, inverse(multiply(transpose(x), left))), transpose(left))
        const p = restricted
          ? { ...weights, values: weights.values.map((value, at) => value - (taken.values[at] as number)) }
          : weights
        const pb = multiply(p, matrixOf(same))
        expect(near(information[0], trace(multiply(pb, pb)) / 2, 1e-7)).toBe(true)
        expect(near(information[1], trace(multiply(pb, p)) / 2, 1e-7)).toBe(true)
        expect(near(information[3], trace(multiply(p, p)) / 2, 1e-7)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  test('the criteria count coefficients and both variances', () => {
    const { fit, coefficients } = poolThreeLevel(schoolCalendars, { method: 'ML' })
    const [k, parameters] = [schoolCalendars.length, coefficients.length + 2]
    expect(fit.aic).toBeCloseTo(-2 * fit.logLikelihood + 2 * parameters, 10)
    expect(fit.bic).toBeCloseTo(-2 * fit.logLikelihood + parameters * Math.log(k), 10)
    expect(fit.aicCorrected).toBeCloseTo(fit.aic + (2 * parameters * (parameters + 1)) / (k - parameters - 1), 10)
  })
})

describe('person-time of two studies', () => {
  const studies = [
    { study: 'a', events1: 10, time1: 100, events2: 20, time2: 90 },
    { study: 'b', events1: 14, time1: 50, events2: 9, time2: 60 },
    { study: 'silent', events1: 0, time1: 50, events2: 0, time2: 60 },
  ]
  const result = mantelHaenszelRates('IRR', studies)

  test('the test takes half an event off the difference of observed and expected (Rothman et al. 2008)', () => {
    const expected = (30 * 100) / 190 + (23 * 50) / 110
    const variance = (30 * 100 * 90) / 190 ** 2 + (23 * 50 * 60) / 110 ** 2
    expect(result.test?.statistic).toBeCloseTo((Math.abs(24 - expected) - 0.5) ** 2 / variance, 12)
    const alike = [{ study: '', events1: 10, time1: 100, events2: 10, time2: 100 }]
    expect(mantelHaenszelRates('IRR', alike).test).toEqual({ statistic: 0, pValue: 1 })
  })

  test('Q is around the pooled ratio, of the studies that have one', () => {
    const q = [
      [Math.log(10 / 100 / (20 / 90)), 1 / 10 + 1 / 20],
      [Math.log(14 / 50 / (9 / 60)), 1 / 14 + 1 / 9],
    ].reduce((total, [estimate = 0, variance = 0]) => total + (estimate - result.estimate) ** 2 / variance, 0)
    expect(result.heterogeneity.q).toBeCloseTo(q, 12)
    expect(result.heterogeneity).toMatchObject({ degreesOfFreedom: 1 })
    expect(result.heterogeneity.iSquared).toBeCloseTo((q - 1) / q, 12)
    expect(result).toMatchObject({ method: 'Mantel–Haenszel', studyCount: 3, informativeStudyCount: 2, level: 0.95 })
    // Rounding of a single study's Q is no heterogeneity.
    expect(mantelHaenszelRates('IRR', studies.slice(0, 1)).heterogeneity).toMatchObject({ pValue: 1, iSquared: 0 })
  })
})

test('every result says which test and which conventions it is', () => {
  expect(eggerTest(bcgEffects)).toMatchObject({ test: 'Egger', model: 'classic', predictor: 'standard error' })
  expect(eggerTest(bcgEffects).conventions).toMatchObject({ method: 'common', interval: 'knapp-hartung' })
  expect(eggerTest(bcgEffects, { model: 'meta-regression' }).conventions).toMatchObject({
    method: 'REML',
    interval: 'normal',
    level: 0.95,
  })
  expect(harbordTest(bcgTrials)).toMatchObject({ test: 'Harbord', predictor: 'inverse root score variance' })
  expect(petersTest(bcgTrials)).toMatchObject({ test: 'Peters', predictor: 'inverse sample size' })
  expect(poolPeto(bcgTrials)).toMatchObject({ pooling: 'Peto', givenStudyCount: 13 })
  const { conventions, chosen, estimate, pet, peese } = petPeese(bcgEffects)
  expect(conventions).toMatchObject({ method: 'common', interval: 'knapp-hartung' })
  expect(estimate).toBe(chosen === 'PET' ? pet : peese)
})
