import type { Knowledge } from '@dosis/domain'
import { entrySchemas, type KnowledgeKind } from '@dosis/domain/schemas'

export interface KnownEntry {
  readonly kind: KnowledgeKind
  readonly id: string
  readonly value: object
}

/** Everything that is known, one after the other. */
export function entriesOf(knowledge: Knowledge): KnownEntry[] {
  return (Object.keys(entrySchemas) as KnowledgeKind[]).flatMap((kind) =>
    Object.entries(knowledge[kind]).map(([id, value]) => ({ kind, id, value: value as object })),
  )
}
