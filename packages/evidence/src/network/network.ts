import { type InputProblem, refuse } from '../input-problem.ts'
import { armVariancesOf, pairIndex, repairPairVariances } from './arm-variances.ts'
import { groupByStudy, problemsOfCompleteness, problemsOfRows, quote, type StudyRows } from './check-contrasts.ts'
import type { Contrast, NetworkOptions, VarianceRepair } from './contrast.ts'
import { multiArmWeights } from './study-weights.ts'

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

/** Effects of three arms must add up: A − B and B − C give A − C. */
function problemsOfAdditivity(network: Network, tolerance: number | undefined): InputProblem[] {
  const problems: InputProblem[] = []
  const { armStart, pairStart, estimate, variance } = network
  for (let study = 0; study < network.studies.length; study++) {
    const m = (armStart[study + 1] as number) - (armStart[study] as number)
    if (m < 3) continue
    const start = pairStart[study] as number
    const effects = estimate.subarray(start, pairStart[study + 1])
    const smallestVariance = Math.min(...variance.subarray(start, pairStart[study + 1]))
    const largestEffectOfStudy = effects.reduce((largest, effect) => Math.max(largest, Math.abs(effect)), 0)
    const rounding = Math.max(0.01 * Math.sqrt(smallestVariance), 0.001 * largestEffectOfStudy)
    const allowed = tolerance === undefined ? rounding : tolerance / network.scale
    const worst = worstTriangle(effects, m)
    if (!(worst.gap > allowed)) continue
    const [one, other, third] = worst.pairs.map((pair) => (network.pairRow[start + pair] as number) + 1)
    problems.push({
      row: third as number,
      column: 'estimate',
      message:
        `study ${quote(network.studies[study] as string)}: effects do not add up; rows ${one} and ${other} give a value ` +
        `that differs by ${(worst.gap * network.scale).toPrecision(3)} from row ${third}`,
    })
  }
  return problems
}

function worstTriangle(effects: Float64Array, m: number): { gap: number; pairs: readonly number[] } {
  let worst = { gap: 0, pairs: [0, 0, 0] }
  for (let i = 0; i < m; i++) {
    for (let j = i + 1; j < m; j++) {
      for (let k = j + 1; k < m; k++) {
        const pairs = [pairIndex(i, j, m), pairIndex(j, k, m), pairIndex(i, k, m)] as const
        const gap = Math.abs(
          (effects[pairs[0]] as number) + (effects[pairs[1]] as number) - (effects[pairs[2]] as number),
        )
        if (gap > worst.gap) worst = { gap, pairs: [...pairs] }
      }
    }
  }
  return worst
}

/** Arm variances below minus this share of the largest pairwise variance are no rounding. */
const negativeShare = 1e-10

function withFeasibleVariances(network: Network, policy: 'refuse' | 'repair' | 'accept'): Network {
  const problems: InputProblem[] = []
  const repairs: VarianceRepair[] = []
  const variance = network.variance.slice()
  for (let study = 0; study < network.studies.length; study++) {
    const armStart = network.armStart[study] as number
    const m = (network.armStart[study + 1] as number) - armStart
    if (m < 3) continue
    const start = network.pairStart[study] as number
    const own = variance.subarray(start, network.pairStart[study + 1])
    const arms = armVariancesOf(own, m)
    const negative = arms.findIndex((value) => value < -negativeShare * Math.max(...own))
    const isPossible = multiArmWeights(own, m, 0) !== undefined
    if (isPossible && (negative < 0 || policy === 'accept')) continue
    if (policy === 'repair') {
      const before = own.slice()
      own.set(repairPairVariances(own, m))
      repairs.push(...repairsOf(network, study, before, own))
      continue
    }
    const rows = Array.from(network.pairRow.subarray(start, network.pairStart[study + 1]), (row) => row + 1)
    const arm = negative < 0 ? undefined : network.treatments[network.arms[armStart + negative] as number]
    const reasons = [
      ...(arm === undefined ? [] : [`arm ${quote(arm)} would have a negative variance`]),
      ...(isPossible ? [] : ['the covariance matrix of the study is not positive definite']),
    ]
    problems.push({
      row: Math.min(...rows),
      column: 'standardError',
      message:
        `study ${quote(network.studies[study] as string)}: standard errors of rows ${rows.sort((a, b) => a - b).join(', ')} ` +
        `cannot belong together: ${reasons.join('; ')}`,
    })
  }
  refuse(problems)
  return { ...network, variance, repairs }
}

function repairsOf(network: Network, study: number, before: Float64Array, after: Float64Array): VarianceRepair[] {
  const start = network.pairStart[study] as number
  const repairs = Array.from(before, (variance, pair) => ({
    row: (network.pairRow[start + pair] as number) + 1,
    study: network.studies[study] as string,
    standardErrorBefore: Math.sqrt(variance) * network.scale,
    standardErrorAfter: Math.sqrt(after[pair] as number) * network.scale,
  }))
  return repairs
    .filter(({ standardErrorBefore, standardErrorAfter }) => standardErrorBefore !== standardErrorAfter)
    .sort((one, other) => one.row - other.row)
}
