/** Weighted comparisons of n treatments, summed over all pairs; both matrices n × n, row by row. */
export interface WeightedGraph {
  readonly size: number
  /** Symmetric; total weight between two treatments. */
  readonly weights: Float64Array
  /** Antisymmetric; Σ weight × (estimate of row minus column). */
  readonly currents: Float64Array
}

export interface GraphSolution {
  readonly size: number
  /** Weighted least squares effects; the last treatment has 0. */
  readonly effects: Float64Array
  /** n × n, symmetric: variance of the difference of two effects (the effective resistance). */
  readonly variances: Float64Array
  /**
   * How each effect follows from the later ones: effect k is a mean of them with the weights in row k (columns above k),
   * plus an independent error with variance `1 / pivots[k]`.
   */
  readonly shares: Float64Array
  readonly pivots: Float64Array
}

/**
 * Solves weighted least squares on a connected graph by removing one treatment after the other, each time handing its
 * weights to the pairs of its neighbours (star-mesh transformation, which is the Cholesky factorization of the Laplacian
 * done without subtraction). With weights that are not negative every step adds and divides only, so each variance is
 * right to rounding however far the weights lie apart.
 * @returns `undefined` when the graph is not connected (or weights of infeasible studies leave a pivot not positive)
 * @source Alfa, Xue & Ye 2002, Mathematics of Computation 71:217–236, on factorizing M-matrices entry by entry
 */
export function solveGraph({ size, weights, currents }: WeightedGraph): GraphSolution | undefined {
  const shares = weights.slice()
  const inflow = currents.slice()
  const pivots = new Float64Array(size)
  for (let k = 0; k < size - 1; k++) {
    const pivot = removeTreatment(k, size, shares, inflow)
    if (!(pivot > 0 && pivot < Number.POSITIVE_INFINITY)) return undefined
    pivots[k] = pivot
  }
  const effects = new Float64Array(size)
  for (let k = size - 2; k >= 0; k--) {
    const pivot = pivots[k] as number
    let effect = 0
    for (let i = k + 1; i < size; i++) {
      const at = k * size + i
      const share = (shares[at] as number) / pivot
      shares[at] = share
      effect += share * (effects[i] as number) + (inflow[at] as number) / pivot
    }
    effects[k] = effect
  }
  return { size, effects, variances: variancesOf(size, shares, pivots), shares, pivots }
}

/** Hands the links of treatment k to its later neighbours (upper triangle only); returns the sum of its weights. */
export function removeTreatment(k: number, size: number, weights: Float64Array, currents: Float64Array): number {
  const row = k * size
  let pivot = 0
  for (let i = k + 1; i < size; i++) pivot += weights[row + i] as number
  const inverse = 1 / pivot
  for (let i = k + 1; i < size; i++) {
    const weight = weights[row + i] as number
    const current = currents[row + i] as number
    if (weight === 0 && current === 0) continue
    const share = weight * inverse
    const currentShare = current * inverse
    const target = i * size
    for (let j = i + 1; j < size; j++) {
      const other = weights[row + j] as number
      weights[target + j] = (weights[target + j] as number) + share * other
      const change = share * (currents[row + j] as number) - currentShare * other
      currents[target + j] = (currents[target + j] as number) + change
    }
  }
  return pivot
}

/**
 * Variances of all differences, treatment by treatment from the last to the first. With k a mean of later treatments
 * (shares p) plus an error: Var(k − j) = 1/pivot + Σ_i p_i Var(i − j) − ½ Σ_i Σ_l p_i p_l Var(i − l). All terms are
 * bounded by a small multiple of the result, so no digits are lost.
 */
function variancesOf(size: number, shares: Float64Array, pivots: Float64Array): Float64Array {
  const variances = new Float64Array(size * size)
  const means = new Float64Array(size)
  for (let k = size - 2; k >= 0; k--) {
    const row = k * size
    let spread = 0
    for (let j = k + 1; j < size; j++) {
      let mean = 0
      const target = j * size
      for (let i = k + 1; i < size; i++) mean += (shares[row + i] as number) * (variances[target + i] as number)
      means[j] = mean
      spread += (shares[row + j] as number) * mean
    }
    const own = 1 / (pivots[k] as number) - spread / 2
    for (let j = k + 1; j < size; j++) {
      const variance = own + (means[j] as number)
      variances[row + j] = variance
      variances[j * size + k] = variance
    }
  }
  return variances
}
