import { addDays, type IsoMoment } from '@dosis/domain'
import type { EventBodies, PatientEvent } from '../patient/events.ts'
import { startOfDay } from '../today.ts'

/** What somebody has to look at: harm that stops the treatment, a sign of danger, an evaluation, changed knowledge. */
export const taskConcerns = ['harm', 'red-flag', 'evaluation', 'knowledge'] as const
export type TaskConcern = (typeof taskConcerns)[number]

/** What came of a task; there is none without. */
export type TaskOutcome = 'released' | 'facts-changed' | 'evaluated' | 'reviewed' | 'closed'

/** A reason to look that holds now; `subject` tells it from others of its kind: of an evaluation, its day. */
export interface Concern {
  readonly concern: TaskConcern
  readonly subject: string
  readonly since: IsoMoment
}

/** A task as the record has it. */
export interface Task {
  readonly task: string
  readonly concern: TaskConcern
  readonly subject: string
  readonly owner: string | null
  readonly since: IsoMoment
  readonly dueAt: IsoMoment
  readonly escalated: readonly ('team' | 'practice')[]
  readonly isReminded: boolean
  readonly outcome: TaskOutcome | null
}

/** Intervals of the organisation, which a practice sets; no guideline gives them. */
export interface TaskSettings {
  /** Nobody looked for so long: more people are asked. */
  readonly escalateAfterHours: number
  /** An evaluation was not held for so long after its day: a reminder. */
  readonly remindAfterDays: number
}
export const organisationalDefaults: TaskSettings = { escalateAfterHours: 4, remindAfterDays: 7 }

/** The people around a patient. */
export interface Team {
  /** Who looks first. */
  readonly owner: string | null
  readonly hasOthers: boolean
}

type TaskEvent = 'task.opened' | 'task.escalated' | 'task.reminded' | 'task.ended'
export type TaskStep = {
  [Kind in TaskEvent]: { readonly eventId: string; readonly kind: Kind; readonly body: EventBodies[Kind] }
}[TaskEvent]

/** A step, and the moment from which it is due. */
export interface UpcomingStep {
  readonly dueAt: IsoMoment
  readonly concern: TaskConcern
  readonly step: TaskStep
}

/** Concerns that cannot wait for whoever is asked first. */
const urgent: ReadonlySet<TaskConcern> = new Set(['harm', 'red-flag'])

/** All tasks of a patient in the order in which they were opened. */
export function tasksOf(events: readonly PatientEvent[]): readonly Task[] {
  const tasks = new Map<string, Task>()
  const change = (task: string, changed: (known: Task) => Task): void => {
    const known = tasks.get(task)
    if (known !== undefined) tasks.set(task, changed(known))
  }
  for (const event of events) {
    if (event.kind === 'task.opened') {
      tasks.set(event.body.task, { ...event.body, escalated: [], isReminded: false, outcome: null })
    } else if (event.kind === 'task.escalated') {
      const { task, to } = event.body
      change(task, (known) => ({ ...known, escalated: [...known.escalated, to] }))
    } else if (event.kind === 'task.reminded') {
      change(event.body.task, (known) => ({ ...known, isReminded: true }))
    } else if (event.kind === 'task.ended') {
      const { task, outcome } = event.body
      change(task, (known) => ({ ...known, outcome }))
    }
  }
  return [...tasks.values()]
}

export interface Situation {
  readonly patientId: string
  readonly timeZone: string
  readonly tasks: readonly Task[]
  /** What holds now. */
  readonly concerns: readonly Concern[]
  readonly team: Team
  /** When somebody who may release harm last had to do with the record; null = never. */
  readonly seenAt: IsoMoment | null
  /** What became of a concern that no longer holds. */
  readonly outcomeOf: (concern: TaskConcern) => TaskOutcome
}

/**
 * Every step that is due now or becomes due while nothing changes. The id of a step follows from what it is about, so
 * that a step that is done twice is one step.
 */
export function upcomingSteps(situation: Situation, settings: TaskSettings): readonly UpcomingStep[] {
  const { tasks, concerns } = situation
  const open = tasks.filter(({ outcome }) => outcome === null)
  const known = new Set(open.map(keyOf))
  const holds = new Set(concerns.map(keyOf))
  return [
    ...concerns.filter((concern) => !known.has(keyOf(concern))).map((concern) => opening(concern, situation, settings)),
    ...open.filter((task) => !holds.has(keyOf(task))).map((task) => ending(task, situation)),
    ...open.filter((task) => holds.has(keyOf(task))).flatMap((task) => following(task, situation, settings)),
  ]
}

function keyOf({ concern, subject }: Pick<Concern, 'concern' | 'subject'>): string {
  return `${concern}:${subject}`
}

function opening(concern: Concern, { patientId, tasks, team }: Situation, settings: TaskSettings): UpcomingStep {
  const before = tasks.filter((task) => keyOf(task) === keyOf(concern)).length
  const task = `task:${patientId}:${keyOf(concern)}:${before + 1}`
  const isUrgent = urgent.has(concern.concern)
  const dueAt = isUrgent ? hoursAfter(concern.since, settings.escalateAfterHours) : concern.since
  const body = { task, ...concern, owner: team.owner, dueAt }
  return { dueAt: concern.since, concern: concern.concern, step: { eventId: task, kind: 'task.opened', body } }
}

function ending({ task, concern, since }: Task, { outcomeOf }: Situation): UpcomingStep {
  const body = { task, outcome: outcomeOf(concern) }
  return { dueAt: since, concern, step: { eventId: `${task}:ended`, kind: 'task.ended', body } }
}

function following(task: Task, { team, seenAt, timeZone }: Situation, settings: TaskSettings): readonly UpcomingStep[] {
  if (task.concern === 'evaluation') return task.isReminded ? [] : [reminding(task, timeZone, settings)]
  if (!urgent.has(task.concern) || (seenAt !== null && seenAt >= task.since)) return []
  const ladder = team.hasOthers ? (['team', 'practice'] as const) : (['practice'] as const)
  return ladder
    .filter((to) => !task.escalated.includes(to) && !task.escalated.includes('practice'))
    .map((to) => {
      const step = ladder.findIndex((rung) => rung === to) + 1
      const dueAt = hoursAfter(task.since, step * settings.escalateAfterHours)
      const body = { task: task.task, step, to }
      const eventId = `${task.task}:escalated:${to}`
      return { dueAt, concern: task.concern, step: { eventId, kind: 'task.escalated', body } }
    })
}

/** In days of the calendar, which may be an hour longer or shorter than another. */
function reminding(
  { task, subject, concern }: Task,
  timeZone: string,
  { remindAfterDays }: TaskSettings,
): UpcomingStep {
  const dueAt = startOfDay(addDays(subject, remindAfterDays), timeZone).toISOString()
  return { dueAt, concern, step: { eventId: `${task}:reminded`, kind: 'task.reminded', body: { task } } }
}

function hoursAfter(moment: IsoMoment, hours: number): IsoMoment {
  return new Date(new Date(moment).getTime() + hours * 3_600_000).toISOString()
}
