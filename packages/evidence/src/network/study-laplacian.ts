/** Laplacian of the m arms of one study from the weights of its pairs, which begin at `start`. */
export function laplacianOf(weights: Float64Array, start: number, m: number): Float64Array {
  const laplacian = new Float64Array(m * m)
  let pair = start
  for (let i = 0; i < m; i++) {
    for (let j = i + 1; j < m; j++) {
      const weight = weights[pair++] as number
      laplacian[i * m + j] = -weight
      laplacian[j * m + i] = -weight
      laplacian[i * m + i] = (laplacian[i * m + i] as number) + weight
      laplacian[j * m + j] = (laplacian[j * m + j] as number) + weight
    }
  }
  return laplacian
}

export function traceOf(matrix: Float64Array, m: number): number {
  let trace = 0
  for (let i = 0; i < m; i++) trace += matrix[i * m + i] as number
  return trace
}

/**
 * Σ over i ≠ j of (A B)_ij times the variance of i − j: minus twice the trace of A G B, for Laplacians A and B and any
 * covariance matrix G with those variances of differences.
 */
export function productTrace(a: Float64Array, b: Float64Array, m: number, variances: Float64Array): number {
  let total = 0
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < m; j++) {
      let entry = 0
      for (let k = 0; k < m; k++) entry += (a[i * m + k] as number) * (b[k * m + j] as number)
      total += entry * (variances[i * m + j] as number)
    }
  }
  return total
}
