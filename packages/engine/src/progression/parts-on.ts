import {
  daysBetween,
  type IsoDate,
  type Plan,
  type SessionLog,
  type SessionPart,
  type SessionTemplate,
  startOfWeek,
} from '@dosis/domain'
import { countedLogs } from './session-logs.ts'

export type SessionContent = 'A' | 'B'

/**
 * Which content of a session has its turn. By the week: A in the week in which the plan starts, B in the next. By the
 * session: the other one than was completed last; a session that was missed is not made up for, it simply comes next.
 */
export function contentOn(
  template: SessionTemplate,
  plan: Pick<Plan, 'startsOn'>,
  on: IsoDate,
  logs: readonly SessionLog[],
): SessionContent {
  const { alternate } = template
  if (alternate === undefined) return 'A'
  if (alternate.every === 'week') {
    // An odd number of whole weeks is an odd number of days.
    return daysBetween(startOfWeek(plan.startsOn), startOfWeek(on)) % 2 === 0 ? 'A' : 'B'
  }
  const before = countedLogs(logs, plan.startsOn, on).filter(
    (log) => log.template === template.id && log.completed && log.on < on,
  )
  const last = before.at(-1)
  return last === undefined || last.content === 'B' ? 'A' : 'B'
}

/** @returns what is done in a session on one day; empty in a week without it */
export function partsOn(
  template: SessionTemplate,
  plan: Pick<Plan, 'startsOn'>,
  on: IsoDate,
  logs: readonly SessionLog[],
): readonly SessionPart[] {
  return contentOn(template, plan, on, logs) === 'B' ? (template.alternate?.parts ?? []) : template.parts
}
