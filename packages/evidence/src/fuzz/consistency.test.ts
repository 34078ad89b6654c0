import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arbitraryStudies } from '../../test-support/pairwise-testing.ts'
import { InputProblemError } from '../input-problem.ts'
import * as network from '../network/index.ts'
import { makeNetwork } from '../network/network-testing.ts'
import * as pairwise from '../pairwise/index.ts'
import type { StudyEffect } from '../study-effect.ts'

interface Estimated {
  readonly lower: number
  readonly upper: number
  readonly pValue: number
}

const hasBoth = (value: object): value is Estimated =>
  ['lower', 'upper', 'pValue'].every((key) => typeof (value as Record<string, unknown>)[key] === 'number')

/** Every estimate with an interval and a p-value that a result holds, however deep. */
function estimatesIn(value: unknown): Estimated[] {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return []
  return [...(hasBoth(value) ? [value] : []), ...Object.values(value).flatMap(estimatesIn)]
}

function expectConsistent(result: unknown, level: number): void {
  const estimates = estimatesIn(result)
  expect(estimates.length).toBeGreaterThan(0)
  for (const { lower, upper, pValue } of estimates) {
    expect(lower).toBeLessThanOrEqual(upper)
    expect({ pValue, lower, upper, excludes0: lower > 0 || upper < 0 }).toEqual({
      pValue,
      lower,
      upper,
      excludes0: pValue < 1 - level,
    })
  }
}

/** The result, where the input has one: studies that are all alike have no Knapp–Hartung interval, for one. */
function orSkip<Result>(compute: () => Result): Result {
  try {
    return compute()
  } catch (error) {
    fc.pre(!(error instanceof InputProblemError))
    throw error
  }
}

const level = fc.constantFrom(0.5, 0.9, 0.95, 0.999)
const groups = (studies: readonly unknown[]) => studies.map((_, index) => 'abc'.charAt(index % 3))
const clustered = (studies: readonly StudyEffect[]) =>
  studies.map((study, index) => ({ ...study, cluster: groups(studies)[index] as string }))
const years = (studies: readonly unknown[]) => [{ name: 'year', values: studies.map((_, index) => index ** 2) }]

const ofStudies: Record<string, (studies: readonly StudyEffect[], options: { level: number }) => unknown> = {
  pool: (studies, options) =>
    (
      ['normal', 't', 'knapp-hartung', 'knapp-hartung-floor', 'knapp-hartung-wider', 'knapp-hartung-iqwig'] as const
    ).map((interval) => pairwise.pool(studies, { ...options, interval })),
  poolSubgroups: (studies, options) => [
    pairwise.poolSubgroups(studies, groups(studies), options),
    pairwise.poolSubgroups(studies, groups(studies), { ...options, tauSquared: 'common', interval: 't' }),
  ],
  regress: (studies, options) =>
    (['normal', 't', 'knapp-hartung', 'knapp-hartung-wider'] as const).map((interval) => {
      const regression = pairwise.regress(studies, years(studies), { ...options, interval })
      return [regression, pairwise.predictEffects(regression, [[3], [1, -2]])]
    }),
  poolThreeLevel: (studies, options) => [
    pairwise.poolThreeLevel(clustered(studies), options),
    pairwise.poolThreeLevel(clustered(studies), { ...options, interval: 't', moderators: years(studies) }),
  ],
  robustThreeLevel: (studies, options) =>
    (['CR0', 'CR1', 'CR2'] as const).map((correction) =>
      pairwise.robustThreeLevel(clustered(studies), { ...options, correction }),
    ),
  leaveOneOut: pairwise.leaveOneOut,
  poolCumulatively: (studies, options) => pairwise.poolCumulatively(studies, undefined, options),
  trimAndFill: pairwise.trimAndFill,
  eggerTest: (studies, options) => [
    pairwise.eggerTest(studies, options),
    pairwise.eggerTest(studies, { ...options, model: 'meta-regression' }),
  ],
  petPeese: (studies, options) =>
    pairwise.petPeese(studies, { ...options, method: 'common', interval: 'knapp-hartung' }),
}

test.each(Object.keys(ofStudies))('%s: p is below alpha exactly when the interval leaves out 0', (name) => {
  const compute = ofStudies[name] as (typeof ofStudies)[string]
  fc.assert(
    fc.property(arbitraryStudies(5, 9), level, (studies, given) => {
      expectConsistent(
        orSkip(() => compute(studies, { level: given })),
        given,
      )
    }),
    { numRuns: 40 },
  )
})

test('stepSelectionModel: p is below alpha exactly when the interval leaves out 0', () => {
  const studies = [2.1, 0.9, 2.6, 0.2, 3.1, 1.2].map((estimate, index) => ({
    study: `s${index}`,
    estimate: estimate / 2,
    variance: 0.2 + index / 20,
  }))
  for (const given of [0.5, 0.9, 0.95, 0.999]) {
    expectConsistent(pairwise.stepSelectionModel(studies, { level: given }), given)
  }
})

const tables = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 }), fc.integer({ min: 31, max: 90 })), {
    minLength: 4,
    maxLength: 7,
  })
  .map((rows) =>
    rows.map(([events1, events2, total], index) => ({
      study: `s${index}`,
      events1,
      total1: total + index,
      events2,
      total2: total + 2 * index ** 2,
    })),
  )

test('counts and rates: p is below alpha exactly when the interval leaves out 0', () => {
  fc.assert(
    fc.property(tables, level, (studies, given) => {
      const options = { level: given }
      const rates = studies.map(({ total1, total2, ...own }) => ({ ...own, time1: total1, time2: total2 }))
      for (const measure of ['OR', 'RR', 'RD'] as const) {
        expectConsistent(pairwise.mantelHaenszel(measure, studies, options), given)
        expectConsistent(pairwise.mantelHaenszel(measure, studies, { ...options, program: 'RevMan 5' }), given)
      }
      for (const measure of ['IRR', 'IRD'] as const) {
        expectConsistent(pairwise.mantelHaenszelRates(measure, rates, given), given)
      }
      expectConsistent(pairwise.poolPeto(studies, given), given)
      expectConsistent(pairwise.harbordTest(studies, options), given)
      expectConsistent(pairwise.petersTest(studies, options), given)
    }),
    { numRuns: 40 },
  )
})

const networks = fc
  .record({ treatments: fc.integer({ min: 3, max: 5 }), seed: fc.nat() })
  .map((shape) => makeNetwork({ ...shape, studies: 10 }))

const ofNetwork: Record<string, (rows: readonly network.Contrast[], level: number) => unknown> = {
  compareTreatments: (rows, given) => network.compareTreatments(network.analyseNetwork(rows, { level: given })),
  splitComparisons: (rows, given) => network.splitComparisons(network.analyseNetwork(rows, { level: given })),
  splitAllByRefit: (rows, given) => network.splitAllByRefit(network.analyseNetwork(rows, { level: given }), 'random'),
  leagueTable: (rows, given) => network.leagueTable(network.analyseNetwork(rows, { level: given }), 'random'),
  subgroupNetworks: (rows, given) => {
    const studies = [...new Set(rows.map(({ study }) => study))]
    const subgroups = new Map(studies.map((study, index) => [study, index % 2 === 0 ? 'x' : 'y']))
    return network.subgroupNetworks(rows, subgroups, 'random', { level: given })
  },
  regressNetwork: (rows, given) => {
    const studies = [...new Set(rows.map(({ study }) => study))]
    const covariates = [{ name: 'age', values: new Map(studies.map((study, index) => [study, index])) }]
    const regression = network.regressNetwork(rows, { covariates, level: given, slopes: 'common' })
    const { treatments } = regression.network
    const pairs = treatments.flatMap((one, i) => treatments.slice(i + 1).map((other) => [one, other] as const))
    return [regression.slopes, ...pairs.map(([one, other]) => regression.effectAt(one, other, [3]))]
  },
  analyseComponents: (rows, given) => {
    const named = new Map(['a', 'b', 'a+b', 'c', 'a+c'].map((name, index) => [`T${index}`, name]))
    const treatment = (name: string) => named.get(name) as string
    return network.analyseComponents(
      rows.map((row) => ({
        ...row,
        treatment1: treatment(row.treatment1),
        treatment2: treatment(row.treatment2),
      })),
      { level: given },
    )
  },
}

test.each(Object.keys(ofNetwork))('%s: p is below alpha exactly when the interval leaves out 0', async (name) => {
  const compute = ofNetwork[name] as (typeof ofNetwork)[string]
  await fc.assert(
    fc.asyncProperty(networks, level, async (rows, given) => expectConsistent(await compute(rows, given), given)),
    { numRuns: 25 },
  )
})

test('poolMantelHaenszelNetwork: p is below alpha exactly when the interval leaves out 0', () => {
  fc.assert(
    fc.property(tables, level, (studies, given) => {
      const arms = studies.flatMap(({ study, events1, total1, events2, total2 }, index) => [
        { study, treatment: 'ABC'.charAt(index % 2), events: events1, total: total1 },
        { study, treatment: 'BC'.charAt(index % 2), events: events2, total: total2 },
      ])
      expectConsistent(network.poolMantelHaenszelNetwork(arms, { level: given }), given)
    }),
    { numRuns: 40 },
  )
})
