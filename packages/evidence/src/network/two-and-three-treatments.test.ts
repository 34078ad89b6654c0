import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pool, regress } from '../pairwise/index.ts'
import { analyseNetwork } from './analyse-network.ts'
import type { Contrast } from './contrast.ts'
import { decomposeDesigns } from './decompose-designs.ts'
import { makeNetwork } from './network-testing.ts'
import { gaussLegendre } from './quadrature.ts'
import { splitAllByRefit, splitByRefit } from './refit-split.ts'
import { regressNetwork } from './regress-network.ts'

const asPairwise = (rows: readonly Contrast[], treatment1: string) =>
  rows.map((row) => ({
    study: row.study,
    estimate: row.treatment1 === treatment1 ? row.estimate : -row.estimate,
    variance: row.standardError ** 2,
  }))

const row = (study: string, treatment1: string, treatment2: string, estimate: number, standardError: number) => ({
  study,
  treatment1,
  treatment2,
  estimate,
  standardError,
})

describe.each(['DL', 'ML', 'REML'] as const)('meta-regression of a network of two treatments (%s)', (method) => {
  const shapes = fc.record({ seed: fc.nat(), studies: fc.integer({ min: 4, max: 12 }), unit: fc.constantFrom(1, 1000) })

  test('is pairwise meta-regression', () => {
    fc.assert(
      fc.property(shapes, ({ seed, studies, unit }) => {
        const contrasts = makeNetwork({ treatments: 2, studies, seed, tau: 0.6 }).map((each) => ({
          ...each,
          estimate: each.estimate * unit,
          standardError: each.standardError * unit,
        }))
        const ages = contrasts.map((_, index) => 40 + ((index * 7) % 11))
        const values = new Map(contrasts.map(({ study }, index) => [study, ages[index] as number]))
        const network = regressNetwork(contrasts, {
          covariates: [{ name: 'age', values }],
          reference: 'T0',
          tauSquared: method,
        })
        const pairwise = regress(asPairwise(contrasts, 'T1'), [{ name: 'age', values: ages }], { method })
        const [constant, slope] = pairwise.coefficients
        const square = unit * unit
        expect(network.tauSquared / square).toBeCloseTo(pairwise.tauSquared / square, 9)
        expect(network.tau ** 2 / square).toBeCloseTo(pairwise.tauSquared / square, 9)
        expect(network.tauSquaredWithout / square).toBeCloseTo(
          pool(asPairwise(contrasts, 'T1'), { method }).tauSquared / square,
          9,
        )
        expect(network.residual.statistic).toBeCloseTo(pairwise.heterogeneity.q, 8)
        expect(network.residual.degreesOfFreedom).toBe(studies - 2)
        expect(network.omnibus.statistic).toBeCloseTo(pairwise.omnibus?.statistic as number, 7)
        expect(network.omnibus.pValue).toBeCloseTo(pairwise.omnibus?.pValue as number, 8)
        expect((network.slopes[0]?.slope?.estimate as number) / unit).toBeCloseTo((slope?.estimate as number) / unit, 9)
        expect((network.slopes[0]?.slope?.standardError as number) / unit).toBeCloseTo(
          (slope?.standardError as number) / unit,
          9,
        )
        const atZero = network.effectAt('T1', 'T0', [0])
        expect((atZero?.estimate as number) / unit).toBeCloseTo((constant?.estimate as number) / unit, 7)
        expect((atZero?.standardError as number) / unit).toBeCloseTo((constant?.standardError as number) / unit, 7)
        if (network.tauSquaredWithout > 0) {
          const explained = 1 - network.tauSquared / network.tauSquaredWithout
          expect(network.explainedFraction).toBeCloseTo(Math.max(0, explained), 9)
        } else expect(network.explainedFraction).toBeUndefined()
      }),
      { numRuns: 15 },
    )
  })
})

describe('a triangle of two-arm studies', () => {
  const ab = [row('1', 'A', 'B', 1, 0.5), row('2', 'B', 'A', -1.6, 0.4)]
  const bc = [row('3', 'B', 'C', 0.3, 0.3), row('4', 'B', 'C', 0.8, 0.6)]
  const ac = [row('5', 'A', 'C', 2.4, 0.2), row('6', 'C', 'A', -1.1, 0.5)]
  const triangle = [...ab, ...bc, ...ac]
  const tauSquared = 0.15
  const analysis = analyseNetwork(triangle, { tauSquared })
  /** Pooled A minus B and so on, at the same tau². */
  const pooled = (rows: readonly Contrast[], first: string) =>
    pool(
      asPairwise(rows, first).map((study) => ({ ...study, variance: study.variance + tauSquared })),
      { method: 'common' },
    )
  const [direct, left, right] = [pooled(ab, 'A'), pooled(ac, 'A'), pooled(bc, 'B')]

  test('has the indirect estimate of Bucher: A to C minus B to C, with the sum of their variances', () => {
    const split = splitByRefit(analysis, 'random', 'A', 'B')
    expect(split.studies).toEqual(['1', '2'])
    expect(split.direct.estimate).toBeCloseTo(direct.estimate, 12)
    expect(split.direct.standardError).toBeCloseTo(direct.standardError, 12)
    expect(split.indirect?.estimate).toBeCloseTo(left.estimate - right.estimate, 12)
    const error = Math.hypot(left.standardError, right.standardError)
    expect(split.indirect?.standardError).toBeCloseTo(error, 12)
    expect(split.difference?.estimate).toBeCloseTo(direct.estimate - left.estimate + right.estimate, 12)
    expect(split.difference?.standardError).toBeCloseTo(Math.hypot(direct.standardError, error), 12)
  })

  test('turns the signs with the treatments, and keeps the errors', () => {
    const [one, other] = [splitByRefit(analysis, 'random', 'A', 'B'), splitByRefit(analysis, 'random', 'B', 'A')]
    for (const part of ['direct', 'indirect', 'difference'] as const) {
      expect(other[part]?.estimate).toBeCloseTo(-(one[part]?.estimate as number), 12)
      expect(other[part]?.standardError).toBeCloseTo(one[part]?.standardError as number, 12)
      expect(other[part]?.upper).toBeCloseTo(-(one[part]?.lower as number), 12)
    }
  })

  test('may estimate tau² again from the studies that are left', () => {
    const estimated = analyseNetwork(triangle, { tauSquared: 'DL' })
    const again = splitByRefit(estimated, 'random', 'A', 'B', { tauSquared: 'estimated' })
    const rest = analyseNetwork([...bc, ...ac], { tauSquared: 'DL' })
    const same = analyseNetwork([...bc, ...ac], { tauSquared: rest.tauSquared })
    expect(again.indirect?.standardError).toBeCloseTo(
      splitByRefit(analyseNetwork(triangle, { tauSquared: rest.tauSquared }), 'random', 'A', 'B').indirect
        ?.standardError as number,
      10,
    )
    expect(same.tauSquared).toBeCloseTo(rest.tauSquared, 12)
  })

  test('has all its pairs split, also with a treatment that hangs on one study', async () => {
    const hanging = analyseNetwork([...triangle, row('7', 'C', 'D', 1, 0.3)], { tauSquared })
    const splits = await splitAllByRefit(hanging, 'random')
    expect(splits.map(({ treatment1, treatment2 }) => `${treatment1}${treatment2}`)).toEqual(['AB', 'AC', 'BC', 'CD'])
    expect(splits[3]).toMatchObject({ studies: ['7'], indirect: undefined, difference: undefined })
    expect(splits[0]?.indirect?.estimate).toBeCloseTo(left.estimate - right.estimate, 12)
    expect(() => splitByRefit(hanging, 'random', 'A', 'D')).toThrow(
      new RangeError('splitByRefit: needs a direct comparison, got "A" and "D"'),
    )
  })

  test('has one degree of inconsistency: the squared difference of direct and indirect over its variance', () => {
    const [one, two, three] = [ab, ac, bc].map((rows, index) =>
      pool(asPairwise(rows, index === 2 ? 'B' : 'A'), { method: 'common' }),
    )
    const { between, within, total } = decomposeDesigns(analysis)
    const estimate = (one?.estimate as number) - (two?.estimate as number) + (three?.estimate as number)
    const variance = [one, two, three].reduce((sum, each) => sum + (each?.standardError as number) ** 2, 0)
    expect(between.statistic).toBeCloseTo(estimate ** 2 / variance, 10)
    expect(between.degreesOfFreedom).toBe(1)
    const q = [one, two, three].reduce((sum, each) => sum + (each?.heterogeneity.q as number), 0)
    expect(within.statistic).toBeCloseTo(q, 10)
    expect(within.degreesOfFreedom).toBe(3)
    expect(total.degreesOfFreedom).toBe(4)
  })
})

test.each([1, 2, 3, 5, 8, 16, 32])('Gauss–Legendre of %d points is exact for powers up to 2n − 1', (count) => {
  const { points, weights } = gaussLegendre(count)
  for (let power = 0; power < 2 * count; power++) {
    const integral = points.reduce((sum, x, i) => sum + (weights[i] as number) * x ** power, 0)
    expect(integral).toBeCloseTo(1 / (power + 1), 13)
  }
  expect(points.every((x) => x > 0 && x < 1)).toBe(true)
  expect(gaussLegendre(count)).toBe(gaussLegendre(count))
})
