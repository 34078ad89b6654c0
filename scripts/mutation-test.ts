import { spawnSync } from 'node:child_process'
import { existsSync, globSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'

/**
 * Changes the code of one folder of packages/evidence in every small way and counts which changes no test notices.
 * `node scripts/mutation-test.ts FOLDER [--file NAME.ts] [--tests GLOBS] [--force] [--show] [--report-only]`
 * (see docs/how-to/mutation-testing.md).
 */
const root = join(import.meta.dirname, '..')
const home = join(root, 'packages/evidence')

/** Further tests of a folder that stand elsewhere. */
const testsElsewhere: Record<string, string[]> = {
  'effect-size': ['src/reference/effect-size.test.ts'],
  pairwise: ['src/reference/pairwise.test.ts'],
  network: ['src/reference/network.test.ts'],
}

interface Mutant {
  readonly mutatorName: string
  readonly replacement?: string
  readonly status: string
  readonly location: { readonly start: Place; readonly end: Place }
}

interface Place {
  readonly line: number
  readonly column: number
}

type Report = { readonly files: Record<string, { readonly source: string; readonly mutants: readonly Mutant[] }> }

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    file: { type: 'string' },
    tests: { type: 'string' },
    force: { type: 'boolean', default: false },
    show: { type: 'boolean', default: false },
    'report-only': { type: 'boolean', default: false },
  },
})
const [folder] = positionals
if (folder === undefined || !existsSync(join(home, 'src', folder))) {
  process.stderr.write('mutation-test: needs a folder of packages/evidence/src, such as numerics\n')
  process.exit(2)
}
const names = globSync('**/*.ts', { cwd: join(home, 'src', folder) })
  .filter((name) => !name.endsWith('.test.ts') && (options.file === undefined || name === options.file))
  .toSorted()
if (!options['report-only']) for (const name of names) runStryker(folder, name)
report(folder, names)

/** What is remembered of a file, in packages/evidence. */
function resultOf(of: string, name: string): string {
  return `dist/mutation/${of}/${name.replace(/\.ts$/, '.json')}`
}

/** One file at a time: code in which every change is prepared is slow, so that only the file in question should be. */
function runStryker(of: string, name: string): void {
  const result = resultOf(of, name)
  mkdirSync(join(home, dirname(result)), { recursive: true })
  const tests = options.tests ?? [`src/${of}/**/*.test.ts`, ...(testsElsewhere[of] ?? [])].join(',')
  const args = ['run', 'mutation/stryker.config.json', '--incrementalFile', result]
  args.push('--mutate', `src/${of}/${name}`)
  if (options.force) args.push('--force')
  const env = { ...process.env, MUTATION_TESTS: tests }
  const { status } = spawnSync(join(root, 'node_modules/.bin/stryker'), args, { cwd: home, env, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}

/** Prints the figures per file and, with --show, every change that no test noticed. */
function report(of: string, wanted: readonly string[]): void {
  const files = wanted.flatMap((name) => {
    const result = join(home, resultOf(of, name))
    if (!existsSync(result)) return []
    const found = (JSON.parse(readFileSync(result, 'utf8')) as Report).files[`src/${of}/${name}`]
    return found === undefined ? [] : [{ name, ...found }]
  })
  const rows = files.map(({ name, mutants }) => ({ name, ...countsOf(mutants) }))
  if (files.length > 1) rows.push({ name: 'together', ...countsOf(files.flatMap(({ mutants }) => mutants)) })
  const width = Math.max(...rows.map(({ name }) => name.length))
  write(`${'file'.padEnd(width)} mutants killed timeout survived uncovered  score`)
  for (const { name, mutants, killed, timeout, survived, uncovered, score } of rows) {
    const cells = [
      String(mutants).padStart(7),
      String(killed).padStart(6),
      String(timeout).padStart(7),
      String(survived).padStart(8),
      String(uncovered).padStart(9),
      `${score.toFixed(1)}%`.padStart(6),
    ]
    write(`${name.padEnd(width)} ${cells.join(' ')}`)
  }
  if (options.show) for (const file of files) showSurvivors(file.name, file.source, file.mutants)
}

function countsOf(mutants: readonly Mutant[]) {
  const count = (status: string) => mutants.filter((mutant) => mutant.status === status).length
  const [killed, timeout, survived, uncovered] = ['Killed', 'Timeout', 'Survived', 'NoCoverage'].map(count) as [
    number,
    number,
    number,
    number,
  ]
  const valid = killed + timeout + survived + uncovered
  return { mutants: valid, killed, timeout, survived, uncovered, score: (100 * (killed + timeout)) / valid }
}

function showSurvivors(name: string, source: string, mutants: readonly Mutant[]): void {
  const lines = source.split('\n')
  for (const { status, replacement, location, mutatorName } of mutants) {
    if (status !== 'Survived' && status !== 'NoCoverage') continue
    const { start, end } = location
    const line = lines[start.line - 1] ?? ''
    const last = start.line === end.line ? end.column - 1 : line.length
    const instead = (replacement ?? '').replaceAll(/\s+/g, ' ').slice(0, 90)
    const mark = status === 'NoCoverage' ? ' (no test comes here)' : ''
    write(`\n${name}:${start.line} ${mutatorName}${mark}\n  ${line.trim()}`)
    write(`  ${line.slice(start.column - 1, last)} → ${instead}`)
  }
}

function write(line: string): void {
  process.stdout.write(`${line}\n`)
}
