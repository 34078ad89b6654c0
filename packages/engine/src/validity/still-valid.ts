import type {
  AssessmentInput,
  ExpiredFact,
  Fact,
  FactDefinition,
  FactId,
  Facts,
  FactValidity,
  IsoDate,
  Knowledge,
} from '@dosis/domain'

/** The input with what still counts, and what no longer does. */
export interface StillValid<Input> {
  readonly input: Input
  readonly expired: readonly ExpiredFact[]
}

/**
 * Takes out the answers that no longer count: what they were observed under has changed since. They are unknown again, so
 * every rule asks for them anew. Done once, before anything is judged.
 */
export function stillValid<Input extends AssessmentInput<IsoDate | null>>(
  input: Input,
  knowledge: Knowledge,
): StillValid<Input> {
  const expired = boundedFacts(knowledge).flatMap(({ id, validWhile }) => {
    const fact = Object.hasOwn(input.facts, id) ? input.facts[id] : undefined
    if (fact === undefined || fact.state === 'unknown') return []
    const because = changesSince(fact, validWhile, input)
    if (because.length === 0) return []
    return [{ fact: id, observedOn: fact.observedOn ?? null, because, factIds: validWhile.factIds }]
  })
  if (expired.length === 0) return { input, expired }
  const gone = new Set(expired.map(({ fact }) => fact))
  const facts: Facts = Object.fromEntries(Object.entries(input.facts).filter(([id]) => !gone.has(id)))
  return { input: { ...input, facts }, expired }
}

type BoundedFact = Pick<FactDefinition, 'id'> & { readonly validWhile: FactValidity }

const boundedByKnowledge = new WeakMap<Knowledge, readonly BoundedFact[]>()

/** Facts that do not count for ever, in the order of their names. */
function boundedFacts(knowledge: Knowledge): readonly BoundedFact[] {
  const before = boundedByKnowledge.get(knowledge)
  if (before !== undefined) return before
  const bounded = Object.keys(knowledge.facts)
    .sort()
    .flatMap((id): BoundedFact[] => {
      const validWhile = knowledge.facts[id]?.validWhile
      return validWhile === undefined ? [] : [{ id, validWhile }]
    })
  boundedByKnowledge.set(knowledge, bounded)
  return bounded
}

/**
 * Changes on or after the day of the observation. On that day itself nobody knows which came first, and an observation
 * without a day may be older than any change: both no longer count. A change that is still to come changes nothing yet.
 */
function changesSince(
  observed: Exclude<Fact, { state: 'unknown' }>,
  { unchanged }: FactValidity,
  { facts, on }: AssessmentInput<IsoDate | null>,
): ExpiredFact['because'] {
  return unchanged.flatMap((fact: FactId) => {
    const changedOn = changeOf(Object.hasOwn(facts, fact) ? facts[fact] : undefined)
    if (changedOn === null || (on !== null && changedOn > on)) return []
    const isLater = observed.observedOn !== undefined && observed.observedOn > changedOn
    return isLater ? [] : [{ fact, changedOn }]
  })
}

function changeOf(fact: Fact | undefined): IsoDate | null {
  return fact === undefined || fact.state === 'unknown' ? null : (fact.changedOn ?? null)
}
