import type { Knowledge } from '@dosis/domain'

const conditionsByKnowledge = new WeakMap<Knowledge, ReadonlySet<string>>()

/** The conditions that some criterion of the knowledge looks at; read once for each knowledge. */
export function weighedConditions(knowledge: Knowledge): ReadonlySet<string> {
  const before = conditionsByKnowledge.get(knowledge)
  if (before !== undefined) return before
  const found = new Set<string>()
  const { definitions, decisions, recommendations, forms, constraints } = knowledge
  collect([definitions, decisions, recommendations, forms, constraints], found)
  conditionsByKnowledge.set(knowledge, found)
  return found
}

function collect(value: unknown, found: Set<string>): void {
  if (Array.isArray(value)) for (const item of value) collect(item, found)
  else if (typeof value === 'object' && value !== null) {
    if ('condition' in value && typeof value.condition === 'string') found.add(value.condition)
    for (const item of Object.values(value)) collect(item, found)
  }
}
