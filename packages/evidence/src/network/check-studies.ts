import { type InputProblem, refuse } from '../input-problem.ts'
import { armVariancesOf, pairIndex, repairPairVariances } from './arm-variances.ts'
import { quote } from './check-contrasts.ts'
import type { ArmVariancePolicy, VarianceRepair } from './contrast.ts'
import type { Network } from './network.ts'
import { multiArmWeights } from './study-weights.ts'

/** Effects of three arms must add up: A − B and B − C give A − C. */
export function problemsOfAdditivity(network: Network, tolerance: number | undefined): InputProblem[] {
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

/**
 * Refuses multi-arm studies whose standard errors cannot belong together, or repairs them, as the policy says.
 * @throws {InputProblemError} with row numbers
 */
export function withFeasibleVariances(network: Network, policy: ArmVariancePolicy): Network {
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
