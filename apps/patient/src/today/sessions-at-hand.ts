import type { PatientToday } from '@dosis/api'
import type { SessionTemplate } from '@dosis/domain'
import { sessionsAtLevels } from '@dosis/engine'

/**
 * The sessions as they are done today. A step back needs nobody's permission, so it holds at once where the server
 * concludes one; a step forward waits until the therapist has confirmed it in the plan.
 */
export function sessionsAtHand({ plan, progress }: PatientToday): readonly SessionTemplate[] {
  if (plan === null) return []
  const back = (progress?.steps ?? []).filter(
    ({ action, from, to }) => action === 'regress' && from !== null && to !== null && to < from,
  )
  if (back.length === 0) return plan.sessions
  return sessionsAtLevels(plan, Object.fromEntries(back.map(({ prescription, to }) => [prescription, to])))
}
