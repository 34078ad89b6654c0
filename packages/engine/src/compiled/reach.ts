import type { Decision } from './decision.ts'
import type { Predicate } from './predicate.ts'

/** What must be judged and decided again when one fact or the outcome of one decision changes. */
export interface Reach {
  /** Indexes of the predicates that look at it, through others too, but not through a decision. */
  readonly predicates: readonly number[]
  /** Indexes of the decisions that look at it. */
  readonly decisions: readonly number[]
}

export interface Reaches {
  /** By slot. */
  readonly ofFacts: readonly Reach[]
  /** By decision. */
  readonly ofDecisions: readonly Reach[]
  /** By slot: the predicates about that fact alone; two answers that they judge alike make no difference. */
  readonly aboutFacts: readonly (readonly Predicate[])[]
}

export const nothingReached: Reach = { predicates: [], decisions: [] }

/** @param decisions those whose outcome counts */
export function reachesOf(decisions: readonly Decision[], slots: number, places: number): Reaches {
  const facts = Array.from({ length: slots }, growing)
  const others = Array.from({ length: places }, growing)
  const about = Array.from({ length: slots }, () => new Set<Predicate>())
  for (const decision of decisions) {
    for (const predicate of withParts(decision.predicates)) {
      for (const leaf of withParts([predicate])) {
        const reach = leaf.slot !== null ? facts[leaf.slot] : leaf.decision !== null ? others[leaf.decision] : undefined
        reach?.predicates.add(predicate.index)
        reach?.decisions.add(decision.index)
        if (leaf.slot !== null) about[leaf.slot]?.add(leaf)
      }
    }
  }
  return {
    ofFacts: facts.map(listed),
    ofDecisions: others.map(listed),
    aboutFacts: about.map((predicates) => [...predicates]),
  }
}

interface Growing {
  readonly predicates: Set<number>
  readonly decisions: Set<number>
}

function growing(): Growing {
  return { predicates: new Set(), decisions: new Set() }
}

function listed({ predicates, decisions }: Growing): Reach {
  return { predicates: [...predicates], decisions: [...decisions] }
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
