import { requireRange } from './require-range.ts'

/**
 * Root of a continuous function between two points where it has different signs. Goes on until no double lies between
 * the ends of the bracket (or f is exactly 0), so its precision is that of f, on any scale.
 * @param f function; must not give NaN between the ends
 * @param lower one end
 * @param upper the other end
 * @returns the end of the last bracket where |f| is smaller
 * @throws {RangeError} when f has the same sign at both ends, or is NaN
 * @source Brent 1973, Algorithms for Minimization without Derivatives, chapter 4
 */
export function findRoot(f: (x: number) => number, lower: number, upper: number): number {
  let other = lower
  let otherValue = f(lower)
  let best = upper
  let bestValue = f(upper)
  if (otherValue === 0) return lower
  if (bestValue === 0) return upper
  const changes = otherValue < 0 !== bestValue < 0 && !Number.isNaN(otherValue) && !Number.isNaN(bestValue)
  requireRange(changes, 'findRoot', 'different signs at both ends', lower, otherValue, upper, bestValue)

  let previous = other
  let previousValue = otherValue
  let step = best - other
  let stepBefore = step
  for (let round = 0; bestValue !== 0; round++) {
    if (bestValue < 0 === otherValue < 0) {
      other = previous
      otherValue = previousValue
      step = best - previous
      stepBefore = step
    }
    if (Math.abs(otherValue) < Math.abs(bestValue)) {
      previous = best
      best = other
      other = previous
      previousValue = bestValue
      bestValue = otherValue
      otherValue = previousValue
    }
    const middle = middleOf(best, other, round)
    if (middle === best || middle === other) break
    const smallest = Math.min(Math.abs(best) * Number.EPSILON, Math.abs(middle - best))
    const guess = interpolated(best, bestValue, other, otherValue, previous, previousValue)
    const inside = guess > 0 === other > best && Math.abs(guess) < 0.75 * Math.abs(other - best)
    const shrinks = inside && 2 * Math.abs(guess) < Math.abs(stepBefore)
    stepBefore = shrinks ? step : middle - best
    step = shrinks ? guess : middle - best
    previous = best
    previousValue = bestValue
    if (!shrinks) best = middle
    else best += Math.abs(step) > smallest ? step : Math.sign(step) * smallest
    bestValue = f(best)
    requireRange(!Number.isNaN(bestValue), 'findRoot', 'a number from f everywhere between the ends', bestValue, best)
  }
  return best
}

/**
 * Where the bracket is cut in two: in its middle, or in the middle of the exponents when its ends are of different
 * size, so that a root near 1e-100 is found as soon as one near 1.
 */
function middleOf(one: number, two: number, round: number): number {
  const middle = one / 2 + two / 2
  if (one < 0 !== two < 0 && one !== 0 && two !== 0) return round < 30 ? middle : 0
  const small = Math.min(Math.abs(one), Math.abs(two))
  const large = Math.max(Math.abs(one), Math.abs(two))
  if (large < 16 * small || (small === 0 && round < 30)) return middle
  return Math.sign(middle) * Math.sqrt(Math.max(small, Number.MIN_VALUE)) * Math.sqrt(large)
}

/** Step to the root of the line or the inverse parabola through the last points. */
function interpolated(
  best: number,
  bestValue: number,
  other: number,
  otherValue: number,
  previous: number,
  previousValue: number,
): number {
  const ratio = bestValue / previousValue
  if (previous === other) {
    const secant = (other - best) * ratio
    return secant / (ratio - 1)
  }
  const q = previousValue / otherValue
  const r = bestValue / otherValue
  const top = ratio * ((other - best) * q * (q - r) - (best - previous) * (r - 1))
  const bottom = (q - 1) * (r - 1) * (ratio - 1)
  return -top / bottom
}
