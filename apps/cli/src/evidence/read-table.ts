import { extname } from 'node:path'
import type { TextTable } from '@dosis/evidence/table'
import { CsvError, parse } from 'csv-parse/sync'
import { BadInput } from '../bad-input.ts'
import { type Io, readText } from '../io.ts'
import { readRevMan } from './read-revman.ts'

/** What a file of data held. */
export type DataFile =
  | { readonly kind: 'table'; readonly table: TextTable }
  /** A file in the format of the reference cases. */
  | { readonly kind: 'case'; readonly json: unknown }

/**
 * Reads data: CSV with commas, semicolons or tabs, JSON (a list of records, a table by columns, a reference case), or the
 * XML of a RevMan review (`.rm5`).
 * @param outcome which outcome of a review with several
 * @throws {BadInput} naming file and line
 */
export function readDataFile(file: string, io: Io, outcome?: string): DataFile {
  const name = file === '-' ? 'standard input' : file
  const text = readText(file, name, io)
  if (extname(file).toLowerCase() === '.rm5' || /^\s*(<\?xml[^>]*>\s*)?<COCHRANE_REVIEW/i.test(text)) {
    return { kind: 'table', table: readRevMan(name, text, outcome) }
  }
  if (/^\s*[[{]/.test(text)) return fromJson(name, text)
  return { kind: 'table', table: fromCsv(name, text) }
}

function fromCsv(name: string, text: string): TextTable {
  try {
    const [columns = [], ...rows] = parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      trim: true,
      skip_empty_lines: true,
      relax_column_count: false,
    }) as string[][]
    const doubled = columns.filter((column, at) => columns.indexOf(column) !== at)
    if (doubled.length > 0) throw bad(name, `columns with the same name: ${[...new Set(doubled)].join(', ')}`)
    if (columns.length < 2) throw bad(name, 'needs at least two columns, separated by commas, semicolons or tabs')
    return { columns, rows }
  } catch (error) {
    if (error instanceof CsvError) throw bad(name, error.message)
    throw error
  }
}

/** The sign that stands most often in the first line, outside quotes. */
function delimiterOf(text: string): string {
  const [first = ''] = text.split(/\r?\n/, 1)
  const plain = first.replaceAll(/"[^"]*"/g, '')
  const count = (sign: string): number => plain.split(sign).length - 1
  return [';', '\t', ','].toSorted((a, b) => count(b) - count(a))[0] ?? ','
}

function fromJson(name: string, text: string): DataFile {
  const json = parseJson(name, text)
  if (Array.isArray(json)) return { kind: 'table', table: fromRecords(name, json) }
  const record = json as { cols?: unknown; rows?: unknown; kind?: unknown; data?: unknown }
  if (Array.isArray(record.cols) && Array.isArray(record.rows)) {
    const columns = record.cols.map(String)
    return { kind: 'table', table: { columns, rows: record.rows.map((row) => (row as unknown[]).map(textOf)) } }
  }
  if (record.kind !== undefined || record.data !== undefined) return { kind: 'case', json }
  throw bad(name, 'needs a list of records, a table with cols and rows, or a reference case')
}

function parseJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw bad(name, `is not JSON: ${(error as Error).message}`)
  }
}

function fromRecords(name: string, records: readonly unknown[]): TextTable {
  const wrong = records.findIndex((record) => typeof record !== 'object' || record === null || Array.isArray(record))
  if (wrong >= 0) throw bad(name, `[${wrong}]: must be a record of named values`)
  const rows = records as readonly Readonly<Record<string, unknown>>[]
  const columns = [...new Set(rows.flatMap(Object.keys))]
  return { columns, rows: rows.map((row) => columns.map((column) => textOf(row[column]))) }
}

/** Numbers, texts and truth values as text; nothing, and what is no value of a cell, as an empty one. */
const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''

const bad = (name: string, message: string): BadInput => new BadInput(name, [{ path: '', message }])
