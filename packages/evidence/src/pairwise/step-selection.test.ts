import { describe, expect, test } from 'vitest'
import { bcgEffects } from '../../test-support/pairwise-testing.ts'
import { pool } from './pool.ts'
import { stepSelectionModel } from './step-selection.ts'

describe('the BCG trials with a step at 0.025', () => {
  const result = stepSelectionModel(bcgEffects, { alternative: 'less', steps: [0.025] })

  test('count the studies on both sides', () => {
    expect(result.steps.map(({ studyCount }) => studyCount)).toEqual([8, 5])
    expect(result.steps.map(({ from, to }) => [from, to])).toEqual([
      [0, 0.025],
      [0.025, 1],
    ])
    expect(result.steps[0]).toMatchObject({ relativeChance: 1, standardError: undefined })
  })

  test('flip with the signs', () => {
    const flipped = bcgEffects.map((study) => ({ ...study, estimate: -study.estimate }))
    const other = stepSelectionModel(flipped, { alternative: 'greater', steps: [0.025] })
    expect(other.estimate).toBeCloseTo(-result.estimate, 7)
    expect(other.logLikelihood).toBeCloseTo(result.logLikelihood, 10)
    expect(other.standardError).toBeCloseTo(result.standardError, 6)
  })

  test('follow the unit of the data', () => {
    const scaled = bcgEffects.map((s) => ({ ...s, estimate: s.estimate * 1000, variance: s.variance * 1e6 }))
    const other = stepSelectionModel(scaled, { alternative: 'less', steps: [0.025] })
    expect(other.estimate / 1000).toBeCloseTo(result.estimate, 6)
    expect(other.tauSquared / 1e6).toBeCloseTo(result.tauSquared, 6)
    expect(other.logLikelihood).toBeCloseTo(result.logLikelihood - 13 * Math.log(1000), 6)
    expect(other.selectionTest.statistic).toBeCloseTo(result.selectionTest.statistic, 7)
  })

  test('fit at least as well as without selection', () => {
    expect(result.selectionTest.statistic).toBeGreaterThan(0)
    expect(result.selectionTest.degreesOfFreedom).toBe(1)
  })
})

test('two steps, two-sided, and a common effect', () => {
  const options = { alternative: 'two-sided', steps: [0.05, 0.5, 1], method: 'common' } as const
  const result = stepSelectionModel(bcgEffects, options)
  expect(result.tauSquared).toBe(0)
  expect(result.steps).toHaveLength(3)
  expect(result.selectionTest.degreesOfFreedom).toBe(2)
  expect(result.steps.reduce((total, { studyCount }) => total + studyCount, 0)).toBe(13)
})

test('a model with homogeneous studies ends at tau² = 0', () => {
  const studies = [0.45, 0.1, 0.3, 0.5, 0.2, 0.35].map((estimate, i) => ({
    study: '',
    estimate,
    variance: 0.03 + i / 200,
  }))
  const result = stepSelectionModel(studies, { steps: [0.025] })
  expect(result.tauSquared).toBe(0)
  // Selection for significance makes the observed effects too large.
  if ((result.steps[1]?.relativeChance as number) < 1) {
    expect(result.estimate).toBeLessThan(pool(studies, { method: 'common' }).estimate)
  }
})

test('ranges of p-values without a study are refused, and steps that do not ascend', () => {
  expect(() => stepSelectionModel(bcgEffects, { steps: [1e-300], alternative: 'less' })).toThrow(/from 0 to 1e-300/)
  for (const steps of [[], [1], [0.5, 0.1], [0, 0.5], [-1], [0.5, 2], [Number.NaN]]) {
    expect(() => stepSelectionModel(bcgEffects, { steps })).toThrow(/steps that ascend/)
  }
})
