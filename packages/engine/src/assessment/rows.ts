import type { Criterion, FactId, Reason, RuleId, StatementId } from '@dosis/domain'
import type { Context } from '../criteria/context.ts'
import { judge } from '../criteria/judge.ts'
import type { Judgement } from '../criteria/judgement.ts'

interface Row {
  readonly id: string
  readonly when?: Criterion
  readonly factIds: readonly StatementId[]
}

/** A row with how it was judged. */
export interface JudgedRow<Of extends Row> {
  readonly row: Of
  readonly rule: RuleId
  readonly judgement: Judgement
}

const always: Judgement = { truth: 'yes', facts: [], missing: [] }

export function judgeRows<Of extends Row>(rows: readonly Of[], owner: string, context: Context): JudgedRow<Of>[] {
  return rows.map((row) => judgeRow(row, owner, context))
}

function judgeRow<Of extends Row>(row: Of, owner: string, context: Context): JudgedRow<Of> {
  const judgement = row.when === undefined ? always : judge(row.when, context)
  return { row, rule: `${owner}/${row.id}`, judgement }
}

/** What the rows of a table in order of precedence say. */
export interface FirstRow<Of extends Row> {
  /** The first row that holds; `null` when none does. */
  readonly decides: JudgedRow<Of> | null
  /** Rows before it that cannot be judged and that would come out otherwise. */
  readonly open: readonly JudgedRow<Of>[]
}

/**
 * Looks for the first row that holds. A row before it that cannot be judged stays out when it would come to the same,
 * so that nobody is asked for what cannot change the answer.
 */
export function takeFirst<Of extends Row>(
  rows: readonly Of[],
  owner: string,
  context: Context,
  isSame: (left: Of, right: Of) => boolean,
): FirstRow<Of> {
  const unjudged: JudgedRow<Of>[] = []
  for (const row of rows) {
    const judged = judgeRow(row, owner, context)
    if (judged.judgement.truth === 'yes') {
      return { decides: judged, open: unjudged.filter((one) => !isSame(one.row, row)) }
    }
    if (judged.judgement.truth === 'unknown') unjudged.push(judged)
  }
  return { decides: null, open: unjudged }
}

export function reasonOf({ rule, row, judgement }: JudgedRow<Row>): Reason {
  return { rule, truth: judgement.truth, facts: judgement.facts, factIds: row.factIds }
}

export function missingOf(rows: readonly { readonly judgement: Judgement }[]): FactId[] {
  return [...new Set(rows.flatMap(({ judgement }) => judgement.missing))].sort()
}
