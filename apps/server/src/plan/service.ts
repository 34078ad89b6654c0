import type { Contract } from '@dosis/api'
import {
  canonicalJson,
  type Json,
  type Plan,
  type PlanBlock,
  planActions,
  type PlanInput,
  type PlanPreferences,
  type Problem,
} from '@dosis/domain'
import { plan as draft } from '@dosis/engine'
import { nameInRecord, type ProfessionalCaller } from '../auth/caller.ts'
import { ConflictError, sha256, storePlanVersion } from '../db/index.ts'
import { keepDecision } from '../decision/keep-decision.ts'
import { badInput, conflict, Refused } from '../http/refused.ts'
import type { BodyOf } from '../http/route.ts'
import { type Installation, todayOf } from '../installation.ts'
import { type Change, changePatient } from '../patient/change-patient.ts'
import { concludeOn } from '../patient/conclusions.ts'
import { type PatientHistory, type PatientKey, readHistory } from '../patient/history.ts'
import { joinByWork } from '../relation/team.ts'
import { stateOf } from '../patient/state.ts'
import { problemsOfPreferences } from './schemas.ts'

export async function draftPlan(
  installation: Installation,
  key: PatientKey,
  { preferences }: BodyOf<'draftPlan'>,
): Promise<Contract['draftPlan']['response']> {
  const history = await readHistory(installation.store.db, key)
  const plan = draft(planInputOf(installation, history, preferences), installation.knowledge)
  return { plan, hash: hashOf(plan) }
}

/** The hash of a plan, which stands for all that was shown. */
export function hashOf(plan: Plan): string {
  return sha256(canonicalJson(plan))
}

/** @throws {Refused} 400 the preferences name what is not there */
function planInputOf(installation: Installation, history: PatientHistory, preferences: PlanPreferences): PlanInput {
  const { knowledge, timeZone } = installation
  const today = todayOf(installation)
  const problems = problemsOfPreferences(preferences, knowledge, today)
  if (problems.length > 0) throw badInput(problems)
  const { assessmentInput } = concludeOn(history.details, stateOf(history, today, timeZone), knowledge, today)
  return { assessment: assessmentInput, preferences }
}

/**
 * Confirms the plan that was shown: it is drafted again from the same preferences and must have the same hash.
 * @throws {Refused} 409 another plan comes out now, the plan is blocked, or just this plan is already confirmed
 */
export async function confirmPlan(
  installation: Installation,
  caller: ProfessionalCaller,
  key: PatientKey,
  body: BodyOf<'confirmPlan'>,
): Promise<void> {
  const { knowledge } = installation
  const { decisionId, preferences, planId } = body
  const madeBy = nameInRecord(caller)
  await changePatient(installation, key, madeBy, async (change) => {
    if (isRepeat(change, body)) return
    const input = planInputOf(installation, change.history, preferences)
    const plan = draft(input, knowledge)
    refuseUnconfirmable(installation, change.history, plan, body.hash)
    await keepDecision(change.transaction, change.now, key, {
      decisionId,
      kind: 'plan',
      input,
      result: plan,
      knowledgeVersion: knowledge.version,
      madeBy,
    })
    await keepPlanVersion(change, { planId, plan, decisionId, preferences, confirmedBy: madeBy })
    await joinByWork(change.transaction, change.now, key, madeBy, 'planned')
  })
}

/** @throws {ConflictError} this decision confirmed something else */
function isRepeat(
  { find, history }: Change,
  { planId, decisionId, preferences, hash }: BodyOf<'confirmPlan'>,
): boolean {
  const stored = find(confirmationId(decisionId))
  if (stored?.kind !== 'plan.confirmed') return false
  const { body } = stored
  const version = history.plans.find((each) => each.planId === planId && each.version === body.version)
  const isSame =
    body.planId === planId && version?.hash === hash && canonicalJson(body.preferences) === canonicalJson(preferences)
  if (!isSame) throw new ConflictError('plan', [decisionId])
  return true
}

function confirmationId(decisionId: string): string {
  return `${decisionId}:confirmed`
}

function refuseUnconfirmable(installation: Installation, history: PatientHistory, plan: Plan, shownHash: string): void {
  if (hashOf(plan) !== shownHash) {
    throw conflict('hash', 'another plan comes out now than the one that was shown; look at it again')
  }
  if (plan.blocked.length > 0) {
    throw new Refused(409, 'This plan may not be confirmed', plan.blocked.map(toProblem))
  }
  const { current } = stateOf(history, todayOf(installation), installation.timeZone)
  if (current?.hash === shownHash) throw conflict('hash', 'this plan is already confirmed')
}

function toProblem(block: PlanBlock): Problem {
  switch (block.kind) {
    case 'referral':
      return { path: 'plan.blocked', message: `referral first (${block.rule})` }
    case 'missing_fact':
      return { path: 'plan.blocked', message: `a fact is not known (${block.fact})` }
    case 'not_for_whom':
      return { path: 'plan.blocked', message: `no plan is made for this person (${block.rule})` }
    case 'nothing_to_prescribe':
      return { path: 'plan.blocked', message: 'there is nothing to prescribe' }
    case 'hard_limit':
      return { path: doseAt(block), message: `beyond a limit that nobody may cross (${block.limit.rule})` }
    case 'reason_needed':
      return { path: doseAt(block), message: `beyond a limit that needs a reason (${block.limit.rule})` }
    case 'open_dose':
      return { path: doseAt(block), message: 'the sources are silent here; choose a number' }
  }
}

function doseAt({ prescription, key }: { prescription: string; key: string }): string {
  return `plan.prescriptions.${prescription}.dose.${key}`
}

export interface NewVersion {
  readonly planId: string
  readonly plan: Plan
  readonly decisionId: string
  readonly preferences: PlanPreferences
  readonly confirmedBy: string
}

/** Adds a confirmed version, which from now on is the one plan that runs. */
export async function keepPlanVersion(
  { transaction, now, history, state }: Change,
  { planId, plan, decisionId, preferences, confirmedBy }: NewVersion,
): Promise<void> {
  const version = 1 + Math.max(0, ...history.plans.filter((each) => each.planId === planId).map((each) => each.version))
  await storePlanVersion(transaction, now, {
    practiceId: history.practiceId,
    patientId: history.patientId,
    planId,
    version,
    body: plan as unknown as Json,
    status: 'confirmed',
    recordedBy: confirmedBy,
  })
  await state({
    eventId: confirmationId(decisionId),
    kind: 'plan.confirmed',
    body: { planId, version, decisionId, preferences },
  })
}

/** @throws {Refused} 409 no plan runs, or its status does not allow this */
export async function changePlanStatus(
  installation: Installation,
  caller: ProfessionalCaller,
  key: PatientKey,
  { eventId, action, reason }: BodyOf<'changePlanStatus'>,
): Promise<void> {
  await changePatient(installation, key, nameInRecord(caller), async ({ history, state, find }) => {
    const repeated = find(eventId)
    const planId = repeated?.kind === 'plan.status' ? repeated.body.planId : planToChange(installation, history, action)
    await state({ eventId, kind: 'plan.status', body: { planId, action, reason } })
  })
}

function planToChange(
  installation: Installation,
  history: PatientHistory,
  action: 'pause' | 'resume' | 'close',
): string {
  const { current } = stateOf(history, todayOf(installation), installation.timeZone)
  if (current === null) throw conflict('action', 'no plan runs')
  const allowed: readonly string[] = planActions[action]
  if (!allowed.includes(current.status)) {
    throw conflict('action', `a plan that is ${current.status} cannot ${action}; a stop is ended by releasing it`)
  }
  return current.planId
}
