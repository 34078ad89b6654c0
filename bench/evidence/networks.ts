import type { Contrast } from '@dosis/evidence/network'
import { randomOf } from '@dosis/evidence/numerics'

/** Standard deviation of the true effects between the trials of `networkOf`. */
const tau = 0.15

/** A trial with its arms: what was found, and with which variance. */
export interface TrialArms {
  readonly study: string
  readonly arms: readonly { readonly treatment: string; readonly value: number; readonly variance: number }[]
}

/**
 * A connected network of trials, every fifth with three arms where there are three treatments; the same for the same
 * seed. Effects lie around true ones that differ between trials; standard errors of contrasts are 0.1 to 0.4.
 */
export function trialsOf(treatments: number, trials: number, seed = 1): TrialArms[] {
  const { uniform, normal } = randomOf(seed)
  const truth = Array.from({ length: treatments }, () => normal())
  const any = (): number => Math.floor(uniform() * treatments)
  const armOf = (treatment: number) => {
    const variance = 0.005 + 0.075 * uniform()
    const spread = Math.sqrt(variance + (tau * tau) / 2)
    return { treatment: `t${treatment}`, value: (truth[treatment] as number) + spread * normal(), variance }
  }
  return Array.from({ length: trials }, (_, trial) => {
    // The first trials join every treatment to one before it.
    const joins = trial + 1 < treatments
    const first = joins ? trial + 1 : any()
    const members = new Set([first, joins ? Math.floor(uniform() * first) : (first + 1 + any()) % treatments])
    const wanted = trial % 5 === 4 ? Math.min(3, treatments) : 2
    while (members.size < wanted) members.add(any())
    return { study: `trial ${trial + 1}`, arms: Array.from(members, armOf) }
  })
}

/** All contrasts of the trials. */
export function contrastsOf(trials: readonly TrialArms[]): Contrast[] {
  return trials.flatMap(({ study, arms }) =>
    arms.flatMap((one, at) =>
      arms.slice(at + 1).map((other) => ({
        study,
        treatment1: one.treatment,
        treatment2: other.treatment,
        estimate: one.value - other.value,
        standardError: Math.sqrt(one.variance + other.variance),
      })),
    ),
  )
}

/** The contrasts of `trialsOf`. */
export function networkOf(treatments: number, trials: number, seed = 1): Contrast[] {
  return contrastsOf(trialsOf(treatments, trials, seed))
}
