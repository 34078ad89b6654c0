import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chiSquaredQuantile } from '../numerics/index.ts'
import { InterceptModel } from './intercept-model.ts'
import { arbitraryStudies, bcgEffects, near } from '../../test-support/pairwise-testing.ts'
import { columnsOf } from './study-columns.ts'
import { relativeLogLikelihood } from './tau-squared.ts'
import { profileLikelihoodInterval, qProfileInterval } from './tau-squared-interval.ts'

// Viechtbauer 2007, Stat Med 26:37, table II: tau² 0.12 to 1.11 for the BCG trials.
test('reproduces the Q-profile interval of the BCG trials', () => {
  const { tauSquared, iSquared, hSquared, tau } = qProfileInterval(bcgEffects)
  expect(tauSquared.lower).toBeCloseTo(0.12, 2)
  expect(tauSquared.upper).toBeCloseTo(1.11, 2)
  expect(tau.upper).toBeCloseTo(Math.sqrt(tauSquared.upper as number), 14)
  expect(iSquared.lower).toBeCloseTo(0.8192, 4)
  expect(hSquared.upper).toBeCloseTo(1 / (1 - (iSquared.upper as number)), 8)
})

test('the limits are where Q meets the quantiles', () => {
  fc.assert(
    fc.property(arbitraryStudies(2, 9), fc.constantFrom(0.5, 0.8, 0.95, 0.99), (studies, level) => {
      const { tauSquared } = qProfileInterval(studies, { level })
      const model = new InterceptModel(columnsOf(studies))
      const q = (at: number) => {
        model.weigh(at)
        return model.residualSquares
      }
      const quantile = (p: number) => chiSquaredQuantile(p, studies.length - 1)
      if (tauSquared.upper === undefined) {
        expect(q(0)).toBeLessThan(quantile((1 - level) / 2))
        expect(tauSquared.lower).toBeUndefined()
        return
      }
      if (tauSquared.upper > 0) expect(near(q(tauSquared.upper), quantile((1 - level) / 2), 1e-9)).toBe(true)
      if ((tauSquared.lower as number) > 0)
        expect(near(q(tauSquared.lower as number), quantile((1 + level) / 2), 1e-9)).toBe(true)
      expect(tauSquared.upper).toBeGreaterThanOrEqual(tauSquared.lower as number)
    }),
    { numRuns: 60 },
  )
})

test('studies that differ less than chance alone would let them leave an empty interval', () => {
  const alike = [1, 1.0001, 0.9999, 1].map((estimate) => ({ study: '', estimate, variance: 1 }))
  expect(qProfileInterval(alike).tauSquared).toEqual({ estimate: 0, lower: undefined, upper: undefined })
})

test('profile likelihood limits lie half a chi-squared quantile below the top', () => {
  for (const method of ['ML', 'REML'] as const) {
    const { tauSquared } = profileLikelihoodInterval(bcgEffects, { method })
    const model = new InterceptModel(columnsOf(bcgEffects))
    const at = (value: number) => relativeLogLikelihood(model, value, method === 'REML')
    const drop = chiSquaredQuantile(0.95, 1) / 2
    expect(at(tauSquared.estimate) - at(tauSquared.lower as number)).toBeCloseTo(drop, 12)
    expect(at(tauSquared.estimate) - at(tauSquared.upper as number)).toBeCloseTo(drop, 12)
  }
})

test('profile likelihood reaches 0 where the data allow it, and needs a likelihood', () => {
  const alike = [1, 2, 1.5].map((estimate) => ({ study: '', estimate, variance: 1 }))
  expect(profileLikelihoodInterval(alike).tauSquared.lower).toBe(0)
  expect(() => profileLikelihoodInterval(bcgEffects, { method: 'DL' })).toThrow(/ML or REML, got DL/)
  expect(() => qProfileInterval(bcgEffects.slice(0, 1))).toThrow('2 studies are needed, got 1')
})

test('limits follow the unit of the data', () => {
  const scaled = bcgEffects.map((s) => ({ ...s, estimate: s.estimate * 2 ** 200, variance: s.variance * 2 ** 400 }))
  const [one, other] = [qProfileInterval(bcgEffects), qProfileInterval(scaled)]
  expect(other.tauSquared.upper).toBe((one.tauSquared.upper as number) * 2 ** 400)
  expect(other.tau.lower).toBe((one.tau.lower as number) * 2 ** 200)
  expect(other.iSquared).toEqual(one.iSquared)
})
