import fc from 'fast-check'
import type { FuzzArea, FuzzTarget } from './fuzz-target.ts'

/** What became of the inputs of an area. */
export interface AreaCount {
  readonly area: FuzzArea
  readonly inputs: number
  readonly results: number
  readonly refused: number
  readonly milliseconds: number
}

/** An input that a function did not survive, as small as it could be made. */
export interface FuzzFailure {
  readonly target: string
  readonly seed: number
  readonly input: string
  readonly problem: string
}

export interface FuzzRound {
  readonly counts: readonly AreaCount[]
  readonly failures: readonly FuzzFailure[]
}

/** Told before each input: place of the target in the list. For a watch from another thread. */
export type OnInput = (target: number) => void

/**
 * Runs each target on its share of the inputs; a target that fails stops and is made small, the others go on.
 * @param inputs all together; each target gets its share by weight, rounded up
 */
export async function runTargets(
  targets: readonly FuzzTarget[],
  { inputs, seed, onInput }: { readonly inputs: number; readonly seed: number; readonly onInput?: OnInput },
): Promise<FuzzRound> {
  const perWeight = inputs / targets.reduce((total, { weight }) => total + weight, 0)
  const counts = new Map<FuzzArea, { results: number; refused: number; milliseconds: number }>()
  const failures: FuzzFailure[] = []
  for (const [index, { area, name, weight, inputs: arbitrary, judge }] of targets.entries()) {
    const count = counts.get(area) ?? { results: 0, refused: 0, milliseconds: 0 }
    counts.set(area, count)
    const started = performance.now()
    const property = fc.asyncProperty(arbitrary, async (input) => {
      onInput?.(index)
      const verdict = await judge(input)
      if (verdict === 'result') count.results += 1
      else count.refused += 1
    })
    const outcome = await fc.check(property, { seed, numRuns: Math.ceil(perWeight * weight) })
    count.milliseconds += performance.now() - started
    if (!outcome.failed) continue
    const { errorInstance, counterexample } = outcome
    failures.push({
      target: `${area}: ${name}`,
      seed,
      input: fc.stringify(counterexample?.[0]),
      problem: errorInstance instanceof Error ? errorInstance.message : String(errorInstance),
    })
  }
  return {
    counts: [...counts].map(([area, count]) => ({ area, inputs: count.results + count.refused, ...count })),
    failures,
  }
}

/** Adds the counts of rounds by area. */
export function addCounts(rounds: readonly FuzzRound[]): AreaCount[] {
  const sums = new Map<FuzzArea, AreaCount>()
  for (const count of rounds.flatMap(({ counts }) => counts)) {
    const sum = sums.get(count.area)
    sums.set(count.area, {
      area: count.area,
      inputs: count.inputs + (sum?.inputs ?? 0),
      results: count.results + (sum?.results ?? 0),
      refused: count.refused + (sum?.refused ?? 0),
      milliseconds: count.milliseconds + (sum?.milliseconds ?? 0),
    })
  }
  return [...sums.values()]
}
