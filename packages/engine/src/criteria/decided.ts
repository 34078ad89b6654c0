import type { Criterion } from '@dosis/domain'
import type { Context } from './context.ts'
import { type Judgement, judgedWithoutFacts } from './judgement.ts'

/**
 * An earlier decision came out as one of these; unknown while that decision waits for facts.
 * @throws {RangeError} when nothing of that name was decided before
 */
export function judgeDecided(
  { decided: id, isAnyOf }: Extract<Criterion, { decided: unknown }>,
  context: Context,
): Judgement {
  const decided = context.decided.get(id)
  if (decided === undefined) throw new RangeError(`judge: needs a decision that was taken before, got ${id}`)
  if (decided.outcomes.some((outcome) => isAnyOf.includes(outcome))) return judgedWithoutFacts(true)
  return decided.isUndecided ? { truth: 'unknown', facts: [], missing: decided.missing } : judgedWithoutFacts(false)
}
