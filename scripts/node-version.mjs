import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { SetupProblem } from './progress.mjs'

/** What can run these scripts and npm. */
const minimumToInstall = [20, 19]
/** The first Node that runs TypeScript files as they are. */
const minimumToRun = [22, 18]

/** @param {string} version such as "v24.21.0" @param {readonly number[]} minimum */
export function isAtLeast(version, minimum) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number)
  const [minimumMajor = 0, minimumMinor = 0] = minimum
  return major > minimumMajor || (major === minimumMajor && minor >= minimumMinor)
}

/** Stops with a clear message on a Node that cannot even install. */
export function requireNodeToInstall(version = process.version) {
  if (isAtLeast(version, minimumToInstall)) return
  throw new SetupProblem(
    `Dosis needs Node ${minimumToInstall.join('.')} or newer to install itself; this is ${version}. Newer ones: https://nodejs.org/`,
  )
}

/**
 * Finds the Node that runs Dosis: the one in the lock file, or this one where that does not run (other than Linux x64).
 * @param {string} root folder of the repository, installed
 * @returns {string} path of the program
 */
export function findNode(root) {
  const pinned = join(root, 'node_modules', '.bin', 'node')
  if (spawnSync(pinned, ['--version'], { stdio: 'ignore' }).status === 0) return pinned
  if (isAtLeast(process.version, minimumToRun)) return process.execPath
  throw new SetupProblem(
    `Dosis runs on Node ${minimumToRun.join('.')} or newer; this is ${process.version}, and the Node that comes with Dosis does not run ` +
      `here (${process.platform} ${process.arch}). Install a newer Node, or run "npm ci" again if this is Linux x64.`,
  )
}
