// `npm test`: installs what the tests need, runs every stage, closes with one line. `--only unit,lint` runs some of them.
import { fileURLToPath } from 'node:url'
import { stopWithChildren } from './command.mjs'
import { installDebianPackages } from './debian-packages.mjs'
import { install } from './install.mjs'
import { findNode, requireNodeToInstall } from './node-version.mjs'
import { SetupProblem } from './progress.mjs'
import { close, defineStages, runStages } from './stages.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

/** What each value of --only runs; without it everything runs, in this order. */
const choices = /** @type {const} */ ({
  types: ['types'],
  lint: ['lint', 'format'],
  unit: ['unit'],
  server: ['server'],
  e2e: ['build', 'e2e'],
})

/** @typedef {keyof typeof choices} Choice */

/** @param {readonly string[]} args @returns {Choice[]} */
function readChoices(args) {
  const all = /** @type {Choice[]} */ (Object.keys(choices))
  if (args.length === 0) return all
  const asked = args[0] === '--only' && args.length === 2 ? (args[1] ?? '').split(',') : []
  const chosen = all.filter((choice) => asked.includes(choice))
  if (chosen.length === 0 || chosen.length !== asked.length) {
    throw new SetupProblem(`Use: npm test [-- --only ${all.join('|')}] (several: --only unit,lint)`)
  }
  return chosen
}

try {
  stopWithChildren()
  const chosen = readChoices(process.argv.slice(2))
  requireNodeToInstall()
  await install(root)
  if (chosen.some((choice) => choice !== 'types' && choice !== 'lint')) await installDebianPackages(root)
  const stages = defineStages(root, findNode(root))
  close(await runStages(chosen.flatMap((choice) => choices[choice]).map((name) => stages[name])))
} catch (error) {
  process.stderr.write(`${error instanceof SetupProblem ? error.message : /** @type {Error} */ (error).stack}\n`)
  close({ passed: 0, failed: 1, skipped: 0 })
}
