import type { PatientSources } from '@dosis/api'
import type { Certainty, StatementId } from '@dosis/domain'

/** One document behind a rule, and the least sure of its statements; null = the document does not say how sure it is. */
export interface SourceOfRule extends Pick<PatientSources['documents'][string], 'title' | 'status' | 'statusNote'> {
  readonly id: string
  readonly certainty: Certainty | null
}

const leastFirst: readonly Certainty[] = ['very_low', 'low', 'moderate', 'high']

/** The documents whose statements a rule cites, each once; what a document is silent about is no source. */
export function sourcesOf(
  factIds: readonly StatementId[],
  sources: PatientSources | undefined,
): readonly SourceOfRule[] {
  if (sources === undefined) return []
  const cited = [...new Set(factIds)].flatMap((id) => sources.statements[id] ?? [])
  const said = cited.filter(({ kind }) => kind !== 'silent' && kind !== 'none')
  return [...Map.groupBy(said, ({ document }) => document)].flatMap(([id, statements]) => {
    const document = sources.documents[id]
    if (document === undefined) return []
    const certainty = leastFirst.find((each) => statements.some((statement) => statement.certainty === each)) ?? null
    return [{ id, ...document, certainty }]
  })
}
