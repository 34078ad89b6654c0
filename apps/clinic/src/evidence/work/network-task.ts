import { InputProblemError } from '@dosis/evidence'
import {
  analyseNetwork,
  type ArmContrasts,
  compareTreatments,
  compareTwo,
  type CountArm,
  type CountArmMeasure,
  contrastsFromCounts,
  contrastsFromMeans,
  contrastsFromRates,
  decomposeDesigns,
  drawRankogramsInSteps,
  inSteps,
  type MeanArm,
  type MeanArmMeasure,
  type NetworkAnalysis,
  type RateArm,
  type RateArmMeasure,
  rankTreatments,
  type SplitComparison,
  splitComparisons,
} from '@dosis/evidence/network'
import { forestPlot, leagueHeatMap, networkGraph, orderForCircle, sucraCurves } from '@dosis/evidence/plot'
import { type ArmRow, networkRScript, readNetwork } from '@dosis/evidence/table'
import { toCsv } from './to-csv.ts'
import type { NetworkAnswer, NetworkTask, Stage } from './protocol.ts'

const countMeasures: readonly string[] = ['OR', 'RR', 'RD', 'ASD'] satisfies CountArmMeasure[]
const meanMeasures: readonly string[] = ['MD', 'SMD', 'ROM'] satisfies MeanArmMeasure[]
const ratios: readonly string[] = ['OR', 'RR', 'HR', 'IRR', 'ROM']

/** A league table or curves of more treatments than this cannot be read; the files hold all of them. */
const readableTreatments = 30

export type OnStage = (stage: Stage, fraction: number) => void

/**
 * Analyses the network of a table, with all that a page about it shows.
 * @throws {InputProblemError} naming rows and columns
 */
export async function analyseNetworkTable(task: NetworkTask, onStage: OnStage): Promise<NetworkAnswer> {
  const begin = async (stage: Stage) => {
    onStage(stage, 0)
    await inSteps(1, () => undefined)
  }
  await begin('read')
  const { measure, contrasts, leftOut } = contrastsOf(task)
  await begin('fit')
  const analysis = analyseNetwork(contrasts, { tauSquared: task.method, level: task.level })
  await begin('split')
  const splits = splitComparisons(analysis)
  await begin('designs')
  const designs = decomposeDesigns(analysis)
  const { treatments } = analysis.network
  const reference = task.reference ?? commonest(analysis)
  if (!treatments.includes(reference)) {
    throw new InputProblemError([{ message: `no treatment named "${reference}"; there are ${treatments.join(', ')}` }])
  }
  await begin('ranks')
  const { smallValues } = task
  const isReadable = treatments.length <= readableTreatments
  const drawn = await drawRankogramsInSteps(
    analysis,
    'random',
    { smallValues, seed: 1, draws: 10_000 },
    { onProgress: (fraction) => onStage('ranks', fraction) },
  )
  const scores = new Map(
    rankTreatments(analysis, 'random', { smallValues }).map(({ treatment, pScore }) => [treatment, pScore]),
  )
  await begin('draw')
  const order = treatments.toSorted((a, b) => (scores.get(b) ?? 0) - (scores.get(a) ?? 0))
  const effects = order.map((treatment) => {
    const pScore = scores.get(treatment) ?? 0
    if (treatment === reference) return { treatment, estimate: 0, lower: 0, upper: 0, prediction: undefined, pScore }
    const { random, prediction } = compareTwo(analysis, treatment, reference)
    const { estimate, lower, upper } = random
    return { treatment, estimate, lower, upper, prediction, pScore }
  })
  const isRatio = ratios.includes(measure)
  const { title, language } = task
  const { tauSquared, iSquared, q, method, level, network } = analysis
  const answer = {
    kind: 'network' as const,
    measure,
    isRatio,
    method,
    level,
    treatments: treatments.length,
    studies: network.studies.length,
    comparisons: contrasts.length,
    reference,
    tauSquared,
    iSquared: iSquared?.estimate,
    q,
    between: designs.between,
    effects,
    splits: tableOfSplits(splits),
    leftOut: leftOut.length,
  }
  const others = effects.filter(({ treatment }) => treatment !== reference)
  const ranked = drawn.map(({ treatment, probabilities, sucra }) => ({
    treatment,
    probabilities: Array.from(probabilities),
    sucra,
  }))
  return {
    ...answer,
    figures: {
      ...(treatments.length <= 120 && { graph: graphOf(analysis, task) }),
      effects: forestPlot({
        title,
        effect: measure,
        isRatio,
        level: level * 100,
        language,
        rows: others.map(({ treatment, estimate, lower, upper }) => ({
          kind: 'study',
          label: treatment,
          estimate,
          lower,
          upper,
        })),
      }),
      ...(isReadable && {
        league: leagueOf(analysis, splits, order, measure, task),
        ranks: sucraCurves({ title, treatments: ranked, language }),
      }),
    },
    downloads: {
      json: `${JSON.stringify({ title, scale: isRatio ? 'natural logarithm' : 'unit of the data', ...answer }, null, 2)}\n`,
      csv: toCsv(
        ['treatment1', 'treatment2', 'estimate', 'lower', 'upper'],
        compareTreatments(analysis).map(({ treatment1, treatment2, random }) => [
          treatment1,
          treatment2,
          random.estimate,
          random.lower,
          random.upper,
        ]),
      ),
      r: networkRScript({ title, contrasts, measure, method, tauSquared, reference, smallValues, level }),
    },
  }
}

function contrastsOf(task: NetworkTask): { measure: string } & Pick<ArmContrasts, 'contrasts' | 'leftOut'> {
  const read = readNetwork(task.table)
  if (read.level === 'contrast')
    return { measure: (task.measure ?? 'MD').toUpperCase(), contrasts: read.contrasts, leftOut: [] }
  const measure = (task.measure ?? measureOf(read.arms)).toUpperCase()
  // What a row lacks becomes NaN, which the checks of the engine name with row and column.
  const filled = read.arms.map((arm) => ({
    mean: Number.NaN,
    sd: Number.NaN,
    total: Number.NaN,
    events: Number.NaN,
    time: Number.NaN,
    ...arm,
  }))
  if (countMeasures.includes(measure))
    return { ...contrastsFromCounts(measure as CountArmMeasure, filled satisfies CountArm[]) }
  if (meanMeasures.includes(measure))
    return { ...contrastsFromMeans(measure as MeanArmMeasure, filled satisfies MeanArm[]) }
  return { ...contrastsFromRates(measure as RateArmMeasure, filled satisfies RateArm[]) }
}

function measureOf(arms: readonly ArmRow[]): string {
  const has = (key: keyof ArmRow): boolean => arms.every((arm) => arm[key] !== undefined)
  if (has('mean') && has('sd') && has('total')) return 'MD'
  if (has('events') && has('total')) return 'OR'
  if (has('events') && has('time')) return 'IRR'
  throw new InputProblemError([{ message: 'each arm needs n with mean and sd, n with events, or time with events' }])
}

/** The treatment in most rows: in most networks usual care or placebo. */
function commonest({ network }: NetworkAnalysis): string {
  const counts = new Map<string, number>()
  for (const { treatment1, treatment2 } of network.contrasts)
    for (const name of [treatment1, treatment2]) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts].toSorted(([a, m], [b, n]) => n - m || a.localeCompare(b))[0]?.[0] ?? ''
}

function tableOfSplits(splits: readonly SplitComparison[]): NetworkAnswer['splits'] {
  return splits
    .flatMap(({ treatment1, treatment2, studies, random: { direct, indirect, difference } }) =>
      direct === undefined || indirect === undefined || difference === undefined
        ? []
        : [
            {
              treatment1,
              treatment2,
              studies,
              direct: limitsOf(direct),
              indirect: limitsOf(indirect),
              pValue: difference.pValue,
            },
          ],
    )
    .toSorted((a, b) => a.pValue - b.pValue)
    .slice(0, 50)
}

const limitsOf = ({ estimate, lower, upper }: { estimate: number; lower: number; upper: number }) => ({
  estimate,
  lower,
  upper,
})

function graphOf({ network }: NetworkAnalysis, { title, language }: NetworkTask) {
  const counts = new Map<string, { treatments: readonly [string, string]; studies: number }>()
  for (const { treatment1, treatment2 } of network.contrasts) {
    const [one, other] = [treatment1, treatment2].toSorted() as [string, string]
    const key = `${one}\n${other}`
    counts.set(key, { treatments: [one, other], studies: (counts.get(key)?.studies ?? 0) + 1 })
  }
  const comparisons = [...counts.values()]
  const treatments = orderForCircle(network.treatments, comparisons).map((treatment) => ({ treatment }))
  return networkGraph({ title, treatments, comparisons, language })
}

function leagueOf(
  analysis: NetworkAnalysis,
  splits: readonly SplitComparison[],
  order: readonly string[],
  effect: string,
  { title, language }: NetworkTask,
) {
  const pair = (
    one: { treatment1: string; treatment2: string },
    found: { estimate: number; lower: number; upper: number },
  ) => ({
    treatment: one.treatment1,
    comparator: one.treatment2,
    ...limitsOf(found),
  })
  return leagueHeatMap({
    title,
    treatments: order,
    network: compareTreatments(analysis).map((one) => pair(one, one.random)),
    direct: splits.flatMap((one) => (one.random.direct === undefined ? [] : [pair(one, one.random.direct)])),
    effect,
    isRatio: ratios.includes(effect),
    language,
  })
}
