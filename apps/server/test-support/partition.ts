import type { Client } from 'pg'

/** What PostgreSQL keeps of a table beside its columns, as the statements that make it again. */
interface Parts {
  readonly keys: readonly string[]
  readonly references: readonly string[]
  readonly others: readonly string[]
}

const partsOf = (table: string): string => `
  select
    array(select format('alter table ${table} add constraint %I %s', conname, pg_get_constraintdef(oid)) from pg_constraint
      where conrelid = '${table}'::regclass and contype in ('p', 'u')) as keys,
    array(select format('alter table ${table} add constraint %I %s', conname, pg_get_constraintdef(oid)) from pg_constraint
      where conrelid = '${table}'::regclass and contype = 'f') as references,
    array(select pg_get_indexdef(indexrelid) from pg_index where indrelid = '${table}'::regclass
        and not exists (select from pg_constraint where conindid = indexrelid and contype in ('p', 'u')))
      || array(select format('create policy %I on ${table} as %s for %s to %s%s%s', policyname, permissive, cmd,
        array_to_string(roles, ', '), ' using (' || qual || ')', ' with check (' || with_check || ')')
        from pg_policies where schemaname = 'public' and tablename = '${table}')
      || array(select format('grant %s on ${table} to %I', string_agg(privilege_type, ', '), grantee::regrole)
        from pg_class, aclexplode(relacl) where oid = '${table}'::regclass group by grantee)
      || array(select format('grant %s (%I) on ${table} to %I', privilege_type, attname, grantee::regrole)
        from pg_attribute, aclexplode(attacl) where attrelid = '${table}'::regclass) as others`

/**
 * Divides each table of practices by `practice_id` into so many parts of PostgreSQL itself, while nothing is in them:
 * what an installation does before its first practice. Keys, references, rules and rights stay word for word.
 * @returns the names of the tables that were divided
 */
export async function partitionByPractice(client: Client, parts: number): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(`
    select relname as name from pg_class join pg_attribute on attrelid = pg_class.oid and attname = 'practice_id'
    where relkind = 'r' and relnamespace = 'public'::regnamespace order by relname`)
  const tables = rows.map(({ name }) => name)
  const before = new Map<string, Parts>()
  for (const table of tables) {
    const { rows: found } = await client.query<Parts>(partsOf(table))
    if (found[0] !== undefined) before.set(table, found[0])
  }
  await client.query('begin')
  for (const table of tables) await client.query(`alter table ${table} rename to ${table}_whole`)
  for (const table of tables) {
    await client.query(`create table ${table} (like ${table}_whole including defaults including identity
      including generated including constraints) partition by hash (practice_id)`)
    for (let part = 0; part < parts; part += 1) {
      await client.query(`create table ${table}_${part} partition of ${table}
        for values with (modulus ${parts}, remainder ${part})`)
    }
  }
  await client.query(`drop table ${tables.map((table) => `${table}_whole`).join(', ')}`)
  for (const step of ['keys', 'references', 'others'] as const) {
    for (const table of tables) for (const statement of before.get(table)?.[step] ?? []) await client.query(statement)
  }
  for (const table of tables) {
    await client.query(`alter table ${table} enable row level security`)
    await client.query(`alter table ${table} force row level security`)
  }
  await client.query('commit')
  return tables
}
