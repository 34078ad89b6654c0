import { chiSquaredUpperTail } from '../numerics/index.ts'
import type { ISquaredDefinition } from './conventions.ts'
import { twoSidedQuantile } from './interval.ts'

/** How much the studies differ beyond chance. Variances in squared units of the effect. */
export interface Heterogeneity {
  /** Cochran's Q (or its residual form): weighted squares around the common-effect fit. */
  readonly q: number
  readonly degreesOfFreedom: number
  readonly pValue: number
  /** Share of the variance that is not chance, as a fraction; by the definition named in the conventions. */
  readonly iSquared: number
  /** Total variance over chance variance. */
  readonly hSquared: number
  /** Variance of a typical study (Higgins & Thompson). */
  readonly typicalVariance: number
}

/**
 * Q, I² and H².
 * @param q Q in the common-effect model
 * @param traceP tr P of the common-effect model, in inverse squared units
 * @param tauSquared undefined for a common effect: then both follow from Q
 * @source Higgins & Thompson 2002, Stat Med 21:1539
 */
export function heterogeneityOf(
  q: number,
  degreesOfFreedom: number,
  traceP: number,
  tauSquared: number | undefined,
  definition: ISquaredDefinition,
): Heterogeneity {
  if (degreesOfFreedom <= 0) {
    return { q: 0, degreesOfFreedom: 0, pValue: 1, iSquared: 0, hSquared: 1, typicalVariance: 0 }
  }
  const typicalVariance = degreesOfFreedom / traceP
  const pValue = chiSquaredUpperTail(q, degreesOfFreedom)
  const shared = { q, degreesOfFreedom, pValue, typicalVariance }
  if (tauSquared === undefined || definition === 'Q') {
    return { ...shared, iSquared: iSquaredFromQ(q, degreesOfFreedom), hSquared: q / degreesOfFreedom }
  }
  return { ...shared, ...iSquaredFromTauSquared(tauSquared, typicalVariance) }
}

/** Share of Q beyond its degrees of freedom; 0 when there is no excess, or nothing to compare. */
export function iSquaredFromQ(q: number, degreesOfFreedom: number): number {
  return degreesOfFreedom > 0 && q > degreesOfFreedom ? (q - degreesOfFreedom) / q : 0
}

/** I² and H² of a variance between studies next to the typical variance within them. */
export function iSquaredFromTauSquared(tauSquared: number, typicalVariance: number) {
  return { iSquared: tauSquared / (typicalVariance + tauSquared), hSquared: tauSquared / typicalVariance + 1 }
}

/** An estimate with limits; the limits are undefined where they do not exist. */
export interface EstimateWithLimits {
  readonly estimate: number
  readonly lower: number | undefined
  readonly upper: number | undefined
}

/** H and I² with limits that follow from the distribution of log H. */
export interface HigginsThompson {
  readonly h: EstimateWithLimits
  /** As a fraction. */
  readonly iSquared: EstimateWithLimits
}

/**
 * H = √(Q / degrees of freedom), at least 1, and I² = (H² − 1)/H² with test-based limits.
 * @param degreesOfFreedom at least 1
 * @returns without limits for two studies whose Q is not above 2
 * @source Higgins & Thompson 2002, Stat Med 21:1539, section 4.2
 */
export function higginsThompsonIntervals(q: number, degreesOfFreedom: number, level: number): HigginsThompson {
  const estimate = Math.max(1, Math.sqrt(q / degreesOfFreedom))
  const error = standardErrorOfLogH(q, degreesOfFreedom + 1)
  const factor = error === undefined ? undefined : Math.exp(twoSidedQuantile(level, Number.POSITIVE_INFINITY) * error)
  const h = {
    estimate,
    lower: factor && Math.max(1, estimate / factor),
    upper: factor && Math.max(1, estimate * factor),
  }
  const iSquared = (value: number | undefined) => value && (value * value - 1) / (value * value)
  return {
    h,
    iSquared: { estimate: iSquaredFromQ(q, degreesOfFreedom), lower: iSquared(h.lower), upper: iSquared(h.upper) },
  }
}

function standardErrorOfLogH(q: number, studyCount: number): number | undefined {
  const k = studyCount
  if (q > k) return (0.5 * (Math.log(q) - Math.log(k - 1))) / (Math.sqrt(2 * q) - Math.sqrt(2 * k - 3))
  return k > 2 ? Math.sqrt((1 / (2 * (k - 2))) * (1 - 1 / (3 * (k - 2) ** 2))) : undefined
}
