import { createHash } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import type { Database, Store } from '../db/index.ts'
import { migrationsOf, type TableShape, tablesOf } from './schema.ts'

/**
 * The lines of a backup, each JSON: what it is, then per table its head, its rows (every value as the text that the
 * database itself prints, or null) and its count with the SHA-256 over its rows, then the end.
 */
export interface BackupHead {
  readonly dosisBackup: 1
  readonly takenAt: string
  readonly migrations: readonly string[]
}
export interface TableHead {
  readonly table: string
  readonly columns: readonly string[]
}
export interface TableFoot {
  readonly table: string
  readonly rows: number
  readonly sha256: string
}
export interface BackupEnd {
  readonly end: true
  readonly tables: number
  readonly rows: number
}

const rowsAtOnce = 500

/** Every row of the store as it was at one moment, while others go on reading and writing. */
export async function* dumpLines({ db, now }: Store): AsyncGenerator<string> {
  const transaction = await db
    .startTransaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute()
  try {
    const tables = await tablesOf(transaction)
    const migrations = await migrationsOf(transaction)
    yield line({ dosisBackup: 1, takenAt: now().toISOString(), migrations } satisfies BackupHead)
    let rows = 0
    for (const table of tables) {
      yield line({ table: table.name, columns: table.columns.map(({ name }) => name) } satisfies TableHead)
      const digest = createHash('sha256')
      let count = 0
      for await (const row of rowsOf(transaction, table)) {
        digest.update(row)
        count += 1
        yield row
      }
      rows += count
      yield line({ table: table.name, rows: count, sha256: digest.digest('hex') } satisfies TableFoot)
    }
    yield line({ end: true, tables: tables.length, rows } satisfies BackupEnd)
  } finally {
    await transaction.rollback().execute()
  }
}

const line = (value: unknown): string => `${JSON.stringify(value)}\n`

async function* rowsOf(transaction: Transaction<Database>, table: TableShape): AsyncGenerator<string> {
  const values = sql.join(table.columns.map(({ name }) => sql`${sql.ref(name)}::text`))
  const order = table.key.length === 0 ? sql`` : sql` order by ${sql.join(table.key.map((name) => sql.ref(name)))}`
  await sql`declare backup no scroll cursor for
    select array[${values}] as values from ${sql.table(table.name)}${order}`.execute(transaction)
  for (;;) {
    const { rows } = await sql<{ values: readonly (string | null)[] }>`
      fetch forward ${sql.lit(rowsAtOnce)} from backup`.execute(transaction)
    for (const row of rows) yield line(row.values)
    if (rows.length < rowsAtOnce) break
  }
  await sql`close backup`.execute(transaction)
}
