import type { DoseBound, DoseBounds } from '@dosis/domain'
import { type Context, factOf } from '../criteria/context.ts'

/** Fills `{ fact, plus }` in the bounds of a row with what is known of the patient; not known = `null`, the source is silent. */
export function boundsOfRow(bounds: DoseBounds, context: Context): DoseBounds {
  return Object.fromEntries(Object.entries(bounds).map(([key, bound]) => [key, fill(bound, context)]))
}

function fill(bound: DoseBound, context: Context): DoseBound {
  if (typeof bound !== 'object' || bound === null) return bound
  if (typeof bound['fact'] !== 'string') return boundsOfRow(bound, context)
  const fact = factOf(context, bound['fact'])
  if (fact.state !== 'known' || typeof fact.value !== 'number') return null
  return fact.value + (typeof bound['plus'] === 'number' ? bound['plus'] : 0)
}
