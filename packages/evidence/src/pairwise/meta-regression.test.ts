import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { InputProblemError } from '../input-problem.ts'
import { regress } from './meta-regression.ts'
import { predictEffects } from './predict-effects.ts'
import {
  arbitraryStudies,
  bcgAllocations,
  bcgEffects,
  bcgLatitudes,
  bcgYears,
  estimators,
  near,
} from '../../test-support/pairwise-testing.ts'
import { pool } from './pool.ts'
import { poolSubgroups } from './subgroups.ts'

const latitude = { name: 'latitude', values: bcgLatitudes }

// Berkey et al. 1995, Stat Med 14:395; digits as metafor gives them when its iteration is carried to the end.
test('reproduces the regression of BCG trials on latitude', () => {
  const { coefficients, tauSquared, rSquared, omnibus, heterogeneity } = regress(bcgEffects, [latitude])
  expect(coefficients.map(({ name }) => name)).toEqual(['intercept', 'latitude'])
  expect(coefficients[0]?.estimate).toBeCloseTo(0.2515, 4)
  expect(coefficients[1]?.estimate).toBeCloseTo(-0.0291, 4)
  expect(coefficients[1]?.standardError).toBeCloseTo(0.0072, 4)
  expect(tauSquared).toBeCloseTo(0.0763, 4)
  expect(rSquared).toBeCloseTo(0.7563, 4)
  expect(omnibus?.statistic).toBeCloseTo(16.3582, 4)
  expect(heterogeneity.q).toBeCloseTo(30.7331, 4)
})

describe('properties', () => {
  const withModerator = arbitraryStudies(5, 10).chain((studies) =>
    fc
      .uniqueArray(fc.integer({ min: -50, max: 50 }), { minLength: studies.length, maxLength: studies.length })
      .map((values) => ({ studies, values })),
  )
  const anyMethod = fc.constantFrom('common' as const, ...estimators)

  test('without moderators it is pooling', () => {
    fc.assert(
      fc.property(arbitraryStudies(3), anyMethod, (studies, method) => {
        const options = { method, interval: 'knapp-hartung-floor' } as const
        const one = regress(studies, [], options)
        const other = pool(studies, options)
        expect(near(one.coefficients[0]?.estimate as number, other.estimate, 1e-9, 1)).toBe(true)
        expect(near(one.coefficients[0]?.standardError as number, other.standardError, 1e-8)).toBe(true)
        expect(near(one.tauSquared, other.tauSquared, 1e-8, 1e-2)).toBe(true)
        expect(one.omnibus).toBeUndefined()
        expect(one.rSquared).toBeUndefined()
      }),
      { numRuns: 50 },
    )
  })

  test('moving and stretching a moderator changes its coefficient alone', () => {
    fc.assert(
      fc.property(withModerator, anyMethod, ({ studies, values }, method) => {
        const one = regress(studies, [{ name: 'x', values }], { method })
        const moved = values.map((value) => 1000 + 8 * value)
        const other = regress(studies, [{ name: 'x', values: moved }], { method })
        const [slope, stretched] = [one.coefficients[1], other.coefficients[1]]
        expect(near(8 * (stretched?.estimate as number), slope?.estimate as number, 1e-8, 1e-2)).toBe(true)
        expect(near(other.tauSquared, one.tauSquared, 1e-8, 1e-2)).toBe(true)
        expect(near(stretched?.statistic as number, slope?.statistic as number, 1e-7, 1)).toBe(true)
        expect(near(other.fit.restrictedLogLikelihood, one.fit.restrictedLogLikelihood, 1e-8, 1)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  test('the order of the studies does not matter', () => {
    fc.assert(
      fc.property(withModerator, ({ studies, values }) => {
        const one = regress(studies, [{ name: 'x', values }])
        const other = regress(studies.toReversed(), [{ name: 'x', values: values.toReversed() }])
        expect(
          near(one.coefficients[1]?.estimate as number, other.coefficients[1]?.estimate as number, 1e-8, 1e-2),
        ).toBe(true)
        expect(near(one.tauSquared, other.tauSquared, 1e-8, 1e-2)).toBe(true)
      }),
      { numRuns: 50 },
    )
  })

  test('hat values lie between 0 and 1 and add up to the number of coefficients', () => {
    const { leverages } = regress(bcgEffects, [latitude, { name: 'year', values: bcgYears }])
    expect(leverages.every((leverage) => leverage > 0 && leverage < 1)).toBe(true)
    expect(leverages.reduce((total, leverage) => total + leverage, 0)).toBeCloseTo(3, 12)
  })
})

describe('categories', () => {
  const allocation = { name: 'allocation', categories: bcgAllocations }

  test('get a coefficient each but for the reference', () => {
    const names = (options: object) =>
      regress(bcgEffects, [{ ...allocation, ...options }]).coefficients.map(({ name }) => name)
    expect(names({})).toEqual(['intercept', 'allocation=random', 'allocation=systematic'])
    expect(names({ reference: 'random' })).toEqual(['intercept', 'allocation=alternate', 'allocation=systematic'])
  })

  test('give the interaction test of subgroups with a common tau²', () => {
    const { omnibus } = regress(bcgEffects, [allocation], { method: 'DL' })
    const { betweenRandom } = poolSubgroups(bcgEffects, bcgAllocations, { method: 'DL', tauSquared: 'common' })
    expect(omnibus?.statistic).toBeCloseTo(betweenRandom.q, 10)
    expect(omnibus?.pValue).toBeCloseTo(betweenRandom.pValue, 12)
  })

  test('refuse a reference that no study has', () => {
    expect(() => regress(bcgEffects, [{ ...allocation, reference: 'drawn' }])).toThrow(/reference category "drawn"/)
  })
})

describe('Knapp–Hartung', () => {
  test('multiplies the covariance and tests with F', () => {
    const normal = regress(bcgEffects, [latitude])
    const adjusted = regress(bcgEffects, [latitude], { interval: 'knapp-hartung' })
    const factor =
      ((adjusted.coefficients[0]?.standardError as number) / (normal.coefficients[0]?.standardError as number)) ** 2
    expect(adjusted.omnibus?.statistic).toBeCloseTo((normal.omnibus?.statistic as number) / factor, 10)
    expect(adjusted.omnibus?.residualDegreesOfFreedom).toBe(11)
    expect(adjusted.coefficients[1]?.degreesOfFreedom).toBe(11)
  })

  // Ten studies on a line with hardly any scatter: q is far below 1.
  const line = Array.from({ length: 6 }, (_, i) => ({ study: '', estimate: i + (i % 2) / 100, variance: 1 + i / 10 }))
  const x = { name: 'x', values: [0, 1, 2, 3, 4, 5] }

  test('its variants guard against a factor below 1', () => {
    const [plain, floor, wider, iqwig, normal] = (
      ['knapp-hartung', 'knapp-hartung-floor', 'knapp-hartung-wider', 'knapp-hartung-iqwig', 'normal'] as const
    ).map((interval) => regress(line, [x], { interval }).coefficients[1])
    expect(plain?.standardError).toBeLessThan(normal?.standardError as number)
    expect(floor?.standardError).toBeCloseTo(normal?.standardError as number, 12)
    expect(floor?.degreesOfFreedom).toBe(4)
    expect(wider).toEqual(normal)
    expect(iqwig).toEqual(floor)
  })

  test('is refused when the model fits exactly', () => {
    const exact = line.map((study, i) => ({ ...study, estimate: 2 + 3 * i }))
    expect(() => regress(exact, [x], { interval: 'knapp-hartung' })).toThrow(/fits every study exactly/)
    expect(regress(exact, [x], { interval: 'knapp-hartung-wider' }).coefficients[1]?.estimate).toBeCloseTo(3, 10)
    expect(regress(exact, [x], { interval: 'knapp-hartung-iqwig' }).coefficients[1]?.degreesOfFreedom).toBe(4)
  })
})

describe('prediction', () => {
  const regression = regress(bcgEffects, [latitude])

  test('at all moderators 0 is the intercept, with or without its 1', () => {
    const [short, long] = [predictEffects(regression, [[0]])[0], predictEffects(regression, [[1, 0]])[0]]
    expect(short?.estimate).toBe(regression.coefficients[0]?.estimate)
    expect(short?.standardError).toBeCloseTo(regression.coefficients[0]?.standardError as number, 14)
    expect(long).toEqual(short)
  })

  test('is wider for a new study than for the mean, and needs as many values as moderators', () => {
    const [at30] = predictEffects(regression, [[30]])
    expect(at30?.prediction?.lower).toBeLessThan(at30?.lower as number)
    expect(() => predictEffects(regression, [[1, 2, 3]])).toThrow(RangeError)
    expect(predictEffects(regress(bcgEffects, [latitude], { method: 'common' }), [[30]])[0]?.prediction).toBeUndefined()
  })
})

describe('what it refuses', () => {
  const twice = { name: 'double', values: bcgLatitudes.map((value) => 2 * value + 1) }

  test('redundant moderators, by name', () => {
    expect(() => regress(bcgEffects, [latitude, twice])).toThrow(
      'double: is redundant: it is a combination of intercept, latitude; leave it out',
    )
    expect(() => regress(bcgEffects, [{ name: 'ones', values: bcgLatitudes.map(() => 1) }])).toThrow(
      /^ones: is redundant: it has the same value in every study/,
    )
    const zeros = { name: 'zeros', values: bcgLatitudes.map(() => 0) }
    expect(() => regress(bcgEffects, [latitude, zeros], { intercept: false })).toThrow(
      /^zeros: .*it is 0 in every study/,
    )
  })

  test('missing values of a moderator, by row', () => {
    const values = bcgLatitudes.map((value, i) => (i === 6 ? Number.NaN : value))
    expect(() => regress(bcgEffects, [{ name: 'latitude', values }])).toThrow(
      'row 7, latitude: must be a finite number',
    )
    const categories = bcgAllocations.map((category, i) => (i === 2 ? '' : category))
    expect(() => regress(bcgEffects, [{ name: 'allocation', categories }])).toThrow(
      'row 3, allocation: has no category',
    )
  })

  test('too few studies, and too few values', () => {
    expect(() => regress(bcgEffects.slice(0, 2), [{ name: 'x', values: [1, 2] }])).toThrow(InputProblemError)
    expect(regress(bcgEffects.slice(0, 2), [{ name: 'x', values: [1, 2] }], { method: 'common' }).heterogeneity.q).toBe(
      0,
    )
    expect(() => regress(bcgEffects, [{ name: 'x', values: [1] }])).toThrow(RangeError)
    expect(() => regress(bcgEffects, [], { intercept: false })).toThrow(RangeError)
  })

  test('a coefficient that is out of the range of numbers', () => {
    const values = bcgLatitudes.map((value) => value * 1e-320)
    expect(() => regress(bcgEffects, [{ name: 'tiny', values }])).toThrow(
      /row 1, tiny: must be a finite number of size 1e-290/,
    )
    const far = bcgEffects.map(({ study, estimate, variance }) => ({
      study,
      estimate: estimate * 1e120,
      variance: variance * 1e240,
    }))
    const small = bcgLatitudes.map((value) => value * 1e-60)
    expect(() => regress(far, [{ name: 'small', values: small }])).toThrow(/small: cannot be estimated/)
  })
})

test('without an intercept all coefficients are tested, and R² does not exist', () => {
  const { omnibus, rSquared, coefficients } = regress(bcgEffects, [latitude], { intercept: false })
  expect(coefficients).toHaveLength(1)
  expect(omnibus?.degreesOfFreedom).toBe(1)
  expect(rSquared).toBeUndefined()
})
