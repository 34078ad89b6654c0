import fs from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { startPostgres } from '../../../../test-support/postgres.ts'
import { fillDiskRepeatedly } from '../../test-support/faults/full-disk.ts'
import { newId, newPatient } from '../../test-support/patients.ts'
import { appUrlOf } from '../../test-support/places.ts'
import { openTestServer } from '../../test-support/test-server.ts'
import { packedDump, writeBackup } from '../backup/backup.ts'
import { readKey, writeNewKey } from '../backup/key.ts'
import { makeScratchFolder, removeTemplate } from '../db/faults/template.ts'

afterAll(removeTemplate)

const timeout = 300_000

test('a full disk refuses what is new with 507, reads, exports and backs up, and goes on when there is room', {
  timeout,
}, async () => {
  const { problems, refused, acknowledged, recoveryMilliseconds } = await fillDiskRepeatedly(2)
  expect(problems).toEqual([])
  expect(refused).toBeGreaterThanOrEqual(6)
  expect(acknowledged).toBe(2)
  expect(recoveryMilliseconds).toBeLessThan(10_000)
})

test('the same disk finds out a server that keeps no room free: its database stops', { timeout }, async () => {
  const { problems } = await fillDiskRepeatedly(1, { ordinary: 0, entry: 0 })
  expect(problems).not.toEqual([])
})

test('a full disk of a PostgreSQL server is told in the same words, and what is stored is read', {
  timeout,
}, async () => {
  const { url, stop } = await startPostgres()
  const server = await openTestServer({ url, appUrl: appUrlOf(url), allowUnsafeServer: true })
  try {
    const therapist = await server.signIn()
    const patientId = await newPatient(therapist.call)
    const { db } = server.database
    await sql`create function full_disk() returns trigger language plpgsql as
      $$ begin raise exception 'could not extend file' using errcode = '53100'; end $$`.execute(db)
    await sql`create trigger full_disk before insert on event execute function full_disk()`.execute(db)
    const body = { eventId: newId(), requests: ['run'] }
    const write = () => therapist.send({ method: 'POST', url: `/api/patients/${patientId}/requests`, payload: body })
    expect(await write()).toMatchObject({ status: 507 })
    expect((await therapist.send({ method: 'GET', url: `/api/patients/${patientId}` })).status).toBe(200)
    await sql`drop trigger full_disk on event`.execute(db)
    expect(await write()).toMatchObject({ status: 200 })
  } finally {
    await server.close()
    await stop()
  }
})

test('a backup onto a full disk says so, and leaves nothing behind', { timeout }, async () => {
  const folder = makeScratchFolder()
  const file = path.join(folder, 'practice.backup')
  writeNewKey(path.join(folder, 'key'))
  // A device that is always full.
  fs.symlinkSync('/dev/full', `${file}.part`)
  const server = await openTestServer()
  const written = writeBackup(() => packedDump(server.database), file, readKey(path.join(folder, 'key')))
  await expect(written).rejects.toThrow('ENOSPC')
  expect(fs.readdirSync(folder)).toEqual(['key'])
  await server.close()
  fs.rmSync(folder, { recursive: true })
})
