import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { effectSizes, type Measure, type StudyOf, type VarianceFormula } from './index.ts'

/**
 * The large-sample variance of a measure is that of the delta method: with g its derivatives by the statistics that it
 * is made of, and V their covariances, g'Vg (Oehlert 1992, American Statistician 46:27–29). The derivatives are taken
 * here by central differences, which are good for 8 digits.
 */
function deltaVariance(
  f: (at: number[]) => number,
  at: number[],
  covariance: (i: number, j: number) => number,
): number {
  const slopes = at.map((value, i) => {
    const step = 1e-4 * Math.abs(value)
    const moved = (steps: number) => f(at.map((other, j) => (i === j ? other + steps * step : other)))
    return (8 * (moved(1) - moved(-1)) - (moved(2) - moved(-2))) / (12 * step)
  })
  let total = 0
  for (const [i, one] of slopes.entries()) {
    for (const [j, other] of slopes.entries()) total += one * other * covariance(i, j)
  }
  return total
}

function effect(measure: Measure, study: object, variance?: VarianceFormula) {
  const options = { bias: 'uncorrected', zeroCells: { program: 'metafor', to: 'none' } } as const
  const [found] = effectSizes(measure, [study as StudyOf<Measure>], { ...options, variance }).studies
  return { estimate: found?.estimate ?? Number.NaN, variance: found?.variance ?? Number.NaN }
}

const settings = { numRuns: 20, seed: 3 }
const risk = fc.double({ min: 0.05, max: 0.95, noNaN: true })
const people = fc.integer({ min: 10, max: 500 })
const positive = fc.double({ min: 0.5, max: 20, noNaN: true })

describe('the variance of the delta method', () => {
  const binary = ['OR', 'RR', 'RD', 'AS', 'PHI', 'YUQ', 'YUY', 'PBIT', 'OR2DN', 'OR2DL'] as const
  test.each(binary)('%s, from two risks', (measure) => {
    fc.assert(
      fc.property(risk, risk, people, people, (risk1, risk2, total1, total2) => {
        const of = ([one, two]: number[]) =>
          effect(measure, { events1: (one as number) * total1, total1, events2: (two as number) * total2, total2 })
        const variances = [(risk1 * (1 - risk1)) / total1, (risk2 * (1 - risk2)) / total2]
        const expected = deltaVariance(
          (at) => of(at).estimate,
          [risk1, risk2],
          (i, j) => (i === j ? (variances[i] as number) : 0),
        )
        expect(of([risk1, risk2]).variance / expected).toBeCloseTo(1, 6)
      }),
      settings,
    )
  })

  test.each(['PR', 'PLN', 'PLO', 'PAS'] as const)('%s, from one', (measure) => {
    fc.assert(
      fc.property(risk, people, (share, total) => {
        const of = (at: number) => effect(measure, { events: at * total, total })
        const expected = deltaVariance(
          ([at]) => of(at as number).estimate,
          [share],
          () => (share * (1 - share)) / total,
        )
        expect(of(share).variance / expected).toBeCloseTo(1, 6)
      }),
      settings,
    )
  })

  test.each(['IRR', 'IRD', 'IRSD'] as const)('%s, from two counts of Poisson', (measure) => {
    fc.assert(
      fc.property(people, people, positive, positive, (events1, events2, time1, time2) => {
        const of = ([one, two]: number[]) => effect(measure, { events1: one, time1, events2: two, time2 })
        const expected = deltaVariance(
          (at) => of(at).estimate,
          [events1, events2],
          (i, j) => (i === j ? ([events1, events2][i] as number) : 0),
        )
        expect(of([events1, events2]).variance / expected).toBeCloseTo(1, 6)
      }),
      settings,
    )
  })

  test.each(['IR', 'IRLN', 'IRS'] as const)('%s, from one', (measure) => {
    fc.assert(
      fc.property(people, positive, (events, time) => {
        const of = (at: number) => effect(measure, { events: at, time })
        const expected = deltaVariance(
          ([at]) => of(at as number).estimate,
          [events],
          () => events,
        )
        expect(of(events).variance / expected).toBeCloseTo(1, 6)
      }),
      settings,
    )
  })

  test.each(['MD', 'ROM', 'CVR', 'VR'] as const)('%s, from two means and standard deviations', (measure) => {
    fc.assert(
      fc.property(positive, positive, positive, positive, people, people, (mean1, sd1, mean2, sd2, total1, total2) => {
        const of = ([m1, s1, m2, s2]: number[]) =>
          effect(measure, { mean1: m1, sd1: s1, total1, mean2: m2, sd2: s2, total2 })
        const variances = [
          sd1 ** 2 / total1,
          sd1 ** 2 / (2 * (total1 - 1)),
          sd2 ** 2 / total2,
          sd2 ** 2 / (2 * (total2 - 1)),
        ]
        const at = [mean1, sd1, mean2, sd2]
        const expected = deltaVariance(
          (moved) => of(moved).estimate,
          at,
          (i, j) => (i === j ? (variances[i] as number) : 0),
        )
        expect(of(at).variance / expected).toBeCloseTo(1, 6)
      }),
      settings,
    )
  })

  test.each(['MN', 'MNLN', 'CVLN', 'SDLN'] as const)('%s, from one mean and standard deviation', (measure) => {
    fc.assert(
      fc.property(positive, positive, people, (mean, sd, total) => {
        const of = ([m, s]: number[]) => effect(measure, { mean: m, sd: s, total })
        const variances = [sd ** 2 / total, sd ** 2 / (2 * (total - 1))]
        const expected = deltaVariance(
          (at) => of(at).estimate,
          [mean, sd],
          (i, j) => (i === j ? (variances[i] as number) : 0),
        )
        expect(of([mean, sd]).variance / expected).toBeCloseTo(1, 6)
      }),
      settings,
    )
  })

  test.each(['MC', 'ROMC', 'CVRC', 'VRC'] as const)('%s, from correlated means and standard deviations', (measure) => {
    fc.assert(
      fc.property(
        fc.tuple(positive, positive, positive, positive),
        people,
        fc.double({ min: -0.8, max: 0.8, noNaN: true }),
        (at, total, correlation) => {
          const of = ([m1, m2, s1, s2]: number[]) =>
            effect(measure, { mean1: m1, sd1: s1, mean2: m2, sd2: s2, total, correlation })
          const sds = [at[2], at[3]]
          const covariance = (i: number, j: number) => {
            if (i < 2 !== j < 2) return 0
            const product = (sds[i % 2] as number) * (sds[j % 2] as number)
            if (i < 2) return (i === j ? 1 : correlation) * (product / total)
            return ((i === j ? 1 : correlation ** 2) * product) / (2 * (total - 1))
          }
          const expected = deltaVariance((moved) => of(moved).estimate, at, covariance)
          expect(of(at).variance / expected).toBeCloseTo(1, 6)
        },
      ),
      settings,
    )
  })

  test.each(['MPRD', 'MPRR', 'MPOR', 'MPORC'] as const)('%s, from four shares of pairs', (measure) => {
    fc.assert(
      fc.property(fc.tuple(people, people, people, people), (cells) => {
        const of = ([yesYes, yesNo, noYes, noNo]: number[]) => effect(measure, { yesYes, yesNo, noYes, noNo })
        const total = cells.reduce((all, value) => all + value, 0)
        const covariance = (i: number, j: number) => {
          const [one, other] = [cells[i] as number, cells[j] as number]
          return (i === j ? one : 0) - (one * other) / total
        }
        const expected = deltaVariance((moved) => of(moved).estimate, cells, covariance)
        expect(of(cells).variance / expected).toBeCloseTo(1, 6)
      }),
      settings,
    )
  })
})

describe('an unbiased variance is right on average', () => {
  /** Binomial probabilities of 0 to `total` events. */
  function binomial(total: number, share: number): number[] {
    const all = [(1 - share) ** total]
    for (let k = 1; k <= total; k++) all.push((((all[k - 1] as number) * (total - k + 1)) / k) * (share / (1 - share)))
    return all
  }

  test('of a risk difference and of a proportion, over all that binomial samples can bring', () => {
    for (const [total1, risk1, total2, risk2] of [
      [5, 0.3, 7, 0.6],
      [2, 0.5, 12, 0.1],
    ] as const) {
      let [both, single] = [0, 0]
      for (const [events1, chance1] of binomial(total1, risk1).entries()) {
        // Where the samples do not vary at all, the variance is 0 and the measure says that it does not exist.
        const one = effect('PR', { events: events1, total: total1 }, 'UB').variance
        single += Number.isNaN(one) ? 0 : chance1 * one
        for (const [events2, chance2] of binomial(total2, risk2).entries()) {
          const { variance } = effect('RD', { events1, total1, events2, total2 }, 'UB')
          both += Number.isNaN(variance) ? 0 : chance1 * chance2 * variance
        }
      }
      expect(single).toBeCloseTo((risk1 * (1 - risk1)) / total1, 13)
      expect(both).toBeCloseTo((risk1 * (1 - risk1)) / total1 + (risk2 * (1 - risk2)) / total2, 13)
    }
  })
})

test('an averaged variance takes the mean risks of the groups, weighted by their size', () => {
  const studies = [
    { events1: 2, total1: 10, events2: 6, total2: 10 },
    { events1: 12, total1: 30, events2: 10, total2: 10 },
  ]
  const { studies: found } = effectSizes('RD', studies, { variance: 'AV' })
  const [risk1, risk2] = [14 / 40, 16 / 20]
  for (const [i, { estimate, variance }] of found.entries()) {
    const { events1, total1, events2, total2 } = studies[i] as (typeof studies)[number]
    const added = events2 === total2 ? 0.5 : 0
    expect(estimate).toBeCloseTo(
      (events1 + added) / (total1 + 2 * added) - (events2 + added) / (total2 + 2 * added),
      13,
    )
    expect(variance).toBeGreaterThan(0)
  }
  const plain = effectSizes('RD', studies, { variance: 'AV', zeroCells: { program: 'metafor', to: 'none' } }).studies
  expect(plain[0]?.variance).toBeCloseTo((risk1 * (1 - risk1)) / 10 + (risk2 * (1 - risk2)) / 10, 14)
  expect(plain[1]?.variance).toBeCloseTo((risk1 * (1 - risk1)) / 30 + (risk2 * (1 - risk2)) / 10, 14)
})

test('a difference of probits exists only where every cell has somebody', () => {
  for (const [events1, events2] of [
    [0, 4],
    [9, 4],
    [4, 0],
    [4, 9],
  ] as const) {
    expect(effect('PBIT', { events1, total1: 9, events2, total2: 9 }).estimate).toBeNaN()
  }
  expect(effect('PBIT', { events1: 1, total1: 9, events2: 8, total2: 9 }).estimate).toBeLessThan(0)
})
