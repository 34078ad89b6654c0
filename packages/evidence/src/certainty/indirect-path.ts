import { type InputProblem, refuse } from '../input-problem.ts'
import { type Certainty, certainties } from './grade-level.ts'

/** Two treatments that were compared head to head, with what that evidence is worth before imprecision. */
export interface RatedDirectComparison {
  readonly treatment1: string
  readonly treatment2: string
  readonly certainty: Certainty
  /** Variance of the direct estimate, on the scale of analysis. */
  readonly variance: number
}

/** The comparisons through which two treatments are compared indirectly. */
export interface IndirectPath {
  /** From the first treatment to the second. */
  readonly treatments: readonly string[]
  readonly comparisons: readonly RatedDirectComparison[]
}

interface Step {
  readonly from: string
  readonly comparison: RatedDirectComparison
  readonly comparisons: number
  readonly variance: number
}

/**
 * The dominant indirect comparison: of the shortest paths (a loop of first order has one treatment between) the one
 * with the smallest sum of variances. The direct comparison of both treatments is left out.
 * @returns undefined when no path leads from one treatment to the other
 * @throws {InputProblemError} naming rows with a variance that is not above 0, or a comparison listed twice
 * @source Puhan and others 2014, BMJ 349:g5630
 */
export function dominantIndirectPath(
  direct: readonly RatedDirectComparison[],
  treatment1: string,
  treatment2: string,
): IndirectPath | undefined {
  refuse(problemsOf(direct))
  const edges = direct.filter((one) => !joins(one, treatment1, treatment2))
  const best = new Map<string, Step>()
  let reached = new Map([[treatment1, 0]])
  for (let comparisons = 1; reached.size > 0 && !best.has(treatment2); comparisons++) {
    const next = new Map<string, number>()
    for (const [from, sum] of reached) {
      for (const comparison of edges) {
        const to = otherOf(comparison, from)
        if (to === undefined || to === treatment1) continue
        const known = best.get(to)
        if (known !== undefined && known.comparisons < comparisons) continue
        const variance = sum + comparison.variance
        if (known !== undefined && known.variance <= variance) continue
        best.set(to, { from, comparison, comparisons, variance })
        next.set(to, variance)
      }
    }
    reached = next
  }
  return best.has(treatment2) ? traceBack(best, treatment1, treatment2) : undefined
}

/** The lowest of some certainties. */
export function lowestCertainty(all: readonly Certainty[]): Certainty {
  return certainties[Math.max(0, ...all.map((one) => certainties.indexOf(one)))] ?? 'very_low'
}

function traceBack(best: ReadonlyMap<string, Step>, first: string, last: string): IndirectPath {
  const treatments = [last]
  const comparisons: RatedDirectComparison[] = []
  for (let step = best.get(last); step !== undefined; step = step.from === first ? undefined : best.get(step.from)) {
    treatments.unshift(step.from)
    comparisons.unshift(step.comparison)
  }
  return { treatments, comparisons }
}

function otherOf({ treatment1, treatment2 }: RatedDirectComparison, treatment: string): string | undefined {
  if (treatment1 === treatment) return treatment2
  return treatment2 === treatment ? treatment1 : undefined
}

/** Whether a comparison is between these two, in either order. */
export function joins(comparison: RatedDirectComparison, one: string, other: string): boolean {
  return otherOf(comparison, one) === other
}

function problemsOf(direct: readonly RatedDirectComparison[]): InputProblem[] {
  return direct.flatMap(({ treatment1, treatment2, variance }, index) => {
    const row = index + 1
    const problems: InputProblem[] = []
    if (!(Number.isFinite(variance) && variance > 0)) {
      problems.push({ row, column: 'variance', message: `must be a finite number above 0, got ${variance}` })
    }
    if (treatment1 === treatment2) problems.push({ row, message: `compares "${treatment1}" with itself` })
    else if (direct.slice(0, index).some((other) => joins(other, treatment1, treatment2))) {
      problems.push({ row, message: `"${treatment1}" and "${treatment2}" are listed more than once` })
    }
    return problems
  })
}
