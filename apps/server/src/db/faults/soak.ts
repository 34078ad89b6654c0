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

/** What one part of a long run found. */
export interface SoakPart {
  /** Faults that really struck. */
  readonly done: number
  /** What must not be; one line each. */
  readonly problems: readonly string[]
  /** Counts worth printing, added up over the parts. */
  readonly figures: Readonly<Record<string, number>>
  /** Of the slowest answer; left out where time is no promise. */
  readonly slowestMilliseconds?: number
}

/**
 * Runs `--faults` faults in parts of at most `perPart`, each with a seed of its own from `--seed` on, and prints one line.
 * @returns whether every fault struck and nothing was found
 */
export async function soakOf(
  what: string,
  defaultCount: number,
  perPart: number,
  strike: (options: { readonly count: number; readonly seed: number }) => Promise<SoakPart>,
): Promise<boolean> {
  const { values } = parseArgs({
    options: { faults: { type: 'string' }, seed: { type: 'string' } },
    strict: false,
    allowPositionals: true,
  })
  const count = Number(values.faults ?? defaultCount)
  const seed = Number(values.seed ?? 1)
  const started = performance.now()
  const parts: SoakPart[] = []
  for (let left = count; left > 0; left -= perPart) {
    parts.push(await strike({ count: Math.min(left, perPart), seed: seed + parts.length }))
  }
  const figures: Record<string, number> = {}
  for (const [name, value] of parts.flatMap((part) => Object.entries(part.figures))) {
    figures[name] = (figures[name] ?? 0) + value
  }
  const done = parts.reduce((sum, part) => sum + part.done, 0)
  const problems = parts.flatMap((part) => part.problems)
  const slowest = Math.max(...parts.map(({ slowestMilliseconds = 0 }) => slowestMilliseconds))
  const told = Object.entries(figures).map(([name, value]) => `${name} ${value}`)
  process.stdout.write(
    `${what}: ${done} (${told.join(', ')}), ${problems.length} problems, ` +
      `${slowest > 0 ? `slowest ${slowest.toFixed(0)} ms, ` : ''}seeds ${seed} to ${seed + parts.length - 1}, ` +
      `${((performance.now() - started) / 1000).toFixed(0)} s\n`,
  )
  for (const problem of problems) process.stderr.write(`${problem}\n`)
  return problems.length === 0 && done >= count
}
