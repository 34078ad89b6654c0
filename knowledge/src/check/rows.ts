import type { Criterion, Knowledge } from '@dosis/domain'
import type { KnowledgeKind } from '@dosis/domain/schemas'
import type { Found } from './finding.ts'
import { type Requirement, solve } from './solve.ts'

/** Rows looked at from the first to the last; the first that holds decides, or every one that does. */
interface Table {
  readonly in: { readonly kind: KnowledgeKind; readonly id: string }
  readonly path: readonly PropertyKey[]
  readonly rows: readonly { readonly id: string; readonly when?: Criterion }[]
  readonly takes: 'first' | 'every'
  /** What a row must come to for the next one to get its turn. */
  readonly passesOver: 'no' | 'not_yes'
  /** Holds for whoever comes to this table. */
  readonly given: readonly Criterion[]
  /** One row must answer for everyone who comes to the table. */
  readonly mustAnswer: boolean
}

/** Finds rows that never get their turn, and people for whom no row answers. */
export function checkRows(knowledge: Knowledge): Found[] {
  return tablesOf(knowledge).flatMap((table) => [...unreachable(table, knowledge), ...gap(table, knowledge)])
}

/** Forms and recommendations ask as soon as a row cannot be judged. */
const asking = { takes: 'first', passesOver: 'no' } as const

function tablesOf({ decisions, forms, recommendations }: Knowledge): Table[] {
  return [
    ...Object.values(decisions).map(
      ({ id, rows, appliesWhen, takes, onUnknown }): Table => ({
        in: { kind: 'decisions', id },
        path: ['rows'],
        takes,
        passesOver: onUnknown === 'skip' ? 'not_yes' : 'no',
        rows,
        given: appliesWhen === undefined ? [] : [appliesWhen],
        mustAnswer: takes === 'first',
      }),
    ),
    ...Object.values(forms).map(
      ({ id, rows, listedWhen }): Table => ({
        ...asking,
        in: { kind: 'forms', id },
        path: ['rows'],
        rows,
        given: [listedWhen],
        mustAnswer: true,
      }),
    ),
    ...Object.values(recommendations).flatMap(({ id, before, met, listedWhen, conditions }): Table[] => {
      const of = { kind: 'recommendations' as const, id }
      const isMet = conditions.map(({ when }) => when)
      const beforeNone = before.flatMap(({ when }) => (when === undefined ? [] : [{ not: when }]))
      const isReached = before.every(({ when }) => when !== undefined)
      return [
        { ...asking, in: of, path: ['before'], rows: before, given: [listedWhen], mustAnswer: false },
        {
          ...asking,
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

/** A patient is looked for who comes to each row; without one the row is dead. */
function unreachable(table: Table, knowledge: Knowledge): Found[] {
  return table.rows.flatMap((row, index) => {
    const path = [...table.path, index]
    const earlier = table.takes === 'every' ? [] : table.rows.slice(0, index)
    const always = earlier.find(({ when }) => when === undefined)
    if (always !== undefined) return [found(table, path, 'unreachable-row', `"${always.id}" before it always holds`)]
    const before = earlier.flatMap(({ when }) => when ?? [])
    const own = [...(row.when === undefined ? [] : [row.when]), ...table.given]
    const { is } = solve([...all(own, 'yes'), ...all(before, table.passesOver)], knowledge)
    if (is === 'found' || is === 'not_defined') return []
    if (is === 'given_up') return [found(table, path, 'unreachable-row', neither('a patient who comes to this row'))]
    const shadowed =
      before.length === 0
        ? 'never gets its turn: it holds for nobody who comes to the table'
        : 'never gets its turn: rows before it decide for everyone it is about'
    return [found(table, path, 'unreachable-row', shadowed)]
  })
}

/** Nobody must be left without an answer: a last row without `when`, or proof that the rows together hold for everyone. */
function gap(table: Table, knowledge: Knowledge): Found[] {
  if (!table.mustAnswer || table.rows.some(({ when }) => when === undefined)) return []
  if (table.rows.length === 0) return [found(table, table.path, 'gap', 'no row answers')]
  const whens = table.rows.flatMap(({ when }) => when ?? [])
  const { is } = solve([...all(table.given, 'yes'), ...all(whens, 'no')], knowledge)
  if (is === 'impossible' || is === 'not_defined') return []
  const message =
    is === 'found'
      ? 'some patients are left without an answer: add a last row without when'
      : neither('a patient who is left without an answer')
  return [found(table, table.path, 'gap', message)]
}

function all(whens: readonly Criterion[], is: Requirement['is']): Requirement[] {
  return whens.map((when) => ({ when, is }))
}

/** A proof that fails either way is no proof. */
function neither(what: string): string {
  return `neither found nor ruled out ${what}: add a last row without when, or write fewer criteria in one row`
}

function found(table: Table, path: readonly PropertyKey[], kind: Found['kind'], message: string): Found {
  return { kind, in: table.in, path, message }
}
