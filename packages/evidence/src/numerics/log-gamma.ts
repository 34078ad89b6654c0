import { polynomial } from './polynomial.ts'
import { requireRange } from './require-range.ts'

/** Half of the logarithm of 2π. */
export const halfLogTwoPi = 0.9189385332046728

/** 1 − γ (Euler), then (−1)^k (ζ(k) − 1)/k for k = 2, 3, …: the Taylor series of log Γ about 2. */
const aroundTwo = [
  0.42278433509846713, 0.3224670334241132, -0.0673523010531981, 0.020580808427784546, -0.007385551028673986,
  0.0028905103307415234, -0.001192753911703261, 0.0005096695247430425, -0.00022315475845357939, 9.945751278180853e-5,
  -4.492623673813314e-5, 2.050721277567069e-5, -9.439488275268397e-6, 4.374866789907488e-6, -2.039215753801366e-6,
  9.55141213040742e-7, -4.492469198764566e-7, 2.1207184805554665e-7, -1.0043224823968099e-7, 4.7698101693639804e-8,
  -2.2711094608943164e-8, 1.0838659214896955e-8, -5.183475041970047e-9, 2.4836745438024785e-9, -1.1921401405860912e-9,
  5.731367241678862e-10,
]

/** B(2k) / (2k (2k − 1)) for k = 1, 2, …: the series of Stirling's correction in 1/x². */
const stirling = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156]

/** From here on Stirling's series has full precision. */
const stirlingFrom = 12

/**
 * Natural logarithm of the gamma function.
 * @param x above 0
 * @returns log Γ(x), with full relative precision, also near its zeros at 1 and 2
 * @source Abramowitz & Stegun 1964, formulae 6.1.33 and 6.1.41
 */
export function logGamma(x: number): number {
  requireRange(x > 0, 'logGamma', 'a number above 0', x)
  if (x >= stirlingFrom) return (x - 0.5) * Math.log(x) - x + halfLogTwoPi + stirlingSeries(x)
  if (x < 0.5) return logGammaOnePlus(x) - Math.log(x)
  if (x < 1.5) return logGammaOnePlus(x - 1)
  let product = 1
  let rest = x
  while (rest > 2.5) {
    rest -= 1
    product *= rest
  }
  return Math.log(product) + (rest - 2) * polynomial(aroundTwo, rest - 2)
}

/** log Γ(1 + z) for |z| ≤ 0.5, with full relative precision near 0. */
export function logGammaOnePlus(z: number): number {
  return z * polynomial(aroundTwo, z) - Math.log1p(z)
}

/**
 * What Stirling's formula leaves out: log Γ(x) − (x − ½) log x + x − ½ log 2π, for x above 0.
 * Its absolute error is a few roundings for every x, so that ratios of gamma functions keep their digits.
 */
export function stirlingCorrection(x: number): number {
  if (x >= stirlingFrom) return stirlingSeries(x)
  return logGamma(x) - (x - 0.5) * Math.log(x) + x - halfLogTwoPi
}

function stirlingSeries(x: number): number {
  return polynomial(stirling, 1 / x / x) / x
}

/** Logarithm of the beta function B(a, b) for a, b above 0, without the cancellation of three large logarithms. */
export function logBeta(a: number, b: number): number {
  requireRange(a > 0 && b > 0, 'logBeta', 'both arguments above 0', a, b)
  const small = Math.min(a, b)
  const large = Math.max(a, b)
  if (large < stirlingFrom) return logGamma(small) + (logGamma(large) - logGamma(small + large))
  const ratio = small / large
  const shared = stirlingCorrection(large) - stirlingCorrection(small + large)
  const powers = -(large - 0.5) * Math.log1p(ratio)
  if (small < stirlingFrom) return logGamma(small) + small + powers - small * Math.log(small + large) + shared
  const ofSmall = (small - 0.5) * Math.log(ratio / (1 + ratio)) - 0.5 * Math.log(small + large)
  return ofSmall + powers + halfLogTwoPi + stirlingCorrection(small) + shared
}
