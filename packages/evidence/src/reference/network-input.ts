import { type InputProblem, InputProblemError } from '../input-problem.ts'
import type { Contrast, TauSquaredMethod } from '../network/index.ts'
import {
  columnOf,
  isTable,
  numbersOf,
  type ReferenceAnalysis,
  type ReferenceData,
  type ReferenceRecord,
  type ReferenceTable,
  textsOf,
} from './format.ts'

/** Contrasts of an analysis: its own input when it has one, otherwise those of the case. */
export function contrastsOf(data: ReferenceData, analysis: ReferenceAnalysis): Contrast[] {
  const table = contrastTable(data, analysis)
  const problems: InputProblem[] = []
  const pairs = pairColumns(table, problems)
  const numbers = (names: readonly string[]) => firstColumn(table, names, numbersOf, problems)
  const estimates = numbers(['TE', 'yi', 'estimate'])
  const errors = columnOf(table, 'vi') !== undefined ? numbers(['vi']).map(Math.sqrt) : numbers(['seTE', 'sei', 'se'])
  if (problems.length > 0) throw new InputProblemError(problems)
  return table.rows.map((_, row) => ({
    ...pairs(row),
    estimate: estimates[row] as number,
    standardError: errors[row] as number,
  }))
}

/** A pair of treatments that a study compared. */
export type ComparedPair = Pick<Contrast, 'study' | 'treatment1' | 'treatment2'>

/** Which study compared which treatments, whether or not its effects are given. */
export function comparedPairsOf(data: ReferenceData, analysis: ReferenceAnalysis): ComparedPair[] {
  const table = contrastTable(data, analysis)
  const problems: InputProblem[] = []
  const pairs = pairColumns(table, problems)
  if (problems.length > 0) throw new InputProblemError(problems)
  return table.rows.map((_, row) => pairs(row))
}

function contrastTable(data: ReferenceData, { input }: ReferenceAnalysis): ReferenceTable {
  const table = isTable(input) ? input : data.contrasts
  if (table === undefined) throw new InputProblemError([{ message: 'data.contrasts: needs a table' }])
  return table
}

/** Study and treatments of a row; without a column of studies each row is a study of its own, as in R. */
function pairColumns(table: ReferenceTable, problems: InputProblem[]): (row: number) => ComparedPair {
  const named = ['studlab', 'study', 'id', 'trial'].map((name) => textsOf(table, name))
  const studies = named.find((texts) => texts !== undefined) ?? table.rows.map((_, row) => String(row + 1))
  const texts = (names: readonly string[]) => firstColumn(table, names, textsOf, problems)
  const treatments1 = texts(['treat1', 'treatment1', 't1'])
  const treatments2 = texts(['treat2', 'treatment2', 't2'])
  return (row) => ({
    study: studies[row] as string,
    treatment1: treatments1[row] as string,
    treatment2: treatments2[row] as string,
  })
}

function firstColumn<Cell>(
  table: ReferenceTable,
  names: readonly string[],
  read: (table: ReferenceTable, name: string) => Cell[] | undefined,
  problems: InputProblem[],
): Cell[] {
  for (const name of names) {
    const column = read(table, name)
    if (column !== undefined) return column
  }
  problems.push({ column: names[0] as string, message: `needs this column, got ${table.cols.join(', ')}` })
  return []
}

/** R sorts names by the root collation of Unicode, lower case first when all else is equal. */
const collation = new Intl.Collator('en')

/** Names in the order of the reference files: as a dictionary has them. */
export function sortNames(names: Iterable<string>): string[] {
  return [...names].sort(compareNames)
}

export function compareNames(one: string, other: string): number {
  const order = collation.compare(one, other)
  if (order !== 0 || one === other) return order
  return one < other ? -1 : 1
}

/** All treatments of some contrasts, sorted. */
export function sortedTreatments(contrasts: readonly Contrast[]): string[] {
  return sortNames(new Set(contrasts.flatMap(({ treatment1, treatment2 }) => [treatment1, treatment2])))
}

/** Level as a fraction. */
export function fractionLevel({ level }: ReferenceRecord): number {
  const given = typeof level === 'number' ? level : 0.95
  return given > 1 ? given / 100 : given
}

/** How tau² is to be found: a number when it is preset. */
export function tauSquaredOption(options: ReferenceRecord): TauSquaredMethod | number {
  const { tau2, tau, tau_preset: preset, method_tau: method } = options
  if (typeof tau2 === 'number') return tau2
  const fixed = typeof preset === 'number' ? preset : tau
  if (typeof fixed === 'number') return fixed * fixed
  return method === 'REML' || method === 'ML' ? method : 'DL'
}

/** Names that a group without treatment usually has, the usual first. */
const usualReferences = [
  /^placebo$/i,
  /^(plac?|control|none|no[_ -]?(contact|treatment|intervention)|(usual|standard)[_ -]?care)$/i,
  /placebo/i,
  /control/i,
]

/** The treatment that the case compares with: named in the options or the data, or a usual name; else the first. */
export function referenceTreatment(
  data: ReferenceData,
  { options }: ReferenceAnalysis,
  treatments: readonly string[],
): string {
  for (const named of [options['reference'], data['reference']]) {
    if (typeof named === 'string' && treatments.includes(named)) return named
  }
  for (const usual of usualReferences) {
    const found = treatments.find((name) => usual.test(name))
    if (found !== undefined) return found
  }
  return treatments[0] as string
}
