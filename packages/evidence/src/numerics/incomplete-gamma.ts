import { logGamma, logGammaOnePlus, stirlingCorrection } from './log-gamma.ts'
import { logGap } from './log-gap.ts'
import { normalUpperTail } from './normal.ts'
import { requireRange } from './require-range.ts'

/**
 * Regularised lower incomplete gamma function P(a, x) = γ(a, x)/Γ(a), the distribution of a gamma variable.
 * @param a shape, above 0
 * @param x at least 0; Infinity gives 1
 * @returns a probability with relative precision better than 1e-12, down to 1e-300, for shapes from 0.05 to 1e9
 * @source Abramowitz & Stegun 1964, 6.5.29 (series), 6.5.31 (continued fraction); Gil, Segura & Temme 2012, SIAM
 * Journal on Scientific Computing 34:A2965–A2981 (uniform expansion for large a)
 */
export function gammaLower(a: number, x: number): number {
  checkGamma(a, x, 'gammaLower')
  return gammaTail(a, x, false)
}

/** Regularised upper incomplete gamma function Q(a, x) = Γ(a, x)/Γ(a) = 1 − P(a, x), precise where it is small. */
export function gammaUpper(a: number, x: number): number {
  checkGamma(a, x, 'gammaUpper')
  return gammaTail(a, x, true)
}

function checkGamma(a: number, x: number, name: string): void {
  requireRange(a > 0 && a < Number.POSITIVE_INFINITY, name, 'a finite shape above 0', a)
  requireRange(x >= 0, name, 'x of at least 0', x)
}

/** Either tail for arguments that are known to be in range. */
export function gammaTail(a: number, x: number, upper: boolean): number {
  if (x === 0) return upper ? 1 : 0
  if (x === Number.POSITIVE_INFINITY) return upper ? 0 : 1
  if (a >= uniformFrom) {
    const gap = logGap((x - a) / a, x / a)
    if (gap < 0.5) return uniformTail(a, x, gap, upper)
  }
  if (upper && x < 1.5 && a < 1) return smallShapeUpper(a, x)
  if (x < 1.5 || x <= a) {
    const lower = Math.min(1, gammaTerm(a, x) * lowerSeries(a, x))
    return upper ? 1 - lower : lower
  }
  const tail = Math.min(1, gammaTerm(a, x) * a * upperFraction(a, x))
  return upper ? tail : 1 - tail
}

/** x^a e^(−x) / Γ(a + 1): the Poisson probability of a when x are expected, for any a above 0. */
export function gammaTerm(a: number, x: number): number {
  if (a < 1) return Math.exp(a * Math.log(x) - x - (a < 0.5 ? logGammaOnePlus(a) : logGamma(1 + a)))
  return Math.exp(-a * logGap((x - a) / a, x / a) - stirlingCorrection(a)) / Math.sqrt(2 * Math.PI * a)
}

/** Σ xⁿ / ((a+1)…(a+n)), n from 0. */
function lowerSeries(a: number, x: number): number {
  let term = 1
  let total = 1
  for (let divisor = a + 1; term > total * 1e-17; divisor++) {
    term *= x / divisor
    total += term
  }
  return total
}

/** Q for a < 1 and small x, without taking P from 1: 1 − x^a/Γ(a+1), and the alternating rest of the series of P. */
function smallShapeUpper(a: number, x: number): number {
  const logFirst = a * Math.log(x) - (a < 0.5 ? logGammaOnePlus(a) : logGamma(1 + a))
  let power = 1
  let rest = 0
  for (let n = 1; n < 60; n++) {
    power *= -x / n
    const term = (power * a) / (a + n)
    rest += term
    if (Math.abs(term) <= Math.abs(rest) * 1e-17) break
  }
  return -Math.expm1(logFirst) - Math.exp(logFirst) * rest
}

/** Γ(a, x) e^x x^(−a) as a continued fraction (Legendre), for x > a or so, evaluated by Lentz's method. */
function upperFraction(a: number, x: number): number {
  let divisor = x + 1 - a
  let forward = Number.MAX_VALUE
  let backward = 1 / divisor
  let value = backward
  for (let n = 1; n < 100_000; n++) {
    const numerator = n * (a - n)
    divisor += 2
    backward = 1 / (divisor + numerator * backward)
    forward = divisor + numerator / forward
    const factor = forward * backward
    value *= factor
    if (Math.abs(factor - 1) < 1e-16) break
  }
  return value
}

/** From this shape on the uniform expansion has full precision. */
const uniformFrom = 12

/** Taylor coefficients of η/(λ − 1) in η, where η²/2 = λ − 1 − log λ and λ = x/a. */
const uniformCoefficients = [
  1,
  -1 / 3,
  1 / 12,
  -2 / 135,
  0.0011574074074074073,
  0.0003527336860670194,
  -0.0001787551440329218,
  3.919263178522438e-5,
  -2.185448510679992e-6,
  -1.85406221071516e-6,
  8.296711340953087e-7,
  -1.7665952736826078e-7,
  6.707853543401498e-9,
  1.0261809784240309e-8,
  -4.382036018453353e-9,
  9.14769958223679e-10,
  -2.5514193994946248e-11,
  -5.830772132550426e-11,
  2.4361948020667415e-11,
  -5.0276692801141755e-12,
  1.1004392031956135e-13,
  3.371763262400985e-13,
  -1.392388722418162e-13,
  2.8534893807047445e-14,
  -5.139111834242572e-16,
  -1.9752288294349442e-15,
  8.099521156704561e-16,
  -1.6522531216398162e-16,
  2.5305430097478883e-18,
  1.1686939738559576e-17,
  -4.770037049820485e-18,
]

/**
 * Tail for large a and |η| < 1. With T(η) = Σ βₙ ηⁿ, βₙ₋₁ = fₙ + (n+1)/a βₙ₊₁, the upper tail is
 * Φ(−η√a) + exp(−aη²/2) T(η) / (Γ*(a) √(2πa)), where Γ*(a) = 1 + β₁/a.
 * @param gap η²/2
 */
function uniformTail(a: number, x: number, gap: number, upper: boolean): number {
  const eta = x < a ? -Math.sqrt(2 * gap) : Math.sqrt(2 * gap)
  let oneAbove = 0
  let current = 0
  let series = 0
  for (let n = uniformCoefficients.length - 1; n >= 1; n--) {
    const below = (uniformCoefficients[n] as number) + ((n + 1) / a) * oneAbove
    oneAbove = current
    current = below
    series = series * eta + below
  }
  const rest = (Math.exp(-a * gap) * series) / ((1 + oneAbove / a) * Math.sqrt(2 * Math.PI * a))
  const scaled = eta * Math.sqrt(a)
  return upper ? normalUpperTail(scaled) + rest : normalUpperTail(-scaled) - rest
}
