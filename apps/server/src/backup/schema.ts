import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/index.ts'

/** A table as the catalogue of the database describes it, so that a new one is never forgotten. */
export interface TableShape {
  readonly name: string
  readonly columns: readonly { readonly name: string; readonly type: string; readonly isIdentity: boolean }[]
  readonly key: readonly string[]
}

/** The book-keeping of migrations; a restore makes its own. */
const ownTables = ['kysely_migration', 'kysely_migration_lock']

/** All tables, those that others refer to first. */
export async function tablesOf(db: Kysely<Database>): Promise<readonly TableShape[]> {
  const { rows } = await sql<TableShape & { readonly refersTo: readonly string[] }>`
    select c.relname as name,
      (select jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
          'isIdentity', a.attidentity <> '') order by a.attnum)
        from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
      coalesce((select jsonb_agg(a.attname order by array_position(k.conkey, a.attnum))
        from pg_constraint k join pg_attribute a on a.attrelid = c.oid and a.attnum = any(k.conkey)
        where k.conrelid = c.oid and k.contype = 'p'), '[]') as key,
      coalesce((select jsonb_agg(distinct r.relname)
        from pg_constraint f join pg_class r on r.oid = f.confrelid
        where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid), '[]') as "refersTo"
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = current_schema() and c.relkind in ('r', 'p') and not c.relispartition
    order by c.relname`.execute(db)
  return inOrder(rows.filter(({ name }) => !ownTables.includes(name))).map(({ name, columns, key }) => ({
    name,
    columns,
    key,
  }))
}

function inOrder<Table extends { readonly name: string; readonly refersTo: readonly string[] }>(
  tables: readonly Table[],
): readonly Table[] {
  const ordered: Table[] = []
  let left = [...tables]
  while (left.length > 0) {
    const ready = left.filter(({ refersTo }) => refersTo.every((name) => !left.some((table) => table.name === name)))
    if (ready.length === 0) throw new RangeError(`tablesOf: tables refer to each other: ${left[0]?.name}`)
    ordered.push(...ready)
    left = left.filter((table) => !ready.includes(table))
  }
  return ordered
}

/** Names of the migrations that the database has seen, in their order. */
export async function migrationsOf(db: Kysely<Database>): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db)
  return rows.map(({ name }) => name)
}
