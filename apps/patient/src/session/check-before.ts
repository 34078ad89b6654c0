import type { PatientToday } from '@dosis/api'
import { addDays, type CheckBefore, type IsoDate, type Knowledge, type Plan, type SessionLog } from '@dosis/domain'
import { measuredEventId, measuredSigns } from '@dosis/engine'
import type { PatientKnowledge } from '../data/phone-store.ts'
import { type Guided, guidedOf } from '../reasons/guided.ts'

/** The adaptation under which weight, heart rate and breath are asked before each session. */
const dailyCheck = 'heart-failure-daily-check'

export function asksCheckBefore({ prescriptions }: Pick<Plan, 'prescriptions'>): boolean {
  return prescriptions.some(({ adaptations }) => adaptations.includes(dailyCheck))
}

/**
 * Signs of danger in what was measured just before one session, judged on the phone so that it stops without a
 * connection; the server judges the same when the log arrives. The plan runs, so earlier signs have been looked at.
 * @returns ids of symptoms, none when nothing is wrong; null when the session is not among the logs
 */
export function signsBefore(
  sessionId: string,
  logs: readonly SessionLog[],
  plan: Plan,
  knowledge: Pick<PatientKnowledge, 'progressions'> | undefined,
): readonly string[] | null {
  if (knowledge === undefined || !logs.some((log) => log.sessionId === sessionId)) return null
  const ordered = logs
    .filter(({ before }) => before !== undefined)
    .sort((left, right) => compare(left.startedAt, right.startedAt))
  const until = ordered.findIndex((log) => log.sessionId === sessionId)
  let released: readonly string[] = []
  for (const [index, log] of ordered.slice(0, until + 1).entries()) {
    const signs = measuredSigns(
      { on: log.on, plan, logs: ordered.slice(0, index + 1), adverseEvents: [], released },
      knowledge as Knowledge,
    ).filter((sign) => sign.sessionId === log.sessionId)
    if (log.sessionId === sessionId) return [...new Set(signs.flatMap(({ symptom }) => symptom ?? []))]
    if (signs.length > 0) released = [...released, measuredEventId(log.sessionId)]
  }
  return []
}

const compare = (left: string, right: string): number => (left === right ? 0 : left < right ? -1 : 1)

/** A log that says what was measured and that nothing was done. */
export function logOfCheck({
  today,
  template,
  before,
  sessionId,
  now,
}: {
  readonly today: PatientToday & { readonly planId: string; readonly planVersion: number }
  readonly template: string
  readonly before: CheckBefore
  readonly sessionId: string
  /** Milliseconds of the corrected clock. */
  readonly now: number
}): SessionLog {
  const at = new Date(now).toISOString()
  return {
    sessionId,
    planId: today.planId,
    planVersion: today.planVersion,
    template,
    on: today.today,
    startedAt: at,
    endedAt: at,
    completed: false,
    parts: [],
    effortBorg: null,
    painBefore: null,
    painAfter: null,
    adverseEvent: null,
    note: null,
    before,
  }
}

/** The session whose next morning is still to be asked after, with the day of that morning. */
export interface MorningToAsk {
  readonly sessionId: string
  readonly morning: IsoDate
}

/**
 * The last session before today, when the plan wants to know of the morning after and nobody has asked yet.
 * @param guided prescriptions of the session that begins now
 */
export function morningToAsk(
  guided: readonly Pick<Guided, 'painLimit'>[],
  templates: readonly string[],
  logs: readonly SessionLog[],
  today: IsoDate,
): MorningToAsk | null {
  if (!guided.some(({ painLimit }) => painLimit?.settledNextMorning === true)) return null
  const last = logs
    .filter(({ on, template, parts }) => on < today && templates.includes(template) && parts.length > 0)
    .sort((left, right) => compare(left.startedAt, right.startedAt))
    .at(-1)
  if (last === undefined) return null
  const isAsked = logs.some(({ morningAfter = [] }) =>
    morningAfter.some(({ sessionId }) => sessionId === last.sessionId),
  )
  return isAsked ? null : { sessionId: last.sessionId, morning: addDays(last.on, 1) }
}

/** The morning that is to be asked after on this very day, of whichever session; null when there is none. */
export function morningOfToday({
  plan,
  logs,
  today,
  pausedBecause,
}: Pick<PatientToday, 'plan' | 'logs' | 'today' | 'pausedBecause'>): MorningToAsk | null {
  if (plan === null || pausedBecause !== null) return null
  const asked = plan.sessions.flatMap(
    (template) => morningToAsk(guidedOf(template, plan), [template.id], logs, today) ?? [],
  )
  return asked.find(({ morning }) => morning === today) ?? null
}
