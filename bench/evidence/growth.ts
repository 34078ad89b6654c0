import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import {
  analyseNetwork,
  buildNetwork,
  type Contrast,
  compareTreatments,
  contributionsOf,
  decomposeDesigns,
  drawRankograms,
  type NetworkAnalysis,
  netHeat,
  rankTreatments,
  splitByRefit,
  splitComparisons,
  studyImportance,
} from '@dosis/evidence/network'
import { eggerTest, influence, leaveOneOut, pool, qProfileInterval, trimAndFill } from '@dosis/evidence/pairwise'
import { networkOf } from './networks.ts'
import { timeOf } from './time-of.ts'

/** How time and memory of a step grow with the size of its input. */
export interface StepGrowth {
  readonly step: string
  readonly sizes: readonly number[]
  /** Milliseconds per size. */
  readonly times: readonly number[]
  /** Kilobytes that the result keeps, per size. */
  readonly kilobytes: readonly number[]
  /** Slope of the logarithm of time, or memory, on the logarithm of size, over the last three sizes. */
  readonly timeExponent: number
  readonly memoryExponent: number
  /** Largest exponent that is meant to be: 1 is linear. */
  readonly timeLimit: number
}

/** A step for inputs of one size; what is needed before it is made beforehand. */
type StepAt = (size: number) => () => unknown

interface Step {
  readonly name: string
  readonly at: StepAt
  /** Default: the limit of the table. */
  readonly limit?: number
}

/** How far above its limit a fitted exponent is noise of the measurement. */
export const exponentMargin = 0.35

const effectsOf = (count: number) =>
  networkOf(2, count).map(({ study, estimate, standardError }) => ({ study, estimate, variance: standardError ** 2 }))

const pairwiseSteps: readonly Step[] = [
  { name: 'pool (REML)', at: prepared(effectsOf, (studies) => pool(studies)) },
  { name: 'Q-profile interval', at: prepared(effectsOf, (studies) => qProfileInterval(studies)) },
  { name: 'Egger', at: prepared(effectsOf, (studies) => eggerTest(studies)) },
  { name: 'trim and fill', at: prepared(effectsOf, (studies) => trimAndFill(studies)) },
  // As many new analyses as there are trials, each linear.
  { name: 'leave one out', at: prepared(effectsOf, (studies) => leaveOneOut(studies)), limit: 2 },
  { name: 'influence', at: prepared(effectsOf, (studies) => influence(studies)), limit: 2 },
]

const rank = { smallValues: 'desirable' } as const

const contributionMethods = ['randomWalk', 'shortestPath', 'pseudoInverse'] as const

function splitFirstByRefit(analysis: NetworkAnalysis) {
  const { treatment1, treatment2 } = analysis.network.contrasts[0] as Contrast
  return splitByRefit(analysis, 'random', treatment1, treatment2, { tauSquared: 'estimated' })
}

/** Steps on a network that `of` makes for a size. */
function networkSteps(of: (size: number) => Contrast[]): Step[] {
  const analysed = (size: number) => analyseNetwork(of(size))
  return [
    { name: 'build and check', at: prepared(of, (contrasts) => buildNetwork(contrasts)) },
    { name: 'fit (REML)', at: prepared(of, (contrasts) => analyseNetwork(contrasts)) },
    { name: 'all pairs', at: prepared(analysed, compareTreatments) },
    { name: 'split', at: prepared(analysed, splitComparisons) },
    { name: 'designs', at: prepared(analysed, decomposeDesigns) },
    { name: 'P-scores', at: prepared(analysed, (analysis) => rankTreatments(analysis, 'random', rank)) },
    {
      name: 'rankogram, 1,000 draws',
      at: prepared(analysed, (analysis) => drawRankograms(analysis, 'random', { ...rank, seed: 1 })),
    },
    ...contributionMethods.map((method) => ({
      name: `contributions to a pair, ${method}`,
      at: prepared(analysed, (analysis) => contributionsOf(analysis, 'random', method).row(0, 1)),
    })),
    { name: 'split of a pair by refit', at: prepared(analysed, splitFirstByRefit) },
    {
      name: 'importance for a pair',
      at: prepared(analysed, (analysis) => studyImportance(analysis, 'random', 't0', 't1')),
    },
    // A matrix with a row and a column for each design: quadratic in them before anything is computed.
    { name: 'net heat', at: prepared(analysed, (analysis) => netHeat(analysis)), limit: 3 },
  ]
}

function prepared<Input>(of: (size: number) => Input, step: (input: Input) => unknown): StepAt {
  return (size) => {
    const input = of(size)
    return () => step(input)
  }
}

/** Pairwise analyses of 10 to 1,000 trials. */
export function pairwiseGrowth(): StepGrowth[] {
  return pairwiseSteps.map((step) => growthOf(step, [10, 30, 100, 300, 1000], 1))
}

/** A network of 10 treatments with 10 to 1,000 trials. */
export function growthWithTrials(): StepGrowth[] {
  return networkSteps((trials) => networkOf(10, trials)).map((step) => growthOf(step, [10, 30, 100, 300, 1000], 1))
}

/** A network of 5 to 300 treatments with 1,000 trials. */
export function growthWithTreatments(): StepGrowth[] {
  return networkSteps((treatments) => networkOf(treatments, 1000)).map((step) =>
    growthOf({ name: step.name, at: step.at }, [5, 19, 75, 150, 300], 3),
  )
}

function growthOf({ name, at, limit }: Step, sizes: readonly number[], tableLimit: number): StepGrowth {
  const measured = sizes.map((size) => {
    const call = at(size)
    const time = timeOf(call, { warmMilliseconds: 60, series: 5 }).median
    return { time, kilobytes: kilobytesOf(call, time) }
  })
  const times = measured.map(({ time }) => time)
  const kilobytes = measured.map((one) => one.kilobytes)
  return {
    step: name,
    sizes,
    times,
    kilobytes,
    timeExponent: exponentOf(sizes.slice(-3), times.slice(-3)),
    memoryExponent: exponentOf(sizes.slice(-3), kilobytes.slice(-3)),
    timeLimit: limit ?? tableLimit,
  }
}

/** Least-squares slope of log y on log x. */
function exponentOf(x: readonly number[], y: readonly number[]): number {
  const logs = x.map((value, at) => [Math.log(value), Math.log(y[at] ?? Number.NaN)] as const)
  const mean = (pick: 0 | 1) => logs.reduce((total, pair) => total + pair[pick], 0) / logs.length
  const [meanX, meanY] = [mean(0), mean(1)]
  const products = logs.reduce((total, [one, other]) => total + (one - meanX) * (other - meanY), 0)
  return products / logs.reduce((total, [one]) => total + (one - meanX) ** 2, 0)
}

/** Kilobytes that each result of a call keeps when everything else has been collected: of several kept at once. */
function kilobytesOf(call: () => unknown, milliseconds: number): number {
  const copies = Math.max(1, Math.min(50, Math.round(50 / milliseconds)))
  const results: unknown[] = Array.from({ length: copies }, () => undefined)
  const before = usedBytes()
  for (let copy = 0; copy < copies; copy++) results[copy] = call()
  const after = usedBytes()
  // Used after the measurement, so that the results are not collected before it.
  return Math.max(0.01, (after - before) / 1000 / results.length)
}

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

function usedBytes(): number {
  // What the first collection lets go of, the second one frees.
  for (let round = 0; round < 3; round++) collect()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}
