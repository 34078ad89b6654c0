import { type InputProblem, refuse } from '../input-problem.ts'

/** Any value a reference file can hold, after `parseReferenceCase`: infinite numbers are numbers, missing is `null`. */
export type ReferenceValue =
  | number
  | string
  | boolean
  | null
  | undefined
  | readonly ReferenceValue[]
  | { readonly [key: string]: ReferenceValue }

/** Named values: the `options` or the `result` of an analysis. */
export type ReferenceRecord = { readonly [key: string]: ReferenceValue }

export type ReferenceCell = number | string | boolean | null

/** A table by columns: `rows[i][j]` belongs to `cols[j]`. */
export type ReferenceTable = {
  readonly cols: readonly string[]
  readonly rows: readonly (readonly ReferenceCell[])[]
}

export type ReferenceKind = 'pairwise' | 'nma' | 'cnma' | 'errors' | 'rules'

/** Input of a case. Which keys are there depends on its kind; a case of errors carries input in each analysis instead. */
export interface ReferenceData {
  /** Pairwise: columns by metafor's argument names (`ai`, `n1i`, `m1i`, `yi`, …) beside labels and moderators. */
  readonly raw?: ReferenceTable
  readonly measure?: string
  readonly vtype?: string
  /** Networks: the effect measure, the contrasts (`studlab, treat1, treat2, TE, seTE`) and sometimes the arms. */
  readonly sm?: string
  readonly contrasts?: ReferenceTable
  readonly arms?: ReferenceTable
  readonly [key: string]: unknown
}

/** One computation that a reference file asks for. */
export interface ReferenceAnalysis {
  /** Unique in the file. */
  readonly id: string
  /** Kind of computation, the key into the adapters of this folder. */
  readonly fn: string
  readonly options: ReferenceRecord
  readonly call?: string
  /** Relative tolerance that the reference itself supports; 1e-10 when a file gives none. */
  readonly relativeTolerance: number
  readonly note?: string
  /** Cases of errors and rules: the input of this one analysis. */
  readonly input?: ReferenceTable | ReferenceRecord
  /** Cases of errors: what an engine must do, in words. */
  readonly required?: string
  /** Absent in a case that only asks. */
  readonly result?: ReferenceRecord
}

/** One file of the reference format, schema 1. */
export interface ReferenceCase {
  readonly id: string
  readonly title: string
  readonly source: string
  readonly kind: ReferenceKind
  readonly notes: readonly string[]
  readonly data: ReferenceData
  readonly analyses: readonly ReferenceAnalysis[]
}

/** Translates one analysis to the public API and its answer back to the keys of the format. */
export type ReferenceFunction = (data: ReferenceData, analysis: ReferenceAnalysis) => ReferenceRecord

const kinds: readonly string[] = ['pairwise', 'nma', 'cnma', 'errors', 'rules'] satisfies ReferenceKind[]

/**
 * Reads a parsed JSON file of the reference format, schema 1. The texts "Infinity" and "-Infinity" become numbers.
 * @throws {InputProblemError} naming everything that does not follow the format
 */
export function parseReferenceCase(json: unknown): ReferenceCase {
  const problems: InputProblem[] = []
  const report = (message: string) => problems.push({ message })
  const file = isRecord(json) ? json : {}
  if (!isRecord(json)) report('case: must be an object')
  if (file['schema'] !== undefined && file['schema'] !== 1) report(`schema: must be 1, got ${show(file['schema'])}`)
  const id = textOf(file, 'id', report)
  const kind = textOf(file, 'kind', report)
  if (kind !== '' && !kinds.includes(kind)) report(`kind: must be one of ${kinds.join(', ')}, got ${show(kind)}`)
  const data = file['data'] ?? {}
  if (!isRecord(data)) report('data: must be an object')
  else reportTables(data, 'data', report)
  const listed = file['analyses']
  if (!Array.isArray(listed)) report('analyses: must be an array')
  const analyses = (Array.isArray(listed) ? listed : []).map((entry, index) => analysisOf(entry, index, report))
  for (const repeated of repeatedOf(analyses.map((analysis) => analysis.id))) {
    report(`analyses: id ${show(repeated)} occurs more than once`)
  }
  refuse(problems)
  return {
    id,
    kind: kind as ReferenceKind,
    title: typeof file['title'] === 'string' ? file['title'] : id,
    source: typeof file['source'] === 'string' ? file['source'] : '',
    notes: notesOf(file['notes']),
    data: withReference(decode(data) as ReferenceData, analyses),
    analyses,
  }
}

/** Network analyses that name no reference treatment of their own take that of the case. */
function withReference(data: ReferenceData, analyses: readonly ReferenceAnalysis[]): ReferenceData {
  const reference = analyses.map(({ options }) => options['reference']).find((name) => typeof name === 'string')
  return data['reference'] !== undefined || reference === undefined ? data : { ...data, reference }
}

function analysisOf(entry: unknown, index: number, report: (message: string) => void): ReferenceAnalysis {
  const place = `analyses[${index}]`
  const record = isRecord(entry) ? entry : {}
  const within = (message: string) => report(`${place}.${message}`)
  if (!isRecord(entry)) report(`${place}: must be an object`)
  const options = record['options'] ?? {}
  if (!isRecord(options)) within('options: must be an object')
  const tolerance = record['rel_tol'] ?? 1e-10
  if (typeof tolerance !== 'number' || !(tolerance >= 0)) within(`rel_tol: must not be below 0, got ${show(tolerance)}`)
  const { input, result } = record
  if (isTable(input)) reportTable(input, `${place}.input`, report)
  else if (looksLikeTable(input)) report(`${place}.input: ${needsTable}`)
  if (result !== undefined && !isRecord(result)) within('result: must be an object')
  return {
    id: isRecord(entry) ? textOf(record, 'id', within) : '',
    fn: isRecord(entry) ? textOf(record, 'fn', within) : '',
    options: decode(options) as ReferenceRecord,
    relativeTolerance: tolerance as number,
    ...(typeof record['call'] === 'string' && { call: record['call'] }),
    ...(typeof record['note'] === 'string' && { note: record['note'] }),
    ...(typeof record['required'] === 'string' && { required: record['required'] }),
    ...(input !== undefined && input !== null && { input: decode(input) as ReferenceRecord }),
    ...(result !== undefined && { result: decode(result) as ReferenceRecord }),
  }
}

/** Whether a value is a table by columns. */
export function isTable(value: unknown): value is ReferenceTable {
  return isRecord(value) && Array.isArray(value['cols']) && Array.isArray(value['rows'])
}

/** Whether a value is an object with named values (not an array, not null). */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The cells of one column from top to bottom, or `undefined` when the table has no such column. */
export function columnOf(table: ReferenceTable, name: string): ReferenceCell[] | undefined {
  const index = table.cols.indexOf(name)
  return index < 0 ? undefined : table.rows.map((row) => row[index] ?? null)
}

/** A column as numbers: missing is NaN, a truth value 0 or 1, a text that is no number NaN. */
export function numbersOf(table: ReferenceTable, name: string): number[] | undefined {
  return columnOf(table, name)?.map((cell) => (cell === null || cell === '' ? Number.NaN : Number(cell)))
}

/** A column as texts; missing is the empty text. */
export function textsOf(table: ReferenceTable, name: string): string[] | undefined {
  return columnOf(table, name)?.map((cell) => (cell === null ? '' : String(cell)))
}

/** A table from records that share their keys. */
export function tableOf(cols: readonly string[], records: readonly Record<string, ReferenceCell | undefined>[]) {
  return { cols, rows: records.map((record) => cols.map((name) => record[name] ?? null)) } satisfies ReferenceTable
}

/** The value as the files write it: infinite numbers as text, NaN and absent as `null`, typed arrays as arrays. */
export function encodeReferenceValue(value: unknown): unknown {
  if (value === undefined || value === null) return null
  if (typeof value === 'number') return encodeNumber(value)
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<number>, encodeNumber)
  if (Array.isArray(value)) return value.map(encodeReferenceValue)
  if (!isRecord(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, encodeReferenceValue(member)]))
}

function encodeNumber(value: number): number | string | null {
  if (Number.isNaN(value)) return null
  return Number.isFinite(value) ? value : String(value)
}

function decode(value: unknown): unknown {
  if (value === 'Infinity') return Number.POSITIVE_INFINITY
  if (value === '-Infinity') return Number.NEGATIVE_INFINITY
  if (Array.isArray(value)) return value.map(decode)
  if (!isRecord(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, decode(member)]))
}

/** Tables of a case by the names that the format gives them. */
const tableKeys = ['raw', 'contrasts', 'arms']
const needsTable = 'must be a table, with cols and rows that are arrays'

/** Whether a value was meant as a table. */
function looksLikeTable(value: unknown): boolean {
  return isRecord(value) && ('cols' in value || 'rows' in value)
}

function reportTables(record: Record<string, unknown>, place: string, report: (message: string) => void): void {
  for (const [key, value] of Object.entries(record)) {
    if (isTable(value)) reportTable(value, `${place}.${key}`, report)
    else if (tableKeys.includes(key) || looksLikeTable(value)) report(`${place}.${key}: ${needsTable}`)
  }
}

function reportTable(table: ReferenceTable, place: string, report: (message: string) => void): void {
  const width = table.cols.length
  if (table.cols.some((name: unknown) => typeof name !== 'string')) report(`${place}.cols: must be texts`)
  for (const name of repeatedOf(table.cols)) report(`${place}.cols: ${show(name)} occurs more than once`)
  for (const [index, row] of table.rows.entries()) {
    if (!Array.isArray(row)) report(`${place}.rows[${index}]: must be an array`)
    else if (row.length !== width) report(`${place}.rows[${index}]: must have ${width} cells, got ${row.length}`)
    else if (row.some((cell: unknown) => typeof cell === 'object' && cell !== null)) {
      report(`${place}.rows[${index}]: cells must be numbers, texts, truth values or null`)
    }
  }
}

function textOf(record: Record<string, unknown>, key: string, report: (message: string) => void): string {
  const value = record[key]
  if (typeof value === 'string' && value !== '') return value
  report(`${key}: must be a text, got ${show(value)}`)
  return ''
}

function notesOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.map(String) : []
}

function repeatedOf(values: readonly string[]): Set<string> {
  return new Set(values.filter((value, index) => value !== '' && values.indexOf(value) !== index))
}

function show(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value)
}
