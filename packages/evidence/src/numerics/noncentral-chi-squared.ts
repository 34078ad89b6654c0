import { gammaTail, gammaTerm } from './incomplete-gamma.ts'
import { requireNumber, requireRange } from './require-range.ts'

/** Terms smaller than this fraction of the sum change nothing. */
const negligible = 1e-18
/** A recurrence that starts from a number below this has lost digits, or is 0 for ever. */
const tooSmall = 1e-300

/**
 * P(X ≤ x) for the sum X of df squared normal variables with variance 1 whose squared means add up to `shift`.
 * @param x any number; below 0 the probability is 0
 * @param df degrees of freedom, above 0, finite
 * @param shift noncentrality, at least 0; the work grows with its square root
 * @returns a probability with relative precision of about 1e-12, down to 1e-280
 * @source Abramowitz & Stegun 1964, 26.4.25 (a Poisson mixture of central distributions), added from its largest term
 * in the direction in which the recurrence of the incomplete gamma function adds and never subtracts
 */
export function noncentralChiSquaredLowerTail(x: number, df: number, shift: number): number {
  check(x, df, shift, 'noncentralChiSquaredLowerTail')
  if (x <= 0) return 0
  if (x === Number.POSITIVE_INFINITY) return 1
  return shift === 0 ? gammaTail(df / 2, x / 2, false) : lowerMixture(df / 2, x / 2, shift / 2)
}

/** P(X > x), precise in the upper tail: the power of a test of homogeneity. */
export function noncentralChiSquaredUpperTail(x: number, df: number, shift: number): number {
  check(x, df, shift, 'noncentralChiSquaredUpperTail')
  if (x <= 0) return 1
  if (x === Number.POSITIVE_INFINITY) return 0
  return shift === 0 ? gammaTail(df / 2, x / 2, true) : upperMixture(df / 2, x / 2, shift / 2)
}

function check(x: number, df: number, shift: number, name: string): void {
  requireNumber(x, name, 'x')
  requireRange(df > 0 && df < Number.POSITIVE_INFINITY, name, 'finite degrees of freedom above 0', df)
  requireRange(shift >= 0 && shift < Number.POSITIVE_INFINITY, name, 'a finite shift of at least 0', shift)
}

/** Where the terms of the mixture are largest while the gamma tails still fall or rise steeply. */
function steepPeak(a: number, half: number, mean: number): number {
  const product = 4 * mean * half
  return product / (2 * (a + Math.sqrt(a * a + product)))
}

/** Downwards, by P(a − 1, x) = P(a, x) + x^(a−1) e^(−x)/Γ(a). */
function lowerMixture(a: number, half: number, mean: number): number {
  const peak = Math.floor(Math.min(mean, steepPeak(a, half, mean)))
  const termAt = (j: number) => gammaTerm(j, mean) * gammaTail(a + j, half, false)
  const largest = termAt(peak)
  let step = 8
  while (termAt(peak + step) > largest * negligible) step *= 2
  while (step > 0 && Math.min(gammaTerm(peak + step, mean), gammaTerm(a + peak + step, half)) < tooSmall) step -= 1
  let j = peak + step
  let weight = gammaTerm(j, mean)
  let tail = gammaTail(a + j, half, false)
  let rise = gammaTerm(a + j, half)
  let total = weight * tail
  while (j > 0) {
    rise *= (a + j) / half
    tail += rise
    weight *= j / mean
    j -= 1
    total += weight * tail
    if (j < peak && weight * tail <= total * negligible) break
  }
  return Math.min(1, total)
}

/** Upwards, by Q(a + 1, x) = Q(a, x) + x^a e^(−x)/Γ(a + 1). */
function upperMixture(a: number, half: number, mean: number): number {
  const peak = Math.ceil(Math.max(mean, steepPeak(a, half, mean)))
  const termAt = (j: number) => gammaTerm(j, mean) * gammaTail(a + j, half, true)
  const largest = termAt(peak)
  let step = 8
  while (step < peak && termAt(peak - step) > largest * negligible) step *= 2
  let j = Math.max(0, peak - step)
  let weight = gammaTerm(j, mean)
  let tail = gammaTail(a + j, half, true)
  let rise = gammaTerm(a + j, half)
  let total = weight * tail
  for (;;) {
    tail += rise
    j += 1
    rise *= half / (a + j)
    weight *= mean / j
    total += weight * tail
    if (j > peak && weight * tail <= total * negligible) return Math.min(1, total)
  }
}
