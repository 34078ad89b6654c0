/** A tail probability and the density at a point above 0. */
export interface TailAt {
  readonly tail: number
  readonly density: number
}

const smallest = 5e-324
const largest = Number.MAX_VALUE
/** Enough halvings of the logarithm of any double to reach its last bit; Newton needs 4 to 12 steps. */
const mostSteps = 200

/**
 * The point x > 0 where a tail has a given probability: Newton on the logarithms of both, kept inside a bracket.
 * @param at tail and density at x; the tail is monotone
 * @param direction 1 for a tail that grows with x (lower tail), −1 for one that falls (upper tail)
 * @param target probability wanted, above 0
 * @param start first guess, above 0
 * @returns x, or 0 or Infinity where no double reaches the target
 */
export function positiveQuantile(at: (x: number) => TailAt, direction: 1 | -1, target: number, start: number): number {
  let below = 0
  let above = Number.POSITIVE_INFINITY
  let x = Math.min(Math.max(start, smallest), largest)
  for (let step = 0; step < mostSteps; step++) {
    const { tail, density } = at(x)
    const miss = direction * Math.log(tail / target)
    if (miss === 0) return x
    if (miss < 0) below = x
    else above = x
    const move = -miss / ((x * density) / tail)
    const next = x * Math.exp(move)
    if (Math.abs(move) < 1e-9) return next
    const inside = next > below && next < above
    const halfway = inside ? next : between(below, above)
    if (halfway <= below || halfway >= above) return halfway
    x = halfway
  }
  return x
}

/** The middle of a bracket on the logarithmic scale; an open end counts as the last double, and beyond that is itself. */
function between(below: number, above: number): number {
  const low = Math.log(Math.max(below, smallest))
  const high = Math.log(Math.min(above, largest))
  if (high - low < 1e-3) return below + (above - below) / 2
  return Math.exp(low + (high - low) / 2)
}
