import type { AdaptationKind, DoseConstraint, RuleId } from '@dosis/domain'
import type { Guided } from './guided.ts'

/** What an adaptation must be about to change what the patient does; the rest is for who treats him. */
const ownKinds: readonly AdaptationKind[] = ['tempo', 'breathing', 'posture', 'range', 'technique', 'monitoring']

/** Done before the session: no word about them while the clock runs. */
const beforeOnly: readonly RuleId[] = ['heart-failure-daily-check', 'glucose-with-insulin']

/** What still matters while the patient moves. */
export function isWhileMoving({ id }: Pick<DoseConstraint, 'id'>): boolean {
  return !beforeOnly.includes(id)
}

/** The adaptations that a patient carries out himself, first how he moves and last what he watches; each once. */
export function careOf(
  guided: readonly Pick<Guided, 'adaptations'>[],
  constraints: Readonly<Record<RuleId, DoseConstraint>>,
): readonly DoseConstraint[] {
  const rules = [...new Set(guided.flatMap(({ adaptations }) => adaptations))].flatMap((rule) => {
    const constraint = Object.hasOwn(constraints, rule) ? constraints[rule] : undefined
    return constraint === undefined || constraint.adaptation === null || constraint.review.state !== 'active'
      ? []
      : [constraint]
  })
  return ownKinds.flatMap((kind) =>
    rules.filter(({ adapts = [] }) => ownKinds.find((own) => adapts.includes(own)) === kind),
  )
}
