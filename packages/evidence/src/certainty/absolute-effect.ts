import { type InputProblem, refuse } from '../input-problem.ts'
import { type Limits, limitProblems } from './limits.ts'

/** A relative effect, or a difference in risk, with its interval on the natural scale. */
export interface RelativeEffect extends Limits {
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
 * What a relative effect means for people who run a given risk. RR multiplies the risk, OR the odds, HR the hazard up
 * to the moment at which the risk was taken (1 − (1 − risk)^HR), RD is added. Not rounded.
 * @param assumedRisk risk without the intervention, a fraction of one
 * @throws {InputProblemError} a risk outside 0 to 1, or an effect that cannot be
 * @source Cochrane Handbook 15.4.4; Skoetz and others 2020, Journal of Clinical Epidemiology 118:124–131 (HR)
 */
export function anticipatedEffect(effect: RelativeEffect, assumedRisk: number, per = 1000): AnticipatedEffect {
  refuse(problemsOf(effect, assumedRisk, per))
  const toRisk = (value: number): AbsoluteRisk => {
    const risk = Math.min(1, Math.max(0, riskWith(effect.measure, value, assumedRisk)))
    return { risk: per * risk, difference: per * (risk - assumedRisk) }
  }
  const raw = [effect.estimate, effect.lower, effect.upper].map((value) => riskWith(effect.measure, value, assumedRisk))
  return {
    per,
    assumed: per * assumedRisk,
    estimate: toRisk(effect.estimate),
    lower: toRisk(effect.lower),
    upper: toRisk(effect.upper),
    isHeldWithinAll: raw.some((risk) => risk < 0 || risk > 1),
  }
}

function riskWith(measure: RelativeEffect['measure'], value: number, risk: number): number {
  switch (measure) {
    case 'RR':
      return risk * value
    case 'OR':
      return (risk * value) / (1 - risk + risk * value)
    case 'HR':
      return 1 - (1 - risk) ** value
    case 'RD':
      return risk + value
  }
}

function problemsOf(effect: RelativeEffect, assumedRisk: number, per: number): readonly InputProblem[] {
  const problems = [...limitProblems('interval', effect)]
  if (!Number.isFinite(effect.estimate)) problems.push({ column: 'estimate', message: 'must be finite' })
  if (effect.measure !== 'RD' && !(Math.min(effect.lower, effect.estimate) > 0)) {
    problems.push({ column: 'estimate', message: `${effect.measure} and its limits must be above 0` })
  }
  if (!(assumedRisk >= 0 && assumedRisk <= 1)) {
    problems.push({ column: 'assumedRisk', message: `must be a fraction between 0 and 1, got ${assumedRisk}` })
  }
  if (!(Number.isFinite(per) && per > 0)) problems.push({ column: 'per', message: `must be above 0, got ${per}` })
  return problems
}
