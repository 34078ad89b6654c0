import type { AssessmentInput, FactDefinition, Facts, Knowledge } from '@dosis/domain'
import { contextOf, judge } from '@dosis/engine'

const groups = [
  'person',
  'screening',
  'conditions',
  'bone',
  'heart',
  'back',
  'functioning',
  'agreement',
  'care',
  'course',
] as const satisfies readonly FactDefinition['group'][]

export interface FactGroup {
  readonly group: FactDefinition['group']
  readonly facts: readonly FactDefinition[]
  readonly answered: number
}

const isAnswered = (facts: Facts, { id }: FactDefinition) => (facts[id] ?? { state: 'unknown' }).state !== 'unknown'

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
  const asked = Object.values(knowledge.facts).filter(
    (definition) => !derived.has(definition.id) && mayMatter(definition),
  )
  return groups
    .map((group) => {
      const facts = asked.filter((definition) => definition.group === group)
      return { group, facts, answered: facts.filter((definition) => isAnswered(input.facts, definition)).length }
    })
    .filter(({ facts }) => facts.length > 0)
}
