import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { analyseComponents } from './analyse-components.ts'
import { analyseNetwork } from './analyse-network.ts'
import { compareTreatments } from './compare-treatments.ts'
import type { Contrast } from './contrast.ts'
import { makeNetwork } from './network-testing.ts'

const close = (value: number) => expect.closeTo(value, 9) as number

function contrast(
  study: string,
  treatment1: string,
  treatment2: string,
  estimate: number,
  standardError = 0.2,
): Contrast {
  return { study, treatment1, treatment2, estimate, standardError }
}

describe('analyseComponents', () => {
  test.each(['DL', 'ML', 'REML'] as const)(
    'is the network model when each treatment is a component of its own (%s)',
    (tauSquared) => {
      fc.assert(
        fc.property(fc.nat(), fc.integer({ min: 2, max: 6 }), (seed, treatments) => {
          const contrasts = makeNetwork({ treatments, studies: treatments + 6, seed, multiArm: 0.4 })
          const network = analyseNetwork(contrasts, { tauSquared })
          const additive = analyseComponents(contrasts, { tauSquared, inactive: 'T0' })
          expect(additive.tauSquared).toBeCloseTo(network.tauSquared, 10)
          expect(additive.q.statistic).toBeCloseTo(network.q.statistic, 8)
          expect(additive.qDifference.degreesOfFreedom).toBe(0)
          expect(additive.unidentified).toEqual([])
          const pairs = compareTreatments(network)
          for (const [index, { common, random }] of additive.comparisons.entries()) {
            expect(common?.estimate).toEqual(close(pairs[index]?.common.estimate as number))
            expect(random?.estimate).toEqual(close(pairs[index]?.random.estimate as number))
            expect(random?.standardError).toEqual(close(pairs[index]?.random.standardError as number))
          }
        }),
        { numRuns: 15 },
      )
    },
  )

  test('joins a network in two pieces by the components that they share', () => {
    const rows = [
      contrast('1', 'walking', 'control', 2),
      contrast('2', 'strength', 'control', 3),
      contrast('3', 'walking + strength + diet', 'diet + walking', 3.2),
      contrast('4', 'walking + strength + diet', 'diet + strength', 1.8),
    ]
    const result = analyseComponents(rows, { inactive: 'control', tauSquared: 0 })
    expect(result.components.map(({ component, common }) => [component, common?.estimate])).toEqual([
      ['walking', close(1.9)],
      ['strength', close(3.1)],
      ['diet', undefined],
    ])
    expect(result.unidentified).toEqual(['diet'])
    expect(result.rank).toBe(2)
    expect(result.qStandard.degreesOfFreedom).toBe(0)
    expect(result.qDifference.degreesOfFreedom).toBe(2)
    const between = (one: string, other: string) =>
      result.comparisons.find(({ treatment1, treatment2 }) => treatment1 === one && treatment2 === other)?.common
    // Diet is in both or in neither: what is left can be told, across the pieces too.
    expect(between('walking + strength + diet', 'diet + walking')?.estimate).toEqual(close(3.1))
    expect(between('walking', 'strength')?.estimate).toEqual(close(-1.2))
    expect(between('walking', 'walking + strength + diet')).toBeUndefined()
    expect(result.combinations.find(({ treatment }) => treatment === 'diet + walking')?.random).toBeUndefined()
  })

  test('never gives numbers to components that always come together', () => {
    const rows = [
      contrast('1', 'A + B', 'none', 1),
      contrast('2', 'C', 'none', 2),
      contrast('3', 'A + B + C', 'none', 3.5),
    ]
    const result = analyseComponents(rows, { inactive: 'none', tauSquared: 0 })
    expect(result.unidentified).toEqual(['A', 'B'])
    expect(result.combinations.map(({ common }) => common === undefined)).toEqual([false, false, false, false])
    expect(result.components.map(({ random }) => random?.estimate)).toEqual([undefined, undefined, close(2 + 0.5 / 3)])
  })

  test('takes an interaction as an effect beyond the sum', () => {
    const rows = [
      contrast('1', 'A', 'none', 1),
      contrast('2', 'B', 'none', 2),
      contrast('3', 'A + B', 'none', 5),
      contrast('4', 'A + B', 'A', 4),
    ]
    const result = analyseComponents(rows, { inactive: 'none', interactions: ['A*B'], tauSquared: 0 })
    expect(result.components.map(({ component, common }) => [component, common?.estimate])).toEqual([
      ['A', close(1)],
      ['B', close(2)],
      ['A * B', close(2)],
    ])
    expect(result.q.statistic).toBeCloseTo(0, 9)
  })

  test('refuses names that cannot be taken apart and interactions that nobody has', () => {
    const rows = [contrast('1', 'A +', 'none', 1)]
    expect(() => analyseComponents(rows)).toThrow('treatment "A +": has an empty component')
    expect(() => analyseComponents([contrast('1', 'A + A', 'none', 1)])).toThrow('holds component "A" more than once')
    const fine = [contrast('1', 'A', 'none', 1), contrast('2', 'B', 'none', 1)]
    expect(() => analyseComponents(fine, { inactive: 'placebo' })).toThrow('"placebo" is not a component')
    expect(() => analyseComponents(fine, { interactions: ['A*B'] })).toThrow('no treatment holds "A" and "B" together')
    expect(() => analyseComponents(fine, { interactions: ['A*X'] })).toThrow('"X" is not an active component')
  })
})
