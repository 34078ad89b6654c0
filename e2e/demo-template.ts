import { cp, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startServer } from '@dosis/server'
import { pino } from 'pino'
import { inject } from 'vitest'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    /** A folder of this run of the browser tests, gone after it. */
    demoTemplates: string
  }
}

/** Before the first test of a run and after its last one. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'dosis-e2e-demo-'))
  provide('demoTemplates', folder)
  return () => rm(folder, { recursive: true, force: true })
}

const waitMilliseconds = 120_000

/** Fills a folder with the demo practice as it is at a moment: made by the server itself, once for all files of a run. */
export async function copyDemo(data: string, at: Date): Promise<void> {
  const template = join(inject('demoTemplates'), String(at.getTime()))
  const done = `${template}.done`
  try {
    await mkdir(template)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    await untilThere(done)
    return cp(template, data, { recursive: true })
  }
  const options = { port: 0, data: template, demo: true, jobs: false, now: () => at, log: pino({ level: 'silent' }) }
  await (await startServer(options)).stop()
  await writeFile(done, '')
  return cp(template, data, { recursive: true })
}

async function untilThere(file: string): Promise<void> {
  const limit = Date.now() + waitMilliseconds
  while (!(await stat(file).catch(() => null))) {
    if (Date.now() > limit) throw new Error('the demo practice was not made by the file of tests that began it')
    await sleep(50)
  }
}
