import type { Decision } from './decision.ts'
import type { Predicate } from './predicate.ts'

/** What must be judged and decided again when a fact or the outcome of a decision changes. */
export interface Reaches {
  /** By slot: the predicates that look at the fact, through others too, but not through a decision; parts come first. */
  readonly ofFacts: readonly (readonly Predicate[])[]
  /** By decision: the same for its outcome. */
  readonly ofDecisions: readonly (readonly Predicate[])[]
  /** By predicate: the places of the decisions that look at it. */
  readonly readers: readonly (readonly number[])[]
  /** By predicate: those that are made of it. */
  readonly wholes: readonly (readonly number[])[]
}

/** @param decisions those whose outcome counts */
export function reachesOf(
  decisions: readonly Decision[],
  { slots, predicates, places }: { readonly slots: number; readonly predicates: number; readonly places: number },
): Reaches {
  const ofFacts = lists<Predicate>(slots)
  const ofDecisions = lists<Predicate>(places)
  const readers = lists<number>(predicates)
  const wholes = lists<number>(predicates)
  const all = withParts(decisions.flatMap((decision) => decision.predicates))
  // What a predicate is made of was compiled before it.
  for (const predicate of [...all].sort((left, right) => left.index - right.index)) {
    for (const part of new Set(predicate.parts)) wholes[part.index]?.push(predicate.index)
    const leaves = [...withParts([predicate])]
    for (const slot of new Set(leaves.map((leaf) => leaf.slot))) if (slot !== null) ofFacts[slot]?.push(predicate)
    for (const place of new Set(leaves.map(({ decision }) => decision))) {
      if (place !== null) ofDecisions[place]?.push(predicate)
    }
  }
  for (const decision of decisions) {
    for (const { index } of new Set(decision.predicates)) readers[index]?.push(decision.index)
  }
  return { ofFacts, ofDecisions, readers, wholes }
}

function lists<Of>(length: number): Of[][] {
  return Array.from({ length }, () => [])
}

/** The predicates and all that they are made of. */
function withParts(predicates: readonly Predicate[]): ReadonlySet<Predicate> {
  const found = new Set<Predicate>()
  const add = (predicate: Predicate): void => {
    if (found.has(predicate)) return
    found.add(predicate)
    for (const part of predicate.parts) add(part)
  }
  for (const predicate of predicates) add(predicate)
  return found
}

/** The decisions that must be taken before the predicates can be judged, and those before them, in the order of taking. */
export function decisionsBehind(predicates: readonly Predicate[], order: readonly Decision[]): readonly Decision[] {
  const needed = new Set<Decision>()
  const add = (from: readonly Predicate[]): void => {
    for (const { decision: index } of withParts(from)) {
      const decision = order.find((one) => one.index === index)
      if (decision === undefined || needed.has(decision)) continue
      needed.add(decision)
      add(decision.predicates)
    }
  }
  add(predicates)
  return order.filter((decision) => needed.has(decision))
}
