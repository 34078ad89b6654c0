import { type InputProblem, refuse } from '../input-problem.ts'
import type { Lowering } from './grade-risk-of-bias.ts'
import { type DomainJudgement, judged, type Override } from './judgement.ts'
import { type IntervalLimits, limitProblems, reaches } from './limits.ts'
import { numberIn, type Wording } from './wording.ts'

/** A study's estimate with its interval, all on one scale. */
export interface StudyInterval extends IntervalLimits {
  readonly study: string
  readonly estimate: number
}

export interface InconsistencyEvidence {
  readonly studies: readonly StudyInterval[]
  /** The value that divides conclusions: no effect, or the smallest important effect. */
  readonly threshold: number
  readonly confidence: IntervalLimits
  readonly prediction?: IntervalLimits
  /** Share of the variation that is not chance, percent (I²). */
  readonly iSquaredPercent?: number
  /** I² after leaving out the study that matters most, percent. */
  readonly iSquaredWithoutOnePercent?: number
}

type Sign = 'estimates-on-both-sides' | 'intervals-apart' | 'prediction-crosses'

/**
 * Inconsistency, never by I² alone. Three signs count: studies estimate on both sides of the threshold; the intervals
 * of some two studies do not meet; the prediction interval includes the threshold while the confidence interval does
 * not. No sign: not serious. Serious from one sign when I² is at least 40% (or unknown); very serious with two signs
 * and I² of at least 75%. One study cannot be inconsistent. Whether one study carries the heterogeneity is reported.
 * @throws {InputProblemError} no studies, limits that are not limits, or numbers that are not finite
 * @source Guyatt and others 2023 (Core GRADE 3), BMJ 389:e081905; bands of I² of the Cochrane Handbook 10.10.2
 */
export function judgeInconsistency(
  evidence: InconsistencyEvidence,
  override?: Override<Lowering>,
): DomainJudgement<'inconsistency', Lowering> {
  const { studies, threshold, confidence, prediction, iSquaredPercent, iSquaredWithoutOnePercent } = evidence
  refuse([
    ...(studies.length === 0 ? [{ message: 'needs at least one study' }] : []),
    ...limitProblems('confidence', confidence),
    ...(prediction === undefined ? [] : limitProblems('prediction', prediction)),
    ...studies.flatMap((study, index) => limitProblems('interval', study).map((one) => ({ ...one, row: index + 1 }))),
    ...studies.flatMap(({ estimate }, index) =>
      Number.isFinite(estimate)
        ? []
        : [{ row: index + 1, column: 'estimate', message: `must be finite, got ${estimate}` }],
    ),
    ...(Number.isFinite(threshold) ? [] : [{ column: 'threshold', message: `must be finite, got ${threshold}` }]),
    ...percentProblems('iSquaredPercent', iSquaredPercent),
    ...percentProblems('iSquaredWithoutOnePercent', iSquaredWithoutOnePercent),
  ])
  const signs = studies.length === 1 ? [] : signsOf(evidence)
  const inputs = {
    studies: studies.length,
    threshold,
    signs: signs.join(', '),
    iSquaredPercent,
    iSquaredWithoutOnePercent,
  }
  const because =
    studies.length === 1 ? [oneStudy] : [...signs.map((sign) => signWordings[sign]), ...heterogeneity(evidence)]
  const proposal = levelOf(signs.length, iSquaredPercent)
  return judged({ domain: 'inconsistency', inputs, rule: 'signs-then-i-squared', proposal, because }, override)
}

function percentProblems(column: string, percent: number | undefined): InputProblem[] {
  return percent === undefined || (percent >= 0 && percent <= 100)
    ? []
    : [{ column, message: `must be from 0 to 100, got ${percent}` }]
}

function levelOf(signs: number, iSquaredPercent: number | undefined): Lowering {
  if (signs === 0) return 0
  if (iSquaredPercent === undefined) return 1
  if (signs >= 2 && iSquaredPercent >= 75) return 2
  return iSquaredPercent >= 40 ? 1 : 0
}

function signsOf({ studies, threshold, confidence, prediction }: InconsistencyEvidence): readonly Sign[] {
  const isOnBothSides =
    studies.some((one) => one.estimate < threshold) && studies.some((one) => one.estimate > threshold)
  const areApart = Math.max(...studies.map(({ lower }) => lower)) > Math.min(...studies.map(({ upper }) => upper))
  const predictionCrosses =
    prediction !== undefined && reaches(prediction, threshold) && !reaches(confidence, threshold)
  return [
    ...(isOnBothSides ? (['estimates-on-both-sides'] as const) : []),
    ...(areApart ? (['intervals-apart'] as const) : []),
    ...(predictionCrosses ? (['prediction-crosses'] as const) : []),
  ]
}

function heterogeneity({ iSquaredPercent, iSquaredWithoutOnePercent }: InconsistencyEvidence): readonly Wording[] {
  if (iSquaredPercent === undefined) return []
  const all = numberIn(iSquaredPercent, 0)
  const stated = { en: `I² is ${all.en}%`, nl: `I² is ${all.nl}%` }
  if (iSquaredWithoutOnePercent === undefined || iSquaredWithoutOnePercent >= 40 || iSquaredPercent < 40)
    return [stated]
  const rest = numberIn(iSquaredWithoutOnePercent, 0)
  return [
    stated,
    {
      en: `one study carries the heterogeneity: without it I² is ${rest.en}%`,
      nl: `één studie draagt de heterogeniteit: zonder die studie is I² ${rest.nl}%`,
    },
  ]
}

const oneStudy: Wording = { en: 'there is only one study', nl: 'er is maar één studie' }

const signWordings: Readonly<Record<Sign, Wording>> = {
  'estimates-on-both-sides': {
    en: 'studies estimate on both sides of the threshold',
    nl: 'studies schatten aan weerszijden van de grens',
  },
  'intervals-apart': {
    en: 'the intervals of some studies do not meet',
    nl: 'de intervallen van sommige studies raken elkaar niet',
  },
  'prediction-crosses': {
    en: 'the prediction interval includes the threshold, the confidence interval does not',
    nl: 'het predictie-interval bevat de grens, het betrouwbaarheidsinterval niet',
  },
}
