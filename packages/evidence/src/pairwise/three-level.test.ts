import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { robustThreeLevel } from './cluster-robust.ts'
import { schoolCalendars } from './konstantopoulos2011.ts'
import { arbitraryStudies, near } from '../../test-support/pairwise-testing.ts'
import { pool } from './pool.ts'
import { fitThreeLevel, poolThreeLevel } from './three-level.ts'

const meanYear = schoolCalendars.reduce((total, { year }) => total + year, 0) / schoolCalendars.length
const year = { name: 'year', values: schoolCalendars.map((effect) => effect.year - meanYear) }

describe('Konstantopoulos 2011, table 5', () => {
  test('reproduces the model without moderators by maximum likelihood', () => {
    const result = poolThreeLevel(schoolCalendars, { method: 'ML' })
    expect(result.coefficients[0]?.estimate).toBeCloseTo(0.184, 3)
    expect(result.coefficients[0]?.standardError).toBeCloseTo(0.08, 3)
    expect(result.varianceBetween).toBeCloseTo(0.058, 3)
    expect(result.varianceWithin).toBeCloseTo(0.033, 3)
    // As metafor gives it for the same model.
    expect(result.prediction?.lower).toBeCloseTo(-0.426, 3)
    expect(result.prediction?.upper).toBeCloseTo(0.795, 3)
  })

  test('reproduces the model with the year', () => {
    const result = poolThreeLevel(schoolCalendars, { method: 'ML', moderators: [year] })
    expect(result.coefficients.map(({ estimate }) => Number(estimate.toFixed(3)))).toEqual([0.178, 0.005])
    expect(result.coefficients.map(({ standardError }) => Number(standardError.toFixed(3)))).toEqual([0.08, 0.009])
    expect(result.varianceBetween).toBeCloseTo(0.056, 3)
    expect(result.varianceWithin).toBeCloseTo(0.033, 3)
    expect(result.omnibus?.statistic).toBeCloseTo((result.coefficients[1]?.statistic as number) ** 2, 10)
    expect(result.prediction).toBeUndefined()
  })

  // metafor 3 and later: rma.mv(yi, vi, random = ~ 1 | district/school), and robust() of it.
  test('agrees with metafor by restricted maximum likelihood', () => {
    const result = poolThreeLevel(schoolCalendars)
    expect(result.coefficients[0]?.estimate).toBeCloseTo(0.185, 3)
    expect(result.coefficients[0]?.standardError).toBeCloseTo(0.085, 3)
    expect(result.varianceBetween).toBeCloseTo(0.065, 3)
    expect(result.varianceWithin).toBeCloseTo(0.033, 3)
    expect(result.intraclassCorrelation).toBeCloseTo(0.665, 3)
    expect(result.fit.restrictedLogLikelihood).toBeCloseTo(-7.9587, 4)
    expect(result.heterogeneity.q).toBeCloseTo(578.864, 3)
    expect(result.iSquaredBetween + result.iSquaredWithin).toBeCloseTo(result.heterogeneity.iSquared, 12)
  })
})

test('the score of both components is 0 at the estimate', () => {
  for (const method of ['ML', 'REML'] as const) {
    const { model, components } = fitThreeLevel(schoolCalendars, { method })
    const { score, information } = model.score(components, method === 'REML')
    expect(Math.abs(score[0]) / Math.sqrt(information[0])).toBeLessThan(1e-10)
    expect(Math.abs(score[1]) / Math.sqrt(information[3])).toBeLessThan(1e-10)
  }
})

test('score and information are the derivatives of the likelihood', () => {
  const { model } = fitThreeLevel(schoolCalendars, { moderators: [year] })
  const at: [number, number] = [0.05, 0.03]
  for (const restricted of [true, false]) {
    const { score } = model.score(at, restricted)
    for (const index of [0, 1] as const) {
      const moved = (by: number): [number, number] => (index === 0 ? [at[0] + by, at[1]] : [at[0], at[1] + by])
      const step = 1e-5
      const slope =
        (model.logLikelihood(moved(step), restricted) - model.logLikelihood(moved(-step), restricted)) / (2 * step)
      expect(score[index]).toBeCloseTo(slope, 4)
    }
  }
})

describe('properties', () => {
  const clustered = arbitraryStudies(4, 10).map((studies) =>
    studies.map((study, index) => ({ ...study, cluster: `c${index % 3}` })),
  )

  test('clusters of one effect leave one variance: the two-level model', () => {
    fc.assert(
      fc.property(arbitraryStudies(3, 9), fc.constantFrom('ML' as const, 'REML' as const), (studies, method) => {
        const alone = studies.map((study, index) => ({ ...study, cluster: String(index) }))
        const three = poolThreeLevel(alone, { method })
        const two = pool(studies, { method })
        expect(near(three.varianceBetween + three.varianceWithin, two.tauSquared, 1e-6, 1e-2)).toBe(true)
        expect(near(three.coefficients[0]?.estimate as number, two.estimate, 1e-6, 1)).toBe(true)
      }),
      { numRuns: 40 },
    )
  })

  test('no other pair of variances has a higher likelihood', () => {
    fc.assert(
      fc.property(clustered, (effects) => {
        const { model, components } = fitThreeLevel(effects, {})
        const highest = model.logLikelihood(components, true)
        for (const between of [0, 0.01, 0.1, 0.5, 1, 4]) {
          for (const within of [0, 0.01, 0.1, 0.5, 1, 4]) {
            expect(model.logLikelihood([between, within], true)).toBeLessThanOrEqual(highest + 1e-9)
          }
        }
      }),
      { numRuns: 40 },
    )
  })

  test('the order of effects and the unit do not matter', () => {
    fc.assert(
      fc.property(clustered, (effects) => {
        const one = poolThreeLevel(effects)
        const factor = 2 ** 40
        const other = poolThreeLevel(
          effects
            .toReversed()
            .map((e) => ({ ...e, estimate: e.estimate * factor, variance: e.variance * factor * factor })),
        )
        expect(near(other.varianceBetween / factor ** 2, one.varianceBetween, 1e-6, 1e-2)).toBe(true)
        expect(
          near((other.coefficients[0]?.estimate as number) / factor, one.coefficients[0]?.estimate as number, 1e-6, 1),
        ).toBe(true)
      }),
      { numRuns: 40 },
    )
  })
})

describe('cluster-robust errors', () => {
  // metafor's robust(): t = 2.1859 on 10 degrees of freedom; with clubSandwich 9.86 degrees.
  test('agree with metafor for the school calendars', () => {
    const cr1 = robustThreeLevel(schoolCalendars, { correction: 'CR1' }).coefficients[0]
    expect(cr1?.statistic).toBeCloseTo(2.1859, 4)
    expect(cr1?.degreesOfFreedom).toBe(10)
    const cr2 = robustThreeLevel(schoolCalendars).coefficients[0]
    expect(cr2?.degreesOfFreedom).toBeCloseTo(9.86, 2)
    expect(cr2?.standardError).toBeCloseTo(0.0845, 4)
  })

  test('CR1 is CR0 times m/(m − p)', () => {
    const [cr0, cr1] = (['CR0', 'CR1'] as const).map((correction) =>
      robustThreeLevel(schoolCalendars, { correction, moderators: [year] }),
    )
    for (const index of [0, 1]) {
      const ratio =
        (cr1?.coefficients[index]?.standardError as number) / (cr0?.coefficients[index]?.standardError as number)
      expect(ratio ** 2).toBeCloseTo(11 / 9, 12)
    }
  })

  test('CR2 is HC2 when every cluster is one effect and all weigh the same', () => {
    const estimates = [1, 3, 2, 7, 4]
    const effects = estimates.map((estimate, i) => ({ study: '', estimate, variance: 1, cluster: String(i) }))
    const { coefficients } = robustThreeLevel(effects)
    const mean = 3.4
    // HC2 of a mean: residuals divided by √(1 − 1/n), which gives the usual variance of a mean.
    const variance = estimates.reduce((total, y) => total + (y - mean) ** 2, 0) / 4 / 5
    expect(coefficients[0]?.standardError).toBeCloseTo(Math.sqrt(variance), 12)
    expect(coefficients[0]?.degreesOfFreedom).toBeCloseTo(4, 10)
  })

  test('clusters of their own can be given', () => {
    const one = robustThreeLevel(schoolCalendars)
    const other = robustThreeLevel(schoolCalendars, { robustClusters: schoolCalendars.map(({ cluster }) => cluster) })
    expect(other.coefficients).toEqual(one.coefficients)
    expect(() => robustThreeLevel(schoolCalendars, { robustClusters: ['a'] })).toThrow(RangeError)
    expect(() => robustThreeLevel(schoolCalendars, { robustClusters: schoolCalendars.map(() => 'a') })).toThrow(
      /more than 1 clusters/,
    )
  })
})

describe('what it refuses', () => {
  test('effects without a cluster, by row', () => {
    const effects = schoolCalendars.map((effect, i) => (i === 4 ? { ...effect, cluster: '' } : effect))
    expect(() => poolThreeLevel(effects)).toThrow('row 5, cluster: has no cluster')
  })

  test('one cluster, and more coefficients than effects', () => {
    expect(() => poolThreeLevel(schoolCalendars.slice(0, 4))).toThrow(/needs two clusters/)
    const few = schoolCalendars.slice(3, 5)
    expect(() => poolThreeLevel(few, { moderators: [{ name: 'x', values: [1, 2] }] })).toThrow(
      /2 coefficients need more than 2/,
    )
    expect(() => poolThreeLevel(schoolCalendars, { level: 2 })).toThrow(RangeError)
  })

  test('a fit without any residual has no robust error', () => {
    const effects = ['a', 'a', 'b', 'c'].map((cluster) => ({ study: '', estimate: 1, variance: 1, cluster }))
    expect(() => robustThreeLevel(effects, { correction: 'CR0' })).toThrow(/fits every cluster exactly/)
  })
})

test('t intervals have as many degrees of freedom as effects less coefficients', () => {
  expect(poolThreeLevel(schoolCalendars, { interval: 't' }).coefficients[0]?.degreesOfFreedom).toBe(55)
})
