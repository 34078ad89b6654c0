import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { randomOf } from '../numerics/index.ts'
import { areSumsOfArms, armVariancesOf, pairIndex, repairPairVariances } from './arm-variances.ts'
import { at, inverted } from './dense-testing.ts'
import { multiArmWeights } from './study-weights.ts'

const pairsOf = (m: number) =>
  Array.from({ length: m }, (_, i) => Array.from({ length: m - 1 - i }, (_each, k) => [i, i + 1 + k] as const)).flat()

/** Pairwise variances of arms whose covariance matrix is drawn at will. */
function correlated(seed: number, m: number): Float64Array {
  const random = randomOf(seed)
  const factors = Array.from({ length: m }, () => Array.from({ length: m }, () => random.normal()))
  return Float64Array.from(pairsOf(m), ([i, j]) =>
    (factors[i] as number[]).reduce((sum, value, k) => sum + (value - at(factors, j, k)) ** 2, 0.05),
  )
}

const independent = (arms: readonly number[]) =>
  Float64Array.from(pairsOf(arms.length), ([i, j]) => (arms[i] as number) + (arms[j] as number))

/** Minus the off-diagonal entries of D'V⁻¹D, with V the covariance of the contrasts against the first arm. */
function denseWeights(variances: Float64Array, m: number, halfTauSquared: number): number[] {
  const variance = (i: number, j: number) =>
    i === j ? 0 : (variances[pairIndex(Math.min(i, j), Math.max(i, j), m)] as number) + 2 * halfTauSquared
  const others = Array.from({ length: m - 1 }, (_, index) => index + 1)
  const { inverse } = inverted(
    others.map((i) => others.map((j) => (variance(0, i) + variance(0, j) - variance(i, j)) / 2)),
  )
  return pairsOf(m).map(([i, j]) =>
    i > 0 ? -at(inverse, i - 1, j - 1) : (inverse[j - 1] as number[]).reduce((sum, value) => sum + value, 0),
  )
}

describe('the weights of a study with many arms', () => {
  test.each([
    ['correlated', correlated],
    [
      'independent',
      (seed: number, m: number) => {
        const { uniform } = randomOf(seed)
        return independent(Array.from({ length: m }, () => 0.1 + uniform()))
      },
    ],
  ])('are read from the inverse of its covariance matrix (%s arms)', (_, make) => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 3, max: 6 }), fc.constantFrom(0, 0.2, 3), (seed, m, halfTauSquared) => {
        const variances = make(seed, m)
        const wanted = denseWeights(variances, m, halfTauSquared)
        const weights = multiArmWeights(variances, m, halfTauSquared)
        const size = Math.max(...wanted.map(Math.abs))
        for (const [pair, weight] of wanted.entries())
          expect((weights?.[pair] as number) / size).toBeCloseTo(weight / size, 9)
      }),
      { numRuns: 40 },
    )
  })

  test('are those of arms by themselves, however far their variances lie apart', () => {
    // Weight of i and j: u_i u_j / Σ u, with u the precisions of the arms.
    const arms = [1e-7, 1, 50]
    const total = arms.reduce((sum, arm) => sum + 1 / arm, 0)
    const weights = multiArmWeights(independent(arms), 3, 0)
    for (const [pair, [i, j]] of pairsOf(3).entries()) {
      const wanted = 1 / (arms[i] as number) / (arms[j] as number) / total
      expect((weights?.[pair] as number) / wanted).toBeCloseTo(1, 6)
    }
  })

  test('are symmetric: they do not depend on the order of the arms', () => {
    const variances = correlated(5, 4)
    const order = [2, 0, 3, 1]
    const turned = Float64Array.from(pairsOf(4), ([i, j]) => {
      const [one, other] = [order[i] as number, order[j] as number]
      return variances[pairIndex(Math.min(one, other), Math.max(one, other), 4)] as number
    })
    const [weights, again] = [multiArmWeights(variances, 4, 0.1), multiArmWeights(turned, 4, 0.1)]
    for (const [pair, [i, j]] of pairsOf(4).entries()) {
      const [one, other] = [order[i] as number, order[j] as number]
      expect(again?.[pair]).toBeCloseTo(
        weights?.[pairIndex(Math.min(one, other), Math.max(one, other), 4)] as number,
        9,
      )
    }
  })

  test.each([
    ['the distances of a triangle whose sides do not meet', [1, 1, 5], 3],
    ['a third contrast that follows from the others', [1, 1, 4], 3],
    ['four arms of which three are impossible', [1, 1, 1, 9, 1, 1], 4],
  ])('do not exist for %s', (_, variances, m) => {
    expect(multiArmWeights(Float64Array.from(variances), m, 0)).toBeUndefined()
  })

  test('exist again when tau² makes an impossible study possible', () => {
    const variances = Float64Array.of(1, 1, 5)
    const weights = multiArmWeights(variances, 3, 1)
    const wanted = denseWeights(variances, 3, 1)
    for (const [pair, weight] of wanted.entries()) expect(weights?.[pair]).toBeCloseTo(weight, 12)
  })
})

describe('arm variances', () => {
  test('give the pairwise variances back when these are sums', () => {
    const arms = [0.5, 2, 0.25, 7, 1]
    const found = armVariancesOf(independent(arms), 5)
    for (const [arm, variance] of arms.entries()) expect(found[arm]).toBeCloseTo(variance, 12)
    expect(areSumsOfArms(independent(arms), found)).toBe(true)
    expect(areSumsOfArms(independent(arms), Float64Array.from(arms))).toBe(true)
    for (const pair of pairsOf(5).keys()) {
      for (const share of [1e-11, -1e-11]) {
        const changed = independent(arms)
        changed[pair] = (changed[pair] as number) + share * 9
        expect(areSumsOfArms(changed, Float64Array.from(arms))).toBe(false)
      }
    }
  })

  test('are least squares: what is left of each arm adds up to 0', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 3, max: 6 }), (seed, m) => {
        const variances = correlated(seed, m)
        const arms = armVariancesOf(variances, m)
        const left = new Float64Array(m)
        for (const [pair, [i, j]] of pairsOf(m).entries()) {
          const rest = (variances[pair] as number) - (arms[i] as number) - (arms[j] as number)
          left[i] = (left[i] as number) + rest
          left[j] = (left[j] as number) + rest
        }
        for (const rest of left) expect(rest).toBeCloseTo(0, 9)
      }),
      { numRuns: 30 },
    )
  })

  test('repaired are the nearest by relative change that keep 1 % of the smallest pairwise variance', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 3, max: 5 }), fc.constantFrom(1, 1e-6, 1e6), (seed, m, unit) => {
        const { uniform } = randomOf(seed)
        const variances = Float64Array.from(pairsOf(m), () => unit * (0.05 + uniform() ** 3 * 4))
        const floor = 0.01 * Math.min(...variances)
        const repaired = repairPairVariances(variances, m)
        const arms = armVariancesOf(repaired, m)
        expect(areSumsOfArms(repaired, arms)).toBe(true)
        // The slope of Σ ((a_i + a_j) / v_ij − 1)² is 0 for each arm, or above 0 for an arm at the floor.
        for (const [arm, variance] of arms.entries()) {
          let slope = 0
          let curvature = 0
          for (const [pair, ends] of pairsOf(m).entries()) {
            if (!ends.includes(arm)) continue
            const given = variances[pair] as number
            slope += ((repaired[pair] as number) / given - 1) / given
            curvature += 1 / given ** 2
          }
          const step = slope / curvature / (floor + variance)
          expect(variance / floor).toBeGreaterThan(1 - 1e-9)
          if (variance > floor * (1 + 1e-6)) expect(Math.abs(step)).toBeLessThan(1e-6)
          else expect(step).toBeGreaterThan(-1e-6)
        }
      }),
      { numRuns: 40 },
    )
  })

  test('that were possible already stay as they were', () => {
    const variances = independent([1, 2, 3, 4])
    const repaired = repairPairVariances(variances, 4)
    for (const [pair, variance] of variances.entries()) expect(repaired[pair]).toBeCloseTo(variance, 12)
  })
})
