import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildApps } from './build-apps.mjs'
import { run, toolEnvironment } from './command.mjs'
import { SetupProblem } from './progress.mjs'

/**
 * What a stage found. A check such as lint counts as one; a run of vitest counts its tests.
 * @typedef {{ passed: number, failed: number, skipped: number }} Count
 * @typedef {{ name: string, run: () => Promise<Count> }} Stage
 */

const one = (/** @type {boolean} */ succeeded) => ({ passed: succeeded ? 1 : 0, failed: succeeded ? 0 : 1, skipped: 0 })

/**
 * The stages of `npm run check` and `npm test`.
 * @param {string} root @param {string} node
 */
export function defineStages(root, node) {
  // The processes that tests start share what they compiled, as `dosis` itself does.
  const env = { ...toolEnvironment(root, node), NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'dosis') }
  const options = { cwd: root, env, show: true }
  const bin = (/** @type {string} */ name) => join(root, 'node_modules', '.bin', name)

  /** @returns {Promise<Count>} */
  async function checkTypes() {
    const projects = ['tsconfig.node.json', 'tsconfig.browser.json', 'tsconfig.browser-tests.json']
    const results = await Promise.all(projects.map((project) => run(bin('tsc'), ['--project', project], options)))
    return one(results.every(({ succeeded }) => succeeded))
  }

  /** @returns {Promise<Count>} */
  async function lint() {
    const typeAware = existsSync(join(root, 'node_modules', 'oxlint-tsgolint')) ? ['--type-aware'] : []
    const { succeeded } = await run(bin('oxlint'), [...typeAware, '--deny-warnings'], options)
    return one(succeeded)
  }

  /** @returns {Promise<Count>} */
  async function checkFormat() {
    const { succeeded } = await run(bin('biome'), ['format', '--max-diagnostics=20'], options)
    return one(succeeded)
  }

  /** @returns {Promise<Count>} */
  async function build() {
    try {
      await buildApps(root, node)
      return one(true)
    } catch (error) {
      if (!(error instanceof SetupProblem)) throw error
      process.stderr.write(`${error.message}\n`)
      return one(false)
    }
  }

  /** @param {string} project a project of vitest.config.ts @returns {Promise<Count>} */
  async function runTests(project) {
    const folder = mkdtempSync(join(tmpdir(), 'dosis-counts-'))
    const file = join(folder, 'counts.json')
    const reporters = ['--reporter=default', '--reporter=./scripts/vitest-count-reporter.ts']
    const { succeeded } = await run(node, [vitest(root), 'run', '--project', project, ...reporters], {
      ...options,
      env: { ...options.env, DOSIS_TEST_COUNTS: file },
    })
    const count = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { passed: 0, failed: 0, skipped: 0 }
    rmSync(folder, { recursive: true })
    // A run that breaks off, finds no test or leaves an error behind has failed, even if each test that ran passed.
    const brokeOff = count.failed === 0 && (!succeeded || count.passed === 0)
    return brokeOff ? { ...count, failed: 1 } : count
  }

  return {
    types: { name: 'Type check', run: checkTypes },
    lint: { name: 'Lint', run: lint },
    format: { name: 'Format', run: checkFormat },
    unit: { name: 'Unit, property, knowledge and import-rule tests', run: () => runTests('unit') },
    server: { name: 'Server tests', run: () => runTests('server') },
    build: { name: 'Builds of the apps', run: build },
    e2e: { name: 'Browser tests', run: () => runTests('e2e') },
  }
}

const vitest = (/** @type {string} */ root) => join(root, 'node_modules', 'vitest', 'vitest.mjs')

/**
 * Runs stages one after another, all of them even when one fails.
 * @param {readonly Stage[]} stages
 * @returns {Promise<Count>} the sum
 */
export async function runStages(stages) {
  const total = { passed: 0, failed: 0, skipped: 0 }
  for (const [index, { name, run: runStage }] of stages.entries()) {
    const started = performance.now()
    process.stdout.write(`\n[${index + 1}/${stages.length}] ${name} …\n`)
    const count = await runStage().catch(reportMistake)
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : ''
    process.stdout.write(
      `${count.failed > 0 ? '✗' : '✓'} ${name}: ${count.passed} passed, ${count.failed} failed${skipped}, ${seconds} s\n`,
    )
    total.passed += count.passed
    total.failed += count.failed
    total.skipped += count.skipped
  }
  return total
}

/** A mistake in a script of ours fails its stage and hides no later one. @param {unknown} error */
function reportMistake(error) {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  return one(false)
}

/**
 * Prints the closing line and sets the exit code: 0 only when something passed and nothing failed.
 * @param {Count} total
 */
export function close({ passed, failed }) {
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0
  process.stdout.write(`\n${passed} passed, ${failed} failed\n`)
}
