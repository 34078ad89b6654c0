import type { Fact, FactId, FactUse, Truth } from '@dosis/domain'

/** How a criterion was judged: with which facts, and which facts must be known before it can be judged. */
export interface Judgement {
  readonly truth: Truth
  readonly facts: readonly FactUse[]
  /** Empty unless the truth is unknown. */
  readonly missing: readonly FactId[]
}

const nothing: readonly never[] = []
const withoutFacts: Readonly<Record<Truth, Judgement>> = {
  yes: { truth: 'yes', facts: nothing, missing: nothing },
  no: { truth: 'no', facts: nothing, missing: nothing },
  unknown: { truth: 'unknown', facts: nothing, missing: nothing },
}

/** A judgement that no fact of the patient went into (a request, a date of the course); `null` = not known. */
export function judgedWithoutFacts(holds: boolean | null): Judgement {
  return withoutFacts[truthOf(holds)]
}

/** `null` = not known. */
export function truthOf(holds: boolean | null): Truth {
  return holds === null ? 'unknown' : holds ? 'yes' : 'no'
}

/** A judgement of one fact as it was seen. */
export function judgedByFact(id: FactId, fact: Fact, truth: Truth): Judgement {
  return { truth, facts: [factUse(id, fact)], missing: truth === 'unknown' ? [id] : nothing }
}

/** Puts judgements together: keeps the facts of those that settled it, and what is missing when nothing did. */
export function combine(truth: Truth, judged: readonly Judgement[]): Judgement {
  return combineSettling(
    truth,
    judged.filter((one) => one.truth === truth),
  )
}

/** The same for those that settled it alone. */
export function combineSettling(truth: Truth, settling: readonly Judgement[]): Judgement {
  return {
    truth,
    facts: mergeUses(settling),
    missing: truth === 'unknown' ? mergeMissing(settling) : nothing,
  }
}

export function factUse(id: FactId, fact: Fact): FactUse {
  return fact.state === 'known' ? { fact: id, state: 'known', value: fact.value } : { fact: id, state: fact.state }
}

function mergeMissing(judged: readonly Judgement[]): readonly FactId[] {
  const all: FactId[] = []
  for (const { missing } of judged) for (const fact of missing) if (!all.includes(fact)) all.push(fact)
  return all
}

function mergeUses(judged: readonly Judgement[]): readonly FactUse[] {
  if (judged.length === 1) return judged[0]?.facts ?? nothing
  const uses: FactUse[] = []
  for (const { facts } of judged) {
    for (const use of facts) if (!isAmong(uses, use)) uses.push(use)
  }
  return uses
}

function isAmong(uses: readonly FactUse[], { fact }: FactUse): boolean {
  for (const use of uses) if (use.fact === fact) return true
  return false
}
