import type { DecisionRow, DecisionTable, FactId, Reason } from '@dosis/domain'
import type { Compiler } from '../compiled/compiler.ts'
import { type Decision, type OpenRule, takenOf } from '../compiled/decision.ts'
import type { Patient, Taken } from '../compiled/patient.ts'
import { judgementOf, type Predicate, truthOf } from '../compiled/predicate.ts'
import { addCites, type Cited, type Cites, type ReadyCites, readyCites } from './cited.ts'
import {
  criteriaOfRows,
  judgementOfRow,
  missingOf,
  type ReadyRow,
  readyRows,
  reasonOf,
  takeFirst,
  truthOfRow,
  withRow,
} from './rows.ts'

type TableRow = ReadyRow<DecisionRow>

/** What a decision table came to: one outcome where the first row decides, several where every row counts. */
export interface TakenTable extends Taken {
  readonly rows: readonly TableRow[]
  /** Rows that cannot be judged yet and could change what came out. */
  readonly open: readonly TableRow[]
  /** It is not known whether the table applies at all. */
  readonly mayApply: boolean
  /** The row that says in so many words that it is not known. */
  readonly saysUnknown: TableRow | null
}

/** A decision table made ready. */
export interface TableDecision extends Decision<TakenTable> {
  readonly table: DecisionTable
  /** Not waiting for a clinician's review. */
  readonly isActive: boolean
  readonly applies: Predicate | null
  readonly rows: readonly TableRow[]
  /** By row: what the table comes to when it decides and nothing is open, the same for everybody. */
  readonly settled: readonly TakenTable[]
  readonly also: ReadyCites
}

/** The outcome of a table that must ask first, and of one that does not apply or waits for a clinician's review. */
export const undecided = 'unknown'
export const notApplicable = 'not_applicable'

const none: readonly never[] = []
const nothing = { rows: [], open: [], mayApply: false, saysUnknown: null }
const doesNotApply: TakenTable = { ...nothing, outcomes: [notApplicable], isUndecided: false }
const noRow: TakenTable = { ...nothing, outcomes: [], isUndecided: false }
const asks: TakenTable = { ...nothing, outcomes: [undecided], isUndecided: true, mayApply: true }

/**
 * Makes a decision table ready.
 * @throws {RangeError} when knowledge has no such table
 */
export function tableDecision(id: string, compiler: Compiler): TableDecision {
  const table = compiler.knowledge.decisions[id]
  if (table === undefined) throw new RangeError(`decide: needs a decision table of the knowledge, got ${id}`)
  const applies = table.appliesWhen === undefined ? null : compiler.compile(table.appliesWhen)
  const rows = readyRows(table.rows, id, compiler, ({ outcome }) => outcome)
  const decision: TableDecision = {
    id,
    index: compiler.placeOf(id),
    predicates: [...(applies === null ? [] : [applies]), ...criteriaOfRows(rows)],
    take: (patient) => takeTable(decision, patient),
    missing: (patient) => missingOfTable(decision, patient),
    open: (patient) => openOfTable(decision, patient),
    table,
    isActive: table.review.state === 'active',
    applies,
    rows,
    settled: rows.map(settledBy),
    also: readyCites({ also: table.also ?? [] }, compiler),
  }
  return decision
}

function settledBy(row: TableRow): TakenTable {
  const { outcome } = row.row
  const saysUnknown = outcome === undecided ? row : null
  return { outcomes: [outcome], isUndecided: saysUnknown !== null, rows: [row], open: [], mayApply: false, saysUnknown }
}

function takeTable(decision: TableDecision, patient: Patient): TakenTable {
  const { table, isActive, applies, rows } = decision
  if (!isActive) return doesNotApply
  const truth = applies === null ? 'yes' : truthOf(applies, patient)
  if (truth === 'no') return doesNotApply
  if (truth === 'unknown' && table.onUnknown === 'ask') return asks
  return table.takes === 'every' ? everyRow(table, rows, patient) : firstRow(decision, patient)
}

/** @throws {RangeError} when none of the rows answers */
function firstRow({ table, rows: all, settled }: TableDecision, patient: Patient): TakenTable {
  const { decides, open } = takeFirst(all, patient)
  const alone = decides === null || open.length > 0 ? undefined : settled[decides.at]
  if (alone !== undefined) return alone
  const mustAsk = open.length > 0 && (decides === null || table.onUnknown === 'ask')
  if (decides === null && !mustAsk) throw new RangeError(`decide: needs a last row that always answers in ${table.id}`)
  const saysUnknown = decides?.row.outcome === undecided ? decides : null
  const rows = mustAsk || decides === null ? [] : [decides]
  return {
    outcomes: [rows[0]?.row.outcome ?? undecided],
    isUndecided: mustAsk || saysUnknown !== null,
    rows,
    open,
    mayApply: false,
    saysUnknown,
  }
}

function everyRow({ onUnknown }: DecisionTable, all: readonly TableRow[], patient: Patient): TakenTable {
  let rows: TableRow[] | null = null
  let open: TableRow[] | null = null
  for (const row of all) {
    const truth = truthOfRow(row, patient)
    if (truth === 'unknown') open = withRow(open, row)
    if (truth === 'yes') rows = withRow(rows, row)
  }
  if (rows === null && open === null) return noRow
  return {
    outcomes: rows === null ? none : outcomesOf(rows),
    isUndecided: onUnknown === 'ask' && open !== null,
    rows: rows ?? none,
    open: open ?? none,
    mayApply: false,
    saysUnknown: null,
  }
}

function outcomesOf(rows: readonly TableRow[]): readonly string[] {
  if (rows.length === 1) return [(rows[0] as TableRow).row.outcome]
  const outcomes: string[] = []
  for (const { row } of rows) if (!outcomes.includes(row.outcome)) outcomes.push(row.outcome)
  return outcomes
}

function missingOfTable(decision: TableDecision, patient: Patient): readonly FactId[] {
  const { open, mayApply, saysUnknown } = takenOf(decision, patient)
  if (mayApply && decision.applies !== null) return judgementOf(decision.applies, patient).missing
  if (saysUnknown !== null) return judgementOfRow(saysUnknown, patient).facts.map(({ fact }) => fact)
  return missingOf(open, patient)
}

/** Its open rows; where there are none, that it may come to apply, or to know. */
function openOfTable(decision: TableDecision, patient: Patient): readonly OpenRule[] {
  const { open } = takenOf(decision, patient)
  if (open.length > 0) return openRows(open, patient)
  const missing = decision.missing(patient)
  return missing.length > 0 ? [{ outcome: 'applies', missing }] : none
}

export function openRows(rows: readonly TableRow[], patient: Patient): readonly OpenRule[] {
  return rows.length === 0
    ? none
    : rows.map((row) => ({ outcome: row.row.outcome, missing: judgementOfRow(row, patient).missing }))
}

/** Why a table came to its outcome: its rows that cannot be judged yet, and those that hold. */
export function whyOfTable(decision: TableDecision, patient: Patient): readonly Reason[] {
  const { rows, open, mayApply } = takenOf(decision, patient)
  if (mayApply && decision.applies !== null) {
    const { facts } = judgementOf(decision.applies, patient)
    return [{ rule: decision.id, truth: 'unknown', facts, factIds: [] }]
  }
  return reasonsOf(joined(open, rows), patient)
}

/** Both lists; the one itself where the other is empty. */
export function joined<Of>(first: readonly Of[], second: readonly Of[]): readonly Of[] {
  if (first.length === 0) return second
  return second.length === 0 ? first : [...first, ...second]
}

export function reasonsOf(rows: readonly TableRow[], patient: Patient): readonly Reason[] {
  return rows.map((row) => reasonOf(row, patient))
}

/** What a table cites: its rows that hold, and what goes with it whatever its outcome. */
export function citedByTable(decision: TableDecision, patient: Patient): Cited {
  const cited: Cites[] = []
  addCitesOfTable(decision, patient, cited)
  return cited
}

export function addCitesOfTable(decision: TableDecision, patient: Patient, cited: Cites[]): void {
  const { rows, outcomes } = takenOf(decision, patient)
  for (const { cites } of rows) addCites(cites, patient, cited)
  if (!outcomes.includes(notApplicable)) addCites(decision.also, patient, cited)
}
