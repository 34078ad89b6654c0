import type { Knowledge } from '@dosis/domain'
import { loadKnowledge } from '@dosis/knowledge'
import { BadInput } from './bad-input.ts'

let known: Knowledge | undefined

/**
 * The knowledge of this repository, read once.
 * @throws {BadInput} with every problem that the reader found
 */
export function knowledgeOf(): Knowledge {
  if (known !== undefined) return known
  const loaded = loadKnowledge()
  if (!loaded.ok) throw new BadInput('knowledge', loaded.problems)
  known = loaded.value
  return known
}
