import { canonicalJson, type Knowledge } from '@dosis/domain'

/** What became of one thing of the knowledge; a row of a table is a thing of its own (`decisions/referral/cauda-equina`). */
export interface RuleChange {
  readonly change: 'added' | 'removed' | 'changed'
  /** Kind, id, and the row where there are rows. */
  readonly rule: string
  /** Keys whose content differs; empty for what was added or removed. */
  readonly keys: readonly string[]
}

const kinds = [
  'documents',
  'statements',
  'facts',
  'conditions',
  'definitions',
  'requests',
  'decisions',
  'recommendations',
  'forms',
  'constraints',
  'exercises',
  'instruments',
  'progressions',
  'symptoms',
  'contradictions',
  'evidence',
  'openQuestions',
  'notices',
] as const satisfies readonly (keyof Knowledge)[]

/** Lists of a thing whose items have an id of their own. */
const lists = ['rows', 'before', 'met', 'conditions', 'rules'] as const

type Thing = Readonly<Record<string, unknown>>

/** Lists what was added, removed or changed from one version of the knowledge to another, in the order of the names. */
export function ruleChanges(before: Knowledge, after: Knowledge): RuleChange[] {
  return kinds.flatMap((kind) => changesIn(kind, thingsOf(before, kind), thingsOf(after, kind)))
}

function thingsOf(knowledge: Knowledge, kind: (typeof kinds)[number]): ReadonlyMap<string, Thing> {
  const things = Object.entries(knowledge[kind]) as [string, Thing][]
  return new Map(things.flatMap(([id, thing]) => [[id, withoutRows(thing)], ...rowsOf(id, thing)] as [string, Thing][]))
}

/** The rows of a thing, and their order: the first row that holds decides, so another order is another rule. */
function rowsOf(id: string, thing: Thing): [string, Thing][] {
  return lists.flatMap((list) => {
    const rows = thing[list]
    if (!Array.isArray(rows)) return []
    return rows.flatMap((row: unknown): [string, Thing][] =>
      hasId(row) ? [[`${id}/${row.id}`, row as unknown as Thing]] : [],
    )
  })
}

function withoutRows(thing: Thing): Thing {
  return Object.fromEntries(
    Object.entries(thing).map(([key, value]) => {
      const isList = (lists as readonly string[]).includes(key) && Array.isArray(value) && value.every(hasId)
      return isList ? [key, (value as readonly { id: string }[]).map(({ id }) => id)] : [key, value]
    }),
  )
}

function hasId(row: unknown): row is { readonly id: string } {
  return typeof row === 'object' && row !== null && 'id' in row && typeof row.id === 'string'
}

function changesIn(kind: string, before: ReadonlyMap<string, Thing>, after: ReadonlyMap<string, Thing>): RuleChange[] {
  const ids = [...new Set([...before.keys(), ...after.keys()])].sort()
  return ids.flatMap((id): RuleChange[] => {
    const rule = `${kind}/${id}`
    const [was, is] = [before.get(id), after.get(id)]
    if (was === undefined) return [{ change: 'added', rule, keys: [] }]
    if (is === undefined) return [{ change: 'removed', rule, keys: [] }]
    const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])]
      .filter((key) => json(was[key]) !== json(is[key]))
      .sort()
    return keys.length === 0 ? [] : [{ change: 'changed', rule, keys }]
  })
}

function json(value: unknown): string {
  return value === undefined ? '' : canonicalJson(value)
}
