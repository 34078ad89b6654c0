import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startPostgres, type ThrowAwayPostgres } from '../../../../test-support/postgres.ts'
import { appendEvents, openDatabase, openRecord, type Store } from '../db/index.ts'
import { checkBackup, linesOf, packedDump, writeBackup } from './backup.ts'
import { dumpLines } from './dump.ts'
import { readKey, UnusableKeyError, writeNewKey } from './key.ts'
import { UnusableBackupError } from './load.ts'
import { NotBlankError, restoreBackup, schemaOfBackup } from './restore.ts'
import { BrokenSealError, seal } from './seal.ts'

const silent = { info: () => {}, fatal: () => {} }
const now = () => new Date('2026-11-23T10:00:00.000Z')
const folder = mkdtempSync(join(tmpdir(), 'dosis-backup-'))
const at = (name: string) => join(folder, name)
const key = () => readKey(at('key'))

let postgres: ThrowAwayPostgres
beforeAll(async () => {
  postgres = await startPostgres()
  writeNewKey(at('key'))
})
afterAll(async () => {
  await postgres.stop()
  rmSync(folder, { recursive: true })
})

let nextDatabase = 0
const places = {
  embedded: (name: string) => openDatabase({ data: at(name), now, log: silent }),
  PostgreSQL: async () => {
    nextDatabase += 1
    const name = `backup_${nextDatabase}`
    const admin = await openDatabase({ url: postgres.url, allowUnsafeServer: true, now, log: silent })
    await sql`create database ${sql.ref(name)}`.execute(admin.db)
    await admin.close()
    const url = new URL(postgres.url)
    url.pathname = `/${name}`
    return openDatabase({ url: url.href, allowUnsafeServer: true, now, log: silent })
  },
}

/** Words that any text file may hold: quotes, line ends, commas of JSON, other scripts. */
const awkward = 'Zoë "de" O\'Neill\n\\N , {} \u{1f600} \u2028 ÿ'

async function fill(store: Store, events: number): Promise<void> {
  const record = openRecord(store)
  await record.storePractice({ practiceId: 'practice', name: awkward })
  for (const patientId of ['a', 'b']) {
    const details = { name: awkward, nothing: null, list: [1, 2.5, '3'] }
    await record.storePatientDetails({
      practiceId: 'practice',
      patientId,
      versionId: `v-${patientId}`,
      details,
      recordedBy: 't',
    })
  }
  await record.storeKnowledgeVersion({ knowledgeVersion: 'k1', body: { rules: [awkward] } })
  const statements = Array.from({ length: events }, (_, index) => ({
    practiceId: 'practice',
    eventId: `e-${index}`,
    patientId: 'a',
    kind: 'session.logged',
    body: { pain: index % 11, words: awkward },
    occurredAt: '2026-11-22T09:00:00.123Z',
    recordedBy: 't',
  }))
  await store.write((transaction) => appendEvents(transaction, now(), statements))
}

async function linesOfStore(store: Store): Promise<readonly string[]> {
  const lines: string[] = []
  for await (const line of dumpLines(store)) lines.push(line)
  return lines
}

describe.each([
  ['embedded', 'PostgreSQL'],
  ['PostgreSQL', 'embedded'],
  ['embedded', 'embedded'],
] as const)('from %s to %s', (from, to) => {
  let source: Store
  const file = at(`${from}-${to}.backup`)
  beforeAll(async () => {
    source = await places[from](`${from}-${to}-source`)
    await fill(source, 1_203)
  })
  afterAll(() => source.close())

  test('a restored store holds every row byte for byte, and goes on numbering', async () => {
    const written = await writeBackup(() => packedDump(source), file, key())
    expect(written.tables.find(({ table }) => table === 'event')?.rows).toBe(1_203)
    expect(await schemaOfBackup(file, key())).toBe(written.migrations.at(-1))
    const target = await places[to](`${from}-${to}-target`)
    const { verification } = await restoreBackup(target, file, key())
    expect(verification).toMatchObject({ events: 1_203, knowledgeVersions: 1, problems: [] })
    expect(await linesOfStore(target)).toEqual(await linesOfStore(source))
    const statement = { practiceId: 'practice', eventId: 'next', patientId: 'a', kind: 'session.logged', body: {} }
    const next = await openRecord(target).appendEvent({
      ...statement,
      occurredAt: now().toISOString(),
      recordedBy: 't',
    })
    expect(Number(next.sequence)).toBe(1_204)
    await expect(restoreBackup(target, file, key())).rejects.toBeInstanceOf(NotBlankError)
    await target.close()
  })

  test('nothing of a patient can be read in the file, and only its owner may open it', () => {
    const bytes = readFileSync(file)
    for (const word of ['Zoë "de"', 'session.logged', 'practice', 'knowledge']) expect(bytes.includes(word)).toBe(false)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(statSync(at('key')).mode & 0o777).toBe(0o600)
  })
})

describe('a backup while others write', () => {
  test('is what the record held at one moment', async () => {
    const store = await places.PostgreSQL()
    await fill(store, 700)
    const record = openRecord(store)
    const lines: string[] = []
    for await (const line of dumpLines(store)) {
      if (lines.length === 0) {
        const statement = { practiceId: 'practice', eventId: 'later', patientId: 'a', kind: 'session.logged', body: {} }
        await record.appendEvent({ ...statement, occurredAt: now().toISOString(), recordedBy: 't' })
      }
      lines.push(line)
    }
    expect(lines.filter((line) => line.includes('"later"'))).toEqual([])
    expect((await linesOfStore(store)).filter((line) => line.includes('"later"'))).toHaveLength(1)
    await store.close()
  })
})

describe('a file that is not what was written', () => {
  const file = at('whole.backup')
  let bytes: Buffer
  let blank: Store
  beforeAll(async () => {
    const store = await places.embedded('broken-source')
    await fill(store, 900)
    await writeBackup(() => packedDump(store), file, key())
    await store.close()
    bytes = readFileSync(file)
    blank = await places.embedded('broken-target')
  })
  afterAll(() => blank.close())

  const refused = async (changed: Buffer): Promise<unknown> => {
    writeFileSync(at('changed.backup'), changed)
    const check = checkBackup(at('changed.backup'), key()).then(
      () => 'accepted',
      (error: unknown) => error,
    )
    const restore = await restoreBackup(blank, at('changed.backup'), key()).then(
      () => 'restored',
      (error: unknown) => error,
    )
    expect(restore).toBeInstanceOf(Error)
    expect((await linesOfStore(blank)).at(-1)).toContain('"rows":0')
    return check
  }

  test('every bit counts: 60 flips over the whole file are found, and leave the database blank', async () => {
    for (let flip = 0; flip < 60; flip += 1) {
      const changed = Buffer.from(bytes)
      const place = Math.floor((flip / 60) * bytes.length)
      changed[place] = (changed[place] ?? 0) ^ (1 << (flip % 8))
      expect(await refused(changed), `bit ${flip % 8} of byte ${place}`).toBeInstanceOf(BrokenSealError)
    }
  })

  test.each([0, 1, 23, 24, 27, 28, 100, -1])('cut off at %i is refused', async (length) => {
    expect(await refused(bytes.subarray(0, length))).toBeInstanceOf(BrokenSealError)
  })

  test('that is small, and of which the head alone is read, leaves no error that nobody hears', async () => {
    const pieces: Buffer[] = []
    const packed = (async function* () {
      yield gzipSync('head\nrow\n')
    })()
    for await (const piece of seal(packed, key())) pieces.push(piece)
    writeFileSync(at('small.backup'), Buffer.concat(pieces))
    const heads: string[] = []
    for (let time = 0; time < 1000; time += 1) {
      for await (const line of linesOf(at('small.backup'), key())) {
        heads.push(line)
        break
      }
    }
    expect([heads.length, ...new Set(heads)]).toEqual([1000, 'head'])
  })

  test('with more behind its end is refused', async () => {
    expect(await refused(Buffer.concat([bytes, Buffer.of(0)]))).toBeInstanceOf(BrokenSealError)
  })

  test('another key does not open it, and no key says how to make one', async () => {
    writeNewKey(at('other-key'))
    await expect(checkBackup(file, readKey(at('other-key')))).rejects.toThrow('another key')
    expect(() => readKey(at('nowhere'))).toThrow(UnusableKeyError)
    writeFileSync(at('short-key'), 'AAAA\n')
    expect(() => readKey(at('short-key'))).toThrow('needs 32 bytes in base64')
    expect(() => writeNewKey(at('key'))).toThrow('EEXIST')
  })

  test('a backup never writes over a file, and leaves nothing behind when it fails', async () => {
    await expect(writeBackup(() => packedDump(blank), file, key())).rejects.toThrow('EEXIST')
    expect(readFileSync(file).equals(bytes)).toBe(true)
    const lines = (async function* () {
      yield Buffer.from('half a line')
      throw new Error('the disk is full')
    })()
    const { Readable } = await import('node:stream')
    await expect(writeBackup(() => Readable.from(lines), at('half.backup'), key())).rejects.toThrow('the disk is full')
    for (const name of ['half.backup', 'half.backup.part']) expect(() => statSync(at(name))).toThrow('ENOENT')
  })

  test('lines that were made up do not hold together', async () => {
    const gzip = await import('node:zlib')
    const { Readable } = await import('node:stream')
    const sealed = (lines: readonly string[]) => Readable.from([gzip.gzipSync(lines.join(''))])
    const all = await linesOfStore(blank)
    const made: readonly (readonly [readonly string[], string])[] = [
      [['{"dosisBackup":2}\n'], 'of another kind'],
      [all.slice(0, -1), 'is cut off'],
      [[...all, '{}\n'], 'more behind its end'],
      [all.filter((line) => !line.includes('"sha256"')), 'has no end'],
      [[all[0] ?? '', 'no JSON\n'], 'no JSON'],
      [[all[0] ?? '', '["a"]\n'], 'does not fit its columns'],
      [all.map((line) => line.replace('"rows":0,"sha256"', '"rows":1,"sha256"')), 'count and digest'],
    ]
    for (const [index, [lines, problem]] of made.entries()) {
      const write = writeBackup(() => sealed(lines), at(`made-up-${index}`), key())
      await expect(write, problem).rejects.toThrow(problem)
      await expect(write).rejects.toBeInstanceOf(UnusableBackupError)
    }
  })
})
