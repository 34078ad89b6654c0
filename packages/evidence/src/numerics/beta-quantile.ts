import { fQuantile } from './f-distribution.ts'
import { requireProbability, requireRange } from './require-range.ts'

/**
 * Quantile of the beta distribution, for exact (Clopper–Pearson) limits of a proportion.
 * @param p lower tail probability
 * @param a above 0
 * @param b above 0
 * @returns x with I_x(a, b) = p, to the last bits that p determines; where x is close to 1, take 1 minus the quantile
 * of 1 − p with a and b exchanged
 */
export function betaQuantile(p: number, a: number, b: number): number {
  requireProbability(p, 'betaQuantile')
  requireRange(a > 0 && b > 0 && a + b < Number.POSITIVE_INFINITY, 'betaQuantile', 'finite shapes above 0', a, b)
  const ratio = fQuantile(p, 2 * a, 2 * b)
  if (ratio === 0) return 0
  return ratio === Number.POSITIVE_INFINITY ? 1 : ratio / (ratio + b / a)
}
