import { betaLogScale, type BetaPoint, betaTail, betaTerm } from './incomplete-beta.ts'
import { logBeta } from './log-gamma.ts'
import { normalDensity, normalLowerTail, normalQuantile } from './normal.ts'
import { positiveQuantile, type TailAt } from './quantile.ts'
import { requireDegrees, requireNumber, requireProbability } from './require-range.ts'

/** From here on t and normal agree to the last bit as far as tails reach. */
const normalFrom = 1e20

/**
 * P(T ≤ t) for Student's T, precise in the lower tail.
 * @param df degrees of freedom, above 0, not necessarily whole; Infinity gives the normal distribution
 */
export function tLowerTail(t: number, df: number): number {
  requireNumber(t, 'tLowerTail', 't')
  requireDegrees(df, 'tLowerTail')
  return t <= 0 ? tailBeyond(-t, df) : 1 - tailBeyond(t, df)
}

/** P(T > t), precise in the upper tail. */
export function tUpperTail(t: number, df: number): number {
  requireNumber(t, 'tUpperTail', 't')
  requireDegrees(df, 'tUpperTail')
  return t >= 0 ? tailBeyond(t, df) : 1 - tailBeyond(-t, df)
}

/** P(|T| ≥ |t|): the p-value of a two-sided test. */
export function tTwoSided(t: number, df: number): number {
  requireNumber(t, 'tTwoSided', 't')
  requireDegrees(df, 'tTwoSided')
  return 2 * tailBeyond(Math.abs(t), df)
}

/** Density of Student's t. */
export function tDensity(t: number, df: number): number {
  requireNumber(t, 'tDensity', 't')
  requireDegrees(df, 'tDensity')
  if (df >= normalFrom) return normalDensity(t)
  const size = Math.abs(t)
  if (size < 1e-150) return Math.exp(-logBeta(0.5, df / 2)) / Math.sqrt(df)
  return size > 1e150 ? (df * farTail(size, df)) / size : betaTerm(pointOf(size, df)) / size
}

/**
 * t with P(T ≤ t) = p, to the last bits that p determines.
 * For an upper tail q below 1e-3 take `-tQuantile(q, df)`: 1 − q loses digits.
 */
export function tQuantile(p: number, df: number): number {
  requireProbability(p, 'tQuantile')
  requireDegrees(df, 'tQuantile')
  if (df >= normalFrom || p === 0 || p === 1 || p === 0.5) return normalQuantile(p)
  const size = p > 0.25 && p < 0.75 ? centralQuantile(Math.abs(p - 0.5), df) : tailQuantile(Math.min(p, 1 - p), df)
  return p < 0.5 ? -size : size
}

/** P(T > t) for t ≥ 0. */
function tailBeyond(t: number, df: number): number {
  if (df >= normalFrom) return normalLowerTail(-t)
  return t > 1e150 ? farTail(t, df) : 0.5 * betaTail(pointOf(t, df), true)
}

/** Tail where the square of t would not be a number any more: the first term of its series. */
function farTail(t: number, df: number): number {
  return Math.exp(0.5 * df * Math.log(df) - df * Math.log(t) - logBeta(0.5, df / 2)) / df
}

/** t²/(df + t²) follows a beta distribution with shapes ½ and df/2. */
function pointOf(t: number, df: number, logScale: number = betaLogScale(0.5, df / 2)): BetaPoint {
  const square = t * t
  const total = df + square
  return { a: 0.5, b: df / 2, x: square / total, y: df / total, excess: 0.5 * df * ((square - 1) / total), logScale }
}

/** t with P(0 < T < t) = area. */
function centralQuantile(area: number, df: number): number {
  const start = area < 0.001 ? area / tDensity(0, df) : stretchedNormal(normalQuantile(0.5 + area), df)
  return positiveQuantile(tailAndDensity(df, false), 1, area, start)
}

/** t with P(T > t) = tail, tail ≤ 0.25. */
function tailQuantile(tail: number, df: number): number {
  return positiveQuantile(tailAndDensity(df, true), -1, tail, startOf(tail, df))
}

/** Either half tail, P(0 < T < t) or P(T > t), with the density. */
function tailAndDensity(df: number, upper: boolean): (t: number) => TailAt {
  const logScale = betaLogScale(0.5, df / 2)
  return (t) => {
    if (t < 1e-150 || t > 1e150) return { tail: upper ? tailBeyond(t, df) : 0.5, density: tDensity(t, df) }
    const point = pointOf(t, df, logScale)
    const term = betaTerm(point)
    return { tail: 0.5 * betaTail(point, upper, term), density: term / t }
  }
}

/** First guess: a stretched normal quantile, or the first term of the tail's series where t is large against √df. */
function startOf(tail: number, df: number): number {
  const far = Math.exp((-Math.log(tail * df) - logBeta(0.5, df / 2)) / df) * Math.sqrt(df)
  return far > 2 * Math.sqrt(df) ? far : stretchedNormal(-normalQuantile(tail), df)
}

/** @source Wallace 1959, Annals of Mathematical Statistics 30:1121–1130 */
function stretchedNormal(z: number, df: number): number {
  const stretched = (z * (8 * df + 3)) / (8 * df + 1)
  return Math.sqrt(df * Math.expm1((stretched * stretched) / df))
}
