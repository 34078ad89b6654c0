import { betaExpansionUpper } from './beta-expansion.ts'
import { halfLogTwoPi, stirlingCorrection } from './log-gamma.ts'
import { scaledLogGap } from './log-gap.ts'
import { requireRange } from './require-range.ts'

/** From this ab/(a + b) on the expansion has full precision, and the fraction would need hundreds of terms. */
const expansionFrom = 1000
/** Far more terms than the fraction needs below that, or far from the mean. */
const mostTerms = 10_000

/**
 * Regularised incomplete beta function I_x(a, b), the distribution of a beta variable.
 * @param x 0 to 1
 * @param a above 0
 * @param b above 0
 * @returns a probability with relative precision better than 1e-12, down to 1e-300, for shapes from 0.05 to 1e9
 * @source Abramowitz & Stegun 1964, 26.5.4 (series); DiDonato & Morris 1992, ACM Transactions on Mathematical
 * Software 18:360–373 (continued fraction); Loader 2000 (the factor before both); `beta-expansion.ts` for large shapes
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
  requireRange(a > 0 && b > 0 && a + b < Number.POSITIVE_INFINITY, name, 'finite shapes above 0', a, b)
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
  return corrections + 0.5 * Math.log(productOverSum(a, b)) - halfLogTwoPi
}

function pointOf(x: number, a: number, b: number): BetaPoint {
  return { a, b, x, y: 1 - x, excess: b * x - a * (1 - x), logScale: betaLogScale(a, b) }
}

/**
 * Either tail of a beta distribution for arguments that are known to be in range.
 * @param term `betaTerm(point)`, where it is known already
 */
export function betaTail(point: BetaPoint, upper: boolean, term?: number): number {
  const { a, b, x, y, excess } = point
  if (x <= 0) return upper ? 1 : 0
  if (y <= 0) return upper ? 0 : 1
  const size = productOverSum(a, b)
  if (size >= expansionFrom) {
    const zeta = Math.sign(excess) * Math.sqrt((2 * exponentOf(point)) / size)
    const [mean, side] = upper ? [a / (a + b), zeta] : [b / (a + b), -zeta]
    if (Math.abs(zeta) <= 0.5) return betaExpansionUpper(mean, size, side)
  }
  const aboveMean = excess > 0
  const factor = term ?? betaTerm(point)
  if (factor === 0) return aboveMean === upper ? 0 : 1
  const small = Math.min(1, factor * lowerShare(aboveMean ? mirrored(point) : point))
  return aboveMean === upper ? small : 1 - small
}

/** ab/(a + b), without overflow. */
function productOverSum(a: number, b: number): number {
  return Math.min(a, b) * (Math.max(a, b) / (a + b))
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
export function betaTerm(point: BetaPoint): number {
  return Math.exp(point.logScale - exponentOf(point))
}

/** How far the logarithm of the density (times xy) is below its value at the mean. */
function exponentOf({ a, b, x, y, excess }: BetaPoint): number {
  const total = a + b
  return scaledLogGap(a, excess, total * x) + scaledLogGap(b, -excess, total * y)
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
