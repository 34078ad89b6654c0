import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { InputProblemError } from '../input-problem.ts'
import { presets } from './conventions.ts'
import { fitStatistics } from './fit-statistics.ts'
import { arbitraryStudies, bcgEffects, estimators, near } from '../../test-support/pairwise-testing.ts'
import { pool } from './pool.ts'
import { predictionIntervalOf } from './prediction.ts'

// Colditz et al. 1994 by DerSimonian–Laird; digits as Viechtbauer 2010, J Stat Softw 36(3) prints them for REML.
test('reproduces the pooled risk ratio of the BCG trials', () => {
  const pooled = pool(bcgEffects)
  expect(pooled.estimate).toBeCloseTo(-0.7145, 4)
  expect(pooled.standardError).toBeCloseTo(0.1798, 4)
  expect(pooled.tauSquared).toBeCloseTo(0.3132, 4)
  expect(pooled.tauSquaredStandardError).toBeCloseTo(0.1664, 4)
  expect(pooled.heterogeneity.iSquared).toBeCloseTo(0.9222, 4)
  expect(pooled.heterogeneity.hSquared).toBeCloseTo(12.86, 2)
  expect(pooled.heterogeneity.q).toBeCloseTo(152.233, 3)
  expect(pooled.lower).toBeCloseTo(-1.0669, 4)
  expect(pooled.upper).toBeCloseTo(-0.3622, 4)
})

test('says every convention it used', () => {
  expect(pool(bcgEffects).conventions).toEqual(presets.metafor)
  const revMan = pool(bcgEffects, { preset: 'RevMan 5', level: 0.9 })
  expect(revMan.conventions).toEqual({ ...presets['RevMan 5'], level: 0.9 })
  expect(pool(bcgEffects, { preset: 'meta' }).conventions.prediction).toBe('V')
})

test('takes one study as it is, with a normal interval', () => {
  const [first] = bcgEffects.slice(0, 1)
  const pooled = pool(bcgEffects.slice(0, 1), { interval: 'knapp-hartung' })
  expect(pooled.estimate).toBe(first?.estimate)
  expect(pooled.standardError).toBeCloseTo(Math.sqrt(first?.variance as number), 15)
  expect(pooled).toMatchObject({ tauSquared: 0, prediction: undefined, degreesOfFreedom: Number.POSITIVE_INFINITY })
  expect(pooled.heterogeneity).toMatchObject({ q: 0, pValue: 1, iSquared: 0, hSquared: 1 })
  expect(pooled.conventions.method).toBe('common')
})

describe('what it refuses', () => {
  test('names every row and column that cannot be used', () => {
    const rows = [
      { study: 'a', estimate: Number.NaN, variance: 1 },
      { study: 'b', estimate: 1, variance: 0 },
      { study: 'c', estimate: 1, variance: 2 },
      { study: 'd', estimate: Number.NEGATIVE_INFINITY, variance: Number.POSITIVE_INFINITY },
    ]
    try {
      pool(rows)
      expect.unreachable()
    } catch (error) {
      expect(error).toBeInstanceOf(InputProblemError)
      expect((error as InputProblemError).problems.map(({ row, column }) => [row, column])).toEqual([
        [1, 'estimate'],
        [2, 'variance'],
        [4, 'estimate'],
        [4, 'variance'],
      ])
    }
  })

  test('no studies at all', () => {
    expect(() => pool([])).toThrow('1 study is needed, got 0')
  })

  test('studies too far apart in precision or distance for doubles, by row', () => {
    const far = (variance: number, estimate = 1) => [
      { study: 'a', estimate: 1, variance: 1e-30 },
      { study: 'b', estimate, variance },
    ]
    expect(() => pool(far(1e39))).not.toThrow()
    expect(() => pool(far(1e41))).toThrow(/row 2, variance: is more than 1e70 times/)
    expect(() => pool(far(1, 1e36))).toThrow(/row 2, estimate: is more than 1e50 standard errors/)
    expect(() => pool(far(1e300))).toThrow(/row 2, variance: .*1e-280 to 1e280/)
  })

  test('Knapp–Hartung when all estimates are the same', () => {
    const same = [1, 2, 3].map((variance) => ({ study: '', estimate: 0.5, variance }))
    expect(() => pool(same, { interval: 'knapp-hartung' })).toThrow(/rows 1 to 3/)
    expect(pool(same, { interval: 'knapp-hartung-floor' }).standardError).toBeCloseTo(1 / Math.sqrt(11 / 6), 15)
  })

  test.each([
    [{ level: 0 }, /level/],
    [{ level: 1 }, /level/],
    [{ method: 'XX' as 'DL' }, /method/],
    [{ preset: 'SPSS' as 'meta' }, /preset/],
  ])('options it does not know: %j', (options, message) => {
    expect(() => pool(bcgEffects, options)).toThrow(message)
  })
})

describe('Knapp–Hartung variants', () => {
  const heterogeneous = bcgEffects
  const alike = [0.1, 0.11, 0.09, 0.105].map((estimate, i) => ({ study: '', estimate, variance: 0.04 + 0.01 * i }))

  test('the floor never has a smaller standard error than the classic one', () => {
    const floored = pool(alike, { interval: 'knapp-hartung-floor' })
    expect(floored.standardError).toBe(floored.classicStandardError)
    expect(floored.degreesOfFreedom).toBe(3)
    expect(pool(heterogeneous, { interval: 'knapp-hartung-floor', method: 'DL' }).standardError).toBe(
      pool(heterogeneous, { interval: 'knapp-hartung', method: 'DL' }).standardError,
    )
  })

  test('the wider one takes the normal interval where that is wider', () => {
    const wider = pool(alike, { interval: 'knapp-hartung-wider' })
    expect(wider.degreesOfFreedom).toBe(Number.POSITIVE_INFINITY)
    expect(wider.upper).toBe(pool(alike).upper)
    expect(pool(heterogeneous, { interval: 'knapp-hartung-wider' }).degreesOfFreedom).toBe(12)
  })

  test('IQWiG corrects where the interval is narrower than the one of DerSimonian and Laird', () => {
    expect(pool(alike, { interval: 'knapp-hartung-iqwig' })).toMatchObject({
      standardError: pool(alike, { interval: 'knapp-hartung-floor' }).standardError,
    })
    const wide = pool(heterogeneous, { interval: 'knapp-hartung-iqwig' })
    expect(wide.standardError).toBe(pool(heterogeneous, { interval: 'knapp-hartung' }).standardError)
  })
})

describe('prediction intervals', () => {
  const pooled = pool(bcgEffects, { method: 'DL' })

  test('differ by their quantile alone, HTS widest and S narrowest', () => {
    const width = (method: 'HTS' | 'V' | 'S') => {
      const interval = predictionIntervalOf(pooled, method, 0.95)
      return (interval?.upper as number) - (interval?.lower as number)
    }
    expect(width('HTS')).toBeGreaterThan(width('V'))
    expect(width('V')).toBeGreaterThan(width('S'))
  })

  test('do not exist for a common effect, nor where no degrees of freedom are left', () => {
    expect(pool(bcgEffects, { method: 'common' }).prediction).toBeUndefined()
    expect(predictionIntervalOf(pool(bcgEffects.slice(0, 2)), 'HTS', 0.95)).toBeUndefined()
    expect(predictionIntervalOf(pool(bcgEffects.slice(0, 1)), 'HK', 0.95)).toBeUndefined()
  })
})

describe('properties', () => {
  const anyMethod = fc.constantFrom('common' as const, ...estimators)

  test('the order of the studies does not matter', () => {
    fc.assert(
      fc.property(arbitraryStudies(), anyMethod, (studies, method) => {
        const one = pool(studies, { method })
        const other = pool(studies.toReversed(), { method })
        expect(near(one.estimate, other.estimate, 1e-11, 1)).toBe(true)
        expect(near(one.tauSquared, other.tauSquared, 1e-10, 1e-3)).toBe(true)
        expect(near(one.heterogeneity.q, other.heterogeneity.q, 1e-11, 1)).toBe(true)
      }),
    )
  })

  test('flipping all signs flips the estimate and changes nothing else', () => {
    fc.assert(
      fc.property(arbitraryStudies(), anyMethod, (studies, method) => {
        const one = pool(studies, { method, interval: 'knapp-hartung-floor' })
        const flipped = studies.map((study) => ({ ...study, estimate: -study.estimate }))
        const other = pool(flipped, { method, interval: 'knapp-hartung-floor' })
        expect(other.estimate).toBe(one.estimate === 0 ? one.estimate : -one.estimate)
        expect(other.upper).toBe(-one.lower)
        expect(other.tauSquared).toBe(one.tauSquared)
        expect(other.pValue).toBe(one.pValue)
      }),
    )
  })

  test('data times a power of two give the same bits times it, from 2^-300 to 2^300', () => {
    const exponents = fc.integer({ min: -300, max: 300 })
    fc.assert(
      fc.property(arbitraryStudies(), anyMethod, exponents, (studies, method, exponent) => {
        const factor = 2 ** exponent
        const scaled = studies.map((s) => ({
          ...s,
          estimate: s.estimate * factor,
          variance: s.variance * factor * factor,
        }))
        const one = pool(studies, { method })
        const other = pool(scaled, { method })
        expect(other.estimate).toBe(one.estimate * factor)
        expect(other.standardError).toBe(one.standardError * factor)
        expect(other.tauSquared).toBe(one.tauSquared * factor * factor)
        const error = one.tauSquaredStandardError
        expect(other.tauSquaredStandardError).toBe(error === undefined ? undefined : error * factor * factor)
        expect(other.heterogeneity.q).toBe(one.heterogeneity.q)
        expect(other.heterogeneity.iSquared).toBe(one.heterogeneity.iSquared)
      }),
    )
  })

  test('moving all estimates moves the result and nothing else', () => {
    fc.assert(
      fc.property(arbitraryStudies(), anyMethod, (studies, method) => {
        const one = pool(studies, { method })
        const other = pool(
          studies.map((study) => ({ ...study, estimate: study.estimate + 8 })),
          { method },
        )
        expect(near(other.estimate, one.estimate + 8, 1e-11)).toBe(true)
        expect(near(other.tauSquared, one.tauSquared, 1e-9, 1e-2)).toBe(true)
      }),
    )
  })

  test('a study whose variance grows without limit changes nothing in the end', () => {
    fc.assert(
      fc.property(
        arbitraryStudies(3),
        fc.constantFrom('common' as const, 'PM' as const, 'REML' as const),
        (studies, method) => {
          const one = pool(studies, { method })
          const other = pool([...studies, { study: 'vague', estimate: 3, variance: 1e30 }], { method })
          // Paule–Mandel counts the study in k − 1 and so moves; the common effect and REML do not.
          expect(near(other.estimate, one.estimate, method === 'PM' ? 1 : 1e-8, method === 'PM' ? 5 : 1)).toBe(true)
          if (method === 'REML') expect(near(other.tauSquared, one.tauSquared, 1e-7, 1e-2)).toBe(true)
        },
      ),
    )
  })

  test('the p-value is below alpha exactly when the interval leaves out 0', () => {
    const anyInterval = fc.constantFrom(
      'normal' as const,
      'knapp-hartung-floor' as const,
      'knapp-hartung-wider' as const,
    )
    fc.assert(
      fc.property(arbitraryStudies(), anyMethod, anyInterval, (studies, method, interval) => {
        const { pValue, lower, upper } = pool(studies, { method, interval, level: 0.9 })
        if (Math.abs(pValue - 0.1) > 1e-9) expect(pValue < 0.1).toBe(lower > 0 || upper < 0)
      }),
    )
  })

  test('weights are shares that add up to 1, and the estimate lies among the studies', () => {
    fc.assert(
      fc.property(arbitraryStudies(1), anyMethod, (studies, method) => {
        const { weights, estimate } = pool(studies, { method })
        expect(weights.reduce((total, weight) => total + weight, 0)).toBeCloseTo(1, 12)
        const estimates = studies.map((study) => study.estimate)
        expect(estimate).toBeGreaterThanOrEqual(Math.min(...estimates) - 1e-12)
        expect(estimate).toBeLessThanOrEqual(Math.max(...estimates) + 1e-12)
      }),
    )
  })

  test('two copies of one study weigh as one with half its variance', () => {
    fc.assert(
      fc.property(arbitraryStudies(2), (studies) => {
        const [first, ...rest] = studies
        if (first === undefined) return
        const doubled = pool([first, ...studies], { method: 'common' })
        const halved = pool([{ ...first, variance: first.variance / 2 }, ...rest], { method: 'common' })
        expect(near(doubled.estimate, halved.estimate, 1e-11, 1)).toBe(true)
        expect(near(doubled.standardError, halved.standardError, 1e-12)).toBe(true)
      }),
    )
  })
})

describe('log likelihoods and criteria', () => {
  test('are those of normal densities, and follow the unit of the data', () => {
    const pooled = pool(bcgEffects, { method: 'ML' })
    const density = bcgEffects.reduce((total, { estimate, variance }) => {
      const spread = variance + pooled.tauSquared
      return total - 0.5 * (Math.log(2 * Math.PI * spread) + (estimate - pooled.estimate) ** 2 / spread)
    }, 0)
    const fit = fitStatistics(bcgEffects, pooled)
    expect(fit.logLikelihood).toBeCloseTo(density, 12)
    expect(fit.aic).toBeCloseTo(-2 * density + 4, 12)
    expect(fit.bic).toBeCloseTo(-2 * density + 2 * Math.log(13), 12)
    expect(fit.aicCorrected).toBeCloseTo(-2 * density + (4 * 13) / 10, 12)

    const factor = 1e60
    const scaled = bcgEffects.map((s) => ({ ...s, estimate: s.estimate * factor, variance: s.variance * factor ** 2 }))
    const large = fitStatistics(scaled, pool(scaled, { method: 'ML' }))
    expect(large.logLikelihood).toBeCloseTo(density - 13 * Math.log(factor), 8)
    expect(large.restrictedLogLikelihood).toBeCloseTo(fit.restrictedLogLikelihood - 12 * Math.log(factor), 8)
  })

  test('need the studies that were pooled', () => {
    expect(() => fitStatistics(bcgEffects.slice(1), pool(bcgEffects))).toThrow(/13 studies/)
  })
})
