import { type InputProblem, refuse } from '../input-problem.ts'
import type { ConcernLevel } from './cinema-bias.ts'
import { type DomainJudgement, judged, type Override } from './judgement.ts'
import { type ImportanceZone, type IntervalLimits, limitProblems } from './limits.ts'
import { numberIn } from './wording.ts'

/** Evidence behind a comparison of a network, with what says whether its sources agree. */
export type CoherenceEvidence =
  | {
      readonly evidence: 'mixed'
      readonly direct: IntervalLimits
      readonly indirect: IntervalLimits
      /** p of the difference between direct and indirect estimate (node-splitting). */
      readonly splitP: number
    }
  | {
      readonly evidence: 'only-direct' | 'only-indirect'
      /** p of the design-by-treatment interaction of the whole network; absent when there are no closed loops. */
      readonly globalP?: number
    }

/**
 * Incoherence. Mixed evidence: no concerns when the split has p of at least 0.10; else the areas (below, inside, above
 * the zone of unimportant effects) that direct and indirect interval touch are compared: all three alike no concerns,
 * two some, fewer major. Other evidence goes by the global test: above 0.10 none, above 0.05 some, else or without a
 * test major.
 * @throws {InputProblemError} p outside 0 to 1, or limits that are not limits
 * @source CINeMA web application, rules for incoherence; here on unrounded numbers
 */
export function judgeIncoherence(
  coherence: CoherenceEvidence,
  zone: ImportanceZone,
  override?: Override<ConcernLevel>,
): DomainJudgement<'incoherence', ConcernLevel> {
  if (coherence.evidence !== 'mixed') return judgeByGlobalTest(coherence.evidence, coherence.globalP, override)
  const { direct, indirect, splitP } = coherence
  refuse([...limitProblems('direct', direct), ...limitProblems('indirect', indirect), ...pProblems('splitP', splitP)])
  const alike = areasAlike(areasOf(direct, zone), areasOf(indirect, zone))
  const proposal = splitP >= 0.1 || alike === 3 ? 1 : alike === 2 ? 2 : 3
  const inputs = {
    direct: [direct.lower, direct.upper],
    indirect: [indirect.lower, indirect.upper],
    splitP,
    zone: [zone.lower, zone.null, zone.upper],
    areasAlike: alike,
  }
  const p = numberIn(splitP)
  const because = [
    {
      en: `direct and indirect evidence differ with p = ${p.en} and agree on ${alike} of 3 areas`,
      nl: `direct en indirect bewijs verschillen met p = ${p.nl} en komen in ${alike} van 3 gebieden overeen`,
    },
  ]
  return judged({ domain: 'incoherence', inputs, rule: 'split-then-areas', proposal, because }, override)
}

function judgeByGlobalTest(
  evidence: 'only-direct' | 'only-indirect',
  globalP: number | undefined,
  override: Override<ConcernLevel> | undefined,
): DomainJudgement<'incoherence', ConcernLevel> {
  refuse(globalP === undefined ? [] : pProblems('globalP', globalP))
  const proposal = globalP === undefined || globalP <= 0.05 ? 3 : globalP <= 0.1 ? 2 : 1
  const p = globalP === undefined ? undefined : numberIn(globalP)
  const because = [
    p === undefined
      ? {
          en: 'the network has no loops, coherence cannot be tested',
          nl: 'het netwerk heeft geen lussen, coherentie is niet te toetsen',
        }
      : { en: `the global test of coherence has p = ${p.en}`, nl: `de globale toets op coherentie heeft p = ${p.nl}` },
  ]
  return judged(
    { domain: 'incoherence', inputs: { evidence, globalP }, rule: 'global-test', proposal, because },
    override,
  )
}

/** Which areas an interval touches: below the zone, inside it, above it. */
function areasOf({ lower, upper }: IntervalLimits, zone: ImportanceZone): readonly boolean[] {
  return [lower < zone.lower, lower < zone.upper && upper > zone.lower, upper > zone.upper]
}

function areasAlike(one: readonly boolean[], other: readonly boolean[]): number {
  return one.filter((touched, area) => touched === other[area]).length
}

function pProblems(column: string, p: number): readonly InputProblem[] {
  return p >= 0 && p <= 1 ? [] : [{ column, message: `must lie between 0 and 1, got ${p}` }]
}
