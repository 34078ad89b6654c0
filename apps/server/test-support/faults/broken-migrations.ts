import { type Kysely, type KyselyPlugin, sql } from 'kysely'
import type pg from 'pg'
import { canonicalJson } from '@dosis/domain'
import type { Database, Store } from '../../src/db/index.ts'
import { goBack } from '../../src/db/migrations/go-back.ts'
import { executed, migrate, migrationNames, migrations } from '../../src/db/migrations/migrate.ts'
import { sha256 } from '../../src/db/hash.ts'

export interface BrokenMigrations {
  /** Attempts that broke off before their end, forward and back. */
  readonly broken: { readonly forward: number; readonly back: number }
  /** What was otherwise after one that broke off, or after going back and forward again; one line each. */
  readonly problems: readonly string[]
}

export interface BreakOptions {
  /** Breaks off at every so many statements, from the `first` on; 1 and 1 for each of them. */
  readonly every: number
  readonly first: number
  /** What happens after a statement in place of an error before it; false: there was nothing to strike yet. */
  readonly strike?: () => Promise<boolean>
  /** Planted mistake, for the tests of this harness: each statement commits by itself. */
  readonly withoutTransaction?: boolean
}

/** The first migration that has a way back goes back to this one. */
const farthestBack = migrationNames[migrationNames.findIndex((name) => migrations[name]?.down !== undefined) - 1] ?? ''

/**
 * Takes a blank store through every migration, forward and back, each broken off at its statements one after another:
 * after each break the schema and every row must be what they were.
 * @param store opened with `upTo: null`
 */
export async function breakMigrations(
  store: Store,
  { every, first, strike, withoutTransaction = false }: BreakOptions,
): Promise<BrokenMigrations> {
  const broken = { forward: 0, back: 0 }
  const problems: string[] = []
  const { db } = store
  const run = async (way: keyof typeof broken, name: string, change: (db: Kysely<Database>) => Promise<unknown>) => {
    const what = `${way} to ${name}`
    const before = await fingerprint(db)
    for (let at = first; ; at += every) {
      const plugin = new BreakAt(at, strike)
      const failed = await change(db.withPlugin(plugin)).then(
        () => false,
        () => true,
      )
      if (!failed) return
      if (!plugin.struck) throw new Error(`${what} fails by itself`)
      // The lock is given back after the commit: a break there finds the work done.
      if ((await executed(db as Kysely<unknown>)).at(-1) === name) return
      broken[way] += 1
      if ((await fingerprint(db)) === before) continue
      problems.push(`${what}: otherwise after a break at statement ${at}`)
      return
    }
  }
  for (const name of migrationNames) {
    await run('forward', name, async (breaking) => {
      if (!withoutTransaction) return migrate(breaking as Kysely<unknown>, name)
      await migrations[name]?.up(breaking)
      return migrate(breaking as Kysely<unknown>, name)
    })
    if (problems.length > 0) return { broken, problems }
    await fill(db, name)
  }
  const whole = await fingerprint(db)
  for (const name of migrationNames
    .toReversed()
    .filter((one) => one >= farthestBack && one !== migrationNames.at(-1))) {
    await run('back', name, (breaking) =>
      breaking.transaction().execute((transaction) => goBack(transaction, name, true)),
    )
  }
  await migrate(db as Kysely<unknown>)
  if ((await fingerprint(db)) !== whole)
    problems.push(`otherwise after going back to ${farthestBack} and forward again`)
  return { broken, problems }
}

/**
 * Ends the connections of the same database on which a transaction waits for its next statement.
 * @returns whether there were any
 */
export async function loseConnections(killer: pg.Client): Promise<boolean> {
  const { rowCount } = await killer.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and state = 'idle in transaction'`)
  return rowCount !== null && rowCount > 0
}

/** Breaks off at one statement, counted from 1: before it by an error, or after it by what strikes. */
export class BreakAt implements KyselyPlugin {
  struck = false
  readonly #at: number
  readonly #strike: (() => Promise<boolean>) | undefined
  #count = 0

  constructor(at: number, strike: (() => Promise<boolean>) | undefined) {
    this.#at = at
    this.#strike = strike
  }

  transformQuery: KyselyPlugin['transformQuery'] = ({ node }) => {
    this.#count += 1
    if (this.#strike === undefined && this.#count === this.#at) {
      this.struck = true
      throw new Error('broken off')
    }
    return node
  }

  transformResult: KyselyPlugin['transformResult'] = async ({ result }) => {
    if (this.#strike !== undefined && this.#count >= this.#at && !this.struck) this.struck = await this.#strike()
    return result
  }
}

/**
 * Everything that a migration can change: tables, columns, rules, rights, functions, every row, and which migrations
 * there were; the tables of the migrator itself are made before its transaction.
 */
export async function fingerprint(db: Kysely<Database>): Promise<string> {
  const schema = sql`current_schema()::regnamespace`
  const { rows } = await sql<{ line: string }>`
    select * from (
    select concat_ws(' ', 'table', relname, relrowsecurity, relforcerowsecurity, relacl) as line
      from pg_class where relnamespace = ${schema} and relkind in ('r', 'p', 'i')
    union all select concat_ws(' ', 'column', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
      a.attacl) from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relnamespace = ${schema} and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
    union all select concat_ws(' ', 'constraint', conrelid::regclass, conname, pg_get_constraintdef(oid))
      from pg_constraint where connamespace = ${schema}
    union all select concat_ws(' ', 'policy', polrelid::regclass, polname, polcmd, polpermissive)
      from pg_policy join pg_class c on c.oid = polrelid where c.relnamespace = ${schema}
    union all select concat_ws(' ', 'function', proname, proacl, prosrc) from pg_proc where pronamespace = ${schema}
    ) as everything where line not like '%kysely_migration%' order by 1`.execute(db)
  const lines = [...rows.map(({ line }) => line), ...(await executed(db as Kysely<unknown>))]
  const { rows: tables } = await sql<{ name: string }>`
    select relname as name from pg_class where relnamespace = ${schema} and relkind in ('r', 'p')
      and relname not like 'kysely%' order by 1`.execute(db)
  for (const { name } of tables) {
    const { rows: found } = await sql<{ row: unknown }>`select to_jsonb(t) as row from ${sql.table(name)} t`.execute(db)
    lines.push(...found.map(({ row }) => `${name} ${canonicalJson(row)}`).toSorted())
  }
  return sha256(lines.join('\n'))
}

/** Rows for the tables that a migration made, so that the next ones have something to keep. */
async function fill(db: Kysely<Database>, migration: string): Promise<void> {
  for (const statement of rowsAfter[migration] ?? []) await sql.raw(statement).execute(db)
}

const moment = `'2026-05-04T09:00:00Z'`

/** Each migration from 0010 on brings what it needs, or refuses to go back. */
const rowsAfter: Readonly<Record<string, readonly string[]>> = {
  '0001-practice-and-accounts': [
    `insert into practice values ('p', 'Practice', ${moment})`,
    `insert into account values ('p', 'a', 'eva', 'Eva', 'therapist', 'hash', ${moment})`,
    `insert into session values ('token', 'p', 'a', ${moment}, ${moment}, null)`,
  ],
  '0002-patients': [
    `insert into patient values ('p', 'x', ${moment})`,
    `insert into patient_details values ('p', 'x', 'v', '{"name":"X"}', ${moment}, 'account:a')`,
    `insert into patient_link values ('p', 'link', 'x', ${moment}, ${moment}, null)`,
  ],
  '0003-record': [
    `insert into event values ('p', 'e', 'x', 'session', '{}', 'hash', ${moment}, ${moment}, 'account:a')`,
    `insert into knowledge_version values ('k', '{}', 'hash', ${moment})`,
    `insert into decision values ('p', 'd', 'x', 'assess', '{}', 'k', '{}', 'hash', 'hash', ${moment}, 'account:a')`,
    `insert into plan_version values ('p', 'plan', 1, 'x', '{}', 'hash', 'draft', ${moment}, 'account:a', null, null)`,
  ],
  '0005-audit': [
    `insert into audit_entry values ('p', 1, ${moment}, 'patient.read', 'R', 0, 'TREAT', 'professional', 'account:a',
      'Eva', 'therapist', null, 'x', null, null, 'trace', 'before', 'hash')`,
    `insert into audit_head values ('p', 1, 'hash')`,
  ],
}
