import { readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run } from './command.mjs'
import { SetupProblem, withProgress } from './progress.mjs'

/**
 * One package in a lock file of npm.
 * @typedef {{ version?: string, integrity?: string, resolved?: string, link?: boolean, optional?: boolean }} LockedPackage
 */

/** @param {string} file @returns {Record<string, LockedPackage>} */
function readPackages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages
}

/**
 * Says whether `node_modules` holds exactly what the lock file asks for, by npm's own record of what it put there.
 * npm writes that record last, so a broken-off installation has none. Packages for other systems may be absent.
 * @param {string} root
 */
export function isInstalled(root) {
  const locked = readPackages(join(root, 'package-lock.json'))
  let present
  try {
    present = readPackages(join(root, 'node_modules', '.package-lock.json'))
  } catch (error) {
    if (error instanceof SyntaxError || /** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return false
    throw error
  }
  const isRight = (/** @type {[string, LockedPackage]} */ [path, asked]) => {
    const found = present[path]
    if (found === undefined) return path === '' || asked.optional === true
    return found.version === asked.version && found.integrity === asked.integrity && found.link === asked.link
  }
  return Object.entries(locked).every(isRight) && Object.keys(present).every((path) => path in locked)
}

/**
 * Installs exactly what the lock file says, unless it is there already.
 * @param {string} root
 */
export async function install(root) {
  if (isInstalled(root)) return
  await withProgress('Installing packages (about a minute the first time)', async () => {
    const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']
    const { succeeded, output } = await run('npm', args, { cwd: root, env: environmentOfSystemNode() })
    if (!succeeded) throw new SetupProblem(`npm ci failed:\n${output.trim()}`)
  })
}

/** npm must not run on the Node inside `node_modules`, which it is about to replace. */
function environmentOfSystemNode() {
  const path = (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => !folder.endsWith(join('node_modules', '.bin')))
  return { ...process.env, PATH: path.join(delimiter) }
}
