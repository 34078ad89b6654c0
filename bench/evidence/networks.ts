import type { Contrast } from '@dosis/evidence/network'
import { randomOf } from '@dosis/evidence/numerics'

/** A connected network of two-arm trials, the same for the same seed: effects around true ones, errors 0.1 to 0.4. */
export function networkOf(treatments: number, trials: number, seed = 1): Contrast[] {
  const { uniform, normal } = randomOf(seed)
  const truth = Array.from({ length: treatments }, () => normal())
  const other = (than: number): number => (than + 1 + Math.floor(uniform() * (treatments - 1))) % treatments
  return Array.from({ length: trials }, (_, trial) => {
    // The first trials join every treatment to one before it.
    const first = trial + 1 < treatments ? trial + 1 : Math.floor(uniform() * treatments)
    const second = trial + 1 < treatments ? Math.floor(uniform() * first) : other(first)
    const standardError = 0.1 + 0.3 * uniform()
    const estimate = (truth[first] ?? 0) - (truth[second] ?? 0) + standardError * normal()
    return { study: `trial ${trial + 1}`, treatment1: `t${first}`, treatment2: `t${second}`, estimate, standardError }
  })
}
