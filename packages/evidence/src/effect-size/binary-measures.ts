import { normalDensity, normalQuantile } from '../numerics/index.ts'
import { type EffectSize, effectSizeOf } from './effect-size.ts'
import type { TwoGroupCounts } from './study-data.ts'

const needsEvents =
  'the measure does not exist with a group without events or without non-events; a correction for zero cells makes it exist'

/**
 * Natural logarithm of the odds ratio of group 1 against group 2.
 * @throws {NotEstimableError} a cell of the table is 0
 * @source Woolf 1955, Annals of Human Genetics 19:251–253; Fleiss & Berlin 2009
 */
export function logOddsRatio({ events1, total1, events2, total2 }: TwoGroupCounts): EffectSize {
  const [a, b, c, d] = [events1, total1 - events1, events2, total2 - events2]
  return effectSizeOf(Math.log((a / b) * (d / c)), 1 / a + 1 / b + 1 / c + 1 / d, needsEvents)
}

/**
 * Natural logarithm of the risk ratio of group 1 against group 2.
 * @throws {NotEstimableError} a group without events, or both groups with events only
 * @source Katz et al. 1978, Biometrics 34:469–474
 */
export function logRiskRatio({ events1, total1, events2, total2 }: TwoGroupCounts): EffectSize {
  const variance = (total1 - events1) / (events1 * total1) + (total2 - events2) / (events2 * total2)
  return effectSizeOf(Math.log((events1 / total1) * (total2 / events2)), variance, needsEvents)
}

/** How the variance of a risk difference is estimated: large sample, unbiased, or with the average risks of all studies. */
export type RiskDifferenceVariance = 'LS' | 'UB' | 'AV'

/** Options of `riskDifference`. */
export interface RiskDifferenceOptions {
  /** Default `LS`. */
  readonly variance?: RiskDifferenceVariance
  /** Variance AV: risk in group 1 and group 2, averaged over the studies by group size. */
  readonly averageRisks?: readonly [number, number]
}

/**
 * Risk in group 1 minus risk in group 2, a fraction.
 * @throws {NotEstimableError} the variance is 0: each group without events or with events only
 * @source Sheps 1959; Fleiss & Berlin 2009
 */
export function riskDifference(data: TwoGroupCounts, options: RiskDifferenceOptions = {}): EffectSize {
  const { variance = 'LS', averageRisks } = options
  const { events1, total1, events2, total2 } = data
  const risks = variance === 'AV' ? averageRisks : ([events1 / total1, events2 / total2] as const)
  if (risks === undefined) throw new RangeError('riskDifference: variance AV needs averageRisks')
  const less = variance === 'UB' ? 1 : 0
  const [risk1, risk2] = risks
  return effectSizeOf(
    events1 / total1 - events2 / total2,
    (risk1 * (1 - risk1)) / (total1 - less) + (risk2 * (1 - risk2)) / (total2 - less),
    needsEvents,
  )
}

/**
 * Difference of the arcsine of the square root of the risks; exists also without any events.
 * @source Rücker et al. 2009, Statistics in Medicine 28:721–738
 */
export function arcsineDifference({ events1, total1, events2, total2 }: TwoGroupCounts): EffectSize {
  return effectSizeOf(
    arcsineRoot(events1, total1) - arcsineRoot(events2, total2),
    1 / (4 * total1) + 1 / (4 * total2),
    needsEvents,
  )
}

/** arcsin √(events/total), from the tangent, which keeps all digits near 0 and 1. */
export function arcsineRoot(events: number, total: number): number {
  return Math.atan2(Math.sqrt(events), Math.sqrt(total - events))
}

/**
 * Peto's log odds ratio: observed minus expected events of group 1, divided by their hypergeometric variance.
 * @throws {NotEstimableError} no events, or events only, in the whole study
 * @source Yusuf et al. 1985, Progress in Cardiovascular Diseases 27:335–371
 */
export function petoLogOddsRatio({ events1, total1, events2, total2 }: TwoGroupCounts): EffectSize {
  const total = total1 + total2
  const events = events1 + events2
  const expected = total1 * (events / total)
  const variance = (total1 / total) * (total2 / total) * events * ((total - events) / (total - 1))
  return effectSizeOf((events1 - expected) / variance, 1 / variance, needsEvents)
}

/**
 * Phi, the correlation of two yes-or-no variables, for groups fixed by design (ST) or one cross-sectional sample (CS).
 * @source Fleiss & Berlin 2009, in Cooper, Hedges & Valentine: Handbook of research synthesis, table 13.4 (CS); delta method (ST)
 */
export function phiCoefficient(
  { events1, total1, events2, total2 }: TwoGroupCounts,
  sampling: 'ST' | 'CS' = 'ST',
): EffectSize {
  const [a, b, c, d] = [events1, total1 - events1, events2, total2 - events2]
  const n = total1 + total2
  const [m1, m2] = [a + c, b + d]
  const phi = (a * d - b * c) / Math.sqrt(total1 * total2 * m1 * m2)
  return effectSizeOf(phi, sampling === 'CS' ? crossSectional() : stratified(), needsEvents)

  function crossSectional(): number {
    const [p1, p2] = [total1 / n, m1 / n]
    const [q1, q2] = [total2 / n, m2 / n]
    const skew = (phi * (1 + phi ** 2 / 2) * ((p1 - q1) * (p2 - q2))) / Math.sqrt(p1 * q1 * p2 * q2)
    const margins = 0.75 * phi ** 2 * ((p1 - q1) ** 2 / (p1 * q1) + (p2 - q2) ** 2 / (p2 * q2))
    return (1 - phi ** 2 + skew - margins) / n
  }

  function stratified(): number {
    const [risk1, risk2] = [a / total1, c / total2]
    const [v1, v2] = [(risk1 * (1 - risk1)) / total1, (risk2 * (1 - risk2)) / total2]
    const share = total1 / n
    const mean = share * risk1 + (1 - share) * risk2
    const spread = mean * (1 - mean)
    const base = Math.sqrt(share * (1 - share)) / Math.sqrt(spread)
    const tilt = ((risk1 - risk2) * (1 - 2 * mean)) / (2 * spread)
    return base ** 2 * ((1 - share * tilt) ** 2 * v1 + (1 + (1 - share) * tilt) ** 2 * v2)
  }
}

/**
 * Yule's Q, (ad - bc)/(ad + bc).
 * @throws {NotEstimableError} a cell of the table is 0
 * @source Yule 1912, Journal of the Royal Statistical Society 75:579–652
 */
export function yuleQ(data: TwoGroupCounts): EffectSize {
  const { estimate, variance } = logOddsRatio(data)
  const q = Math.tanh(estimate / 2)
  return effectSizeOf(q, ((1 - q * q) ** 2 / 4) * variance, needsEvents)
}

/**
 * Yule's Y, (√(ad) - √(bc))/(√(ad) + √(bc)).
 * @throws {NotEstimableError} a cell of the table is 0
 * @source Yule 1912, Journal of the Royal Statistical Society 75:579–652
 */
export function yuleY(data: TwoGroupCounts): EffectSize {
  const { estimate, variance } = logOddsRatio(data)
  const y = Math.tanh(estimate / 4)
  return effectSizeOf(y, ((1 - y * y) ** 2 / 16) * variance, needsEvents)
}

/**
 * Difference of the probits of the risks: an estimate of the standardised mean difference behind a cut-off.
 * @throws {NotEstimableError} a cell of the table is 0
 * @source Sánchez-Meca, Marín-Martínez & Chacón-Moscoso 2003, Psychological Methods 8:448–467
 */
export function probitDifference({ events1, total1, events2, total2 }: TwoGroupCounts): EffectSize {
  const [risk1, risk2] = [events1 / total1, events2 / total2]
  const [z1, z2] = [normalQuantile(clamp(risk1)), normalQuantile(clamp(risk2))]
  const v1 = (risk1 * (1 - risk1)) / (total1 * normalDensity(z1) ** 2)
  const v2 = (risk2 * (1 - risk2)) / (total2 * normalDensity(z2) ** 2)
  const exists = risk1 > 0 && risk1 < 1 && risk2 > 0 && risk2 < 1
  return effectSizeOf(exists ? z1 - z2 : Number.NaN, v1 + v2, needsEvents)
}

function clamp(risk: number): number {
  return Math.min(Math.max(risk, Number.MIN_VALUE), 1 - Number.EPSILON)
}
