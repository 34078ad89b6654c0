import { appendFileSync, writeFileSync } from 'node:fs'
import { isAbsolute, join, resolve } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { isValid, type Judged, type PlannedMutant, readPlan, readResults, shuffled } from './plan.ts'
import { collect, type CollectedTest } from './test-interface.ts'

/** What Stryker's instrumented code reads and counts. */
interface Stryker {
  activeMutant?: string | undefined
  currentTestId?: string | undefined
  hitCount?: number
  hitLimit?: number
  /** Added by `scripts/mutation-sample.ts`: no counting while mutants run. */
  isCounting?: boolean
  /** Added by it: what modules keep from one call to the next. */
  caches?: { clear: () => void }[]
  /** Added by it: what modules keep as long as the object that it is about. */
  perMutant?: { clear: () => void }[]
  mutantCoverage?: { readonly static: Record<string, number>; readonly perTest: Record<string, Record<string, number>> }
}

const home = process.env['MUTATION_HOME'] as string
const world = globalThis as { __stryker__?: Stryker }
world.__stryker__ ??= {}
const stryker = world.__stryker__

/** How often a loop may pass a place beyond what it does without mutant, before it counts as endless. */
const endless = { times: 100, more: 1000 }

test('every mutant of the sample', { timeout: 1e8 }, async () => {
  const { sources, tests: files, seed, wanted, mutants } = readPlan(home)
  stryker.isCounting = true
  for (const source of sources) await import(/* @vite-ignore */ join(home, source))
  const onImport = new Set(Object.keys(stryker.mutantCoverage?.static ?? {}))
  /** Tests outside the copy are declared once: for a change in code that runs while they are, only those of the copy. */
  const load = (version: string) =>
    collect(
      (version.startsWith('?mutant') ? files.filter((file) => !isAbsolute(file)) : files).map((name) => ({
        name,
        load: () => import(/* @vite-ignore */ `${resolve(home, name)}${version}`),
      })),
    )
  const tests = await load('')
  // Reached while tests are declared: these tests are declared anew for each such mutant.
  const onDeclaration = new Set(Object.keys(stryker.mutantCoverage?.static ?? {}).filter((id) => !onImport.has(id)))
  const { reachedBy, mostHits, milliseconds, failing } = await runAll(tests)
  // Nothing counts when the copy has no changes prepared.
  expect(stryker.mutantCoverage).toBeDefined()
  const leftOut = [...failing].map((index) => `${(tests[index] as CollectedTest).name}\n`)
  writeFileSync(join(home, 'left-out.txt'), leftOut.join(''))
  const earlier = readResults(home)
  const done = new Set(earlier.map(({ id }) => id))
  let left = wanted - earlier.filter(isValid).length
  const judge = async ({ id }: PlannedMutant): Promise<Judged> => {
    const own = reachedBy.get(id)
    const isAnew = onImport.has(id) || onDeclaration.has(id)
    if (own === undefined && !isAnew) return { id, verdict: 'NoCoverage' }
    stryker.activeMutant = id
    stryker.hitLimit = (mostHits.get(id) ?? endless.more) * endless.times + endless.more
    stryker.hitCount = 0
    for (const kept of stryker.perMutant ?? []) kept.clear()
    try {
      await runInTurn(tests, own ?? [], milliseconds)
      if (isAnew) {
        const list = await load(`?${onImport.has(id) ? 'anew' : 'mutant'}=${id}`)
        await runInTurn(
          list,
          [...list.keys()].filter((index) => !failing.has(index)),
          milliseconds,
        )
      }
      return { id, verdict: 'Survived' }
    } catch (error) {
      return { id, verdict: String(error).includes('Hit count limit') ? 'Timeout' : 'Killed' }
    } finally {
      stryker.activeMutant = undefined
    }
  }
  for (const mutant of shuffled(mutants, seed)) {
    if (left <= 0) break
    if (done.has(mutant.id)) continue
    writeFileSync(join(home, 'running'), mutant.id)
    const judged = await judge(mutant)
    if (isValid(judged)) left -= 1
    appendFileSync(join(home, 'results.jsonl'), `${JSON.stringify(judged)}\n`)
  }
})

/** The quickest first: the first that fails ends it. */
async function runInTurn(tests: readonly CollectedTest[], indexes: readonly number[], milliseconds: readonly number[]) {
  for (const index of indexes.toSorted((a, b) => (milliseconds[a] ?? 0) - (milliseconds[b] ?? 0))) {
    stryker.hitCount = 0
    await runOne(tests[index] as CollectedTest)
  }
}

async function runOne({ run }: CollectedTest): Promise<void> {
  for (const cache of stryker.caches ?? []) cache.clear()
  await run()
  await nextTurn()
}

/**
 * Runs every test twice without mutant: to see what it reaches, and how long it takes without the counting. Tests that
 * fail by themselves here (they replace a module, say) are left out.
 */
async function runAll(tests: readonly CollectedTest[]) {
  const reachedBy = new Map<string, number[]>()
  const mostHits = new Map<string, number>()
  const milliseconds: number[] = []
  const failing = new Set<number>()
  for (const [index, each] of tests.entries()) {
    stryker.currentTestId = String(index)
    for (const kept of stryker.perMutant ?? []) kept.clear()
    await runOne(each).catch(() => failing.add(index))
    if (failing.has(index)) continue
    for (const [id, hits] of Object.entries(stryker.mutantCoverage?.perTest[String(index)] ?? {})) {
      reachedBy.set(id, [...(reachedBy.get(id) ?? []), index])
      mostHits.set(id, Math.max(mostHits.get(id) ?? 0, hits))
    }
  }
  stryker.isCounting = false
  stryker.currentTestId = undefined
  for (const [index, each] of tests.entries()) {
    const start = performance.now()
    if (!failing.has(index)) await runOne(each)
    milliseconds.push(performance.now() - start)
  }
  return { reachedBy, mostHits, milliseconds, failing }
}
