import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startPostgres } from '../../../../../test-support/postgres.ts'
import { breakMigrations, fingerprint, loseConnections } from '../../../test-support/faults/broken-migrations.ts'
import { type DatabasePlace, openDatabase, openRecord, type Store } from '../index.ts'
import { goBack, migrationNamed, WayBackError } from './go-back.ts'
import { MigrationError, migrate, migrationNames } from './migrate.ts'

const options = { now: () => new Date('2026-11-23T10:00:00.000Z'), log: { info: () => {}, fatal: () => {} } }
const dies = fileURLToPath(new URL('../../../test-support/faults/migrate-and-die.ts', import.meta.url))
/** A sample; `migrations.soak.ts` breaks off at each statement. */
const every = 5

let postgres: Awaited<ReturnType<typeof startPostgres>>
let databases = 0
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.stop())

async function newDatabase(): Promise<DatabasePlace & { readonly url: string }> {
  databases += 1
  const name = `dosis_${databases}`
  const client = new pg.Client(postgres.url)
  await client.connect()
  await client.query(`create database ${name}`)
  await client.end()
  return { url: Object.assign(new URL(postgres.url), { pathname: `/${name}` }).href, allowUnsafeServer: true }
}

const places: Readonly<Record<string, () => Promise<DatabasePlace>>> = {
  'the embedded engine': () => Promise.resolve({ memory: true }),
  PostgreSQL: newDatabase,
}

describe.each(Object.entries(places))('migrations on %s', (_, place) => {
  const withStore = async <Answer>(upTo: string | null, work: (store: Store) => Promise<Answer>): Promise<Answer> => {
    const store = await openDatabase({ ...(await place()), ...options, upTo })
    try {
      return await work(store)
    } finally {
      await store.close()
    }
  }

  test('that break off at a statement leave schema and rows as they were, forward and back', async () => {
    await withStore(null, async (store) => {
      const { broken, problems } = await breakMigrations(store, { every, first: 1 + (databases % every) })
      expect(problems).toEqual([])
      expect(broken.forward).toBeGreaterThan(migrationNames.length)
      expect(broken.back).toBeGreaterThan(5)
    })
  })

  test('that commit each statement by itself are found out', async () => {
    await withStore(null, async (store) => {
      const { problems } = await breakMigrations(store, { every: 1, first: 6, withoutTransaction: true })
      expect(problems).toHaveLength(1)
    })
  })

  test('never go back by themselves: a database that is further is refused, and stays', async () => {
    await withStore(null, async ({ db }) => {
      await migrate(db as never)
      const before = await fingerprint(db)
      await expect(migrate(db as never, '0009-audit-fields')).rejects.toThrow(MigrationError)
      expect(await fingerprint(db)).toBe(before)
    })
  })

  test('go back where nothing is lost; where something is, only when that is said', async () => {
    await withStore('0012-attempts', async (store) => {
      const back = (to: string, mayLose = false) => store.db.transaction().execute((one) => goBack(one, to, mayLose))
      const record = openRecord(store)
      await record.storePractice({ practiceId: 'p', name: 'Practice' })
      await sql`select dosis_count_attempt('key', 10, now(), '15 minutes')`.execute(store.db)
      expect(await back('0011-erasure')).toEqual([])
      expect(await back('0009-audit-fields')).toEqual([])
      await migrate(store.db as never)
      await sql`insert into access_policy (practice_id, policy_id, rule, explanation, recorded_at, recorded_by)
        values ('p', 'r', 'team', 'asked', now(), 'account:a')`.execute(store.db)
      const before = await fingerprint(store.db)
      await expect(back('0009-audit-fields')).rejects.toThrow('no place for access_policy (1)')
      expect(await fingerprint(store.db)).toBe(before)
      expect(await back('0009-audit-fields', true)).toEqual([{ name: 'access_policy', rows: 1 }])
      await expect(back('0008-second-factor', true)).rejects.toThrow('no way back from 0009-audit-fields')
      await expect(back('0012-attempts')).rejects.toThrow('not beyond 0012-attempts')
      const { rows } = await sql<{ name: string }>`select name from practice`.execute(store.db)
      expect(rows).toEqual([{ name: 'Practice' }])
    })
  })
})

interface Column {
  readonly place: string
  readonly type: string
  readonly takesNull: boolean
  readonly fillsItself: boolean
}

async function columnsOf({ db }: Store): Promise<readonly Column[]> {
  const { rows } = await sql<Column>`
    select table_name || '.' || column_name as place, data_type as type, is_nullable = 'YES' as "takesNull",
      column_default is not null or is_identity = 'YES' as "fillsItself"
    from information_schema.columns where table_schema = 'public' order by 1`.execute(db)
  return rows
}

test('leave the tables of before as a server of before writes and reads them, so that it may run beside a newer one', async () => {
  const store = await openDatabase({ ...(await newDatabase()), ...options, upTo: '0010-treatment-relation' })
  let before = await columnsOf(store)
  const harm: string[] = []
  for (const name of migrationNames.filter((each) => each > '0010-treatment-relation')) {
    await migrate(store.db as never, name)
    const after = await columnsOf(store)
    const tables = new Set(before.map(({ place }) => place.split('.')[0]))
    for (const column of before) {
      const now = after.find(({ place }) => place === column.place)
      const isKept = now?.type === column.type && (now.takesNull || !column.takesNull)
      if (!isKept || (column.fillsItself && !now.fillsItself)) harm.push(`${name}: ${column.place}`)
    }
    for (const { place, takesNull, fillsItself } of after) {
      const isNew = !before.some((column) => column.place === place)
      if (isNew && tables.has(place.split('.')[0]) && !takesNull && !fillsItself)
        harm.push(`${name}: ${place} is asked for`)
    }
    before = after
  }
  await store.close()
  expect(harm).toEqual([])
})

test('are named in full or by their number', () => {
  expect(migrationNamed('0011')).toBe('0011-erasure')
  expect(migrationNamed('0011-erasure')).toBe('0011-erasure')
  for (const word of ['11', '0099', '', '0011-eras']) expect(() => migrationNamed(word)).toThrow(WayBackError)
})

test('outlast the loss of the connection in between', async () => {
  const place = await newDatabase()
  const store = await openDatabase({ ...place, ...options, upTo: null })
  const killer = new pg.Client(place.url)
  await killer.connect()
  try {
    const { broken, problems } = await breakMigrations(store, {
      every: 12,
      first: 8,
      strike: () => loseConnections(killer),
    })
    expect(problems).toEqual([])
    expect(broken.forward).toBeGreaterThan(5)
  } finally {
    await killer.end()
    await store.close()
  }
})

test('outlast the end of the process in between, on the embedded database', async () => {
  const data = mkdtempSync(join(tmpdir(), 'dosis-migrations-'))
  const look = async (upTo: string | null = null): Promise<string> => {
    const store = await openDatabase({ data, ...options, upTo })
    try {
      return await fingerprint(store.db)
    } finally {
      await store.close()
    }
  }
  const die = (statement: number, ...to: readonly string[]) =>
    spawnSync(process.execPath, ['--liftoff-only', dies, data, String(statement), ...to]).signal
  try {
    const store = await openDatabase({ data, ...options, upTo: '0009-audit-fields' })
    await openRecord(store).storePractice({ practiceId: 'p', name: 'Practice' })
    const before = await fingerprint(store.db)
    await store.close()
    for (const statement of [9, 30]) {
      expect(die(statement)).toBe('SIGKILL')
      expect(await look()).toBe(before)
    }
    const whole = await look(migrationNames.at(-1))
    expect(die(6, '0009-audit-fields')).toBe('SIGKILL')
    expect(await look()).toBe(whole)
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
})
