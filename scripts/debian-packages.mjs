import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './command.mjs'
import { SetupProblem, withProgress } from './progress.mjs'

/** Where Debian puts one folder per PostgreSQL version. */
const postgresFolder = '/usr/lib/postgresql'

/** The newest PostgreSQL on this machine: the folder with `initdb` and `postgres`, or undefined. */
export function findPostgres() {
  const own = process.env['DOSIS_POSTGRES_BIN']
  if (own !== undefined) return own
  if (!existsSync(postgresFolder)) return undefined
  return readdirSync(postgresFolder)
    .sort((one, other) => Number(other) - Number(one))
    .map((version) => join(postgresFolder, version, 'bin'))
    .find((folder) => existsSync(join(folder, 'initdb')))
}

/** The Chromium that browser tests drive, or undefined. The one without windows is first: it looks at a screen sooner. */
export function findChromium() {
  const candidates = [
    process.env['DOSIS_CHROMIUM'],
    '/usr/bin/chromium-headless-shell',
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ]
  return candidates.find((path) => path !== undefined && existsSync(path))
}

/** How to run a program as root: directly, through sudo without a password, or not at all (undefined). */
function rootPrefix() {
  if (process.getuid?.() === 0) return []
  if (spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0) return ['sudo', '-n']
  return undefined
}

/**
 * Installs the Debian packages that tests need and that are not there yet, where that is permitted.
 * @param {string} root folder of the repository
 * @returns {Promise<void>} rejects with a {@link SetupProblem} that says what to install by hand
 */
export async function installDebianPackages(root) {
  const missing = [
    ...(findChromium() === undefined ? ['chromium-headless-shell'] : []),
    ...(findPostgres() === undefined ? ['postgresql'] : []),
  ]
  if (missing.length === 0) return
  const byHand = `The tests need ${missing.join(' and ')}. Install with: sudo apt-get install ${missing.join(' ')}
Elsewhere than on Debian, set DOSIS_CHROMIUM to the program and DOSIS_POSTGRES_BIN to the folder that holds initdb.`
  const prefix = rootPrefix()
  if (!existsSync('/usr/bin/apt-get') || prefix === undefined) throw new SetupProblem(byHand)

  const aptGet = async (/** @type {string[]} */ ...args) => {
    const [program = '', ...rest] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args]
    const { succeeded, output } = await run(program, rest, { cwd: root })
    if (!succeeded) throw new SetupProblem(`apt-get ${args.join(' ')} failed:\n${output.trim()}\n${byHand}`)
  }
  await withProgress(`Installing ${missing.join(' and ')} from Debian`, async () => {
    await aptGet('update')
    await aptGet('install', '-y', '--no-install-recommends', ...missing)
  })
}
