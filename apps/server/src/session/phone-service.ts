import { type Contract, type DeliveredItem, type DeliveryOutcome, type PatientToday, patientSources } from '@dosis/api'
import {
  type AdverseEventReport,
  canonicalJson,
  type Json,
  type Knowledge,
  type Plan,
  type SessionLog,
  withoutDetails,
} from '@dosis/domain'
import { measuredSigns, stillValid } from '@dosis/engine'
import { nameInRecord, type PatientCaller } from '../auth/caller.ts'
import { sha256 } from '../db/index.ts'
import { knowledgeByVersion } from '../db/record/decisions.ts'
import { type Installation, todayOf } from '../installation.ts'
import { type Change, changePatient } from '../patient/change-patient.ts'
import { concludeOn } from '../patient/conclusions.ts'
import type { PatientEvent } from '../patient/events.ts'
import { type PatientHistory, readHistory } from '../patient/history.ts'
import { knowledgeOfPlan } from '../patient/knowledge-change.ts'
import { stateOf } from '../patient/state.ts'
import { progressInputOf } from './progress-input.ts'
import { type Delivery, readDelivery } from './read-delivery.ts'
import { reasonToSetAside } from './set-aside.ts'
import { withoutExpiredTargets } from './without-expired-targets.ts'

/** What the patient's phone shows today: only what was confirmed, and nothing while it waits. */
export async function readToday(installation: Installation, caller: PatientCaller): Promise<PatientToday> {
  const { db } = installation.store
  const history = await readHistory(db, caller)
  const { name } = await db
    .selectFrom('practice')
    .select('name')
    .where('practice_id', '=', caller.practiceId)
    .executeTakeFirstOrThrow()
  return toToday(
    installation,
    history,
    name,
    await knowledgeOfPlan(installation, stateOf(history, todayOf(installation), installation.timeZone)),
  )
}

function toToday(
  installation: Installation,
  history: PatientHistory,
  practiceName: string,
  ofPlan: Knowledge | null,
): PatientToday {
  const { knowledge, timeZone, practicePhone } = installation
  const today = todayOf(installation)
  const state = stateOf(history, today, timeZone)
  const { progress, isStopped, knowledgeChange, assessmentInput } = concludeOn(
    history.details,
    state,
    knowledge,
    today,
    ofPlan,
  )
  const { current } = state
  const pausedBecause =
    isStopped && state.closedOn === null
      ? 'stop'
      : state.closedOn !== null
        ? 'closed'
        : current === null
          ? 'no_plan'
          : current.status === 'paused'
            ? 'paused'
            : knowledgeChange?.blocks === true
              ? 'knowledge'
              : null
  const isShown = pausedBecause === null && current !== null
  return {
    patientId: history.patientId,
    firstName: history.details.name.split(/\s+/)[0] ?? history.details.name,
    practiceName,
    practicePhone,
    today,
    planId: isShown ? current.planId : null,
    planVersion: isShown ? current.version : null,
    planHash: isShown ? current.hash : null,
    plan: isShown ? withoutExpiredTargets(current.plan, stillValid(assessmentInput, knowledge).expired) : null,
    pausedBecause,
    progress,
    logs: state.logs,
    treatmentStart: state.treatmentStart,
  }
}

/**
 * Keeps every log, whatever plan it was made under and however often it is sent. One id with two contents gives two
 * entries: nothing that a patient sent is overwritten or refused for what it says.
 */
export async function keepLogs(
  installation: Installation,
  caller: PatientCaller,
  logs: readonly SessionLog[],
): Promise<void> {
  await changePatient(installation, caller, nameInRecord(caller), async (change) => {
    for (const log of logs) await keepLog(change, log)
    if (logs.some(({ before }) => before !== undefined)) await reportMeasured(installation, caller, change)
  })
}

/**
 * Reports harm that measurements before a session show, as if the patient had: then the treatment waits, the therapist is
 * warned, and a professional releases it like any other harm.
 */
async function reportMeasured(
  installation: Installation,
  caller: PatientCaller,
  { transaction, state, find }: Change,
): Promise<void> {
  const today = todayOf(installation)
  const known = stateOf(await readHistory(transaction, caller), today, installation.timeZone)
  if (known.current === null) return
  const signs = measuredSigns(progressInputOf(known, known.current, today), installation.knowledge)
  for (const [eventId, found] of Map.groupBy(signs, (sign) => sign.eventId)) {
    const id = `adverse:${caller.patientId}:${eventId}`
    const log = known.logs.find(({ sessionId }) => sessionId === found[0]?.sessionId)
    if (find(id) !== undefined || log === undefined) continue
    const symptoms = found.flatMap(({ symptom }) => symptom ?? [])
    const report = { eventId, on: log.on, symptoms, severity: 'moderate', description: '' } as const
    await state({ eventId: id, kind: 'adverse-event.reported', body: { report } })
  }
}

/**
 * Keeps everything that a phone holds, as one change: what is understood as what it is, the rest as it came. What may tell
 * of harm and is not understood counts as severe harm until a professional has looked.
 */
export async function keepItems(
  installation: Installation,
  caller: PatientCaller,
  items: readonly DeliveredItem[],
): Promise<readonly DeliveryOutcome[]> {
  return changePatient(installation, caller, nameInRecord(caller), async (change) => {
    const outcomes: DeliveryOutcome[] = []
    let isMeasured = false
    for (const item of items) {
      const read = readDelivery(item.kind, item.body)
      isMeasured ||= read.kind === 'log' && read.log.before !== undefined
      outcomes.push({ id: item.id, outcome: await keepItem(installation, change, item, read) })
    }
    if (isMeasured) await reportMeasured(installation, caller, change)
    return outcomes
  })
}

function keepItem(
  installation: Installation,
  change: Change,
  item: DeliveredItem,
  read: Delivery,
): Promise<DeliveryOutcome['outcome']> {
  if (read.kind === 'log') return keepLog(change, read.log, read.asSent)
  if (read.kind === 'report') return keepReport(change, read.report, read.asSent)
  return keepUnread(installation, change, item, read)
}

async function keepUnread(
  installation: Installation,
  { history, state, find }: Change,
  { id: itemId, kind, body }: DeliveredItem,
  { problems, mayBeHarm }: Extract<Delivery, { kind: 'unread' }>,
): Promise<'unread'> {
  const hash = shortHash([itemId, kind, body])
  const eventId = `unread:${history.patientId}:${hash}`
  if (find(eventId) !== undefined) return 'unread'
  await state({ eventId, kind: 'delivery.unread', body: { itemId, kind, body: body as Json, problems } })
  if (!mayBeHarm) return 'unread'
  const unread = { eventId: `unread-${hash}`, on: todayOf(installation), symptoms: [], description: '' }
  await state({
    eventId: `adverse:${history.patientId}:${unread.eventId}`,
    kind: 'adverse-event.reported',
    body: { report: { ...unread, severity: 'severe' } },
  })
  return 'unread'
}

async function keepLog(
  { history, now, state, find }: Change,
  log: SessionLog,
  asSent: Json | null = null,
): Promise<'kept' | 'beside'> {
  const eventId = `log:${history.patientId}:${log.sessionId}`
  const isSame = (stored: PatientEvent | undefined) =>
    stored?.kind === 'session.logged' && canonicalJson(stored.body.log) === canonicalJson(log)
  const setAside = reasonToSetAside(log, history.plans, now)
  const all = asSent === null ? {} : { asSent }
  if (find(eventId)?.kind !== 'session.logged') {
    await state({ eventId, kind: 'session.logged', body: { log, setAside, ...all } })
    return 'kept'
  }
  const beside = `${eventId}:${shortHash(log)}`
  if (isSame(find(eventId))) return 'kept'
  if (isSame(find(beside))) return 'beside'
  await state({ eventId: beside, kind: 'session.logged', body: { log, setAside: setAside ?? 'conflict', ...all } })
  return 'beside'
}

export async function keepAdverseEvent(
  installation: Installation,
  caller: PatientCaller,
  report: AdverseEventReport,
): Promise<void> {
  await changePatient(installation, caller, nameInRecord(caller), async (change) => {
    await keepReport(change, report)
  })
}

async function keepReport(
  { history, state, find }: Change,
  report: AdverseEventReport,
  asSent: Json | null = null,
): Promise<'kept' | 'beside'> {
  const eventId = `adverse:${history.patientId}:${report.eventId}`
  const reportAt = (id: string) => {
    const stored = find(id)
    return stored?.kind === 'adverse-event.reported' ? canonicalJson(stored.body.report) : undefined
  }
  const body = { report, ...(asSent === null ? {} : { asSent }) }
  if (reportAt(eventId) === undefined) {
    await state({ eventId, kind: 'adverse-event.reported', body })
    return 'kept'
  }
  const beside = `${eventId}:${shortHash(report)}`
  if (reportAt(eventId) === canonicalJson(report)) return 'kept'
  if (reportAt(beside) !== undefined) return 'beside'
  await state({ eventId: beside, kind: 'adverse-event.reported', body })
  return 'beside'
}

function shortHash(document: unknown): string {
  return sha256(canonicalJson(document)).slice(0, 32)
}

/** Texts for the phone, as they were when its plan was confirmed; how to do them only of the exercises of the plan. */
export async function readPatientKnowledge(
  installation: Installation,
  caller: PatientCaller,
): Promise<Contract['patientKnowledge']['response']> {
  const { db } = installation.store
  const { current } = stateOf(await readHistory(db, caller), todayOf(installation), installation.timeZone)
  const planned =
    current === null || current.plan.knowledgeVersion === installation.knowledge.version
      ? undefined
      : await knowledgeByVersion(db, current.plan.knowledgeVersion)
  const known = planned === undefined ? installation.knowledge : (planned as unknown as Knowledge)
  const { version, symptoms, forms, progressions, constraints, notices } = known
  const done = current === null ? new Set<string>() : exercisesOf(current.plan)
  const exercises = Object.fromEntries(
    Object.values(known.exercises).map((each) => [each.id, done.has(each.id) ? each : withoutDetails(each)]),
  )
  return { version, symptoms, exercises, forms, progressions, constraints, notices, sources: patientSources(known) }
}

/** Every exercise that a session of the plan may bring, now or after a step of its programmes. */
function exercisesOf({ prescriptions, sessions }: Plan): ReadonlySet<string> {
  const parts = sessions.flatMap((session) => [...session.parts, ...(session.alternate?.parts ?? [])])
  return new Set([
    ...prescriptions.flatMap(({ exercises, programme }) => [...exercises, ...(programme?.exercises ?? [])]),
    ...parts.map((part) => ('exercise' in part ? part.exercise : undefined) ?? 'run-walk'),
  ])
}
