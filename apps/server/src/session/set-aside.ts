import { daysBetween, type SessionLog } from '@dosis/domain'
import type { SetAside } from '../patient/events.ts'
import type { ConfirmedPlan } from '../patient/history.ts'

/** Clocks of phones differ a little from ours. */
const clockMilliseconds = 15 * 60_000
const longestMilliseconds = 24 * 60 * 60_000

/**
 * Why a log is kept but not counted; null = it counts. It is judged once, when the log arrives, so that a wrong clock
 * does not become right by waiting.
 */
export function reasonToSetAside(log: SessionLog, plans: readonly ConfirmedPlan[], now: Date): SetAside | null {
  if (!plans.some(({ planId, version }) => planId === log.planId && version === log.planVersion)) return 'plan'
  const startedAt = Date.parse(log.startedAt)
  const endedAt = Date.parse(log.endedAt)
  if (endedAt < startedAt || endedAt - startedAt > longestMilliseconds) return 'dates'
  // The day on the phone may differ by one from the day in UTC.
  if (Math.abs(daysBetween(new Date(startedAt).toISOString().slice(0, 10), log.on)) > 1) return 'dates'
  return endedAt > now.getTime() + clockMilliseconds ? 'future' : null
}
