import type { Criterion } from '@dosis/domain'

/** A criterion with the place where it stands, and every criterion inside it. */
export interface PlacedCriterion {
  readonly criterion: Criterion
  readonly path: readonly PropertyKey[]
}

/** Lists a criterion and all that it is made of, each with its place. */
export function criteriaIn(criterion: Criterion, path: readonly PropertyKey[]): PlacedCriterion[] {
  const inside =
    'all' in criterion
      ? criterion.all.flatMap((part, index) => criteriaIn(part, [...path, 'all', index]))
      : 'any' in criterion
        ? criterion.any.flatMap((part, index) => criteriaIn(part, [...path, 'any', index]))
        : 'not' in criterion
          ? criteriaIn(criterion.not, [...path, 'not'])
          : []
  return [{ criterion, path }, ...inside]
}
