import {
  type AdverseEventReport,
  canonicalJson,
  type Knowledge,
  type ProgressInput,
  type StatementId,
  type Symptom,
} from '@dosis/domain'
import { compare } from './session-logs.ts'

export type EventClass = Symptom['class']

/** From the gravest to the least. */
export const eventClasses = ['stop', 'tell', 'mild'] as const satisfies readonly EventClass[]

const classOfSeverity = { severe: 'stop', moderate: 'tell', mild: 'mild' } as const satisfies Record<
  AdverseEventReport['severity'],
  EventClass
>

/** An adverse event that no clinician has released yet, with how grave it is. */
export interface OpenEvent {
  readonly eventId: string
  readonly class: EventClass
  readonly factIds: readonly StatementId[]
}

/**
 * All harm that was reported, on its own or with a session, whatever the day, and not yet released. Two reports with one
 * id both count and the gravest decides: what a patient reports about harm is never overwritten.
 */
export function openEvents(input: ProgressInput, knowledge: Knowledge): readonly OpenEvent[] {
  const released = new Set(input.released)
  const reports = [...input.adverseEvents, ...input.logs.flatMap(({ adverseEvent }) => adverseEvent ?? [])]
  const open = reports.filter(({ eventId }) => !released.has(eventId))
  const judged = open
    .map((report) => ({ report, event: judgeEvent(report, knowledge) }))
    .sort(
      (left, right) =>
        graveness(left.event) - graveness(right.event) ||
        compare(left.event.eventId, right.event.eventId) ||
        compare(canonicalJson(left.report), canonicalJson(right.report)),
    )
  const seen = new Set<string>()
  return judged.flatMap(({ event }) => {
    if (seen.has(event.eventId)) return []
    seen.add(event.eventId)
    return [event]
  })
}

/** How grave a report is, with the statements behind it. */
function judgeEvent(report: AdverseEventReport, knowledge: Knowledge): OpenEvent {
  const factIds = knownSymptoms(report, knowledge).flatMap((symptom) => symptom.factIds)
  return {
    eventId: report.eventId,
    class: classOfEvent(report, knowledge),
    factIds: [...new Set(factIds)].sort(compare),
  }
}

/**
 * The gravest of the symptoms and of the severity. A symptom that no reviewed rule knows is told to the therapist, never
 * taken as mild.
 */
export function classOfEvent(report: AdverseEventReport, knowledge: Knowledge): EventClass {
  const known = knownSymptoms(report, knowledge)
  const classes: readonly EventClass[] = [
    classOfSeverity[report.severity],
    ...known.map((symptom) => symptom.class),
    ...(known.length < report.symptoms.length ? (['tell'] as const) : []),
  ]
  return eventClasses.find((each) => classes.includes(each)) ?? 'stop'
}

function knownSymptoms({ symptoms: reported }: AdverseEventReport, { symptoms }: Knowledge): readonly Symptom[] {
  return reported.flatMap((id) => {
    const symptom = Object.hasOwn(symptoms, id) ? symptoms[id] : undefined
    return symptom?.review.state === 'active' ? [symptom] : []
  })
}

function graveness(event: OpenEvent): number {
  return eventClasses.indexOf(event.class)
}
