import type { Criterion, Fact, Truth } from '@dosis/domain'
import { type Context, factOf } from './context.ts'
import { type Judgement, judgedByFact } from './judgement.ts'

type FactIs = Extract<Criterion, { is: unknown }>

/** A fact equals a value. What was asked and is absent is no, so it equals `false` and nothing else. */
export function judgeFactIs({ fact: id, is }: FactIs, context: Context): Judgement {
  const fact = factOf(context, id)
  return judgedByFact(id, fact, factIs(fact, is))
}

export function factIs(fact: Fact, is: FactIs['is']): Truth {
  if (fact.state === 'unknown') return 'unknown'
  const value = fact.state === 'absent' ? false : fact.value
  return value === is ? 'yes' : 'no'
}
