import type { PatientToday } from '@dosis/api'
import { addDays, type Plan, type SessionTemplate, startOfWeek } from '@dosis/domain'
import { performed } from '../progress/performed.ts'

/** Whole minutes that were moved this week towards the goal of the week; null where the plan has no such goal. */
export function minutesThisWeek(
  template: SessionTemplate,
  plan: Pick<Plan, 'prescriptions' | 'sessions'>,
  { today, logs }: Pick<PatientToday, 'today' | 'logs'>,
): { readonly done: number; readonly goal: number } | null {
  const own = plan.prescriptions.find(
    ({ id, dose }) => template.prescriptions.includes(id) && typeof dose.minutesPerWeek?.value === 'number',
  )
  const goal = own?.dose.minutesPerWeek?.value
  if (own === undefined || typeof goal !== 'number') return null
  const templates = plan.sessions.filter(({ prescriptions }) => prescriptions.includes(own.id)).map(({ id }) => id)
  const monday = startOfWeek(today)
  const ofWeek = logs.filter(
    (log) => log.on >= monday && log.on <= addDays(monday, 6) && templates.includes(log.template),
  )
  return { done: Math.floor(ofWeek.reduce((sum, log) => sum + (performed.minutes(log) ?? 0), 0)), goal }
}
