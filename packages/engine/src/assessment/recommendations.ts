import type {
  Reason,
  Recommendation,
  RecommendationOutcome,
  RecommendationRow,
  RecommendationVerdict,
} from '@dosis/domain'
import type { Compiler } from '../compiled/compiler.ts'
import { type Decision, type OpenRule, takenOf } from '../compiled/decision.ts'
import type { Patient, Taken } from '../compiled/patient.ts'
import { judgementOf, type Predicate, truthOf } from '../compiled/predicate.ts'
import { type Cited, citedBy, codesOf, type ReadyCites, readyCites } from './cited.ts'
import type { Ready } from './ready-knowledge.ts'
import { criteriaOfRows, missingOf, type ReadyRow, readyRows, reasonOf, takeFirst, truthOfRow } from './rows.ts'

/** A recommendation as it came out, with what it cites. */
export interface RecommendationConclusion {
  readonly outcome: RecommendationOutcome | null
  readonly cited: Cited
}

interface ConditionRow {
  readonly id: string
  readonly factIds: readonly string[]
}
type VerdictRow = ReadyRow<RecommendationRow>

/** How far a recommendation came: to a verdict, to conditions that are not met, or to rows that wait for facts. */
type TakenRecommendation = Taken &
  (
    | { readonly came: 'not_listed' }
    | { readonly came: 'maybe_listed' }
    | { readonly came: 'verdict'; readonly row: VerdictRow; readonly isMet: boolean }
    | {
        readonly came: 'not_met'
        readonly unmet: readonly ReadyRow<ConditionRow>[]
        readonly open: readonly ReadyRow<ConditionRow>[]
      }
    | {
        readonly came: 'waits'
        readonly open: readonly ReadyRow<ConditionRow & { readonly verdict?: string }>[]
        readonly isMet: boolean
      }
  )

/** A recommendation made ready. */
export interface RecommendationDecision extends Decision<TakenRecommendation> {
  readonly recommendation: Recommendation
  /** Not waiting for a clinician's review. */
  readonly isActive: boolean
  readonly listed: Predicate
  readonly before: readonly VerdictRow[]
  readonly conditions: readonly ReadyRow<ConditionRow>[]
  readonly met: readonly VerdictRow[]
  /** By row of `before` and of `met`: its verdict when it decides, the same for everybody. */
  readonly verdicts: Readonly<Record<'before' | 'met', readonly TakenRecommendation[]>>
  /** What goes with each condition, beside itself, when some are not met. */
  readonly unmet: ReadyCites
  readonly warnings: ReadyCites
}

/** How a later table names the decision about a recommendation. */
export function recommendationDecision(id: string): string {
  return `recommendation-${id.toLowerCase()}`
}

export function readyRecommendation(recommendation: Recommendation, compiler: Compiler): RecommendationDecision {
  const { id } = recommendation
  const ofVerdict = (rows: readonly RecommendationRow[]) => readyRows(rows, id, compiler, ({ verdict }) => verdict)
  const listed = compiler.compile(recommendation.listedWhen)
  const [before, met] = [ofVerdict(recommendation.before), ofVerdict(recommendation.met)]
  const conditions = recommendation.conditions.map((condition, at) => readyCondition(condition, at, compiler))
  const decision: RecommendationDecision = {
    id: recommendationDecision(id),
    index: compiler.placeOf(recommendationDecision(id)),
    predicates: [listed, ...criteriaOfRows([...before, ...conditions, ...met])],
    take: (patient) => takeRecommendation(decision, patient),
    missing: (patient) => openOf(decision, patient).flatMap(({ missing }) => missing),
    open: (patient) => openOf(decision, patient),
    recommendation,
    isActive: recommendation.review.state === 'active',
    listed,
    before,
    conditions,
    met,
    verdicts: { before: before.map((row) => verdictOf(row, false)), met: met.map((row) => verdictOf(row, true)) },
    unmet: readyCites({ also: recommendation.unmet }, compiler),
    warnings: readyCites({ mustShow: recommendation.mustShow }, compiler),
  }
  return decision
}

/** A condition is named by its statement, which it cites. */
function readyCondition(
  { id, when }: Recommendation['conditions'][number],
  at: number,
  compiler: Compiler,
): ReadyRow<ConditionRow> {
  const row = { id, factIds: [id] }
  return { row, at, rule: id, when: compiler.compile(when), comesTo: id, cites: readyCites(row, compiler) }
}

const notListed: TakenRecommendation = { came: 'not_listed', outcomes: ['not_listed'], isUndecided: false }
const none: readonly never[] = []
const unknown = { outcomes: ['unknown'], isUndecided: true } as const

/** First the rows that come before the conditions, then the conditions, then the rows for when all of them hold. */
function takeRecommendation(decision: RecommendationDecision, patient: Patient): TakenRecommendation {
  const { recommendation, isActive, listed } = decision
  const isListed = isActive ? truthOf(listed, patient) : 'no'
  if (isListed === 'no') return notListed
  if (isListed === 'unknown') return { came: 'maybe_listed', ...unknown }
  const before = takeFirst(decision.before, patient)
  if (before.open.length > 0) return { came: 'waits', open: before.open, isMet: false, ...unknown }
  const settled = before.decides === null ? undefined : decision.verdicts.before[before.decides.at]
  if (settled !== undefined) return settled
  const { unmet, open } = conditionsNotMet(decision.conditions, patient)
  if (unmet.length > 0) {
    return { came: 'not_met', unmet, open, outcomes: ['conditions_not_met'], isUndecided: false }
  }
  if (open.length > 0) return { came: 'waits', open, isMet: true, ...unknown }
  const met = takeFirst(decision.met, patient)
  if (met.open.length > 0) return { came: 'waits', open: met.open, isMet: true, ...unknown }
  const verdict = met.decides === null ? undefined : decision.verdicts.met[met.decides.at]
  if (verdict === undefined) throw new RangeError(`recommendations: needs a last row in met of ${recommendation.id}`)
  return verdict
}

function conditionsNotMet(conditions: readonly ReadyRow<ConditionRow>[], patient: Patient) {
  const unmet: ReadyRow<ConditionRow>[] = []
  const open: ReadyRow<ConditionRow>[] = []
  for (const row of conditions) {
    const truth = truthOfRow(row, patient)
    if (truth === 'no') unmet.push(row)
    if (truth === 'unknown') open.push(row)
  }
  return { unmet, open }
}

/** @param isMet whether the conditions were looked at, so that they are reasons too */
function verdictOf(row: VerdictRow, isMet: boolean): TakenRecommendation {
  const { verdict } = row.row
  return { came: 'verdict', row, isMet, outcomes: [verdict], isUndecided: verdict === 'unknown' }
}

function openOf(decision: RecommendationDecision, patient: Patient): readonly OpenRule[] {
  const taken = takenOf(decision, patient)
  if (taken.came === 'maybe_listed') {
    return [{ outcome: 'listed', missing: judgementOf(decision.listed, patient).missing }]
  }
  if (taken.came !== 'waits') return none
  return taken.open.map((row) => ({
    outcome: row.row.verdict ?? 'conditions_not_met',
    missing: missingOf([row], patient),
  }))
}

/** The recommendations that this patient and request call for, each with its verdict, in the order of their ids. */
export function recommendations(ready: Ready, patient: Patient): RecommendationConclusion[] {
  return ready.recommendations.map((decision) => concludeAbout(decision, patient, ready))
}

const leftOut: RecommendationConclusion = { outcome: null, cited: [] }

function concludeAbout(decision: RecommendationDecision, patient: Patient, { codes }: Ready): RecommendationConclusion {
  const taken = takenOf(decision, patient)
  const { id } = decision.recommendation
  if (taken.came === 'not_listed') return leftOut
  const nothing = { id, unmet: [], open: [], rule: id, factIds: [] }
  if (taken.came === 'maybe_listed') {
    const { facts } = judgementOf(decision.listed, patient)
    const why: Reason[] = [{ rule: id, truth: 'unknown', facts, factIds: [] }]
    return { outcome: { ...nothing, verdict: 'unknown', why }, cited: [] }
  }
  const conditions = taken.came === 'not_met' || taken.isMet ? decision.conditions : []
  const why = conditions.map((row) => reasonOf(row, patient))
  if (taken.came === 'waits') {
    const reasons = why.length > 0 ? why : taken.open.map((row) => reasonOf(row, patient))
    return {
      outcome: { ...nothing, verdict: 'unknown', open: taken.open.map(({ row }) => row.id), why: reasons },
      cited: [],
    }
  }
  if (taken.came === 'not_met') {
    const cited = citedBy([...taken.unmet.map(({ cites }) => cites), decision.unmet, decision.warnings], patient)
    const [unmet, open] = [taken.unmet, taken.open].map((rows) => rows.map(({ row }) => row.id))
    const factIds = codesOf(cited, 'factIds', codes)
    return {
      outcome: { ...nothing, verdict: 'conditions_not_met', unmet: unmet ?? [], open: open ?? [], factIds, why },
      cited,
    }
  }
  const cited = citedBy([taken.row.cites, decision.warnings], patient)
  return {
    outcome: {
      ...nothing,
      verdict: taken.row.row.verdict as RecommendationVerdict,
      rule: taken.row.rule,
      factIds: codesOf(cited, 'factIds', codes),
      why: [...why, reasonOf(taken.row, patient)],
    },
    cited,
  }
}
