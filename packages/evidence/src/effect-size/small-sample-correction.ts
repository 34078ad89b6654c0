import { logGamma } from '../numerics/index.ts'

/**
 * Hedges' correction J = Γ(m/2) / (√(m/2) Γ((m-1)/2)), by which a standardised mean difference is multiplied to take
 * away its bias in small samples.
 * @param degreesOfFreedom m, those of the standard deviation; above 1
 * @throws {RangeError} m is not above 1
 * @source Hedges 1981, Journal of Educational Statistics 6:107–128, equation 6e
 */
export function hedgesCorrection(degreesOfFreedom: number): number {
  return Math.exp(logHedgesCorrection(degreesOfFreedom))
}

/**
 * The approximation of Hedges' correction, 1 - 3/(4m - 1), that RevMan 5 uses.
 * @param degreesOfFreedom m, above 1
 * @source Hedges 1981; Deeks & Higgins 2010, Statistical algorithms in Review Manager 5
 */
export function approximateHedgesCorrection(degreesOfFreedom: number): number {
  requireFreedom('approximateHedgesCorrection', degreesOfFreedom)
  return 1 - 3 / (4 * degreesOfFreedom - 1)
}

/**
 * The factor K = 1 - (m - 2)/(m J²) of the squared effect in the unbiased sampling variance.
 * @param degreesOfFreedom m, above 1
 * @source Hedges 1983, Psychological Bulletin 93:388–395, equation 9
 */
export function unbiasedVarianceFactor(degreesOfFreedom: number): number {
  const m = degreesOfFreedom
  if (m <= 2) return 1 - (m - 2) / (m * hedgesCorrection(m) ** 2)
  return -Math.expm1(Math.log1p(-2 / m) - 2 * logHedgesCorrection(m))
}

/** Above this the series of Γ(z + ½)/Γ(z) is exact to the last bit, where the difference of log gammas loses digits. */
const seriesFrom = 60

/** Coefficients of z⁻¹, z⁻³, … of log Γ(z + ½) - log Γ(z) - ½ log z (from Stirling's series at z and z + ½). */
const seriesCoefficients = [-1 / 8, 1 / 192, -1 / 640, 17 / 14336, -31 / 18432, 691 / 180224]

function logHedgesCorrection(degreesOfFreedom: number): number {
  requireFreedom('hedgesCorrection', degreesOfFreedom)
  const m = degreesOfFreedom
  if (m === Number.POSITIVE_INFINITY) return 0
  if (m < seriesFrom) return logGamma(m / 2) - 0.5 * Math.log(m / 2) - logGamma((m - 1) / 2)
  const z = (m - 1) / 2
  let power = 1 / z
  let series = 0
  for (const coefficient of seriesCoefficients) {
    series += coefficient * power
    power /= z * z
  }
  return series - 0.5 * Math.log1p(0.5 / z)
}

function requireFreedom(name: string, degreesOfFreedom: number): void {
  if (!(degreesOfFreedom > 1))
    throw new RangeError(`${name}: needs degrees of freedom above 1, got ${degreesOfFreedom}`)
}
