import { canonicalJson, type IsoDate, type SessionLog } from '@dosis/domain'

/**
 * The logs that may count on one day: each session once, none of the future, in the order of time. A phone may send the
 * same session again, so the answer does not depend on the order or the number of times that logs arrive.
 */
export function countedLogs(logs: readonly SessionLog[], from: IsoDate, on: IsoDate): readonly SessionLog[] {
  const inTime = logs.filter((log) => log.on >= from && log.on <= on)
  const ordered = inTime.map((log) => ({ log, key: sortKey(log) })).sort((left, right) => compare(left.key, right.key))
  const seen = new Set<string>()
  return ordered.flatMap(({ log }) => {
    if (seen.has(log.sessionId)) return []
    seen.add(log.sessionId)
    return [log]
  })
}

function sortKey(log: SessionLog): string {
  return [log.on, log.startedAt, log.sessionId, canonicalJson(log)].join('\n')
}

export function compare(left: string, right: string): number {
  if (left === right) return 0
  return left < right ? -1 : 1
}
