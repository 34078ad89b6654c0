import { type Kysely, sql, type Transaction } from 'kysely'
import type { Database } from '../database.ts'
import { executed, migrationNames, migrations, migratorOf, requireSuccess } from './migrate.ts'

/** The schema does not go back so far, or what was stored would be lost; nothing has changed. */
export class WayBackError extends Error {
  override name = 'WayBackError'
}

/** A table or a column that an older schema has no place for. */
export interface Lost {
  readonly name: string
  /** Rows of the table, or those with a value in the column. */
  readonly rows: number
}

/** Nothing is promised of these rows. */
const forgettable: ReadonlySet<string> = new Set(['passkey_challenge', 'sign_in_attempt'])

/**
 * The migration of this version that a person names, in full or by its number.
 * @throws {WayBackError} there is none
 */
export function migrationNamed(word: string): string {
  const name = migrationNames.find((one) => one === word || one.startsWith(`${word}-`))
  if (name !== undefined) return name
  throw new WayBackError(`There is no migration ${word}; this version has ${migrationNames.join(', ')}`)
}

/**
 * Takes the schema back to an earlier migration, for an older version of Dosis: all the way, or not at all.
 * @param mayLose goes on although there is no place any more for what was stored
 * @returns what was lost
 * @throws {WayBackError} the database is not that far, a migration has no way back, or something would be lost
 */
export async function goBack(
  transaction: Transaction<Database>,
  to: string,
  mayLose: boolean,
): Promise<readonly Lost[]> {
  const db = transaction as Transaction<unknown>
  const had = await executed(db)
  if (!had.includes(to)) throw new WayBackError(`The database is at ${had.at(-1) ?? 'nothing'}, not beyond ${to}`)
  const oneWay = had.find((name) => name > to && migrations[name]?.down === undefined)
  if (oneWay !== undefined) {
    throw new WayBackError(`There is no way back from ${oneWay}: restore a backup of before into another place`)
  }
  const before = await filledPlaces(db)
  requireSuccess(await migratorOf(db).migrateTo(to))
  const lost = lostBetween(before, await filledPlaces(db))
  if (lost.length === 0 || mayLose) return lost
  const list = lost.map(({ name, rows }) => `${name} (${rows})`).join(', ')
  throw new WayBackError(`At ${to} there is no place for ${list}: make a backup, then say that this may be lost`)
}

/** Of a table that is gone its columns go without saying. */
function lostBetween(before: readonly Lost[], after: readonly Lost[]): readonly Lost[] {
  const left = new Set(after.map(({ name }) => name))
  const gone = before.filter(({ name }) => !left.has(name))
  const names = new Set([...gone.map(({ name }) => name), ...forgettable])
  return gone.filter(({ name }) => {
    const [table = '', column] = name.split('.')
    return column === undefined ? !forgettable.has(table) : !names.has(table)
  })
}

/** Tables with rows, and columns of them with values. */
async function filledPlaces(db: Kysely<unknown>): Promise<readonly Lost[]> {
  const { rows: columns } = await sql<{ table: string; column: string }>`
    select c.relname as table, a.attname as column from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0
      and not a.attisdropped order by 1, 2`.execute(db)
  const found: Lost[] = []
  for (const [table, ofTable] of Map.groupBy(columns, (row) => row.table)) {
    const counts = ofTable.map(({ column }) => sql`count(${sql.ref(column)})::integer as ${sql.id(column)}`)
    const { rows } = await sql<Record<string, number>>`
      select count(*)::integer as "all rows", ${sql.join(counts)} from ${sql.table(table)}`.execute(db)
    const { 'all rows': all = 0, ...filled } = rows[0] ?? {}
    found.push({ name: table, rows: all })
    for (const [column, count] of Object.entries(filled)) found.push({ name: `${table}.${column}`, rows: count })
  }
  return found.filter(({ rows }) => rows > 0)
}
