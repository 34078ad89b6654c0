import { refuse } from '../input-problem.ts'
import { type DomainJudgement, judged, type Override } from './judgement.ts'
import { numberIn, type Wording } from './wording.ts'

/** Concerns in a CINeMA domain: 1 none, 2 some, 3 major. */
export type ConcernLevel = 1 | 2 | 3

/** How much of an estimate comes from studies at each level of concern, in percent; together 100. */
export type ContributionShares = Readonly<Record<ConcernLevel, number>>

/** How the shares become one level: the largest share, the rounded weighted mean, or the worst that contributes. */
export type ContributionRule = 'majority' | 'average' | 'highest'

export interface ContributionSummary {
  readonly majority: ConcernLevel
  readonly average: ConcernLevel
  /** The weighted mean before it is rounded half up. */
  readonly averageUnrounded: number
  readonly highest: ConcernLevel
}

const levels = [1, 2, 3] as const
/** Printed shares are rounded; more than this away from 100 they are not shares of one estimate. */
const roundingAllowance = 1

/**
 * Sums up levels of concern of studies by what each contributes to the estimate.
 * Where two levels have the same largest share the more serious one is taken.
 * @throws {InputProblemError} a share that is negative or not finite, or shares that do not add up to 100
 * @source Nikolakopoulou and others 2020, PLoS Medicine 17:e1003082 (CINeMA)
 */
export function summariseContributions(shares: ContributionShares): ContributionSummary {
  const total = levels.reduce((sum, level) => sum + shares[level], 0)
  const isShare = (level: ConcernLevel) => Number.isFinite(shares[level]) && shares[level] >= 0
  refuse(
    levels.every(isShare) && Math.abs(total - 100) <= roundingAllowance
      ? []
      : [{ column: 'contributions', message: `must be percentages that add up to 100, got ${total}` }],
  )
  const averageUnrounded = levels.reduce((sum, level) => sum + (level * shares[level]) / 100, 0)
  const largest = Math.max(...levels.map((level) => shares[level]))
  return {
    majority: levels.findLast((level) => shares[level] === largest) ?? 3,
    average: Math.min(3, Math.max(1, Math.floor(averageUnrounded + 0.5))) as ConcernLevel,
    averageUnrounded,
    highest: levels.findLast((level) => shares[level] > 0) ?? 1,
  }
}

/** Judges within-study bias or indirectness from what studies at each level contribute. */
export function judgeContributions<Domain extends 'within-study-bias' | 'indirectness'>(
  domain: Domain,
  shares: ContributionShares,
  rule: ContributionRule,
  override?: Override<ConcernLevel>,
): DomainJudgement<Domain, ConcernLevel> {
  const summary = summariseContributions(shares)
  const inputs = {
    percentNoConcerns: shares[1],
    percentSomeConcerns: shares[2],
    percentMajorConcerns: shares[3],
    average: summary.averageUnrounded,
  }
  const because = [wordings[rule](summary, shares)]
  return judged({ domain, inputs, rule: `contributions-${rule}`, proposal: summary[rule], because }, override)
}

type ToWording = (summary: ContributionSummary, shares: ContributionShares) => Wording

const wordings: Readonly<Record<ContributionRule, ToWording>> = {
  majority: ({ majority }, shares) => {
    const share = numberIn(shares[majority])
    return {
      en: `most of the estimate, ${share.en}%, comes from studies at level ${majority}`,
      nl: `het grootste deel van de schatting, ${share.nl}%, komt uit studies op niveau ${majority}`,
    }
  },
  average: ({ averageUnrounded }) => {
    const mean = numberIn(averageUnrounded, 2)
    return {
      en: `the levels weighted by contribution average ${mean.en}`,
      nl: `de niveaus, gewogen naar bijdrage, zijn gemiddeld ${mean.nl}`,
    }
  },
  highest: ({ highest }) => ({
    en: `the worst level that contributes is ${highest}`,
    nl: `het ernstigste niveau dat bijdraagt is ${highest}`,
  }),
}
