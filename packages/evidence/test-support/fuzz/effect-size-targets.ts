import fc from 'fast-check'
import * as effect from '../../src/effect-size/index.ts'
import { countFault, firstFault, type FuzzTarget, target } from './fuzz-target.ts'
import { anyTables } from './pairwise-inputs.ts'
import { between, level, mostly, oddNumber, scalePower, seldom } from './values.ts'

/** What the columns of a kind of data hold: anything, at least 0, above 0, above 1, from −1 to 1, or at most another. */
type Rule = 'any' | 'from 0' | 'above 0' | 'above 1' | 'correlation' | { readonly atMost: string }

const columns: Readonly<Record<effect.DataKind, Readonly<Record<string, Rule>>>> = {
  means: { mean1: 'any', sd1: 'from 0', total1: 'above 1', mean2: 'any', sd2: 'from 0', total2: 'above 1' },
  counts: { events1: { atMost: 'total1' }, total1: 'above 0', events2: { atMost: 'total2' }, total2: 'above 0' },
  rates: { events1: 'from 0', time1: 'above 0', events2: 'from 0', time2: 'above 0' },
  correlation: { correlation: 'correlation', total: 'above 1' },
  singleCount: { events: { atMost: 'total' }, total: 'above 0' },
  singleRate: { events: 'from 0', time: 'above 0' },
  singleMean: { mean: 'any', sd: 'from 0', total: 'above 1' },
  pairedMeans: {
    mean1: 'any',
    sd1: 'from 0',
    mean2: 'any',
    sd2: 'from 0',
    total: 'above 1',
    correlation: 'correlation',
  },
  pairedCounts: { yesYes: 'from 0', yesNo: 'from 0', noYes: 'from 0', noNo: 'from 0' },
  given: { estimate: 'any', variance: 'above 0' },
}

type Cells = Readonly<Record<string, unknown>>

function valueFor(column: string, rule: Rule): fc.Arbitrary<number> {
  if (typeof rule === 'object') return fc.oneof(fc.integer({ min: 0, max: 30 }), fc.constant(0))
  if (rule === 'correlation') return between(-1, 1)
  if (column.startsWith('total')) return fc.integer({ min: 2, max: 300 })
  if (rule === 'any') return between(-20, 20)
  return column.startsWith('events') || column.includes('o') ? fc.integer({ min: 0, max: 40 }) : between(0.01, 20)
}

/** Studies of a kind of data; now and then a cell is odd, of another type or not there, and a row comes twice. */
function studiesOf(kind: effect.DataKind): fc.Arbitrary<Cells[]> {
  const cells = Object.fromEntries(
    Object.entries(columns[kind]).map(([column, rule]) => [column, mostly(valueFor(column, rule), 60)]),
  )
  const names = Object.keys(cells)
  const wrong = seldom(
    60,
    fc.tuple(fc.constantFrom(...names), fc.constantFrom<unknown>('12', null, undefined, true, {})),
  )
  const row = fc.tuple(fc.record(cells), wrong).map(([own, change]) => {
    const total = own['total'] ?? own['total1']
    const sound = total === undefined || kind === 'correlation' ? own : capped(own, kind)
    return change === null ? sound : { ...sound, [change[0]]: change[1] }
  })
  return fc.tuple(fc.array(row, { maxLength: 6 }), fc.boolean(), scalePower).map(([rows, repeats, power]) => {
    const stretched = kind === 'means' || kind === 'singleMean' || kind === 'pairedMeans' ? stretch(rows, power) : rows
    return repeats && stretched[0] !== undefined ? [...stretched, stretched[0]] : stretched
  })
}

/** Events are mostly no more than people. */
function capped(cells: Readonly<Record<string, number>>, kind: effect.DataKind): Cells {
  const limits = Object.entries(columns[kind]).flatMap(([column, rule]) =>
    typeof rule === 'object' ? [[column, rule.atMost] as const] : [],
  )
  const changed = limits.map(([column, limit]) => {
    const [value, most] = [cells[column] as number, cells[limit] as number]
    return [column, value > most && value < 41 ? Math.max(0, most) : value] as const
  })
  return { ...cells, ...Object.fromEntries(changed) }
}

function stretch(rows: readonly Cells[], power: number): Cells[] {
  const scale = (key: string, value: unknown): unknown =>
    typeof value === 'number' && /^(mean|sd)/.test(key) ? value * 10 ** power : value
  return rows.map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, scale(key, value)])))
}

function holds(rule: Rule, value: number, row: Cells): boolean {
  if (typeof rule === 'object') return value >= 0 && !(value > (row[rule.atMost] as number))
  return {
    any: true,
    'from 0': value >= 0,
    'above 0': value > 0,
    'above 1': value > 1,
    correlation: Math.abs(value) <= 1,
  }[rule]
}

function badCells(kind: effect.DataKind, unused: readonly string[], rows: readonly Cells[]): number[] {
  return rows.flatMap((row, index) =>
    Object.entries(columns[kind]).every(([column, rule]) => {
      const value = row[column]
      return unused.includes(column) || (typeof value === 'number' && Number.isFinite(value) && holds(rule, value, row))
    })
      ? []
      : [index + 1],
  )
}

/** Rules for zero cells; the treatment-arm correction is for counts in two groups. */
const zeroCellsFor = (increments: readonly (number | 'TACC')[]): fc.Arbitrary<effect.ZeroCells> =>
  fc.oneof(
    fc.record(
      {
        program: fc.constant('metafor' as const),
        add: fc.constantFrom(0.5, 0, 0.001),
        to: fc.constantFrom('only0' as const, 'if0all' as const, 'all' as const, 'none' as const),
        dropUninformative: fc.boolean(),
      },
      { requiredKeys: ['program'] },
    ),
    fc.record(
      {
        program: fc.constantFrom('meta' as const, 'RevMan 5' as const),
        increment: fc.constantFrom(...increments),
        to: fc.constantFrom('only0' as const, 'if0all' as const, 'all' as const, 'none' as const),
        includeUninformative: fc.boolean(),
        doubleInRiskRatio: fc.boolean(),
      },
      { requiredKeys: ['program'] },
    ),
  )

const everyMeasure = Object.keys(effect.measures) as effect.Measure[]

const measureTargets = everyMeasure.map((measure): FuzzTarget => {
  const { data, variances, unused = [] } = effect.measures[measure]
  return target({
    area: 'effect size',
    name: `effectSizes ${measure}`,
    weight: 0.8,
    inputs: fc.tuple(
      studiesOf(data),
      fc.record(
        {
          variance: fc.constantFrom(...variances),
          zeroCells: zeroCellsFor(data === 'counts' ? [0.5, 'TACC'] : [0.5, 0.1]),
          bias: fc.constantFrom('corrected' as const, 'uncorrected' as const),
        },
        { requiredKeys: [] },
      ),
    ),
    compute: ([rows, options]) => {
      const effects = effect.effectSizes(measure, rows as never, options)
      return { effects, pooled: effect.poolable(effects), problems: effect.problemsOfEffects(effects) }
    },
    badRows: ([rows]) => badCells(data, unused, rows),
    fault: ([rows], { effects, pooled, problems }) =>
      firstFault(
        countFault('studies', effects.studies.length, rows.length),
        countFault('studies with an effect or a reason', pooled.length + problems.length, rows.length),
        pooled.some(({ variance }) => !(variance > 0)) && 'a variance is not above 0',
      ),
  })
})

const numberOrOdd = (min: number, max: number) => mostly(between(min, max), 8)
const count = mostly(fc.integer({ min: 1, max: 300 }), 8)

/** A function of single numbers: a finite answer, or a RangeError that says what it needs. */
function ofNumbers(
  name: string,
  values: readonly fc.Arbitrary<number>[],
  compute: (...given: number[]) => unknown,
  mayBeInfinite?: RegExp,
): FuzzTarget {
  return target({
    area: 'effect size',
    name,
    weight: 0.3,
    inputs: fc.tuple(...values),
    compute: (given) => compute(...given),
    refusesArguments: true,
    ...(mayBeInfinite === undefined ? {} : { mayBeInfinite }),
  })
}

const anyEstimate = numberOrOdd(-5, 5)
const anyPositive = numberOrOdd(0.001, 9)
const anyShare = numberOrOdd(0, 1)

const groupOf = (mean1: number, sd1: number, total1: number, mean2: number, sd2: number, total2: number) => ({
  mean1,
  sd1,
  total1,
  mean2,
  sd2,
  total2,
})
const sixNumbers = [anyEstimate, anyPositive, count, anyEstimate, anyPositive, count]
const fourCounts = [count, count, count, count]
const tableOf = (events1: number, total1: number, events2: number, total2: number) => ({
  events1,
  total1,
  events2,
  total2,
})

const twoGroups: Readonly<Record<string, (data: effect.TwoGroupMeans) => unknown>> = {
  meanDifference: effect.meanDifference,
  pooledStandardDeviation: effect.pooledStandardDeviation,
  standardisedMeanDifference: effect.standardisedMeanDifference,
  standardisedMeanDifferenceUnequal: effect.standardisedMeanDifferenceUnequal,
  glassDelta: effect.glassDelta,
  logRatioOfMeans: effect.logRatioOfMeans,
  logVariationRatio: effect.logVariationRatio,
  logVariabilityRatio: effect.logVariabilityRatio,
}
const twoCounts: Readonly<Record<string, (data: effect.TwoGroupCounts) => unknown>> = {
  logOddsRatio: effect.logOddsRatio,
  logRiskRatio: effect.logRiskRatio,
  riskDifference: effect.riskDifference,
  arcsineDifference: effect.arcsineDifference,
  petoLogOddsRatio: effect.petoLogOddsRatio,
  phiCoefficient: effect.phiCoefficient,
  yuleQ: effect.yuleQ,
  yuleY: effect.yuleY,
  probitDifference: effect.probitDifference,
}

const crossovers: Readonly<Record<string, (data: effect.PairedMeans) => unknown>> = {
  crossoverMeanDifference: effect.crossoverMeanDifference,
  crossoverStandardisedMeanDifference: effect.crossoverStandardisedMeanDifference,
}

const conversions: readonly FuzzTarget[] = [
  ...Object.entries(twoGroups).map(([name, compute]) =>
    ofNumbers(name, sixNumbers, (...[a, b, c, d, e, f]) =>
      compute(groupOf(a as number, b as number, c as number, d as number, e as number, f as number)),
    ),
  ),
  ...Object.entries(twoCounts).map(([name, compute]) =>
    ofNumbers(name, fourCounts, (...[a, b, c, d]) =>
      compute(tableOf(a as number, b as number, c as number, d as number)),
    ),
  ),
  ofNumbers(
    'numberNeededToTreat',
    [anyShare, anyShare, anyShare],
    (a = 0, b = 0, c = 0) => effect.numberNeededToTreat({ estimate: b - a, lower: -a, upper: Math.max(b, c) }),
    /people$/,
  ),
  ofNumbers('riskRatioFromOddsRatio', [anyPositive, anyShare], (a = 0, b = 0) => effect.riskRatioFromOddsRatio(a, b)),
  ofNumbers('oddsRatioFromRiskRatio', [anyPositive, anyShare], (a = 0, b = 0) => effect.oddsRatioFromRiskRatio(a, b)),
  ofNumbers('standardisedFromLogOddsRatio', [anyEstimate, anyPositive], (estimate = 0, variance = 0) =>
    effect.standardisedFromLogOddsRatio({ estimate, variance }),
  ),
  ofNumbers('logOddsRatioFromStandardised', [anyEstimate, anyPositive], (estimate = 0, variance = 0) =>
    effect.logOddsRatioFromStandardised({ estimate, variance }),
  ),
  ofNumbers('standardisedFromTStatistic', [anyEstimate, count, count], (a = 0, b = 0, c = 0) =>
    effect.standardisedFromTStatistic(a, b, c),
  ),
  ofNumbers('standardisedFromCorrelation', [numberOrOdd(-1, 1), anyPositive], (a = 0, b = 0) =>
    effect.standardisedFromCorrelation(a, b),
  ),
  ofNumbers(
    'correlationFromStandardised',
    [anyEstimate, anyPositive, count, count],
    (estimate = 0, variance = 0, c, d) => effect.correlationFromStandardised({ estimate, variance }, c, d),
  ),
  ofNumbers('inUnitsOf', [anyEstimate, anyPositive, anyPositive], (estimate = 0, variance = 0, sd = 0) =>
    effect.inUnitsOf({ estimate, variance }, sd),
  ),
  ofNumbers('hedgesCorrection', [count], (a = 0) => [
    effect.hedgesCorrection(a),
    effect.approximateHedgesCorrection(a),
    effect.unbiasedVarianceFactor(a),
  ]),
  ofNumbers('sdFromStandardError', [anyPositive, count], (a = 0, b = 0) => effect.sdFromStandardError(a, b)),
  ofNumbers('sdFromInterval', [anyEstimate, anyEstimate, count, level], (a = 0, b = 0, c = 0, d = 0) =>
    effect.sdFromInterval(a, b, c, { level: d }),
  ),
  ofNumbers('standardErrorFromInterval', [anyEstimate, anyEstimate, count, level], (a = 0, b = 0, c = 0, d = 0) =>
    effect.standardErrorFromInterval(a, b, c, { level: d, distribution: 'normal' }),
  ),
  ofNumbers(
    'sdFromTStatistic',
    [anyEstimate, anyEstimate, count, count],
    (a = 0, difference = 0, total1 = 0, total2 = 0) => effect.sdFromTStatistic(a, { difference, total1, total2 }),
  ),
  ofNumbers('sdFromPValue', [anyShare, anyEstimate, count, count], (a = 0, difference = 0, total1 = 0, total2 = 0) =>
    effect.sdFromPValue(a, { difference, total1, total2 }),
  ),
  ofNumbers(
    'sdFromFStatistic',
    [anyPositive, anyEstimate, count, count],
    (a = 0, difference = 0, total1 = 0, total2 = 0) => effect.sdFromFStatistic(a, { difference, total1, total2 }),
  ),
  ofNumbers('sdFromDifferenceInterval', [anyEstimate, anyEstimate, count, count], (a = 0, b = 0, c = 0, d = 0) =>
    effect.sdFromDifferenceInterval(a, b, c, d),
  ),
  ofNumbers('sdOfChange', [anyPositive, anyPositive, numberOrOdd(-1, 1)], (sdBefore = 0, sdAfter = 0, c = 0) =>
    effect.sdOfChange({ sdBefore, sdAfter }, c),
  ),
  ofNumbers('correlationFromChange', [anyPositive, anyPositive, anyPositive], (sdBefore = 0, sdAfter = 0, c = 0) =>
    effect.correlationFromChange({ sdBefore, sdAfter }, c),
  ),
  ofNumbers(
    'designEffect',
    [numberOrOdd(1, 90), anyShare, anyPositive, count, anyPositive],
    (averageClusterSize = 0, intraclusterCorrelation = 0, sizeVariation = 0, total = 0, error = 0) => {
      const clustering = { averageClusterSize, intraclusterCorrelation, sizeVariation }
      return [
        effect.designEffect(clustering),
        effect.effectiveSampleSize(total, clustering),
        effect.effectiveCounts({ events: total / 2, total }, clustering),
        effect.inflateStandardError(error, clustering),
      ]
    },
  ),
  ofNumbers('combineGroups', [...sixNumbers], (mean = 0, sd = 0, total = 0, mean2 = 0, sd2 = 0, total2 = 0) =>
    effect.combineGroups([
      { mean, sd, total },
      { mean: mean2, sd: sd2, total: total2 },
    ]),
  ),
  ...Object.entries(crossovers).map(([name, compute]) =>
    ofNumbers(
      name,
      [anyEstimate, anyPositive, anyEstimate, anyPositive, count, numberOrOdd(-1, 1)],
      (mean1 = 0, sd1 = 0, mean2 = 0, sd2 = 0, total = 0, correlation = 0) =>
        compute({ mean1, sd1, mean2, sd2, total, correlation }),
    ),
  ),
  ofNumbers(
    'crossoverCorrelation',
    [anyPositive, anyPositive, count, anyPositive],
    (sd1 = 0, sd2 = 0, total = 0, standardError = 0) => effect.crossoverCorrelation({ sd1, sd2, total, standardError }),
  ),
  ofNumbers(
    'logRatioFromInterval',
    [anyPositive, anyPositive, anyPositive, level],
    (ratio = 0, a = 0, b = 0, given = 0) =>
      effect.logRatioFromInterval({ ratio, lower: Math.min(ratio, a), upper: Math.max(ratio, b) }, given),
  ),
  ofNumbers(
    'effectFromInterval',
    [anyEstimate, anyEstimate, anyEstimate, level],
    (estimate = 0, a = 0, b = 0, given = 0) =>
      effect.effectFromInterval({ estimate, lower: Math.min(estimate, a), upper: Math.max(estimate, b) }, given),
  ),
  ofNumbers('effectFromStandardError', [anyEstimate, anyPositive], (a = 0, b = 0) =>
    effect.effectFromStandardError(a, b),
  ),
  ofNumbers('effectFromPValue', [anyEstimate, anyShare], (a = 0, b = 0) => effect.effectFromPValue(a, b)),
  ofNumbers('logHazardRatioFromLogRank', [anyEstimate, anyPositive], (a = 0, b = 0) =>
    effect.logHazardRatioFromLogRank(a, b),
  ),
  ofNumbers('logHazardRatioFromPValue', [anyShare, count, count, count], (a = 0, events = 0, total1 = 0, total2 = 0) =>
    effect.logHazardRatioFromPValue(a, { events, total1, total2, direction: -1 }),
  ),
]

const quantileMethods = ['Luo, Wan, Shi', 'Wan', 'QE', 'BC', 'MLN'] as const

const quantileTargets: readonly FuzzTarget[] = [
  target({
    area: 'effect size',
    name: 'meanFromQuantiles and skewnessTest',
    weight: 2,
    inputs: fc
      .tuple(
        fc.array(between(0.01, 90), { minLength: 5, maxLength: 5 }),
        mostly(fc.integer({ min: 5, max: 2000 }), 20),
        fc.constantFrom(0, 0, 0, 5, -5, 100, -100, 200, -200),
        fc.constantFrom('S1', 'S2', 'S3', 'half'),
        seldom(20, fc.tuple(fc.nat(4), oddNumber)),
        fc.constantFrom(...quantileMethods),
        fc.boolean(),
      )
      .map(([values, total, power, scenario, odd, method, rounds]) => {
        const sorted = values
          .map((value) => (rounds ? Math.ceil(value / 20) : value) * 10 ** power)
          .toSorted((one, other) => one - other)
        if (odd !== null) sorted[odd[0]] = odd[1]
        const [minimum, quartile1, median, quartile3, maximum] = sorted as [number, number, number, number, number]
        const range = { minimum, maximum }
        const quartiles = { quartile1, quartile3 }
        const given = { S1: range, S2: quartiles, S3: { ...range, ...quartiles }, half: { minimum } }[scenario]
        return { summary: { median, total, ...given }, method }
      }),
    compute: ({ summary, method }) => [effect.meanFromQuantiles(summary, method), effect.skewnessTest(summary)],
    refusesArguments: true,
  }),
  target({
    area: 'effect size',
    name: 'correctCounts',
    inputs: fc.tuple(anyTables(), zeroCellsFor([0.5, 'TACC'])),
    compute: ([tables, rule]) =>
      effect.correctCounts(
        tables.filter((table) =>
          Object.values(table).every((value) => typeof value === 'string' || Number.isFinite(value)),
        ),
        rule,
        'OR',
      ),
    refusesArguments: true,
  }),
]

/** Everything that makes effects of what studies report. */
export const effectSizeTargets: readonly FuzzTarget[] = [...measureTargets, ...conversions, ...quantileTargets]
