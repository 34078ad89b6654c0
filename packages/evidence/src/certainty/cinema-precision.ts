import { refuse } from '../input-problem.ts'
import type { ConcernLevel } from './cinema-bias.ts'
import { type DomainJudgement, judged, type Override } from './judgement.ts'
import { crossings, type ImportanceZone, type IntervalLimits, limitProblems } from './limits.ts'

/** A network estimate with its confidence interval and the interval in which a new study is expected. */
export interface NetworkEstimate {
  readonly effect: number
  readonly confidence: IntervalLimits
  /** Always from the random-effects model; absent when it cannot be computed. */
  readonly prediction?: IntervalLimits
  readonly zone: ImportanceZone
}

export interface Crossings {
  readonly confidence: number
  readonly prediction: number | undefined
}

/**
 * Counts how many of the lines that matter lie in the confidence and in the prediction interval.
 * An interval wholly inside the zone of unimportant effects crosses nothing; the prediction interval is then held
 * against both ends of the zone. Otherwise the lines are no effect and the important value on the other side of it.
 * An estimate that is exactly no effect is held against the side on which more is crossed.
 * @throws {InputProblemError} limits that are not numbers or lie the wrong way round
 * @source CINeMA web application, rules for imprecision and heterogeneity; here on unrounded numbers
 */
export function countCrossings({ effect, confidence, prediction, zone }: NetworkEstimate): Crossings {
  refuse([
    ...limitProblems('confidence', confidence),
    ...(prediction === undefined ? [] : limitProblems('prediction', prediction)),
    ...(Number.isFinite(effect) ? [] : [{ column: 'effect', message: 'must be a finite number' }]),
  ])
  const isInsideZone = zone.lower < confidence.lower && confidence.upper < zone.upper
  if (isInsideZone) {
    return { confidence: 0, prediction: prediction && crossings(prediction, [zone.lower, zone.upper]) }
  }
  const lines = oppositeLines(effect, confidence, zone)
  return { confidence: crossings(confidence, lines), prediction: prediction && crossings(prediction, lines) }
}

function oppositeLines(effect: number, confidence: IntervalLimits, zone: ImportanceZone): readonly number[] {
  const below = [zone.lower, zone.null]
  const above = [zone.null, zone.upper]
  if (effect > zone.null) return below
  if (effect < zone.null) return above
  return crossings(confidence, below) > crossings(confidence, above) ? below : above
}

/** Imprecision: no concerns when no line is crossed, some with one, major with two. */
export function judgeImprecision(
  estimate: NetworkEstimate,
  override?: Override<ConcernLevel>,
): DomainJudgement<'imprecision', ConcernLevel> {
  const crossed = countCrossings(estimate).confidence
  const because = [
    {
      en: `the confidence interval includes ${crossed} of the 2 lines that matter`,
      nl: `het betrouwbaarheidsinterval bevat ${crossed} van de 2 grenzen die ertoe doen`,
    },
  ]
  const proposal = (crossed + 1) as ConcernLevel
  const inputs = { ...numbersOf(estimate), crossings: crossed }
  return judged({ domain: 'imprecision', inputs, rule: 'interval-against-zone', proposal, because }, override)
}

/** Level by crossings of the confidence interval (first index) and of the prediction interval (second). */
const heterogeneityLevels: readonly (readonly (ConcernLevel | undefined)[])[] = [
  [1, 2, 3],
  [undefined, 1, 2],
  [undefined, undefined, 1],
]

/**
 * Heterogeneity: concerns when the prediction interval would change what the confidence interval says.
 * No proposal without a prediction interval, or when it crosses less than the confidence interval (then they do not
 * belong together).
 */
export function judgeHeterogeneity(
  estimate: NetworkEstimate,
  override?: Override<ConcernLevel>,
): DomainJudgement<'heterogeneity', ConcernLevel> {
  const { confidence, prediction } = countCrossings(estimate)
  const proposal = prediction === undefined ? undefined : heterogeneityLevels[confidence]?.[prediction]
  const inputs = { ...numbersOf(estimate), confidenceCrossings: confidence, predictionCrossings: prediction }
  const because = [
    prediction === undefined
      ? { en: 'there is no prediction interval', nl: 'er is geen predictie-interval' }
      : {
          en: `the prediction interval includes ${prediction} lines that matter, the confidence interval ${confidence}`,
          nl: `het predictie-interval bevat ${prediction} grenzen die ertoe doen, het betrouwbaarheidsinterval ${confidence}`,
        },
  ]
  return judged({ domain: 'heterogeneity', inputs, rule: 'prediction-against-confidence', proposal, because }, override)
}

function numbersOf({ effect, confidence, prediction, zone }: NetworkEstimate) {
  return {
    effect,
    confidence: [confidence.lower, confidence.upper],
    prediction: prediction && [prediction.lower, prediction.upper],
    zone: [zone.lower, zone.null, zone.upper],
  }
}
