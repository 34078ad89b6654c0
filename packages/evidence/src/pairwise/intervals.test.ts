import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arbitraryStudies, bcgEffects, estimators } from '../../test-support/pairwise-testing.ts'
import { influence } from './influence.ts'
import type { Interval } from './interval.ts'
import { regress } from './meta-regression.ts'
import { pool } from './pool.ts'
import { predictionIntervalOf } from './prediction.ts'
import { poolThreeLevel } from './three-level.ts'

// Quantiles from printed tables of the normal and t distributions (Abramowitz & Stegun 26.5 and 26.10, extended).
const normal975 = 1.959963984540054
const t975 = { 1: Math.tan(0.475 * Math.PI), 11: 2.200985160091638, 12: 2.178812829667228 }

const widthOf = ({ lower, upper }: Interval) => upper - lower

describe('confidence intervals of the BCG trials', () => {
  const { estimate, classicStandardError, knappHartungFactor = 0 } = pool(bcgEffects)
  const adjusted = classicStandardError * Math.sqrt(knappHartungFactor)

  test.each([
    ['normal', classicStandardError, normal975, Number.POSITIVE_INFINITY],
    ['t', classicStandardError, t975[12], 12],
    ['knapp-hartung', adjusted, t975[12], 12],
    ['knapp-hartung-floor', Math.max(adjusted, classicStandardError), t975[12], 12],
  ] as const)('%s: estimate ± quantile × standard error', (interval, error, quantile, degreesOfFreedom) => {
    const pooled = pool(bcgEffects, { interval })
    expect(pooled.standardError).toBeCloseTo(error, 14)
    expect(pooled.degreesOfFreedom).toBe(degreesOfFreedom)
    expect(pooled.lower).toBeCloseTo(estimate - quantile * error, 12)
    expect(pooled.upper).toBeCloseTo(estimate + quantile * error, 12)
    expect(pooled.conventions.interval).toBe(interval)
  })

  test.each([
    'normal',
    't',
    'knapp-hartung',
    'knapp-hartung-floor',
    'knapp-hartung-wider',
    'knapp-hartung-iqwig',
  ] as const)('%s: a regression on the constant alone has the same', (interval) => {
    for (const studies of [bcgEffects, bcgEffects.slice(0, 3), nearlyAlike]) {
      const pooled = pool(studies, { interval })
      const [constant] = regress(studies, [], { interval }).coefficients
      expect(constant?.lower).toBeCloseTo(pooled.lower, 9)
      expect(constant?.upper).toBeCloseTo(pooled.upper, 9)
      expect(constant?.degreesOfFreedom).toBe(pooled.degreesOfFreedom)
    }
  })
})

const nearlyAlike = [0.1, 0.11, 0.09, 0.105].map((estimate, i) => ({ study: '', estimate, variance: 0.04 + 0.01 * i }))

test('of two studies with the same variance the Knapp–Hartung error is half their distance (Cauchy quantile)', () => {
  const studies = [1, 4].map((estimate) => ({ study: '', estimate, variance: 0.7 }))
  for (const method of ['common', ...estimators] as const) {
    const { estimate, lower, upper, standardError } = pool(studies, { method, interval: 'knapp-hartung' })
    expect(estimate).toBeCloseTo(2.5, 12)
    expect(standardError).toBeCloseTo(1.5, 12)
    expect(upper).toBeCloseTo(2.5 + t975[1] * 1.5, 10)
    expect(lower).toBeCloseTo(2.5 - t975[1] * 1.5, 10)
  }
})

test('wider is the wider of two intervals, and IQWiG floors those narrower than DerSimonian and Laird', () => {
  const methods = fc.constantFrom('DL' as const, 'PM' as const, 'REML' as const)
  fc.assert(
    fc.property(arbitraryStudies(2, 6), methods, (studies, method) => {
      // Of equal estimates no Knapp–Hartung interval exists: see below.
      fc.pre(studies.some(({ estimate }) => Math.abs(estimate - (studies[0]?.estimate as number)) > 1e-6))
      const by = (interval: Parameters<typeof pool>[1] & object) => pool(studies, { method, ...interval })
      const adjusted = by({ interval: 'knapp-hartung' })
      const classic = by({ interval: 'normal' })
      const wider = by({ interval: 'knapp-hartung-wider' })
      expect(widthOf(wider)).toBe(Math.max(widthOf(adjusted), widthOf(classic)))
      const isNarrow = widthOf(adjusted) < widthOf(pool(studies, { method: 'DL' }))
      const expected = isNarrow ? by({ interval: 'knapp-hartung-floor' }) : adjusted
      expect(widthOf(by({ interval: 'knapp-hartung-iqwig' }))).toBe(widthOf(expected))
    }),
    { numRuns: 60 },
  )
})

describe('studies with one and the same estimate', () => {
  const same = [1, 2, 3].map((variance) => ({ study: '', estimate: 0.5, variance }))

  test('have no Knapp–Hartung interval, which is said with the column and a way out', () => {
    expect(() => pool(same, { interval: 'knapp-hartung' })).toThrow(
      'estimate: rows 1 to 3: the estimates of all studies are the same, so the Knapp–Hartung interval has no width; use another',
    )
    expect(() => regress(same, [], { interval: 'knapp-hartung' })).toThrow(
      'the model fits every study exactly, so the Knapp–Hartung interval has no width; use another',
    )
  })

  test('get the normal interval as the wider one, and the floored one from IQWiG', () => {
    expect(pool(same, { interval: 'knapp-hartung-wider' }).upper).toBe(pool(same).upper)
    expect(pool(same, { interval: 'knapp-hartung-iqwig' }).upper).toBe(
      pool(same, { interval: 'knapp-hartung-floor' }).upper,
    )
    for (const interval of ['knapp-hartung-wider', 'knapp-hartung-iqwig'] as const) {
      const [constant] = regress(same, [], { interval }).coefficients
      expect(constant?.upper).toBeCloseTo(pool(same, { interval }).upper, 12)
    }
  })
})

describe('prediction intervals of the BCG trials', () => {
  const pooled = pool(bcgEffects, { method: 'DL', interval: 'knapp-hartung' })
  const { classicStandardError, standardError } = pooled

  test.each([
    ['HTS', classicStandardError, t975[11]],
    ['V', classicStandardError, t975[12]],
    ['HK', standardError, t975[12]],
    ['S', classicStandardError, normal975],
    ['as-interval', standardError, t975[12]],
  ] as const)('%s', (method, error, quantile) => {
    const reach = quantile * Math.sqrt(error ** 2 + pooled.tauSquared)
    const interval = predictionIntervalOf(pooled, method, 0.95)
    expect(interval?.lower).toBeCloseTo(pooled.estimate - reach, 11)
    expect(interval?.upper).toBeCloseTo(pooled.estimate + reach, 11)
    expect(pool(bcgEffects, { method: 'DL', interval: 'knapp-hartung', prediction: method }).prediction).toEqual(
      interval,
    )
  })
})

test('one study has its own normal interval, whatever was asked, and no prediction', () => {
  const [study] = bcgEffects.slice(0, 1)
  const pooled = pool(bcgEffects.slice(0, 1), { interval: 't', prediction: 'HK' })
  expect(pooled.conventions).toMatchObject({ method: 'common', interval: 'normal' })
  expect(pooled.upper).toBeCloseTo((study?.estimate ?? 0) + normal975 * Math.sqrt(study?.variance ?? 0), 13)
  expect(pooled.knappHartungFactor).toBeUndefined()
})

test('a level is between 0 and 1, both left out', () => {
  const clustered = bcgEffects.map((effect, i) => ({ ...effect, cluster: `c${i % 4}` }))
  for (const level of [0, 1, -0.5, 1.5, 95, Number.NaN]) {
    expect(() => pool(bcgEffects, { level })).toThrow(`pool needs a level between 0 and 1, got ${level}`)
    expect(() => poolThreeLevel(clustered, { level })).toThrow(
      `poolThreeLevel needs a level between 0 and 1, got ${level}`,
    )
  }
  expect(() => pool(bcgEffects, { preset: 'SPSS' as 'meta' })).toThrow(
    'pool needs a preset of metafor, meta, RevMan 5, got SPSS',
  )
  expect(() => pool(bcgEffects, { method: 'XX' as 'DL' })).toThrow(
    'pool needs a method of common, DL, HE, HS, HSk, SJ, PM, EB, ML, REML, got XX',
  )
})

test('Knapp–Hartung multiplies the errors of dffits and dfbetas, and leaves Cook’s distance to the model', () => {
  const classic = influence(bcgEffects)
  for (const [row, adjusted] of influence(bcgEffects, { interval: 'knapp-hartung' }).entries()) {
    const others = bcgEffects.filter((_, index) => index !== row)
    const factor = pool(others).knappHartungFactor as number
    expect(adjusted.dfbetas * Math.sqrt(factor)).toBeCloseTo(classic[row]?.dfbetas as number, 10)
    expect(adjusted.dffits * Math.sqrt(factor)).toBeCloseTo(classic[row]?.dffits as number, 10)
    expect(adjusted.studentizedResidual * Math.sqrt(factor)).toBeCloseTo(
      classic[row]?.studentizedResidual as number,
      10,
    )
  }
})
