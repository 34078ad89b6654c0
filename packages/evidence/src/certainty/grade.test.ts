import { describe, expect, test } from 'vitest'
import {
  type GradeInput,
  judgeImprecisionByThresholds,
  judgeInconsistency,
  judgePublicationBias,
  judgeRiskOfBias,
  judgeUpgrades,
  optimalInformationSize,
  rateGrade,
  sumLevels,
} from './index.ts'

const sound: GradeInput = {
  design: 'randomised',
  riskOfBias: { studies: [{ study: 'A', bias: 'low', weightPercent: 100 }] },
  inconsistency: {
    studies: [
      { study: 'A', estimate: 0.5, lower: 0.3, upper: 0.7 },
      { study: 'B', estimate: 0.6, lower: 0.4, upper: 0.8 },
    ],
    threshold: 0,
    confidence: { lower: 0.4, upper: 0.7 },
    prediction: { lower: 0.3, upper: 0.8 },
    iSquaredPercent: 10,
  },
  indirectness: {},
  imprecision: { measure: 'SMD', effect: 0.55, confidence: { lower: 0.4, upper: 0.7 }, participants: 900 },
  publicationBias: { studies: 2 },
}

describe('levels', () => {
  test.each([
    ['high', 0, 0, 'high', 0, false],
    ['high', 1, 0, 'moderate', 1, false],
    ['high', 3, 0, 'very_low', 3, false],
    ['high', 5, 0, 'very_low', 3, true],
    ['low', 1, 0, 'very_low', 1, false],
    ['low', 2, 0, 'very_low', 1, true],
    ['low', 0, 1, 'moderate', 0, false],
    ['low', 0, 3, 'high', 0, false],
  ] as const)('%s minus %d plus %d is %s', (start, lowering, raising, certainty, levelsLost, isAtFloor) => {
    expect(sumLevels(start, lowering, raising)).toMatchObject({ certainty, levelsLost, isAtFloor })
  })

  test('come in whole numbers from 0', () => {
    expect(() => sumLevels('high', -1, 0)).toThrow(RangeError)
    expect(() => sumLevels('high', 0.5, 0)).toThrow(RangeError)
  })
})

describe('risk of bias goes by where most of the information comes from', () => {
  const shares = (low: number, some: number, high: number) => ({
    studies: [
      { study: 'A', bias: 'low' as const, weightPercent: low },
      { study: 'B', bias: 'some' as const, weightPercent: some },
      { study: 'C', bias: 'high' as const, weightPercent: high },
    ],
  })
  test.each([
    [51, 29, 20, 0],
    [50, 30, 20, 1],
    [20, 30, 50, 1],
    [20, 29, 51, 2],
  ])('%d%% low, %d%% some, %d%% high takes off %d', (low, some, high, level) => {
    expect(judgeRiskOfBias(shares(low, some, high)).level).toBe(level)
  })

  test('a conclusion that leans on the studies at high risk is at least serious', () => {
    expect(judgeRiskOfBias({ ...shares(90, 0, 10), changesWithoutHighRisk: true }).level).toBe(1)
  })

  test('names the row of a weight that cannot be', () => {
    expect(() => judgeRiskOfBias(shares(50, Number.NaN, 1))).toThrow('row 2, weightPercent')
    expect(() => judgeRiskOfBias({ studies: [] })).toThrow('needs a study')
  })
})

describe('inconsistency', () => {
  const apart = [
    { study: 'A', estimate: -0.5, lower: -0.9, upper: -0.1 },
    { study: 'B', estimate: 0.6, lower: 0.2, upper: 1 },
  ]
  const evidence = { ...sound.inconsistency, studies: apart }

  test('is never judged by I² alone', () => {
    expect(judgeInconsistency({ ...sound.inconsistency, iSquaredPercent: 99 }).level).toBe(0)
  })

  test.each([
    [39, 0],
    [40, 1],
    [74, 1],
    [75, 2],
    [undefined, 1],
  ])('two signs with an I² of %s take off %d', (iSquaredPercent, level) => {
    const { iSquaredPercent: _, ...rest } = evidence
    expect(judgeInconsistency(iSquaredPercent === undefined ? rest : { ...rest, iSquaredPercent }).level).toBe(level)
  })

  test('shows when one study carries the heterogeneity', () => {
    const { because } = judgeInconsistency({ ...evidence, iSquaredPercent: 43, iSquaredWithoutOnePercent: 0 })
    expect(because.at(-1)?.en).toBe('one study carries the heterogeneity: without it I² is 0%')
  })

  test('cannot be found in one study', () => {
    expect(judgeInconsistency({ ...evidence, studies: apart.slice(0, 1) })).toMatchObject({ level: 0 })
  })
})

describe('imprecision', () => {
  const interval = (lower: number, upper: number) => ({
    measure: 'SMD' as const,
    effect: 0.3,
    confidence: { lower, upper },
  })
  test.each([
    [0.01, 0.6, undefined, 0],
    [0, 0.6, undefined, 0],
    [-0.01, 0.6, undefined, 1],
    [-0.3, 0.9, [-0.2, 0.2], 2],
    [-0.3, 0.9, [-0.2, 0, 0.2, 0.5], 3],
  ])('%d to %d with thresholds %j takes off %d', (lower, upper, thresholds, level) => {
    const evidence = { ...interval(lower, upper), ...(thresholds === undefined ? {} : { thresholds }) }
    expect(judgeImprecisionByThresholds(evidence).level).toBe(level)
  })

  test('of a large effect looks at the information size', () => {
    const large = { measure: 'SMD' as const, effect: 1.2, confidence: { lower: 0.8, upper: 1.6 } }
    expect(judgeImprecisionByThresholds({ ...large, participants: 784 }).level).toBe(1)
    expect(judgeImprecisionByThresholds({ ...large, participants: 785 }).level).toBe(0)
    const ratio = { measure: 'RR' as const, effect: 0.4, thresholds: [1] }
    expect(judgeImprecisionByThresholds({ ...ratio, confidence: { lower: 0.25, upper: 0.75 } }).level).toBe(0)
    expect(judgeImprecisionByThresholds({ ...ratio, confidence: { lower: 0.2, upper: 0.75 } }).level).toBe(1)
  })

  test('has the information sizes of GRADE guidance 34: 785 for 0.2, 349 for 0.3, 126 for 0.5', () => {
    expect([0.2, 0.3, 0.5].map(optimalInformationSize)).toEqual([785, 349, 126])
    expect(() => optimalInformationSize(0)).toThrow(RangeError)
  })

  test('refuses a ratio below 0', () => {
    const ratio = { measure: 'OR' as const, effect: 1, confidence: { lower: -0.1, upper: 2 } }
    expect(() => judgeImprecisionByThresholds(ratio)).toThrow('limits of a ratio must be above 0')
  })
})

describe('publication bias', () => {
  test.each([
    [9, 0.01, 0],
    [10, 0.01, 1],
    [10, 0.1, 0],
    [10, 0.099, 1],
  ])('with %d studies and p %d takes off %d', (studies, smallStudyP, level) => {
    expect(judgePublicationBias({ studies, smallStudyP }).level).toBe(level)
  })

  test('is suspected when known studies have no results', () => {
    expect(judgePublicationBias({ studies: 3, knownMissingStudies: 1 }).level).toBe(1)
  })
})

describe('reasons to raise', () => {
  test.each([
    [1.99, 0],
    [2, 1],
    [0.5, 1],
    [4.9, 1],
    [5, 2],
    [0.2, 2],
  ])('a relative effect of %d in non-randomised studies adds %d', (relativeEffect, level) => {
    expect(judgeUpgrades({ relativeEffect }, 'non-randomised', false).largeEffect.level).toBe(level)
  })

  test('do not hold for trials, nor for certainty that was lowered', () => {
    const all = { relativeEffect: 6, hasDoseResponse: true, isOpposedByConfounding: true }
    for (const judgements of [judgeUpgrades(all, 'randomised', false), judgeUpgrades(all, 'non-randomised', true)]) {
      expect(Object.values(judgements).map(({ level }) => level)).toEqual([0, 0, 0])
    }
  })
})

describe('a rating', () => {
  test('of sound trials is high, without footnotes', () => {
    expect(rateGrade(sound)).toMatchObject({ method: 'GRADE', start: 'high', certainty: 'high', footnotes: [] })
  })

  test('of four levels taken off reports three and the floor', () => {
    const rating = rateGrade({
      ...sound,
      riskOfBias: { studies: [{ study: 'A', bias: 'high', weightPercent: 100 }] },
      indirectness: { population: 'serious' },
      imprecision: { ...sound.imprecision, confidence: { lower: -0.1, upper: 1.2 } },
    })
    expect(rating).toMatchObject({ certainty: 'very_low', summedLowering: 4, levelsLost: 3, isAtFloor: true })
    expect(rating.footnotes.map(({ letter, domain }) => [letter, domain])).toEqual([
      ['a', 'risk-of-bias'],
      ['b', 'indirectness'],
      ['c', 'imprecision'],
    ])
  })

  test('of non-randomised studies starts low, and high when bias was judged with ROBINS-I', () => {
    expect(rateGrade({ ...sound, design: 'non-randomised' }).certainty).toBe('low')
    expect(rateGrade({ ...sound, design: 'non-randomised-robins-i' }).certainty).toBe('high')
    expect(rateGrade({ ...sound, design: 'non-randomised', upgrades: { relativeEffect: 3 } }).certainty).toBe(
      'moderate',
    )
  })

  test('follows an override, and prints its reason as the footnote', () => {
    const overrides = { imprecision: { level: 2 as const, reason: 'few events' } }
    const rating = rateGrade({ ...sound, overrides })
    expect(rating.certainty).toBe('low')
    expect(rating.domains[3]).toMatchObject({ proposal: 0, level: 2 })
    expect(rating.footnotes).toEqual([
      { letter: 'a', domain: 'imprecision', text: { en: 'few events', nl: 'few events' } },
    ])
  })
})
