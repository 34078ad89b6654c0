import { createHash } from 'node:crypto'
import type { PatientRecord } from '@dosis/api'
import { canonicalJson } from '@dosis/domain'

/**
 * What a record shows, item by item: a key such as `fact:12` with all that was stated under it, by whom.
 * A key without an id (`details`, `requests`, `running`) holds what counts now.
 */
export type Evidence = ReadonlyMap<string, string>

export interface Item {
  readonly key: string
  readonly content: string
  /** When the server says that it was recorded; `null` where the record does not show it. */
  readonly at: string | null
}

/** A write that was sent and not answered: afterwards all of it is there, or nothing. */
export interface Unanswered {
  readonly what: string
  readonly after: Evidence
}

/** Reads a record back, item by item; what stands there twice comes twice. */
export function itemsOf(record: PatientRecord): readonly Item[] {
  const running = record.plans.filter(({ status }) => status === 'active' || status === 'paused')
  return [
    item('details', record.details),
    item('requests', record.requests),
    item(
      'running',
      running.map(({ planId, version, status }) => ({ planId, version, status })),
    ),
    ...record.factHistory.map(({ eventId, fact, stated, recordedBy, recordedAt }) =>
      item(`fact:${eventId}`, { fact, stated, by: recordedBy }, recordedAt),
    ),
    ...record.decisions.map(({ decisionId, kind, madeBy, madeAt }) =>
      item(`decision:${decisionId}`, { kind, by: madeBy }, madeAt),
    ),
    ...record.plans.map(({ planId, version, plan, hash, confirmedBy, confirmedAt }) => {
      const fits = createHash('sha256').update(canonicalJson(plan)).digest('hex') === hash
      return item(`plan:${planId}:${version}`, { hash: fits ? hash : 'does not fit', by: confirmedBy }, confirmedAt)
    }),
    ...record.logs.map((log) => item(`log:${log.sessionId}`, log)),
    ...(record.logsSetAside ?? []).map(({ log, because }) => item(`log:${log.sessionId}`, { log, because })),
    ...record.adverseEvents.flatMap(({ report, release, recordedAt }) => [
      item(`adverse:${report.eventId}`, report, recordedAt),
      ...(release === null
        ? []
        : [item(`release:${report.eventId}`, { outcome: release.outcome, by: release.by }, release.at)]),
    ]),
    ...record.measurements.map(({ eventId, instrument, on, score, recordedAt }) =>
      item(`measurement:${eventId}`, { instrument, on, score }, recordedAt),
    ),
    ...record.progressDecisions.map(({ eventId, prescription, accepted, reason, recordedBy, recordedAt }) =>
      item(`progress:${eventId}`, { prescription, accepted, reason, by: recordedBy }, recordedAt),
    ),
    ...record.evaluations.map(({ eventId, choice, note, recordedBy, recordedAt }) =>
      item(`evaluation:${eventId}`, { choice, note, by: recordedBy }, recordedAt),
    ),
  ]
}

function item(key: string, content: unknown, at: string | null = null): Item {
  return { key, content: canonicalJson(content), at }
}

/** Evidence in the same form as `itemsOf` finds it. */
export function evidence(items: Readonly<Record<string, unknown>>): Evidence {
  return new Map(Object.entries(items).map(([key, content]) => [key, canonicalJson(content)]))
}

/**
 * Compares what a record shows with what was acknowledged.
 * @returns one line for each thing that is gone, changed, there twice, there by half, or there without having been sent
 */
export function findLosses(
  items: readonly Item[],
  acknowledged: Evidence,
  unanswered: readonly Unanswered[],
): readonly string[] {
  const found = new Map<string, string>()
  const problems: string[] = []
  for (const { key, content } of items) {
    if (found.has(key)) problems.push(`${key} is there twice`)
    found.set(key, content)
  }
  const changesOf = ({ after }: Unanswered) => [...after].filter(([key, content]) => acknowledged.get(key) !== content)
  const open = new Set(unanswered.flatMap((write) => changesOf(write).map(([key]) => key)))
  for (const [key, content] of acknowledged) {
    if (open.has(key)) continue
    if (!found.has(key)) problems.push(`${key} is gone`)
    else if (found.get(key) !== content) problems.push(`${key} has changed`)
  }
  for (const key of found.keys()) {
    if (!acknowledged.has(key) && !open.has(key)) problems.push(`${key} was never sent`)
  }
  for (const write of unanswered) {
    const states = changesOf(write).map(([key, content]) => {
      if (found.get(key) === content) return 'done'
      return found.get(key) === acknowledged.get(key) ? 'not done' : 'wrong'
    })
    if (states.includes('wrong')) problems.push(`${write.what} left something that was never sent`)
    else if (states.includes('done') && states.includes('not done')) problems.push(`${write.what} is there by half`)
  }
  return problems
}

/** Whether an unanswered write took effect, as far as the record can tell. */
export function tookEffect(items: readonly Item[], { after }: Unanswered): boolean {
  const found = new Map(items.map(({ key, content }) => [key, content]))
  return [...after].every(([key, content]) => found.get(key) === content)
}
