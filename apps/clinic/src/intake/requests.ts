import type { Knowledge, RequestKind } from '@dosis/domain'

/** The kinds of request that these words are recognised as, in the way the engine recognises them. */
export function recognise(request: string, kinds: Knowledge['requests']): readonly RequestKind[] {
  const asked = request.toLowerCase()
  return Object.values(kinds).filter(({ id, words }) => asked === id || words.some((word) => asked.includes(word)))
}
