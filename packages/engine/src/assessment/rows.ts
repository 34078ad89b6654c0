import type { Citation, Criterion, FactId, Reason, RuleId, StatementId, Truth } from '@dosis/domain'
import type { Compiler } from '../compiled/compiler.ts'
import type { Patient } from '../compiled/patient.ts'
import { judgementOf, type Predicate, truthOf } from '../compiled/predicate.ts'
import type { Judgement } from '../criteria/judgement.ts'
import { type ReadyCites, readyCites } from './cited.ts'

interface Row {
  readonly id: string
  readonly when?: Criterion
  readonly factIds: readonly StatementId[]
  readonly silent?: readonly string[]
  readonly mustShow?: readonly string[]
  readonly also?: readonly Citation[]
}

/** A row made ready to be judged. */
export interface ReadyRow<Of extends Row> {
  readonly row: Of
  /** Its place among the rows that it was made ready with. */
  readonly at: number
  readonly rule: RuleId
  /** `null`: always. */
  readonly when: Predicate | null
  /** Equal for rows that come to the same. */
  readonly comesTo: string
  readonly cites: ReadyCites
}

/** @param comesTo what a row comes to, in words that are equal for rows that come to the same */
export function readyRows<Of extends Row>(
  rows: readonly Of[],
  owner: string,
  compiler: Compiler,
  comesTo: (row: Of) => string,
): readonly ReadyRow<Of>[] {
  return rows.map((row, at) => ({
    row,
    at,
    rule: `${owner}/${row.id}`,
    when: row.when === undefined ? null : compiler.compile(row.when),
    comesTo: comesTo(row),
    cites: readyCites(row, compiler),
  }))
}

export function criteriaOfRows(rows: readonly Pick<ReadyRow<Row>, 'when'>[]): readonly Predicate[] {
  return rows.flatMap(({ when }) => when ?? [])
}

const always: Judgement = { truth: 'yes', facts: [], missing: [] }

export function truthOfRow({ when }: Pick<ReadyRow<Row>, 'when'>, patient: Patient): Truth {
  return when === null ? 'yes' : truthOf(when, patient)
}

export function judgementOfRow({ when }: Pick<ReadyRow<Row>, 'when'>, patient: Patient): Judgement {
  return when === null ? always : judgementOf(when, patient)
}

const none: readonly never[] = []

/** What the rows of a table in order of precedence say. */
export interface FirstRow<Of extends Row> {
  /** The first row that holds; `null` when none does. */
  readonly decides: ReadyRow<Of> | null
  /** Rows before it that cannot be judged and that would come out otherwise. */
  readonly open: readonly ReadyRow<Of>[]
}

/**
 * Looks for the first row that holds. A row before it that cannot be judged stays out when it would come to the same,
 * so that nobody is asked for what cannot change the answer.
 */
export function takeFirst<Of extends Row>(rows: readonly ReadyRow<Of>[], patient: Patient): FirstRow<Of> {
  let unjudged: ReadyRow<Of>[] | null = null
  for (const row of rows) {
    const truth = truthOfRow(row, patient)
    if (truth === 'unknown') unjudged = withRow(unjudged, row)
    if (truth !== 'yes') continue
    return { decides: row, open: unjudged === null ? none : comingOtherwise(unjudged, row) }
  }
  return { decides: null, open: unjudged ?? none }
}

function comingOtherwise<Of extends Row>(
  rows: readonly ReadyRow<Of>[],
  { comesTo }: ReadyRow<Of>,
): readonly ReadyRow<Of>[] {
  let others: ReadyRow<Of>[] | null = null
  for (const row of rows) if (row.comesTo !== comesTo) others = withRow(others, row)
  return others ?? none
}

/** Most lists have one row: an array that is written with it takes no room for more. */
export function withRow<Of>(rows: Of[] | null, row: Of): Of[] {
  if (rows === null) return [row]
  rows.push(row)
  return rows
}

export function reasonOf(ready: Pick<ReadyRow<Row>, 'row' | 'rule' | 'when'>, patient: Patient): Reason {
  const { truth, facts } = judgementOfRow(ready, patient)
  return { rule: ready.rule, truth, facts, factIds: ready.row.factIds }
}

/** Each once, in the order of their names. */
export function missingOf(rows: readonly Pick<ReadyRow<Row>, 'when'>[], patient: Patient): readonly FactId[] {
  if (rows.length === 0) return none
  const missing: FactId[] = []
  for (const row of rows) {
    for (const fact of judgementOfRow(row, patient).missing) if (!missing.includes(fact)) missing.push(fact)
  }
  return missing.length < 2 ? missing : missing.sort()
}
