import { nameInRecord, type ProfessionalCaller } from '../auth/caller.ts'
import { ConflictError } from '../db/index.ts'
import { conflict } from '../http/refused.ts'
import type { BodyOf } from '../http/route.ts'
import { type Installation, todayOf } from '../installation.ts'
import { type Change, changePatient } from '../patient/change-patient.ts'
import { concludeOn } from '../patient/conclusions.ts'
import type { PatientKey } from '../patient/history.ts'
import { knowledgeOfPlan, nameOfImpact } from '../patient/knowledge-change.ts'
import { stateOf } from '../patient/state.ts'

/**
 * Keeps that a professional looked at what the changed knowledge says, and lets the plan be as it was confirmed.
 * @throws {Refused} 409 the plan waits because of it, or this is not the change that is there now
 */
export async function reviewKnowledgeChange(
  installation: Installation,
  caller: ProfessionalCaller,
  key: PatientKey,
  body: BodyOf<'reviewKnowledgeChange'>,
): Promise<void> {
  await changePatient(installation, key, nameInRecord(caller), async (change) => {
    if (isRepeat(change, body)) return
    const impacts = await impactsToKeep(installation, change, body)
    const { eventId, planId, version, from, to, reason } = body
    await change.state({
      eventId,
      kind: 'knowledge.reviewed',
      body: { planId, version, from, to, impacts, reason },
    })
  })
}

/** @throws {ConflictError} this id was used for something else */
function isRepeat({ find }: Change, { eventId, ...said }: BodyOf<'reviewKnowledgeChange'>): boolean {
  const stored = find(eventId)
  if (stored === undefined) return false
  const isSame =
    stored.kind === 'knowledge.reviewed' &&
    stored.body.planId === said.planId &&
    stored.body.version === said.version &&
    stored.body.from === said.from &&
    stored.body.to === said.to &&
    stored.body.reason === said.reason
  if (!isSame) throw new ConflictError('event', [eventId])
  return true
}

async function impactsToKeep(
  installation: Installation,
  { history, transaction }: Change,
  { planId, version, from, to }: BodyOf<'reviewKnowledgeChange'>,
): Promise<readonly string[]> {
  const { knowledge, timeZone } = installation
  const today = todayOf(installation)
  const state = stateOf(history, today, timeZone)
  const ofPlan = await knowledgeOfPlan(installation, state, transaction)
  const { knowledgeChange } = concludeOn(history.details, state, knowledge, today, ofPlan)
  if (knowledgeChange === null) throw conflict('to', 'nothing changed for this plan that waits to be looked at')
  const isShown =
    knowledgeChange.planId === planId &&
    knowledgeChange.version === version &&
    knowledgeChange.from === from &&
    knowledgeChange.to === to
  if (!isShown) throw conflict('to', 'the plan or the knowledge is another now than what was shown; look at it again')
  if (knowledgeChange.blocks) {
    throw conflict('to', 'this plan may not go on as it is under the rules of today; make a new one')
  }
  return knowledgeChange.impacts.map(nameOfImpact)
}
