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
  const { facts: bounded, causes } = boundedFacts(knowledge)
  if (!causes.some((id) => changeOf(factIn(input, id)) !== null)) return { input, expired: [] }
  const expired = bounded.flatMap(({ id, validWhile }) => {
    const fact = factIn(input, id)
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

interface BoundedFacts {
  /** Facts that do not count for ever, in the order of their names. */
  readonly facts: readonly BoundedFact[]
  /** The facts whose change ends what was observed before. */
  readonly causes: readonly FactId[]
}

const boundedByKnowledge = new WeakMap<Knowledge, BoundedFacts>()

/** Found once for each knowledge. */
function boundedFacts(knowledge: Knowledge): BoundedFacts {
  const before = boundedByKnowledge.get(knowledge)
  if (before !== undefined) return before
  const facts = Object.keys(knowledge.facts)
    .sort()
    .flatMap((id): BoundedFact[] => {
      const validWhile = knowledge.facts[id]?.validWhile
      return validWhile === undefined ? [] : [{ id, validWhile }]
    })
  const causes = [...new Set(facts.flatMap(({ validWhile }) => validWhile.unchanged))]
  const bounded: BoundedFacts = { facts, causes }
  boundedByKnowledge.set(knowledge, bounded)
  return bounded
}

function factIn({ facts }: AssessmentInput<IsoDate | null>, id: FactId): Fact | undefined {
  return Object.hasOwn(facts, id) ? facts[id] : undefined
}

/**
 * Changes on or after the day of the observation. On that day itself nobody knows which came first, and an observation
 * without a day may be older than any change: both no longer count. A change that is still to come changes nothing yet.
 */
function changesSince(
  observed: Exclude<Fact, { state: 'unknown' }>,
  { unchanged }: FactValidity,
  input: AssessmentInput<IsoDate | null>,
): ExpiredFact['because'] {
  return unchanged.flatMap((fact: FactId) => {
    const changedOn = changeOf(factIn(input, fact))
    if (changedOn === null || (input.on !== null && changedOn > input.on)) return []
    const isLater = observed.observedOn !== undefined && observed.observedOn > changedOn
    return isLater ? [] : [{ fact, changedOn }]
  })
}

function changeOf(fact: Fact | undefined): IsoDate | null {
  return fact === undefined || fact.state === 'unknown' ? null : (fact.changedOn ?? null)
}
