import { logBeta } from '../numerics/index.ts'

/**
 * Gauss' hypergeometric function ₂F₁(a, b; c; 1 - y) for 0 ≤ y ≤ 1 and c > a + b, where it is finite up to y = 0. The
 * argument is y, so that values next to 1 keep their digits.
 * @throws {RangeError} arguments outside that range
 * @source Abramowitz & Stegun 1964, 15.1.1 (series) and 15.3.1 (integral, where the series is slow)
 */
export function hypergeometricNearOne(a: number, b: number, c: number, y: number): number {
  if (!(y >= 0 && y <= 1 && a > 0 && b > 0 && c > a + b)) {
    throw new RangeError(
      `hypergeometricNearOne: needs 0 <= y <= 1 and c > a + b > 0, got a ${a}, b ${b}, c ${c}, y ${y}`,
    )
  }
  return series(a, b, c, 1 - y) ?? integral(a, b, c, y)
}

/** Terms beyond which the integral is quicker. */
const mostTerms = 500

function series(a: number, b: number, c: number, x: number): number | undefined {
  let term = 1
  let total = 1
  for (let k = 0; k < mostTerms; k++) {
    const ratio = (((a + k) * (b + k)) / ((c + k) * (k + 1))) * x
    term *= ratio
    total += term
    if (term < 1e-18 * (1 - x) * total || term === 0) return total
  }
  return undefined
}

/** Euler's integral by the double-exponential rule; t and 1 - t are both computed without loss. */
function integral(a: number, b: number, c: number, y: number): number {
  const step = 1 / 64
  let total = 0
  for (let index = -320; index <= 320; index++) {
    const u = index * step
    const odds = Math.exp(Math.PI * Math.sinh(u))
    const t = odds === Number.POSITIVE_INFINITY ? 1 : odds / (1 + odds)
    const rest = 1 / (1 + odds)
    if (t > 0 && rest > 0) total += t ** b * rest ** (c - b) * (rest + t * y) ** -a * Math.cosh(u)
  }
  return step * Math.PI * total * Math.exp(-logBeta(b, c - b))
}
