import { polynomial } from './polynomial.ts'
import { requireRange } from './require-range.ts'

/** B(2k)/(2k), k = 1, 2, … */
const digammaSeries = [1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32760, 1 / 12]
/** B(2k), k = 1, 2, … */
const trigammaSeries = [1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6]
/** From here on both asymptotic series have full precision. */
const asymptoticFrom = 14

/**
 * Derivative of log Γ.
 * @param x above 0
 * @returns ψ(x) with an absolute error of a few roundings (its only zero is at 1.4616…)
 * @source Abramowitz & Stegun 1964, formulae 6.3.5 and 6.3.18
 */
export function digamma(x: number): number {
  requireRange(x > 0, 'digamma', 'a number above 0', x)
  let shift = 0
  let large = x
  while (large < asymptoticFrom) {
    shift += 1 / large
    large += 1
  }
  const inverseSquare = 1 / large / large
  return Math.log(large) - 0.5 / large - inverseSquare * polynomial(digammaSeries, inverseSquare) - shift
}

/**
 * Second derivative of log Γ.
 * @param x above 0
 * @source Abramowitz & Stegun 1964, formulae 6.4.6 and 6.4.12
 */
export function trigamma(x: number): number {
  requireRange(x > 0, 'trigamma', 'a number above 0', x)
  let shift = 0
  let large = x
  while (large < asymptoticFrom) {
    shift += 1 / (large * large)
    large += 1
  }
  const inverseSquare = 1 / large / large
  return shift + 1 / large + 0.5 * inverseSquare + (inverseSquare / large) * polynomial(trigammaSeries, inverseSquare)
}
