import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { randomOf } from '../numerics/index.ts'
import { analyseNetwork } from './analyse-network.ts'
import { compareTwo } from './compare-treatments.ts'
import { subNetworksOf } from './connection.ts'
import type { Contrast } from './contrast.ts'
import { decomposeDesigns } from './decompose-designs.ts'
import { correlatedNetwork, denseFit, denseOf, effectDesign, inverted, times, traceOfProduct } from './dense-testing.ts'
import { armsOf, countDesigns, type Design, designsOf } from './designs.ts'
import { detachDesign, effectsWithoutDesign } from './detach-design.ts'
import { buildNetwork, type Network } from './network.ts'
import { fitNetwork } from './network-model.ts'
import { makeNetwork } from './network-testing.ts'
import { solveSmall } from './solve-small.ts'
import { studyImportance } from './study-importance.ts'

const accept = { armVariances: 'accept' } as const

/** Studies with two to five correlated arms, each design twice or more. */
const replicated = (seed: number): Contrast[] =>
  [0, 1].flatMap((copy) =>
    correlatedNetwork(seed, 4, 5, 2).map((row) => ({
      ...row,
      study: `${copy} ${row.study}`,
      // Effects of the copy add up as well: they are those of the first turned and stretched.
      estimate: copy === 0 ? row.estimate : -0.4 * row.estimate,
      standardError: row.standardError * (1 + copy),
    })),
  )

const networks = {
  'independent arms': (seed: number) => makeNetwork({ treatments: 4, studies: 14, seed, multiArm: 0.4, tau: 0.7 }),
  'correlated arms': replicated,
}

/** Contrasts of a design's effects against its first arm, one column each. */
function designEffects(
  network: Network,
  designs: readonly Design[],
  study: readonly number[],
  second: readonly number[],
) {
  const columns = designs.flatMap((design) => Array.from(design.arms.subarray(1), (arm) => ({ design, arm })))
  expect(network.studies.length).toBe(designs.reduce((sum, { studies }) => sum + studies.length, 0))
  return study.map((each, row) =>
    columns.map(({ design, arm }) => Number(design.studies.includes(each) && second[row] === arm)),
  )
}

describe.each(Object.entries(networks))('the designs of a network with %s', (_, make) => {
  const built = (seed: number) => buildNetwork(make(seed), accept)

  test('come with fewest arms first, each with the studies that compare its treatments', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const network = built(seed)
        const designs = designsOf(fitNetwork(network, 0))
        const names = network.studies.map((_study, study) =>
          [...network.arms.subarray(network.armStart[study], network.armStart[study + 1])].join(' '),
        )
        expect(designs.map(({ arms }) => arms.join(' '))).toEqual(
          [...new Set(names)].sort((one, other) => one.length - other.length || (one < other ? -1 : 1)),
        )
        for (const design of designs) {
          expect(design.studies).toEqual([...names.keys()].filter((study) => names[study] === design.arms.join(' ')))
          expect(armsOf(design, network.treatments)).toEqual([...design.arms].map((arm) => network.treatments[arm]))
        }
        expect(countDesigns({ network })).toBe(designs.length)
      }),
      { numRuns: 20 },
    )
  })

  test('have the effects and the sum of squares of least squares with effects of their own', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(0, 0.6), (seed, tauSquared) => {
        const network = built(seed)
        const designs = designsOf(fitNetwork(network, tauSquared))
        const { study, second, values, covariance } = denseOf(network, tauSquared)
        const dense = denseFit(designEffects(network, designs, study, second), values, covariance)
        const own = designs.flatMap(({ solution: { effects, variances }, arms }) =>
          Array.from(arms.subarray(1), (_arm, index) => ({
            effect: (effects[0] as number) - (effects[index + 1] as number),
            variance: variances[index + 1] as number,
          })),
        )
        for (const [index, { effect, variance }] of own.entries()) {
          expect(effect).toBeCloseTo(dense.coefficients[index] as number, 7)
          expect(variance).toBeCloseTo(dense.covariance[index]?.[index] as number, 7)
        }
        const within = designs.reduce((sum, { withinStatistic }) => sum + withinStatistic, 0)
        expect(within / (1 + within)).toBeCloseTo(dense.residualSumOfSquares / (1 + within), 7)
      }),
      { numRuns: 20 },
    )
  })

  test('split Q, and interact at the tau² that they have within', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const analysis = analyseNetwork(make(seed), { ...accept, tauSquared: 0 })
        const { network } = analysis
        const { total, within, between, interaction } = decomposeDesigns(analysis)
        expect((within.statistic + between.statistic) / total.statistic).toBeCloseTo(1, 9)
        expect(within.degreesOfFreedom + between.degreesOfFreedom).toBe(total.degreesOfFreedom)
        const designs = designsOf(analysis.common)
        const fits = (tauSquared: number) => {
          const dense = denseOf(network, tauSquared)
          const own = designEffects(network, designs, dense.study, dense.second)
          const fit = (design: number[][]) => denseFit(design, dense.values, dense.covariance)
          return { full: fit(own), joint: fit(effectDesign(dense, network.treatments.length)), shared: dense.shared }
        }
        const { full, shared } = fits(0)
        const trace = traceOfProduct(full.remainder, shared)
        const degrees = within.degreesOfFreedom
        const tauSquared = degrees > 0 ? Math.max(0, (full.residualSumOfSquares - degrees) / trace) : 0
        expect((interaction.tauWithin / network.scale) ** 2).toBeCloseTo(tauSquared, 6)
        const { full: again, joint } = fits(tauSquared)
        const statistic = between.degreesOfFreedom > 0 ? joint.residualSumOfSquares - again.residualSumOfSquares : 0
        expect(interaction.statistic / (1 + statistic)).toBeCloseTo(statistic / (1 + statistic), 6)
      }),
      { numRuns: 20 },
    )
  })

  test('leave, taken out one at a time, the inconsistency and the effects of the others', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const rows = make(seed)
        const analysis = analyseNetwork(rows, { ...accept, tauSquared: 0 })
        const { network, common } = analysis
        const options = { ...accept, tauSquared: 0, treatments: network.treatments }
        const tests = decomposeDesigns(analysis).designs
        for (const [index, design] of designsOf(common).entries()) {
          const names = new Set(design.studies.map((study) => network.studies[study] as string))
          const rest = rows.filter(({ study }) => !names.has(study))
          const without = tests[index]?.betweenWithout
          const effects = effectsWithoutDesign(common, design)
          if (without === undefined) {
            expect(effects).toBeUndefined()
            continue
          }
          const again = analyseNetwork(rest, options)
          const wanted = decomposeDesigns(again).between
          expect(without.degreesOfFreedom).toBe(wanted.degreesOfFreedom)
          expect(without.statistic / (1 + wanted.statistic)).toBeCloseTo(wanted.statistic / (1 + wanted.statistic), 7)
          const detached = detachDesign(common, design)?.effects()
          for (const treatment of network.treatments.keys()) {
            const one = again.common.solution.effects[treatment] as number
            const scaled = (one * again.network.scale) / network.scale
            expect(effects?.[treatment]).toBeCloseTo(scaled, 6)
            if (detached === undefined) continue
            const last = detached[network.treatments.length - 1] as number
            expect((detached[treatment] as number) - last).toBeCloseTo(scaled, 4)
          }
        }
      }),
      { numRuns: 20 },
    )
  })

  test('and their studies matter by what the variance is without them', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const rows = make(seed)
        const analysis = analyseNetwork(rows, { ...accept, tauSquared: 0.2 })
        const [one, other] = analysis.network.treatments as [string, string]
        const variance = compareTwo(analysis, one, other).random.standardError ** 2
        for (const { study, importance } of studyImportance(analysis, 'random', one, other)) {
          const rest = rows.filter((row) => row.study !== study)
          const parts = subNetworksOf(buildNetwork(rest, accept))
          if (parts.length > 1 || parts[0]?.treatments.length !== analysis.network.treatments.length) continue
          const again = analyseNetwork(rest, { ...accept, tauSquared: 0.2 })
          const without = compareTwo(again, one, other).random.standardError ** 2
          expect(importance).toBeCloseTo(1 - variance / without, 6)
        }
      }),
      { numRuns: 15 },
    )
  })
})

describe('a small system of equations', () => {
  test('is solved with any diagonal', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 5 }), (seed, size) => {
        const random = randomOf(seed)
        const matrix = Array.from({ length: size }, (_row, i) =>
          Array.from({ length: size }, (_column, j) => (i === j && i < size - 1 ? 0.01 : 1) * random.normal()),
        )
        const right = matrix.map(() => random.normal())
        const solved = solveSmall(Float64Array.from(matrix.flat()), Float64Array.from(right), size, 1e-9)
        fc.pre(solved !== undefined)
        const wanted = times(
          inverted(matrix).inverse,
          right.map((value) => [value]),
        )
        for (const [index, row] of wanted.entries()) {
          const value = row[0] as number
          expect((solved?.[index] as number) / (1 + Math.abs(value))).toBeCloseTo(value / (1 + Math.abs(value)), 7)
        }
      }),
      { numRuns: 60 },
    )
  })

  test('keeps its digits where the first pivot is small, and leaves what it was given', () => {
    const matrix = Float64Array.of(1e-17, 1, 1, 1)
    const right = Float64Array.of(1, 2)
    const [x, y] = solveSmall(matrix, right, 2, 1e-14) as Float64Array
    expect(x).toBeCloseTo(1, 14)
    expect(y).toBeCloseTo(1, 14)
    expect([...matrix, ...right]).toEqual([1e-17, 1, 1, 1, 1, 2])
  })

  test('has no solution when a pivot is lost beside the largest entry of the diagonal', () => {
    const solve = (matrix: readonly number[], tolerance: number) =>
      solveSmall(Float64Array.from(matrix), Float64Array.of(1, 1), 2, tolerance)
    expect(solve([1, 2, 2, 4], 1e-14)).toBeUndefined()
    expect(solve([-4, 0, 0, 1], 0.2)).toEqual(Float64Array.of(-0.25, 1))
    expect(solve([-4, 0, 0, 1], 0.25)).toBeUndefined()
    expect(solve([1, 0, 0, -4], 0.25)).toBeUndefined()
  })
})
