import { normalLowerTail } from './normal.ts'

/** Enough terms for |ζ| ≤ 0.5, where they fall by 7 or more each. */
const termCount = 21

/**
 * Upper tail of a beta distribution with two large shapes, x near the mean: a normal tail and a series, as for the gamma
 * distribution. With p = ab/(a + b), x₀ = a/(a + b) and pζ²/2 the exponent by which the density at x is below its peak,
 * the tail is Φ(−ζ√p) + exp(−pζ²/2) Σ βₙ ζⁿ / (c √(2πp)), βₙ₋₁ = fₙ + (n+1)/p βₙ₊₁, where fₙ are the Taylor
 * coefficients of ζ/δ, δ = (x − x₀)/(x₀(1 − x₀)), and c = 1 + β₁/p.
 * @param mean x₀
 * @param size p, at least 1000
 * @param zeta ζ, with the sign of x − x₀, at most 0.5 in size
 * @source derived as in Temme 1982, SIAM Journal on Mathematical Analysis 13:239–253, with the recurrence of Gil, Segura
 * & Temme 2012 in place of a double series
 */
export function betaExpansionUpper(mean: number, size: number, zeta: number): number {
  const coefficients = inverseSlope(mean)
  let oneAbove = 0
  let current = 0
  let series = 0
  for (let n = termCount - 1; n >= 1; n--) {
    const below = (coefficients[n] as number) + ((n + 1) / size) * oneAbove
    oneAbove = current
    current = below
    series = series * zeta + below
  }
  const scale = (1 + oneAbove / size) * Math.sqrt(2 * Math.PI * size)
  return normalLowerTail(-zeta * Math.sqrt(size)) + (Math.exp((-size * zeta * zeta) / 2) * series) / scale
}

/** Taylor coefficients of ζ/δ in ζ. */
function inverseSlope(mean: number): Float64Array {
  const slope = shiftSeries(mean)
  const inverse = new Float64Array(termCount)
  inverse[0] = 1
  for (let n = 1; n < termCount; n++) {
    let total = 0
    for (let k = 1; k <= n; k++) total += (slope[k + 1] as number) * (inverse[n - k] as number)
    inverse[n] = -total
  }
  return inverse
}

/** Taylor coefficients of δ in ζ, from δ δ′ = ζ (1 + (1 − 2x₀) δ − x₀(1 − x₀) δ²). */
function shiftSeries(mean: number): Float64Array {
  const skew = 1 - 2 * mean
  const bend = mean * (1 - mean)
  const series = new Float64Array(termCount + 1)
  series[1] = 1
  for (let n = 2; n <= termCount; n++) {
    let products = 0
    for (let i = 2; i < n; i++) products += (n + 1 - i) * (series[i] as number) * (series[n + 1 - i] as number)
    let squares = 0
    for (let i = 1; i < n - 1; i++) squares += (series[i] as number) * (series[n - 1 - i] as number)
    series[n] = (skew * (series[n - 1] as number) - bend * squares - products) / (n + 1)
  }
  return series
}
