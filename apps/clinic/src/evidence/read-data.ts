import type { TextTable } from '@dosis/evidence/table'

/** Why a text is no table; `row` counts from 1 without the header. */
export type ReadProblem =
  | { readonly kind: 'empty' | 'oneColumn' | 'json' | 'records' | 'xml' | 'noOutcome' | 'tooLarge' }
  | { readonly kind: 'unequal'; readonly row: number; readonly has: number; readonly needs: number }
  | { readonly kind: 'quote'; readonly row: number }
  | { readonly kind: 'doubled'; readonly columns: readonly string[] }

export type ReadData =
  | { readonly ok: true; readonly table: TextTable }
  | { readonly ok: false; readonly problem: ReadProblem }

const refused = (problem: ReadProblem): ReadData => ({ ok: false, problem })

/** Reads a table that somebody pasted: CSV with commas, semicolons or tabs, a JSON list of rows, or `cols` and `rows`. */
export function readData(text: string): ReadData {
  const plain = text.replace(/^\uFEFF/, '')
  if (plain.trim() === '') return refused({ kind: 'empty' })
  return /^\s*[[{]/.test(plain) ? readJson(plain) : readCsv(plain)
}

function readCsv(text: string): ReadData {
  const delimiter = delimiterOf(text)
  const lines = splitCsv(text, delimiter)
  if (typeof lines === 'number') return refused({ kind: 'quote', row: lines })
  const [columns = [], ...rows] = lines
  if (columns.length < 2) return refused({ kind: 'oneColumn' })
  const wrong = rows.findIndex((row) => row.length !== columns.length)
  if (wrong >= 0) {
    return refused({ kind: 'unequal', row: wrong + 1, has: rows[wrong]?.length ?? 0, needs: columns.length })
  }
  return sound({ columns, rows })
}

function sound(table: TextTable): ReadData {
  const doubled = table.columns.filter((column, at) => table.columns.indexOf(column) !== at)
  return doubled.length > 0 ? refused({ kind: 'doubled', columns: [...new Set(doubled)] }) : { ok: true, table }
}

/** The sign that stands most often in the first line, outside quotes. */
function delimiterOf(text: string): string {
  const first = text.trimStart().split(/\r?\n/, 1)[0] ?? ''
  const count = (sign: string) => first.replaceAll(/"[^"]*"/g, '').split(sign).length - 1
  return [';', '\t', ','].toSorted((a, b) => count(b) - count(a))[0] ?? ','
}

/** Lines of cells, empty lines left out; the number of the row (0 = header) whose quotation mark stays open. */
function splitCsv(text: string, delimiter: string): string[][] | number {
  const lines: string[][] = []
  let cells: string[] = []
  let cell = ''
  let isQuoted = false
  const endCell = () => {
    cells.push(cell.trim())
    cell = ''
  }
  const endLine = () => {
    endCell()
    if (cells.length > 1 || cells[0] !== '') lines.push(cells)
    cells = []
  }
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] as string
    if (isQuoted) {
      if (sign !== '"') cell += sign
      else if (text[at + 1] === '"') {
        cell += '"'
        at += 1
      } else isQuoted = false
    } else if (sign === '"' && cell.trim() === '') {
      isQuoted = true
      cell = ''
    } else if (sign === delimiter) endCell()
    else if (sign === '\n') endLine()
    else if (sign !== '\r') cell += sign
  }
  if (isQuoted) return lines.length
  endLine()
  return lines
}

function readJson(text: string): ReadData {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return refused({ kind: 'json' })
  }
  if (Array.isArray(json)) return fromRecords(json)
  const { cols, rows } = json as { cols?: unknown; rows?: unknown }
  if (!Array.isArray(cols) || !Array.isArray(rows)) return refused({ kind: 'records' })
  const wrong = rows.findIndex((row) => !Array.isArray(row) || row.length !== cols.length)
  if (wrong >= 0) {
    const row: unknown = rows[wrong]
    return refused({ kind: 'unequal', row: wrong + 1, has: Array.isArray(row) ? row.length : 0, needs: cols.length })
  }
  return sound({ columns: cols.map(String), rows: rows.map((row: unknown[]) => row.map(textOf)) })
}

function fromRecords(records: readonly unknown[]): ReadData {
  const isRecord = (row: unknown) => typeof row === 'object' && row !== null && !Array.isArray(row)
  if (records.length === 0 || !records.every(isRecord)) return refused({ kind: 'records' })
  const rows = records as readonly Readonly<Record<string, unknown>>[]
  const columns = [...new Set(rows.flatMap(Object.keys))]
  return sound({ columns, rows: rows.map((row) => columns.map((column) => textOf(row[column]))) })
}

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
