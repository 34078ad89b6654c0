import { describe, expect, test } from 'vitest'
import {
  type ContributionShares,
  countCrossings,
  importanceZone,
  judgeHeterogeneity,
  judgeImprecision,
  judgeIncoherence,
  type NetworkEstimate,
  rateCinema,
  summariseContributions,
} from './index.ts'

const zone = importanceZone('difference', 1)
const estimateOf = (effect: number, lower: number, upper: number, prediction?: [number, number]): NetworkEstimate => ({
  effect,
  confidence: { lower, upper },
  ...(prediction === undefined ? {} : { prediction: { lower: prediction[0], upper: prediction[1] } }),
  zone,
})
const shares = (none: number, some: number, major: number): ContributionShares => ({ 1: none, 2: some, 3: major })

describe('the zone of effects that do not matter', () => {
  test('is the same for a ratio and for its inverse', () => {
    expect(importanceZone('ratio', 0.8)).toEqual(importanceZone('ratio', 1.25))
    expect(importanceZone('ratio', 1.25)).toEqual({ lower: 0.8, null: 1, upper: 1.25 })
  })

  test.each([
    ['ratio', 1],
    ['ratio', 0],
    ['ratio', Number.NaN],
    ['difference', 0],
    ['difference', Number.POSITIVE_INFINITY],
  ] as const)('needs a %s other than no effect, not %d', (scale, size) => {
    expect(() => importanceZone(scale, size)).toThrow(/smallestImportant/)
  })
})

describe('imprecision', () => {
  test.each([
    ['inside the zone', estimateOf(0.2, -0.9, 0.99), 1],
    ['above no effect', estimateOf(2, 0.1, 4), 1],
    ['touching no effect', estimateOf(2, 0, 4), 2],
    ['including no effect', estimateOf(2, -0.5, 4), 2],
    ['including the important harm too', estimateOf(2, -1.5, 5.5), 3],
    ['below no effect, mirrored', estimateOf(-2, -4, 0.5), 2],
    ['below no effect, both lines', estimateOf(-2, -5.5, 1.5), 3],
    ['exactly no effect', estimateOf(0, -2, 2), 3],
  ])('an interval %s', (_name, estimate, level) => {
    expect(judgeImprecision(estimate).level).toBe(level)
  })

  test('changes sides with the sign of the effect and nothing else', () => {
    for (const [effect, lower, upper] of [
      [2, -0.5, 4.5],
      [0.4, -1.2, 2],
      [3, 1, 5],
    ] as const) {
      const mirrored = judgeImprecision(estimateOf(-effect, -upper, -lower))
      expect(mirrored.level).toBe(judgeImprecision(estimateOf(effect, lower, upper)).level)
    }
  })
})

describe('heterogeneity', () => {
  test.each([
    ['prediction inside the zone as well', estimateOf(0.2, -0.5, 0.9, [-0.8, 0.95]), 1],
    ['prediction past one end of the zone', estimateOf(0.2, -0.5, 0.9, [-0.8, 1.2]), 2],
    ['prediction past both ends of the zone', estimateOf(0.2, -0.5, 0.9, [-1.8, 1.2]), 3],
    ['prediction that adds no effect', estimateOf(2, 0.5, 3.5, [-0.5, 4.5]), 2],
    ['prediction that adds both lines', estimateOf(2, 0.5, 3.5, [-1.5, 5.5]), 3],
    ['both intervals with one line', estimateOf(2, -0.5, 4.5, [-0.9, 4.9]), 1],
    ['both intervals with two lines', estimateOf(2, -1.5, 5.5, [-2, 6]), 1],
  ])('%s', (_name, estimate, level) => {
    expect(judgeHeterogeneity(estimate).level).toBe(level)
  })

  test('has no proposal without a prediction interval, or with one that is narrower', () => {
    expect(judgeHeterogeneity(estimateOf(2, 0.5, 3.5)).level).toBeUndefined()
    expect(judgeHeterogeneity(estimateOf(2, -1.5, 5.5, [0.5, 3.5])).level).toBeUndefined()
  })
})

describe('incoherence', () => {
  const mixed = (direct: [number, number], indirect: [number, number], splitP: number) =>
    judgeIncoherence(
      {
        evidence: 'mixed',
        direct: { lower: direct[0], upper: direct[1] },
        indirect: { lower: indirect[0], upper: indirect[1] },
        splitP,
      },
      zone,
    ).level

  test('of mixed evidence goes by the split first, then by the areas both intervals touch', () => {
    expect(mixed([2, 4], [-4, -2], 0.1)).toBe(1)
    expect(mixed([0.5, 4], [0.2, 2], 0.09)).toBe(1)
    expect(mixed([1.5, 4], [0.2, 2], 0.09)).toBe(2)
    expect(mixed([2, 4], [-0.5, 0.5], 0.09)).toBe(3)
  })

  test.each([
    [0.11, 1],
    [0.1, 2],
    [0.051, 2],
    [0.05, 3],
    [undefined, 3],
  ])('of one kind of evidence goes by the global test: p %s', (globalP, level) => {
    const coherence = { evidence: 'only-direct' as const, ...(globalP === undefined ? {} : { globalP }) }
    expect(judgeIncoherence(coherence, zone).level).toBe(level)
  })

  test('refuses a p that is no probability', () => {
    expect(() => judgeIncoherence({ evidence: 'only-direct', globalP: 1.2 }, zone)).toThrow('globalP')
  })
})

describe('contributions', () => {
  test('are summed up in three ways', () => {
    expect(summariseContributions(shares(50.2, 48.9, 0.9))).toMatchObject({ majority: 1, average: 2, highest: 3 })
    expect(summariseContributions(shares(100, 0, 0))).toMatchObject({ majority: 1, average: 1, highest: 1 })
    expect(summariseContributions(shares(50, 50, 0))).toMatchObject({ majority: 2, average: 2, averageUnrounded: 1.5 })
  })

  test.each([[shares(50, 20, 10)], [shares(-1, 50, 51)], [shares(Number.NaN, 50, 50)]])('refuse %j', (wrong) => {
    expect(() => summariseContributions(wrong)).toThrow('add up to 100')
  })
})

describe('a comparison in all six domains', () => {
  const input = {
    ...estimateOf(2, -0.5, 4.5, [-1.5, 5.5]),
    coherence: { evidence: 'only-indirect' as const },
    riskOfBias: shares(60, 30, 10),
    indirectness: shares(100, 0, 0),
  }

  test('has a level where a rule decides and none where a person must', () => {
    const levels = Object.fromEntries(rateCinema(input).domains.map(({ domain, level }) => [domain, level]))
    expect(levels).toEqual({
      'within-study-bias': 2,
      'reporting-bias': undefined,
      indirectness: 1,
      imprecision: 2,
      heterogeneity: 2,
      incoherence: 3,
    })
  })

  test('keeps the proposal beside what a person made of it', () => {
    const override = { level: 1 as const, reason: 'all registered trials are in', by: 'panel' }
    const { domains } = rateCinema({ ...input, overrides: { 'reporting-bias': override, imprecision: override } })
    expect(domains[1]).toMatchObject({ proposal: undefined, level: 1, override })
    expect(domains[3]).toMatchObject({ proposal: 2, level: 1, override })
  })

  test('refuses an override without a reason', () => {
    const overrides = { imprecision: { level: 1 as const, reason: ' ' } }
    expect(() => rateCinema({ ...input, overrides })).toThrow('imprecision: an override needs a reason')
  })

  test('refuses limits the wrong way round, and names them', () => {
    expect(() => countCrossings(estimateOf(2, 4, 1))).toThrow('confidence: lower limit 4 lies above upper limit 1')
  })
})
