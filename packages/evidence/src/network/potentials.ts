import type { GraphSolution } from './star-mesh.ts'

/**
 * How strongly each treatment is pulled when one unit of effect is asked between i and j: the covariance of every
 * treatment's effect with effect i minus effect j, up to a constant. In the language of circuits the potentials when
 * a unit current enters at i and leaves at j.
 */
export function potentialsFor({ variances, size }: GraphSolution, i: number, j: number): Float64Array {
  const potentials = new Float64Array(size)
  for (let k = 0; k < size; k++) {
    potentials[k] = ((variances[k * size + j] as number) - (variances[k * size + i] as number)) / 2
  }
  return potentials
}
