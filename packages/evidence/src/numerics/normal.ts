import { polynomial } from './polynomial.ts'
import { requireNumber, requireProbability } from './require-range.ts'

const inverseRootTwoPi = 0.3989422804014327

/** Cody's rational approximations; coefficients from the constant upwards. */
const centre = {
  top: [18154.98125334356, 1067.6894854603709, 161.02823106855587, 2.2352520354606837, 0.06568233791820745],
  bottom: [45507.78933502673, 10260.932208618979, 976.0985517377767, 47.202581904688245, 1],
}
const flank = {
  top: [
    9842.714838383978, 11602.65143764735, 6848.190450536283, 2494.5375852903726, 597.2702763948002, 93.50665613217785,
    8.883149794388377, 0.39894151208813466, 1.0765576773720192e-8,
  ],
  bottom: [
    19685.429676859992, 38912.00328609327, 34900.95272114598, 18615.571640885097, 6485.558298266761, 1519.3775994075547,
    235.387901782625, 22.266688044328117, 1,
  ],
}
const far = {
  top: [
    2.9112874951168793e-5, 0.0014216191932278934, 0.022235277870649807, 0.12740116116024736, 0.215898534057957,
    0.023073441764940174,
  ],
  bottom: [7.297515550839662e-5, 0.0037823963320275824, 0.06598813786892856, 0.4682382124808651, 1.284260096144911, 1],
}
/** Asymptotic series of the tail over its first term, minus 1 (Abramowitz & Stegun 26.2.12). */
const logTailSeries = [0, -1, 3, -15, 105, -945]
const centreBelow = 0.67448975
const flankBelow = 5.656854249492381

/** Density of the standard normal distribution. */
export function normalDensity(z: number): number {
  requireNumber(z, 'normalDensity', 'z')
  return inverseRootTwoPi * halfSquareExponential(Math.abs(z))
}

/**
 * P(Z ≤ z) for a standard normal Z. Keeps its relative precision in the lower tail, down to the smallest number there
 * is (z about −38).
 * @source Cody 1969, Mathematics of Computation 23:631–637
 */
export function normalLowerTail(z: number): number {
  requireNumber(z, 'normalLowerTail', 'z')
  if (Math.abs(z) <= centreBelow) return 0.5 + centralArea(z)
  return z < 0 ? tailBeyond(-z) : 1 - tailBeyond(z)
}

/** P(Z > z) for a standard normal Z, with full relative precision in the upper tail. */
export function normalUpperTail(z: number): number {
  requireNumber(z, 'normalUpperTail', 'z')
  return normalLowerTail(-z)
}

/** P(|Z| ≥ |z|): the p-value of a two-sided test. */
export function normalTwoSided(z: number): number {
  requireNumber(z, 'normalTwoSided', 'z')
  return 2 * normalLowerTail(-Math.abs(z))
}

/** Logarithm of P(Z ≤ z): goes on where the probability itself is too small for a number. */
export function normalLogLowerTail(z: number): number {
  requireNumber(z, 'normalLogLowerTail', 'z')
  if (z > 0) return Math.log1p(-normalUpperTail(z))
  if (z > -37) return Math.log(normalLowerTail(z))
  const inverseSquare = 1 / (z * z)
  const series = polynomial(logTailSeries, inverseSquare)
  return -0.5 * z * z - Math.log(-z) + Math.log(inverseRootTwoPi) + Math.log1p(series)
}

/** Area between 0 and z, |z| ≤ 0.674. */
function centralArea(z: number): number {
  const square = z * z
  return (z * polynomial(centre.top, square)) / polynomial(centre.bottom, square)
}

/** Upper tail beyond z > 0.674. */
function tailBeyond(z: number): number {
  const peak = halfSquareExponential(z)
  if (z <= flankBelow) return (peak * polynomial(flank.top, z)) / polynomial(flank.bottom, z)
  const inverseSquare = 1 / (z * z)
  const correction = (inverseSquare * polynomial(far.top, inverseSquare)) / polynomial(far.bottom, inverseSquare)
  return (peak * (inverseRootTwoPi - correction)) / z
}

/** exp(−z²/2) without the rounding of z²: z is split into sixteenths, whose square is exact, and a rest. */
function halfSquareExponential(z: number): number {
  if (z > 40) return 0
  const sixteenths = Math.trunc(z * 16) / 16
  return Math.exp(-0.5 * sixteenths * sixteenths) * Math.exp(-0.5 * (z - sixteenths) * (z + sixteenths))
}

/** Wichura's rational approximations (PPND16); coefficients from the constant upwards. */
const quantileCentre = {
  top: [
    3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
    33430.57558358813, 2509.0809287301227,
  ],
  bottom: [
    1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
    28729.085735721943, 5226.495278852854,
  ],
}
const quantileFlank = {
  top: [
    1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
    0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
  ],
  bottom: [
    1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
    0.0005475938084995345, 1.0507500716444169e-9,
  ],
}
const quantileFar = {
  top: [
    6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
    0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
  ],
  bottom: [
    1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 1.8463183175100548e-5,
    1.421511758316446e-7, 2.0442631033899397e-15,
  ],
}

/**
 * Quantile of the standard normal distribution.
 * @param p lower tail probability, 0 to 1; 0 and 1 give −Infinity and Infinity
 * @returns z with P(Z ≤ z) = p. For an upper tail q below 1e-3 take `-normalQuantile(q)`: 1 − q loses digits.
 * @source Wichura 1988, Applied Statistics 37:477–484 (AS 241, PPND16)
 */
export function normalQuantile(p: number): number {
  requireProbability(p, 'normalQuantile')
  if (p === 0) return Number.NEGATIVE_INFINITY
  if (p === 1) return Number.POSITIVE_INFINITY
  const fromCentre = p - 0.5
  if (Math.abs(fromCentre) <= 0.425) {
    const depth = 0.180625 - fromCentre * fromCentre
    return (fromCentre * polynomial(quantileCentre.top, depth)) / polynomial(quantileCentre.bottom, depth)
  }
  const depth = Math.sqrt(-Math.log(Math.min(p, 1 - p)))
  const part = depth <= 5 ? quantileFlank : quantileFar
  const shifted = depth - (depth <= 5 ? 1.6 : 5)
  const size = polynomial(part.top, shifted) / polynomial(part.bottom, shifted)
  return fromCentre < 0 ? -size : size
}
