import type { Criterion, Knowledge } from '@dosis/domain'
import type { KnowledgeKind } from '@dosis/domain/schemas'
import { criteriaOf } from '../references.ts'
import { entriesOf } from './entries.ts'
import type { Found } from './finding.ts'
import { solve } from './solve.ts'

/** Finds criteria that hold for nobody, and criteria that fail for nobody and so say nothing. */
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
  const on = solve([{ when: criterion, is: 'yes' }], knowledge)
  if (on.is === 'impossible') return [{ kind: 'never-true', in: of, path, message: 'holds for nobody' }]
  const off = solve([{ when: criterion, is: 'no' }], knowledge)
  if (off.is !== 'impossible') return []
  return [{ kind: 'always-true', in: of, path, message: 'holds for everybody: leave it out' }]
}
