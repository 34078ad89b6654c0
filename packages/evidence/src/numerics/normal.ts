import { polynomial } from './polynomial.ts'
import { requireNumber, requireProbability } from './require-range.ts'

const inverseRootTwoPi = 0.398942280401432677939946059934

/** Cody's rational approximations; coefficients from the constant upwards. */
const centre = {
  top: [
    18154.981253343561249, 1067.6894854603709582, 161.02823106855587881, 2.2352520354606839287, 0.065682337918207449113,
  ],
  bottom: [45507.789335026729956, 10260.932208618978205, 976.09855173777669322, 47.20258190468824187, 1],
}
const flank = {
  top: [
    9842.7148383839780218, 11602.651437647350124, 6848.1904505362823326, 2494.5375852903726711, 597.27027639480026226,
    93.506656132177855979, 8.8831497943883759412, 0.39894151208813466764, 1.0765576773720192317e-8,
  ],
  bottom: [
    19685.429676859990727, 38912.003286093271411, 34900.952721145977266, 18615.571640885098091, 6485.558298266760755,
    1519.377599407554805, 235.38790178262499861, 22.266688044328115691, 1,
  ],
}
const far = {
  top: [
    2.9112874951168792e-5, 0.001421619193227893466, 0.022235277870649807, 0.1274011611602473639, 0.21589853405795699,
    0.02307344176494017303,
  ],
  bottom: [
    7.29751555083966205e-5, 0.00378239633202758244, 0.0659881378689285515, 0.468238212480865118, 1.28426009614491121, 1,
  ],
}
const centreBelow = 0.67448975
const flankBelow = 5.656854249492380195

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

/** Area between 0 and z, |z| ≤ 0.674. */
function centralArea(z: number): number {
  const square = z * z
  return (z * polynomial(centre.top, square)) / polynomial(centre.bottom, square)
}

/** Upper tail beyond z > 0.674. */
function tailBeyond(z: number): number {
  if (z > 40) return 0
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
    3.387132872796366608, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125, 45921.953931549871457,
    67265.770927008700853, 33430.575583588128105, 2509.0809287301226727,
  ],
  bottom: [
    1, 42.313330701600911252, 687.1870074920579083, 5394.1960214247511077, 21213.794301586595867, 39307.89580009271061,
    28729.085735721942674, 5226.495278852854561,
  ],
}
const quantileFlank = {
  top: [
    1.42343711074968357734, 4.6303378461565452959, 5.7694972214606914055, 3.64784832476320460504,
    1.27045825245236838258, 0.24178072517745061177, 0.0227238449892691845833, 7.7454501427834140764e-4,
  ],
  bottom: [
    1, 2.05319162663775882187, 1.6763848301838038494, 0.68976733498510000455, 0.14810397642748007459,
    0.0151986665636164571966, 5.475938084995344946e-4, 1.05075007164441684324e-9,
  ],
}
const quantileFar = {
  top: [
    6.6579046435011037772, 5.4637849111641143699, 1.7848265399172913358, 0.29656057182850489123,
    0.026532189526576123093, 0.0012426609473880784386, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
  ],
  bottom: [
    1, 0.59983220655588793769, 0.13692988092273580531, 0.0148753612908506148525, 7.868691311456132591e-4,
    1.8463183175100546818e-5, 1.4215117583164458887e-7, 2.04426310338993978564e-15,
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
