// `npm run soak -- --minutes 30`: runs every *.soak.ts, one after another, and passes the arguments on.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { run, stopWithChildren, toolEnvironment } from './command.mjs'
import { installDebianPackages } from './debian-packages.mjs'
import { install } from './install.mjs'
import { findNode, requireNodeToInstall } from './node-version.mjs'
import { SetupProblem } from './progress.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
/** A soak test may run through the night, not longer. */
const limitMinutes = 24 * 60

/** @param {string} folder path below the root @returns {string[]} */
function findSoakFiles(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => name !== 'node_modules' && name !== 'dist' && !name.startsWith('.'))
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return findSoakFiles(path)
      return entry.name.endsWith('.soak.ts') ? [path] : []
    })
    .sort()
}

try {
  stopWithChildren()
  requireNodeToInstall()
  await install(root)
  await installDebianPackages(root)
  const node = findNode(root)
  const files = findSoakFiles('.')
  let failed = 0
  for (const file of files) {
    const started = performance.now()
    process.stdout.write(`${file} …\n`)
    const { succeeded } = await run(node, [file, ...process.argv.slice(2)], {
      cwd: root,
      env: toolEnvironment(root, node),
      show: true,
      limitMinutes,
    })
    if (!succeeded) failed += 1
    process.stdout.write(`${succeeded ? '✓' : '✗'} ${file}: ${((performance.now() - started) / 1000).toFixed(0)} s\n`)
  }
  process.exitCode = failed > 0 || files.length === 0 ? 1 : 0
  process.stdout.write(`${files.length - failed} passed, ${failed} failed\n`)
} catch (error) {
  if (!(error instanceof SetupProblem)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
