import type { Criterion, Knowledge } from '@dosis/domain'
import type { KnowledgeKind } from '@dosis/domain/schemas'
import { judge } from '@dosis/engine'
import { criteriaOf } from '../references.ts'
import { entriesOf } from './entries.ts'
import type { Found } from './finding.ts'
import { search } from './search.ts'

/** Finds criteria that hold for nobody, and criteria that hold for everybody and so say nothing. */
export function checkPredicates(knowledge: Knowledge): Found[] {
  return entriesOf(knowledge).flatMap(({ kind, id, value }) =>
    criteriaOf(value).flatMap(({ criterion, path }) => judged({ kind, id }, path, criterion, knowledge)),
  )
}

function judged(
  of: { readonly kind: KnowledgeKind; readonly id: string },
  path: readonly PropertyKey[],
  criterion: Criterion,
  knowledge: Knowledge,
): Found[] {
  const isIn = (truths: readonly string[]) =>
    search([criterion], knowledge, (context) => truths.includes(judge(criterion, context).truth), [])
  const can = isIn(['yes'])
  if (!can.found && can.isComplete) return [{ kind: 'never-true', in: of, path, message: 'holds for nobody' }]
  const cannot = isIn(['no', 'unknown'])
  if (cannot.found || !cannot.isComplete) return []
  return [{ kind: 'always-true', in: of, path, message: 'holds for everybody: leave it out' }]
}
