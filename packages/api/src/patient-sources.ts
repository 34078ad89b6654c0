import type { Knowledge, StatementId } from '@dosis/domain'
import type { PatientSources } from './contract.ts'

/** The documents and statements behind the rules that a plan can name to a patient. */
export function patientSources({
  documents,
  statements,
  constraints,
  forms,
}: Pick<Knowledge, 'documents' | 'statements' | 'constraints' | 'forms'>): PatientSources {
  const cited = new Set<StatementId>([
    ...Object.values(constraints).flatMap(({ factIds }) => factIds),
    ...Object.values(forms).flatMap(({ rows }) => rows.flatMap(({ factIds }) => factIds)),
  ])
  return {
    documents: Object.fromEntries(
      Object.values(documents).map(({ id, title, status, statusNote }) => [id, { title, status, statusNote }]),
    ),
    statements: Object.fromEntries(
      [...cited].flatMap((id) => {
        const statement = statements[id]
        if (statement === undefined) return []
        const { document, kind, certainty } = statement
        return [[id, { document, kind, certainty }]]
      }),
    ),
  }
}
