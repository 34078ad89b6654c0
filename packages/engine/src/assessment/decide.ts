import type { DecisionRow, DecisionTable, FactId, Reason } from '@dosis/domain'
import type { Context } from '../criteria/context.ts'
import { judge } from '../criteria/judge.ts'
import { type Cited, citedBy, mergeCited, nothingCited } from './cited.ts'
import { type JudgedRow, judgeRows, missingOf, reasonOf, takeFirst } from './rows.ts'

/** What a decision table concluded. */
export interface Conclusion {
  readonly table: string
  /** What came out: one outcome of a table that takes the first row, several of one that takes every row. */
  readonly outcomes: readonly string[]
  readonly rows: readonly JudgedRow<DecisionRow>[]
  /** Rows that cannot be judged yet and could change what came out. */
  readonly open: readonly JudgedRow<DecisionRow>[]
  readonly isUndecided: boolean
  readonly missing: readonly FactId[]
  readonly why: readonly Reason[]
  readonly cited: Cited
}

/** The outcome of a table that must ask first, and of one that does not apply or waits for a clinician's review. */
export const undecided = 'unknown'
export const notApplicable = 'not_applicable'

/**
 * Takes a decision by its table, and records it for the decisions that follow.
 * @throws {RangeError} when knowledge has no such table, or none of its rows answers
 */
export function decide(id: string, context: Context): Conclusion {
  const table = context.knowledge.decisions[id]
  if (table === undefined) throw new RangeError(`decide: needs a decision table of the knowledge, got ${id}`)
  const concluded = conclude(table, context)
  record(context, id, concluded)
  if (!context.explains) return concluded
  const cited = mergeCited([
    citedBy(
      concluded.rows.map(({ row }) => row),
      context,
    ),
    citedBy(concluded.outcomes.includes(notApplicable) ? [] : [{ factIds: [], also: table.also ?? [] }], context),
  ])
  return { ...concluded, cited }
}

/** Makes an outcome known to the decisions that follow. */
export function record(
  context: Context,
  id: string,
  { outcomes, isUndecided, missing }: Pick<Conclusion, 'outcomes' | 'isUndecided' | 'missing'>,
): void {
  context.decided.set(id, { outcomes, isUndecided, missing })
}

function conclude(table: DecisionTable, context: Context): Conclusion {
  const nothing = {
    table: table.id,
    rows: [],
    open: [],
    isUndecided: false,
    missing: [],
    why: [],
    cited: nothingCited,
  }
  if (table.review.state !== 'active') return { ...nothing, outcomes: [notApplicable] }
  const applies = table.appliesWhen === undefined ? null : judge(table.appliesWhen, context)
  if (applies?.truth === 'no') return { ...nothing, outcomes: [notApplicable] }
  if (applies?.truth === 'unknown' && table.onUnknown === 'ask') {
    const why: Reason[] = [{ rule: table.id, truth: 'unknown', facts: applies.facts, factIds: [] }]
    return { ...nothing, outcomes: [undecided], isUndecided: true, missing: applies.missing, why }
  }
  return table.takes === 'every' ? everyRow(table, context) : firstRow(table, context)
}

function firstRow(table: DecisionTable, context: Context): Conclusion {
  const { decides, open } = takeFirst(table.rows, table.id, context, (left, right) => left.outcome === right.outcome)
  const saysUnknown = decides?.row.outcome === undecided
  const mustAsk = open.length > 0 && (decides === null || table.onUnknown === 'ask')
  if (decides === null && !mustAsk) throw new RangeError(`decide: needs a last row that always answers in ${table.id}`)
  const rows = mustAsk || decides === null ? [] : [decides]
  return {
    table: table.id,
    outcomes: rows.length === 0 ? [undecided] : rows.map(({ row }) => row.outcome),
    rows,
    open,
    isUndecided: mustAsk || saysUnknown,
    missing: saysUnknown ? decides.judgement.facts.map(({ fact }) => fact) : missingOf(open),
    why: [...open, ...rows].map(reasonOf),
    cited: nothingCited,
  }
}

function everyRow(table: DecisionTable, context: Context): Conclusion {
  const judged = judgeRows(table.rows, table.id, context)
  const rows = judged.filter(({ judgement }) => judgement.truth === 'yes')
  const open = judged.filter(({ judgement }) => judgement.truth === 'unknown')
  return {
    table: table.id,
    outcomes: [...new Set(rows.map(({ row }) => row.outcome))],
    rows,
    open,
    isUndecided: table.onUnknown === 'ask' && open.length > 0,
    missing: missingOf(open),
    why: [...open, ...rows].map(reasonOf),
    cited: nothingCited,
  }
}
