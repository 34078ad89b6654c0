import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { intrudeRepeatedly, intrusions } from '../../test-support/faults/second-process.ts'
import { copyTemplate, makeScratchFolder, removeTemplate } from './faults/template.ts'
import { openDatabase, openRecord, UnsafeStoreError } from './index.ts'

afterAll(removeTemplate)

const timeout = 300_000
const locksOnce = fileURLToPath(new URL('../../test-support/faults/locks-once.ts', import.meta.url))

test('a second process on the folder, a restore under a running one and a removed lock file are refused at once', {
  timeout,
}, async () => {
  const result = await intrudeRepeatedly({ attempts: 60, seed: 1 })
  expect(result).toMatchObject({ problems: [], lost: [], attempts: 60 })
  for (const intrusion of intrusions) expect(result.refused[intrusion], intrusion).toBeGreaterThan(0)
  expect(result.acknowledged).toBeGreaterThan(0)
})

test('the same attempts find out a process that has the lock file alone', { timeout }, async () => {
  const { problems } = await intrudeRepeatedly({ attempts: 5, seed: 2, holder: [locksOnce] })
  expect(problems).toEqual(['open without lock file: was let in'])
})

test('who removes every lock ends the process that had the folder, before it acknowledges anything more', {
  timeout,
}, async () => {
  const folder = makeScratchFolder()
  await copyTemplate(folder)
  const reasons: string[] = []
  const log = { info: () => {}, fatal: () => {} }
  const now = () => new Date()
  const store = await openDatabase({ data: folder, now, log, onUnsafe: ({ message }) => reasons.push(message) })
  const record = openRecord(store)
  await record.storePractice({ practiceId: 'practice', name: 'Practice' })
  fs.rmSync(path.join(folder, 'dosis.lock'))
  await record.storePatientDetails({
    practiceId: 'practice',
    patientId: 'a',
    versionId: 'v',
    details: {},
    recordedBy: 't',
  })
  fs.rmSync(path.join(folder, 'database', 'dosis.lock'))
  await expect(record.storePractice({ practiceId: 'practice', name: 'Practice' })).rejects.toThrow(UnsafeStoreError)
  expect(reasons).toEqual(['the lock beside the database was removed while it was open'])
  await store.close()
  fs.rmSync(folder, { recursive: true })
})
