import type { Knowledge, StatementId, Text } from '@dosis/domain'

/** Documents behind these statements that are still a concept, with the words that must stand beside them. */
export function conceptDocuments(
  knowledge: Knowledge,
  factIds: readonly StatementId[],
): readonly { id: string; text: Text }[] {
  const cited = new Set(factIds.map((id) => knowledge.statements[id]?.document))
  return Object.values(knowledge.documents)
    .filter(({ id, status }) => status === 'concept' && cited.has(id))
    .map(({ id, statusNote, title }) => ({ id, text: statusNote ?? title }))
}
