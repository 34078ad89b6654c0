import fs from 'node:fs'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { copyTemplate, makeScratchFolder, removeTemplate } from '../faults/template.ts'
import { openDatabase, openRecord, type Store, UnsafeStoreError, verifyStore } from '../index.ts'

// A database is made here, which takes seconds, and a minute where much else runs.
vi.setConfig({ testTimeout: 300_000 })

const practiceId = 'practice'
const patientId = 'patient'
const now = () => new Date('2026-11-22T10:00:00.000Z')

let folder: string
let store: Store
let reasons: string[]

const open = () =>
  openDatabase({
    data: folder,
    now,
    log: { info: () => {}, fatal: () => {} },
    onUnsafe: (reason) => reasons.push(reason.message),
  })

afterAll(removeTemplate)

beforeEach(async () => {
  folder = makeScratchFolder()
  reasons = []
  await copyTemplate(folder)
  store = await open()
  const record = openRecord(store)
  await record.storePractice({ practiceId, name: 'Practice' })
  await record.storePatientDetails({ practiceId, patientId, versionId: 'v1', details: {}, recordedBy: 'therapist' })
  await append('before')
})
afterEach(() => {
  vi.restoreAllMocks()
  fs.rmSync(folder, { recursive: true, force: true })
})

/** Numbers without a pattern, so that a row takes the room it seems to take. */
const append = (eventId: string, numbers = 10) =>
  openRecord(store).appendEvent({
    practiceId,
    eventId,
    patientId,
    kind: 'session.logged',
    body: Array.from({ length: numbers }, (_, index) => (index * 7919) % 10_007),
    occurredAt: '2026-11-22T09:00:00.000Z',
    recordedBy: 'therapist',
  })

function failWith(code: string, message: string): never {
  throw Object.assign(new Error(message), { code })
}

/** Lets writes to the files that match fail, as a full disk does. */
function fillDisk(files: RegExp): void {
  const write = fs.writeSync.bind(fs) as (...parameters: unknown[]) => number
  vi.spyOn(fs, 'writeSync').mockImplementation((descriptor: number, ...rest: unknown[]) => {
    const file = fs.readlinkSync(`/proc/self/fd/${descriptor}`)
    return files.test(file) ? failWith('ENOSPC', 'no space left') : write(descriptor, ...rest)
  })
}

async function expectEverythingAfterRestart(eventIds: readonly string[]): Promise<void> {
  vi.restoreAllMocks()
  await store.close()
  store = await open()
  const found = (await openRecord(store).eventsOf(practiceId, patientId)).map(({ eventId }) => eventId)
  expect(found).toEqual(expect.arrayContaining([...eventIds]))
  expect((await verifyStore(store.db)).problems).toEqual([])
  await append('after the restart')
  await store.close()
}

describe('a disk that cannot sync', () => {
  const syncs = {
    'the write-ahead log': { call: 'fdatasyncSync', act: () => append('during') },
    'the files of a checkpoint': { call: 'fsyncSync', act: () => sql`checkpoint`.execute(store.db) },
  } as const

  test.each(Object.entries(syncs))('ends all acknowledgement when it is %s', async (_, { call, act }) => {
    vi.spyOn(fs, call).mockImplementation(() => failWith('EIO', 'input/output error'))
    await expect(act()).rejects.toThrow(/input\/output error|I\/O error/)
    vi.restoreAllMocks()
    await expect(append('afterwards')).rejects.toThrow(UnsafeStoreError)
    expect(reasons).toEqual(['input/output error'])
    await expectEverythingAfterRestart(['before'])
  })

  test('answers a read with an error, never with silence', async () => {
    vi.spyOn(fs, 'fdatasyncSync').mockImplementation(() => failWith('EIO', 'input/output error'))
    await expect(append('during')).rejects.toThrow(UnsafeStoreError)
    await expect(openRecord(store).eventById(practiceId, 'before')).rejects.toThrow(UnsafeStoreError)
    await store.close()
  })
})

describe('a full disk', () => {
  test('refuses a write whose log has no room, and stops', async () => {
    fillDisk(/pg_wal/)
    await expect(append('during')).rejects.toThrow(UnsafeStoreError)
    expect(reasons).toHaveLength(1)
    await expectEverythingAfterRestart(['before'])
  })

  test('refuses a write whose table has no room, and goes on when there is room again', async () => {
    fillDisk(/\/base\//)
    const acknowledged = ['before']
    let refused = 0
    for (let number = 0; number < 20; number += 1) {
      await append(`during-${number}`, 1000).then(
        ({ eventId }) => acknowledged.push(eventId),
        () => {
          refused += 1
        },
      )
    }
    expect(refused).toBeGreaterThan(0)
    expect(await openRecord(store).eventById(practiceId, 'before')).toBeDefined()
    vi.restoreAllMocks()
    await append('with room again', 1000)
    expect(reasons).toEqual([])
    await expectEverythingAfterRestart([...acknowledged, 'with room again'])
  })
})
