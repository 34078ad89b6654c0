import { halfLogTwoPi, stirlingCorrection } from './log-gamma.ts'
import { logGap } from './log-gap.ts'
import { requireRange } from './require-range.ts'

/** Far more terms than the fraction needs anywhere below shapes of 1e10. */
const mostTerms = 1_000_000

/**
 * Regularised incomplete beta function I_x(a, b), the distribution of a beta variable.
 * @param x 0 to 1
 * @param a above 0
 * @param b above 0
 * @returns a probability with relative precision better than 1e-11, down to 1e-300
 * @source Abramowitz & Stegun 1964, 26.5.4 (series); DiDonato & Morris 1992, ACM Transactions on Mathematical
 * Software 18:360–373 (continued fraction); Loader 2000 (the factor before both)
 */
export function betaLower(x: number, a: number, b: number): number {
  checkBeta(x, a, b, 'betaLower')
  return betaTail(pointOf(x, a, b), false)
}

/** 1 − I_x(a, b), precise where it is small. */
export function betaUpper(x: number, a: number, b: number): number {
  checkBeta(x, a, b, 'betaUpper')
  return betaTail(pointOf(x, a, b), true)
}

function checkBeta(x: number, a: number, b: number, name: string): void {
  requireRange(x >= 0 && x <= 1, name, 'x from 0 to 1', x)
  requireRange(a > 0 && b > 0 && a + b < Number.POSITIVE_INFINITY, name, 'finite shapes above 0', `${a}, ${b}`)
}

/** A point of a beta distribution, with the differences that would lose digits if they were taken from x alone. */
export interface BetaPoint {
  readonly a: number
  readonly b: number
  readonly x: number
  /** 1 − x. */
  readonly y: number
  /** (a + b) x − a = b x − a y: above 0 when x is above the mean. */
  readonly excess: number
  /** `betaLogScale(a, b)`: the same for all points of a distribution. */
  readonly logScale: number
}

/** Logarithm of what the densities of all points share: √(ab/(2π(a + b))) and the corrections of Stirling's formula. */
export function betaLogScale(a: number, b: number): number {
  const corrections = stirlingCorrection(a + b) - stirlingCorrection(a) - stirlingCorrection(b)
  return corrections + 0.5 * Math.log((a / (a + b)) * b) - halfLogTwoPi
}

function pointOf(x: number, a: number, b: number): BetaPoint {
  return { a, b, x, y: 1 - x, excess: b * x - a * (1 - x), logScale: betaLogScale(a, b) }
}

/**
 * Either tail of a beta distribution for arguments that are known to be in range.
 * @param term `betaTerm(point)`, where it is known already
 */
export function betaTail(point: BetaPoint, upper: boolean, term?: number): number {
  if (point.x <= 0) return upper ? 1 : 0
  if (point.y <= 0) return upper ? 0 : 1
  const aboveMean = point.excess > 0
  const small = (term ?? betaTerm(point)) * lowerShare(aboveMean ? mirrored(point) : point)
  return aboveMean === upper ? small : 1 - small
}

function mirrored({ a, b, x, y, excess, logScale }: BetaPoint): BetaPoint {
  return { a: b, b: a, x: y, y: x, excess: -excess, logScale }
}

/** I_x(a, b) over `betaTerm`, for x at or below the mean. */
function lowerShare(point: BetaPoint): number {
  const { a, b, x } = point
  if (x < 0.7 && x * (a + b) < 0.7 * (a + 1)) return lowerSeries(a, b, x) / a
  return lowerFraction(point)
}

/** x^a y^b / B(a, b). */
export function betaTerm({ a, b, x, y, excess, logScale }: BetaPoint): number {
  const total = a + b
  return Math.exp(logScale - a * logGap(excess / a, (total / a) * x) - b * logGap(-excess / b, (total / b) * y))
}

/** 2F1(a + b, 1; a + 1; x): all terms are positive. */
function lowerSeries(a: number, b: number, x: number): number {
  let term = 1
  let total = 1
  for (let n = 0; term > total * 1e-17; n++) {
    term *= ((a + b + n) / (a + 1 + n)) * x
    total += term
  }
  return total
}

/** I_x(a, b) B(a, b) x^(−a) y^(−b) as a continued fraction for x below the mean, by Lentz's method. */
function lowerFraction({ a, b, x, excess }: BetaPoint): number {
  let value = (a * (1 - excess)) / (a + 1)
  let forward = value
  let backward = 0
  for (let n = 1; n < mostTerms; n++) {
    const odd = a + 2 * n - 1
    const pull = (n * (b - n) * x) / odd
    const numerator = ((a + n - 1) / odd) * (a + b + n - 1) * x * pull
    const divisor = n + pull + ((a + n) / (odd + 2)) * (1 - excess + n * (2 - x))
    backward = 1 / (divisor + numerator * backward)
    forward = divisor + numerator / forward
    const factor = forward * backward
    value *= factor
    if (Math.abs(factor - 1) < 2e-16) break
  }
  return 1 / value
}
