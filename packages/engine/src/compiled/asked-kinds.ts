import type { Knowledge } from '@dosis/domain'
import { isAsked } from '../criteria/request.ts'

type KindsByWord = ReadonlyMap<string, readonly string[]>

const kindsByKnowledge = new WeakMap<Knowledge, KindsByWord>()

/**
 * The kinds of request that were asked for. Words that the knowledge itself names are looked for once for each knowledge,
 * since intakes offer them to be chosen; words of the patient's own are looked for each time.
 * @param requests in lower case
 */
export function askedKinds(requests: readonly string[], knowledge: Knowledge): ReadonlySet<string> {
  const asked = new Set<string>()
  if (requests.length === 0) return asked
  const known = kindsOfKnownWords(knowledge)
  for (const request of requests) {
    for (const kind of known.get(request) ?? kindsIn(request, knowledge)) asked.add(kind)
  }
  return asked
}

function kindsOfKnownWords(knowledge: Knowledge): KindsByWord {
  const before = kindsByKnowledge.get(knowledge)
  if (before !== undefined) return before
  const words = Object.entries(knowledge.requests).flatMap(([id, kind]) => [id, ...kind.words])
  const kinds = new Map(words.map((word) => [word, kindsIn(word, knowledge)]))
  kindsByKnowledge.set(knowledge, kinds)
  return kinds
}

function kindsIn(request: string, { requests }: Knowledge): readonly string[] {
  return Object.keys(requests).filter((id) => isAsked(id, requests[id] as Knowledge['requests'][string], [request]))
}
