import type { Criterion, RequestKind } from '@dosis/domain'
import type { Context } from './context.ts'
import { type Judgement, judgedWithoutFacts } from './judgement.ts'

/**
 * Something was asked for in words that knowledge recognises; never unknown, because nobody is held to have asked.
 * @throws {RangeError} when knowledge has no such kind of request
 */
export function judgeRequest({ request }: Extract<Criterion, { request: unknown }>, context: Context): Judgement {
  const kind = context.knowledge.requests[request]
  if (kind === undefined) throw new RangeError(`judge: needs a kind of request of the knowledge, got ${request}`)
  return judgedWithoutFacts(isAsked(request, kind, context.requests))
}

/** @param requests in lower case */
export function isAsked(id: string, { words }: RequestKind, requests: readonly string[]): boolean {
  return requests.some((asked) => asked === id || words.some((word) => asked.includes(word)))
}
