import { createHash } from 'node:crypto'
import { canonicalJson, type Knowledge } from '@dosis/domain'

/** SHA-256 (hex) of the canonical JSON of the knowledge without its version: the same content has the same version. */
export function knowledgeVersion(content: Omit<Knowledge, 'version'>): string {
  const { version: _, ...rest } = content as Knowledge
  return createHash('sha256').update(canonicalJson(rest)).digest('hex')
}
