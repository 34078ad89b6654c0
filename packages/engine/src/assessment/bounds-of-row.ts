import type { DoseBound, DoseBounds, Fact, FactId } from '@dosis/domain'

/** Fills `{ fact, plus }` in the bounds of a row with what is known of the patient; not known = `null`, the source is silent. */
export function boundsOfRow(bounds: DoseBounds, factOf: (id: FactId) => Fact): DoseBounds {
  return Object.fromEntries(Object.entries(bounds).map(([key, bound]) => [key, fill(bound, factOf)]))
}

function fill(bound: DoseBound, factOf: (id: FactId) => Fact): DoseBound {
  if (typeof bound !== 'object' || bound === null) return bound
  if (typeof bound['fact'] !== 'string') return boundsOfRow(bound, factOf)
  const fact = factOf(bound['fact'])
  if (fact.state !== 'known' || typeof fact.value !== 'number') return null
  return fact.value + (typeof bound['plus'] === 'number' ? bound['plus'] : 0)
}

/** The facts whose numbers the bounds hold. */
export function factsInBounds(bounds: DoseBounds): readonly FactId[] {
  return Object.values(bounds).flatMap((bound) => {
    if (typeof bound !== 'object' || bound === null) return []
    return typeof bound['fact'] === 'string' ? [bound['fact']] : factsInBounds(bound)
  })
}
