import type {
  FactId,
  Reason,
  Recommendation,
  RecommendationOutcome,
  RecommendationRow,
  RecommendationVerdict,
} from '@dosis/domain'
import type { Context } from '../criteria/context.ts'
import { judge } from '../criteria/judge.ts'
import type { Judgement } from '../criteria/judgement.ts'
import { type Cited, citedBy, nothingCited } from './cited.ts'
import { record } from './decide.ts'
import { type JudgedRow, missingOf, reasonOf, takeFirst } from './rows.ts'

/** A recommendation as it came out, with what it cites and which facts could still change it. */
export interface RecommendationConclusion {
  readonly decision: string
  readonly outcome: RecommendationOutcome | null
  readonly open: readonly { readonly outcome: string; readonly missing: readonly FactId[] }[]
  readonly cited: Cited
}

/** The recommendations that this patient and request call for, each with its verdict, in the order of their ids. */
export function recommendations(context: Context): RecommendationConclusion[] {
  return Object.keys(context.knowledge.recommendations)
    .sort()
    .map((id) => concludeAbout(context.knowledge.recommendations[id] as Recommendation, context))
}

/** How a later table names the decision about a recommendation. */
export function recommendationDecision(id: string): string {
  return `recommendation-${id.toLowerCase()}`
}

function concludeAbout(recommendation: Recommendation, context: Context): RecommendationConclusion {
  const decision = recommendationDecision(recommendation.id)
  const listed = recommendation.review.state === 'active' ? judge(recommendation.listedWhen, context) : null
  if (listed === null || listed.truth === 'no') {
    record(context, decision, { outcomes: ['not_listed'], isUndecided: false, missing: [] })
    return { decision, outcome: null, open: [], cited: nothingCited }
  }
  const concluded =
    listed.truth === 'unknown' ? notListedYet(recommendation, listed) : verdictOf(recommendation, context)
  const isUndecided = concluded.outcome?.verdict === 'unknown'
  record(context, decision, {
    outcomes: [concluded.outcome?.verdict ?? 'unknown'],
    isUndecided,
    missing: isUndecided ? concluded.open.flatMap(({ missing }) => missing) : [],
  })
  return { decision, ...concluded }
}

type Concluded = Omit<RecommendationConclusion, 'decision'>

function notListedYet({ id }: Recommendation, { missing, facts }: Judgement): Concluded {
  const why: Reason[] = [{ rule: id, truth: 'unknown', facts, factIds: [] }]
  return {
    outcome: { id, verdict: 'unknown', unmet: [], open: [], rule: id, factIds: [], why },
    open: [{ outcome: 'listed', missing }],
    cited: nothingCited,
  }
}

/** First the rows that come before the conditions, then the conditions, then the rows for when all of them hold. */
function verdictOf(recommendation: Recommendation, context: Context): Concluded {
  const before = first(recommendation.before, recommendation, context)
  if (before.open.length > 0) return waits(recommendation, before.open, [])
  if (before.decides !== null) return decided(recommendation, before.decides, [], context)
  const conditions = judgeConditions(recommendation, context)
  const why = conditions.map(reasonOf)
  const unmet = conditions.filter(({ judgement }) => judgement.truth === 'no')
  const open = conditions.filter(({ judgement }) => judgement.truth === 'unknown')
  if (unmet.length > 0) return notMet(recommendation, unmet, open, why, context)
  if (open.length > 0) return waits(recommendation, open, why)
  const met = first(recommendation.met, recommendation, context)
  if (met.open.length > 0) return waits(recommendation, met.open, why)
  if (met.decides === null) throw new RangeError(`recommendations: needs a last row in met of ${recommendation.id}`)
  return decided(recommendation, met.decides, why, context)
}

function first(rows: readonly RecommendationRow[], { id }: Recommendation, context: Context) {
  return takeFirst(rows, id, context, (left, right) => left.verdict === right.verdict)
}

interface ConditionRow {
  readonly id: string
  readonly factIds: readonly string[]
}

function judgeConditions({ conditions }: Recommendation, context: Context): JudgedRow<ConditionRow>[] {
  return conditions.map(({ id, when }) => ({
    row: { id, factIds: [id] },
    rule: id,
    judgement: judge(when, context),
  }))
}

function decided(
  recommendation: Recommendation,
  { row, rule, judgement }: JudgedRow<RecommendationRow>,
  why: readonly Reason[],
  context: Context,
): Concluded {
  const cited = citedBy([row, { factIds: [], mustShow: recommendation.mustShow }], context)
  const outcome: RecommendationOutcome = {
    id: recommendation.id,
    verdict: row.verdict as RecommendationVerdict,
    unmet: [],
    open: [],
    rule,
    factIds: cited.factIds,
    why: [...why, reasonOf({ row, rule, judgement })],
  }
  return { outcome, open: [], cited }
}

function notMet(
  recommendation: Recommendation,
  unmet: readonly JudgedRow<ConditionRow>[],
  open: readonly JudgedRow<ConditionRow>[],
  why: readonly Reason[],
  context: Context,
): Concluded {
  const ids = unmet.map(({ row }) => row.id)
  const cited = citedBy([{ factIds: ids, also: recommendation.unmet, mustShow: recommendation.mustShow }], context)
  const outcome: RecommendationOutcome = {
    id: recommendation.id,
    verdict: 'conditions_not_met',
    unmet: ids,
    open: open.map(({ row }) => row.id),
    rule: recommendation.id,
    factIds: cited.factIds,
    why,
  }
  return { outcome, open: [], cited }
}

function waits(
  recommendation: Recommendation,
  open: readonly JudgedRow<{ readonly id: string; readonly factIds: readonly string[]; readonly verdict?: string }>[],
  why: readonly Reason[],
): Concluded {
  const reasons = why.length > 0 ? why : open.map(reasonOf)
  return {
    outcome: {
      id: recommendation.id,
      verdict: 'unknown',
      unmet: [],
      open: open.map(({ row }) => row.id),
      rule: recommendation.id,
      factIds: [],
      why: reasons,
    },
    open: open.map((one) => ({ outcome: one.row.verdict ?? 'conditions_not_met', missing: missingOf([one]) })),
    cited: nothingCited,
  }
}
