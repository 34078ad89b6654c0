import fs from 'node:fs'
import { NodeFS } from '@electric-sql/pglite/nodefs'
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { copyTemplate, makeScratchFolder, removeTemplate } from '../faults/template.ts'
import { openDatabase } from '../index.ts'
import { findHostFileSystem } from './durable-file-system.ts'

// A database is made here, which takes seconds, and a minute where much else runs.
vi.setConfig({ testTimeout: 300_000 })

const open = (data: string) => openDatabase({ data, now: () => new Date(), log: { info: () => {}, fatal: () => {} } })

type EmscriptenModule = { NODEFS?: { stream_ops: Record<string, unknown> } }

/** Makes PGlite hand out a module that was changed, as a later version of it might. */
function changeModule(change: (module: EmscriptenModule) => void): void {
  const init = NodeFS.prototype.init
  vi.spyOn(NodeFS.prototype, 'init').mockImplementation(async function (this: NodeFS, ...parameters) {
    const { emscriptenOpts } = await init.apply(this, parameters)
    const preRun = [(module: unknown) => change(module as EmscriptenModule), ...(emscriptenOpts.preRun ?? [])]
    return { emscriptenOpts: { ...emscriptenOpts, preRun } }
  })
}

let folder: string
afterAll(removeTemplate)
beforeEach(async () => {
  folder = makeScratchFolder()
  await copyTemplate(folder)
})
afterEach(() => {
  vi.restoreAllMocks()
  fs.rmSync(folder, { recursive: true, force: true })
})

describe('a version of the embedded database that the barrier does not fit', () => {
  test('is refused when a function that carries changes has moved', () => {
    const operations = { setattr: () => {}, mknod: () => {}, rename: () => {}, unlink: () => {}, rmdir: () => {} }
    const module = { NODEFS: { realPath: () => '', node_ops: operations, stream_ops: { setattr: () => {} } } }
    expect(() => findHostFileSystem(module)).toThrow('its file system lacks symlink, write')
    expect(() => findHostFileSystem({})).toThrow('its file system NODEFS was not found')
  })

  test('is refused when the store is opened, and the folder stays free', async () => {
    changeModule((module) => {
      delete module.NODEFS?.stream_ops['write']
    })
    await expect(open(folder)).rejects.toThrow('its file system lacks write')
    vi.restoreAllMocks()
    await (await open(folder)).close()
  })

  test('is refused when its syncs do not come through', async () => {
    changeModule((module) => {
      Object.defineProperty(module.NODEFS?.stream_ops, 'fsync', { get: () => () => 0, set: () => {} })
    })
    await expect(open(folder)).rejects.toThrow('a commit came back without a sync of the write-ahead log')
  })
})
