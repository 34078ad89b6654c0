import { type InputProblem, refuse } from '../input-problem.ts'
import { type AbsoluteRisk, type AnticipatedEffect, anticipatedEffect, type RiskEffect } from './absolute-effect.ts'
import type { Footnote, GradeRating } from './grade.ts'
import type { Certainty } from './grade-level.ts'
import { type IntervalLimits, limitProblems } from './limits.ts'
import { numberIn, type Wording } from './wording.ts'

/** Where an assumed risk comes from: the control groups, or a population of low, moderate or high risk. */
export interface AssumedRisk {
  readonly name: string
  /** Fraction of one. */
  readonly risk: number
}

/** A difference in means, or a standardised one, with its interval. */
export interface MeanEffect extends IntervalLimits {
  readonly measure: 'MD' | 'SMD'
  readonly estimate: number
  /** Unit of an MD; SMDs are in standard deviations. */
  readonly unit?: string
}

export interface FindingInput {
  readonly outcome: string
  readonly importance: 'critical' | 'important' | 'less-important'
  readonly studies: number
  readonly participants: number
  readonly effect: RiskEffect | MeanEffect
  /** Needed for effects on risks; ignored for means. */
  readonly assumedRisks?: readonly AssumedRisk[]
  readonly rating: GradeRating
}

export interface SummaryRow extends Omit<FindingInput, 'rating' | 'assumedRisks'> {
  readonly certainty: Certainty
  /** For each assumed risk what the effect means in people; empty for means. */
  readonly anticipated: readonly (AssumedRisk & { readonly effect: AnticipatedEffect; readonly text: Wording })[]
  /** For means what the difference is; absent for risks. */
  readonly difference?: Wording
  readonly footnotes: readonly Footnote[]
}

/**
 * One row of a summary-of-findings table. Numbers stay unrounded; the texts round people to whole ones.
 * @throws {InputProblemError} an effect on risks without an assumed risk, or numbers that cannot be
 */
export function summaryRow({ rating, assumedRisks = [], ...finding }: FindingInput): SummaryRow {
  const { effect } = finding
  refuse(problemsOf(finding, assumedRisks))
  const shared = { ...finding, certainty: rating.certainty, footnotes: rating.footnotes }
  if (isOfMeans(effect)) return { ...shared, anticipated: [], difference: differenceWording(effect) }
  const anticipated = assumedRisks.map((assumed) => {
    const absolute = anticipatedEffect(effect, assumed.risk)
    return { ...assumed, effect: absolute, text: anticipatedWording(absolute) }
  })
  return { ...shared, anticipated }
}

function isOfMeans(effect: RiskEffect | MeanEffect): effect is MeanEffect {
  return effect.measure === 'MD' || effect.measure === 'SMD'
}

/** As a table prints it: `2 fewer per 1,000 (from 109 fewer to 280 more)`. */
export function anticipatedWording({ estimate, lower, upper, per }: AnticipatedEffect): Wording {
  const [middle, from, to] = [estimate, lower, upper].map(peopleWording) as [Wording, Wording, Wording]
  return {
    en: `${middle.en} per ${per.toLocaleString('en')} (from ${from.en} to ${to.en})`,
    nl: `${middle.nl} per ${per.toLocaleString('nl')} (van ${from.nl} tot ${to.nl})`,
  }
}

function peopleWording({ difference }: AbsoluteRisk): Wording {
  const people = Math.round(Math.abs(difference))
  if (people === 0) return { en: '0 fewer', nl: '0 minder' }
  return difference < 0
    ? { en: `${people} fewer`, nl: `${people} minder` }
    : { en: `${people} more`, nl: `${people} meer` }
}

/** As a table prints it: `SMD 0.26 SD higher (0.11 lower to 0.63 higher)`. */
function differenceWording({ measure, estimate, lower, upper, unit }: MeanEffect): Wording {
  const units = measure === 'SMD' ? ' SD' : unit === undefined ? '' : ` ${unit}`
  const [middle, from, to] = [sidedWording(estimate, units), sidedWording(lower), sidedWording(upper)]
  return {
    en: `${measure} ${middle.en} (${from.en} to ${to.en})`,
    nl: `${measure} ${middle.nl} (${from.nl} tot ${to.nl})`,
  }
}

function sidedWording(value: number, units = ''): Wording {
  const side = value < 0 ? { en: 'lower', nl: 'lager' } : { en: 'higher', nl: 'hoger' }
  const size = numberIn(Math.abs(value), 2)
  return { en: `${size.en}${units} ${side.en}`, nl: `${size.nl}${units} ${side.nl}` }
}

function problemsOf(
  { studies, participants, effect }: Pick<FindingInput, 'studies' | 'participants' | 'effect'>,
  assumedRisks: readonly AssumedRisk[],
): readonly InputProblem[] {
  const isCount = (value: number) => Number.isInteger(value) && value >= 0
  const problems: InputProblem[] = [...limitProblems('effect', effect)]
  if (!isCount(studies)) problems.push({ column: 'studies', message: `must be a whole number from 0, got ${studies}` })
  if (!isCount(participants)) {
    problems.push({ column: 'participants', message: `must be a whole number from 0, got ${participants}` })
  }
  if (!isOfMeans(effect) && assumedRisks.length === 0) {
    problems.push({ column: 'assumedRisks', message: 'an effect on risks needs a risk to apply it to' })
  }
  return problems
}
