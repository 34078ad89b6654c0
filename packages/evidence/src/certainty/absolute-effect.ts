import { type InputProblem, refuse } from '../input-problem.ts'
import { type IntervalLimits, limitProblems } from './limits.ts'

/** A relative effect, or a difference in risk, with its interval on the natural scale. */
export interface RiskEffect extends IntervalLimits {
  readonly measure: 'RR' | 'OR' | 'HR' | 'RD'
  readonly estimate: number
}

/** People with the event out of `per`; `difference` is with minus without the intervention (negative is fewer). */
export interface AbsoluteRisk {
  readonly risk: number
  readonly difference: number
}

export interface AnticipatedEffect {
  readonly per: number
  /** Risk without the intervention, out of `per`. */
  readonly assumed: number
  readonly estimate: AbsoluteRisk
  readonly lower: AbsoluteRisk
  readonly upper: AbsoluteRisk
  /** Whether a risk came out below 0 or above all and was held there: the effect does not fit so high a risk. */
  readonly isHeldWithinAll: boolean
}

/**
 * What an effect and both its limits mean for people who run a given risk; unrounded, for a summary-of-findings table.
 * HR holds up to the moment at which the risk was taken.
 * @param assumedRisk risk without the intervention, a fraction of one
 * @throws {InputProblemError} a risk outside 0 to 1, or an effect that cannot be
 * @source Cochrane Handbook 15.4.4; Skoetz and others 2020, Journal of Clinical Epidemiology 118:124–131 (HR)
 */
export function anticipatedEffect(effect: RiskEffect, assumedRisk: number, per = 1000): AnticipatedEffect {
  refuse(problemsOf(effect, assumedRisk, per))
  const toRisk = (value: number): AbsoluteRisk => {
    const risk = Math.min(1, Math.max(0, riskWith(effect.measure, value, assumedRisk)))
    return { risk: per * risk, difference: per * (risk - assumedRisk) }
  }
  const values = [effect.estimate, effect.lower, effect.upper]
  return {
    per,
    assumed: per * assumedRisk,
    estimate: toRisk(effect.estimate),
    lower: toRisk(effect.lower),
    upper: toRisk(effect.upper),
    isHeldWithinAll: values.some((value) => isBeyondAll(riskWith(effect.measure, value, assumedRisk))),
  }
}

/** RR multiplies the risk, OR the odds, HR the hazard; RD is added. */
function riskWith(measure: RiskEffect['measure'], value: number, risk: number): number {
  switch (measure) {
    case 'RR':
      return risk * value
    case 'OR':
      return (risk * value) / (1 - risk + risk * value)
    case 'HR':
      return -Math.expm1(value * Math.log1p(-risk))
    case 'RD':
      return risk + value
  }
}

/** Beyond none or all, and more than the error of the arithmetic. */
function isBeyondAll(risk: number): boolean {
  return risk < -1e-12 || risk > 1 + 1e-12
}

function problemsOf(effect: RiskEffect, assumedRisk: number, per: number): readonly InputProblem[] {
  const problems = [...limitProblems('interval', effect)]
  if (!Number.isFinite(effect.estimate)) problems.push({ column: 'estimate', message: 'must be finite' })
  const values = [effect.lower, effect.estimate, effect.upper]
  if (effect.measure !== 'RD' && !values.every((value) => value > 0)) {
    problems.push({ column: 'estimate', message: `${effect.measure} and its limits must be above 0` })
  }
  if (effect.measure === 'RD' && values.some((value) => Math.abs(value) > 1)) {
    problems.push({ column: 'estimate', message: 'RD is a fraction between -1 and 1' })
  }
  if (!(assumedRisk >= 0 && assumedRisk <= 1)) {
    problems.push({ column: 'assumedRisk', message: `must be a fraction between 0 and 1, got ${assumedRisk}` })
  }
  if (!(Number.isFinite(per) && per > 0)) problems.push({ column: 'per', message: `must be above 0, got ${per}` })
  return problems
}
