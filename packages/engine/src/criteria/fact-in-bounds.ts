import type { Bounds, Fact, FactId, Truth } from '@dosis/domain'
import { isWithin } from './bounds.ts'
import { type Context, factOf } from './context.ts'
import { type Judgement, judgedByFact } from './judgement.ts'

/** A quantity lies within bounds; one that was asked and is absent lies nowhere, one that is no number is not known. */
export function judgeFactInBounds(criterion: { readonly fact: FactId } & Bounds, context: Context): Judgement {
  const fact = factOf(context, criterion.fact)
  return judgedByFact(criterion.fact, fact, factInBounds(fact, criterion))
}

export function factInBounds(fact: Fact, bounds: Bounds): Truth {
  if (fact.state === 'absent') return 'no'
  if (fact.state === 'unknown' || typeof fact.value !== 'number' || Number.isNaN(fact.value)) return 'unknown'
  return isWithin(fact.value, bounds) ? 'yes' : 'no'
}
