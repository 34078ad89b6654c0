import type { Knowledge, Review, RuleId, StatementId, Text } from '@dosis/domain'

/** A rule as a reader meets it: its names, the document it comes from where it has one, and whether it was reviewed. */
export interface FoundRule {
  readonly id: RuleId
  readonly names: Text
  /** A remark that goes with the row that decided. */
  readonly note: Text | null
  readonly document: string | null
  readonly factIds: readonly StatementId[]
  readonly review: Review | null
}

const asText = (id: string): Text => ({ en: id, nl: id })

interface Row {
  readonly id: string
  readonly names?: Text
  readonly note?: Text | null
  readonly factIds?: readonly StatementId[]
}

interface File {
  readonly names: Text
  readonly document?: string
  readonly factIds?: readonly StatementId[]
  readonly review?: Review
  readonly rows?: readonly Row[]
}

/** A file of the knowledge with whatever rows it holds, in the one shape that a reason needs. */
function findFile(knowledge: Knowledge, id: string): File | null {
  const { decisions, forms, constraints, definitions, recommendations, progressions, symptoms } = knowledge
  const recommendation = recommendations[id]
  if (recommendation !== undefined) {
    const { before, met, conditions } = recommendation
    const spoken = conditions.map((condition) => ({ id: condition.id, names: condition.text }))
    return { ...recommendation, rows: [...before, ...met, ...spoken] }
  }
  const progression = progressions[id]
  if (progression !== undefined) return { ...progression, rows: progression.rules }
  return decisions[id] ?? forms[id] ?? constraints[id] ?? definitions[id] ?? symptoms[id] ?? null
}

/** The recommendation that sets this condition; conditions go by ids of their own. */
function recommendationWith(knowledge: Knowledge, condition: RuleId): File | null {
  const found = Object.values(knowledge.recommendations).find(({ conditions }) =>
    conditions.some(({ id }) => id === condition),
  )
  return found === undefined ? null : findFile(knowledge, found.id)
}

/**
 * Finds a rule by its id: of a file (`no-breath-holding`), or of a row in a file (`referral/no-dxa-and-doubt`). An id
 * that the knowledge does not hold, such as of a decision under an older version, keeps its id as its name.
 */
export function findRule(knowledge: Knowledge, id: RuleId): FoundRule {
  const [head = id, ...rest] = id.split('/')
  const file = findFile(knowledge, id) ?? findFile(knowledge, head) ?? recommendationWith(knowledge, id)
  if (file === null) return { id, names: asText(id), note: null, document: null, factIds: [], review: null }
  const row = file.rows?.find((each) => each.id === rest.join('/') || each.id === id)
  return {
    id,
    names: row?.names ?? file.names,
    note: row?.note ?? null,
    document: file.document ?? documentOf(knowledge, row?.factIds ?? file.factIds ?? []),
    factIds: row?.factIds ?? file.factIds ?? [],
    review: file.review ?? null,
  }
}

/** The document of the first statement that is known; rules of one row cite one document in nearly every case. */
export function documentOf(knowledge: Knowledge, factIds: readonly StatementId[]): string | null {
  for (const id of factIds) {
    const statement = knowledge.statements[id]
    if (statement !== undefined) return statement.document
  }
  return null
}
