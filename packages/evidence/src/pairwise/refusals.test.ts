import { describe, expect, test } from 'vitest'
import { bcgEffects, bcgTrials } from '../../test-support/pairwise-testing.ts'
import { cochranMantelHaenszelTest, oddsRatioHomogeneity } from './association-tests.ts'
import { robustThreeLevel } from './cluster-robust.ts'
import { mantelHaenszel } from './mantel-haenszel.ts'
import { mantelHaenszelRates } from './mantel-haenszel-rates.ts'
import { regress } from './meta-regression.ts'
import { poolPeto } from './peto.ts'
import { pool } from './pool.ts'
import { predictEffects } from './predict-effects.ts'
import { harbordTest, petersTest } from './small-study-counts.ts'
import { eggerTest } from './small-study-regression.ts'
import { stepSelectionModel } from './step-selection.ts'
import { poolSubgroups } from './subgroups.ts'
import { poolThreeLevel } from './three-level.ts'
import { trimAndFill } from './trim-and-fill.ts'

const missing = undefined as unknown as number

describe('an estimate or variance that cannot be', () => {
  const sound = { study: 'a', estimate: 1, variance: 2 }

  test.each([
    [{ estimate: missing }, 'row 2, estimate: must be a finite number, got nothing'],
    [{ estimate: Number.NaN }, 'row 2, estimate: must be a finite number, got nothing'],
    [{ estimate: Number.NEGATIVE_INFINITY }, 'row 2, estimate: must be a finite number, got -Infinity'],
    [{ estimate: -2e140 }, 'row 2, estimate: must be a finite number (-1e140 to 1e140), got -2e+140'],
    [{ variance: 0 }, 'row 2, variance: must be a finite number above 0, got 0'],
    [{ variance: missing }, 'row 2, variance: must be a finite number above 0, got nothing'],
    [{ variance: null as unknown as number }, 'row 2, variance: must be a finite number above 0, got nothing'],
    [{ variance: -1 }, 'row 2, variance: must be a finite number above 0 (1e-280 to 1e280), got -1'],
    [{ variance: 1e-281 }, 'row 2, variance: must be a finite number above 0 (1e-280 to 1e280), got 1e-281'],
    [{ variance: Number.POSITIVE_INFINITY }, 'row 2, variance: must be a finite number above 0, got Infinity'],
  ])('%j is named with its row, its column and what is allowed', (part, message) => {
    expect(() => pool([sound, { ...sound, ...part }])).toThrow(message)
  })

  test('the ends of the range are in it', () => {
    expect(pool([{ study: '', estimate: 1e140, variance: 1e280 }]).estimate / 1e140).toBeCloseTo(1, 14)
    expect(pool([{ study: '', estimate: 1e-140, variance: 1e-280 }]).standardError / 1e-140).toBeCloseTo(1, 14)
  })
})

describe('tables that cannot be', () => {
  const sound = { study: 'a', events1: 1, total1: 10, events2: 2, total2: 12 }
  const rule = { events: 'must be a finite number of at least 0', total: 'must be a finite number above 0' }

  test.each([
    [{ events1: missing }, `row 2, events1: ${rule.events}, got nothing`],
    [{ events2: null as unknown as number, total2: Number.NaN }, `row 2, total2: ${rule.total}, got nothing`],
    [{ events2: -1 }, `row 2, events2: ${rule.events}, got -1`],
    [{ events2: Number.POSITIVE_INFINITY }, `row 2, events2: ${rule.events}, got Infinity`],
    [{ events1: 1e51 }, `row 2, events1: ${rule.events} (1e-50 to 1e+50), got 1e+51`],
    [{ total1: 0 }, `row 2, total1: ${rule.total}, got 0`],
    [{ total2: 1e51 }, `row 2, total2: ${rule.total} (1e-50 to 1e+50), got 1e+51`],
    [{ total2: missing }, `row 2, total2: ${rule.total}, got nothing`],
    [{ events1: 11 }, 'row 2, events1: must not be above total1 (10), got 11'],
    [{ events2: 13 }, 'row 2, events2: must not be above total2 (12), got 13'],
  ])('%j is named by every analysis of counts', (part, message) => {
    const studies = [sound, { ...sound, ...part }, sound, sound]
    expect(() => mantelHaenszel('OR', studies)).toThrow(message)
    expect(() => poolPeto(studies)).toThrow(message)
    expect(() => cochranMantelHaenszelTest(studies)).toThrow(message)
    expect(() => oddsRatioHomogeneity(studies, 0)).toThrow(message)
    expect(() => harbordTest(studies)).toThrow(message)
    expect(() => petersTest(studies)).toThrow(message)
  })

  test('all events of a group, and exactly as many, are possible', () => {
    expect(() => mantelHaenszel('OR', [sound, { ...sound, events1: 10 }])).not.toThrow()
  })

  test('person-time without length, or events that are none', () => {
    const rates = { study: '', events1: 3, time1: 100, events2: 4, time2: 90 }
    expect(() => mantelHaenszelRates('IRR', [rates, { ...rates, time2: 0 }])).toThrow(
      `row 2, time2: ${rule.total}, got 0`,
    )
    expect(() => mantelHaenszelRates('IRR', [rates, { ...rates, events2: -1 }])).toThrow(
      `row 2, events2: ${rule.events}`,
    )
    expect(() => mantelHaenszelRates('IRR', [])).toThrow('1 study is needed, got 0')
    const silent = [{ ...rates, events1: 0, events2: 0 }]
    expect(() => mantelHaenszelRates('IRD', silent)).toThrow('a Mantel–Haenszel IRD does not exist')
  })

  test('the reason why a Mantel–Haenszel estimate does not exist', () => {
    const of = (events1: number, events2: number) => [{ study: '', events1, total1: 10, events2, total2: 10 }]
    expect(() => mantelHaenszel('OR', of(3, 0))).toThrow('no events in group 2 of any study')
    expect(() => mantelHaenszel('OR', of(0, 3))).toThrow('no events in group 1 of any study')
  })
})

describe('sample sizes for a test of small-study effects', () => {
  test('are one per study, and above 0', () => {
    const needs = 'eggerTest needs 13 sample sizes for predictor inverse sample size'
    const predictor = 'inverse sample size'
    expect(() => eggerTest(bcgEffects, { predictor })).toThrow(new RangeError(needs))
    expect(() => eggerTest(bcgEffects, { predictor, sampleSizes: [10, 20] })).toThrow(new RangeError(needs))
    const sampleSizes = bcgTrials.map((_, index) => (index === 4 ? missing : 100 + index))
    expect(() => eggerTest(bcgEffects, { predictor, sampleSizes })).toThrow(
      'row 5, sample size: must be above 0, got nothing',
    )
  })

  test('of fewer than three studies: a wrong row is said before the number of studies', () => {
    expect(() => eggerTest([{ study: '', estimate: Number.NaN, variance: 1 }])).toThrow('row 1, estimate')
  })
})

describe('more coefficients than data', () => {
  const clustered = bcgEffects.slice(0, 3).map((effect, i) => ({ ...effect, cluster: `c${i}` }))
  const moderators = ['one', 'two'].map((name, power) => ({ name, values: [1, 2, 4].map((x) => x ** (power + 1)) }))

  test('of a regression', () => {
    expect(() => regress(clustered, moderators)).toThrow('3 coefficients need more than 3 studies, got 3')
    // A common effect with a normal interval needs no residual: three points lie on a parabola.
    const [constant] = regress(clustered, moderators, { method: 'common' }).coefficients
    expect(constant?.standardError).toBeGreaterThan(0)
    expect(() => regress(clustered, moderators, { method: 'common', interval: 't' })).toThrow(
      'need more than 3 studies',
    )
  })

  test('of a three-level model, or of its clusters', () => {
    expect(() => poolThreeLevel(clustered, { moderators })).toThrow('3 coefficients need more than 3 effects, got 3')
    const [, ...two] = bcgEffects.map((effect, i) => ({ ...effect, cluster: i < 7 ? 'a' : 'b' }))
    const latitude = { name: 'x', values: two.map((_, i) => i ** 1.5) }
    expect(() => robustThreeLevel(two, { moderators: [latitude] })).toThrow(
      'robust errors of 2 coefficients need more than 2 clusters, got 2',
    )
  })

  test('of a prediction', () => {
    const regression = regress(bcgEffects, [{ name: 'x', values: bcgEffects.map((_, i) => i) }])
    expect(() => predictEffects(regression, [[1, 2, 3]])).toThrow(
      new RangeError('predictEffects needs 2 values (or 1, without the intercept), got 3'),
    )
  })
})

test('clusters are names: a missing one is named by its row', () => {
  const effects = bcgEffects.map((effect, i) => ({ ...effect, cluster: i === 3 ? '' : `c${i % 3}` }))
  expect(() => poolThreeLevel(effects)).toThrow('row 4, cluster: has no cluster')
  const typeless = bcgEffects.map((effect, i) => ({ ...effect, cluster: (i === 3 ? 7 : `c${i % 3}`) as string }))
  expect(() => poolThreeLevel(typeless)).toThrow('row 4, cluster: has no cluster')
  expect(() =>
    robustThreeLevel(
      effects.map((e) => ({ ...e, cluster: e.study })),
      { robustClusters: ['a'] },
    ),
  ).toThrow(new RangeError('robustThreeLevel needs 13 clusters, one per effect, got 1'))
})

test('subgroups are one name per study', () => {
  expect(() => poolSubgroups(bcgEffects, ['a', 'b'])).toThrow(
    new RangeError('poolSubgroups needs 13 categories, one per study, got 2'),
  )
  const typeless = bcgEffects.map((_, i) => (i === 2 ? 5 : 'ab'.charAt(i % 2)) as string)
  expect(() => poolSubgroups(bcgEffects, typeless)).toThrow('row 3: has no subgroup')
})

test('Q0 has no value when nearly all studies lie on one side', () => {
  const studies = [
    [0.8, 0.8],
    [0.1, 0.7],
    [-0.3, 0.3],
  ].map(([estimate = 0, variance = 0]) => ({ study: '', estimate, variance }))
  expect(() => trimAndFill(studies, { estimator: 'Q0', side: 'left' })).toThrow(
    'estimator Q0 does not exist: nearly all studies lie on one side; use L0 or R0',
  )
})

test('a range of p-values without a study', () => {
  expect(() => stepSelectionModel(bcgEffects, { steps: [1e-300], alternative: 'less' })).toThrow(
    'no study has a p-value from 0 to 1e-300; merge this range with the next one',
  )
})
