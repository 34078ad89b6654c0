import type { Fact, Fracture } from '@dosis/domain'
import { type Context, factOf } from './context.ts'

/** The fact that lists the fractures of a patient. */
export const fracturesFact = 'fractures'

/** The fractures with the fact they stand in; `null` = not known whether there are any. */
export function fracturesOf(context: Context): { readonly fact: Fact; readonly fractures: readonly Fracture[] | null } {
  const fact = factOf(context, fracturesFact)
  return { fact, fractures: fracturesIn(fact) }
}

export function fracturesIn(fact: Fact): readonly Fracture[] | null {
  if (fact.state === 'absent') return []
  const isList = fact.state === 'known' && Array.isArray(fact.value)
  return isList ? (fact.value as readonly Fracture[]).filter((one) => typeof one === 'object') : null
}
