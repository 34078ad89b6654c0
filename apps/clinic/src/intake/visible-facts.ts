import type { AssessmentInput, Criterion, FactDefinition, FactId, Facts, Knowledge } from '@dosis/domain'
import { contextOf, judge } from '@dosis/engine'
import { allDefinitions } from '../reason/definition-of.ts'

const groups = [
  'person',
  'screening',
  'conditions',
  'care',
  'functioning',
  'bone',
  'heart',
  'back',
  'agreement',
  'course',
] as const satisfies readonly FactDefinition['group'][]

/** Come from the training log and the sessions; the engine takes them from there, whatever is stated. */
const fromLog: ReadonlySet<FactId> = new Set([
  'training-level',
  'training-weeks-on-level',
  'training-repetitions-per-session',
  'training-sessions-this-week',
])

export interface FactGroup {
  readonly group: FactDefinition['group']
  readonly facts: readonly FactDefinition[]
  readonly answered: number
}

const isAnswered = (facts: Facts, { id }: FactDefinition) => (facts[id] ?? { state: 'unknown' }).state !== 'unknown'

/** Facts that a criterion looks at by itself, not through a definition. */
function factsIn(criterion: Criterion): readonly FactId[] {
  if ('all' in criterion) return criterion.all.flatMap(factsIn)
  if ('any' in criterion) return criterion.any.flatMap(factsIn)
  if ('not' in criterion) return factsIn(criterion.not)
  return 'fact' in criterion ? [criterion.fact] : []
}

/** Puts a question right after the question that decides whether it is asked; what opens others comes first. */
export function inOrderOfAsking(facts: readonly FactDefinition[]): readonly FactDefinition[] {
  const ids = new Set(facts.map(({ id }) => id))
  const parentOf = ({ id, askWhen }: FactDefinition) =>
    askWhen === null ? undefined : factsIn(askWhen).findLast((fact) => fact !== id && ids.has(fact))
  const childrenOf = (parent: FactId | undefined) => facts.filter((definition) => parentOf(definition) === parent)
  const withChildren = (definition: FactDefinition): readonly FactDefinition[] => [
    definition,
    ...childrenOf(definition.id).flatMap(withChildren),
  ]
  const roots = childrenOf(undefined)
  const opens = (definition: FactDefinition) => (childrenOf(definition.id).length > 0 ? 0 : 1)
  return roots.toSorted((left, right) => opens(left) - opens(right)).flatMap(withChildren)
}

/**
 * The questions that may matter for this patient, in groups. A question whose `askWhen` is ruled out is left out, unless
 * it was answered: an answer never disappears from sight.
 * @param derived facts that the record itself gives (age, sex); they are not asked
 */
export function visibleFacts(
  knowledge: Knowledge,
  input: AssessmentInput,
  derived: ReadonlySet<string>,
): readonly FactGroup[] {
  const context = contextOf(input, knowledge)
  const mayMatter = (definition: FactDefinition) =>
    definition.askWhen === null ||
    isAnswered(input.facts, definition) ||
    judge(definition.askWhen, context).truth !== 'no'
  const asked = allDefinitions(knowledge).filter(
    (definition) => !derived.has(definition.id) && !fromLog.has(definition.id) && mayMatter(definition),
  )
  return groups
    .map((group) => {
      const facts = inOrderOfAsking(asked.filter((definition) => definition.group === group))
      return { group, facts, answered: facts.filter((definition) => isAnswered(input.facts, definition)).length }
    })
    .filter(({ facts }) => facts.length > 0)
}
