import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { analyseNetwork, compareTwo, splitComparisons } from '../network/index.ts'
import {
  dominantIndirectPath,
  importanceZone,
  type NetworkGradeInput,
  rateDirectEvidence,
  rateNetworkComparison,
  type RatedDirectComparison,
} from './index.ts'

const pair = (
  treatment1: string,
  treatment2: string,
  certainty: RatedDirectComparison['certainty'],
  variance: number,
): RatedDirectComparison => ({ treatment1, treatment2, certainty, variance })

const triangle = [pair('A', 'B', 'high', 0.04), pair('A', 'C', 'moderate', 0.01), pair('C', 'B', 'low', 0.01)]
const agreeing = { direct: { lower: 0.3, upper: 0.7 }, indirect: { lower: 0.2, upper: 0.9 }, pValue: 0.6 }
const input: NetworkGradeInput = {
  treatment1: 'A',
  treatment2: 'B',
  direct: triangle,
  proportionDirect: 0.7,
  split: agreeing,
  zone: importanceZone('difference', 0.2),
  estimate: { measure: 'MD', effect: 0.5, confidence: { lower: 0.3, upper: 0.7 } },
}

describe('the dominant path', () => {
  test('has one treatment between where it can, and then the smallest variance', () => {
    const direct = [
      pair('A', 'B', 'high', 0.01),
      pair('A', 'C', 'high', 0.2),
      pair('B', 'C', 'high', 0.2),
      pair('D', 'A', 'low', 0.1),
      pair('B', 'D', 'low', 0.1),
      pair('A', 'E', 'high', 0.001),
      pair('E', 'F', 'high', 0.001),
      pair('F', 'B', 'high', 0.001),
    ]
    expect(dominantIndirectPath(direct, 'A', 'B')?.treatments).toEqual(['A', 'D', 'B'])
    expect(dominantIndirectPath(direct, 'B', 'A')?.treatments).toEqual(['B', 'D', 'A'])
    expect(dominantIndirectPath(direct, 'F', 'A')?.treatments).toEqual(['F', 'E', 'A'])
  })

  test('grows longer where it must, and is absent where nothing leads', () => {
    const line = [pair('A', 'B', 'high', 1), pair('B', 'C', 'low', 1), pair('C', 'D', 'high', 1)]
    expect(dominantIndirectPath(line, 'A', 'D')?.comparisons).toHaveLength(3)
    expect(dominantIndirectPath(line, 'A', 'B')).toBeUndefined()
    expect(dominantIndirectPath(line, 'A', 'Z')).toBeUndefined()
  })

  test('refuses what cannot be, by row', () => {
    const wrong = [
      pair('A', 'B', 'high', 1),
      pair('B', 'A', 'high', 1),
      pair('A', 'C', 'high', 0),
      pair('D', 'D', 'low', 1),
    ]
    expect(() => dominantIndirectPath(wrong, 'A', 'C')).toThrow(
      /row 2.*more than once[\s\S]*row 3, variance[\s\S]*row 4/,
    )
  })
})

describe('a comparison is rated in stages', () => {
  test('starts from the evidence that contributes most', () => {
    const rating = rateNetworkComparison(input)
    expect(rating).toMatchObject({
      direct: 'high',
      start: 'high',
      startFrom: 'direct',
      certainty: 'high',
      levelsLost: 0,
    })
    expect(rating.indirect).toMatchObject({ certainty: 'low', path: { treatments: ['A', 'C', 'B'] } })
    expect(rating.because[0]).toEqual({
      en: 'direct evidence contributes most (direct 70%)',
      nl: 'direct bewijs draagt het meest bij (direct 70%)',
    })
    expect(rateNetworkComparison({ ...input, proportionDirect: 0.3 })).toMatchObject({
      start: 'low',
      startFrom: 'indirect',
    })
  })

  test.each([0.45, 0.5, 0.55])('takes the better of both when they contribute alike (%d)', (proportionDirect) => {
    expect(rateNetworkComparison({ ...input, proportionDirect })).toMatchObject({ start: 'high', startFrom: 'direct' })
    const direct = triangle.with(0, pair('B', 'A', 'very_low', 0.04))
    expect(rateNetworkComparison({ ...input, direct, proportionDirect })).toMatchObject({
      start: 'low',
      startFrom: 'indirect',
    })
  })

  test('lowers indirect evidence for intransitivity, with a reason', () => {
    const intransitivity = { level: 1, reason: 'older people in A–C' } as const
    expect(rateNetworkComparison({ ...input, intransitivity }).indirect?.certainty).toBe('very_low')
    expect(() => rateNetworkComparison({ ...input, intransitivity: { level: 1, reason: ' ' } })).toThrow(
      'need a reason',
    )
  })

  test('lowers the network estimate for incoherence and for imprecision', () => {
    const split = { direct: { lower: 0.3, upper: 0.7 }, indirect: { lower: -0.9, upper: -0.3 }, pValue: 0.001 }
    const confidence = { lower: -0.1, upper: 0.7 }
    const rating = rateNetworkComparison({ ...input, split, estimate: { ...input.estimate, confidence } })
    expect(rating.domains.map(({ domain, level }) => [domain, level])).toEqual([
      ['incoherence', 2],
      ['imprecision', 1],
    ])
    expect(rating).toMatchObject({ certainty: 'very_low', levelsLost: 3 })
    const overrides = { incoherence: { level: 0, reason: 'one small trial' } } as const
    expect(rateNetworkComparison({ ...input, split, overrides }).certainty).toBe('high')
  })

  test('with one kind of evidence only', () => {
    const { split: _, ...alone } = input
    const indirect = rateNetworkComparison({ ...alone, direct: triangle.slice(1), proportionDirect: 0 })
    expect(indirect).toMatchObject({ direct: undefined, start: 'low', startFrom: 'indirect', certainty: 'low' })
    const direct = rateNetworkComparison({ ...alone, direct: triangle.slice(0, 1), proportionDirect: 1 })
    expect(direct).toMatchObject({ indirect: undefined, start: 'high', certainty: 'high' })
    expect(direct.domains[0]).toMatchObject({ rule: 'one-kind-of-evidence', level: 0 })
  })

  test('refuses shares and parts that do not fit', () => {
    const { split: _, ...alone } = input
    expect(() => rateNetworkComparison(alone)).toThrow('split: needs the direct and the indirect estimate')
    expect(() => rateNetworkComparison({ ...input, proportionDirect: 1.2 })).toThrow('must lie between 0 and 1')
    expect(() => rateNetworkComparison({ ...alone, direct: [], proportionDirect: 0 })).toThrow(
      'no evidence joins "A" and "B"',
    )
    expect(() => rateNetworkComparison({ ...input, direct: triangle.slice(1) })).toThrow(
      'must be 0 without direct evidence',
    )
  })
})

test('direct evidence is rated without imprecision', () => {
  const rating = rateDirectEvidence({
    design: 'randomised',
    riskOfBias: { studies: [{ study: 'one', bias: 'some', weightPercent: 100 }] },
    inconsistency: {
      studies: [{ study: 'one', estimate: 0.15, lower: 0.1, upper: 0.2 }],
      threshold: 0,
      confidence: { lower: 0.1, upper: 0.2 },
    },
    indirectness: {},
    publicationBias: { studies: 1 },
    overrides: { inconsistency: { level: 0, reason: 'one trial' } },
  })
  expect(rating).toMatchObject({ certainty: 'moderate', summedLowering: 1 })
  expect(rating.domains.map(({ domain }) => domain)).not.toContain('imprecision')
})

test('a whole network can be rated from its analysis (Senn 2013, metformin and sulfonylurea)', () => {
  const file = new URL('../../fixtures/reference/pub08_senn_nma_md.json', import.meta.url)
  const rows = JSON.parse(readFileSync(file, 'utf8')).data.contrasts.rows as [string, string, string, number, number][]
  const analysis = analyseNetwork(
    rows.map(([study, treatment1, treatment2, estimate, standardError]) => ({
      study,
      treatment1,
      treatment2,
      estimate,
      standardError,
    })),
    { tauSquared: 'DL' },
  )
  const splits = splitComparisons(analysis)
  const direct = splits.flatMap(({ treatment1, treatment2, random }) =>
    random.direct === undefined ? [] : [pair(treatment1, treatment2, 'moderate', random.direct.standardError ** 2)],
  )
  const split = splits.find((one) => one.treatment1 === 'metformin' && one.treatment2 === 'sulfonylurea')?.random
  const { random } = compareTwo(analysis, 'metformin', 'sulfonylurea')
  if (split?.direct === undefined || split.indirect === undefined || split.difference === undefined)
    throw new RangeError('no split')
  const rating = rateNetworkComparison({
    treatment1: 'metformin',
    treatment2: 'sulfonylurea',
    direct,
    proportionDirect: split.proportionDirect,
    split: { direct: split.direct, indirect: split.indirect, pValue: split.difference.pValue },
    zone: importanceZone('difference', 0.5),
    estimate: { measure: 'MD', effect: random.estimate, confidence: random, thresholds: [-0.5, 0, 0.5] },
  })
  expect(rating.indirect?.path.treatments).toHaveLength(3)
  expect(rating.domains.map(({ level }) => level)).toEqual([0, 1])
  expect(rating.certainty).toBe('low')
})
