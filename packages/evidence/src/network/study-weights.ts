import { areSumsOfArms, armVariancesOf, type PairVariances, pairIndex } from './arm-variances.ts'

/**
 * Weights of the pairs of one multi-arm study with which weighted least squares over all its pairs equals generalised
 * least squares with the full covariance matrix: minus the off-diagonal entries of D'V⁻¹D, D the contrasts of the arms.
 * @param variances pairwise variances within the study, tau² not added
 * @param halfTauSquared what random effects add to each arm
 * @returns one weight a pair, or `undefined` when the covariance matrix is not positive definite
 * @source Rücker & Schwarzer 2014, Statistics in Medicine 33:4353–4369
 */
export function multiArmWeights(variances: PairVariances, m: number, halfTauSquared: number): Float64Array | undefined {
  const arms = armVariancesOf(variances, m)
  let smallest = 0
  for (let i = 1; i < m; i++) if ((arms[i] as number) < (arms[smallest] as number)) smallest = i
  if ((arms[smallest] as number) + halfTauSquared > 0 && areSumsOfArms(variances, arms)) {
    return weightsOfIndependentArms(arms, halfTauSquared)
  }
  return weightsOfCovariance(variances, m, smallest, halfTauSquared)
}

/** Independent arms with precision u: weight(i,j) = u_i u_j / Σ u. No subtraction, so exact to rounding. */
function weightsOfIndependentArms(arms: Float64Array, halfTauSquared: number): Float64Array {
  const m = arms.length
  const precisions = arms.map((variance) => 1 / (variance + halfTauSquared))
  let total = 0
  for (const precision of precisions) total += precision
  const weights = new Float64Array((m * (m - 1)) / 2)
  for (let i = 0; i < m; i++) {
    for (let j = i + 1; j < m; j++) {
      weights[pairIndex(i, j, m)] = (precisions[i] as number) * ((precisions[j] as number) / total)
    }
  }
  return weights
}

/** The general case: invert the covariance of the contrasts against one arm, then read the weights of all pairs. */
function weightsOfCovariance(
  variances: PairVariances,
  m: number,
  base: number,
  halfTauSquared: number,
): Float64Array | undefined {
  const others: number[] = []
  for (let arm = 0; arm < m; arm++) if (arm !== base) others.push(arm)
  const variance = (i: number, j: number) =>
    (variances[pairIndex(Math.min(i, j), Math.max(i, j), m)] as number) + 2 * halfTauSquared
  const size = m - 1
  const covariance = new Float64Array(size * size)
  for (const [row, i] of others.entries()) {
    for (const [column, j] of others.entries()) {
      covariance[row * size + column] =
        i === j ? variance(base, i) : (variance(base, i) + variance(base, j) - variance(i, j)) / 2
    }
  }
  const inverse = invertPositiveDefinite(covariance, size)
  if (inverse === undefined) return undefined
  const weights = new Float64Array(variances.length)
  for (const [row, i] of others.entries()) {
    let toBase = 0
    for (const [column, j] of others.entries()) {
      const entry = inverse[row * size + column] as number
      toBase += entry
      if (i < j) weights[pairIndex(i, j, m)] = -entry
    }
    weights[pairIndex(Math.min(base, i), Math.max(base, i), m)] = toBase
  }
  return weights
}

/** Inverse by Gauss–Jordan without exchange, which a positive definite matrix allows; `undefined` when it is not. */
function invertPositiveDefinite(matrix: Float64Array, size: number): Float64Array | undefined {
  const work = matrix.slice()
  const diagonal = Array.from({ length: size }, (_, i) => matrix[i * size + i] as number)
  for (let pivot = 0; pivot < size; pivot++) {
    const value = work[pivot * size + pivot] as number
    if (!(value > 1e-14 * (diagonal[pivot] as number))) return undefined
    const scale = 1 / value
    work[pivot * size + pivot] = 1
    for (let column = 0; column < size; column++) {
      work[pivot * size + column] = (work[pivot * size + column] as number) * scale
    }
    for (let row = 0; row < size; row++) {
      if (row === pivot) continue
      const factor = work[row * size + pivot] as number
      work[row * size + pivot] = 0
      for (let column = 0; column < size; column++) {
        const change = factor * (work[pivot * size + column] as number)
        work[row * size + column] = (work[row * size + column] as number) - change
      }
    }
  }
  return work
}
