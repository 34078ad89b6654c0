import { findRoot } from '../numerics/index.ts'

/** A likelihood of tau² by its slope and its value. */
export interface TauSquaredLikelihood {
  /** A moment estimate, where the search begins when it is above 0. */
  readonly moment: number
  /** The slope is above 0 when `observed` is above `expected`. */
  readonly score: (tauSquared: number) => { readonly observed: number; readonly expected: number }
  readonly logLikelihood: (tauSquared: number) => number
}

/**
 * The tau² with the largest likelihood: the root of the slope to the last bits, on data in units of a typical standard
 * error. 0 when the likelihood falls from there on, or is higher there than at the root.
 */
export function maximiseLikelihood({ moment, score, logLikelihood }: TauSquaredLikelihood): number {
  const slope = (tauSquared: number): number => {
    const { observed, expected } = score(tauSquared)
    // Nearer than rounding can tell is the root.
    return Math.abs(observed - expected) <= 2 * Number.EPSILON * expected ? 0 : observed - expected
  }
  const start = moment > 0 ? moment : 1
  let upper = start
  while (slope(upper) > 0) upper *= 4
  let lower = upper / 4
  const smallest = start * 1e-12
  while (lower > smallest && !(slope(lower) > 0)) {
    upper = lower
    lower /= 4
  }
  const risesFromZero = slope(0) > 0
  if (!(lower > smallest)) return risesFromZero ? findRoot(slope, 0, upper) : 0
  const root = findRoot(slope, lower, upper)
  return risesFromZero || logLikelihood(root) > logLikelihood(0) ? root : 0
}
