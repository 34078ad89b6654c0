import { type InputProblem, refuse } from '../input-problem.ts'
import { normalQuantile } from '../numerics/index.ts'
import type { Lowering } from './grade-risk-of-bias.ts'
import { type DomainJudgement, judged, type Override } from './judgement.ts'
import { type IntervalLimits, limitProblems } from './limits.ts'
import { numberIn, type Wording } from './wording.ts'

export type EffectMeasure = 'RR' | 'OR' | 'HR' | 'RD' | 'MD' | 'SMD'

export interface ImprecisionEvidence {
  readonly measure: EffectMeasure
  /** On the natural scale, unrounded. */
  readonly effect: number
  readonly confidence: IntervalLimits
  /** Values at which a decision would change. Without any, no effect is the only one. */
  readonly thresholds?: readonly number[]
  /** People in all groups together. */
  readonly participants?: number
  /** Difference to be able to show, in standard deviations, for the information size of SMDs; default 0.2. */
  readonly detectableDifference?: number
}

const ratios: readonly EffectMeasure[] = ['RR', 'OR', 'HR']

/**
 * Imprecision. One level for each threshold inside the interval, three at most. When none is inside but the effect is
 * large, the information size is looked at: upper over lower limit above 3 (RR) or 2.5 (OR, HR), or fewer people than
 * the optimal information size (SMD), takes off one level. Large: RR, OR or HR of at least 2 or at most 0.5, SMD of at
 * least 0.8.
 * @throws {InputProblemError} limits or numbers that cannot be judged, or a ratio that is not above 0
 * @source Zeng and others 2022 (GRADE guidance 34), Journal of Clinical Epidemiology 150:216–224
 */
export function judgeImprecisionByThresholds(
  evidence: ImprecisionEvidence,
  override?: Override<Lowering>,
): DomainJudgement<'imprecision', Lowering> {
  refuse(problemsOf(evidence))
  const { measure, effect, confidence, participants } = evidence
  const noEffect = ratios.includes(measure) ? 1 : 0
  const thresholds = evidence.thresholds ?? [noEffect]
  const crossed = thresholds.filter((line) => confidence.lower < line && line < confidence.upper)
  const size = crossed.length === 0 && isLarge(measure, effect) ? informationSize(evidence) : undefined
  const proposal = crossed.length > 0 ? Math.min(3, crossed.length) : size?.isMet === false ? 1 : 0
  const inputs = {
    measure,
    effect,
    confidence: [confidence.lower, confidence.upper],
    thresholds,
    crossed: crossed.length,
    participants,
    informationSizeMet: size?.isMet,
  }
  const because = [crossedWording(crossed), ...(size === undefined ? [] : [size.because])]
  const rule = 'thresholds-then-information-size'
  return judged({ domain: 'imprecision', inputs, rule, proposal: proposal as Lowering, because }, override)
}

/**
 * Optimal information size for a difference in means: people in two equal groups together to show a difference of
 * `detectableDifference` standard deviations with two-sided 5% and 80% power: 4 (1.96 + 0.84)² / d².
 * @throws {RangeError} a difference that is not above 0
 */
export function optimalInformationSize(detectableDifference: number): number {
  if (!isDifference(detectableDifference)) {
    throw new RangeError(`optimalInformationSize: needs a finite difference above 0, got ${detectableDifference}`)
  }
  return Math.ceil((4 * (normalQuantile(0.975) + normalQuantile(0.8)) ** 2) / detectableDifference ** 2)
}

function isLarge(measure: EffectMeasure, effect: number): boolean {
  if (ratios.includes(measure)) return effect >= 2 || effect <= 0.5
  return measure === 'SMD' && Math.abs(effect) >= 0.8
}

interface InformationSize {
  readonly isMet: boolean
  readonly because: Wording
}

function informationSize(evidence: ImprecisionEvidence): InformationSize | undefined {
  const { measure, confidence, participants, detectableDifference = 0.2 } = evidence
  if (ratios.includes(measure)) return ratioSize(confidence.upper / confidence.lower, measure === 'RR' ? 3 : 2.5)
  if (measure !== 'SMD' || participants === undefined) return undefined
  const needed = optimalInformationSize(detectableDifference)
  const because = {
    en: `the effect is large and ${participants} people took part where ${needed} are needed`,
    nl: `het effect is groot en er deden ${participants} mensen mee terwijl er ${needed} nodig zijn`,
  }
  return { isMet: participants >= needed, because }
}

function ratioSize(ratio: number, most: number): InformationSize {
  const [found, limit] = [numberIn(ratio, 1), numberIn(most)]
  const because = {
    en: `the effect is large and the upper limit is ${found.en} times the lower (at most ${limit.en} is enough information)`,
    nl: `het effect is groot en de bovengrens is ${found.nl} maal de ondergrens (tot ${limit.nl} is de informatie voldoende)`,
  }
  return { isMet: ratio <= most, because }
}

function crossedWording(crossed: readonly number[]): Wording {
  if (crossed.length === 0) {
    return { en: 'the interval includes no threshold', nl: 'het interval bevat geen grens' }
  }
  const lines = crossed.map((line) => numberIn(line))
  return {
    en: `the interval includes ${lines.map(({ en }) => en).join(' and ')}`,
    nl: `het interval bevat ${lines.map(({ nl }) => nl).join(' en ')}`,
  }
}

function problemsOf({ measure, effect, confidence, thresholds = [], ...size }: ImprecisionEvidence) {
  const { participants, detectableDifference } = size
  const problems: InputProblem[] = [...limitProblems('confidence', confidence)]
  if (![effect, ...thresholds].every(Number.isFinite))
    problems.push({ message: 'effect and thresholds must be finite' })
  if (ratios.includes(measure) && !(confidence.lower > 0)) {
    problems.push({ column: 'confidence', message: `limits of a ratio must be above 0, got ${confidence.lower}` })
  }
  if (ratios.includes(measure) && confidence.lower > 0 && !Number.isFinite(confidence.upper / confidence.lower)) {
    problems.push({ column: 'confidence', message: 'limits of a ratio are too far apart to be divided' })
  }
  if (participants !== undefined && !(Number.isInteger(participants) && participants >= 0)) {
    problems.push({ column: 'participants', message: `must be a whole number from 0, got ${participants}` })
  }
  if (detectableDifference !== undefined && !isDifference(detectableDifference)) {
    problems.push({ column: 'detectableDifference', message: `must be above 0, got ${detectableDifference}` })
  }
  return problems
}

/** Whether its square can be divided by. */
function isDifference(value: number): boolean {
  return value > 1e-100 && value < Number.POSITIVE_INFINITY
}
