import { parseArgs } from 'node:util'
import type { FaultOptions, FaultResult } from './harness.ts'

/** A chain of faults starts from a fresh store after so many, so that checking all it holds stays quick. */
const faultsPerChain = 20

/**
 * Strikes `--faults` times, in chains of at most 20 from seed `--seed` on, and prints one line with all counts.
 * @returns whether every fault struck, nothing was lost and every start succeeded
 */
export async function soak<Result extends FaultResult>(
  what: string,
  defaultFaults: number,
  strike: (options: FaultOptions) => Promise<Result>,
  /** What else the results tell, in a few words. */
  tellMore: (results: readonly Result[]) => string = () => '',
): Promise<boolean> {
  const { values } = parseArgs({
    options: { faults: { type: 'string' }, seed: { type: 'string' } },
    strict: false,
    allowPositionals: true,
  })
  const faults = Number(values.faults ?? defaultFaults)
  const seed = Number(values.seed ?? 1)
  const started = performance.now()
  const results: Result[] = []
  for (let left = faults; left > 0; left -= faultsPerChain) {
    results.push(await strike({ faults: Math.min(left, faultsPerChain), seed: seed + results.length }))
  }
  const total = (count: (result: Result) => number): number => results.reduce((sum, result) => sum + count(result), 0)
  const lost = results.flatMap((result) => result.lost)
  const refused = results.flatMap((result) => result.refused)
  const struck = total(({ whileOpening, whileWriting }) => whileOpening + whileWriting)
  process.stdout.write(
    `${what}: ${struck} (${total(({ whileOpening }) => whileOpening)} while opening), ` +
      `${total(({ acknowledged }) => acknowledged)} acknowledged writes, ${tellMore(results)}${lost.length} lost, ` +
      `${refused.length} did not open, slowest start ` +
      `${Math.max(...results.map(({ longestOpenMilliseconds }) => longestOpenMilliseconds)).toFixed(0)} ms, ` +
      `seeds ${seed} to ${seed + results.length - 1}, ${((performance.now() - started) / 1000).toFixed(0)} s\n`,
  )
  for (const problem of [...lost, ...refused]) process.stderr.write(`${problem}\n`)
  return lost.length === 0 && refused.length === 0 && struck === faults
}
