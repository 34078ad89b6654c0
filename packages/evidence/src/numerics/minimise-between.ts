import { requireRange } from './require-range.ts'

const goldenFraction = (3 - Math.sqrt(5)) / 2

/**
 * Minimum of a function of one variable between two points: parabolas through three points, golden section where those
 * do not help.
 * @param f with one minimum between the ends; with more, one of them is found
 * @returns the point and its value; the point is as precise as values of f allow, about 1e-8 of its size. Where a
 * derivative is at hand, `findRoot` on it gives the full precision.
 * @source Brent 1973, Algorithms for Minimization without Derivatives, chapter 5
 */
export function minimiseBetween(
  f: (x: number) => number,
  lower: number,
  upper: number,
): { point: number; value: number } {
  const ordered = Number.isFinite(lower) && Number.isFinite(upper) && lower < upper
  requireRange(ordered, 'minimiseBetween', 'finite ends in order', lower, upper)
  let [low, high] = [lower, upper]
  let best = low + goldenFraction * (high - low)
  let [second, third] = [best, best]
  let bestValue = f(best)
  let [secondValue, thirdValue] = [bestValue, bestValue]
  let step = 0
  let stepBefore = 0
  for (let round = 0; round < 200; round++) {
    const middle = (low + high) / 2
    const tolerance = 1e-9 * Math.abs(best) + 1e-12 * (upper - lower)
    if (Math.abs(best - middle) <= 2 * tolerance - (high - low) / 2) break
    const guess = parabolaStep(best, bestValue, second, secondValue, third, thirdValue)
    const trial = best + guess
    const helps = Math.abs(guess) < Math.abs(stepBefore) / 2 && trial > low && trial < high
    stepBefore = helps ? step : (best < middle ? high : low) - best
    step = helps ? guess : goldenFraction * stepBefore
    if (helps && (trial - low < 2 * tolerance || high - trial < 2 * tolerance))
      step = best < middle ? tolerance : -tolerance
    const next = best + Math.sign(step) * Math.max(Math.abs(step), tolerance)
    const nextValue = f(next)
    if (nextValue <= bestValue) {
      if (next < best) high = best
      else low = best
      ;[third, thirdValue, second, secondValue, best, bestValue] = [
        second,
        secondValue,
        best,
        bestValue,
        next,
        nextValue,
      ]
      continue
    }
    if (next < best) low = next
    else high = next
    if (nextValue <= secondValue || second === best) {
      ;[third, thirdValue, second, secondValue] = [second, secondValue, next, nextValue]
    } else if (nextValue <= thirdValue || third === best || third === second) {
      ;[third, thirdValue] = [next, nextValue]
    }
  }
  return { point: best, value: bestValue }
}

/**
 * From the best point to the vertex of the parabola through three points; NaN when they lie on a line. Works with slopes,
 * which neither overflow nor vanish where products of differences would.
 */
function parabolaStep(x: number, fx: number, w: number, fw: number, v: number, fv: number): number {
  const slopeToW = (fx - fw) / (x - w)
  const slopeToV = (fx - fv) / (x - v)
  return ((x - w) * slopeToV - (x - v) * slopeToW) / (2 * (slopeToW - slopeToV))
}
