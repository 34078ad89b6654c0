import { polynomial } from './polynomial.ts'
import { requireRange } from './require-range.ts'

/** Half of the logarithm of 2π. */
export const halfLogTwoPi = 0.918938533204672741780329736406

/** 1 − γ (Euler), then (−1)^k (ζ(k) − 1)/k for k = 2, 3, …: the Taylor series of log Γ about 2. */
const aroundTwo = [
  0.42278433509846713939, 0.322467033424113218, -0.0673523010531980951, 0.0205808084277845479, -0.00738555102867398527,
  0.00289051033074152329, -0.00119275391170326098, 0.000509669524743042422, -0.00022315475845357938,
  0.0000994575127818085337, -0.0000449262367381331417, 0.0000205072127756706916, -9.4394882752683959e-6,
  4.3748667899074878e-6, -2.03921575380136624e-6, 9.55141213040741983e-7, -4.49246919876456604e-7,
  2.12071848055546659e-7, -1.00432248239680996e-7, 4.76981016936398057e-8, -2.27110946089431649e-8,
  1.08386592148969541e-8, -5.18347504197004666e-9, 2.48367454380247832e-9, -1.19214014058609121e-9,
  5.73136724167886201e-10,
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
  if (x <= 2.5) return (x - 2) * polynomial(aroundTwo, x - 2)
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
  requireRange(a > 0 && b > 0, 'logBeta', 'both arguments above 0', `${a}, ${b}`)
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
