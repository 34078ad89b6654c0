import { parseArgs } from 'node:util'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { allTargets } from '../../test-support/fuzz/all-targets.ts'
import { addCounts, type FuzzRound, runTargets } from '../../test-support/fuzz/run-targets.ts'

/**
 * Random and malformed inputs for the whole public API: `node fuzz.soak.ts [--minutes N] [--inputs N] [--seed N]
 * [--only TEXT]`. Runs at least 100,000 inputs, then further rounds with the next seeds until the minutes are over. The
 * work stands in a thread of its own, so that a hang is noticed and named.
 */
const { values } = parseArgs({
  options: {
    minutes: { type: 'string' },
    inputs: { type: 'string' },
    seed: { type: 'string' },
    only: { type: 'string' },
  },
  strict: false,
  allowPositionals: true,
})

/** A target that says nothing for so long hangs. */
const longestSilence = 60_000

const targets = allTargets.filter(({ area, name }) => `${area}: ${name}`.includes(String(values.only ?? '')))

if (isMainThread) await watch()
else await work()

async function work(): Promise<void> {
  const { inputs, seed, place } = workerData as { inputs: number; seed: number; place: SharedArrayBuffer }
  const now = new Int32Array(place)
  const onInput = (target: number) => {
    now[0] = target
    Atomics.add(now, 1, 1)
  }
  parentPort?.postMessage(await runTargets(targets, { inputs, seed, onInput }))
}

/** One round in a thread; undefined when it hangs. */
function round(inputs: number, seed: number): Promise<FuzzRound | undefined> {
  const place = new SharedArrayBuffer(8)
  const now = new Int32Array(place)
  const worker = new Worker(new URL(import.meta.url), {
    workerData: { inputs, seed, place },
    argv: process.argv.slice(2),
  })
  return new Promise((resolve, reject) => {
    let last = -1
    let since = performance.now()
    const timer = setInterval(() => {
      if (now[1] !== last) {
        last = now[1] as number
        since = performance.now()
      } else if (performance.now() - since > longestSilence) {
        const { area, name } = targets[now[0] as number] ?? { area: '?', name: '?' }
        process.stderr.write(`✗ ${area}: ${name} hangs (--seed ${seed} --inputs ${inputs})\n`)
        clearInterval(timer)
        void worker.terminate().then(() => resolve(undefined))
      }
    }, 1000)
    worker.once('message', (result: FuzzRound) => {
      clearInterval(timer)
      resolve(result)
    })
    worker.once('error', (error) => {
      clearInterval(timer)
      reject(error)
    })
  })
}

async function watch(): Promise<void> {
  const started = performance.now()
  const minutes = Number(values.minutes ?? 0)
  const inputs = Number(values.inputs ?? 100_000)
  const firstSeed = Number(values.seed ?? Date.now() % 2 ** 31)
  const rounds: FuzzRound[] = []
  let seed = firstSeed
  let hangs = false
  do {
    const result = await round(inputs, seed)
    if (result === undefined) hangs = true
    else {
      rounds.push(result)
      for (const { target, input, problem } of result.failures) {
        process.stderr.write(`✗ ${target} (--seed ${seed})\n  ${problem}\n  ${input}\n`)
      }
    }
    seed += 1
  } while (!hangs && performance.now() - started < minutes * 60_000)
  const counts = addCounts(rounds)
  const total = counts.reduce((sum, count) => sum + count.inputs, 0)
  for (const count of counts) {
    process.stdout.write(
      `${count.area}: ${count.inputs} inputs, ${count.results} results, ${count.refused} refused, ` +
        `${(count.milliseconds / 1000).toFixed(1)} s\n`,
    )
  }
  const failures = rounds.reduce((sum, result) => sum + result.failures.length, 0)
  process.stdout.write(
    `fuzz: ${total} inputs in ${targets.length} targets, ${failures} failures, seeds ${firstSeed} to ${seed - 1}, ` +
      `${((performance.now() - started) / 60_000).toFixed(1)} minutes\n`,
  )
  if (hangs || failures > 0 || total < Math.min(inputs, 100_000)) process.exitCode = 1
}
