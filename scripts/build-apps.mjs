import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { run, toolEnvironment } from './command.mjs'
import { SetupProblem, withProgress } from './progress.mjs'

export const apps = /** @type {const} */ (['clinic', 'patient'])

const notAnInput = /(^|\/)(node_modules|dist|\.[^/]+)$|\.(test|soak)\.tsx?$/

/** @param {string} folder @returns {string[]} paths of all files that a build may read, in a fixed order */
function inputFiles(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !notAnInput.test(name))
    .flatMap((entry) => (entry.isDirectory() ? inputFiles(join(folder, entry.name)) : [join(folder, entry.name)]))
    .sort()
}

/**
 * Hashes everything an app is made of: its own files, the packages, the knowledge and the versions of its dependencies.
 * @param {string} root @param {string} app
 * @returns {string} SHA-256 in hexadecimals
 */
export function hashInputs(root, app) {
  const packages = join(root, 'packages')
  const files = [
    ...['package-lock.json', 'tsconfig.json', 'tsconfig.base.json', 'tsconfig.browser.json'].map((name) =>
      join(root, name),
    ),
    ...inputFiles(join(root, 'apps', app)),
    ...readdirSync(packages).flatMap((name) => [
      join(packages, name, 'package.json'),
      ...inputFiles(join(packages, name, 'src')),
    ]),
    ...inputFiles(join(root, 'knowledge')),
  ].filter((file) => existsSync(file))
  const hash = createHash('sha256')
  for (const file of files) hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0')
  return hash.digest('hex')
}

const stampOf = (/** @type {string} */ root, /** @type {string} */ app) =>
  join(root, 'node_modules', '.cache', 'dosis', `${app}.built`)

/** @param {string} root @param {string} app @param {string} hash */
function isBuilt(root, app, hash) {
  const stamp = stampOf(root, app)
  return (
    existsSync(join(root, 'apps', app, 'dist', 'index.html')) &&
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === hash
  )
}

/** @param {string} root @param {string} node @param {string} app @param {string} hash */
async function buildApp(root, node, app, hash) {
  const folder = join(root, 'apps', app)
  rmSync(stampOf(root, app), { force: true })
  const vite = join(dirname(createRequire(join(folder, 'package.json')).resolve('vite/package.json')), 'bin', 'vite.js')
  const env = { ...toolEnvironment(root, node), NODE_ENV: 'production' }
  const { succeeded, output } = await run(node, [vite, 'build', '--logLevel', 'warn'], { cwd: folder, env })
  if (!succeeded) throw new SetupProblem(`The build of apps/${app} failed:\n${output.trim()}`)
  mkdirSync(dirname(stampOf(root, app)), { recursive: true })
  writeFileSync(stampOf(root, app), hash)
}

/**
 * Builds the apps whose inputs changed since their last build.
 * @param {string} root @param {string} node
 * @returns {Promise<void>} rejects with a {@link SetupProblem} that names every app that does not build
 */
export async function buildApps(root, node) {
  const stale = apps
    .map((app) => ({ app, hash: hashInputs(root, app) }))
    .filter(({ app, hash }) => !isBuilt(root, app, hash))
  if (stale.length === 0) return
  await withProgress(`Building ${stale.map(({ app }) => `apps/${app}`).join(' and ')}`, async () => {
    const results = await Promise.allSettled(stale.map(({ app, hash }) => buildApp(root, node, app, hash)))
    const problems = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.message] : []))
    if (problems.length > 0) throw new SetupProblem(problems.join('\n'))
  })
}
