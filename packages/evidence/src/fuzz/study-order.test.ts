import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arbitraryStudies } from '../../test-support/pairwise-testing.ts'
import { InputProblemError } from '../input-problem.ts'
import * as pairwise from '../pairwise/index.ts'
import type { CountStudy } from '../pairwise/two-by-two.ts'
import type { StudyEffect } from '../study-effect.ts'

/** Results in the unit of the data, and numbers without unit that no sign changes. */
interface Answers {
  readonly effects: readonly (number | undefined)[]
  readonly plain: readonly (number | undefined)[]
}

/** A study keeps its subgroup and its year when the order changes. */
const placeOf = ({ study }: { readonly study: string }): number => Number(study.slice(1))
const groups = (studies: readonly StudyEffect[]) => studies.map((study) => 'ab'.charAt(placeOf(study) % 2))
const bySize = (one: number, other: number) => one - other

const analyses: Record<string, (studies: readonly StudyEffect[]) => Answers> = {
  pool: (studies) => {
    const { estimate, pValue, heterogeneity } = pairwise.pool(studies, {
      method: 'PM',
      interval: 'knapp-hartung-floor',
    })
    return { effects: [estimate], plain: [pValue, heterogeneity.q, heterogeneity.iSquared] }
  },
  poolSubgroups: (studies) => {
    const { subgroups, betweenCommon, betweenRandom } = pairwise.poolSubgroups(studies, groups(studies))
    return {
      effects: subgroups.flatMap(({ common, random }) => [common.estimate, random.estimate]),
      plain: [betweenCommon.q, betweenRandom.pValue],
    }
  },
  regress: (studies) => {
    const moderators = [{ name: 'year', values: studies.map((study) => placeOf(study) ** 2) }]
    const { coefficients, omnibus } = pairwise.regress(studies, moderators)
    return { effects: coefficients.map(({ estimate }) => estimate), plain: [omnibus?.pValue] }
  },
  robustThreeLevel: (studies) => {
    const clustered = studies.map((study) => ({ ...study, cluster: 'abc'.charAt(placeOf(study) % 3) }))
    const [{ estimate, standardError, pValue, degreesOfFreedom }] = pairwise.robustThreeLevel(clustered)
      .coefficients as [pairwise.Coefficient]
    // Where effects of clusters cancel out to the eighth digit, estimate and error are both made of rounding.
    const isRounding = standardError < 1e-7 * Math.max(...studies.map((study) => Math.abs(study.estimate)))
    return { effects: [estimate], plain: isRounding ? [degreesOfFreedom] : [pValue, degreesOfFreedom] }
  },
  eggerTest: (studies) => {
    const { slope, limit } = pairwise.eggerTest(studies)
    return { effects: [limit?.estimate], plain: [slope.pValue] }
  },
  petPeese: (studies) => {
    const { pet, peese } = pairwise.petPeese(studies)
    return { effects: [pet.estimate, peese.estimate], plain: [pet.pValue] }
  },
  failSafeNumbers: (studies) => {
    const { rosenthal, rosenberg } = pairwise.failSafeNumbers(studies)
    return { effects: [], plain: [rosenthal, rosenberg] }
  },
  influence: (studies) => {
    const found = pairwise.influence(studies)
    const sorted = (value: (one: pairwise.Influence) => number) => found.map(value).toSorted(bySize)
    return {
      effects: [],
      plain: [...sorted(({ cookDistance }) => cookDistance), ...sorted(({ hat }) => hat)],
    }
  },
  leaveOneOut: (studies) => {
    const found = pairwise.leaveOneOut(studies).toSorted((one, other) => placeOf(one) - placeOf(other))
    return { effects: found.map(({ pooled }) => pooled.estimate), plain: found.map(({ pooled }) => pooled.pValue) }
  },
  baujat: (studies) => {
    const found = pairwise.baujat(studies)
    return { effects: [], plain: found.map(({ heterogeneity }) => heterogeneity).toSorted(bySize) }
  },
}

const close = (one: number | undefined, other: number | undefined): boolean =>
  one === undefined || other === undefined
    ? one === other
    : one === other || Math.abs(one - other) <= 1e-7 * Math.max(Math.abs(one), Math.abs(other), 1e-2)

function expectAnswers(found: Answers, wanted: Answers, factor: number): void {
  expect(found.effects.length).toBe(wanted.effects.length)
  for (const [at, effect] of wanted.effects.entries()) {
    const own = found.effects[at]
    expect({ own, effect, agree: close(own === undefined ? own : own / factor, effect) }).toMatchObject({ agree: true })
  }
  for (const [at, plain] of wanted.plain.entries()) {
    expect({ own: found.plain[at], plain, agree: close(found.plain[at], plain) }).toMatchObject({ agree: true })
  }
}

/** The answer, where these studies have one. */
function answer(compute: () => Answers): Answers {
  try {
    return compute()
  } catch (error) {
    fc.pre(!(error instanceof InputProblemError))
    throw error
  }
}

const times = (studies: readonly StudyEffect[], factor: number): StudyEffect[] =>
  studies.map(({ study, estimate, variance }) => ({
    study,
    estimate: estimate * factor,
    variance: variance * factor ** 2,
  }))

describe.each(Object.keys(analyses))('%s', (name) => {
  const compute = analyses[name] as (typeof analyses)[string]
  const studies = arbitraryStudies(5, 9)

  test('does not depend on the order of the studies', () => {
    const shuffled = studies.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    )
    fc.assert(
      fc.property(shuffled, ([given, other]) => {
        const wanted = answer(() => compute(given))
        expectAnswers(compute(other), wanted, 1)
      }),
      { numRuns: 40 },
    )
  })

  test.each([-1, 1e-90, 1e90, -3])('of data times %d is the same, effects times it', (factor) => {
    fc.assert(
      fc.property(studies, (given) => {
        const wanted = answer(() => compute(given))
        expectAnswers(compute(times(given, factor)), wanted, factor)
      }),
      { numRuns: 25 },
    )
  })
})

const tables = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 }), fc.integer({ min: 31, max: 90 })), {
    minLength: 4,
    maxLength: 7,
  })
  .map((rows) =>
    rows.map(
      ([events1, events2, total], index): CountStudy => ({
        study: `s${index}`,
        events1,
        total1: total + index,
        events2,
        total2: total + 3 * index,
      }),
    ),
  )

const ofTables: Record<string, (studies: readonly CountStudy[]) => Answers> = {
  'mantelHaenszel OR': (studies) => effectOf(pairwise.mantelHaenszel('OR', studies)),
  'mantelHaenszel RR': (studies) => effectOf(pairwise.mantelHaenszel('RR', studies)),
  'mantelHaenszel RD': (studies) => effectOf(pairwise.mantelHaenszel('RD', studies)),
  poolPeto: (studies) => effectOf(pairwise.poolPeto(studies)),
  mantelHaenszelRates: (studies) =>
    effectOf(
      pairwise.mantelHaenszelRates(
        'IRR',
        studies.map(({ study, events1, total1, events2, total2 }) => ({
          study,
          events1,
          time1: total1,
          events2,
          time2: total2,
        })),
      ),
    ),
  harbordTest: (studies) => ({ effects: [], plain: [pairwise.harbordTest(studies).slope.pValue] }),
  petersTest: (studies) => ({ effects: [], plain: [pairwise.petersTest(studies).slope.pValue] }),
  cochranMantelHaenszelTest: (studies) => ({
    effects: [],
    plain: [pairwise.cochranMantelHaenszelTest(studies)?.pValue],
  }),
}

function effectOf({ estimate, standardError, pValue }: pairwise.EstimateInference): Answers {
  return { effects: [estimate], plain: [standardError, pValue] }
}

describe.each(Object.keys(ofTables))('%s', (name) => {
  const compute = ofTables[name] as (typeof ofTables)[string]

  test('does not depend on the order of the studies', () => {
    const shuffled = tables.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    )
    fc.assert(
      fc.property(shuffled, ([given, other]) => {
        const wanted = answer(() => compute(given))
        expectAnswers(compute(other), wanted, 1)
      }),
      { numRuns: 40 },
    )
  })

  test('of exchanged groups has the other sign', () => {
    fc.assert(
      fc.property(tables, (given) => {
        const exchanged = given.map(({ study, events1, total1, events2, total2 }) => ({
          study,
          events1: events2,
          total1: total2,
          events2: events1,
          total2: total1,
        }))
        const wanted = answer(() => compute(given))
        expectAnswers(compute(exchanged), wanted, -1)
      }),
      { numRuns: 40 },
    )
  })
})
