import type { Criterion } from '@dosis/domain'
import type { Context } from './context.ts'
import { type Judgement, judgedWithoutFacts } from './judgement.ts'

/**
 * Something was asked for in words that knowledge recognises; never unknown, because nobody is held to have asked.
 * @throws {RangeError} when knowledge has no such kind of request
 */
export function judgeRequest({ request }: Extract<Criterion, { request: unknown }>, context: Context): Judgement {
  const before = context.asked.get(request)
  if (before !== undefined) return judgedWithoutFacts(before)
  const kind = context.knowledge.requests[request]
  if (kind === undefined) throw new RangeError(`judge: needs a kind of request of the knowledge, got ${request}`)
  const isAsked = context.requests.some((asked) => asked === request || kind.words.some((word) => asked.includes(word)))
  context.asked.set(request, isAsked)
  return judgedWithoutFacts(isAsked)
}
