import { canonicalJson, type IsoDate, type SessionLog } from '@dosis/domain'

/**
 * The logs that may count on one day: each session once, none of the future, in the order of time. A phone may send the
 * same session again, so the answer does not depend on the order or the number of times that logs arrive.
 */
export function countedLogs(logs: readonly SessionLog[], from: IsoDate, on: IsoDate): readonly SessionLog[] {
  const ordered = logs.filter((log) => log.on >= from && log.on <= on).sort(inTime)
  const seen = new Set<string>()
  return ordered.flatMap((log) => {
    if (seen.has(log.sessionId)) return []
    seen.add(log.sessionId)
    return [log]
  })
}

/** Whether anything was done; a log may also say only why a session did not begin. */
export function hasTrained({ completed, parts }: Pick<SessionLog, 'completed' | 'parts'>): boolean {
  return completed || parts.length > 0
}

/** Two different logs under one id come in the order of what they say, so that the same one always counts. */
function inTime(left: SessionLog, right: SessionLog): number {
  return (
    compare(left.on, right.on) ||
    compare(left.startedAt, right.startedAt) ||
    compare(left.sessionId, right.sessionId) ||
    compare(canonicalJson(left), canonicalJson(right))
  )
}

export function compare(left: string, right: string): number {
  if (left === right) return 0
  return left < right ? -1 : 1
}
