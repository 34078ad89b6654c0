import type { Criterion, Fact, Truth } from '@dosis/domain'
import { type Context, factOf } from './context.ts'
import { type Judgement, judgedByFact } from './judgement.ts'

type FactCount = Extract<Criterion, { countAtLeast: unknown }>

/** A fact with several choices holds at least so many of them; the same choice twice counts once. */
export function judgeFactCount({ fact: id, countAtLeast }: FactCount, context: Context): Judgement {
  const fact = factOf(context, id)
  return judgedByFact(id, fact, factCounts(fact, countAtLeast))
}

export function factCounts(fact: Fact, atLeast: number): Truth {
  if (fact.state === 'absent') return 'no'
  if (fact.state === 'unknown' || !Array.isArray(fact.value)) return 'unknown'
  return new Set(fact.value).size >= atLeast ? 'yes' : 'no'
}
