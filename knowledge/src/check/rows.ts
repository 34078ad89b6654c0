import type { Criterion, Knowledge } from '@dosis/domain'
import type { KnowledgeKind } from '@dosis/domain/schemas'
import { type Context, judge } from '@dosis/engine'
import type { Found } from './finding.ts'
import { search } from './search.ts'

/** Rows looked at from the first to the last, of which the first that holds decides. */
interface Table {
  readonly in: { readonly kind: KnowledgeKind; readonly id: string }
  readonly path: readonly PropertyKey[]
  readonly rows: readonly { readonly id: string; readonly when?: Criterion }[]
  /** Holds for whoever comes to this table. */
  readonly given: readonly Criterion[]
  /** One row must answer for everyone who comes to the table. */
  readonly mustAnswer: boolean
}

/** Finds rows that never get their turn, and people for whom no row answers. */
export function checkRows(knowledge: Knowledge): Found[] {
  return tablesOf(knowledge).flatMap((table) => [...unreachable(table, knowledge), ...gap(table, knowledge)])
}

function tablesOf({ decisions, forms, recommendations }: Knowledge): Table[] {
  return [
    ...Object.values(decisions)
      .filter(({ takes }) => takes === 'first')
      .map(({ id, rows, appliesWhen }) => ({
        in: { kind: 'decisions' as const, id },
        path: ['rows'],
        rows,
        given: appliesWhen === undefined ? [] : [appliesWhen],
        mustAnswer: true,
      })),
    ...Object.values(forms).map(({ id, rows, listedWhen }) => ({
      in: { kind: 'forms' as const, id },
      path: ['rows'],
      rows,
      given: [listedWhen],
      mustAnswer: true,
    })),
    ...Object.values(recommendations).flatMap(({ id, before, met, listedWhen, conditions }) => {
      const of = { kind: 'recommendations' as const, id }
      const isMet = conditions.map(({ when }) => when)
      const beforeNone = before.flatMap(({ when }) => (when === undefined ? [] : [{ not: when }]))
      const isReached = before.every(({ when }) => when !== undefined)
      return [
        { in: of, path: ['before'], rows: before, given: [listedWhen], mustAnswer: false },
        {
          in: of,
          path: ['met'],
          rows: met,
          given: [listedWhen, ...beforeNone, ...isMet],
          mustAnswer: isReached,
        },
      ]
    }),
  ]
}

function unreachable(table: Table, knowledge: Knowledge): Found[] {
  return table.rows.flatMap((row, index) => {
    const path = [...table.path, index]
    const earlier = table.rows.slice(0, index)
    const always = earlier.find(({ when }) => when === undefined)
    if (always !== undefined) return [found(table, path, 'unreachable-row', `"${always.id}" before it always holds`)]
    const before = earlier.flatMap(({ when }) => (when === undefined ? [] : [when]))
    const own = row.when === undefined ? [] : [row.when]
    const { found: isReached, isComplete } = search(
      [...own, ...before, ...table.given],
      knowledge,
      (context) => holdsAll([...own, ...table.given], context) && !before.some((when) => holds(when, context)),
      own,
    )
    if (isReached || !isComplete) return []
    return [
      found(table, path, 'unreachable-row', 'never gets its turn: rows before it decide for everyone it is about'),
    ]
  })
}

function gap(table: Table, knowledge: Knowledge): Found[] {
  if (!table.mustAnswer || table.rows.some(({ when }) => when === undefined)) return []
  if (table.rows.length === 0) return [found(table, table.path, 'gap', 'no row answers')]
  const whens = table.rows.flatMap(({ when }) => (when === undefined ? [] : [when]))
  const { found: isLeft } = search(
    [...whens, ...table.given],
    knowledge,
    (context) => holdsAll(table.given, context) && whens.every((when) => judge(when, context).truth === 'no'),
    table.given,
  )
  if (!isLeft) return []
  return [found(table, table.path, 'gap', 'some patients are left without an answer: add a last row without when')]
}

function holds(when: Criterion, context: Context): boolean {
  return judge(when, context).truth === 'yes'
}

function holdsAll(whens: readonly Criterion[], context: Context): boolean {
  return whens.every((when) => holds(when, context))
}

function found(table: Table, path: readonly PropertyKey[], kind: Found['kind'], message: string): Found {
  return { kind, in: table.in, path, message }
}
