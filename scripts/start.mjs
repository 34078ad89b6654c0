// The first process of a fresh clone: runs on Node 20, installs and builds what is missing, then hands over to the pinned Node.
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { fileURLToPath } from 'node:url'
import { buildApps } from './build-apps.mjs'
import { onStop, stopWithChildren } from './command.mjs'
import { install } from './install.mjs'
import { findNode, requireNodeToInstall } from './node-version.mjs'
import { SetupProblem } from './progress.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Ctrl-C reaches us twice when npm passes on what the terminal already sent; the server should see it once. */
const repeatedSignalMilliseconds = 500

/** @param {string} node @param {readonly string[]} args */
function handOver(node, args) {
  // In a group of its own, so that Ctrl-C in a terminal does not reach it past us.
  const server = spawn(node, ['apps/cli/bin/dosis.mjs', 'start', '--demo', ...args], {
    cwd: root,
    stdio: 'inherit',
    detached: true,
  })
  let lastAt = -Infinity
  onStop((signal) => {
    if (performance.now() - lastAt > repeatedSignalMilliseconds) server.kill(signal === 'SIGINT' ? 'SIGINT' : 'SIGTERM')
    lastAt = performance.now()
  })
  process.on('exit', () => server.kill('SIGTERM'))
  server.on('error', (error) => {
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  })
  server.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (signal === null ? 0 : constants.signals[signal])
  })
}

try {
  const endWatch = stopWithChildren()
  requireNodeToInstall()
  await install(root)
  const node = findNode(root)
  await buildApps(root, node)
  endWatch()
  handOver(node, process.argv.slice(2))
} catch (error) {
  if (!(error instanceof SetupProblem)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
