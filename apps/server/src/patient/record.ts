import type { AdverseEventRecord, PatientRecord } from '@dosis/api'
import { ageInYears } from '@dosis/domain'
import type { Kysely } from 'kysely'
import type { Database } from '../db/index.ts'
import { decisionSummaries, namesInRecord, storedEvaluations } from '../decision/store.ts'
import { type Installation, todayOf } from '../installation.ts'
import { assessOn, concludeOn } from './conclusions.ts'
import { type PatientHistory, type PatientKey, readHistory } from './history.ts'
import { knowledgeOfPlan } from './knowledge-change.ts'
import { type PatientState, stateOf } from './state.ts'
import { stopsTreatment } from '../session/stops-treatment.ts'

/** Everything on one patient, with what the engine concludes today. */
export async function readRecord(installation: Installation, key: PatientKey): Promise<PatientRecord> {
  const { db } = installation.store
  const history = await readHistory(db, key)
  return toRecord(installation, history, db)
}

async function toRecord(
  installation: Installation,
  history: PatientHistory,
  db: Kysely<Database>,
): Promise<PatientRecord> {
  const { knowledge, timeZone } = installation
  const today = todayOf(installation)
  const { patientId, details } = history
  const state = stateOf(history, today, timeZone)
  const ofPlan = await knowledgeOfPlan(installation, state)
  const conclusions = concludeOn(details, state, knowledge, today, ofPlan)
  const names = await namesInRecord(db, history.practiceId)
  const nameOf = (recordedBy: string): string => names.get(recordedBy) ?? recordedBy
  const evaluations = await storedEvaluations(db, history)
  const decisions = await decisionSummaries(db, history)
  const { isStopped, knowledgeChange } = conclusions
  const waits = isStopped || knowledgeChange?.blocks === true
  return {
    patientId,
    details,
    ageYears: ageInYears(details.birthDate, today),
    today,
    need: conclusions.need,
    facts: conclusions.assessmentInput.facts,
    factHistory: state.factHistory.map((stated) => ({ ...stated, recordedBy: nameOf(stated.recordedBy) })),
    requests: state.requests,
    treatmentStart: state.treatmentStart,
    assessment: assessOn(conclusions, knowledge),
    plans: state.plans.map(({ planId, version, status, plan, hash, confirmedAt, confirmedBy }) => ({
      planId,
      version,
      status: status === 'active' && waits ? 'paused' : status,
      plan,
      hash,
      confirmedAt,
      confirmedBy: nameOf(confirmedBy),
    })),
    logs: state.logs,
    logsSetAside: state.logsSetAside,
    deliveriesUnread: state.deliveriesUnread.map(({ recordedAt, kind }) => ({ recordedAt, kind })),
    adverseEvents: adverseEventRecords(state, installation, nameOf),
    measurements: state.measurements,
    progress: conclusions.progress,
    progressDecisions: state.progressDecisions.map(
      ({ eventId, prescription, accepted, reason, recordedAt, recordedBy }) => ({
        eventId,
        prescription,
        accepted,
        reason,
        recordedAt,
        recordedBy: nameOf(recordedBy),
      }),
    ),
    evaluation: conclusions.evaluation,
    evaluations: state.evaluations.flatMap(({ eventId, decisionId, on, choice, note, recordedAt, recordedBy }) => {
      const evaluation = evaluations.get(decisionId)
      if (evaluation === undefined) throw new RangeError('toRecord: needs the decision of each evaluation, got none')
      return [{ eventId, on, choice, note, evaluation, recordedAt, recordedBy: nameOf(recordedBy) }]
    }),
    decisions: decisions.map((decision) => ({ ...decision, madeBy: nameOf(decision.madeBy) })),
    closedOn: state.closedOn,
    knowledgeChange,
    knowledgeReviews: state.knowledgeReviews.map(({ impacts: _, recordedBy, ...review }) => ({
      ...review,
      recordedBy: nameOf(recordedBy),
    })),
  }
}

function adverseEventRecords(
  { adverseEvents }: PatientState,
  { knowledge }: Installation,
  nameOf: (recordedBy: string) => string,
): readonly AdverseEventRecord[] {
  return adverseEvents.map(({ report, sessionId, recordedAt, release }) => ({
    report,
    sessionId,
    recordedAt,
    stops: stopsTreatment(report, knowledge),
    release: release && { ...release, by: nameOf(release.by) },
  }))
}
