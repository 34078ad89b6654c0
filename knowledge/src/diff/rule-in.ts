import type { Knowledge, Review, RuleId, Text } from '@dosis/domain'

/** A rule of one version of the knowledge: what it is called and whether it may decide. */
export interface RuleInVersion {
  readonly names: Text
  readonly isActive: boolean
}

interface Table {
  readonly names: Text
  readonly review?: Review
  readonly rows: readonly { readonly id: string; readonly names?: Text }[]
}

/** Finds a rule by its id, that of a table (`aerobic_continuous`) or of a row (`aerobic_continuous/nyha-three`). */
export function ruleIn(knowledge: Knowledge, rule: RuleId): RuleInVersion | undefined {
  const [file = '', row] = rule.split('/')
  const table = tableIn(knowledge, file)
  if (table === undefined) return undefined
  const isActive = table.review === undefined || table.review.state === 'active'
  if (row === undefined) return { names: table.names, isActive }
  const found = table.rows.find(({ id }) => id === row)
  return found && { names: found.names ?? table.names, isActive }
}

function tableIn(
  { decisions, forms, constraints, definitions, recommendations, progressions, symptoms }: Knowledge,
  id: string,
): Table | undefined {
  const recommendation = recommendations[id]
  if (recommendation !== undefined) {
    return { ...recommendation, rows: [...recommendation.before, ...recommendation.met, ...recommendation.conditions] }
  }
  const progression = progressions[id]
  if (progression !== undefined) return { ...progression, rows: progression.rules }
  const table: (Omit<Table, 'rows'> & Partial<Pick<Table, 'rows'>>) | undefined =
    decisions[id] ?? forms[id] ?? constraints[id] ?? definitions[id] ?? symptoms[id]
  return table && { ...table, rows: table.rows ?? [] }
}
