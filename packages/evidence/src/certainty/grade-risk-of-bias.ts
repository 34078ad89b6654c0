import { type InputProblem, refuse } from '../input-problem.ts'
import { type DomainJudgement, judged, type Override } from './judgement.ts'
import { numberIn } from './wording.ts'

/** Levels to take off: 0 not serious, 1 serious, 2 very serious, 3 extremely serious. */
export type Lowering = 0 | 1 | 2 | 3

export interface StudyBias {
  readonly study: string
  readonly bias: 'low' | 'some' | 'high'
  /** Share of the pooled estimate. */
  readonly weightPercent: number
}

export interface RiskOfBiasEvidence {
  readonly studies: readonly StudyBias[]
  /** Whether the conclusion changes when studies at high risk are left out; absent when that was not looked at. */
  readonly changesWithoutHighRisk?: boolean
}

/**
 * Risk of bias, by where most of the information comes from ("most" is more than half of the weight): from studies at
 * low risk not serious, from studies at high risk very serious, otherwise serious. When leaving out the studies at
 * high risk changes the conclusion it is at least serious.
 * @throws {InputProblemError} no studies, or a weight that is negative or not finite
 * @source Guyatt and others 2011, Journal of Clinical Epidemiology 64:407–415; Cochrane Handbook, chapter 14
 */
export function judgeRiskOfBias(
  { studies, changesWithoutHighRisk }: RiskOfBiasEvidence,
  override?: Override<Lowering>,
): DomainJudgement<'risk-of-bias', Lowering> {
  refuse(problemsOf(studies))
  const percentLow = shareOf(studies, 'low')
  const percentHigh = shareOf(studies, 'high')
  const byWeight = percentLow > 50 ? 0 : percentHigh > 50 ? 2 : 1
  const proposal = changesWithoutHighRisk === true ? Math.max(1, byWeight) : byWeight
  const low = numberIn(percentLow, 0)
  const high = numberIn(percentHigh, 0)
  const because = [
    {
      en: `${low.en}% of the weight is from studies at low risk of bias, ${high.en}% at high risk`,
      nl: `${low.nl}% van het gewicht komt van studies met laag risico op vertekening, ${high.nl}% met hoog risico`,
    },
    ...(changesWithoutHighRisk === true
      ? [
          {
            en: 'the conclusion changes without the studies at high risk',
            nl: 'de conclusie verandert zonder de studies met hoog risico',
          },
        ]
      : []),
  ]
  const inputs = { studies: studies.length, percentLow, percentHigh, changesWithoutHighRisk }
  const rule = 'most-information'
  return judged({ domain: 'risk-of-bias', inputs, rule, proposal: proposal as Lowering, because }, override)
}

function shareOf(studies: readonly StudyBias[], bias: StudyBias['bias']): number {
  const weightOf = (those: readonly StudyBias[]) => those.reduce((sum, { weightPercent }) => sum + weightPercent, 0)
  return (100 * weightOf(studies.filter((study) => study.bias === bias))) / weightOf(studies)
}

/** Weights need not be percentages, as long as their sums stay numbers. */
const most = 1e100

function problemsOf(studies: readonly StudyBias[]): readonly InputProblem[] {
  if (!studies.some(({ weightPercent }) => weightPercent > 0)) return [{ message: 'needs a study with weight above 0' }]
  return studies.flatMap(({ weightPercent }, index) =>
    weightPercent >= 0 && weightPercent <= most
      ? []
      : [{ row: index + 1, column: 'weightPercent', message: `must be from 0 to ${most}, got ${weightPercent}` }],
  )
}
