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
  requireRange(
    changes,
    'findRoot',
    'different signs at both ends',
    `f(${lower}) = ${otherValue}, f(${upper}) = ${bestValue}`,
  )

  let previous = other
  let previousValue = otherValue
  let step = best - other
  let stepBefore = step
  while (bestValue !== 0) {
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
    const half = (other - best) / 2
    const spacing = Math.max(Math.abs(best) * Number.EPSILON, Number.MIN_VALUE)
    if (Math.abs(half) <= spacing / 2 || best + half === best) break
    const guess =
      Math.abs(stepBefore) >= spacing && Math.abs(previousValue) > Math.abs(bestValue)
        ? interpolated(best, bestValue, other, otherValue, previous, previousValue)
        : undefined
    if (
      guess !== undefined &&
      2 * Math.abs(guess) < Math.min(3 * Math.abs(half) - spacing, Math.abs(stepBefore)) &&
      guess * half > 0
    ) {
      stepBefore = step
      step = guess
    } else {
      step = half
      stepBefore = half
    }
    previous = best
    previousValue = bestValue
    best += Math.abs(step) > spacing ? step : Math.sign(half) * spacing
    bestValue = f(best)
    requireRange(!Number.isNaN(bestValue), 'findRoot', 'a number from f everywhere between the ends', `NaN at ${best}`)
  }
  return best
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
    return secant / (1 - ratio)
  }
  const q = previousValue / otherValue
  const r = bestValue / otherValue
  const top = ratio * ((other - best) * q * (q - r) - (best - previous) * (r - 1))
  const bottom = (q - 1) * (r - 1) * (ratio - 1)
  return -top / bottom
}
