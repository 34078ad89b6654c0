import { createHash, type Hash } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import type { Database } from '../db/index.ts'
import type { BackupEnd, BackupHead, TableFoot, TableHead } from './dump.ts'
import { type TableShape, tablesOf } from './schema.ts'

/** A backup whose lines do not hold together, or that this version of Dosis cannot take. */
export class UnusableBackupError extends Error {
  constructor(problem: string) {
    super(problem)
    this.name = 'UnusableBackupError'
  }
}

/** What a backup holds, once every line of it was read and fitted its counts and digests. */
export interface BackupContents {
  readonly takenAt: string
  readonly migrations: readonly string[]
  readonly tables: readonly TableFoot[]
}

/** Receives the rows of a backup, table by table. */
export interface RowSink {
  readonly begin: (head: TableHead) => void | Promise<void>
  readonly rows: (rows: readonly (readonly (string | null)[])[]) => void | Promise<void>
}

const rowsAtOnce = 500

/**
 * Reads a backup line by line and hands its rows on; at its end all counts and digests have fitted.
 * @throws {UnusableBackupError} a line is missing, out of place or changed
 */
export async function readBackup(
  lines: AsyncIterable<string>,
  onHead: (head: BackupHead) => RowSink | Promise<RowSink>,
): Promise<BackupContents> {
  const reader = new BackupReader(onHead)
  for await (const text of lines) await reader.take(text)
  return reader.contents()
}

type Row = readonly (string | null)[]

class BackupReader {
  readonly #onHead: (head: BackupHead) => RowSink | Promise<RowSink>
  #head: BackupHead | undefined
  #sink: RowSink | undefined
  #table: TableHead | undefined
  #digest: Hash = createHash('sha256')
  #count = 0
  #waiting: Row[] = []
  #ended = false
  readonly #tables: TableFoot[] = []

  constructor(onHead: (head: BackupHead) => RowSink | Promise<RowSink>) {
    this.#onHead = onHead
  }

  async take(text: string): Promise<void> {
    if (this.#ended) throw new UnusableBackupError('has more behind its end')
    if (this.#head === undefined) {
      this.#head = headOf(text)
      this.#sink = await this.#onHead(this.#head)
      return
    }
    const value = parse(text)
    if (Array.isArray(value)) await this.#takeRow(text, value as Row)
    else if (isRecord(value) && value['end'] === true) this.#end(value as unknown as BackupEnd)
    else if (isRecord(value) && Array.isArray(value['columns'])) await this.#begin(value as unknown as TableHead)
    else await this.#finish(value as TableFoot)
  }

  contents(): BackupContents {
    if (this.#head === undefined || !this.#ended) throw new UnusableBackupError('is cut off')
    const { takenAt, migrations } = this.#head
    return { takenAt, migrations, tables: this.#tables }
  }

  async #begin(head: TableHead): Promise<void> {
    if (this.#table !== undefined) throw new UnusableBackupError(`${this.#table.table}: has no end`)
    this.#table = head
    this.#digest = createHash('sha256')
    this.#count = 0
    await this.#sink?.begin(head)
  }

  async #takeRow(text: string, row: Row): Promise<void> {
    if (this.#table === undefined || row.length !== this.#table.columns.length) {
      throw new UnusableBackupError(`${this.#table?.table ?? 'a row'}: does not fit its columns`)
    }
    this.#digest.update(`${text}\n`)
    this.#count += 1
    this.#waiting.push(row)
    if (this.#waiting.length >= rowsAtOnce) await this.#handOn()
  }

  async #handOn(): Promise<void> {
    if (this.#waiting.length === 0) return
    const rows = this.#waiting
    this.#waiting = []
    await this.#sink?.rows(rows)
  }

  async #finish(foot: TableFoot): Promise<void> {
    if (this.#table === undefined || foot.table !== this.#table.table) {
      throw new UnusableBackupError('a table ends that did not begin')
    }
    await this.#handOn()
    if (foot.rows !== this.#count || foot.sha256 !== this.#digest.digest('hex')) {
      throw new UnusableBackupError(`${foot.table}: its rows do not fit their count and digest`)
    }
    this.#tables.push(foot)
    this.#table = undefined
  }

  #end(end: BackupEnd): void {
    const rows = this.#tables.reduce((sum, table) => sum + table.rows, 0)
    if (this.#table !== undefined || end.tables !== this.#tables.length || end.rows !== rows) {
      throw new UnusableBackupError('its tables do not fit its end')
    }
    this.#ended = true
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new UnusableBackupError('holds a line that is no JSON')
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** @throws {UnusableBackupError} the first line is not that of a backup */
export function headOf(text: string): BackupHead {
  const value = parse(text)
  if (isRecord(value) && value['dosisBackup'] === 1) return value as unknown as BackupHead
  throw new UnusableBackupError('is of another kind, or of a newer version of Dosis')
}

/** Writes the rows of a backup into tables of the same shape. */
export async function loadInto(transaction: Transaction<Database>): Promise<RowSink> {
  const tables = await tablesOf(transaction)
  let table: TableShape | undefined
  return {
    begin: ({ table: name, columns }) => {
      table = tables.find((one) => one.name === name)
      if (table === undefined) throw new UnusableBackupError(`${name}: this version of Dosis has no such table`)
      if (columns.join() !== table.columns.map((column) => column.name).join()) {
        throw new UnusableBackupError(`${name}: this version of Dosis has other columns`)
      }
    },
    rows: (rows) => insert(transaction, table as TableShape, rows),
  }
}

async function insert(transaction: Transaction<Database>, table: TableShape, rows: readonly Row[]): Promise<void> {
  const names = table.columns.map(({ name }) => sql.ref(name))
  const parameters = table.columns.map((_, index) => sql`${rows.map((row) => row[index] ?? null)}::text[]`)
  const values = table.columns.map(({ name, type }) => sql`given.${sql.ref(name)}::${sql.raw(type)}`)
  await sql`insert into ${sql.table(table.name)} (${sql.join(names)}) overriding system value
    select ${sql.join(values)} from unnest(${sql.join(parameters)}) as given(${sql.join(names)})`.execute(transaction)
}

/** New rows go on where the restored ones ended. */
export async function continueNumbering(transaction: Transaction<Database>): Promise<void> {
  for (const table of await tablesOf(transaction)) {
    for (const { name } of table.columns.filter(({ isIdentity }) => isIdentity)) {
      await sql`select setval(pg_get_serial_sequence(${table.name}, ${name}), max(${sql.ref(name)}))
        from ${sql.table(table.name)} having max(${sql.ref(name)}) is not null`.execute(transaction)
    }
  }
}
