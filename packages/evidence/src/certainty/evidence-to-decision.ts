import { type InputProblem, refuse } from '../input-problem.ts'
import type { Certainty } from './grade-level.ts'

/** What can be said on each criterion; `unknown` and `varies` are answers too. */
export interface CriterionAnswers {
  readonly 'desirable-effects': 'trivial' | 'small' | 'moderate' | 'large'
  readonly 'undesirable-effects': 'trivial' | 'small' | 'moderate' | 'large'
  readonly 'certainty-of-evidence': Certainty | 'no-studies'
  readonly values:
    | 'important-variation'
    | 'possibly-important-variation'
    | 'probably-no-important-variation'
    | 'no-important-variation'
  readonly 'balance-of-effects':
    | 'favours-comparison'
    | 'probably-favours-comparison'
    | 'favours-neither'
    | 'probably-favours-intervention'
    | 'favours-intervention'
  readonly 'resources-and-cost-effectiveness':
    | 'large-costs'
    | 'moderate-costs'
    | 'negligible'
    | 'moderate-savings'
    | 'large-savings'
    | 'no-studies'
  readonly equity: 'reduced' | 'probably-reduced' | 'no-impact' | 'probably-increased' | 'increased'
  readonly acceptability: 'no' | 'probably-no' | 'probably-yes' | 'yes'
  readonly feasibility: 'no' | 'probably-no' | 'probably-yes' | 'yes'
  readonly sustainability: 'worse' | 'probably-worse' | 'no-difference' | 'probably-better' | 'better'
}

export type Criterion = keyof CriterionAnswers

/** The ten criteria in the order in which they are weighed. */
export const criteria: readonly Criterion[] = [
  'desirable-effects',
  'undesirable-effects',
  'certainty-of-evidence',
  'values',
  'balance-of-effects',
  'resources-and-cost-effectiveness',
  'equity',
  'acceptability',
  'feasibility',
  'sustainability',
]

/** One criterion weighed. `evidence` says what the answer rests on; `none` is opinion, and readable as such. */
export interface Weighed<Answer> {
  readonly answer: Answer | 'unknown' | 'varies'
  readonly reason: string
  readonly evidence: 'systematic' | 'single-studies' | 'none'
}

export type WeighedCriteria = { readonly [Name in Criterion]: Weighed<CriterionAnswers[Name]> }

/** What a panel concludes. A panel without a systematic search can only make an informal statement. */
export type Conclusion =
  | {
      readonly kind: 'recommendation'
      readonly direction: 'for' | 'against'
      readonly strength: 'strong' | 'conditional'
      readonly text: string
      /** For whom or when it holds; a conditional recommendation needs them or a shared decision. */
      readonly conditions: readonly string[]
    }
  | { readonly kind: 'no-recommendation'; readonly reason: string }
  | { readonly kind: 'informal-statement'; readonly label: 'informal'; readonly text: string; readonly reason: string }

export interface DecisionInput {
  readonly question: string
  readonly hasSystematicSearch: boolean
  /** All ten; an informal statement may leave criteria out. */
  readonly criteria: Partial<WeighedCriteria>
  readonly conclusion: Conclusion
}

/** Something a reader should know about a decision that is allowed but unusual. */
export type DecisionRemark =
  | 'strong-on-low-certainty'
  | 'against-the-balance'
  | 'undesirable-effects-unknown'
  | 'criterion-without-evidence'

export interface Decision extends DecisionInput {
  readonly missing: readonly Criterion[]
  readonly remarks: readonly { readonly remark: DecisionRemark; readonly criterion: Criterion }[]
}

/**
 * Records how a panel went from evidence to a decision, and refuses what cannot be: a recommendation without all ten
 * criteria or without a systematic search, a criterion or conclusion without words.
 * @throws {InputProblemError} naming each criterion that is missing or has no reason
 * @source Alonso-Coello and others 2016, BMJ 353:i2016; Lotfi and others 2022, Journal of Clinical Epidemiology 141:1–10
 */
export function recordDecision(input: DecisionInput): Decision {
  const missing = criteria.filter((criterion) => input.criteria[criterion] === undefined)
  refuse(problemsOf(input, missing))
  return { ...input, missing, remarks: remarksOn(input) }
}

function problemsOf({ criteria: weighed, conclusion, ...input }: DecisionInput, missing: readonly Criterion[]) {
  const problems: InputProblem[] = criteria
    .filter((criterion) => weighed[criterion] !== undefined && weighed[criterion].reason.trim() === '')
    .map((column) => ({ column, message: 'needs a reason' }))
  const words = conclusion.kind === 'no-recommendation' ? conclusion.reason : conclusion.text
  if (words.trim() === '') problems.push({ column: 'conclusion', message: 'needs words' })
  if (conclusion.kind === 'informal-statement') return problems
  problems.push(
    ...missing.map((column) => ({ column, message: 'must be weighed for a recommendation or its absence' })),
  )
  if (conclusion.kind === 'recommendation' && !input.hasSystematicSearch) {
    problems.push({
      column: 'conclusion',
      message: 'without a systematic search only an informal statement is possible',
    })
  }
  return problems
}

function remarksOn({ criteria: weighed, conclusion }: DecisionInput): Decision['remarks'] {
  const unfounded = criteria
    .filter((criterion) => weighed[criterion]?.evidence === 'none')
    .map((criterion) => ({ remark: 'criterion-without-evidence' as const, criterion }))
  if (conclusion.kind !== 'recommendation') return unfounded
  const certainty = weighed['certainty-of-evidence']?.answer
  const isUncertain = certainty === 'low' || certainty === 'very_low' || certainty === 'no-studies'
  const opposed = conclusion.direction === 'for' ? 'favours-comparison' : 'favours-intervention'
  const balance = weighed['balance-of-effects']?.answer
  return [
    ...(conclusion.strength === 'strong' && isUncertain
      ? [{ remark: 'strong-on-low-certainty' as const, criterion: 'certainty-of-evidence' as const }]
      : []),
    ...(balance === opposed || balance === `probably-${opposed}`
      ? [{ remark: 'against-the-balance' as const, criterion: 'balance-of-effects' as const }]
      : []),
    ...(weighed['undesirable-effects']?.answer === 'unknown'
      ? [{ remark: 'undesirable-effects-unknown' as const, criterion: 'undesirable-effects' as const }]
      : []),
    ...unfounded,
  ]
}
