import { randomOf } from '../numerics/index.ts'
import type { Contrast } from './contrast.ts'

/** What a made-up network is to look like. */
export interface NetworkShape {
  readonly treatments: number
  readonly studies: number
  readonly seed: number
  /** Share of studies with three or four arms. Default 0.2. */
  readonly multiArm?: number
  /** Standard deviation between studies. Default 0.3. */
  readonly tau?: number
}

/** A connected network with independent arms, for tests and measurements; the same for the same seed. */
export function makeNetwork({ treatments, studies, seed, multiArm = 0.2, tau = 0.3 }: NetworkShape): Contrast[] {
  const random = randomOf(seed)
  const effects = Array.from({ length: treatments }, () => random.normal() / 2)
  return Array.from({ length: studies }, (_, study) => {
    const wanted = random.uniform() < multiArm ? 3 + random.integer(2) : 2
    // The first studies form a tree, so that the network is connected.
    const arms = study < treatments - 1 ? new Set([study + 1, random.integer(study + 1)]) : new Set<number>()
    while (arms.size < Math.min(wanted, treatments)) arms.add(random.integer(treatments))
    const measured = [...arms].map((treatment) => {
      const variance = 0.01 + 0.1 * random.uniform()
      const error = Math.sqrt(variance + tau ** 2 / 2) * random.normal()
      return { treatment, variance, mean: (effects[treatment] as number) + error }
    })
    return measured.flatMap((one, index) =>
      measured.slice(index + 1).map((other) => ({
        study: `study ${study + 1}`,
        treatment1: `T${one.treatment}`,
        treatment2: `T${other.treatment}`,
        estimate: one.mean - other.mean,
        standardError: Math.sqrt(one.variance + other.variance),
      })),
    )
  }).flat()
}
