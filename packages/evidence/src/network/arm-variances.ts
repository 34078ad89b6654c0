/**
 * Pairwise variances of a study with m arms, in the order (0,1), (0,2), …, (1,2), …; when the arms are independent,
 * variance(i,j) = arm(i) + arm(j).
 */
export type PairVariances = Float64Array

/** Position of pair (i, j), i < j, among the pairs of m arms. */
export function pairIndex(i: number, j: number, m: number): number {
  return (i * (2 * m - i - 1)) / 2 + j - i - 1
}

/**
 * The arm variances that fit the pairwise variances best (least squares; exact for three arms).
 * @param variances of the m(m − 1)/2 pairs, m at least 3
 * @source Rücker & Schwarzer 2014, Statistics in Medicine 33:4353–4369
 */
export function armVariancesOf(variances: PairVariances, m: number): Float64Array {
  const sums = new Float64Array(m)
  for (let i = 0; i < m; i++) {
    for (let j = i + 1; j < m; j++) {
      const variance = variances[pairIndex(i, j, m)] as number
      sums[i] = (sums[i] as number) + variance
      sums[j] = (sums[j] as number) + variance
    }
  }
  // Normal equations: (m − 2) a_i + Σ a = sum_i, so Σ a = Σ sums / (2m − 2).
  let total = 0
  for (const value of sums) total += value
  const common = total / (2 * m - 2)
  return sums.map((value) => (value - common) / (m - 2))
}

/** Whether pairwise variances are sums of arm variances, up to rounding. */
export function areSumsOfArms(variances: PairVariances, arms: Float64Array): boolean {
  const m = arms.length
  let largest = 0
  for (const variance of variances) largest = Math.max(largest, variance)
  for (let i = 0; i < m; i++) {
    for (let j = i + 1; j < m; j++) {
      const difference = (variances[pairIndex(i, j, m)] as number) - (arms[i] as number) - (arms[j] as number)
      if (Math.abs(difference) > 1e-13 * largest) return false
    }
  }
  return true
}

/** Share of the smallest pairwise variance below which a repaired arm variance does not go. */
const smallestRepairedShare = 0.01

/**
 * The feasible pairwise variances nearest to the given ones: arm variances at or above 1 % of the smallest pairwise
 * variance, with the smallest sum of squared relative changes; found by coordinate descent on a strictly convex
 * quadratic, which always ends.
 */
export function repairPairVariances(variances: PairVariances, m: number): PairVariances {
  const floor = smallestRepairedShare * Math.min(...variances)
  const arms = armVariancesOf(variances, m).map((variance) => Math.max(variance, floor))
  for (let round = 0; round < 10_000; round++) {
    if (improveArms(arms, variances, floor) < 1e-15) break
  }
  const repaired = new Float64Array(variances.length)
  for (let i = 0; i < m; i++) {
    for (let j = i + 1; j < m; j++) repaired[pairIndex(i, j, m)] = (arms[i] as number) + (arms[j] as number)
  }
  return repaired
}

/** One round over the arms; returns the largest relative step. */
function improveArms(arms: Float64Array, variances: PairVariances, floor: number): number {
  const m = arms.length
  let largestStep = 0
  for (let i = 0; i < m; i++) {
    let weights = 0
    let weighted = 0
    for (let j = 0; j < m; j++) {
      if (j === i) continue
      const variance = variances[pairIndex(Math.min(i, j), Math.max(i, j), m)] as number
      const weight = 1 / (variance * variance)
      weights += weight
      weighted += weight * (variance - (arms[j] as number))
    }
    const next = Math.max(floor, weighted / weights)
    largestStep = Math.max(largestStep, Math.abs(next - (arms[i] as number)) / next)
    arms[i] = next
  }
  return largestStep
}
