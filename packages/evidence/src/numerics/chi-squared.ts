import { gammaTail, gammaTerm } from './incomplete-gamma.ts'
import { logGamma } from './log-gamma.ts'
import { normalQuantile } from './normal.ts'
import { positiveQuantile } from './quantile.ts'
import { requireNumber, requireProbability, requireRange } from './require-range.ts'

/**
 * P(X ≤ x) for chi-squared X, precise in the lower tail.
 * @param x any number; below 0 the probability is 0
 * @param df degrees of freedom, above 0, finite
 */
export function chiSquaredLowerTail(x: number, df: number): number {
  check(x, df, 'chiSquaredLowerTail')
  return gammaTail(df / 2, Math.max(x, 0) / 2, false)
}

/** P(X > x) for chi-squared X, precise in the upper tail: the p-value of Q with df degrees of freedom. */
export function chiSquaredUpperTail(x: number, df: number): number {
  check(x, df, 'chiSquaredUpperTail')
  return gammaTail(df / 2, Math.max(x, 0) / 2, true)
}

/** Density of the chi-squared distribution at x above 0. */
export function chiSquaredDensity(x: number, df: number): number {
  check(x, df, 'chiSquaredDensity')
  return x <= 0 ? 0 : (gammaTerm(df / 2, x / 2) * (df / 2)) / x
}

/** x with P(X ≤ x) = p, to the last bits that p determines. */
export function chiSquaredQuantile(p: number, df: number): number {
  requireProbability(p, 'chiSquaredQuantile')
  checkDegrees(df, 'chiSquaredQuantile')
  return p <= 0.5 ? quantileOf(p, df, false) : quantileOf(1 - p, df, true)
}

/** x with P(X > x) = q: for q so small that 1 − q would lose its digits. */
export function chiSquaredUpperQuantile(q: number, df: number): number {
  requireProbability(q, 'chiSquaredUpperQuantile')
  checkDegrees(df, 'chiSquaredUpperQuantile')
  return q <= 0.5 ? quantileOf(q, df, true) : quantileOf(1 - q, df, false)
}

function quantileOf(tail: number, df: number, upper: boolean): number {
  if (tail === 0) return upper ? Number.POSITIVE_INFINITY : 0
  const shape = df / 2
  const at = (half: number) => ({
    tail: gammaTail(shape, half, upper),
    density: (gammaTerm(shape, half) * shape) / half,
  })
  return 2 * positiveQuantile(at, upper ? -1 : 1, tail, startOf(shape, tail, upper))
}

/** First guess: Wilson & Hilferty 1931, or the first term of the series where that one fails. */
function startOf(shape: number, tail: number, upper: boolean): number {
  const z = upper ? -normalQuantile(tail) : normalQuantile(tail)
  const spread = 1 / (9 * shape)
  const root = 1 - spread + z * Math.sqrt(spread)
  const lower = upper ? 1 - tail : tail
  const smallX = Math.exp((Math.log(lower) + logGamma(shape + 1)) / shape)
  return root > 0.3 && smallX > 0.1 * shape ? shape * root ** 3 : Math.max(smallX, Number.MIN_VALUE)
}

function check(x: number, df: number, name: string): void {
  requireNumber(x, name, 'x')
  checkDegrees(df, name)
}

function checkDegrees(df: number, name: string): void {
  requireRange(df > 0 && df < Number.POSITIVE_INFINITY, name, 'finite degrees of freedom above 0', df)
}
