import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Names the folder of a run's templates to every process of that run. */
const folderOfRun = 'DOSIS_TEST_TEMPLATES'
const waitMilliseconds = 120_000

/** Before the first test of a run and after its last one. */
export async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'dosis-templates-'))
  // Under root, PostgreSQL makes its template as a user of its own, who must come through here.
  await chmod(folder, 0o711)
  process.env[folderOfRun] = folder
  return async () => {
    delete process.env[folderOfRun]
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * The folder that `make` fills, made once for all files of a run by the first that asks; the others wait for it. Nobody
 * writes in it: see {@link fillFolder}. Outside a run of tests, as in a soak, there is none.
 * @throws {Error} the file of tests that began it did not end it
 */
export async function templateOf(name: string, make: (folder: string) => Promise<void>): Promise<string | undefined> {
  const all = process.env[folderOfRun]
  if (all === undefined) return undefined
  const template = join(all, name)
  const done = `${template}.done`
  try {
    await mkdir(template)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    await untilThere(done)
    return template
  }
  await make(template)
  await writeFile(done, '')
  return template
}

/** Fills a folder as `make` does, by a copy of what it made earlier in this run; owners and modes are kept. */
export async function fillFolder(name: string, folder: string, make: (folder: string) => Promise<void>): Promise<void> {
  const template = await templateOf(name, make)
  if (template === undefined) return make(folder)
  await mkdir(folder, { recursive: true })
  await run('cp', ['-a', `${template}/.`, folder])
}

async function untilThere(file: string): Promise<void> {
  const limit = Date.now() + waitMilliseconds
  while (!(await stat(file).catch(() => null))) {
    if (Date.now() > limit) throw new Error(`${file} was not made by the file of tests that began it`)
    await sleep(50)
  }
}
