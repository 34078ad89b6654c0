// `npm run check`: what every commit must pass – types, lint, format, import rules and unit tests.
import { fileURLToPath } from 'node:url'
import { stopWithChildren } from './command.mjs'
import { installDebianPackages } from './debian-packages.mjs'
import { install } from './install.mjs'
import { findNode, requireNodeToInstall } from './node-version.mjs'
import { SetupProblem } from './progress.mjs'
import { close, defineStages, runStages } from './stages.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

try {
  stopWithChildren()
  requireNodeToInstall()
  await install(root)
  await installDebianPackages(root)
  const { types, lint, format, unit } = defineStages(root, findNode(root))
  close(await runStages([types, lint, format, unit]))
} catch (error) {
  if (!(error instanceof SetupProblem)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
