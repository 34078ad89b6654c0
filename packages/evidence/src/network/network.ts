import { type InputProblem, refuse } from '../input-problem.ts'
import { pairIndex } from './arm-variances.ts'
import { groupByStudy, problemsOfCompleteness, problemsOfRows, quote, type StudyRows } from './check-contrasts.ts'
import type { Contrast, NetworkOptions, VarianceRepair } from './contrast.ts'
import { problemsOfAdditivity, withFeasibleVariances } from './check-studies.ts'

/**
 * Checked contrasts in the form the algorithms read. Estimates and variances are divided by `scale` and its square, so
 * that data in any unit are handled alike; `scale` is a power of two, so nothing is lost.
 */
export interface Network {
  readonly treatments: readonly string[]
  readonly studies: readonly string[]
  readonly contrasts: readonly Contrast[]
  readonly repairs: readonly VarianceRepair[]
  readonly scale: number
  /** Arms of study s: `arms[armStart[s]]` up to `arms[armStart[s + 1] - 1]`, indices of treatments, ascending. */
  readonly armStart: Int32Array
  readonly arms: Int32Array
  /** Pairs of study s: from `pairStart[s]`, in the order (0,1), (0,2), …, (1,2), … of its arms. */
  readonly pairStart: Int32Array
  /** Treatments of each pair, first below second. */
  readonly pairFirst: Int32Array
  readonly pairSecond: Int32Array
  readonly pairStudy: Int32Array
  /** Row of each pair in `contrasts`, from 0, and 1 or −1 when the row's direction is first minus second or not. */
  readonly pairRow: Int32Array
  readonly pairSign: Int8Array
  /** First minus second. */
  readonly estimate: Float64Array
  readonly variance: Float64Array
}

/**
 * Builds a network from contrasts and checks that they can be analysed: every row by itself, every study complete,
 * effects of a multi-arm study adding up, its standard errors possible together. Says nothing about connection.
 * @throws {InputProblemError} with row numbers
 */
export function buildNetwork(contrasts: readonly Contrast[], options: NetworkOptions = {}): Network {
  if (contrasts.length === 0) refuse([{ message: 'contrasts: needs at least 1 row, got 0' }])
  refuse(problemsOfRows(contrasts))
  const groups = groupByStudy(contrasts)
  refuse(problemsOfCompleteness(contrasts, groups))
  const scale = scaleOf(contrasts)
  refuse(problemsOfRange(contrasts, scale))
  const treatments = orderTreatments(contrasts, options.treatments)
  const network = layOut(contrasts, groups, treatments, scale)
  refuse(problemsOfAdditivity(network, options.additivityTolerance))
  return withFeasibleVariances(network, options.armVariances ?? 'refuse')
}

/** The power of two nearest to the median standard error. */
function scaleOf(contrasts: readonly Contrast[]): number {
  const errors = Float64Array.from(contrasts, ({ standardError }) => standardError).sort()
  const median = errors[errors.length >> 1] as number
  const exponent = Math.min(1000, Math.max(-1000, Math.round(Math.log2(median))))
  return 2 ** exponent
}

/** Beyond these the squares of a row cannot be held beside those of the others. */
const [smallestError, largestError, largestEffect] = [1e-70, 1e70, 1e70]

/** Beyond these a variance is no number that a computer can hold. */
const [smallestUnit, largestUnit] = [1e-150, 1e150]

/** Sums of squares of estimates, from which tau² comes, stay within the range of doubles. */
const furthestEstimate = 1e140

function problemsOfRange(contrasts: readonly Contrast[], scale: number): InputProblem[] {
  const problems: InputProblem[] = []
  for (const [index, { estimate, standardError }] of contrasts.entries()) {
    if (!(standardError > smallestUnit && standardError < largestUnit)) {
      const message = `must be between 1e-150 and 1e150, got ${standardError}; choose another unit`
      problems.push({ row: index + 1, column: 'standardError', message })
      continue
    }
    const relativeError = standardError / scale
    if (!(relativeError > smallestError && relativeError < largestError)) {
      const message = `is ${relativeError.toExponential(1)} times the median standard error; beyond 1e±70 nothing can be computed`
      problems.push({ row: index + 1, column: 'standardError', message })
    }
    if (!(Math.abs(estimate / scale) < largestEffect)) {
      const message = 'is more than 1e70 median standard errors from 0; nothing can be computed'
      problems.push({ row: index + 1, column: 'estimate', message })
    } else if (!(Math.abs(estimate) < furthestEstimate)) {
      const message = `must be between -1e140 and 1e140, got ${estimate}; choose another unit`
      problems.push({ row: index + 1, column: 'estimate', message })
    }
  }
  return problems
}

function orderTreatments(contrasts: readonly Contrast[], wanted: readonly string[] | undefined): readonly string[] {
  const present = new Set<string>()
  for (const { treatment1, treatment2 } of contrasts) present.add(treatment1).add(treatment2)
  if (wanted === undefined) return [...present]
  const listed = new Set(wanted)
  const problems: InputProblem[] = []
  if (listed.size !== wanted.length) problems.push({ message: 'treatments: a name occurs more than once' })
  for (const name of present) {
    if (!listed.has(name))
      problems.push({ message: `treatments: ${quote(name)} is in the contrasts, not in the order given` })
  }
  refuse(problems)
  return wanted.filter((name) => present.has(name))
}

function layOut(
  contrasts: readonly Contrast[],
  groups: readonly StudyRows[],
  treatments: readonly string[],
  scale: number,
): Network {
  const indexOf = new Map(treatments.map((name, index) => [name, index]))
  const pairCount = contrasts.length
  const armStart = new Int32Array(groups.length + 1)
  const pairStart = new Int32Array(groups.length + 1)
  for (const [study, group] of groups.entries()) {
    armStart[study + 1] = (armStart[study] as number) + group.treatments.length
    pairStart[study + 1] = (pairStart[study] as number) + group.rows.length
  }
  const network = {
    treatments,
    studies: groups.map(({ study }) => study),
    contrasts,
    repairs: [],
    scale,
    armStart,
    arms: new Int32Array(armStart[groups.length] as number),
    pairStart,
    pairFirst: new Int32Array(pairCount),
    pairSecond: new Int32Array(pairCount),
    pairStudy: new Int32Array(pairCount),
    pairRow: new Int32Array(pairCount),
    pairSign: new Int8Array(pairCount),
    estimate: new Float64Array(pairCount),
    variance: new Float64Array(pairCount),
  } satisfies Network
  for (const [study, group] of groups.entries()) {
    const arms = Int32Array.from(group.treatments, (name) => indexOf.get(name) as number).sort()
    network.arms.set(arms, armStart[study] as number)
    for (const row of group.rows) {
      const { treatment1, treatment2, estimate, standardError } = contrasts[row] as Contrast
      const one = indexOf.get(treatment1) as number
      const other = indexOf.get(treatment2) as number
      const [first, second] = one < other ? [one, other] : [other, one]
      const pair = (pairStart[study] as number) + pairIndex(arms.indexOf(first), arms.indexOf(second), arms.length)
      const sign = one < other ? 1 : -1
      network.pairFirst[pair] = first
      network.pairSecond[pair] = second
      network.pairStudy[pair] = study
      network.pairRow[pair] = row
      network.pairSign[pair] = sign
      network.estimate[pair] = (sign * estimate) / scale
      network.variance[pair] = (standardError / scale) ** 2
    }
  }
  return network
}
