import { logGamma, logGammaOnePlus, stirlingCorrection } from './log-gamma.ts'
import { logGap } from './log-gap.ts'
import { normalUpperTail } from './normal.ts'
import { requireRange } from './require-range.ts'

/**
 * Regularised lower incomplete gamma function P(a, x) = γ(a, x)/Γ(a), the distribution of a gamma variable.
 * @param a shape, above 0
 * @param x at least 0; Infinity gives 1
 * @returns a probability with relative precision better than 1e-12, down to 1e-300
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
    const lower = gammaTerm(a, x) * lowerSeries(a, x)
    return upper ? 1 - lower : lower
  }
  const tail = gammaTerm(a, x) * a * upperFraction(a, x)
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
  0.00115740740740740741,
  0.0003527336860670194,
  -0.000178755144032921811,
  0.0000391926317852243778,
  -2.18544851067999216e-6,
  -1.85406221071515996e-6,
  8.29671134095308601e-7,
  -1.76659527368260793e-7,
  6.70785354340149858e-9,
  1.0261809784240308e-8,
  -4.38203601845335319e-9,
  9.14769958223679023e-10,
  -2.55141939949462498e-11,
  -5.83077213255042507e-11,
  2.43619480206674162e-11,
  -5.02766928011417559e-12,
  1.10043920319561348e-13,
  3.37176326240098538e-13,
  -1.39238872241816207e-13,
  2.85348938070474432e-14,
  -5.13911183424257262e-16,
  -1.97522882943494428e-15,
  8.09952115670456133e-16,
  -1.65225312163981618e-16,
  2.53054300974788842e-18,
  1.16869397385595766e-17,
  -4.77003704982048476e-18,
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
