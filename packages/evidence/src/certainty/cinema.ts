import { type ConcernLevel, type ContributionRule, type ContributionShares, judgeContributions } from './cinema-bias.ts'
import { type CoherenceEvidence, judgeIncoherence } from './cinema-incoherence.ts'
import { judgeHeterogeneity, judgeImprecision } from './cinema-precision.ts'
import type { Certainty } from './grade-level.ts'
import { type DomainJudgement, judged, type Override } from './judgement.ts'
import type { ImportanceZone, IntervalLimits } from './limits.ts'

export type CinemaDomain =
  | 'within-study-bias'
  | 'reporting-bias'
  | 'indirectness'
  | 'imprecision'
  | 'heterogeneity'
  | 'incoherence'

export interface CinemaInput {
  /** On the natural scale, unrounded. */
  readonly effect: number
  readonly confidence: IntervalLimits
  readonly prediction?: IntervalLimits
  readonly zone: ImportanceZone
  readonly coherence: CoherenceEvidence
  /** What studies at low, moderate and high risk of bias contribute, percent. */
  readonly riskOfBias: ContributionShares
  /** What studies contribute by how far they are from the question, percent. */
  readonly indirectness: ContributionShares
  /** How contributions become a level; default the average. */
  readonly contributionRule?: ContributionRule
  readonly overrides?: Partial<Readonly<Record<CinemaDomain, Override<ConcernLevel>>>>
  /** The confidence a person gives after weighing the six domains together; CINeMA does not compute it. */
  readonly confidenceRating?: Override<Certainty>
}

export interface CinemaReport {
  readonly method: 'CINeMA'
  /** Rules were applied to the numbers as given, not to rounded ones. */
  readonly numbers: 'unrounded'
  readonly domains: readonly DomainJudgement<CinemaDomain, ConcernLevel>[]
  readonly confidenceRating?: Override<Certainty>
}

/**
 * Rates one comparison of a network in the six domains of CINeMA. Reporting bias has no rule: a person decides it, so
 * it has no level until an override is given.
 * @throws {InputProblemError} numbers that cannot be judged, or an override without a reason
 * @source Nikolakopoulou and others 2020, PLoS Medicine 17:e1003082
 */
export function rateCinema(input: CinemaInput): CinemaReport {
  const { overrides = {}, contributionRule = 'average' } = input
  return {
    method: 'CINeMA',
    numbers: 'unrounded',
    domains: [
      judgeContributions('within-study-bias', input.riskOfBias, contributionRule, overrides['within-study-bias']),
      judgeReportingBias(overrides['reporting-bias']),
      judgeContributions('indirectness', input.indirectness, contributionRule, overrides.indirectness),
      judgeImprecision(input, overrides.imprecision),
      judgeHeterogeneity(input, overrides.heterogeneity),
      judgeIncoherence(input.coherence, input.zone, overrides.incoherence),
    ],
    ...(input.confidenceRating === undefined ? {} : { confidenceRating: input.confidenceRating }),
  }
}

function judgeReportingBias(override?: Override<ConcernLevel>): DomainJudgement<'reporting-bias', ConcernLevel> {
  const because = [
    {
      en: 'reporting bias is judged by a person, for instance with ROB-MEN',
      nl: 'rapportagebias beoordeelt een mens, bijvoorbeeld met ROB-MEN',
    },
  ]
  return judged({ domain: 'reporting-bias', inputs: {}, rule: 'by-hand', proposal: undefined, because }, override)
}
