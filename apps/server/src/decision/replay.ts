import type { Contract } from '@dosis/api'
import type { AssessmentInput, EvaluationInput, Knowledge, PlanInput, ProgressInput } from '@dosis/domain'
import { assess, evaluate, plan, progress } from '@dosis/engine'
import { auditing } from '../audit/auditing.ts'
import { sha256, storableJson, type StoredDecision, type Store } from '../db/index.ts'
import { decisionById, knowledgeByVersion } from '../db/record/decisions.ts'
import { notFound } from '../http/refused.ts'
import type { DecisionKind } from './keep-decision.ts'

/** Draws a conclusion again from its own input, with the knowledge of its time. */
const engines: Readonly<Record<DecisionKind, (input: unknown, knowledge: Knowledge) => unknown>> = {
  assess: (input, knowledge) => assess(input as AssessmentInput, knowledge),
  plan: (input, knowledge) => plan(input as PlanInput, knowledge),
  progress: (input, knowledge) => progress(input as ProgressInput, knowledge),
  evaluate: (input, knowledge) => evaluate(input as EvaluationInput, knowledge),
}

function isDecisionKind(kind: string): kind is DecisionKind {
  return kind in engines
}

/**
 * Recomputes a stored decision and compares it byte for byte.
 * @throws {Refused} 404 no such decision in this practice
 */
export async function replay(
  { db }: Store,
  practiceId: string,
  decisionId: string,
): Promise<Contract['replay']['response']> {
  const decision = await decisionById(db, practiceId, decisionId)
  if (decision === undefined) throw notFound('No such decision')
  auditing()?.about({ objectId: decisionId, ...(decision.patientId === null ? {} : { patientId: decision.patientId }) })
  const recomputed = await recompute(db, decision)
  return {
    decisionId,
    identical: recomputed === decision.resultText,
    storedHash: decision.resultHash,
    recomputedHash: sha256(recomputed),
    knowledgeVersion: decision.knowledgeVersion,
  }
}

async function recompute(db: Store['db'], { kind, inputText, knowledgeVersion }: StoredDecision): Promise<string> {
  const knowledge = await knowledgeByVersion(db, knowledgeVersion)
  if (knowledge === undefined || !isDecisionKind(kind)) {
    throw new RangeError(`replay: needs stored knowledge and a known kind of decision, got ${kind}`)
  }
  return storableJson(engines[kind](JSON.parse(inputText), knowledge as unknown as Knowledge))
}
