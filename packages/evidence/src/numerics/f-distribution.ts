import { chiSquaredLowerTail, chiSquaredQuantile, chiSquaredUpperQuantile, chiSquaredUpperTail } from './chi-squared.ts'
import { betaLogScale, type BetaPoint, betaTail, betaTerm } from './incomplete-beta.ts'
import { normalQuantile } from './normal.ts'
import { positiveQuantile } from './quantile.ts'
import { requireDegrees, requireNumber, requireProbability } from './require-range.ts'

/**
 * P(F ≤ f) for Fisher's F, precise in the lower tail.
 * @param f any number; below 0 the probability is 0
 * @param df1 degrees of freedom of the numerator, above 0; Infinity allowed
 * @param df2 degrees of freedom of the denominator, above 0; Infinity allowed
 */
export function fLowerTail(f: number, df1: number, df2: number): number {
  check(f, df1, df2, 'fLowerTail')
  return fTail(f, df1, df2, false)
}

/** P(F > f), precise in the upper tail: the p-value of an F test. */
export function fUpperTail(f: number, df1: number, df2: number): number {
  check(f, df1, df2, 'fUpperTail')
  return fTail(f, df1, df2, true)
}

/** f with P(F ≤ f) = p, to the last bits that p determines. */
export function fQuantile(p: number, df1: number, df2: number): number {
  requireProbability(p, 'fQuantile')
  check(1, df1, df2, 'fQuantile')
  return p <= 0.5 ? quantileOf(p, df1, df2, false) : quantileOf(1 - p, df1, df2, true)
}

/** f with P(F > f) = q: for q so small that 1 − q would lose its digits. */
export function fUpperQuantile(q: number, df1: number, df2: number): number {
  requireProbability(q, 'fUpperQuantile')
  check(1, df1, df2, 'fUpperQuantile')
  return q <= 0.5 ? quantileOf(q, df1, df2, true) : quantileOf(1 - q, df1, df2, false)
}

function check(f: number, df1: number, df2: number, name: string): void {
  requireNumber(f, name, 'f')
  requireDegrees(df1, name)
  requireDegrees(df2, name)
}

function fTail(f: number, df1: number, df2: number, upper: boolean): number {
  if (f <= 0) return upper ? 1 : 0
  if (f === Number.POSITIVE_INFINITY) return upper ? 0 : 1
  if (df1 === Number.POSITIVE_INFINITY) return numeratorKnown(f, df2, upper)
  if (df2 === Number.POSITIVE_INFINITY) return denominatorKnown(f, df1, upper)
  return betaTail(pointOf(f, df1, df2), upper)
}

/** With infinitely many degrees of freedom below, df1 F is chi-squared. */
function denominatorKnown(f: number, df1: number, upper: boolean): number {
  if (df1 === Number.POSITIVE_INFINITY) return f < 1 === upper ? 1 : 0
  return upper ? chiSquaredUpperTail(df1 * f, df1) : chiSquaredLowerTail(df1 * f, df1)
}

/** With infinitely many degrees of freedom above, df2/F is chi-squared. */
function numeratorKnown(f: number, df2: number, upper: boolean): number {
  return denominatorKnown(1 / f, df2, !upper)
}

/** df1 F/(df1 F + df2) follows a beta distribution with shapes df1/2 and df2/2. */
function pointOf(f: number, df1: number, df2: number, logScale: number = betaLogScale(df1 / 2, df2 / 2)): BetaPoint {
  const share = df2 / df1
  const total = f + share
  return { a: df1 / 2, b: df2 / 2, x: f / total, y: share / total, excess: 0.5 * df2 * ((f - 1) / total), logScale }
}

function quantileOf(tail: number, df1: number, df2: number, upper: boolean): number {
  if (tail === 0) return upper ? Number.POSITIVE_INFINITY : 0
  if (df1 === Number.POSITIVE_INFINITY && df2 === Number.POSITIVE_INFINITY) return 1
  if (df2 === Number.POSITIVE_INFINITY) return chiQuantile(tail, df1, upper) / df1
  if (df1 === Number.POSITIVE_INFINITY) return df2 / chiQuantile(tail, df2, !upper)
  const logScale = betaLogScale(df1 / 2, df2 / 2)
  const at = (f: number) => {
    const point = pointOf(f, df1, df2, logScale)
    const term = betaTerm(point)
    return { tail: betaTail(point, upper, term), density: term / f }
  }
  return positiveQuantile(at, upper ? -1 : 1, tail, startOf(tail, df1, df2, upper))
}

/** First guess from the normal quantile: Abramowitz & Stegun 1964, 26.6.16 with 26.5.22; 1 for few degrees of freedom. */
function startOf(tail: number, df1: number, df2: number, upper: boolean): number {
  if (df1 <= 2 || df2 <= 2) return 1
  const z = upper ? -normalQuantile(tail) : normalQuantile(tail)
  const [first, second] = [1 / (df1 - 1), 1 / (df2 - 1)]
  const mean = 2 / (first + second)
  const lambda = (z * z - 3) / 6
  const depth = mean + lambda
  if (depth <= 0) return 1
  return Math.exp(2 * ((z * Math.sqrt(depth)) / mean - (first - second) * (lambda + 5 / 6 - 2 / (3 * mean))))
}

function chiQuantile(tail: number, df: number, upper: boolean): number {
  return upper ? chiSquaredUpperQuantile(tail, df) : chiSquaredQuantile(tail, df)
}
