import type { Criterion, Fact, Truth } from '@dosis/domain'
import { type Context, factOf } from './context.ts'
import { type Judgement, judgedByFact } from './judgement.ts'

/** The fact was answered, "absent" included, or was not; never unknown. */
export function judgeFactIsKnown(
  { fact: id, isKnown }: Extract<Criterion, { isKnown: unknown }>,
  context: Context,
): Judgement {
  const fact = factOf(context, id)
  return judgedByFact(id, fact, factIsKnown(fact, isKnown))
}

export function factIsKnown(fact: Fact, isKnown: boolean): Truth {
  return (fact.state !== 'unknown') === isKnown ? 'yes' : 'no'
}
