import {
  type AdverseEventReport,
  addDays,
  type IsoDate,
  type Plan,
  type SessionLog,
  type SessionTemplate,
  startOfWeek,
  type WeekSummary,
} from '@dosis/domain'
import { partsOn } from './parts-on.ts'
import { countedLogs } from './session-logs.ts'

/**
 * Sums up each week (Monday to Sunday) from the one in which the plan starts to the one that holds `on`. Planned counts
 * the days of the week on which a session stands; done counts completed sessions. The share of a week that is not over
 * yet is null: there is still time.
 */
export function summariseWeeks(
  plan: Plan,
  logs: readonly SessionLog[],
  on: IsoDate,
  events: readonly AdverseEventReport[],
): readonly WeekSummary[] {
  const counted = countedLogs(logs, plan.startsOn, on)
  const eventDays = daysOfEvents(logs, events)
  const weeks: WeekSummary[] = []
  for (let monday = startOfWeek(plan.startsOn); monday <= on; monday = addDays(monday, 7)) {
    const sunday = addDays(monday, 6)
    const within = counted.filter((log) => log.on >= monday && log.on <= sunday)
    const planned = plannedSessions(plan, monday)
    const done = within.filter(({ completed }) => completed).length
    weeks.push({
      weekStartsOn: monday,
      planned,
      done,
      adherenceFraction: sunday >= on || planned === 0 ? null : done / planned,
      meanEffortBorg: mean(within.map(({ effortBorg }) => effortBorg)),
      meanPainBefore: mean(within.map(({ painBefore }) => painBefore)),
      meanPainAfter: mean(within.map(({ painAfter }) => painAfter)),
      level: within.map(levelOf).findLast((level) => level !== null) ?? null,
      adverseEvents: eventDays.filter((day) => day >= monday && day <= sunday).length,
    })
  }
  return weeks
}

/** @returns how many sessions stand in the week that starts on `monday`, none before the plan starts */
function plannedSessions(plan: Plan, monday: IsoDate): number {
  const days = plan.sessions.flatMap((template) =>
    isWeekOff(template, plan, monday) ? [] : weekdaysOf(template, plan),
  )
  return days.filter((weekday) => addDays(monday, weekday - 1) >= plan.startsOn).length
}

/** Whether two contents take turns by the week and the one of this week has nothing in it. */
function isWeekOff(template: SessionTemplate, plan: Plan, monday: IsoDate): boolean {
  if (template.alternate?.every !== 'week') return false
  return partsOn(template, plan, monday, []).length === 0
}

export function weekdaysOf(template: SessionTemplate, plan: Plan): readonly number[] {
  return template.weekdays ?? plan.weekdays
}

/** @returns the level at which intervals or graded impacts were done, null when the session had none */
export function levelOf(log: SessionLog): number | null {
  return (
    log.parts.find(({ kind, level }) => level !== undefined && (kind === 'intervals' || kind === 'impact'))?.level ??
    null
  )
}

function daysOfEvents(logs: readonly SessionLog[], events: readonly AdverseEventReport[]): readonly IsoDate[] {
  const reports = [...events, ...logs.flatMap(({ adverseEvent }) => adverseEvent ?? [])]
  return [...new Map(reports.map((report) => [report.eventId, report.on])).values()]
}

export function mean(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length
}
