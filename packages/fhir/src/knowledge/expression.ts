import type { PlanDefinitionActionCondition } from '@medplum/fhirtypes'
import { canonicalOf, type ExportContext } from './canonical.ts'
import { libraryId } from './library-resource.ts'

/** A condition for an action to apply, as an expression over the library of criteria. */
export function applicability(expression: string, context: ExportContext): PlanDefinitionActionCondition {
  return {
    kind: 'applicability',
    expression: { language: 'text/cql', expression, reference: canonicalOf('Library', libraryId, context) },
  }
}

/** The condition of one row of a table in which the first row that holds decides: it holds, and none before it does. */
export function firstOf(row: string, earlier: readonly string[]): string {
  return [`${row} is true`, ...earlier.map((one) => `${one} is not true`)].join(' and ')
}
