import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What `scripts/mutation-sample.ts` leaves for the process that runs the mutants, in `plan.json`. */
export interface Plan {
  /** Files that are mutated, and tests, relative to the copy of the package. */
  readonly sources: readonly string[]
  readonly tests: readonly string[]
  readonly seed: number
  /** Mutants to judge. */
  readonly wanted: number
  readonly mutants: readonly PlannedMutant[]
}

export interface PlannedMutant {
  readonly id: string
  /** Relative to the copy of the package. */
  readonly file: string
  readonly line: number
  readonly before: string
  readonly after: string
}

/** `Static` is code that runs on import alone: it cannot be switched afterwards and does not count. */
export type Verdict = 'Killed' | 'Timeout' | 'Survived' | 'NoCoverage' | 'Static'

export interface Judged {
  readonly id: string
  readonly verdict: Verdict
}

export const isValid = ({ verdict }: Judged): boolean => verdict !== 'Static'

export function readPlan(home: string): Plan {
  return JSON.parse(readFileSync(join(home, 'plan.json'), 'utf8')) as Plan
}

/** One line a mutant. */
export function readResults(home: string): Judged[] {
  const path = join(home, 'results.jsonl')
  if (!existsSync(path)) return []
  const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean)
  return lines.map((line) => JSON.parse(line) as Judged)
}

/** Mutants in the order of the sample: the same for the same seed. */
export function shuffled<T>(list: readonly T[], seed: number): T[] {
  let state = seed
  // Mulberry32.
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0
    let bits = Math.imul(state ^ (state >>> 15), 1 | state)
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32
  }
  const keyed = list.map((item) => ({ item, key: uniform() }))
  return keyed.toSorted((one, other) => one.key - other.key).map(({ item }) => item)
}
