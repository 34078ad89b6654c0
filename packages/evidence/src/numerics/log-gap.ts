/**
 * t − log(1 + t), the exponent by which gamma and beta densities fall away from their peak.
 * @param t above −1
 * @param onePlusT 1 + t, given apart because it keeps digits that t has lost when t is close to −1
 * @returns a value ≥ 0 with full relative precision, also for tiny t (where it is t²/2)
 * @source series of 2 artanh(t / (2 + t)); used so by Loader 2000, "Fast and accurate computation of binomial
 * probabilities"
 */
export function logGap(t: number, onePlusT: number): number {
  if (t > 2 || t < -0.6) return t - Math.log(onePlusT)
  const ratio = t / (2 + t)
  const square = ratio * ratio
  let power = square
  let series = 1 / 3
  for (let k = 5; power > 1e-18; k += 2) {
    series += power / k
    power *= square
  }
  return t * ratio - 2 * ratio * square * series
}

/**
 * size · logGap(difference / size), value = size + difference; finite where the quotient itself would overflow (the
 * logarithm is nothing beside it then).
 */
export function scaledLogGap(size: number, difference: number, value: number): number {
  const t = difference / size
  if (Math.abs(t) < 1e300) return size * logGap(t, value / size)
  return difference
}
