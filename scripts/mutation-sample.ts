import { spawn } from 'node:child_process'
import { appendFileSync, cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { isValid, type Judged, type Plan, readResults } from './mutation-sample/plan.ts'

/**
 * What share of the small changes to the code of one folder of packages/evidence, or of packages/engine, the tests notice,
 * from a random sample of the changes: `node scripts/mutation-sample.ts FOLDER [--mutants 1000] [--seed 1] [--skip NAMES]
 * [--show]`, where FOLDER is such as `network` or `engine/criteria` (see docs/how-to/mutation-testing.md). One process
 * switches one change on after the other; that takes minutes.
 */
const root = join(import.meta.dirname, '..')

/** Files that only tests use. */
const support = /(-testing|\/fixture|\/empty-knowledge)\.ts$/

/** Tests of the engine with the real knowledge; they stand outside the package. */
const testsOfKnowledge = globSync(
  '{cases,cases/assessments,cases/courses,cases/plans,constraints,progressions}/*.test.ts',
  {
    cwd: join(root, 'knowledge'),
  },
)

/** Nothing is heard of a change that never ends: its process is stopped, and the next one goes on behind it. */
const patience = { first: 300_000, next: 60_000 }

/** On how many generated people each property is tried; `npm test` tries 20,000. */
const people = 200

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    mutants: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    skip: { type: 'string', default: '' },
    show: { type: 'boolean', default: false },
  },
})
const [named = ''] = positionals
const isEngine = named.startsWith('engine/')
const source = join(root, isEngine ? 'packages/engine' : 'packages/evidence')
const folder = isEngine ? named.slice('engine/'.length) : named
const [wanted, seed] = [Number(options.mutants), Number(options.seed)]
if (folder === '' || !existsSync(join(source, 'src', folder)) || !(wanted > 0) || !Number.isInteger(seed)) {
  process.stderr.write('mutation-sample: needs a folder such as network or engine/criteria; see its head\n')
  process.exit(2)
}
const home = join(source, 'dist/mutation/sample', folder)
const began = Date.now()
const plan = await prepare(folder, options.skip.split(','))
await runToTheEnd()
report(readResults(home))

/** The parts of Stryker's instrumenter that are used; it comes with `@stryker-mutator/core`. */
interface Instrumenter {
  readonly instrument: (
    files: readonly { name: string; mutate: boolean; content: string }[],
    settings: object,
  ) => Promise<{
    readonly files: readonly { readonly name: string; readonly content: string }[]
    readonly mutants: readonly {
      readonly id: string
      readonly fileName: string
      readonly replacement: string
      readonly location: { readonly start: Place; readonly end: Place }
    }[]
  }>
}

/** Line and column from 0. */
interface Place {
  readonly line: number
  readonly column: number
}

async function loadInstrumenter(): Promise<Instrumenter> {
  const ofCore = createRequire(createRequire(import.meta.url).resolve('@stryker-mutator/core'))
  const load = (name: string) => import(ofCore.resolve(name)) as Promise<Record<string, unknown>>
  const { createInjector } = (await load('typed-inject')) as { createInjector: () => Injector }
  const { createInstrumenter } = (await load('@stryker-mutator/instrumenter')) as {
    createInstrumenter: (injector: Injector) => Instrumenter
  }
  const nothing = () => undefined
  const isDebugEnabled = () => false
  return createInstrumenter(
    createInjector().provideValue('logger', { debug: nothing, info: nothing, warn: nothing, isDebugEnabled }),
  )
}

interface Injector {
  readonly provideValue: (name: string, value: object) => Injector
}

/** Copies the package and prepares every change in the copy. */
async function prepare(of: string, skip: readonly string[]): Promise<Plan> {
  rmSync(home, { recursive: true, force: true })
  mkdirSync(home, { recursive: true })
  for (const part of ['src', 'fixtures', 'test-support', 'package.json']) {
    if (existsSync(join(source, part))) cpSync(join(source, part), join(home, part), { recursive: true })
  }
  const found = globSync(`src/${of}/**/*.ts`, { cwd: home }).toSorted()
  const tests = found.filter((name) => name.endsWith('.test.ts'))
  const compared = `src/reference/${of}.test.ts`
  if (existsSync(join(home, compared))) tests.push(compared)
  // The parts of the engine work on each other, so that all of its tests hold each of them.
  if (isEngine) {
    const others = globSync('src/**/*.test.ts', { cwd: home }).toSorted()
    tests.push(...others.filter((name) => !tests.includes(name)))
    tests.push(...testsOfKnowledge.toSorted().map((name) => join(root, 'knowledge', name)))
  }
  const sources = found.filter(
    (name) => !name.endsWith('.test.ts') && !support.test(name) && !skip.some((each) => name.endsWith(`/${each}`)),
  )
  const contents = new Map(sources.map((name) => [name, readFileSync(join(home, name), 'utf8')]))
  const instrumenter = await loadInstrumenter()
  const { files, mutants } = await instrumenter.instrument(
    sources.map((name) => ({ name: join(home, name), mutate: true, content: contents.get(name) as string })),
    { plugins: null, excludedMutations: [], ignorers: [], noHeader: false },
  )
  for (const { name, content } of files) writeFileSync(name, withSwitches(content))
  const made: Plan = {
    sources,
    tests,
    seed,
    wanted,
    mutants: mutants.map(({ id, fileName, location: { start, end }, replacement }) => {
      const file = relative(home, fileName)
      const line = (contents.get(file) as string).split('\n')[start.line] as string
      const before = line.slice(start.column, start.line === end.line ? end.column : undefined)
      return { id, file, line: start.line + 1, before, after: replacement }
    }),
  }
  writeFileSync(join(home, 'plan.json'), JSON.stringify(made))
  return made
}

/** Counting can be left out, which is thirty times as fast; what a module keeps can be forgotten. */
function withSwitches(content: string): string {
  return content
    .replace('function cover() {', 'function cover() { if (ns.isCounting === false) return;')
    .replaceAll(/^const (\w+) = new Map<.*$/gm, (line, name: string) => {
      return `${line}\n;((globalThis as any).__stryker__.caches ??= []).push(${name})`
    })
    .replaceAll(/^const (\w+) = new WeakMap(<.*>)?\(\);?$/gm, (_line, name: string, types = '') => {
      const made = `new WeakMap${types}()`
      const clear = `{ clear: () => { ${name} = ${made} } }`
      return `let ${name} = ${made}\n;((globalThis as any).__stryker__.perMutant ??= []).push(${clear})`
    })
}

async function runToTheEnd(): Promise<void> {
  const vitest = join(root, 'node_modules/.bin/vitest')
  const config = join(root, 'scripts/mutation-sample/vitest.config.ts')
  for (;;) {
    const child = spawn(vitest, ['run', '--config', config], {
      cwd: dirname(config),
      detached: true,
      env: {
        ...process.env,
        MUTATION_HOME: home,
        ...(isEngine ? { MUTATION_ENGINE: join(home, 'src/index.ts'), DOSIS_RUNS: String(people) } : {}),
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    let status: number | null | undefined
    child.on('exit', (code) => {
      status = code
    })
    let judged = readResults(home).length
    let [isUnderWay, since] = [false, Date.now()]
    while (status === undefined && Date.now() - since < (isUnderWay ? patience.next : patience.first)) {
      await wait(500)
      const now = readResults(home).length
      if (now === judged) continue
      ;[judged, isUnderWay, since] = [now, true, Date.now()]
    }
    if (status === 0) return
    if (status === undefined) process.kill(-(child.pid as number), 'SIGKILL')
    if (status !== undefined || !isUnderWay) throw new Error('mutation-sample: the tests do not run without a change')
    const timeout: Judged = { id: readFileSync(join(home, 'running'), 'utf8'), verdict: 'Timeout' }
    appendFileSync(join(home, 'results.jsonl'), `${JSON.stringify(timeout)}\n`)
  }
}

function report(all: readonly Judged[]): void {
  const judged = all.filter(isValid)
  const byId = new Map(plan.mutants.map((mutant) => [mutant.id, mutant]))
  const fileOf = ({ id }: Judged) => byId.get(id)?.file ?? ''
  const names = [...new Set(judged.map(fileOf))].toSorted()
  const rows = names.map((name) => ({ name, ...countsOf(judged.filter((each) => fileOf(each) === name)) }))
  for (const { name, valid, noticed } of rows) {
    write(`${name.padEnd(52)} ${String(noticed).padStart(4)} of ${String(valid).padStart(4)}`)
  }
  if (options.show) {
    for (const { id, verdict } of judged) {
      const mutant = byId.get(id)
      if (mutant === undefined || verdict === 'Killed' || verdict === 'Timeout') continue
      const [before, after] = [mutant.before, mutant.after].map((code) => code.replaceAll(/\s+/g, ' ').slice(0, 90))
      write(
        `${mutant.file}:${mutant.line}${verdict === 'NoCoverage' ? ' (no test comes here)' : ''} ${before} → ${after}`,
      )
    }
  }
  const { valid, noticed } = countsOf(judged)
  const share = noticed / valid
  const margin = (196 * Math.sqrt((share * (1 - share)) / valid)).toFixed(1)
  const isWhole = all.length === plan.mutants.length
  const sample = isWhole ? 'all changes' : `± ${margin} percentage points, 95 % interval of the sample; seed ${seed}`
  write(`${named}: ${noticed} of ${valid} noticed, ${(100 * share).toFixed(1)} % (${sample})`)
  for (const name of readFileSync(join(home, 'left-out.txt'), 'utf8').split('\n').filter(Boolean)) {
    write(`test left out, because it does not run in one process with others: ${name}`)
  }
  const [killed, timeouts] = ['Killed', 'Timeout'].map((of) => judged.filter(({ verdict }) => verdict === of).length)
  const minutes = ((Date.now() - began) / 60_000).toFixed(1)
  write(`${killed} killed, ${timeouts} without end, ${valid - noticed} unnoticed; ${minutes} minutes`)
}

function countsOf(judged: readonly Judged[]) {
  const missed = judged.filter(({ verdict }) => verdict === 'Survived' || verdict === 'NoCoverage').length
  return { valid: judged.length, noticed: judged.length - missed }
}

function write(line: string): void {
  process.stdout.write(`${line}\n`)
}
