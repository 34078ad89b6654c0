import { type InputProblem, InputProblemError, refuse } from '../input-problem.ts'
import { judgeIncoherence } from './cinema-incoherence.ts'
import { type EffectMeasure, type ImprecisionEvidence, judgeImprecisionByThresholds } from './grade-imprecision.ts'
import { type Certainty, certainties, type LevelSum, sumLevels } from './grade-level.ts'
import type { Lowering } from './grade-risk-of-bias.ts'
import {
  dominantIndirectPath,
  type IndirectPath,
  joins,
  lowestCertainty,
  type RatedDirectComparison,
} from './indirect-path.ts'
import { type DomainJudgement, judged, type Override } from './judgement.ts'
import type { ImportanceZone, IntervalLimits } from './limits.ts'
import { numberIn, type Wording } from './wording.ts'

export { dominantIndirectPath, type IndirectPath, type RatedDirectComparison } from './indirect-path.ts'

/** What lowers the certainty of a network estimate, beside what already lowered its parts. */
export type NetworkGradeDomain = 'intransitivity' | 'incoherence' | 'imprecision'

export interface NetworkGradeInput {
  readonly treatment1: string
  readonly treatment2: string
  /** All comparisons with direct evidence in the network, each rated by `rateDirectEvidence`. */
  readonly direct: readonly RatedDirectComparison[]
  /** Share of the network estimate that is direct evidence, from 0 to 1 (`splitComparisons`). */
  readonly proportionDirect: number
  /** Levels for differences between the trials of the path that change the effect; only a person can judge this. */
  readonly intransitivity?: { readonly level: Lowering; readonly reason: string }
  /** Where both kinds of evidence exist: their intervals on the natural scale, and the p of their difference. */
  readonly split?: { readonly direct: IntervalLimits; readonly indirect: IntervalLimits; readonly pValue: number }
  /** What difference matters, on the natural scale. */
  readonly zone: ImportanceZone
  /** The network estimate. */
  readonly estimate: {
    readonly measure: EffectMeasure
    readonly effect: number
    readonly confidence: IntervalLimits
  } & Pick<ImprecisionEvidence, 'participants' | 'thresholds' | 'detectableDifference'>
  readonly overrides?: Partial<Readonly<Record<'incoherence' | 'imprecision', Override<Lowering>>>>
}

/** The rating of the indirect evidence of one comparison. */
export interface IndirectRating {
  readonly certainty: Certainty
  readonly path: IndirectPath
  readonly intransitivity: DomainJudgement<'intransitivity', Lowering>
}

export interface NetworkGradeRating extends LevelSum {
  readonly method: 'GRADE for networks'
  /** Rating of the direct evidence, imprecision not counted; undefined without direct evidence. */
  readonly direct: Certainty | undefined
  readonly indirect: IndirectRating | undefined
  /** Rating from which the network estimate starts, and the evidence that gave it. */
  readonly start: Certainty
  readonly startFrom: 'direct' | 'indirect'
  readonly domains: readonly DomainJudgement<'incoherence' | 'imprecision', Lowering>[]
  readonly because: readonly Wording[]
}

/**
 * Rates one comparison of a network in stages: direct evidence; indirect evidence (the lowest of the comparisons on its
 * dominant path, less levels for intransitivity); then the network estimate, which starts from the evidence that
 * contributes most (from the better one when each gives about half, 45 to 55%), and is lowered for incoherence and for
 * its own imprecision. Direct and indirect evidence keep their ratings without imprecision.
 * @throws {InputProblemError} no evidence for the comparison, or numbers that cannot be judged
 * @source Puhan and others 2014, BMJ 349:g5630; Brignardello-Petersen and others 2018, Journal of Clinical Epidemiology
 *   93:36–44; the areas of incoherence as in CINeMA
 */
export function rateNetworkComparison(input: NetworkGradeInput): NetworkGradeRating {
  refuse(problemsOf(input))
  const { treatment1, treatment2, overrides = {} } = input
  const direct = input.direct.find((one) => joins(one, treatment1, treatment2))?.certainty
  const indirect = rateIndirect(input)
  const { certainty: start, from, because } = startOf(direct, indirect?.certainty, input)
  const domains = [
    incoherenceOf(input, direct !== undefined && indirect !== undefined, overrides.incoherence),
    judgeImprecisionByThresholds(input.estimate, overrides.imprecision),
  ] as const
  const lowering = domains.reduce((sum, { level = 0 }) => sum + level, 0)
  return {
    method: 'GRADE for networks',
    direct,
    indirect,
    start,
    startFrom: from,
    domains,
    because: [because],
    ...sumLevels(start, lowering, 0),
  }
}

function rateIndirect({
  direct,
  treatment1,
  treatment2,
  intransitivity,
}: NetworkGradeInput): IndirectRating | undefined {
  const path = dominantIndirectPath(direct, treatment1, treatment2)
  if (path === undefined) return undefined
  const judgement = judgeIntransitivity(path, intransitivity)
  const lowest = lowestCertainty(path.comparisons.map(({ certainty }) => certainty))
  return { certainty: sumLevels(lowest, judgement.level ?? 0, 0).certainty, path, intransitivity: judgement }
}

function judgeIntransitivity({ treatments }: IndirectPath, given: NetworkGradeInput['intransitivity']) {
  const because = given === undefined ? [] : [{ en: given.reason, nl: given.reason }]
  const proposal: Lowering = given?.level ?? 0
  const inputs = { path: treatments.join(' – ') }
  return judged({ domain: 'intransitivity' as const, inputs, rule: 'judged-by-a-person', proposal, because }, undefined)
}

/** Shares of direct evidence at which direct and indirect evidence contribute alike. */
const alike = { from: 0.45, to: 0.55 }

function startOf(direct: Certainty | undefined, indirect: Certainty | undefined, input: NetworkGradeInput) {
  const { proportionDirect } = input
  const share = numberIn(100 * proportionDirect, 0)
  if (direct === undefined && indirect === undefined) {
    const message = `no evidence joins "${input.treatment1}" and "${input.treatment2}"`
    throw new InputProblemError([{ column: 'direct', message }])
  }
  if (direct === undefined || indirect === undefined) {
    const only = direct === undefined ? 'indirect' : 'direct'
    const because = { en: `there is ${only} evidence only`, nl: `er is alleen ${only} bewijs` }
    return { certainty: (direct ?? indirect) as Certainty, from: only, because } as const
  }
  if (alike.from <= proportionDirect && proportionDirect <= alike.to) {
    const from = certainties.indexOf(direct) <= certainties.indexOf(indirect) ? 'direct' : 'indirect'
    const because = {
      en: `direct and indirect evidence contribute alike (direct ${share.en}%); the better of both counts`,
      nl: `direct en indirect bewijs dragen evenveel bij (direct ${share.nl}%); het beste van beide telt`,
    }
    return { certainty: from === 'direct' ? direct : indirect, from, because } as const
  }
  const from = proportionDirect > 0.5 ? 'direct' : 'indirect'
  const because = {
    en: `${from} evidence contributes most (direct ${share.en}%)`,
    nl: `${from} bewijs draagt het meest bij (direct ${share.nl}%)`,
  }
  return { certainty: from === 'direct' ? direct : indirect, from, because } as const
}

/** Levels for incoherence: one for some concerns by the rule of CINeMA, two for major ones. */
function incoherenceOf(
  { split, zone }: NetworkGradeInput,
  hasBoth: boolean,
  override: Override<Lowering> | undefined,
): DomainJudgement<'incoherence', Lowering> {
  if (!hasBoth || split === undefined) {
    const because = [{ en: 'there is nothing to compare', nl: 'er is niets om te vergelijken' }]
    return judged({ domain: 'incoherence', inputs: {}, rule: 'one-kind-of-evidence', proposal: 0, because }, override)
  }
  const { direct, indirect, pValue } = split
  const { inputs, because, rule, proposal } = judgeIncoherence(
    { evidence: 'mixed', direct, indirect, splitP: pValue },
    zone,
  )
  return judged({ domain: 'incoherence', inputs, rule, proposal: ((proposal ?? 1) - 1) as Lowering, because }, override)
}

function problemsOf({ proportionDirect, direct, treatment1, treatment2, split, intransitivity }: NetworkGradeInput) {
  const problems: InputProblem[] = []
  if (!(proportionDirect >= 0 && proportionDirect <= 1)) {
    problems.push({ column: 'proportionDirect', message: `must lie between 0 and 1, got ${proportionDirect}` })
  }
  const hasDirect = direct.some((one) => joins(one, treatment1, treatment2))
  if (hasDirect && split === undefined && proportionDirect < 1) {
    problems.push({ column: 'split', message: 'needs the direct and the indirect estimate, for both exist' })
  }
  if (!hasDirect && proportionDirect > 0) {
    problems.push({ column: 'proportionDirect', message: `must be 0 without direct evidence, got ${proportionDirect}` })
  }
  if (intransitivity !== undefined && intransitivity.level > 0 && intransitivity.reason.trim() === '') {
    problems.push({ column: 'intransitivity', message: 'levels need a reason' })
  }
  return problems
}
