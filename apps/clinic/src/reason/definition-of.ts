import { conditionFact, type FactDefinition, type FactId, type Knowledge, type Text } from '@dosis/domain'

const asQuestion = (name: string) => `${name.charAt(0).toUpperCase()}${name.slice(1)}?`
const conditionPrefix = conditionFact('')

/** Every condition of the knowledge is a question of its own: has the patient got it? */
function conditionQuestion(id: FactId, names: Text): FactDefinition {
  return {
    id,
    group: 'conditions',
    question: { en: asQuestion(names.en), nl: asQuestion(names.nl) },
    help: null,
    answer: { kind: 'yes_no' },
    canBeAbsent: false,
    askWhen: null,
    factIds: [],
  }
}

/** What is asked about a fact; a condition is asked by its name. */
export function definitionOf(knowledge: Knowledge, fact: FactId): FactDefinition | undefined {
  const definition = knowledge.facts[fact]
  if (definition !== undefined || !fact.startsWith(conditionPrefix)) return definition
  const condition = knowledge.conditions[fact.slice(conditionPrefix.length)]
  return condition === undefined ? undefined : conditionQuestion(fact, condition.names)
}

/** Everything that can be asked: the facts of the knowledge, and whether each of its conditions is there. */
export function allDefinitions(knowledge: Knowledge): readonly FactDefinition[] {
  const conditions = Object.values(knowledge.conditions).map(({ id, names }) =>
    conditionQuestion(conditionFact(id), names),
  )
  return [...Object.values(knowledge.facts), ...conditions]
}
