import type {
  AdverseEventReport,
  ChosenNumber,
  EvaluationChoice,
  Fact,
  FactId,
  IsoDate,
  IsoMoment,
  Json,
  LevelSet,
  Measurement,
  PlanPreferences,
  Problem,
  SessionLog,
} from '@dosis/domain'
import type { StoredEvent } from '../db/index.ts'
import type { TaskConcern, TaskOutcome } from '../task/tasks.ts'

/** Why a session log is kept but not counted. */
export type SetAside =
  /** Dated after the server's today: the phone's clock is wrong. */
  | 'future'
  /** Its day, start and end contradict each other. */
  | 'dates'
  /** Other content of the same id counts. */
  | 'conflict'
  /** It names no plan of this patient. */
  | 'plan'

/** What is recorded about a patient: each kind with what it holds. Nothing else is ever in the record. */
export interface EventBodies {
  'fact.stated': { fact: FactId; stated: Fact }
  'requests.stated': { requests: readonly string[] }
  'measurement.recorded': Measurement
  'assessment.stored': { decisionId: string }
  'plan.confirmed': { planId: string; version: number; decisionId: string; preferences: PlanPreferences }
  'plan.status': { planId: string; action: 'pause' | 'resume' | 'close'; reason: string }
  /** `asSent`: all that the phone said, where it said more than this server understood. */
  'session.logged': { log: SessionLog; setAside: SetAside | null; asSent?: Json }
  /** What nobody here understands, kept as it came; somebody has to look. */
  'delivery.unread': { itemId: string; kind: string; body: Json; problems: readonly Problem[] }
  'adverse-event.reported': { report: AdverseEventReport; asSent?: Json }
  'adverse-event.released': { adverseEventId: string; outcome: string }
  'progress.decided': {
    planId: string
    version: number
    decisionId: string
    prescription: string
    accepted: boolean
    reason: string
    action: string
    /** The level that was set; null when none was. */
    levelSet: LevelSet | null
    /** Numbers that the therapist gave; left out = none. */
    chosen?: readonly ChosenNumber[]
  }
  'evaluation.decided': {
    on: IsoDate
    decisionId: string
    choice: EvaluationChoice
    note: string
    requestForHelpMet: boolean | null
  }
  /** The plan was kept as it was; `impacts` names what was looked at. */
  'knowledge.reviewed': {
    planId: string
    version: number
    from: string
    to: string
    impacts: readonly string[]
    reason: string
  }
  /** Somebody has to look, since when, who first (an account, null = nobody treats), and by when. */
  'task.opened': {
    task: string
    concern: TaskConcern
    subject: string
    owner: string | null
    since: IsoMoment
    dueAt: IsoMoment
  }
  'task.escalated': { task: string; step: number; to: 'team' | 'practice' }
  'task.reminded': { task: string }
  'task.ended': { task: string; outcome: TaskOutcome }
  /** Every link and phone until then has ended. */
  'links.revoked': Record<never, never>
  'link.made': { linkId: string; tokenHash: string }
}

export type EventKind = keyof EventBodies

export type PatientEvent = {
  [Kind in EventKind]: Omit<StoredEvent, 'kind' | 'body'> & { readonly kind: Kind; readonly body: EventBodies[Kind] }
}[EventKind]

/** The record holds only what this server wrote, so that its kinds and bodies are known. */
export function toPatientEvent(event: StoredEvent): PatientEvent {
  return event as unknown as PatientEvent
}

export function bodyOf<Kind extends EventKind>(_: Kind, body: EventBodies[Kind]): Json {
  return body as unknown as Json
}
