import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { factorCholesky, invertFromCholesky, matrixOf, multiply, transpose } from '../numerics/index.ts'
import { pool } from '../pairwise/index.ts'
import { analyseNetwork } from './analyse-network.ts'
import { compareTreatments, compareTwo } from './compare-treatments.ts'
import type { Contrast } from './contrast.ts'
import { decomposeDesigns } from './decompose-designs.ts'
import { makeNetwork } from './network-testing.ts'
import { rankTreatments } from './rank-treatments.ts'
import { splitComparisons } from './split-comparisons.ts'

const networks = fc
  .record({ treatments: fc.integer({ min: 2, max: 7 }), extra: fc.integer({ min: 1, max: 12 }), seed: fc.nat() })
  .map(({ treatments, extra, seed }) =>
    makeNetwork({ treatments, studies: treatments - 1 + extra, seed, multiArm: 0.4 }),
  )

const methods = ['DL', 'ML', 'REML'] as const

/** Every effect and standard error of both models by the names of the treatments, in one fixed direction. */
function effectsByName(contrasts: readonly Contrast[], options: Parameters<typeof analyseNetwork>[1] = {}) {
  const analysis = analyseNetwork(contrasts, options)
  return Object.fromEntries(
    compareTreatments(analysis).map(({ treatment1, treatment2 }) => {
      const [one, other] = [treatment1, treatment2].sort() as [string, string]
      const { common, random } = compareTwo(analysis, one, other)
      return [`${one} – ${other}`, [common.estimate, common.standardError, random.estimate, random.standardError]]
    }),
  )
}

/** Relative tolerance, floor in the unit of the data: agreement of two ways of adding up the same numbers. */
function expectSame(actual: Record<string, number[]>, expected: Record<string, number[]>, tolerance = 1e-9, unit = 1) {
  expect(Object.keys(actual).sort()).toEqual(Object.keys(expected).sort())
  for (const [name, values] of Object.entries(expected)) {
    for (const [index, value] of values.entries()) {
      const difference = Math.abs((actual[name]?.[index] as number) - value)
      expect(difference, `${name} [${index}]`).toBeLessThanOrEqual(tolerance * Math.max(Math.abs(value), unit))
    }
  }
}

describe('analyseNetwork', () => {
  test('equals dense generalised least squares with the full covariance matrix', () => {
    fc.assert(
      fc.property(networks, fc.constantFrom(0, 0.07, 2), (contrasts, tauSquared) => {
        const analysis = analyseNetwork(contrasts, { tauSquared })
        const dense = denseLeastSquares(contrasts, analysis.network.treatments, tauSquared)
        for (const [index, { treatment2 }] of compareTreatments(analysis).slice(0, dense.length).entries()) {
          const { random } = compareTwo(analysis, analysis.network.treatments[0] as string, treatment2)
          expect(random.estimate).toBeCloseTo(dense[index]?.estimate as number, 9)
          expect(random.standardError).toBeCloseTo(dense[index]?.standardError as number, 9)
        }
      }),
      { numRuns: 60 },
    )
  })

  test.each(methods)('with two treatments is pairwise meta-analysis (%s)', (method) => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 15 }),
        fc.nat(),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (studies, seed, tau) => {
          const contrasts = makeNetwork({ treatments: 2, studies, seed, tau })
          const analysis = analyseNetwork(contrasts, { tauSquared: method })
          const rows = contrasts.map(({ study, treatment1, estimate, standardError }) => ({
            study,
            estimate: treatment1 === contrasts[0]?.treatment1 ? estimate : -estimate,
            variance: standardError ** 2,
          }))
          const pooled = pool(rows, { method, interval: 'normal' })
          const { treatment1, treatment2 } = contrasts[0] as Contrast
          const { random } = compareTwo(analysis, treatment1, treatment2)
          expect(analysis.tauSquared).toBeCloseTo(pooled.tauSquared, 10)
          expect(random.estimate).toBeCloseTo(pooled.estimate, 10)
          expect(random.standardError).toBeCloseTo(pooled.standardError, 10)
          expect(analysis.q.statistic).toBeCloseTo(pooled.heterogeneity.q, 9)
        },
      ),
      { numRuns: 40 },
    )
  })

  test('does not depend on the order of rows, nor on the order of treatments', () => {
    fc.assert(
      fc.property(networks, fc.nat(), (contrasts, seed) => {
        const shuffled = shuffle(contrasts, seed)
        const treatments = shuffle([...new Set(contrasts.flatMap((row) => [row.treatment1, row.treatment2]))], seed + 1)
        expectSame(effectsByName(shuffled, { treatments }), effectsByName(contrasts))
      }),
      { numRuns: 40 },
    )
  })

  test('does not depend on the direction of single rows', () => {
    fc.assert(
      fc.property(networks, fc.nat(), (contrasts, seed) => {
        const turned = contrasts.map((row, index) => ((seed >> (index % 20)) % 2 === 0 ? row : reverse(row)))
        expectSame(effectsByName(turned), effectsByName(contrasts))
      }),
      { numRuns: 40 },
    )
  })

  test('turns its signs when all effects turn theirs', () => {
    fc.assert(
      fc.property(networks, (contrasts) => {
        const before = effectsByName(contrasts)
        const after = effectsByName(contrasts.map((row) => ({ ...row, estimate: -row.estimate })))
        const turned = Object.entries(before).map(([name, [a, b, c, d]]) => [
          name,
          [-(a as number), b, -(c as number), d],
        ])
        expectSame(after, Object.fromEntries(turned))
      }),
      { numRuns: 40 },
    )
  })

  test.each([1e-100, 1e-30, 1e30, 1e100])('gives the same answer in units of %d', (unit) => {
    fc.assert(
      fc.property(networks, (contrasts) => {
        const scaled = contrasts.map((row) => ({
          ...row,
          estimate: row.estimate * unit,
          standardError: row.standardError * unit,
        }))
        const back = Object.entries(effectsByName(scaled)).map(([name, values]) => [
          name,
          values.map((value) => value / unit),
        ])
        expectSame(Object.fromEntries(back), effectsByName(contrasts), 1e-8)
        expect(analyseNetwork(scaled).q.statistic).toBeCloseTo(analyseNetwork(contrasts).q.statistic, 6)
      }),
      { numRuns: 10 },
    )
  })

  test('forgets a study whose standard error goes to infinity', () => {
    fc.assert(
      fc.property(networks, fc.double({ min: -5, max: 5, noNaN: true }), (contrasts, estimate) => {
        const useless = { study: 'vague', treatment1: 'T0', treatment2: 'T1', estimate, standardError: 1e40 }
        const tauSquared = 0.1
        expectSame(effectsByName([...contrasts, useless], { tauSquared }), effectsByName(contrasts, { tauSquared }))
      }),
      { numRuns: 40 },
    )
  })

  test('keeps parts apart that share a single treatment', () => {
    fc.assert(
      fc.property(networks, networks, (one, other) => {
        const renamed = other.map((row) => ({
          ...row,
          study: `other ${row.study}`,
          treatment1: row.treatment1 === 'T0' ? 'T0' : `other ${row.treatment1}`,
          treatment2: row.treatment2 === 'T0' ? 'T0' : `other ${row.treatment2}`,
        }))
        const tauSquared = 0.05
        const together = effectsByName([...one, ...renamed], { tauSquared })
        for (const [name, values] of Object.entries(effectsByName(one, { tauSquared }))) {
          expectSame({ [name]: together[name] as number[] }, { [name]: values })
        }
      }),
      { numRuns: 30 },
    )
  })

  test('gives right standard errors when variances span 1e16', () => {
    const triangle = [
      { study: 'a', treatment1: 'A', treatment2: 'B', estimate: 1, standardError: 1e-8 },
      { study: 'b', treatment1: 'B', treatment2: 'C', estimate: 2, standardError: 1 },
      { study: 'c', treatment1: 'A', treatment2: 'C', estimate: 4, standardError: 1 },
      { study: 'd', treatment1: 'A', treatment2: 'B', estimate: 1.5, standardError: 1 },
    ]
    const analysis = analyseNetwork(triangle, { tauSquared: 'DL' })
    const ab = compareTwo(analysis, 'A', 'B').common
    const bc = compareTwo(analysis, 'B', 'C').common
    // A – B: weight 1e16 + 1 direct, 1/2 through C. B – C: A and B are one, so two studies of variance 1.
    expect(ab.standardError / Math.sqrt(1 / (1e16 + 1.5))).toBeCloseTo(1, 14)
    expect(bc.standardError).toBeCloseTo(Math.sqrt(0.5), 14)
    expect(bc.estimate).toBeCloseTo(2.5, 14)
    expect(ab.estimate).toBeCloseTo(1, 14)
    // Q = 0.5 + 0.25 with 2 degrees of freedom: the trace that divides must not have lost its digits either.
    expect(analysis.q.statistic).toBeCloseTo(0.75, 12)
    expect(analysis.tauSquared).toBe(0)
  })

  test('estimates tau² by DerSimonian–Laird to all digits beside a dominating study', () => {
    const rows = [
      { study: 'a', treatment1: 'A', treatment2: 'B', estimate: 0, standardError: 1e-8 },
      { study: 'b', treatment1: 'A', treatment2: 'B', estimate: 3, standardError: 1 },
      { study: 'c', treatment1: 'A', treatment2: 'B', estimate: -3, standardError: 1 },
    ]
    // tr P S = Σw − Σw²/Σw with weights 1e16, 1, 1: (2·1e16·2 + 2) / (1e16 + 2) = 4 to 16 digits; Q = 18, df = 2.
    expect(analyseNetwork(rows, { tauSquared: 'DL' }).tauSquared).toBeCloseTo(16 / 4, 9)
  })

  test('has p-values and intervals that agree', () => {
    fc.assert(
      fc.property(networks, (contrasts) => {
        for (const { common, random } of compareTreatments(analyseNetwork(contrasts))) {
          for (const effect of [common, random]) {
            expect(effect.lower > 0 || effect.upper < 0).toBe(effect.pValue < 0.05)
            expect(effect.lower).toBeLessThan(effect.upper)
          }
        }
      }),
      { numRuns: 20 },
    )
  })

  test('splits Q without remainder and never finds inconsistency in a tree', () => {
    fc.assert(
      fc.property(networks, fc.nat(), (contrasts, seed) => {
        const { total, within, between } = decomposeDesigns(analyseNetwork(contrasts))
        expect(within.statistic + between.statistic).toBeCloseTo(total.statistic, 8)
        expect(within.degreesOfFreedom + between.degreesOfFreedom).toBe(total.degreesOfFreedom)
        const tree = makeNetwork({ treatments: 6, studies: 5, seed, multiArm: 0 })
        expect(decomposeDesigns(analyseNetwork(tree)).between).toEqual({
          statistic: 0,
          degreesOfFreedom: 0,
          pValue: undefined,
        })
      }),
      { numRuns: 40 },
    )
  })

  test('puts direct and indirect evidence together again', () => {
    fc.assert(
      fc.property(networks, (contrasts) => {
        for (const { random } of splitComparisons(analyseNetwork(contrasts, { tauSquared: 'DL' }))) {
          const { direct, indirect, network, proportionDirect: share } = random
          if (direct === undefined || indirect === undefined) continue
          const together = share * direct.estimate + (1 - share) * indirect.estimate
          expect(together).toBeCloseTo(network.estimate, 9)
        }
      }),
      { numRuns: 30 },
    )
  })

  test('has P-scores with mean one half that turn over with the direction', () => {
    fc.assert(
      fc.property(networks, (contrasts) => {
        const analysis = analyseNetwork(contrasts)
        const good = rankTreatments(analysis, 'random', { smallValues: 'undesirable' })
        const bad = rankTreatments(analysis, 'random', { smallValues: 'desirable' })
        const mean = good.reduce((total, { pScore }) => total + pScore, 0) / good.length
        expect(mean).toBeCloseTo(0.5, 12)
        for (const [index, { pScore }] of good.entries())
          expect(pScore).toBeCloseTo(1 - (bad[index]?.pScore as number), 12)
      }),
      { numRuns: 20 },
    )
  })
})

function reverse(row: Contrast): Contrast {
  return { ...row, treatment1: row.treatment2, treatment2: row.treatment1, estimate: -row.estimate }
}

function shuffle<Item>(items: readonly Item[], seed: number): Item[] {
  return items
    .map((item, index) => ({ item, key: Math.sin((index + 1) * (seed + 1.5)) }))
    .sort((one, other) => one.key - other.key)
    .map(({ item }) => item)
}

/** The textbook way: contrasts of each study against its first arm, block covariance, first treatment the reference. */
function denseLeastSquares(contrasts: readonly Contrast[], treatments: readonly string[], tauSquared: number) {
  const studies = [...new Set(contrasts.map(({ study }) => study))].map((study) => {
    const rows = contrasts.filter((row) => row.study === study)
    const arms = [...new Set(rows.flatMap((row) => [row.treatment1, row.treatment2]))]
    const find = (one: string, other: string) => {
      const row = rows.find((each) => each.treatment1 === one && each.treatment2 === other)
      const turned = rows.find((each) => each.treatment1 === other && each.treatment2 === one)
      return row ?? reverse(turned as Contrast)
    }
    return { arms, find }
  })
  const design: number[][] = []
  const effects: number[][] = []
  const blocks: { start: number; rows: number[][] }[] = []
  for (const { arms, find } of studies) {
    const [base, ...others] = arms as [string, ...string[]]
    const variance = (one: string, other: string) => find(one, other).standardError ** 2 + tauSquared
    blocks.push({
      start: design.length,
      rows: others.map((one) =>
        others.map((other) =>
          one === other
            ? variance(base, one)
            : (variance(base, one) + variance(base, other) - variance(one, other)) / 2,
        ),
      ),
    })
    for (const other of others) {
      const column = (name: string) => treatments.indexOf(name)
      design.push(
        treatments.slice(1).map((_, at) => Number(column(base) === at + 1) - Number(column(other) === at + 1)),
      )
      effects.push([find(base, other).estimate])
    }
  }
  const covariance = design.map(() => design.map(() => 0))
  for (const { start, rows } of blocks) {
    for (const [i, row] of rows.entries()) {
      for (const [j, value] of row.entries()) (covariance[start + i] as number[])[start + j] = value
    }
  }
  const x = matrixOf(design)
  const precision = invertFromCholesky(factorCholesky(matrixOf(covariance)) ?? matrixOf([]))
  const left = multiply(transpose(x), precision)
  const inverse = invertFromCholesky(factorCholesky(multiply(left, x)) ?? matrixOf([]))
  const solved = multiply(inverse, multiply(left, matrixOf(effects)))
  return treatments.slice(1).map((_, at) => ({
    estimate: -(solved.values[at] as number),
    standardError: Math.sqrt(inverse.values[at * inverse.columns + at] as number),
  }))
}
