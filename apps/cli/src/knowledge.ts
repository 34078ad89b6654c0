import type { Knowledge } from '@dosis/domain'
import { loadKnowledge } from '@dosis/knowledge'
import { BadInput } from './bad-input.ts'

/**
 * The knowledge of this repository, or of another folder of the same layout.
 * @throws {BadInput} with every problem that the reader found
 */
export function knowledgeOf(folder?: string): Knowledge {
  const loaded = folder === undefined ? loadKnowledge() : loadKnowledge(folder)
  if (loaded.ok) return loaded.value
  throw new BadInput(folder ?? 'knowledge', loaded.problems)
}
