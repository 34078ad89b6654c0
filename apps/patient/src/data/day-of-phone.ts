import type { PatientToday } from '@dosis/api'
import { type AdverseEventReport, addDays, daysBetween, type Knowledge, type SessionLog } from '@dosis/domain'
import { classOfEvent } from '@dosis/engine'
import { signsBefore } from '../session/check-before.ts'
import { sessionsAtHand } from '../today/sessions-at-hand.ts'
import type { PhoneState } from './phone.ts'
import type { Unsent } from './phone-store.ts'

/**
 * What holds on this phone today: what the server last said, moved on to the present day, with what was done since and
 * could not be sent. A sign of danger that waits to be sent stops the plan here as it will there.
 */
export function dayOfPhone({ today, knowledge, seenOn, day, unsent }: PhoneState): PatientToday | undefined {
  if (today === undefined) return undefined
  const own = unsent.filter(({ patientId }) => patientId === today.patientId)
  const since = seenOn === undefined ? 0 : Math.max(0, daysBetween(seenOn, day))
  const logs = [...today.logs, ...newLogs(today.logs, own)]
  const isStopped = own.some((item) => isDanger(item, knowledge) || isMeasuredDanger(item, logs, today, knowledge))
  return {
    ...today,
    plan: today.plan === null ? null : { ...today.plan, sessions: sessionsAtHand(today) },
    today: addDays(today.today, since),
    logs,
    pausedBecause: isStopped ? 'stop' : today.pausedBecause,
  }
}

function newLogs(known: readonly SessionLog[], own: readonly Unsent[]): readonly SessionLog[] {
  return own.flatMap((item) =>
    item.kind === 'log' && !known.some(({ sessionId }) => sessionId === item.log.sessionId) ? [item.log] : [],
  )
}

function isDanger(item: Unsent, knowledge: Pick<Knowledge, 'symptoms'> | undefined): boolean {
  const report = item.kind === 'report' ? item.report : item.log.adverseEvent
  return report !== null && stopsHere(report, knowledge)
}

/** Weight, heart rate or breath before a session that could not be sent: the server will stop the plan, and so does this. */
function isMeasuredDanger(
  item: Unsent,
  logs: readonly SessionLog[],
  { plan }: Pick<PatientToday, 'plan'>,
  knowledge: PhoneState['knowledge'],
): boolean {
  if (item.kind !== 'log' || item.log.before === undefined || plan === null) return false
  return (signsBefore(item.log.sessionId, logs, plan, knowledge) ?? []).length > 0
}

/** Whether a report stops the plan until a professional has looked at it, by the rules that this phone has. */
export function stopsHere(report: AdverseEventReport, knowledge: Pick<Knowledge, 'symptoms'> | undefined): boolean {
  return classOfEvent(report, (knowledge ?? { symptoms: {} }) as Knowledge) === 'stop'
}
