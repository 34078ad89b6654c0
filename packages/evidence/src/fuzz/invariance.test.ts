import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arbitraryStudies } from '../../test-support/pairwise-testing.ts'
import * as network from '../network/index.ts'
import { makeNetwork } from '../network/network-testing.ts'
import * as pairwise from '../pairwise/index.ts'
import type { StudyEffect } from '../study-effect.ts'

/** Rows of networks with loops and multi-arm studies. */
const networks = fc
  .record({ treatments: fc.integer({ min: 3, max: 5 }), seed: fc.nat() })
  .map((shape) => makeNetwork({ ...shape, studies: 9 }))

/** Treatments named as combinations of three components. */
const combinations = ['usual care', 'a', 'b', 'a+b', 'a+c']
const asCombinations = (rows: readonly network.Contrast[]): network.Contrast[] =>
  rows.map((row) => ({ ...row, treatment1: nameOf(row.treatment1), treatment2: nameOf(row.treatment2) }))
const nameOf = (treatment: string): string => combinations[Number(treatment.slice(1))] as string

/** tau² is given: where it is estimated, the tests of the analysis itself hold it. */
const tauSquared = 0.04
const additive = (rows: readonly network.Contrast[], options: network.ComponentAnalysisOptions = {}) =>
  network.analyseComponents(rows, { tauSquared, inactive: 'usual care', ...options })

/** Whether two numbers agree to nine digits, or nearly so where both are almost 0 beside `size`. */
function expectClose(one: number | undefined, other: number | undefined, size: number): void {
  if (one === undefined || other === undefined) expect(one).toBe(other)
  else expect(Math.abs(one - other)).toBeLessThanOrEqual(1e-9 * Math.max(Math.abs(one), Math.abs(other), size))
}

type Table = Readonly<Record<string, number | undefined>>

function expectSame(one: Table, other: Table, size = 1): void {
  expect(Object.keys(one).toSorted()).toEqual(Object.keys(other).toSorted())
  for (const [name, value] of Object.entries(one)) expectClose(value, other[name], size)
}

/** What a network says beside its effects, by names of treatments in alphabetical order. */
function outputsOf(rows: readonly network.Contrast[], treatments?: readonly string[]): Table {
  const analysis = network.analyseNetwork(rows, { tauSquared, ...(treatments === undefined ? {} : { treatments }) })
  const directed = (one: string, other: string, value: number | undefined) =>
    one < other || value === undefined ? value : -value
  const pair = (one: string, other: string) => [one, other].toSorted().join(' – ')
  const contributions = network.contributionsOf(analysis, 'random', 'shortestPath')
  return Object.fromEntries([
    ...network.splitComparisons(analysis).flatMap(({ treatment1, treatment2, random }) => [
      [`direct ${pair(treatment1, treatment2)}`, directed(treatment1, treatment2, random.direct?.estimate)],
      [`indirect ${pair(treatment1, treatment2)}`, directed(treatment1, treatment2, random.indirect?.estimate)],
      [`share ${pair(treatment1, treatment2)}`, random.proportionDirect],
    ]),
    ...network
      .rankTreatments(analysis, 'random', { smallValues: 'desirable' })
      .map(({ treatment, pScore }) => [`score ${treatment}`, pScore]),
    ...network
      .networkMeasures(analysis, 'random')
      .map((one) => [`path ${pair(one.treatment1, one.treatment2)}`, one.meanPathLength]),
    ...network
      .studyImportance(analysis, 'random', 'T0', 'T1')
      .map(({ study, importance }) => [`importance ${study}`, importance]),
    ...network
      .contributionMatrix(contributions, analysis.network.treatments.length)
      .map((row) => [`largest ${pair(row.treatment1, row.treatment2)}`, Math.max(...row.contributions)]),
    ['between', network.decomposeDesigns(analysis).between.statistic],
    ['within', network.decomposeDesigns(analysis).within.statistic],
  ]) as Table
}

const shuffled = <Thing>(things: readonly Thing[], seed: number): Thing[] =>
  things
    .map((thing, index) => ({ thing, key: Math.sin((index + 1) * (seed + 1)) }))
    .toSorted((one, other) => one.key - other.key)
    .map(({ thing }) => thing)

describe('the order of rows and of treatments does not matter', () => {
  test('to splits, ranks, measures, importance, contributions and designs', () => {
    fc.assert(
      fc.property(networks, fc.nat(999), (rows, seed) => {
        const names = [...new Set(rows.flatMap(({ treatment1, treatment2 }) => [treatment1, treatment2]))]
        expectSame(outputsOf(rows), outputsOf(shuffled(rows, seed), shuffled(names, seed)), 1)
      }),
      { numRuns: 30 },
    )
  })

  test('to components', () => {
    fc.assert(
      fc.property(networks, fc.nat(999), (rows, seed) => {
        const named = asCombinations(rows)
        expectSame(componentsOf(additive(named)), componentsOf(additive(shuffled(named, seed))))
      }),
      { numRuns: 30 },
    )
  })

  test('to a network regression', () => {
    fc.assert(
      fc.property(networks, fc.nat(999), (rows, seed) => {
        expectSame(slopesOf(rows), slopesOf(shuffled(rows, seed)))
      }),
      { numRuns: 20 },
    )
  })
})

const componentsOf = ({ components, combinations: combined }: network.ComponentAnalysis, factor = 1): Table =>
  Object.fromEntries([
    ...components.map(({ component, random }) => [component, random && factor * random.estimate]),
    ...components.map(({ component, random }) => [
      `error ${component}`,
      random && Math.abs(factor) * random.standardError,
    ]),
    ...combined.map(({ treatment, random }) => [`whole ${treatment}`, random && factor * random.estimate]),
  ]) as Table

function slopesOf(rows: readonly network.Contrast[], factor = 1): Table {
  const studies = [...new Set(rows.map(({ study }) => study))]
  const values = new Map(studies.map((study) => [study, Number(study.replace('study ', '')) ** 2 % 7]))
  const { slopes } = network.regressNetwork(rows, {
    covariates: [{ name: 'age', values }],
    reference: 'T0',
    tauSquared: 'DL',
    treatments: ['T0', 'T1', 'T2', 'T3', 'T4'].filter((name) =>
      rows.some(({ treatment1, treatment2 }) => treatment1 === name || treatment2 === name),
    ),
  })
  return Object.fromEntries(
    slopes.map(({ treatment, slope }) => [treatment, slope && factor * slope.estimate]),
  ) as Table
}

const times = (rows: readonly network.Contrast[], factor: number): network.Contrast[] =>
  rows.map((row) => ({
    ...row,
    estimate: row.estimate * factor,
    standardError: row.standardError * Math.abs(factor),
  }))

describe.each([-1, 1e-100, 1e100])('data times %d', (factor) => {
  test('give components times it', () => {
    fc.assert(
      fc.property(networks, (rows) => {
        const named = asCombinations(rows)
        const scaled = additive(times(named, factor), { tauSquared: tauSquared * factor ** 2 })
        expectSame(componentsOf(additive(named), factor), componentsOf(scaled), Math.abs(factor))
      }),
      { numRuns: 20 },
    )
  })

  test('give slopes of a network regression times it', () => {
    fc.assert(
      fc.property(networks, (rows) => {
        expectSame(slopesOf(rows, factor), slopesOf(times(rows, factor)), Math.abs(factor))
      }),
      { numRuns: 20 },
    )
  })

  test('give effects of three levels and of a regression times it', () => {
    fc.assert(
      fc.property(arbitraryStudies(6, 9), (studies) => {
        const scaled = studies.map(({ study, estimate, variance }) => ({
          study,
          estimate: estimate * factor,
          variance: variance * factor ** 2,
        }))
        const [one] = pairwise.poolThreeLevel(clustered(studies)).coefficients
        const [other] = pairwise.poolThreeLevel(clustered(scaled)).coefficients
        expect((other?.estimate as number) / factor).toBeCloseTo(one?.estimate as number, 7)
        const slope = (rows: readonly StudyEffect[]) => pairwise.regress(rows, years(rows)).coefficients[1]?.estimate
        expect((slope(scaled) as number) / factor).toBeCloseTo(slope(studies) as number, 9)
      }),
      { numRuns: 20 },
    )
  })
})

const clustered = (studies: readonly StudyEffect[]) =>
  studies.map((study, index) => ({ ...study, cluster: 'abc'.charAt(index % 3) }))
const years = (studies: readonly unknown[]) => [{ name: 'year', values: studies.map((_, index) => index ** 2) }]

describe('splitting a network', () => {
  test('pieces without a common treatment are analysed together as each by itself', () => {
    fc.assert(
      fc.property(networks, networks, (one, second) => {
        const other = second.map((row) => ({
          ...row,
          study: `other ${row.study}`,
          treatment1: `other ${row.treatment1}`,
          treatment2: `other ${row.treatment2}`,
        }))
        const together = network.analyseComponents([...one, ...other], { tauSquared })
        const apart = [one, other].map((rows) => network.analyseNetwork(rows, { tauSquared }))
        const qOfPieces = apart.reduce((total, { q }) => total + q.statistic, 0)
        expectClose(together.qStandard.statistic, qOfPieces, 1)
        expectClose(together.q.statistic, qOfPieces, 1)
        const found = new Map(together.comparisons.map((pair) => [`${pair.treatment1}/${pair.treatment2}`, pair]))
        for (const pair of apart.flatMap(network.compareTreatments)) {
          const whole = found.get(`${pair.treatment1}/${pair.treatment2}`)
          expectClose(whole?.random?.estimate, pair.random.estimate, 1)
          expectClose(whole?.random?.standardError, pair.random.standardError, 1)
        }
        expect(found.get('T0/other T0')?.random).toBeUndefined()
      }),
      { numRuns: 20 },
    )
  })

  test('subgroups that share no study are the networks of their studies', () => {
    fc.assert(
      fc.property(networks, networks, (one, second) => {
        const other = second.map((row) => ({ ...row, study: `other ${row.study}` }))
        const groups = new Map([...one, ...other].map(({ study }) => [study, study.startsWith('other') ? 'x' : 'y']))
        const { subgroups } = network.subgroupNetworks([...one, ...other], groups, 'random')
        const [first, last] = subgroups
        expectClose(first?.analysis?.q.statistic, network.analyseNetwork(one).q.statistic, 1)
        expectClose(last?.analysis?.q.statistic, network.analyseNetwork(other).q.statistic, 1)
      }),
      { numRuns: 20 },
    )
  })
})

describe('a study whose variance goes to infinity says nothing', () => {
  test('about components', () => {
    fc.assert(
      fc.property(networks, fc.double({ min: -5, max: 5, noNaN: true }), (rows, estimate) => {
        const named = asCombinations(rows)
        const vague = { study: 'vague', treatment1: 'usual care', treatment2: 'a', estimate, standardError: 1e8 }
        expectSame(componentsOf(additive(named)), componentsOf(additive([...named, vague])))
      }),
      { numRuns: 20 },
    )
  })

  test('about a regression, its subgroups and three levels with a common variance', () => {
    fc.assert(
      fc.property(arbitraryStudies(6, 9), fc.double({ min: -5, max: 5, noNaN: true }), (studies, estimate) => {
        const vague = { study: 'vague', estimate, variance: 1e18 }
        const slopes = (rows: readonly StudyEffect[]) =>
          pairwise.regress(rows, years(rows), { method: 'common' }).coefficients.map((one) => one.estimate)
        for (const [index, slope] of slopes(studies).entries()) {
          expectClose(slope, slopes([...studies, vague])[index], 1)
        }
        const groupsOf = (rows: readonly StudyEffect[]) =>
          pairwise
            .poolSubgroups(
              rows,
              clustered(rows).map(({ cluster }) => cluster),
              { method: 'common' },
            )
            .subgroups.map(({ common }) => common.estimate)
        for (const [index, effect] of groupsOf(studies).entries()) {
          expectClose(effect, groupsOf([...studies, vague])[index], 1)
        }
      }),
      { numRuns: 30 },
    )
  })
})
