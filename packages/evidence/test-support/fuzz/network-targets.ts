import fc from 'fast-check'
import * as network from '../../src/network/index.ts'
import { countFault, firstFault, type FuzzTarget, target, type TargetDescription } from './fuzz-target.ts'
import { anyContrasts, badContrasts, whyNoNetwork } from './network-inputs.ts'
import { between, level, mostly, oddNumber, seldom } from './values.ts'

const anyOptions = fc.record(
  {
    tauSquared: fc.constantFrom('DL' as const, 'ML' as const, 'REML' as const, 0),
    armVariances: fc.constantFrom('refuse' as const, 'repair' as const, 'accept' as const),
    level,
  },
  { requiredKeys: [] },
)

type Input = {
  readonly rows: network.Contrast[]
  readonly options: { readonly tauSquared?: 'DL' | 'ML' | 'REML' | number }
  readonly model: network.ModelName
}

const inputs: fc.Arbitrary<Input> = fc.record({
  rows: anyContrasts,
  options: anyOptions,
  model: fc.constantFrom('common' as const, 'random' as const),
})

const pairsOf = (count: number): number => (count * (count - 1)) / 2
const treatmentsIn = (rows: readonly network.Contrast[]): number =>
  new Set(rows.flatMap(({ treatment1, treatment2 }) => [treatment1, treatment2])).size
const studiesIn = (rows: readonly network.Contrast[]): number => new Set(rows.map(({ study }) => study)).size

/** A target for what is computed from a fitted network. */
function ofNetwork<Result>(
  name: string,
  compute: (analysis: network.NetworkAnalysis, input: Input) => Result | Promise<Result>,
  more: Pick<TargetDescription<Input, Result>, 'fault' | 'mayBeInfinite' | 'weight'> = {},
): FuzzTarget {
  return target({
    area: 'network',
    name,
    inputs,
    compute: (input) => compute(network.analyseNetwork(input.rows, input.options), input),
    badRows: ({ rows }) => badContrasts(rows),
    mustRefuse: ({ rows }) => whyNoNetwork(rows),
    ...more,
  })
}

const allPairs = ({ rows }: Input, result: readonly unknown[]) =>
  countFault('pairs', result.length, pairsOf(treatmentsIn(rows)))

const sumFault = (what: string, values: Iterable<number>, wanted: number): string | undefined => {
  let total = 0
  for (const value of values) total += value
  return Math.abs(total - wanted) < 1e-6 ? undefined : `${what} add up to ${total}, not ${wanted}`
}

const outputs: readonly FuzzTarget[] = [
  ofNetwork('analyseNetwork', (analysis) => analysis, {
    weight: 3,
    fault: ({ rows }, { network: built }) =>
      firstFault(
        countFault('rows', built.contrasts.length, rows.length),
        countFault('studies', built.studies.length, studiesIn(rows)),
        countFault('treatments', built.treatments.length, treatmentsIn(rows)),
      ),
  }),
  ofNetwork('compareTreatments', (analysis) => network.compareTreatments(analysis), { fault: allPairs }),
  ofNetwork('splitComparisons', (analysis) => network.splitComparisons(analysis), {
    weight: 2,
    fault: (input, result) =>
      firstFault(
        allPairs(input, result),
        countFault(
          'rows',
          result.reduce((total, { studies }) => total + studies, 0),
          input.rows.length,
        ),
      ),
  }),
  ofNetwork(
    'splitAllByRefit',
    (analysis, { model }) => network.splitAllByRefit(analysis, model, { tauSquared: 'estimated' }),
    { weight: 2 },
  ),
  ofNetwork('decomposeDesigns', (analysis) => network.decomposeDesigns(analysis), {
    weight: 2,
    fault: ({ rows }, { designs }) =>
      countFault(
        'studies',
        designs.reduce((total, { studies }) => total + studies.length, 0),
        studiesIn(rows),
      ),
  }),
  ofNetwork('netHeat', (analysis, { model }) => network.netHeat(analysis, model), { weight: 2 }),
  ofNetwork(
    'rankTreatments and drawRankograms',
    (analysis, { model }) => ({
      scores: network.rankTreatments(analysis, model, { smallValues: 'desirable' }),
      rankograms: network.drawRankograms(analysis, model, { smallValues: 'undesirable', seed: 7, draws: 40 }),
    }),
    {
      fault: ({ rows }, { scores, rankograms }) =>
        firstFault(
          countFault('treatments', scores.length, treatmentsIn(rows)),
          sumFault(
            'P-scores',
            scores.map(({ pScore }) => pScore),
            scores.length / 2,
          ),
          ...rankograms.map(({ probabilities }) => sumFault('chances of ranks', probabilities, 1)),
        ),
    },
  ),
  ofNetwork(
    'leagueTable',
    (analysis, { model }) => [
      network.leagueTable(analysis, model),
      network.leagueTable(analysis, model, { above: 'direct' }),
    ],
    { fault: ({ rows }, [table]) => countFault('rows of the table', table?.cells.length ?? 0, treatmentsIn(rows)) },
  ),
  ...(['shortestPath', 'randomWalk', 'pseudoInverse'] as const).map((method) =>
    ofNetwork(
      `contributions by ${method} and studyContributions`,
      (analysis, { model }) => {
        const contributions = network.contributionsOf(analysis, model, method)
        const rows = network.contributionMatrix(contributions, analysis.network.treatments.length)
        return { rows, studies: rows.map((row) => network.studyContributions(analysis, contributions, row)) }
      },
      {
        fault: (input, { rows }) =>
          firstFault(
            allPairs(input, rows),
            ...rows.map(({ contributions }) => sumFault('contributions', contributions, 1)),
          ),
      },
    ),
  ),
  ofNetwork('networkMeasures', (analysis, { model }) => network.networkMeasures(analysis, model), {
    fault: allPairs,
  }),
  ofNetwork('studyImportanceOfAll', (analysis, { model }) => network.studyImportanceOfAll(analysis, model), {
    fault: (input, result) =>
      firstFault(
        allPairs(input, result),
        ...result.map(({ studies }) => countFault('studies', studies.length, studiesIn(input.rows))),
      ),
  }),
  ofNetwork(
    'adjustedFunnel',
    (analysis, { model }) => network.adjustedFunnel(analysis, model, analysis.network.treatments),
    { fault: ({ rows }, { points }) => countFault('rows', points.length, rows.length) },
  ),
]

const combinations = ['a', 'b', 'c', 'a+b', 'b+c', 'a+b+c', 'a + c', 'd']

const moderated: readonly FuzzTarget[] = [
  target({
    area: 'network',
    name: 'regressNetwork',
    weight: 2,
    inputs: fc.record({
      rows: anyContrasts,
      values: fc.array(mostly(between(-5, 5), 40), { minLength: 10, maxLength: 10 }),
      slopes: fc.constantFrom('independent' as const, 'common' as const),
      tauSquared: fc.constantFrom('DL' as const, 'ML' as const, 'REML' as const),
    }),
    compute: ({ rows, values, slopes, tauSquared }) => {
      const names = [...new Set(rows.map(({ study }) => study))]
      const covariate = { name: 'age', values: new Map(names.map((name, at) => [name, values[at] ?? at])) }
      const regression = network.regressNetwork(rows, { covariates: [covariate], slopes, tauSquared })
      const [one, other] = regression.network.treatments as [string, string]
      return { regression, effect: regression.effectAt(one, other) }
    },
    badRows: ({ rows }) => badContrasts(rows),
    mustRefuse: ({ rows }) => (rows.length === 0 ? 'there is no row' : undefined),
  }),
  target({
    area: 'network',
    name: 'subgroupNetworks',
    weight: 2,
    inputs,
    compute: ({ rows, options, model }) =>
      network.subgroupNetworks(
        rows,
        new Map([...new Set(rows.map(({ study }) => study))].map((study, at) => [study, at % 2 === 0 ? 'x' : 'y'])),
        model,
        options,
      ),
    badRows: ({ rows }) => badContrasts(rows),
    fault: ({ rows }, { subgroups }) =>
      countFault(
        'studies',
        subgroups.reduce((total, { studies }) => total + studies.length, 0),
        studiesIn(rows),
      ),
  }),
  target({
    area: 'network',
    name: 'analyseComponents',
    weight: 3,
    inputs: fc.record({
      rows: anyContrasts,
      options: anyOptions,
      names: fc
        .tuple(fc.shuffledSubarray(combinations, { minLength: 8 }), seldom(20, fc.constantFrom('a+', '+', 'a+a')))
        .map(([sound, bad]) => (bad === null ? sound : [bad, ...sound])),
      inactive: fc.constantFrom(undefined, undefined, 'a', 'd', 'z'),
      interactions: fc.constantFrom<readonly string[]>([], [], [], ['a*b'], ['a*z']),
    }),
    compute: ({ rows, options, names, inactive, interactions }) => {
      const own = [...new Set(rows.flatMap(({ treatment1, treatment2 }) => [treatment1, treatment2]))]
      const named = new Map(own.map((name, at) => [name, name.trim() === '' ? name : (names[at] ?? name)]))
      return network.analyseComponents(
        rows.map((row) => ({
          ...row,
          treatment1: named.get(row.treatment1) as string,
          treatment2: named.get(row.treatment2) as string,
        })),
        { ...options, interactions, ...(inactive === undefined ? {} : { inactive }) },
      )
    },
    badRows: ({ rows }) => badContrasts(rows),
    fault: ({ rows }, { network: built, comparisons }) =>
      firstFault(
        countFault('studies', built.studies.length, studiesIn(rows)),
        countFault('pairs', comparisons.length, pairsOf(treatmentsIn(rows))),
      ),
  }),
]

interface ArmInput {
  readonly study: string
  readonly treatment: string
  readonly events: number
  readonly total: number
  readonly mean: number
  readonly sd: number
  readonly time: number
}

const anyArms: fc.Arbitrary<ArmInput[]> = fc
  .array(
    fc.record({
      treatments: fc.shuffledSubarray(['A', 'B', 'C', 'D'], { minLength: 1, maxLength: 4 }),
      cells: fc.array(
        fc.record({
          total: mostly(fc.integer({ min: 1, max: 200 }), 60),
          share: fc.constantFrom(0, 0, 0.02, 0.1, 0.5, 1),
          mean: mostly(between(-20, 20), 60),
          sd: mostly(between(0.1, 9), 60),
          time: mostly(between(1, 5000), 60),
          odd: seldom(60, oddNumber),
        }),
        { minLength: 4, maxLength: 4 },
      ),
    }),
    { maxLength: 8 },
  )
  .map((studies) =>
    studies.flatMap(({ treatments, cells }, index) =>
      treatments.map((treatment, arm) => {
        const { share, odd, ...cell } = cells[arm] as (typeof cells)[number]
        return { study: `s${index + 1}`, treatment, ...cell, events: odd ?? Math.floor(share * cell.total) }
      }),
    ),
  )

const finiteAbove = (limit: number, value: number): boolean => Number.isFinite(value) && value > limit
const rowsWhere = (arms: readonly ArmInput[], isBad: (arm: ArmInput) => boolean): number[] =>
  arms.flatMap((arm, index) => (isBad(arm) ? [index + 1] : []))
const badCount = ({ events, total }: ArmInput): boolean =>
  !(Number.isFinite(events) && events >= 0 && finiteAbove(0, total) && events <= total)
const badMean = ({ mean, sd, total }: ArmInput): boolean =>
  !(Number.isFinite(mean) && finiteAbove(0, sd) && finiteAbove(0, total))
const badRate = ({ events, time }: ArmInput): boolean =>
  !(Number.isFinite(events) && events >= 0 && finiteAbove(0, time))

/** Every study stands in the contrasts or among those left out. */
const allStudies = ({ arms }: { readonly arms: readonly ArmInput[] }, result: network.ArmContrasts) =>
  countFault(
    'studies',
    new Set([...result.contrasts, ...result.leftOut].map(({ study }) => study)).size,
    new Set(arms.map(({ study }) => study)).size,
  )

const armTargets: readonly FuzzTarget[] = [
  target({
    area: 'network',
    name: 'contrastsFromCounts',
    inputs: fc.record({
      arms: anyArms,
      measure: fc.constantFrom('OR' as const, 'RR' as const, 'RD' as const, 'ASD' as const),
      options: fc.constantFrom({}, { includeUninformative: true }, { increment: 0.1 }),
    }),
    compute: ({ arms, measure, options }) => network.contrastsFromCounts(measure, arms, options),
    badRows: ({ arms }) => rowsWhere(arms, badCount),
    fault: allStudies,
  }),
  target({
    area: 'network',
    name: 'contrastsFromMeans',
    inputs: fc.record({ arms: anyArms, measure: fc.constantFrom('MD' as const, 'SMD' as const, 'ROM' as const) }),
    compute: ({ arms, measure }) => network.contrastsFromMeans(measure, arms),
    badRows: ({ arms }) => rowsWhere(arms, badMean),
    fault: allStudies,
  }),
  target({
    area: 'network',
    name: 'contrastsFromRates',
    inputs: fc.record({ arms: anyArms, measure: fc.constantFrom('IRR' as const, 'IRD' as const) }),
    compute: ({ arms, measure }) => network.contrastsFromRates(measure, arms),
    badRows: ({ arms }) => rowsWhere(arms, badRate),
    fault: allStudies,
  }),
  target({
    area: 'network',
    name: 'poolMantelHaenszelNetwork',
    weight: 2,
    inputs: fc.record({ arms: anyArms }),
    compute: ({ arms }) => network.poolMantelHaenszelNetwork(arms),
    badRows: ({ arms }) => rowsWhere(arms, badCount),
    fault: ({ arms }, { studies, leftOut }) =>
      countFault(
        'studies',
        new Set([...studies, ...leftOut.map(({ study }) => study)]).size,
        new Set(arms.map(({ study }) => study)).size,
      ),
  }),
]

/** Everything about networks. */
export const networkTargets: readonly FuzzTarget[] = [...outputs, ...moderated, ...armTargets]
