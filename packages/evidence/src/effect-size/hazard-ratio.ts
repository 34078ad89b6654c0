import { normalQuantile } from '../numerics/index.ts'
import { type EffectSize, effectSizeOf } from './effect-size.ts'
import { requireAbove, requireFinite, requireFraction, requireNumber } from './require-number.ts'

/**
 * Log hazard ratio, or any log ratio, from the ratio and its confidence interval as printed. The variance comes from the
 * width of the interval on the log scale.
 * @param ratio hazard ratio, odds ratio or risk ratio; above 0
 * @throws {RangeError} a value outside its range, or a ratio outside its interval
 * @source Parmar, Torri & Stewart 1998, Statistics in Medicine 17:2815–2834; Cochrane Handbook 6.3.2
 */
export function logRatioFromInterval(
  { ratio, lower, upper }: { readonly ratio: number; readonly lower: number; readonly upper: number },
  level = 0.95,
): EffectSize {
  const name = 'logRatioFromInterval'
  requireFraction(name, 'level', level)
  requireAbove(name, 'lower', lower, 0)
  requireAbove(name, 'upper', upper, lower)
  requireNumber(name, 'ratio', ratio, (value) => value >= lower && value <= upper, `from ${lower} to ${upper}`)
  const width = Math.log(upper / lower)
  return effectSizeOf(
    Math.log(ratio),
    (width / (2 * normalQuantile(0.5 + level / 2))) ** 2,
    'the interval has no width',
  )
}

/**
 * A difference (mean difference, risk difference, log ratio) from its estimate and confidence interval.
 * @throws {RangeError} a value outside its range, or an estimate outside its interval
 * @source Cochrane Handbook 6.3.1
 */
export function effectFromInterval(
  { estimate, lower, upper }: { readonly estimate: number; readonly lower: number; readonly upper: number },
  level = 0.95,
): EffectSize {
  const name = 'effectFromInterval'
  requireFraction(name, 'level', level)
  requireFinite(name, 'lower', lower)
  requireAbove(name, 'upper', upper, lower)
  requireNumber(name, 'estimate', estimate, (value) => value >= lower && value <= upper, `from ${lower} to ${upper}`)
  return effectSizeOf(
    estimate,
    ((upper - lower) / (2 * normalQuantile(0.5 + level / 2))) ** 2,
    'the interval has no width',
  )
}

/**
 * An effect from its estimate and standard error.
 * @throws {RangeError} the estimate is not finite or the standard error not above 0
 * @source Cochrane Handbook 10.3 (generic inverse variance)
 */
export function effectFromStandardError(estimate: number, standardError: number): EffectSize {
  requireFinite('effectFromStandardError', 'estimate', estimate)
  requireAbove('effectFromStandardError', 'standardError', standardError, 0)
  return effectSizeOf(estimate, standardError ** 2, 'the standard error is too small')
}

/**
 * An effect from its estimate and the two-sided p-value of its test against 0.
 * @throws {RangeError} the estimate is 0 or not finite, or the p-value not between 0 and 1
 * @source Altman & Bland 2011, BMJ 343:d2090; Cochrane Handbook 6.3.2
 */
export function effectFromPValue(estimate: number, pValue: number): EffectSize {
  requireNumber('effectFromPValue', 'estimate', estimate, (value) => value !== 0, 'not 0')
  requireFraction('effectFromPValue', 'pValue', pValue)
  return effectSizeOf(estimate, (estimate / normalQuantile(pValue / 2)) ** 2, 'the p-value leaves no standard error')
}

/**
 * Log hazard ratio from observed minus expected events and their variance, as a log-rank test or individual data give them.
 * @param observedMinusExpected events in group 1 minus those expected
 * @param variance of that difference, above 0
 * @throws {RangeError} a value outside its range
 * @source Yusuf et al. 1985, Progress in Cardiovascular Diseases 27:335–371; Cochrane Handbook 6.8.2
 */
export function logHazardRatioFromLogRank(observedMinusExpected: number, variance: number): EffectSize {
  requireFinite('logHazardRatioFromLogRank', 'observedMinusExpected', observedMinusExpected)
  requireAbove('logHazardRatioFromLogRank', 'variance', variance, 0)
  return effectSizeOf(observedMinusExpected / variance, 1 / variance, 'the variance is too small')
}

/**
 * Log hazard ratio from a log-rank p-value and the numbers of events: V = e1 e2/(e1 + e2) for equal groups, in general
 * E n1 n2/(n1 + n2)² with E all events.
 * @param direction 1 when group 1 had the higher hazard, -1 when the lower
 * @throws {RangeError} a value outside its range
 * @source Parmar, Torri & Stewart 1998, equations 7 to 11; Tierney et al. 2007, Trials 8:16
 */
export function logHazardRatioFromPValue(
  pValue: number,
  {
    events,
    total1,
    total2,
    direction,
  }: { readonly events: number; readonly total1: number; readonly total2: number; readonly direction: 1 | -1 },
): EffectSize {
  const name = 'logHazardRatioFromPValue'
  requireFraction(name, 'pValue', pValue)
  requireAbove(name, 'events', events, 0)
  requireAbove(name, 'total1', total1, 0)
  requireAbove(name, 'total2', total2, 0)
  const variance = (events * total1 * total2) / (total1 + total2) ** 2
  const distance = -normalQuantile(pValue / 2)
  return logHazardRatioFromLogRank(direction * distance * Math.sqrt(variance), variance)
}
