import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { poolAllSubsets } from './all-subsets.ts'
import { baujat } from './baujat.ts'
import { poolCumulatively } from './cumulative.ts'
import { influence } from './influence.ts'
import { leaveOneOut } from './leave-one-out.ts'
import { arbitraryStudies, bcgAllocations, bcgEffects, bcgYears, near } from '../../test-support/pairwise-testing.ts'
import { pool } from './pool.ts'
import { interactionOf, poolSubgroups } from './subgroups.ts'

test('leaving one out is pooling the others', () => {
  const results = leaveOneOut(bcgEffects, { method: 'PM', interval: 'knapp-hartung' })
  expect(results.map(({ study }) => study)).toEqual(bcgEffects.map(({ study }) => study))
  const others = bcgEffects.filter((_, index) => index !== 3)
  expect(results[3]?.pooled).toEqual(pool(others, { method: 'PM', interval: 'knapp-hartung' }))
})

describe('cumulative pooling', () => {
  test('ends with the pooled effect of all studies, whatever the order', () => {
    const steps = poolCumulatively(bcgEffects, bcgYears)
    expect(steps.at(-1)?.pooled.estimate).toBeCloseTo(pool(bcgEffects).estimate, 12)
    expect(steps.map(({ pooled }) => pooled.studyCount)).toEqual(bcgEffects.map((_, index) => index + 1))
    const years = steps.map(({ index }) => bcgYears[index] as number)
    expect(years).toEqual(years.toSorted((one, other) => one - other))
  })

  test('keeps the order given among equals, and without an order', () => {
    const steps = poolCumulatively(
      bcgEffects,
      bcgEffects.map(() => 1),
    )
    expect(steps.map(({ index }) => index)).toEqual(bcgEffects.map((_, index) => index))
    expect(poolCumulatively(bcgEffects).map(({ study }) => study)).toEqual(bcgEffects.map(({ study }) => study))
    expect(() => poolCumulatively(bcgEffects, [1, 2])).toThrow(RangeError)
    expect(() => poolCumulatively(bcgEffects, [...bcgYears.slice(1), Number.NaN])).toThrow(RangeError)
  })
})

test('the heterogeneity in a Baujat plot adds up to Q', () => {
  const points = baujat(bcgEffects)
  const total = points.reduce((sum, { heterogeneity }) => sum + heterogeneity, 0)
  expect(total).toBeCloseTo(152.233, 3)
  // The two large trials make and move the result (Baujat et al. 2002).
  const most = points.toSorted((one, other) => other.influence - one.influence)[0]
  expect(most?.study).toBe('TPT Madras 1980')
})

describe('influence', () => {
  test('of a common effect has closed forms', () => {
    const studies = bcgEffects.slice(0, 5)
    const all = pool(studies, { method: 'common' })
    for (const [row, result] of influence(studies, { method: 'common' }).entries()) {
      const { estimate, variance } = studies[row] as (typeof studies)[number]
      const hat = all.weights[row] as number
      expect(result.hat).toBe(hat)
      const deleted = (estimate - all.estimate) / Math.sqrt(variance) / Math.sqrt(1 - hat)
      expect(result.studentizedResidual).toBeCloseTo(deleted, 10)
      expect(result.covarianceRatio).toBeCloseTo(1 / (1 - hat), 10)
      expect(result.cookDistance).toBeCloseTo((deleted ** 2 * hat) / (1 - hat), 10)
      expect(result.dffits ** 2).toBeCloseTo(result.cookDistance, 10)
      expect(result.dfbetas ** 2).toBeCloseTo(result.cookDistance, 10)
      expect(result.tauSquaredWithout).toBe(0)
    }
  })

  test('an outlier has the largest residual', () => {
    const studies = [0.1, 0.2, 0.15, 3, 0.05, 0.12].map((estimate, i) => ({
      study: String(i),
      estimate,
      variance: 0.05,
    }))
    const residuals = influence(studies).map(({ studentizedResidual }) => Math.abs(studentizedResidual))
    expect(residuals.indexOf(Math.max(...residuals))).toBe(3)
  })
})

describe('subgroups', () => {
  test('Q within and between add up to Q of all studies for a common effect', () => {
    fc.assert(
      fc.property(arbitraryStudies(4), (studies) => {
        const categories = studies.map((_, index) => (index % 2 === 0 ? 'a' : 'b'))
        const { qWithin, betweenCommon } = poolSubgroups(studies, categories)
        const { q } = pool(studies, { method: 'common' }).heterogeneity
        expect(near(qWithin + betweenCommon.q, q, 1e-9, 1e-6)).toBe(true)
      }),
    )
  })

  test('with separate tau² each subgroup is pooled alone', () => {
    const { subgroups, tauSquared } = poolSubgroups(bcgEffects, bcgAllocations, { method: 'REML' })
    expect(tauSquared).toBe('separate')
    expect(subgroups.map(({ level }) => level)).toEqual(['alternate', 'random', 'systematic'])
    const random = bcgEffects.filter((_, index) => bcgAllocations[index] === 'random')
    expect(subgroups[1]?.random.estimate).toBe(pool(random).estimate)
    expect(subgroups[1]?.studyCount).toBe(7)
  })

  test('with a common effect a common tau² is 0', () => {
    const { subgroups } = poolSubgroups(bcgEffects, bcgAllocations, { method: 'common', tauSquared: 'common' })
    for (const { random, common } of subgroups) {
      expect(random.tauSquared).toBe(0)
      expect(random.estimate).toBe(common.estimate)
    }
  })

  test('refuses studies without a subgroup by row, and one subgroup', () => {
    const missing = bcgAllocations.map((category, index) => (index === 8 ? '' : category))
    expect(() => poolSubgroups(bcgEffects, missing)).toThrow('row 9: has no subgroup')
    expect(() =>
      poolSubgroups(
        bcgEffects,
        bcgAllocations.map(() => 'all'),
      ),
    ).toThrow(/all studies are in subgroup all/)
    expect(() => poolSubgroups(bcgEffects, ['a'])).toThrow(RangeError)
  })

  test('two estimates differ by their z test squared', () => {
    const { q, degreesOfFreedom } = interactionOf([
      { estimate: 1, standardError: 0.5 },
      { estimate: 3, standardError: 1 },
    ])
    expect(q).toBeCloseTo(4 / 1.25, 12)
    expect(degreesOfFreedom).toBe(1)
  })
})

describe('all subsets', () => {
  test('are pooled once each, the last one being all studies', async () => {
    const studies = bcgEffects.slice(0, 6)
    const progress: number[] = []
    const subsets = await poolAllSubsets(studies, { onProgress: (fraction) => progress.push(fraction) })
    expect(subsets.members).toHaveLength(2 ** 6 - 1 - 6)
    expect(new Set(subsets.members).size).toBe(57)
    expect(subsets.members.at(-1)).toBe(0b111111)
    expect(subsets.estimates.at(-1)).toBe(pool(studies).estimate)
    expect(subsets.studyCounts.at(0)).toBe(2)
    const [first, second] = studies
    if (first && second) expect(subsets.tauSquared[0]).toBe(pool([first, second]).tauSquared)
    expect(progress.at(-1)).toBe(1)
  })

  test('report progress and can be stopped', async () => {
    const controller = new AbortController()
    const reported: number[] = []
    const work = poolAllSubsets(bcgEffects, {
      signal: controller.signal,
      slice: 0,
      onProgress: (fraction) => {
        reported.push(fraction)
        controller.abort(new Error('enough'))
      },
    })
    await expect(work).rejects.toThrow('enough')
    expect(reported).toHaveLength(1)
    expect(reported[0]).toBeLessThan(0.1)
    await expect(poolAllSubsets(bcgEffects, { signal: controller.signal })).rejects.toThrow('enough')
  })

  test('are refused for more than 15 studies', async () => {
    const many = Array.from({ length: 16 }, (_, i) => ({ study: String(i), estimate: i, variance: 1 }))
    await expect(poolAllSubsets(many)).rejects.toThrow(/at most 15/)
  })
})
