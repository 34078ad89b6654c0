import type { AdverseEventReport, Json, Problem, SessionLog } from '@dosis/domain'
import { pathInWords } from '@dosis/domain/schemas'
import type { z } from 'zod'
import { logSchema, reportSchema } from './log-schema.ts'

/** What came from a phone, understood or not. `asSent` is there when the phone said more than this server understands. */
export type Delivery =
  | { readonly kind: 'log'; readonly log: SessionLog; readonly asSent: Json | null }
  | { readonly kind: 'report'; readonly report: AdverseEventReport; readonly asSent: Json | null }
  | { readonly kind: 'unread'; readonly problems: readonly Problem[]; readonly mayBeHarm: boolean }

/**
 * Reads what an app of whatever version wrote. An older one leaves out what came later; of a newer one the keys that
 * nobody here knows are left out, and the whole is kept beside.
 */
export function readDelivery(kind: string, body: unknown): Delivery {
  if (kind === 'report') {
    const read = readKnown(reportSchema, body)
    return 'value' in read ? { kind, report: read.value, asSent: read.asSent } : unread(read.problems, true)
  }
  if (kind !== 'log') return unread([{ path: 'kind', message: 'is not known here' }], true)
  const read = readKnown(logSchema, body)
  return 'value' in read
    ? { kind, log: read.value, asSent: read.asSent }
    : unread(read.problems, !isObject(body) || body['adverseEvent'] !== null)
}

function unread(problems: readonly Problem[], mayBeHarm: boolean): Delivery {
  return { kind: 'unread', problems, mayBeHarm }
}

type Read<Value> = { readonly value: Value; readonly asSent: Json | null } | { readonly problems: readonly Problem[] }

function readKnown<Value>(schema: z.ZodType<Value>, body: unknown): Read<Value> {
  const first = schema.safeParse(body)
  if (first.success) return { value: first.data, asSent: null }
  const known = structuredClone(body)
  for (const issue of first.error.issues) {
    if (issue.code === 'unrecognized_keys') leaveOut(known, issue.path, issue.keys)
  }
  const second = schema.safeParse(known)
  if (second.success) return { value: second.data, asSent: body as Json }
  return { problems: second.error.issues.map(({ path, message }) => ({ path: pathInWords(path), message })) }
}

function leaveOut(whole: unknown, path: readonly PropertyKey[], keys: readonly string[]): void {
  let part = whole
  for (const key of path) part = isObject(part) ? part[String(key)] : undefined
  if (isObject(part)) for (const key of keys) delete part[key]
}

/** Lists too: their places are their keys. */
function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
