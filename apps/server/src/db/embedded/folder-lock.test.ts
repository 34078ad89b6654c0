import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest'
import { copyTemplate, makeScratchFolder, removeTemplate } from '../faults/template.ts'
import { openDatabase } from '../index.ts'
import { lockFolder } from './folder-lock.ts'

// A database is made here, which takes seconds, and a minute where much else runs.
vi.setConfig({ testTimeout: 300_000 })

const now = () => new Date('2026-11-22T10:00:00.000Z')
const open = (data: string) => openDatabase({ data, now, log: { info: () => {}, fatal: () => {} } })

let folder: string
afterAll(removeTemplate)
beforeEach(() => {
  folder = makeScratchFolder()
})
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }))

/** Another process that takes the lock, drops what it was given, clears its memory and keeps running. */
async function startHolder(): Promise<ChildProcess> {
  const program = `
    import { lockFolder } from ${JSON.stringify(path.join(import.meta.dirname, 'folder-lock.ts'))}
    lockFolder(${JSON.stringify(folder)}, () => new Date(0))
    for (let turn = 0; turn < 3; turn++) await new Promise((done) => setImmediate(() => done(globalThis.gc())))
    console.log('locked')
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--expose-gc', '--input-type=module-typescript', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  return child
}

test('refuses a second process at once, and says which folder, who has it and what to do', async () => {
  const holder = await startHolder()
  const started = performance.now()
  const refusal = await open(folder).catch((error: Error) => error.message)
  expect(performance.now() - started).toBeLessThan(1000)
  expect(refusal).toBe(
    `The data folder ${folder} is in use by another Dosis (process ${holder.pid}, since 1970-01-01T00:00:00.000Z). ` +
      'Stop that one first, or choose another folder with --data.',
  )
  holder.kill('SIGKILL')
  await once(holder, 'exit')
})

test('takes over from a process that was killed, whatever it left behind', async () => {
  const holder = await startHolder()
  holder.kill('SIGKILL')
  await once(holder, 'exit')
  fs.writeFileSync(path.join(folder, 'dosis.lock.holder'), `process ${process.pid}, since the number was used again\n`)
  const lock = lockFolder(folder, now)
  expect(() => lockFolder(folder, now)).toThrow('is in use by another Dosis')
  lock.release()
})

test('refuses a second store in the same process, and lets go when the first is closed', async () => {
  await copyTemplate(folder)
  const store = await open(folder)
  await expect(open(folder)).rejects.toThrow('is in use by another Dosis')
  await store.close()
  await (await open(folder)).close()
})

test('opens past the empty process file that a power cut leaves behind', async () => {
  await copyTemplate(folder)
  fs.writeFileSync(path.join(folder, 'database', 'postmaster.pid'), '')
  const store = await open(folder)
  expect(await store.db.selectFrom('event').selectAll().execute()).toEqual([])
  await store.close()
})

test('does not touch the process file of a database that another process has open', async () => {
  const holder = await startHolder()
  fs.mkdirSync(path.join(folder, 'database'))
  fs.writeFileSync(path.join(folder, 'database', 'postmaster.pid'), 'theirs')
  await expect(open(folder)).rejects.toThrow('is in use by another Dosis')
  expect(fs.readFileSync(path.join(folder, 'database', 'postmaster.pid'), 'utf8')).toBe('theirs')
  holder.kill('SIGKILL')
  await once(holder, 'exit')
})

test('says that a folder cannot be used, and why', async () => {
  const file = path.join(folder, 'a-file')
  fs.writeFileSync(file, '')
  await expect(open(file)).rejects.toThrow(`The data folder ${file} cannot be used: EEXIST`)
  await expect(open(path.join(file, 'below'))).rejects.toThrow('cannot be used: ENOTDIR')
})

test('clears up a database that was left half-made', async () => {
  fs.mkdirSync(path.join(folder, 'database.new', 'base'), { recursive: true })
  fs.writeFileSync(path.join(folder, 'database.new', 'PG_VERSION'), '18')
  await (await open(folder)).close()
  expect(fs.readdirSync(folder).sort()).toEqual(['database', 'dosis.lock'])
})
