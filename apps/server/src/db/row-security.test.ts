import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startPostgres, type ThrowAwayPostgres } from '../../../../test-support/postgres.ts'
import { appUrlOf } from '../../test-support/places.ts'
import { auditEntries } from '../audit/audit-entry.ts'
import { dumpLines } from '../backup/dump.ts'
import { fillPractices, practices } from '../../test-support/two-practices.ts'
import { confined, inPractice, openDatabase, type Store } from './index.ts'

// The numbers are those of the 23 known ways around row security; docs/reliability.md lists them all. The embedded
// database needs none of it: it refuses a second practice (record.test.ts, manage-accounts.test.ts).

let postgres: ThrowAwayPostgres
let store: Store
let owner: Client
let app: Client
let tables: readonly string[]

const silent = { info: () => {}, fatal: () => {} }
const now = () => new Date('2026-05-04T09:00:00.000Z')

beforeAll(async () => {
  postgres = await startPostgres()
  const url = await ownedDatabase(postgres.url)
  store = await openDatabase({ url, appUrl: appUrlOf(url), allowUnsafeServer: true, now, log: silent })
  await fillPractices(store)
  owner = await connected(url)
  app = await connected(appUrlOf(url))
  await owner.query('analyze')
  const { rows } = await owner.query<{ name: string }>(`
    select relname as name from pg_class join pg_attribute on attrelid = pg_class.oid and attname = 'practice_id'
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by relname`)
  tables = rows.map(({ name }) => name)
}, 30_000)
afterAll(async () => {
  await Promise.all([owner.end(), app.end()])
  await store.close()
  await postgres.stop()
})

/** A database of an owner who is no superuser, as in a practice. */
async function ownedDatabase(url: string): Promise<string> {
  const superuser = await connected(url)
  await superuser.query('create role dosis_owner login createrole')
  await superuser.query('create database dosis owner dosis_owner')
  await superuser.end()
  return Object.assign(new URL(url), { username: 'dosis_owner', pathname: '/dosis' }).href
}

async function connected(url: string): Promise<Client> {
  const client = new Client({ connectionString: url })
  await client.connect()
  return client
}

/** Runs statements as the login of requests within a practice, and takes all of it back. */
async function tryAs(practiceId: string | null, ...statements: readonly string[]) {
  await app.query('begin')
  try {
    if (practiceId !== null) await app.query(`set local dosis.practice = '${practiceId}'`)
    let last = { rows: [] as Record<string, unknown>[], rowCount: 0 as number | null }
    for (const statement of statements) last = await app.query(statement)
    return last
  } finally {
    await app.query('rollback')
  }
}

async function namesOf(query: string): Promise<readonly unknown[]> {
  const { rows } = await owner.query<{ name: string }>(query)
  return rows.map(({ name }) => name)
}

const denied = { code: '42501' }

describe('the catalogue', () => {
  test('1, 2: requests are answered by a login that owns nothing, passes by nothing and can become nobody else', async () => {
    const { rows } = await owner.query(`select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,
      (select count(*)::integer from pg_class where relowner = r.oid) as owns,
      (select count(*)::integer from pg_auth_members where member = r.oid) as memberships
      from pg_roles r where rolname = 'dosis_app'`)
    const nothing = {
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolreplication: false,
    }
    expect(rows).toEqual([{ ...nothing, owns: 0, memberships: 0 }])
    for (const way of ['set role dosis_owner', 'set role postgres', 'set session authorization postgres']) {
      await expect(tryAs('first', way)).rejects.toMatchObject(denied)
    }
    expect((await tryAs('first', 'reset role', 'select current_user as name')).rows).toEqual([{ name: 'dosis_app' }])
  })

  test('1, 14, 23: every table with a practice forces row security, with a restrictive rule; the others are named here', async () => {
    const { rows } = await owner.query(`select relname as name, relrowsecurity and relforcerowsecurity as forced,
      exists (select from pg_policy where polrelid = c.oid and not polpermissive and polcmd = '*'
        and polroles = array['dosis_app'::regrole::oid]) as restricted
      from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by relname`)
    const without = [
      'knowledge_version',
      'kysely_migration',
      'kysely_migration_lock',
      'passkey_challenge',
      'sign_in_attempt',
    ]
    expect(tables).toHaveLength(23)
    expect(rows).toEqual(
      rows.map(({ name }) => ({ name, forced: !without.includes(name), restricted: !without.includes(name) })),
    )
    expect(rows.map(({ name }) => name)).toEqual([...tables, ...without].toSorted())
  })

  test('3, 4, 15, 22: no view, no stored view, no child of a table and nothing that is published', async () => {
    expect(
      await namesOf(`select relname as name from pg_class where relnamespace = 'public'::regnamespace
      and relkind in ('v', 'm', 'f')`),
    ).toEqual([])
    expect(await namesOf('select inhrelid::regclass::text as name from pg_inherits')).toEqual([])
    expect(await namesOf('select pubname as name from pg_publication')).toEqual([])
  })

  test('5: nine functions work as the owner, with a pinned path: four name a practice for one exact value, one tells providers by name, the others count', async () => {
    const { rows } = await owner.query(`select proname, proconfig from pg_proc where prosecdef
      and pronamespace = 'public'::regnamespace order by proname`)
    const proconfig = ['search_path=public, pg_temp']
    const lookups = ['login', 'passkey', 'patient_token', 'session'].map((of) => `dosis_practice_of_${of}`)
    const counts = ['dosis_count_attempt', 'dosis_forgive_attempt']
    const names = [...counts, 'dosis_identity_providers', 'dosis_keep_challenge', ...lookups, 'dosis_take_challenge']
    expect(rows).toEqual(names.map((proname) => ({ proname, proconfig })))
    for (const table of ['sign_in_attempt', 'passkey_challenge'])
      await expect(tryAs('first', `select * from ${table}`)).rejects.toMatchObject(denied)
    const shadow = `create temp table session (token_hash text, practice_id text);
      insert into session values ('forged', 'second')`
    const ask = (value: string): string => `select dosis_practice_of_session('${value}') as practice`
    expect((await tryAs(null, ask('second-token'))).rows).toEqual([{ practice: 'second' }])
    expect((await tryAs(null, shadow, ask('forged'))).rows).toEqual([{ practice: null }])
    for (const guess of ['', '%', 'Second', "' or true --"]) {
      expect((await tryAs(null, `select dosis_practice_of_login($$${guess}$$) as practice`)).rows).toEqual([
        { practice: null },
      ])
    }
  })

  test('6, 7: every unique key and every reference between patients begins with the practice', async () => {
    expect(
      await namesOf(`select indexrelid::regclass::text as name from pg_index join pg_attribute a
      on attrelid = indrelid and attnum = indkey[0]
      where indisunique and attname <> 'practice_id' and indrelid::regclass::text = any(array['${tables.join("','")}'])`),
    ).toEqual([])
    expect(
      await namesOf(`select conname as name from pg_constraint join pg_attribute on attrelid = conrelid and attnum = conkey[1]
      where contype = 'f' and attname <> 'practice_id' and confrelid <> 'knowledge_version'::regclass`),
    ).toEqual([])
  })

  test('9, 16: the login makes nothing in the schema, and reads no statistics and no sequence', async () => {
    for (const statement of [
      'create table mine (a integer)',
      `create function mine() returns integer language sql as 'select 1'`,
      'truncate patient',
      'alter table patient disable row level security',
      'drop policy of_practice on patient',
      'select * from pg_statistic',
      'select * from pg_authid',
      `select nextval(pg_get_serial_sequence('event', 'sequence'))`,
      `copy patient to '/tmp/patients'`,
    ]) {
      await expect(tryAs('first', statement), statement).rejects.toMatchObject(denied)
    }
    expect(
      (
        await tryAs(
          'first',
          `select tablename from pg_stats where schemaname = 'public' and tablename <> 'knowledge_version'`,
        )
      ).rows,
    ).toEqual([])
  })
})

describe('rows', () => {
  test('11: without a practice, or with an empty one, every table is empty', async () => {
    for (const table of tables) {
      expect([table, (await tryAs(null, `select * from ${table}`)).rowCount]).toEqual([table, 0])
      expect([table, (await tryAs('', `select * from ${table}`)).rowCount]).toEqual([table, 0])
    }
  })

  test('13: with a practice every table shows its rows and no others, and refuses to write those of another', async () => {
    for (const table of tables) {
      for (const practice of practices) {
        const { rows } = await tryAs(practice, `select practice_id from ${table}`)
        expect([table, [...new Set(rows.map((row) => row['practice_id']))]]).toEqual([table, [practice]])
      }
      for (const statement of writesTo(table)) {
        await expect(tryAs('first', statement), statement).rejects.toMatchObject(denied)
      }
    }
  })

  /** Insert for another practice, move there, remove, and the ways that join them. */
  function writesTo(table: string): readonly string[] {
    const foreign = `select (jsonb_populate_record(t, '{"practice_id": "second"}')).* from ${table} t`
    return [
      `insert into ${table} overriding system value ${foreign}`,
      `insert into ${table} overriding system value ${foreign} on conflict do nothing returning practice_id`,
      `update ${table} set practice_id = 'second'`,
      `delete from ${table}`,
      `merge into ${table} t using (values (1)) v on true when matched then delete`,
    ]
  }

  test.each([
    [`update session set expires_at = now() where token_hash = 'second-token'`],
    [`update patient_link set revoked_at = now() where token_hash = 'second-link'`],
    [`update audit_head set sequence = 0 where practice_id = 'second'`],
    [`select 1 from patient where practice_id = 'second' for update`],
  ])('13: %s finds nothing', async (statement) => {
    expect((await tryAs('first', statement)).rowCount).toBe(0)
  })

  test('13: a patient can be locked, and not changed', async () => {
    expect((await tryAs('first', 'select 1 from patient for update')).rowCount).toBe(1)
    await expect(tryAs('first', 'update patient set created_at = now()')).rejects.toMatchObject(denied)
  })

  test('6, 7, 8: an id of another practice is as good as new, and what refers to it is refused without a word of it', async () => {
    const insert = (table: string, columns: string, values: string): string =>
      `insert into ${table} (${columns}) values (${values})`
    await tryAs('first', insert('patient', 'practice_id, patient_id, created_at', `'first', 'second-patient', now()`))
    const columns = 'practice_id, token_hash, patient_id, created_at, expires_at'
    const refer = (id: string) =>
      tryAs('first', insert('patient_link', columns, `'first', 'new', '${id}', now(), now()`)).catch(
        (error: object) => ({
          ...error,
          detail: String((error as { detail?: string }).detail).replace(id, ''),
        }),
      )
    const foreign = await refer('second-patient')
    expect(foreign).toMatchObject({ code: '23503' })
    expect(foreign).toEqual(await refer('no-patient'))
    expect(JSON.stringify(foreign)).not.toContain('canary')
  })

  test('9: a condition of its own never sees a row of another practice', async () => {
    const peek = `create temp table seen (details jsonb);
      create function pg_temp.peek(jsonb) returns boolean language plpgsql cost 0.0001 as
        'begin insert into seen values ($1); return true; end'`
    const { rows } = await tryAs(
      'first',
      peek,
      'select 1 from patient_details where pg_temp.peek(details)',
      'select details from seen',
    )
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain('canary-second')
  })

  test('18: row security that is turned off is an error, and a backup by the owner holds every practice', async () => {
    await expect(tryAs('first', 'set local row_security = off', 'select * from patient')).rejects.toMatchObject(denied)
    let text = ''
    for await (const line of dumpLines(store)) text += line
    for (const practice of practices) expect(text).toContain(`canary-${practice}`)
  })

  test('23: a table that a migration adds and forgets is not there for requests', async () => {
    await owner.query('create table forgotten (practice_id text)')
    await expect(tryAs('first', 'select * from forgotten')).rejects.toMatchObject(denied)
    await owner.query('drop table forgotten')
  })
})

describe('the store of requests', () => {
  test('10: a thousand readers of two practices, some of whom break off, see their own; afterwards nothing is left set', async () => {
    const { db, write } = confined(store)
    const read = async (index: number): Promise<void> => {
      const practice = practices[(index * 7) % 3 === 0 ? 0 : 1] ?? ''
      await inPractice(practice, async () => {
        if (index % 5 === 0) {
          const broken = write(async (transaction) => {
            await transaction.selectFrom('patient').selectAll().execute()
            throw new Error('broken off')
          })
          await expect(broken).rejects.toThrow('broken off')
        }
        const found = await db.selectFrom('patient_details').selectAll().execute()
        expect(found.map(({ practice_id }) => practice_id)).toEqual([practice])
      })
    }
    await Promise.all(Array.from({ length: 1000 }, (_, index) => read(index)))
    const without = await Promise.all(Array.from({ length: 10 }, () => db.selectFrom('patient').selectAll().execute()))
    expect(without.flat()).toEqual([])
  })

  test('writes in the practice of the work alone, and to none outside one', async () => {
    const { db, write } = confined(store)
    const insert = () =>
      write((transaction) =>
        transaction
          .insertInto('patient')
          .values({ practice_id: 'second', patient_id: 'new', created_at: now() })
          .execute(),
      )
    await expect(insert()).rejects.toMatchObject(denied)
    await expect(inPractice('first', insert)).rejects.toMatchObject(denied)
    expect(await inPractice('first', () => auditEntries(db, 'second', { limit: 10 }))).toEqual([])
    expect(await inPractice(`first'; reset role; --`, () => db.selectFrom('patient').selectAll().execute())).toEqual([])
  })

  test.each([
    ['postgres', 'is a superuser'],
    ['dosis_owner', 'owns tables'],
    ['nobody_yet', 'is no member'],
  ])('2: refuses to answer requests as %s, and says what to do', async (username, reason) => {
    if (username === 'nobody_yet') await owner.query('create role nobody_yet login')
    const url = Object.assign(new URL(postgres.url), { username: 'dosis_owner', pathname: '/dosis' }).href
    const appUrl = Object.assign(new URL(url), { username }).href
    const opening = openDatabase({ url, appUrl, allowUnsafeServer: true, now, log: silent })
    await expect(opening).rejects.toThrow(`${reason}`)
    await expect(opening).rejects.toThrow('grant dosis_app to')
  })

  test('2: an owner who may not make roles is told what an administrator has to run', async () => {
    const superuser = await connected(postgres.url)
    await superuser.query('create role plain_owner login')
    await superuser.query('create database plain owner plain_owner')
    const url = Object.assign(new URL(postgres.url), { username: 'plain_owner', pathname: '/plain' }).href
    const open = () => openDatabase({ url, allowUnsafeServer: true, now, log: silent })
    await expect(open()).rejects.toThrow('create role dosis_app login; grant dosis_app to plain_owner')
    await superuser.query('grant dosis_app to plain_owner')
    await superuser.end()
    const opened = await open()
    expect(await confined(opened).db.selectFrom('patient').selectAll().execute()).toEqual([])
    await opened.close()
  })
})
