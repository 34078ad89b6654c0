import {
  addDays,
  daysBetween,
  type Knowledge,
  type Observation,
  type Prescription,
  type ProgressInput,
  type ProgressionRule,
  type SessionLog,
  startOfWeek,
  type Truth,
} from '@dosis/domain'
import type { Observed } from './observe.ts'
import { classOfEvent } from './open-events.ts'
import { countedLogs } from './session-logs.ts'
import { mean } from './summarise-weeks.ts'

/** What one rule saw in the logs. */
export interface Seen {
  readonly truth: Truth
  readonly seen: readonly Observation[]
}

export interface MeasureContext {
  readonly input: ProgressInput
  readonly prescription: Prescription
  readonly observed: Observed
}

type When = ProgressionRule['when']
export type Measure<Kind extends string> = Extract<When, { readonly [key in Kind]: unknown }>

/** Scores of this week and the one before count; older ones have been looked at. */
function recentOf({ on }: ProgressInput, logs: readonly SessionLog[]): readonly SessionLog[] {
  return logs.filter((log) => log.on >= addDays(startOfWeek(on), -7))
}

/** Pain after a session above the limit that was agreed for the plan; without such a limit there is none to cross. */
export function painAboveLimit({ input, prescription, observed }: MeasureContext): Seen {
  const limit = prescription.painLimit?.afterAtMost ?? null
  if (limit === null) return { truth: 'no', seen: [] }
  const scores = recentOf(input, observed.logs).map(({ painAfter }) => painAfter)
  const known = scores.filter((score) => score !== null)
  const most = known.length === 0 ? null : Math.max(...known)
  const seen = [{ what: 'painAfter', observed: most, needed: limit } as const]
  if (known.some((score) => score > limit)) return { truth: 'yes', seen }
  return { truth: known.length < scores.length ? 'unknown' : 'no', seen }
}

/**
 * Pain on the morning after higher than before the session. Where the plan asks for the answer a missing one is unknown;
 * the morning after a session of today is not there yet.
 */
export function painNextMorning({ input, prescription, observed }: MeasureContext): Seen {
  const isNeeded = prescription.painLimit?.settledNextMorning === true
  const answers = new Map(
    countedLogs(input.logs, input.plan.startsOn, input.on).flatMap(({ morningAfter = [] }) =>
      morningAfter.map(({ sessionId, pain }) => [sessionId, pain] as const),
    ),
  )
  const past = recentOf(input, observed.logs).filter(({ on }) => on < input.on)
  const rises = past.map(({ sessionId, painBefore }) => {
    const morning = answers.get(sessionId) ?? null
    return morning === null || painBefore === null ? null : morning - painBefore
  })
  const known = rises.filter((rise) => rise !== null)
  const most = known.length === 0 ? null : Math.max(...known)
  const seen = [{ what: 'painNextMorning', observed: most, needed: 0 } as const]
  if (known.some((rise) => rise > 0)) return { truth: 'yes', seen }
  return { truth: isNeeded && known.length < rises.length ? 'unknown' : 'no', seen }
}

/** The mean of this week above that of the week before; without both it is not known. */
export function risesOverWeeks({ risesOverWeeks: what }: Measure<'risesOverWeeks'>, context: MeasureContext): Seen {
  const { input, observed } = context
  const monday = startOfWeek(input.on)
  const scoreOf = (log: SessionLog) => (what === 'pain' ? log.painAfter : (log.fatigue ?? null))
  const meanFrom = (start: string) =>
    meanOfAll(observed.logs.filter(({ on }) => on >= start && on < addDays(start, 7)).map(scoreOf))
  const weeks = [0, -7, -14].map((days) => meanFrom(addDays(monday, days)))
  const [last, before] = weeks[0] === 'none' ? weeks.slice(1) : weeks
  const rise = typeof last === 'number' && typeof before === 'number' ? Math.round((last - before) * 10) / 10 : null
  const name = what === 'pain' ? 'painRiseOverWeeks' : 'fatigueRiseOverWeeks'
  // In the first week there is none to compare with: then the scores must be there, and have nothing to rise from.
  const isFirst = before === 'none' && typeof last === 'number'
  const truth = rise === null ? (isFirst ? 'no' : 'unknown') : rise > 0 ? 'yes' : 'no'
  return { truth, seen: [{ what: name, observed: rise, needed: 0 }] }
}

/** The mean when every session has a score; `none` without sessions, null when a score lacks. */
function meanOfAll(scores: readonly (number | null)[]): number | null | 'none' {
  if (scores.length === 0) return 'none'
  return scores.includes(null) ? null : mean(scores)
}

/** Sessions completed since the last harm that was more than mild and has been released. */
export function sessionsSinceEvent(
  { sessionsSinceEventBelow: needed }: Measure<'sessionsSinceEventBelow'>,
  { input, observed }: MeasureContext,
  knowledge: Knowledge,
): Seen {
  const reports = [...input.adverseEvents, ...input.logs.flatMap(({ adverseEvent }) => adverseEvent ?? [])]
  const last = reports
    .filter(
      (report) =>
        classOfEvent(report, knowledge) !== 'mild' && input.released.includes(report.eventId) && report.on <= input.on,
    )
    .reduce<string | null>((latest, { on }) => (latest === null || on > latest ? on : latest), null)
  if (last === null || last < input.plan.startsOn) return { truth: 'no', seen: [] }
  const since = observed.logs.filter(({ on, completed }) => completed && on > last).length
  return {
    truth: since < needed ? 'yes' : 'no',
    seen: [{ what: 'sessionsSinceEvent', observed: since, needed }],
  }
}

/** Whole days between two completed sessions with the same exercises; two contents in turn train other muscles. */
export function restDays(
  { restDaysBelow: needed }: Measure<'restDaysBelow'>,
  { input, observed }: MeasureContext,
): Seen {
  const done = recentOf(input, observed.logs).filter(({ completed }) => completed)
  const gaps = done.flatMap((log, index) => {
    const before = done.slice(0, index).findLast(({ content }) => content === log.content)
    return before === undefined || before.on === log.on ? [] : [daysBetween(before.on, log.on) - 1]
  })
  const tooShort = gaps.filter((gap) => gap < needed)
  if (tooShort.length === 0) return { truth: 'no', seen: [] }
  return { truth: 'yes', seen: [{ what: 'restDays', observed: Math.min(...tooShort), needed }] }
}

/** Effort of the last session above the highest that the plan gives; a plan without a target has none to exceed. */
export function effortAboveTarget(
  { effortAboveTargetAtLeast: needed }: Measure<'effortAboveTargetAtLeast'>,
  { prescription, observed }: MeasureContext,
): Seen {
  const { rpeBorg } = prescription.dose
  const targets = (prescription.targets ?? []).flatMap(({ scale, upTo }) => (scale === 'borg6To20' ? (upTo ?? []) : []))
  const highestWanted = rpeBorg?.upTo ?? rpeBorg?.value ?? (targets.length === 0 ? null : Math.max(...targets))
  if (highestWanted === null) return { truth: 'no', seen: [] }
  const above = observed.effortBorg === null ? null : observed.effortBorg - highestWanted
  return compare('effortAboveTarget', above, needed, (points) => points >= needed, observed.hasSessions)
}

/** A figure that is not known is unknown as soon as there were sessions; before the first there is nothing to know. */
export function compare(
  what: Observation['what'],
  observed: number | null,
  needed: number,
  holds: (value: number) => boolean,
  hasSessions: boolean,
): Seen {
  const seen = [{ what, observed, needed }]
  if (observed === null) return { truth: hasSessions ? 'unknown' : 'no', seen }
  return { truth: holds(observed) ? 'yes' : 'no', seen }
}
