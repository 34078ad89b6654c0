import type { Criterion, Fact, Truth } from '@dosis/domain'
import { type Context, factOf } from './context.ts'
import { type Judgement, judgedByFact } from './judgement.ts'

type FactIncludes = Extract<Criterion, { includesAny: unknown }>

/** A fact with several choices holds one of the codes. */
export function judgeFactIncludes({ fact: id, includesAny }: FactIncludes, context: Context): Judgement {
  const fact = factOf(context, id)
  return judgedByFact(id, fact, factIncludes(fact, includesAny))
}

export function factIncludes(fact: Fact, codes: readonly string[]): Truth {
  if (fact.state === 'absent') return 'no'
  if (fact.state === 'unknown' || !Array.isArray(fact.value)) return 'unknown'
  return fact.value.some((code) => typeof code === 'string' && codes.includes(code)) ? 'yes' : 'no'
}
