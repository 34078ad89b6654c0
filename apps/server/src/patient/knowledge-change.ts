import type { KnowledgeChange } from '@dosis/api'
import type { AssessmentInput, Knowledge } from '@dosis/domain'
import { type PlanImpact, planImpacts } from '@dosis/knowledge'
import type { Kysely, Transaction } from 'kysely'
import type { Database } from '../db/index.ts'
import { knowledgeByVersion } from '../db/record/decisions.ts'
import type { Installation } from '../installation.ts'
import type { PatientState, RecordedKnowledgeReview } from './state.ts'

/** Knowledge of earlier versions, read from each database once; a version never changes. */
const earlier = new WeakMap<Installation, Map<string, Knowledge>>()

/**
 * The knowledge under which the running plan was confirmed.
 * @returns null when no plan runs, or today's knowledge is the same
 * @throws {RangeError} the database does not have it, which its own rules forbid
 */
export async function knowledgeOfPlan(
  installation: Installation,
  { current }: Pick<PatientState, 'current'>,
  db: Kysely<Database> | Transaction<Database> = installation.store.db,
): Promise<Knowledge | null> {
  if (current === null || current.plan.knowledgeVersion === installation.knowledge.version) return null
  const { knowledgeVersion } = current.plan
  const known = earlier.get(installation) ?? new Map<string, Knowledge>()
  earlier.set(installation, known)
  const kept = known.get(knowledgeVersion)
  if (kept !== undefined) return kept
  const stored = await knowledgeByVersion(db, knowledgeVersion)
  if (stored === undefined) throw new RangeError('knowledgeOfPlan: needs the knowledge of each plan, got none')
  const knowledge = stored as unknown as Knowledge
  known.set(knowledgeVersion, knowledge)
  return knowledge
}

/** What must be looked at because the knowledge changed since the plan was confirmed; null = nothing. */
export function knowledgeChangeOf(
  { current, knowledgeReviews }: PatientState,
  input: AssessmentInput,
  before: Knowledge | null,
  after: Knowledge,
): KnowledgeChange | null {
  if (current === null || before === null) return null
  const impacts = planImpacts(input, current, before, after)
  if (impacts.length === 0) return null
  const { planId, version } = current
  const change = { planId, version, from: before.version, to: after.version, impacts }
  const blocks = impacts.some((impact) => impact.blocks)
  return !blocks && isReviewed(change, knowledgeReviews) ? null : { ...change, blocks }
}

/** Whether somebody kept this plan knowing of each of these impacts; what comes up later is looked at anew. */
function isReviewed(
  { planId, from, to, impacts }: Omit<KnowledgeChange, 'blocks' | 'impacts'> & { impacts: readonly PlanImpact[] },
  reviews: readonly RecordedKnowledgeReview[],
): boolean {
  const looked = new Set(
    reviews
      .filter((review) => review.planId === planId && review.from === from && review.to === to)
      .flatMap((review) => review.impacts),
  )
  return impacts.every((impact) => looked.has(nameOfImpact(impact)))
}

/** What an impact is about, whatever the numbers of the day. */
export function nameOfImpact({ kind, about }: Pick<PlanImpact, 'kind' | 'about'>): string {
  return `${kind}: ${about}`
}
