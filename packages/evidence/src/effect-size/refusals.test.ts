import { describe, expect, test } from 'vitest'
import * as effects from './index.ts'

const nan = Number.NaN
const groups = { mean1: 5, sd1: 2, total1: 20, mean2: 4, sd2: 3, total2: 30 }
const pairs = { mean1: 5, sd1: 2, mean2: 4, sd2: 3, total: 20, correlation: 0.5 }
const clustering = { averageClusterSize: 20, intraclusterCorrelation: 0.05 }
const known = { difference: 2, total1: 10, total2: 12 }
const survival = { events: 40, total1: 50, total2: 60, direction: 1 } as const
const effect = { estimate: 0.5, variance: 0.04 }

/** What is refused, and in which words: the function, what it needs, what it got. */
const refused: [message: string, call: () => unknown][] = [
  ['sdFromStandardError: needs standardError above 0, got 0', () => effects.sdFromStandardError(0, 10)],
  ['sdFromStandardError: needs total above 1, got 1', () => effects.sdFromStandardError(2, 1)],
  [
    'sdFromStandardError: needs arguments whose result is a finite number, got Infinity',
    () => effects.sdFromStandardError(1e308, 1e10),
  ],
  ['sdFromInterval: needs total above 1, got 1', () => effects.sdFromInterval(1, 2, 1)],
  ['standardErrorFromInterval: needs upper above 3, got 3', () => effects.sdFromInterval(3, 3, 9)],
  [
    'standardErrorFromInterval: needs lower to be a finite number, got NaN',
    () => effects.standardErrorFromInterval(nan, 1, 5),
  ],
  [
    'standardErrorFromInterval: needs level between 0 and 1, got 1',
    () => effects.standardErrorFromInterval(0, 1, 5, { level: 1 }),
  ],
  [
    'standardErrorFromInterval: needs level between 0 and 1, got 0',
    () => effects.standardErrorFromInterval(0, 1, 5, { level: 0 }),
  ],
  [
    'standardErrorFromInterval: needs degreesOfFreedom above 0, got 0',
    () => effects.standardErrorFromInterval(0, 1, 0),
  ],
  [
    'standardErrorFromInterval: needs arguments whose result is a finite number, got Infinity',
    () => effects.standardErrorFromInterval(-1.7e308, 1.7e308, 5),
  ],
  ['sdFromTStatistic: needs statistic not 0, got 0', () => effects.sdFromTStatistic(0, known)],
  ['sdFromTStatistic: needs difference not 0, got 0', () => effects.sdFromTStatistic(2, { ...known, difference: 0 })],
  ['sdFromPValue: needs pValue between 0 and 1, got 1', () => effects.sdFromPValue(1, known)],
  ['sdFromPValue: needs difference not 0, got 0', () => effects.sdFromPValue(0.5, { ...known, difference: 0 })],
  ['sdFromFStatistic: needs statistic above 0, got -4', () => effects.sdFromFStatistic(-4, known)],
  ['sdFromDifferenceError: needs standardError above 0, got 0', () => effects.sdFromDifferenceError(0, 5, 5)],
  ['sdFromDifferenceError: needs total1 above 1, got 1', () => effects.sdFromDifferenceError(1, 1, 5)],
  ['sdFromDifferenceError: needs total2 above 1, got 1', () => effects.sdFromDifferenceError(1, 5, 1)],
  [
    'sdFromDifferenceError: needs arguments whose result is a finite number, got Infinity',
    () => effects.sdFromDifferenceError(1e308, 1e10, 1e10),
  ],
  ['sdOfChange: needs sdBefore above 0, got 0', () => effects.sdOfChange({ sdBefore: 0, sdAfter: 1 }, 0.5)],
  ['sdOfChange: needs sdAfter above 0, got 0', () => effects.sdOfChange({ sdBefore: 1, sdAfter: 0 }, 0.5)],
  ['sdOfChange: needs correlation from -1 to 1, got 1.5', () => effects.sdOfChange({ sdBefore: 1, sdAfter: 1 }, 1.5)],
  [
    'sdOfChange: needs arguments whose result is a finite number, got Infinity',
    () => effects.sdOfChange({ sdBefore: 1e200, sdAfter: 1 }, 0),
  ],
  [
    'correlationFromChange: needs sdBefore above 0, got -1',
    () => effects.correlationFromChange({ sdBefore: -1, sdAfter: 1 }, 1),
  ],
  [
    'correlationFromChange: needs sdChange at least 0, got -1',
    () => effects.correlationFromChange({ sdBefore: 1, sdAfter: 1 }, -1),
  ],
  [
    'correlationFromChange: needs standard deviations that belong together, got a correlation of -3.5',
    () => effects.correlationFromChange({ sdBefore: 1, sdAfter: 1 }, 3),
  ],
  [
    'correlationFromChange: needs standard deviations that belong together, got a correlation of 1.25',
    () => effects.correlationFromChange({ sdBefore: 2, sdAfter: 1 }, 0),
  ],
  ['combineGroups: needs at least one group, got none', () => effects.combineGroups([])],
  [
    'combineGroups: needs mean to be a finite number, got NaN',
    () => effects.combineGroups([{ mean: nan, sd: 1, total: 2 }]),
  ],
  ['combineGroups: needs sd at least 0, got -1', () => effects.combineGroups([{ mean: 1, sd: -1, total: 2 }])],
  ['combineGroups: needs total above 0, got 0', () => effects.combineGroups([{ mean: 1, sd: 1, total: 0 }])],
  [
    'combineGroups: needs arguments whose result is a finite number, got Infinity',
    () => effects.combineGroups([1, -1].map((sign) => ({ mean: sign * 1e200, sd: 1, total: 9 }))),
  ],
  [
    'designEffect: needs averageClusterSize at least 1, got 0.9',
    () => effects.designEffect({ ...clustering, averageClusterSize: 0.9 }),
  ],
  [
    'designEffect: needs intraclusterCorrelation from 0 to 1, got 1.1',
    () => effects.designEffect({ ...clustering, intraclusterCorrelation: 1.1 }),
  ],
  [
    'designEffect: needs intraclusterCorrelation from 0 to 1, got -0.1',
    () => effects.designEffect({ ...clustering, intraclusterCorrelation: -0.1 }),
  ],
  [
    'designEffect: needs sizeVariation at least 0, got -0.1',
    () => effects.designEffect({ ...clustering, sizeVariation: -0.1 }),
  ],
  [
    'designEffect: needs arguments whose result is a finite number, got Infinity',
    () => effects.designEffect({ ...clustering, sizeVariation: 1e200 }),
  ],
  ['effectiveSampleSize: needs total above 0, got 0', () => effects.effectiveSampleSize(0, clustering)],
  ['effectiveCounts: needs total above 0, got 0', () => effects.effectiveCounts({ events: 0, total: 0 }, clustering)],
  [
    'effectiveCounts: needs events from 0 to 9, got 10',
    () => effects.effectiveCounts({ events: 10, total: 9 }, clustering),
  ],
  [
    'effectiveCounts: needs events from 0 to 9, got -1',
    () => effects.effectiveCounts({ events: -1, total: 9 }, clustering),
  ],
  ['inflateStandardError: needs standardError above 0, got 0', () => effects.inflateStandardError(0, clustering)],
  [
    'inflateStandardError: needs arguments whose result is a finite number, got Infinity',
    () => effects.inflateStandardError(1.7e308, clustering),
  ],
  [
    'crossoverMeanDifference: needs a correlation from -1 to 1, got 1.1',
    () => effects.crossoverMeanDifference({ ...pairs, correlation: 1.1 }),
  ],
  [
    'a crossover mean difference needs a difference that varies between people',
    () => effects.crossoverMeanDifference({ ...pairs, sd2: 2, correlation: 1 }),
  ],
  [
    'crossoverStandardisedMeanDifference: needs a correlation from -1 to 1, got -2',
    () => effects.crossoverStandardisedMeanDifference({ ...pairs, correlation: -2 }),
  ],
  ...[{ total: 2 }, { correlation: 1 }, { sd1: 0, sd2: 0 }].map((change): [string, () => unknown] => [
    'a standardised crossover difference needs spread, a correlation below 1 and more than 2 people',
    () => effects.crossoverStandardisedMeanDifference({ ...pairs, ...change }),
  ]),
  [
    'crossoverCorrelation: needs a correlation from -1 to 1, got -1.5',
    () => effects.crossoverCorrelation({ sd1: 1, sd2: 1, total: 5, standardError: 1 }),
  ],
  [
    'logRatioFromInterval: needs level between 0 and 1, got 95',
    () => effects.logRatioFromInterval({ ratio: 1, lower: 0.5, upper: 2 }, 95),
  ],
  [
    'logRatioFromInterval: needs lower above 0, got 0',
    () => effects.logRatioFromInterval({ ratio: 1, lower: 0, upper: 2 }),
  ],
  [
    'logRatioFromInterval: needs upper above 1, got 1',
    () => effects.logRatioFromInterval({ ratio: 1, lower: 1, upper: 1 }),
  ],
  [
    'logRatioFromInterval: needs ratio from 1 to 2, got 3',
    () => effects.logRatioFromInterval({ ratio: 3, lower: 1, upper: 2 }),
  ],
  [
    'logRatioFromInterval: needs ratio from 1 to 2, got 0.5',
    () => effects.logRatioFromInterval({ ratio: 0.5, lower: 1, upper: 2 }),
  ],
  [
    'effectFromInterval: needs level between 0 and 1, got 0',
    () => effects.effectFromInterval({ estimate: 1, lower: 0, upper: 2 }, 0),
  ],
  [
    'effectFromInterval: needs lower to be a finite number, got -Infinity',
    () => effects.effectFromInterval({ estimate: 1, lower: Number.NEGATIVE_INFINITY, upper: 2 }),
  ],
  [
    'effectFromInterval: needs upper above 0, got 0',
    () => effects.effectFromInterval({ estimate: 0, lower: 0, upper: 0 }),
  ],
  [
    'effectFromInterval: needs estimate from 0 to 2, got 3',
    () => effects.effectFromInterval({ estimate: 3, lower: 0, upper: 2 }),
  ],
  [
    'effectFromInterval: needs estimate from 0 to 2, got -3',
    () => effects.effectFromInterval({ estimate: -3, lower: 0, upper: 2 }),
  ],
  ['the interval has no width', () => effects.effectFromInterval({ estimate: 0, lower: 0, upper: 1e-200 })],
  [
    'effectFromStandardError: needs estimate to be a finite number, got NaN',
    () => effects.effectFromStandardError(nan, 1),
  ],
  ['effectFromStandardError: needs standardError above 0, got 0', () => effects.effectFromStandardError(1, 0)],
  ['the standard error is too small', () => effects.effectFromStandardError(1, 1e-200)],
  ['effectFromPValue: needs estimate not 0, got 0', () => effects.effectFromPValue(0, 0.5)],
  ['effectFromPValue: needs pValue between 0 and 1, got 0', () => effects.effectFromPValue(1, 0)],
  ['the p-value leaves no standard error', () => effects.effectFromPValue(1e-200, 0.5)],
  [
    'logHazardRatioFromLogRank: needs observedMinusExpected to be a finite number, got NaN',
    () => effects.logHazardRatioFromLogRank(nan, 1),
  ],
  ['logHazardRatioFromLogRank: needs variance above 0, got 0', () => effects.logHazardRatioFromLogRank(1, 0)],
  ['the variance is too small', () => effects.logHazardRatioFromLogRank(1, 5e-324)],
  [
    'logHazardRatioFromPValue: needs pValue between 0 and 1, got 1',
    () => effects.logHazardRatioFromPValue(1, survival),
  ],
  ...(['events', 'total1', 'total2'] as const).map((what): [string, () => unknown] => [
    `logHazardRatioFromPValue: needs ${what} above 0, got 0`,
    () => effects.logHazardRatioFromPValue(0.1, { ...survival, [what]: 0 }),
  ]),
  [
    'numberNeededToTreat: needs lower from -1 to 1, got -2',
    () => effects.numberNeededToTreat({ estimate: 0, lower: -2, upper: 1 }),
  ],
  [
    'numberNeededToTreat: needs estimate from 0.1 to 0.2, got 0',
    () => effects.numberNeededToTreat({ estimate: 0, lower: 0.1, upper: 0.2 }),
  ],
  [
    'numberNeededToTreat: needs estimate from 0.1 to 0.2, got 0.3',
    () => effects.numberNeededToTreat({ estimate: 0.3, lower: 0.1, upper: 0.2 }),
  ],
  ['riskRatioFromOddsRatio: needs assumedRisk from 0 to 1, got -0.1', () => effects.riskRatioFromOddsRatio(2, -0.1)],
  ['riskRatioFromOddsRatio: needs assumedRisk from 0 to 1, got 1.1', () => effects.riskRatioFromOddsRatio(2, 1.1)],
  ['riskRatioFromOddsRatio: needs oddsRatio above 0, got 0', () => effects.riskRatioFromOddsRatio(0, 0.5)],
  ['oddsRatioFromRiskRatio: needs assumedRisk from 0 to 1, got 2', () => effects.oddsRatioFromRiskRatio(2, 2)],
  ['oddsRatioFromRiskRatio: needs riskRatio at least 0, got -1', () => effects.oddsRatioFromRiskRatio(-1, 0.5)],
  [
    'oddsRatioFromRiskRatio: needs riskRatio times assumedRisk below 1, got 1',
    () => effects.oddsRatioFromRiskRatio(2, 0.5),
  ],
  [
    'standardisedFromLogOddsRatio: needs estimate to be a finite number, got NaN',
    () => effects.standardisedFromLogOddsRatio({ estimate: nan, variance: 1 }),
  ],
  [
    'standardisedFromLogOddsRatio: needs variance at least 0, got -1',
    () => effects.standardisedFromLogOddsRatio({ estimate: 1, variance: -1 }),
  ],
  [
    'logOddsRatioFromStandardised: needs variance at least 0, got -1',
    () => effects.logOddsRatioFromStandardised({ estimate: 1, variance: -1 }),
  ],
  [
    'logOddsRatioFromStandardised: needs arguments whose result is a finite number, got Infinity',
    () => effects.logOddsRatioFromStandardised({ estimate: 1.7e308, variance: 1 }),
  ],
  [
    'logOddsRatioFromStandardised: needs arguments whose result is a finite number, got Infinity',
    () => effects.logOddsRatioFromStandardised({ estimate: 1, variance: 1.7e308 }),
  ],
  [
    'standardisedFromTStatistic: needs statistic to be a finite number, got NaN',
    () => effects.standardisedFromTStatistic(nan, 9, 9),
  ],
  ['standardisedFromTStatistic: needs total1 above 1, got 1', () => effects.standardisedFromTStatistic(2, 1, 9)],
  ['standardisedFromTStatistic: needs total2 above 1, got 1', () => effects.standardisedFromTStatistic(2, 9, 1)],
  [
    'standardisedFromTStatistic: needs arguments whose result is a finite number, got Infinity',
    () => effects.standardisedFromTStatistic(1.79e308, 1.1, 1.1),
  ],
  [
    'standardisedFromCorrelation: needs correlation inside -1 and 1, got 1',
    () => effects.standardisedFromCorrelation(1, 1),
  ],
  [
    'standardisedFromCorrelation: needs variance at least 0, got -1',
    () => effects.standardisedFromCorrelation(0.5, -1),
  ],
  [
    'standardisedFromCorrelation: needs arguments whose result is a finite number, got Infinity',
    () => effects.standardisedFromCorrelation(0.9, 1e308),
  ],
  ['correlationFromStandardised: needs total1 above 0, got 0', () => effects.correlationFromStandardised(effect, 0, 1)],
  ['correlationFromStandardised: needs total2 above 0, got 0', () => effects.correlationFromStandardised(effect, 1, 0)],
  [
    'correlationFromStandardised: needs variance at least 0, got -1',
    () => effects.correlationFromStandardised({ estimate: 1, variance: -1 }),
  ],
  [
    'correlationFromStandardised: needs arguments whose result is a finite number, got NaN',
    () => effects.correlationFromStandardised(effect, 1e200, 1e200),
  ],
  ['inUnitsOf: needs sd above 0, got 0', () => effects.inUnitsOf(effect, 0)],
  ['inUnitsOf: needs variance at least 0, got -1', () => effects.inUnitsOf({ estimate: 1, variance: -1 }, 1)],
  ['inUnitsOf: needs arguments whose result is a finite number, got Infinity', () => effects.inUnitsOf(effect, 1e200)],
  [
    'riskDifference: variance AV needs averageRisks',
    () => effects.riskDifference({ events1: 1, total1: 9, events2: 2, total2: 9 }, { variance: 'AV' }),
  ],
  ['logRatioOfMeans: variance AV needs averageVariation', () => effects.logRatioOfMeans(groups, { variance: 'AV' })],
  [
    'logRatioOfMeans: variance AVHO needs averageVariation',
    () => effects.logRatioOfMeans(groups, { variance: 'AVHO' }),
  ],
  ['glassDelta: variant AV needs averageEffect', () => effects.glassDelta(groups, { variant: 'AV' })],
  [
    'correlation: variance AV needs averageCorrelation',
    () => effects.correlation({ correlation: 0.5, total: 9 }, { variance: 'AV' }),
  ],
]

describe('says what it needs and what it got', () => {
  test.each(refused)('%s', (message, call) => {
    expect(call).toThrow(RangeError)
    expect(call).toThrow(message)
  })
})

describe('takes what lies on the edge of its range', () => {
  const edges: [string, () => unknown][] = [
    ['an equal correlation', () => effects.sdOfChange({ sdBefore: 1, sdAfter: 2 }, 1)],
    ['an opposite correlation', () => effects.sdOfChange({ sdBefore: 1, sdAfter: 2 }, -1)],
    ['a change that does not vary', () => effects.correlationFromChange({ sdBefore: 1, sdAfter: 1 }, 0)],
    ['a group without spread', () => effects.combineGroups([{ mean: 1, sd: 0, total: 3 }])],
    ['clusters of one', () => effects.designEffect({ averageClusterSize: 1, intraclusterCorrelation: 1 })],
    ['clusters of strangers', () => effects.designEffect({ averageClusterSize: 9, intraclusterCorrelation: 0 })],
    ['no events', () => effects.effectiveCounts({ events: 0, total: 9 }, clustering)],
    ['events only', () => effects.effectiveCounts({ events: 9, total: 9 }, clustering)],
    ['a ratio at its lower limit', () => effects.logRatioFromInterval({ ratio: 1, lower: 1, upper: 2 })],
    ['a ratio at its upper limit', () => effects.logRatioFromInterval({ ratio: 2, lower: 1, upper: 2 })],
    ['an estimate at its lower limit', () => effects.effectFromInterval({ estimate: 1, lower: 1, upper: 2 })],
    ['an estimate at its upper limit', () => effects.effectFromInterval({ estimate: 2, lower: 1, upper: 2 })],
    ['a certain benefit', () => effects.numberNeededToTreat({ estimate: -1, lower: -1, upper: -1 })],
    ['a risk of 0', () => effects.riskRatioFromOddsRatio(2, 0)],
    ['a risk of 1', () => effects.riskRatioFromOddsRatio(2, 1)],
    ['a risk ratio of 0', () => effects.oddsRatioFromRiskRatio(0, 0.5)],
    ['a variance of 0', () => effects.inUnitsOf({ estimate: 1, variance: 0 }, 2)],
    ['a correlation without variance', () => effects.standardisedFromCorrelation(0.5, 0)],
  ]

  test.each(edges)('%s', (_name, call) => expect(call).not.toThrow())

  test('and gives its value there', () => {
    expect(effects.sdOfChange({ sdBefore: 1, sdAfter: 3 }, 1)).toBe(2)
    expect(effects.sdOfChange({ sdBefore: 1, sdAfter: 3 }, -1)).toBe(4)
    expect(effects.correlationFromChange({ sdBefore: 1, sdAfter: 1 }, 0)).toBe(1)
    expect(effects.correlationFromChange({ sdBefore: 1, sdAfter: 1 }, 2)).toBe(-1)
    expect(effects.designEffect({ averageClusterSize: 1, intraclusterCorrelation: 1 })).toBe(1)
    expect(effects.riskRatioFromOddsRatio(2, 0)).toBe(2)
    expect(effects.riskRatioFromOddsRatio(2, 1)).toBe(1)
    expect(effects.oddsRatioFromRiskRatio(0, 0.5)).toBe(0)
    expect(effects.combineGroups([{ mean: 1, sd: 0, total: 3 }])).toEqual({ mean: 1, sd: 0, total: 3 })
  })
})

describe('a study without an effect', () => {
  const reasons: [measure: effects.Measure, study: object, reason: string][] = [
    ['MD', { ...groups, sd1: 0, sd2: 0 }, 'the mean difference needs a standard deviation above 0'],
    [
      'ROM',
      { ...groups, mean2: -4 },
      'a ratio of means needs two means of the same sign and a standard deviation above 0',
    ],
    ['CVR', { ...groups, sd1: 0 }, 'a ratio of coefficients of variation needs means and standard deviations above 0'],
    [
      'VR',
      { ...groups, sd2: 0 },
      'a ratio of standard deviations needs standard deviations above 0 and at least 2 patients in a group',
    ],
    [
      'SMD1',
      { ...groups, total2: 2 },
      "Glass' delta needs a control group with a standard deviation above 0 and more than 2 patients",
    ],
    ['ZCOR', { correlation: 1, total: 20 }, "Fisher's z needs a correlation inside -1 and 1 and more than 3 people"],
    ['ZCOR', { correlation: 0.5, total: 3 }, "Fisher's z needs a correlation inside -1 and 1 and more than 3 people"],
    ['COR', { correlation: 1, total: 20 }, 'a correlation needs a value inside -1 and 1 and more people'],
    ['UCOR', { correlation: 0.5, total: 4 }, 'a correlation needs a value inside -1 and 1 and more people'],
    ['MN', { mean: 3, sd: 0, total: 9 }, 'the measure needs a standard deviation above 0'],
    ['SMN', { mean: 3, sd: 1, total: 2 }, 'the measure needs a standard deviation above 0 and more than 2 patients'],
    [
      'MNLN',
      { mean: -3, sd: 1, total: 9 },
      'the measure needs a mean and a standard deviation above 0 and at least 2 patients',
    ],
    ['SDLN', { sd: 0, total: 9 }, 'the measure needs a standard deviation above 0 and at least 2 patients'],
    ['MC', { ...pairs, sd2: 2, correlation: 1 }, 'the measure needs a change whose standard deviation is above 0'],
    ...(['SMCC', 'SMCR', 'SMCRH'] as const).map((measure): [effects.Measure, object, string] => [
      measure,
      { ...pairs, total: 2 },
      'a standardised mean change needs a standard deviation above 0 and more than 2 people',
    ]),
    [
      'SMCR',
      { ...pairs, sd1: 0 },
      'a standardised mean change needs a standard deviation above 0 and more than 2 people',
    ],
    ['ROMC', { ...pairs, mean2: -1 }, 'a ratio of means needs two means of the same sign and spread'],
    ['CVRC', { ...pairs, sd2: 0 }, 'a ratio of coefficients of variation needs means and standard deviations above 0'],
    [
      'VRC',
      { ...pairs, correlation: 1 },
      'a ratio of standard deviations needs standard deviations above 0 and a correlation inside -1 and 1',
    ],
  ]

  test.each(reasons)('%s of %o: %s', (measure, study, reason) => {
    const { studies } = effects.effectSizes(measure, [study as effects.StudyOf<typeof measure>])
    expect(studies).toEqual([{ study: '1', row: 1, reason }])
    expect(effects.problemsOfEffects({ studies } as effects.EffectSizes)).toEqual([{ row: 1, message: reason }])
  })

  test('of counts, rates and proportions without events', () => {
    const none = { program: 'metafor', add: 0 } as const
    const reasonOf = <M extends effects.Measure>(measure: M, study: object) =>
      effects.effectSizes(measure, [study as effects.StudyOf<M>], { zeroCells: none }).studies[0]?.reason
    for (const measure of ['OR', 'RR', 'RD', 'PETO', 'YUQ', 'YUY', 'PBIT', 'OR2DN'] as const) {
      expect(reasonOf(measure, { events1: 0, total1: 9, events2: 0, total2: 9 })).toBe(
        'the measure does not exist with a group without events or without non-events; a correction for zero cells makes it exist',
      )
    }
    for (const measure of ['PR', 'PLN', 'PLO'] as const) {
      expect(reasonOf(measure, { events: 0, total: 9 })).toBe(
        'the measure does not exist without events or with events only; a correction for zero cells makes it exist',
      )
    }
    for (const measure of ['IR', 'IRLN'] as const) {
      expect(reasonOf(measure, { events: 0, time: 9 })).toBe(
        'the measure does not exist without events; a correction for zero events makes it exist',
      )
    }
    for (const measure of ['IRR', 'IRD'] as const) {
      expect(reasonOf(measure, { events1: 0, time1: 9, events2: 0, time2: 9 })).toBe(
        'the measure does not exist without events; a correction for zero events makes it exist',
      )
    }
    for (const measure of ['MPRD', 'MPRR', 'MPOR', 'MPORC', 'MPPETO'] as const) {
      expect(reasonOf(measure, { yesYes: 0, yesNo: 0, noYes: 0, noNo: 9 })).toBe(
        'the measure does not exist for this table; a correction for zero cells makes it exist',
      )
    }
  })
})

describe('a row that is refused', () => {
  const rows: [measure: effects.Measure, study: object, message: string][] = [
    ['MD', { ...groups, sd1: -1 }, 'row 1, sd1: must not be below 0, got -1'],
    ['MD', { ...groups, total2: 1 }, 'row 1, total2: must be above 1, got 1'],
    ['MD', { ...groups, mean1: undefined }, 'row 1, mean1: must be a finite number, got nothing'],
    ['MD', { ...groups, mean1: '5' }, 'row 1, mean1: must be a finite number, got a string'],
    ['MD', { ...groups, mean2: nan }, 'row 1, mean2: must be a finite number, got NaN'],
    ['COR', { correlation: -1.1, total: 9 }, 'row 1, correlation: must be from -1 to 1, got -1.1'],
    ['MD', { ...groups, total2: 1e308 }, 'row 1, total2: must be at most 9007199254740991, got 1e+308'],
    ['COR', { correlation: 0, total: 1 }, 'row 1, total: must be above 1, got 1'],
    ['PR', { events: 10, total: 9 }, 'row 1, events: must be from 0 to total, got 10'],
    ['PR', { events: 0, total: 0 }, 'row 1, total: must be above 0, got 0'],
    ['IRR', { events1: -1, time1: 1, events2: 1, time2: 1 }, 'row 1, events1: must not be below 0, got -1'],
    ['IRR', { events1: 1, time1: 1, events2: 1, time2: 0 }, 'row 1, time2: must be above 0, got 0'],
    ['IR', { events: 1, time: -1 }, 'row 1, time: must be above 0, got -1'],
    ['MN', { mean: 1, sd: -2, total: 3 }, 'row 1, sd: must not be below 0, got -2'],
    ['MC', { ...pairs, correlation: 2 }, 'row 1, correlation: must be from -1 to 1, got 2'],
    ['MPRD', { yesYes: 1, yesNo: 1, noYes: -1, noNo: 1 }, 'row 1, noYes: must not be below 0, got -1'],
    ['GEN', { estimate: 1, variance: 0 }, 'row 1, variance: must be above 0, got 0'],
  ]

  test.each(rows)('%s of %o: %s', (measure, study, message) => {
    const call = () => effects.effectSizes(measure, [study as effects.StudyOf<typeof measure>])
    expect(call).toThrow(message)
  })

  test('columns that the measure does not use may be missing', () => {
    for (const measure of Object.keys(effects.measures).filter(effects.isMeasure)) {
      const columns = effects.measures[measure].unused ?? []
      const data = effects.measures[measure].data === 'means' ? groups : { ...pairs, mean: 3, sd: 2 }
      const study = Object.fromEntries(Object.entries(data).filter(([column]) => !columns.includes(column)))
      if (columns.length > 0) {
        const [found] = effects.effectSizes(measure, [study as unknown as effects.StudyOf<typeof measure>]).studies
        expect(found?.estimate).toSatisfy(Number.isFinite)
      }
    }
  })
})

describe('the list of measures', () => {
  const all = Object.entries(effects.measures)

  test('gives each a title of its own, a known scale and variances of their own', () => {
    expect(new Set(all.map(([, { title }]) => title)).size).toBe(all.length)
    const scales = ['difference', 'logRatio', 'logit', 'arcsine', 'freemanTukey', 'root', 'fisherZ', 'log']
    for (const [, { title, scale, variances }] of all) {
      expect(title).toMatch(/\S+/)
      expect(scales).toContain(scale)
      expect(new Set(variances).size).toBe(variances.length)
      expect(variances).not.toContain('')
    }
    expect(effects.isMeasure('OR')).toBe(true)
    expect(effects.isMeasure('toString')).toBe(false)
  })

  test('calls a logarithm what is one: another unit of time, or another standard, adds a constant to it', () => {
    const rate = (measure: 'IR' | 'IRLN' | 'IRS', time: number) =>
      effects.effectSizes(measure, [{ events: 7, time }]).studies[0]?.estimate as number
    expect(rate('IRLN', 10) - rate('IRLN', 20)).toBeCloseTo(Math.log(2), 14)
    expect(rate('IR', 10) / rate('IR', 20)).toBeCloseTo(2, 14)
    expect(rate('IRS', 10) / rate('IRS', 40)).toBeCloseTo(2, 14)
  })
})
