import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { openEmbeddedStore } from '../embedded/embedded-store.ts'

/** Memory where there is some: a kill spares the page cache, and power is cut on a simulated disk, never on a real one. */
const scratch = fs.existsSync('/dev/shm') ? '/dev/shm' : os.tmpdir()

/** A new folder for one test; whoever makes it removes it. */
export function makeScratchFolder(): string {
  return fs.mkdtempSync(path.join(scratch, 'dosis-faults-'))
}

let template: Promise<string> | undefined

/** To be called when all tests of a file are done: a test worker is stopped without a chance to tidy up. */
export async function removeTemplate(): Promise<void> {
  if (template === undefined) return
  fs.rmSync(await template, { recursive: true, force: true })
  template = undefined
}

/** Copies a store that was opened and closed once; making it takes seconds, so that happens once per process. */
export async function copyTemplate(folder: string): Promise<void> {
  template ??= createTemplate()
  fs.cpSync(await template, folder, { recursive: true })
}

async function createTemplate(): Promise<string> {
  const folder = makeScratchFolder()
  process.once('exit', () => fs.rmSync(folder, { recursive: true, force: true }))
  const log = { info: () => {}, fatal: () => {} }
  const store = await openEmbeddedStore({ data: folder, now: () => new Date(), log })
  await store.close()
  return folder
}
