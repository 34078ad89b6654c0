import { refuse } from '../input-problem.ts'
import type { Lowering } from './grade-risk-of-bias.ts'
import { type DomainJudgement, judged, type Override } from './judgement.ts'
import { numberIn, type Wording } from './wording.ts'

export interface PublicationBiasEvidence {
  readonly studies: number
  /** p of a test for small-study effects (Egger or another that fits the measure). */
  readonly smallStudyP?: number
  /** Studies known to exist (registered, presented) without results. */
  readonly knownMissingStudies?: number
  /** What a person suspects for other reasons, as sponsors with an interest in small studies. */
  readonly isSuspected?: boolean
}

/**
 * Publication bias: one level when it is suspected, when studies are known to be missing, or when a test for
 * small-study effects has p below 0.10. Such tests count only from ten studies.
 * @throws {InputProblemError} p outside 0 to 1, or counts that are not counts
 * @source Sterne and others 2011, BMJ 343:d4002; Guyatt and others 2011, Journal of Clinical Epidemiology 64:1277–1282
 */
export function judgePublicationBias(
  evidence: PublicationBiasEvidence,
  override?: Override<Lowering>,
): DomainJudgement<'publication-bias', Lowering> {
  const { studies, smallStudyP, knownMissingStudies = 0, isSuspected = false } = evidence
  const isCount = (value: number) => Number.isInteger(value) && value >= 0
  refuse([
    ...(isCount(studies) && isCount(knownMissingStudies)
      ? []
      : [{ message: 'numbers of studies must be whole, from 0' }]),
    ...(smallStudyP === undefined || (smallStudyP >= 0 && smallStudyP <= 1)
      ? []
      : [{ column: 'smallStudyP', message: `must lie between 0 and 1, got ${smallStudyP}` }]),
  ])
  const isTestable = studies >= 10
  const isAsymmetric = isTestable && smallStudyP !== undefined && smallStudyP < 0.1
  const because: readonly Wording[] = [
    ...(isAsymmetric ? [asymmetric(smallStudyP)] : []),
    ...(isTestable ? [] : [tooFew(studies)]),
    ...(knownMissingStudies > 0 ? [missing(knownMissingStudies)] : []),
    ...(isSuspected ? [{ en: 'publication bias is suspected', nl: 'publicatiebias wordt vermoed' }] : []),
  ]
  const proposal: Lowering = isAsymmetric || knownMissingStudies > 0 || isSuspected ? 1 : 0
  const inputs = { studies, smallStudyP, knownMissingStudies, isSuspected, isTestable }
  return judged({ domain: 'publication-bias', inputs, rule: 'missing-or-asymmetric', proposal, because }, override)
}

function asymmetric(p: number): Wording {
  const printed = numberIn(p, 3)
  return {
    en: `small studies differ from large ones (p = ${printed.en})`,
    nl: `kleine studies wijken af van grote (p = ${printed.nl})`,
  }
}

function tooFew(studies: number): Wording {
  return {
    en: `with ${studies} studies small-study effects cannot be tested (10 are needed)`,
    nl: `met ${studies} studies zijn effecten van kleine studies niet te toetsen (daarvoor zijn er 10 nodig)`,
  }
}

function missing(count: number): Wording {
  return { en: `${count} known studies have no results`, nl: `van ${count} bekende studies ontbreken de resultaten` }
}
