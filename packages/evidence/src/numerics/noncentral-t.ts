import { stirlingCorrection } from './log-gamma.ts'
import { minimiseBetween } from './minimise-between.ts'
import { normalLogLowerTail } from './normal.ts'
import { requireDegrees, requireNumber, requireRange } from './require-range.ts'

/**
 * P(T ≤ t) for T = (Z + shift)/√(V/df), Z standard normal and V chi-squared with df degrees of freedom.
 * Both tails keep their relative precision (about 1e-12): the integral over log √(V/df) has only positive terms and
 * falls off so fast that the trapezoidal rule is exact to rounding.
 * @param df degrees of freedom, above 0, finite
 * @param shift noncentrality: for two groups of n, the standardised difference times √(n/2)
 * @source Trefethen & Weideman 2014, SIAM Review 56:385–458 (the rule); the integral is the definition
 */
export function noncentralTLowerTail(t: number, df: number, shift: number): number {
  check(t, df, shift, 'noncentralTLowerTail')
  return integral({ df, slope: t, start: -shift })
}

/** P(T > t), precise in the upper tail: the power of a one-sided t test. */
export function noncentralTUpperTail(t: number, df: number, shift: number): number {
  check(t, df, shift, 'noncentralTUpperTail')
  return integral({ df, slope: -t, start: shift })
}

function check(t: number, df: number, shift: number, name: string): void {
  requireNumber(t, name, 't')
  requireDegrees(df, name)
  const finite = Number.isFinite(t) && Number.isFinite(df) && Number.isFinite(shift)
  requireRange(finite, name, 'finite t, df and shift', t, df, shift)
}

/** ∫ Φ(start + slope · e^u) f(u) du, f the density of u = log √(V/df). */
interface Mixture {
  readonly df: number
  readonly slope: number
  readonly start: number
}

function integral(mixture: Mixture): number {
  const lowest = -60 - 60 / mixture.df
  const peak = minimiseBetween((u) => -logIntegrand(mixture, u), lowest, 12).point
  const height = logIntegrand(mixture, peak)
  const step = stepOf(mixture, peak)
  let total = 1
  for (const direction of [step, -step]) {
    for (let n = 1; n < 1e6; n++) {
      const term = Math.exp(logIntegrand(mixture, peak + n * direction) - height)
      total += term
      if (term < 1e-18) break
    }
  }
  return Math.min(1, total * step * Math.exp(height))
}

/** Logarithm of the integrand; u is exactly what it is centred on, so that large df lose no digits. */
function logIntegrand({ df, slope, start }: Mixture, u: number): number {
  const constant = 0.5 * Math.log(df / Math.PI) - stirlingCorrection(df / 2)
  return normalLogLowerTail(start + slope * Math.exp(u)) + constant - (df / 2) * (Math.expm1(2 * u) - 2 * u)
}

/** A fraction of the width of the peak, and of the strip in which the integrand has no singularity and stays small. */
function stepOf({ df, slope, start }: Mixture, peak: number): number {
  const scale = Math.exp(peak)
  const turned = Math.abs(slope) * scale
  const curvature = 2 * df * scale * scale + turned * turned + turned * (Math.abs(start) + turned + 1)
  return Math.min(0.1, 0.5 / Math.sqrt(curvature))
}
