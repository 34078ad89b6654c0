/**
 * Gauss' hypergeometric series ₂F₁(a, b; c; x) for 0 ≤ x ≤ 1 and c > a + b, where it converges up to x = 1.
 *
 * Near 1 with c only a little above a + b the series is slow; terms are added until they no longer count, with the tail
 * of the last ratio.
 * @throws {RangeError} arguments outside that range, or no convergence within a million terms
 */
export function hypergeometricUnit(a: number, b: number, c: number, x: number): number {
  if (!(x >= 0 && x <= 1 && c > a + b)) {
    throw new RangeError(`hypergeometricUnit: needs 0 <= x <= 1 and c > a + b, got a ${a}, b ${b}, c ${c}, x ${x}`)
  }
  let term = 1
  let total = 1
  for (let k = 0; k < 1e6; k++) {
    const ratio = (((a + k) * (b + k)) / ((c + k) * (k + 1))) * x
    term *= ratio
    total += term
    if (term / Math.max(1 - ratio, 1e-16) < 1e-17 * total) return total
  }
  throw new RangeError(`hypergeometricUnit: no convergence for a ${a}, b ${b}, c ${c}, x ${x}`)
}
