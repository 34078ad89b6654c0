import {
  addDays,
  type IsoDate,
  type Plan,
  type SessionLog,
  type SessionTemplate,
  startOfWeek,
  weekday,
} from '@dosis/domain'
import { hasTrained } from '@dosis/engine'
import { templateOn } from './template-on.ts'

/** What a patient can do today, in the order of the plan. */
export interface DayPlan {
  /** Sessions of today that are not done yet. */
  readonly due: readonly SessionTemplate[]
  /** Sessions of this week that are not planned for today, with room left in the week. */
  readonly spare: readonly SessionTemplate[]
  readonly hasTrainedToday: boolean
  readonly week: { readonly done: number; readonly planned: number }
  /** The next day with a session; null when the plan has none. */
  readonly nextOn: IsoDate | null
}

/** Finds what today asks for: the plan's weekdays, less what was logged. Missed sessions are never made up for. */
export function dayPlanOf(plan: Plan, logs: readonly SessionLog[], today: IsoDate): DayPlan {
  const monday = startOfWeek(today)
  const ofThisWeek = logs.filter((log) => hasTrained(log) && log.on >= monday && log.on <= addDays(monday, 6))
  const doneToday = (template: SessionTemplate) =>
    ofThisWeek.some((log) => log.on === today && log.template === template.id)
  const daysOf = (template: SessionTemplate) => template.weekdays ?? plan.weekdays
  const doneThisWeek = (template: SessionTemplate) => ofThisWeek.filter((log) => log.template === template.id).length

  const hasStarted = today >= plan.startsOn
  const isPlannedToday = (template: SessionTemplate) => hasStarted && daysOf(template).includes(weekday(today))
  // A session whose other content is empty stands still in its week.
  const ofToday = plan.sessions
    .map((template) => templateOn(template, plan, today, logs).template)
    .filter(({ parts }) => parts.length > 0)
  const due = ofToday.filter((template) => isPlannedToday(template) && !doneToday(template))
  const hasTrainedToday = ofThisWeek.some(({ on }) => on === today)
  const spare = ofToday.filter(
    (template) =>
      hasStarted && !isPlannedToday(template) && !hasTrainedToday && doneThisWeek(template) < daysOf(template).length,
  )

  return {
    due,
    spare,
    hasTrainedToday,
    week: {
      done: ofThisWeek.length,
      planned: ofToday.reduce((sum, template) => sum + daysOf(template).length, 0),
    },
    nextOn: nextDayWith(plan, today, logs),
  }
}

function nextDayWith(plan: Plan, today: IsoDate, logs: readonly SessionLog[]): IsoDate | null {
  const from = today < plan.startsOn ? plan.startsOn : addDays(today, 1)
  // Two weeks, because a session may stand still every other week.
  for (let ahead = 0; ahead < 14; ahead += 1) {
    const day = addDays(from, ahead)
    const isOn = (template: SessionTemplate) =>
      (template.weekdays ?? plan.weekdays).includes(weekday(day)) &&
      templateOn(template, plan, day, logs).template.parts.length > 0
    if (plan.sessions.some(isOn)) return day
  }
  return null
}
