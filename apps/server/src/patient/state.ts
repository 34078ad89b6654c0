import {
  type AdverseEventReport,
  canonicalJson,
  type EvaluationChoice,
  type Fact,
  type FactId,
  type Facts,
  type IsoDate,
  type IsoMoment,
  type LevelSet,
  type Measurement,
  type PlanPreferences,
  type PlanStatus,
  type SessionLog,
} from '@dosis/domain'
import { dayAt } from '../today.ts'
import type { EventBodies, PatientEvent, SetAside } from './events.ts'
import type { ConfirmedPlan, PatientHistory } from './history.ts'
import { whichCounts } from './which-counts.ts'

export interface RecordedFact {
  readonly eventId: string
  readonly fact: FactId
  readonly stated: Fact
  readonly recordedAt: IsoMoment
  readonly recordedBy: string
}

export interface PlanInRecord extends ConfirmedPlan {
  readonly status: PlanStatus
  /** What the therapist wanted when this version was confirmed; a version made by progress keeps those of the one before. */
  readonly preferences: PlanPreferences
  /** Day on which it was replaced or closed. */
  readonly endedOn: IsoDate | null
}

export interface RecordedAdverseEvent {
  readonly report: AdverseEventReport
  readonly sessionId: string | null
  readonly recordedAt: IsoMoment
  readonly release: { readonly at: IsoMoment; readonly by: string; readonly outcome: string } | null
}

export interface RecordedProgressDecision {
  readonly eventId: string
  readonly planId: string
  readonly version: number
  readonly prescription: string
  readonly accepted: boolean
  readonly reason: string
  readonly action: string
  readonly levelSet: LevelSet | null
  readonly recordedAt: IsoMoment
  readonly recordedBy: string
}

export interface RecordedEvaluation {
  readonly eventId: string
  readonly decisionId: string
  readonly on: IsoDate
  readonly choice: EvaluationChoice
  readonly note: string
  readonly recordedAt: IsoMoment
  readonly recordedBy: string
}

export interface RecordedKnowledgeReview {
  readonly eventId: string
  readonly planId: string
  readonly version: number
  readonly from: string
  readonly to: string
  readonly impacts: readonly string[]
  readonly reason: string
  readonly recordedAt: IsoMoment
  readonly recordedBy: string
}

/** What holds now, by all that was recorded; a pure function of the history. */
export interface PatientState {
  readonly facts: Facts
  readonly factHistory: readonly RecordedFact[]
  readonly requests: readonly string[]
  readonly measurements: readonly (Measurement & { readonly eventId: string; readonly recordedAt: IsoMoment })[]
  readonly plans: readonly PlanInRecord[]
  /** The one plan that runs or is paused. */
  readonly current: PlanInRecord | null
  readonly logs: readonly SessionLog[]
  readonly logsSetAside: readonly { readonly log: SessionLog; readonly because: SetAside }[]
  readonly deliveriesUnread: readonly (EventBodies['delivery.unread'] & { readonly recordedAt: IsoMoment })[]
  readonly adverseEvents: readonly RecordedAdverseEvent[]
  readonly progressDecisions: readonly RecordedProgressDecision[]
  readonly evaluations: readonly RecordedEvaluation[]
  readonly knowledgeReviews: readonly RecordedKnowledgeReview[]
  readonly assessedOn: IsoDate | null
  readonly closedOn: IsoDate | null
  /** Start of the first plan of this course that has started. */
  readonly treatmentStart: IsoDate | null
}

/** @param on the day for which it is asked; a plan that starts later has not started */
export function stateOf(history: PatientHistory, on: IsoDate, timeZone: string): PatientState {
  const dayOf = (moment: IsoMoment): IsoDate => dayAt(new Date(moment), timeZone)
  const facts = eventsOf(history, 'fact.stated').map(({ body, ...event }) => ({ ...who(event), ...body }))
  const { plans, closedOn, treatmentStart } = planStates(history, on, dayOf)
  const told = whichCounts(eventsOf(history, 'session.logged').map(({ body }) => body))
  const assessed = eventsOf(history, 'assessment.stored').at(-1)
  return {
    facts: Object.fromEntries(facts.map(({ fact, stated }) => [fact, stated])),
    factHistory: facts,
    requests: eventsOf(history, 'requests.stated').at(-1)?.body.requests ?? [],
    measurements: eventsOf(history, 'measurement.recorded').map(({ eventId, recordedAt, body }) => ({
      eventId,
      recordedAt,
      ...body,
    })),
    plans,
    current: plans.find(({ status }) => status === 'active' || status === 'paused') ?? null,
    logs: told.flatMap(({ log, setAside }) => (setAside === null ? [log] : [])),
    logsSetAside: told.flatMap(({ log, setAside }) => (setAside === null ? [] : [{ log, because: setAside }])),
    deliveriesUnread: eventsOf(history, 'delivery.unread').map(({ recordedAt, body }) => ({ recordedAt, ...body })),
    adverseEvents: adverseEventsOf(history),
    progressDecisions: eventsOf(history, 'progress.decided').map(({ body, ...event }) => ({ ...who(event), ...body })),
    evaluations: eventsOf(history, 'evaluation.decided').map(({ body, ...event }) => ({ ...who(event), ...body })),
    knowledgeReviews: eventsOf(history, 'knowledge.reviewed').map(({ body, ...event }) => ({ ...who(event), ...body })),
    assessedOn: assessed === undefined ? null : dayOf(assessed.recordedAt),
    closedOn,
    treatmentStart,
  }
}

type EventOf<Kind extends PatientEvent['kind']> = Extract<PatientEvent, { kind: Kind }>

function eventsOf<Kind extends PatientEvent['kind']>({ events }: PatientHistory, kind: Kind): readonly EventOf<Kind>[] {
  return events.filter((event): event is EventOf<Kind> => event.kind === kind)
}

function who({ eventId, recordedAt, recordedBy }: { eventId: string; recordedAt: IsoMoment; recordedBy: string }) {
  return { eventId, recordedAt, recordedBy }
}

interface PlanStates {
  readonly plans: readonly PlanInRecord[]
  readonly closedOn: IsoDate | null
  readonly treatmentStart: IsoDate | null
}

/** Follows the plans through the events: a new one replaces the one before it; closing ends the course. */
function planStates(history: PatientHistory, on: IsoDate, dayOf: (moment: IsoMoment) => IsoDate): PlanStates {
  const plans: PlanInRecord[] = []
  let course: PlanInRecord[] = []
  let closedOn: IsoDate | null = null
  const change = (status: PlanStatus, endedOn: IsoDate | null): void => {
    const index = plans.findIndex((plan) => plan.status === 'active' || plan.status === 'paused')
    const plan = plans[index]
    if (plan === undefined) return
    const changed = { ...plan, status, endedOn }
    plans[index] = changed
    course = course.map((each) => (each === plan ? changed : each))
  }
  for (const event of history.events) {
    const day = dayOf(event.recordedAt)
    if (event.kind === 'plan.confirmed') {
      const { planId, version, preferences } = event.body
      const confirmed = history.plans.find((plan) => plan.planId === planId && plan.version === version)
      if (confirmed === undefined) throw new RangeError(`planStates: needs version ${version} of a plan, got none`)
      change('superseded', day)
      if (closedOn !== null) course = []
      closedOn = null
      const plan: PlanInRecord = { ...confirmed, status: 'active', preferences, endedOn: null }
      plans.push(plan)
      course.push(plan)
    } else if (event.kind === 'plan.status') {
      if (event.body.action === 'close') change('closed', day)
      else change(event.body.action === 'pause' ? 'paused' : 'active', null)
    } else if (event.kind === 'evaluation.decided' && event.body.choice === 'close') {
      change('closed', day)
      closedOn = day
    }
  }
  const started = course
    .filter(({ plan, endedOn }) => plan.startsOn <= on && (endedOn === null || plan.startsOn <= endedOn))
    .map(({ plan }) => plan.startsOn)
    .sort()
  return { plans, closedOn, treatmentStart: started[0] ?? null }
}

type Reported = Omit<RecordedAdverseEvent, 'release'>

/** Every report once, on its own or with a session, also of sessions that do not count; a report is never replaced. */
function adverseEventsOf(history: PatientHistory): readonly RecordedAdverseEvent[] {
  const releases = new Map(
    eventsOf(history, 'adverse-event.released').map(({ body, recordedAt, recordedBy }) => [
      body.adverseEventId,
      { at: recordedAt, by: recordedBy, outcome: body.outcome },
    ]),
  )
  const reported = history.events.flatMap((event): readonly Reported[] => {
    if (event.kind === 'adverse-event.reported')
      return [{ report: event.body.report, sessionId: null, recordedAt: event.recordedAt }]
    if (event.kind !== 'session.logged' || event.body.log.adverseEvent === null) return []
    const { adverseEvent, sessionId } = event.body.log
    return [{ report: adverseEvent, sessionId, recordedAt: event.recordedAt }]
  })
  const distinct: Reported[] = []
  for (const each of reported) {
    const equal = distinct.findIndex(({ report }) => isSameReport(report, each.report))
    const known = distinct[equal]
    if (known === undefined) distinct.push(each)
    else if (known.sessionId === null) distinct[equal] = { ...known, sessionId: each.sessionId }
  }
  const seen = new Map<string, number>()
  return distinct.map((each) => {
    const { eventId } = each.report
    const count = (seen.get(eventId) ?? 0) + 1
    seen.set(eventId, count)
    const report = count === 1 ? each.report : { ...each.report, eventId: `${eventId}:${count}` }
    return { ...each, report, release: releases.get(report.eventId) ?? null }
  })
}

function isSameReport(left: AdverseEventReport, right: AdverseEventReport): boolean {
  return left.eventId === right.eventId && canonicalJson(left) === canonicalJson(right)
}
