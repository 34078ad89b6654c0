import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { InputProblemError } from '../input-problem.ts'
import {
  effectSizes,
  isMeasure,
  type Measure,
  type MeasureData,
  measures,
  poolable,
  problemsOfEffects,
  type StudyOf,
  type TwoGroupCounts,
  type TwoGroupMeans,
  type TwoGroupRates,
} from './index.ts'

const size = fc.integer({ min: 4, max: 400 })
const positive = fc.double({ min: 0.1, max: 50, noNaN: true })
const counts: fc.Arbitrary<TwoGroupCounts> = fc
  .record({
    total1: size,
    total2: size,
    share1: fc.double({ min: 0, max: 1, noNaN: true }),
    share2: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ total1, total2, share1, share2 }) => ({
    events1: Math.round(share1 * total1),
    total1,
    events2: Math.round(share2 * total2),
    total2,
  }))
const means: fc.Arbitrary<TwoGroupMeans> = fc.record({
  mean1: positive,
  sd1: positive,
  total1: size,
  mean2: positive,
  sd2: positive,
  total2: size,
})
const rates: fc.Arbitrary<TwoGroupRates> = fc.record({ events1: size, time1: positive, events2: size, time2: positive })

function effect<M extends Measure>(
  measure: M,
  study: MeasureData[M],
  options = {},
): { estimate: number; variance: number } {
  const [only] = effectSizes(measure, [study as StudyOf<M>], options).studies
  return { estimate: only?.estimate ?? Number.NaN, variance: only?.variance ?? Number.NaN }
}

function expectNear(actual: number, expected: number, scale = 1): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-11 * Math.max(Math.abs(expected), scale))
}

describe('exchanging the groups turns the sign and keeps the variance', () => {
  test.each(['OR', 'RR', 'RD', 'AS', 'PETO', 'PHI', 'YUQ', 'YUY', 'PBIT', 'OR2DN', 'OR2DL'] as const)(
    '%s',
    (measure) => {
      fc.assert(
        fc.property(counts, ({ events1, total1, events2, total2 }) => {
          const one = effect(measure, { events1, total1, events2, total2 })
          const other = effect(measure, { events1: events2, total1: total2, events2: events1, total2: total1 })
          if (Number.isNaN(one.estimate)) {
            expect(other.estimate).toBeNaN()
            return
          }
          expectNear(other.estimate, -one.estimate)
          expectNear(other.variance, one.variance)
        }),
      )
    },
  )

  test.each(['MD', 'SMD', 'SMDH', 'ROM', 'CVR', 'VR', 'D2ORN', 'D2ORL'] as const)('%s', (measure) => {
    fc.assert(
      fc.property(means, (study) => {
        const { mean1, sd1, total1, mean2, sd2, total2 } = study
        const exchanged = { mean1: mean2, sd1: sd2, total1: total2, mean2: mean1, sd2: sd1, total2: total1 }
        for (const variance of measures[measure].variances) {
          const [one, other] = [effect(measure, study, { variance }), effect(measure, exchanged, { variance })]
          expectNear(other.estimate, -one.estimate)
          expectNear(other.variance, one.variance)
        }
      }),
    )
  })

  test.each(['IRR', 'IRD', 'IRSD'] as const)('%s', (measure) => {
    fc.assert(
      fc.property(rates, (study) => {
        const { events1, time1, events2, time2 } = study
        const one = effect(measure, study)
        const other = effect(measure, { events1: events2, time1: time2, events2: events1, time2: time1 })
        expectNear(other.estimate, -one.estimate)
        expectNear(other.variance, one.variance)
      }),
    )
  })
})

test.each(['OR', 'RD', 'AS', 'PETO', 'PHI', 'YUQ', 'PBIT'] as const)(
  'counting non-events instead of events turns the sign of %s',
  (measure) => {
    fc.assert(
      fc.property(counts, (study) => {
        const { events1, total1, events2, total2 } = study
        const one = effect(measure, study)
        const other = effect(measure, { ...study, events1: total1 - events1, events2: total2 - events2 })
        if (Number.isNaN(one.estimate)) {
          expect(other.estimate).toBeNaN()
          return
        }
        expectNear(other.estimate, -one.estimate)
        expectNear(other.variance, one.variance)
      }),
    )
  },
)

describe('another unit', () => {
  const unit = fc.integer({ min: -40, max: 40 }).map((power) => 2 ** power)
  const inUnit = (study: TwoGroupMeans, factor: number) => ({
    ...study,
    mean1: study.mean1 * factor,
    sd1: study.sd1 * factor,
    mean2: study.mean2 * factor,
    sd2: study.sd2 * factor,
  })

  test('multiplies a mean difference and squares in its variance', () => {
    fc.assert(
      fc.property(means, unit, (study, factor) => {
        const [one, other] = [effect('MD', study), effect('MD', inUnit(study, factor))]
        expectNear(other.estimate / factor, one.estimate)
        expectNear(other.variance / factor ** 2, one.variance)
      }),
    )
  })

  test.each(['SMD', 'SMDH', 'SMD1', 'SMD1H', 'ROM', 'CVR', 'VR'] as const)('leaves %s as it is', (measure) => {
    fc.assert(
      fc.property(means, unit, (study, factor) => {
        expect(effect(measure, inUnit(study, factor))).toEqual(effect(measure, study))
      }),
    )
  })

  test('holds for scales of 10^±100', () => {
    const study = { mean1: 5, sd1: 2, total1: 20, mean2: 4, sd2: 3, total2: 30 }
    for (const factor of [1e-100, 1e100]) {
      expectNear(effect('SMD', inUnit(study, factor)).estimate, effect('SMD', study).estimate)
      expectNear(effect('MD', inUnit(study, factor)).variance / factor / factor, effect('MD', study).variance)
    }
  })
})

describe('relations between measures', () => {
  test('a variation ratio is the ratio of deviations minus the ratio of means', () => {
    fc.assert(
      fc.property(means, (study) => {
        expectNear(effect('CVR', study).estimate, effect('VR', study).estimate - effect('ROM', study).estimate)
        expectNear(effect('CVR', study).variance, effect('VR', study).variance + effect('ROM', study).variance)
      }),
    )
  })

  test('two-group ratios are differences of the logarithms of single groups', () => {
    fc.assert(
      fc.property(means, ({ mean1, sd1, total1, mean2, sd2, total2 }) => {
        const [one, two] = [
          { mean: mean1, sd: sd1, total: total1 },
          { mean: mean2, sd: sd2, total: total2 },
        ]
        const study = { mean1, sd1, total1, mean2, sd2, total2 }
        for (const [both, single] of [
          ['ROM', 'MNLN'],
          ['CVR', 'CVLN'],
          ['VR', 'SDLN'],
        ] as const) {
          expectNear(effect(both, study).estimate, effect(single, one).estimate - effect(single, two).estimate)
          expectNear(effect(both, study).variance, effect(single, one).variance + effect(single, two).variance)
        }
      }),
    )
  })

  test('uncorrelated pairs are two groups of equal size', () => {
    fc.assert(
      fc.property(means, ({ mean1, sd1, total1: total, mean2, sd2 }) => {
        const paired = { mean1, sd1, mean2, sd2, total, correlation: 0 }
        const groups = { mean1, sd1, total1: total, mean2, sd2, total2: total }
        for (const [one, other] of [
          ['MC', 'MD'],
          ['ROMC', 'ROM'],
        ] as const) {
          expectNear(effect(one, paired).estimate, effect(other, groups).estimate)
          expectNear(effect(one, paired).variance, effect(other, groups).variance)
        }
      }),
    )
  })

  test('corrections vanish as groups grow', () => {
    const large = { mean1: 10, sd1: 3, total1: 1e9, mean2: 9, sd2: 4, total2: 1e9 }
    const variants = measures.SMD.variances.filter((variance) => variance !== 'H0')
    const estimates = variants.map((variance) => effect('SMD', large, { variance }))
    for (const { estimate, variance } of estimates) {
      expect(estimate).toBeCloseTo(estimates[0]?.estimate ?? Number.NaN, 7)
      expect(variance * 1e9).toBeCloseTo((estimates[0]?.variance ?? Number.NaN) * 1e9, 6)
    }
    expect(effect('ROM', large).estimate).toBeCloseTo(effect('ROM', large, { bias: 'uncorrected' }).estimate, 9)
  })

  test('ratios of rare events agree', () => {
    const rare = { events1: 30, total1: 1e8, events2: 20, total2: 1e8 }
    const rate = { events1: 30, time1: 1e8, events2: 20, time2: 1e8 }
    expect(effect('OR', rare).estimate).toBeCloseTo(effect('RR', rare).estimate, 6)
    expect(effect('IRR', rate).estimate).toBeCloseTo(effect('RR', rare).estimate, 12)
    expect(effect('PETO', { ...rare, events1: 20 }).estimate).toBeCloseTo(0, 12)
  })

  test('transformed proportions stay inside their range and grow with the events', () => {
    fc.assert(
      fc.property(size, (total) => {
        for (const measure of ['PR', 'PLN', 'PLO', 'PAS', 'PFT'] as const) {
          const values = Array.from(
            { length: total - 1 },
            (_, index) => effect(measure, { events: index + 1, total }).estimate,
          )
          for (const [index, value] of values.entries()) expect(value).toBeGreaterThan(values[index - 1] ?? -Infinity)
        }
        expect(effect('PAS', { events: total, total }).estimate).toBeCloseTo(Math.PI / 2, 12)
      }),
      { numRuns: 10 },
    )
  })
})

test('the order of the studies does not matter, also where a variance averages over them', () => {
  fc.assert(
    fc.property(fc.array(means, { minLength: 2, maxLength: 8 }), (studies) => {
      for (const [measure, variance] of [
        ['SMD', 'AV'],
        ['ROM', 'AV'],
        ['ROM', 'AVHO'],
        ['SMD1', 'AV'],
      ] as const) {
        const forward = effectSizes(measure, studies, { variance }).studies
        const backward = effectSizes(measure, studies.toReversed(), { variance }).studies.toReversed()
        for (const [index, { estimate, variance: own }] of forward.entries()) {
          expectNear(backward[index]?.estimate ?? Number.NaN, estimate ?? Number.NaN)
          expectNear(backward[index]?.variance ?? Number.NaN, own ?? Number.NaN)
        }
      }
    }),
    { numRuns: 30 },
  )
})

const columnsOf: Readonly<Record<string, readonly string[]>> = {
  means: ['mean1', 'sd1', 'total1', 'mean2', 'sd2', 'total2'],
  counts: ['events1', 'total1', 'events2', 'total2'],
  rates: ['events1', 'time1', 'events2', 'time2'],
  correlation: ['correlation', 'total'],
  singleCount: ['events', 'total'],
  singleRate: ['events', 'time'],
  singleMean: ['mean', 'sd', 'total'],
  pairedMeans: ['mean1', 'sd1', 'mean2', 'sd2', 'total', 'correlation'],
  pairedCounts: ['yesYes', 'yesNo', 'noYes', 'noNo'],
  given: ['estimate', 'variance'],
}

describe('whatever comes in', () => {
  const value = fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 0, max: 30 }) },
    { weight: 2, arbitrary: fc.double() },
    fc.constantFrom(
      Number.NaN,
      Number.POSITIVE_INFINITY,
      -1,
      0,
      1e200,
      1e-200,
      1e308,
      Number.MIN_VALUE,
      undefined,
      'text',
      null,
    ),
  )

  test.each(Object.keys(measures).filter(isMeasure))(
    '%s: rows are refused by number, or every effect is finite',
    (measure) => {
      const { data } = measures[measure]
      const row = fc.record(Object.fromEntries((columnsOf[data] ?? []).map((column) => [column, value])))
      fc.assert(
        fc.property(
          fc.array(row, { minLength: 1, maxLength: 4 }),
          fc.constantFrom(...measures[measure].variances),
          (rows, variance) => {
            try {
              const result = effectSizes(measure, rows as unknown as StudyOf<Measure>[], { variance })
              for (const study of result.studies) {
                if (study.reason !== undefined) expect(study.estimate).toBeUndefined()
                else {
                  expect(study.estimate).toSatisfy(Number.isFinite)
                  expect(study.variance).toSatisfy((own: number) => Number.isFinite(own) && own > 0)
                }
              }
              expect(poolable(result).length + problemsOfEffects(result).length).toBe(rows.length)
            } catch (error) {
              expect(error).toBeInstanceOf(InputProblemError)
              for (const problem of (error as InputProblemError).problems) expect(problem.row).toBeGreaterThan(0)
            }
          },
        ),
        { numRuns: 150 },
      )
    },
  )
})

test('names every bad value with its row', () => {
  const studies = [
    { events1: 3, total1: 10, events2: 4, total2: 10 },
    { events1: 11, total1: 10, events2: -1, total2: 0 },
  ]
  expect(() => effectSizes('OR', studies)).toThrow(
    'row 2, events1: must be from 0 to total1, got 11\nrow 2, events2: must be from 0 to total2, got -1\nrow 2, total2: must be above 0, got 0',
  )
})

test('refuses a variance that the measure does not have', () => {
  expect(() => effectSizes('OR', [], { variance: 'UB' })).toThrow('variance of OR must be one of LS, got UB')
})

test('says which conventions it used', () => {
  const studies = [{ study: 'A', events1: 3, total1: 10, events2: 4, total2: 10 }]
  expect(effectSizes('OR', studies)).toEqual({
    measure: 'OR',
    variance: 'LS',
    bias: 'corrected',
    zeroCells: { program: 'metafor', add: 0.5, to: 'only0' },
    studies: [
      { study: 'A', row: 1, estimate: expect.closeTo(Math.log(3 / 7 / (4 / 6)), 12), variance: expect.any(Number) },
    ],
  })
})
