import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { InputProblemError } from '../input-problem.ts'
import { cochranMantelHaenszelTest, oddsRatioHomogeneity } from './association-tests.ts'
import { mantelHaenszel } from './mantel-haenszel.ts'
import { mantelHaenszelRates } from './mantel-haenszel-rates.ts'
import { bcgTrials, near } from '../../test-support/pairwise-testing.ts'
import { poolPeto } from './peto.ts'
import type { CountStudy } from './two-by-two.ts'

/** Admission of men (group 1) and women to six departments of Berkeley: Bickel, Hammel & O'Connell 1975, Science 187:398. */
const berkeley: readonly CountStudy[] = [
  [512, 313, 89, 19],
  [353, 207, 17, 8],
  [120, 205, 202, 391],
  [138, 279, 131, 244],
  [53, 138, 94, 299],
  [22, 351, 24, 317],
].map(([a = 0, b = 0, c = 0, d = 0], i) => ({
  study: 'ABCDEF'.charAt(i),
  events1: a,
  total1: a + b,
  events2: c,
  total2: c + d,
}))

describe('Berkeley admissions', () => {
  // As R's mantelhaen.test(UCBAdmissions) prints them.
  test('reproduces the Mantel–Haenszel odds ratio, its interval and the test', () => {
    const pooled = mantelHaenszel('OR', berkeley)
    expect(Math.exp(pooled.estimate)).toBeCloseTo(0.9046968, 7)
    expect(Math.exp(pooled.lower)).toBeCloseTo(0.7719074, 7)
    expect(Math.exp(pooled.upper)).toBeCloseTo(1.0603298, 7)
    const association = cochranMantelHaenszelTest(berkeley)
    expect(association?.statistic).toBeCloseTo(1.4269, 4)
    expect(association?.pValue).toBeCloseTo(0.2323, 4)
  })

  test('at the homogeneous odds ratio the expected tables keep their margins', () => {
    const { estimate } = mantelHaenszel('OR', berkeley)
    const tests = oddsRatioHomogeneity(berkeley, estimate)
    // Department A is unlike the others: the known result of these data.
    expect(tests?.breslowDay.degreesOfFreedom).toBe(5)
    expect(tests?.breslowDay.pValue).toBeLessThan(0.01)
    expect(tests?.tarone.statistic).toBeLessThanOrEqual(tests?.breslowDay.statistic as number)
  })
})

const table = fc.tuple(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 200 })).chain(([total1, total2]) =>
  fc.record({
    study: fc.constant(''),
    events1: fc.integer({ min: 0, max: total1 }),
    total1: fc.constant(total1),
    events2: fc.integer({ min: 0, max: total2 }),
    total2: fc.constant(total2),
  }),
)
const tables = fc.array(table, { minLength: 2, maxLength: 8 })

describe('properties of Mantel–Haenszel', () => {
  const swapped = ({ study, events1, total1, events2, total2 }: CountStudy): CountStudy => ({
    study,
    events1: events2,
    total1: total2,
    events2: events1,
    total2: total1,
  })

  test('exchanging the groups turns the sign and keeps the error', () => {
    const programs = fc.constantFrom('metafor' as const, 'meta' as const, 'RevMan 5' as const)
    fc.assert(
      fc.property(
        tables,
        fc.constantFrom('OR' as const, 'RR' as const, 'RD' as const),
        programs,
        (studies, measure, program) => {
          const attempt = (list: readonly CountStudy[]) => {
            try {
              return mantelHaenszel(measure, list, { program })
            } catch (error) {
              expect(error).toBeInstanceOf(InputProblemError)
              return undefined
            }
          }
          const one = attempt(studies)
          const other = attempt(studies.map(swapped))
          expect(one === undefined).toBe(other === undefined)
          if (one === undefined || other === undefined) return
          expect(near(other.estimate, -one.estimate, 1e-10, 1e-6)).toBe(true)
          expect(near(other.standardError, one.standardError, 1e-9)).toBe(true)
          expect(near(other.heterogeneity.q, one.heterogeneity.q, 1e-9, 1e-6)).toBe(true)
        },
      ),
    )
  })

  test('one study is its own estimate', () => {
    const one = bcgTrials.slice(0, 1)
    const { events1: a, total1, events2: c, total2 } = one[0] as CountStudy
    expect(mantelHaenszel('OR', one).estimate).toBeCloseTo(Math.log((a * (total2 - c)) / ((total1 - a) * c)), 12)
    expect(mantelHaenszel('RR', one).estimate).toBeCloseTo(Math.log(a / total1 / (c / total2)), 12)
    expect(mantelHaenszel('RD', one).estimate).toBeCloseTo(a / total1 - c / total2, 12)
    expect(mantelHaenszel('OR', one).heterogeneity).toMatchObject({ degreesOfFreedom: 0, pValue: 1 })
  })

  test('the same study many times has the same estimate and a smaller error', () => {
    const [first] = bcgTrials.slice(0, 1)
    const nine = Array.from({ length: 9 }, () => first as CountStudy)
    for (const measure of ['OR', 'RR', 'RD'] as const) {
      const [one, many] = [mantelHaenszel(measure, nine.slice(0, 1)), mantelHaenszel(measure, nine)]
      expect(many.estimate).toBeCloseTo(one.estimate, 12)
      expect(many.standardError).toBeCloseTo(one.standardError / 3, 12)
    }
  })

  test('a study without events says nothing about a ratio, and something about a difference', () => {
    const silent = { study: 'silent', events1: 0, total1: 500, events2: 0, total2: 500 }
    for (const measure of ['OR', 'RR'] as const) {
      expect(mantelHaenszel(measure, [...bcgTrials, silent]).estimate).toBe(mantelHaenszel(measure, bcgTrials).estimate)
    }
    expect(mantelHaenszel('RD', [...bcgTrials, silent]).estimate).not.toBe(mantelHaenszel('RD', bcgTrials).estimate)
    expect(mantelHaenszel('OR', [...bcgTrials, silent])).toMatchObject({ studyCount: 14, informativeStudyCount: 13 })
  })

  test('the correction of meta can be turned off, changed, or made by group size', () => {
    const zero = [...bcgTrials, { study: 'zero', events1: 0, total1: 40, events2: 3, total2: 20 }]
    const by = (options: object) => mantelHaenszel('OR', zero, { program: 'meta', ...options }).estimate
    expect(by({ exact: true })).toBe(mantelHaenszel('OR', zero).estimate)
    expect(by({})).not.toBe(by({ exact: true }))
    expect(by({ increment: 0.1 })).not.toBe(by({}))
    expect(by({ increment: 'TACC' })).not.toBe(by({}))
    expect(() => mantelHaenszel('OR', zero, { increment: 'TACC' })).toThrow(/program meta/)
  })
})

describe('what is refused', () => {
  test('impossible tables, by row and column', () => {
    const bad = [
      { study: 'a', events1: -1, total1: 10, events2: 1, total2: 10 },
      { study: 'b', events1: 1, total1: 10, events2: 11, total2: 10 },
      { study: 'c', events1: 1, total1: 0, events2: 1, total2: Number.NaN },
    ]
    try {
      mantelHaenszel('OR', bad)
      expect.unreachable()
    } catch (error) {
      const places = (error as InputProblemError).problems.map(({ row, column }) => `${row} ${column}`)
      expect(places).toEqual(['1 events1', '2 events2', '3 total1', '3 total2'])
    }
    for (const compute of [poolPeto, cochranMantelHaenszelTest]) expect(() => compute(bad)).toThrow(/row 2, events2/)
    expect(() => mantelHaenszel('OR', [])).toThrow('1 study is needed')
  })

  test('data in which the measure does not exist', () => {
    const none = [1, 2].map((i) => ({ study: String(i), events1: 0, total1: 10, events2: i, total2: 10 }))
    expect(() => mantelHaenszel('OR', none)).toThrow(/no events in group 1 of any study/)
    expect(() => mantelHaenszel('RR', none)).toThrow(/no events in group 1 of any study/)
    const silent = none.map((study) => ({ ...study, events2: 0 }))
    expect(() => poolPeto(silent)).toThrow(/no Peto odds ratio/)
    expect(() => mantelHaenszel('RD', silent)).toThrow(/does not exist/)
    expect(cochranMantelHaenszelTest(silent)).toBeUndefined()
    expect(oddsRatioHomogeneity(silent, 0)).toBeUndefined()
  })
})

test('Peto is the sum of observed minus expected over the sum of variances', () => {
  let difference = 0
  let variance = 0
  for (const { events1, total1, events2, total2 } of bcgTrials) {
    const n = total1 + total2
    const m = events1 + events2
    difference += events1 - (total1 * m) / n
    variance += (total1 * total2 * m * (n - m)) / (n * n * (n - 1))
  }
  const pooled = poolPeto(bcgTrials)
  expect(pooled.estimate).toBeCloseTo(difference / variance, 12)
  expect(pooled.standardError).toBeCloseTo(1 / Math.sqrt(variance), 12)
  expect(pooled.givenStudyCount).toBe(13)
  // Without continuity correction the test of Cochran, Mantel and Haenszel is Peto's z, squared.
  expect(cochranMantelHaenszelTest(bcgTrials, false)?.statistic).toBeCloseTo(pooled.statistic ** 2, 8)
})

test('Breslow–Day finds nothing where all odds ratios are the same, whatever their size', () => {
  for (const ratio of [0.01, 1, 50]) {
    const studies = [10, 30, 90].map((c) => {
      // With c of 200 controls, choose a of 100 treated so that the odds ratio is exact.
      const odds = (ratio * c) / (200 - c)
      return { study: '', events1: (100 * odds) / (1 + odds), total1: 100, events2: c, total2: 200 }
    })
    expect(oddsRatioHomogeneity(studies, Math.log(ratio))?.breslowDay.statistic).toBeLessThan(1e-18)
  }
})

describe('rates', () => {
  const studies = [
    { study: 'a', events1: 10, time1: 100, events2: 20, time2: 90 },
    { study: 'b', events1: 4, time1: 50, events2: 9, time2: 60 },
  ]

  test('of one study are its own', () => {
    const one = studies.slice(0, 1)
    expect(mantelHaenszelRates('IRR', one).estimate).toBeCloseTo(Math.log(10 / 100 / (20 / 90)), 12)
    expect(mantelHaenszelRates('IRR', one).standardError).toBeCloseTo(Math.sqrt(1 / 10 + 1 / 20), 12)
    expect(mantelHaenszelRates('IRD', one).estimate).toBeCloseTo(0.1 - 20 / 90, 12)
    expect(mantelHaenszelRates('IRD', one).standardError).toBeCloseTo(Math.sqrt(10 / 100 ** 2 + 20 / 90 ** 2), 12)
  })

  test('do not depend on the unit of time, but for the difference', () => {
    const inDays = studies.map((study) => ({ ...study, time1: study.time1 * 365, time2: study.time2 * 365 }))
    expect(mantelHaenszelRates('IRR', inDays).estimate).toBeCloseTo(mantelHaenszelRates('IRR', studies).estimate, 12)
    expect(mantelHaenszelRates('IRR', inDays).test?.statistic).toBeCloseTo(
      mantelHaenszelRates('IRR', studies).test?.statistic as number,
      10,
    )
    expect(mantelHaenszelRates('IRD', inDays).estimate * 365).toBeCloseTo(
      mantelHaenszelRates('IRD', studies).estimate,
      12,
    )
    expect(mantelHaenszelRates('IRD', studies).test).toBeUndefined()
  })

  test('refuse impossible rows and groups without events', () => {
    expect(() => mantelHaenszelRates('IRR', [{ study: '', events1: -1, time1: 0, events2: 1, time2: 1 }])).toThrow(
      /row 1, events1.*\nrow 1, time1/,
    )
    expect(() =>
      mantelHaenszelRates(
        'IRR',
        studies.map((study) => ({ ...study, events1: 0 })),
      ),
    ).toThrow(/no events/)
  })
})
