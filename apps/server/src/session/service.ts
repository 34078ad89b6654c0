import type { Contract } from '@dosis/api'
import { canonicalJson, type ChosenNumber, type ProgressInput, type ProgressStep } from '@dosis/domain'
import { changesPlan, progress as conclude, refusedNumbers } from '@dosis/engine'
import { nameInRecord, type ProfessionalCaller } from '../auth/caller.ts'
import type { Auth } from '../auth/service.ts'
import { ConflictError } from '../db/index.ts'
import { keepDecision } from '../decision/keep-decision.ts'
import { conflict } from '../http/refused.ts'
import type { BodyOf } from '../http/route.ts'
import { type Installation, todayOf } from '../installation.ts'
import { type Change, changePatient } from '../patient/change-patient.ts'
import { concludeOn } from '../patient/conclusions.ts'
import { knowledgeOfPlan } from '../patient/knowledge-change.ts'
import type { PatientKey } from '../patient/history.ts'
import { type PlanInRecord, stateOf } from '../patient/state.ts'
import { keepPlanVersion } from '../plan/service.ts'
import { boundsOfToday, progressInputOf } from './progress-input.ts'
import { changedPlan } from './changed-plan.ts'

/** Makes a link for the patient's phone. Asked again under its id, a new link takes the place of the one made before. */
export async function createPatientLink(
  installation: Installation,
  auth: Auth,
  caller: ProfessionalCaller,
  key: PatientKey,
  { linkId }: BodyOf<'createPatientLink'>,
  addressOf: (token: string) => string,
): Promise<Contract['createPatientLink']['response']> {
  const { token, tokenHash, expiresAt } = auth.newLink()
  const replaced = await changePatient(installation, key, nameInRecord(caller), async (change) => {
    await auth.keepLink(change.transaction, { ...key, tokenHash, createdAt: change.now, expiresAt })
    const earlier = change.history.events.flatMap((event) =>
      event.kind === 'link.made' && event.body.linkId === linkId ? [event.body.tokenHash] : [],
    )
    await auth.revokeLinks(change.transaction, earlier, change.now)
    await change.state({
      eventId: `link:${key.patientId}:${linkId}:${earlier.length + 1}`,
      kind: 'link.made',
      body: { linkId, tokenHash },
    })
    return earlier.length
  })
  installation.log.info({ replaced }, 'patient link made')
  return { url: addressOf(token), expiresAt: expiresAt.toISOString() }
}

/** Ends every link and phone of a patient. Asked again under its id, it leaves alone what was made since. */
export async function revokePatientLinks(
  installation: Installation,
  auth: Auth,
  caller: ProfessionalCaller,
  key: PatientKey,
  { eventId }: BodyOf<'revokePatientLinks'>,
): Promise<Contract['revokePatientLinks']['response']> {
  return changePatient(installation, key, nameInRecord(caller), async ({ transaction, now, state, find }) => {
    const revokedAt = find(eventId)?.recordedAt ?? now.toISOString()
    if (find(eventId) === undefined) await auth.revokePatient(transaction, key, now)
    await state({ eventId, kind: 'links.revoked', body: {} })
    return { revokedAt }
  })
}

/**
 * Keeps the therapist's yes or no to a proposed step. A yes to another level or other numbers makes a new version
 * of the plan.
 * @throws {Refused} 409 the plan does not run, nothing is proposed, or a stop waits to be released
 */
export async function decideProgress(
  installation: Installation,
  caller: ProfessionalCaller,
  key: PatientKey,
  body: BodyOf<'decideProgress'>,
): Promise<void> {
  const { knowledge, timeZone } = installation
  const madeBy = nameInRecord(caller)
  await changePatient(installation, key, madeBy, async (change) => {
    const { history, transaction, now, state } = change
    if (isRepeat(change, body)) return
    const today = todayOf(installation)
    const known = stateOf(history, today, timeZone)
    const current = runningPlan(known.current, body.planId)
    const bounds = boundsOfToday(history.details, known, current, knowledge, today)
    const input = progressInputOf(known, current, today, bounds)
    const result = conclude(input, knowledge)
    const step = result.steps.find(({ prescription }) => prescription === body.prescription)
    if (step === undefined) throw conflict('prescription', 'the running plan has no such prescription')
    const ofPlan = await knowledgeOfPlan(installation, known, transaction)
    const { isStopped, knowledgeChange } = concludeOn(history.details, known, knowledge, today, ofPlan)
    if (body.accepted && isStopped) throw conflict('accepted', 'a sign of danger must be looked at first')
    if (body.accepted && knowledgeChange?.blocks === true) {
      throw conflict('accepted', 'rules behind this plan changed; that must be looked at first')
    }

    await keepDecision(transaction, now, key, {
      decisionId: body.decisionId,
      kind: 'progress',
      input,
      result,
      knowledgeVersion: knowledge.version,
      madeBy,
    })
    const chosen = body.chosen ?? []
    if (body.accepted) refuseNumbers(step, chosen, input)
    const isChange = body.accepted && changesPlan(step, chosen)
    const level = isChange ? newLevel(step) : null
    await state({
      eventId: body.eventId,
      kind: 'progress.decided',
      body: {
        planId: body.planId,
        version: current.version,
        decisionId: body.decisionId,
        prescription: body.prescription,
        accepted: body.accepted,
        reason: body.reason,
        action: step.action,
        levelSet: level === null ? null : { prescription: body.prescription, level, on: today },
        ...(chosen.length === 0 ? {} : { chosen }),
      },
    })
    if (!isChange) return
    await keepPlanVersion(change, {
      planId: body.planId,
      ...changedPlan(current, step, result, { chosen, reason: body.reason }),
      decisionId: body.decisionId,
      confirmedBy: madeBy,
    })
  })
}

/** @throws {ConflictError} this id was used for something else */
function isRepeat(
  { find }: Change,
  { eventId, planId, prescription, accepted, reason, decisionId, chosen = [] }: BodyOf<'decideProgress'>,
): boolean {
  const stored = find(eventId)
  if (stored === undefined) return false
  const isSame =
    stored.kind === 'progress.decided' &&
    stored.body.planId === planId &&
    stored.body.prescription === prescription &&
    stored.body.accepted === accepted &&
    stored.body.reason === reason &&
    stored.body.decisionId === decisionId &&
    canonicalJson(stored.body.chosen ?? []) === canonicalJson(chosen)
  if (!isSame) throw new ConflictError('event', [eventId])
  return true
}

function runningPlan(current: PlanInRecord | null, planId: string): PlanInRecord {
  if (current === null || current.planId !== planId) throw conflict('planId', 'this plan does not run')
  return current
}

/** @throws {Refused} 409 a number that this step is not about, or past a ceiling that holds today */
function refuseNumbers(step: ProgressStep, chosen: readonly ChosenNumber[], input: ProgressInput): void {
  const [refused] = refusedNumbers(step, chosen, input)
  if (refused === undefined) return
  const { key } = refused.chosen
  const because =
    refused.limit === null
      ? 'this step is not about that number'
      : `beyond ${refused.limit.value} (${refused.limit.rule})`
  throw conflict(`chosen.${key}`, because)
}

/** @returns the level to set; null when the step leaves the level as it is */
function newLevel({ from, to }: ProgressStep): number | null {
  return to === null || to === from ? null : to
}

/** @throws {Refused} 409 no such event, or it was released already */
export async function releaseAdverseEvent(
  installation: Installation,
  caller: ProfessionalCaller,
  key: PatientKey,
  { eventId, adverseEventId, outcome }: BodyOf<'releaseAdverseEvent'>,
): Promise<void> {
  await changePatient(installation, key, nameInRecord(caller), async ({ history, state, find }) => {
    if (find(eventId) === undefined) {
      const { adverseEvents } = stateOf(history, todayOf(installation), installation.timeZone)
      const known = adverseEvents.find(({ report }) => report.eventId === adverseEventId)
      if (known === undefined) throw conflict('adverseEventId', 'this patient has no such adverse event')
      if (known.release !== null) throw conflict('adverseEventId', 'this adverse event was released already')
    }
    await state({ eventId, kind: 'adverse-event.released', body: { adverseEventId, outcome } })
  })
}
