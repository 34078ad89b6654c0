import { describe, expect, test } from 'vitest'
import { effectSizes, type Measure, type StudyOf } from './index.ts'

// Printed results of metafor's documentation and of Cooper, Hedges & Valentine 2009, Handbook of research synthesis,
// table 13.4 (first table); estimate and standard error to four digits.
const association = { events1: 135, total1: 150, events2: 40, total2: 50 }

describe('association in a two by two table', () => {
  test.each([
    ['PHI', 0.1309, 0.0789, 'CS'],
    ['YUQ', 0.3846, 0.1901],
    ['YUY', 0.2, 0.1071],
    ['PBIT', 0.4399, 0.2456],
    ['OR2DL', 0.4471, 0.246],
    ['OR2DN', 0.4915, 0.2704],
  ] as const)('%s', (measure, estimate, error, variance?: 'CS') => {
    const [effect] = effectSizes(measure, [association], { variance }).studies
    expect(effect?.estimate).toBeCloseTo(estimate, 4)
    expect(Math.sqrt(effect?.variance ?? 0)).toBeCloseTo(error, 4)
  })
})

const pairs = { yesYes: 20, yesNo: 10, noYes: 5, noNo: 20 }
const before = { mean1: 26, sd1: Math.sqrt(30), mean2: 22, sd2: Math.sqrt(20), total: 60, correlation: 0.7 }
const single = { mean: 10, sd: 2, total: 20 }

describe('one group, and pairs', () => {
  const given: [Measure, object, number, number][] = [
    ['PAS', { events: 10, total: 20 }, 0.7854, 0.0125],
    ['IRS', { events: 10, time: 20 }, 0.7071, 0.0125],
    ['IRFT', { events: 10, time: 20 }, 0.7244, 0.0125],
    ['IRSD', { events1: 10, time1: 20, events2: 6, time2: 20 }, 0.1594, 0.025],
    ['MC', before, 4, 0.2618],
    ['SMCRH', before, 0.721, 0.0133],
    ['MPRD', pairs, 0.0909, 0.0048],
    ['MPRR', pairs, 0.1823, 0.02],
    ['MPOR', pairs, 0.3646, 0.0782],
    ['MPORC', pairs, 0.6931, 0.3],
    ['MPPETO', pairs, 0.6667, 0.2667],
    ['SDLN', single, 0.7195, 0.0263],
  ]
  test.each(given)('%s', (measure, study, estimate, variance) => {
    const [effect] = effectSizes(measure, [study as StudyOf<Measure>]).studies
    expect(effect?.estimate).toBeCloseTo(estimate, 4)
    expect(effect?.variance).toBeCloseTo(variance, 4)
  })

  test.each([
    ['MNLN', single, 2.3026, 0.002],
    ['CVLN', single, -1.5831, 0.0283],
    ['ROMC', before, 0.1671, 0.0004],
  ] as const)('%s without correction of the mean', (measure, study, estimate, variance) => {
    const [effect] = effectSizes(measure, [study as StudyOf<typeof measure>], { bias: 'uncorrected' }).studies
    const added = measure === 'CVLN' ? 1 / 38 : 0
    expect((effect?.estimate ?? 0) + added).toBeCloseTo(estimate, 4)
    expect(effect?.variance).toBeCloseTo(variance, 4)
  })
})

// McDaniel et al. 1994, four of the interviews
describe('correlations', () => {
  const studies = [
    { correlation: 0, total: 123 },
    { correlation: 0.62, total: 15 },
    { correlation: 0.99, total: 6 },
    { correlation: -0.13, total: 41 },
  ]
  test.each([
    ['COR', 'LS', [0, 0.62, 0.99, -0.13], [0.0082, 0.0271, 0.0001, 0.0242]],
    ['UCOR', 'LS', [0, 0.6363, 0.9925, -0.1317], [0.0082, 0.0253, 0, 0.0241]],
    ['UCOR', 'UB', [0, 0.6363, 0.9925, -0.1317], [0.0084, 0.0283, 0, 0.0261]],
    ['ZCOR', 'LS', [0, 0.725, 2.6467, -0.1307], [0.0083, 0.0833, 0.3333, 0.0263]],
  ] as const)('%s with variance %s', (measure, variance, estimates, variances) => {
    const effects = effectSizes(measure, studies, { variance }).studies
    for (const [index, effect] of effects.entries()) {
      expect(effect.estimate).toBeCloseTo(estimates[index] ?? Number.NaN, 4)
      expect(effect.variance).toBeCloseTo(variances[index] ?? Number.NaN, 4)
    }
  })
})
