import type { AdaptationKind, DoseConstraint, RuleId } from '@dosis/domain'
import type { Guided } from './guided.ts'

/** What an adaptation must be about to change what the patient does; the rest is for who treats him. */
const ownKinds: readonly AdaptationKind[] = ['tempo', 'breathing', 'posture', 'range', 'technique', 'monitoring']

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
