import { describe, expect, test } from 'vitest'
import { anticipatedEffect, anticipatedWording, type GradeRating, summaryRow } from './index.ts'

const rating = { certainty: 'very_low', footnotes: [] } as unknown as GradeRating

describe('absolute effects from an assumed risk', () => {
  test('reproduce a printed table: RR 0.99 (0.38 to 2.59) at 19 of 108', () => {
    const effect = anticipatedEffect({ measure: 'RR', estimate: 0.99, lower: 0.38, upper: 2.59 }, 19 / 108)
    expect(anticipatedWording(effect)).toEqual({
      en: '2 fewer per 1,000 (from 109 fewer to 280 more)',
      nl: '2 minder per 1.000 (van 109 minder tot 280 meer)',
    })
  })

  test('reproduce a printed table: RR 0.96 (0.50 to 1.87) at 12 of 58', () => {
    const effect = anticipatedEffect({ measure: 'RR', estimate: 0.96, lower: 0.5, upper: 1.87 }, 12 / 58)
    expect(anticipatedWording(effect).en).toBe('8 fewer per 1,000 (from 103 fewer to 180 more)')
  })

  // Tolerance 1e-9: closed forms in double precision.
  test('treat odds, hazards and differences each in their own way', () => {
    const of = (measure: 'RR' | 'OR' | 'HR' | 'RD', estimate: number) =>
      anticipatedEffect({ measure, estimate, lower: estimate, upper: estimate }, 0.2).estimate.difference
    expect(of('RR', 0.5)).toBeCloseTo(-100, 9)
    expect(of('OR', 0.5)).toBeCloseTo(1000 * (1 / 9 - 0.2), 9)
    expect(of('HR', 0.5)).toBeCloseTo(1000 * (1 - Math.sqrt(0.8) - 0.2), 9)
    expect(of('RD', -0.05)).toBeCloseTo(-50, 9)
  })

  test.each(['RR', 'OR', 'HR'] as const)('no relative effect is no difference: %s of 1', (measure) => {
    const { estimate } = anticipatedEffect({ measure, estimate: 1, lower: 0.5, upper: 2 }, 0.37)
    expect(estimate.difference).toBeCloseTo(0, 9)
  })

  test('say so when the effect does not fit the risk', () => {
    const effect = anticipatedEffect({ measure: 'RR', estimate: 2, lower: 1, upper: 3 }, 0.6)
    expect(effect).toMatchObject({ isHeldWithinAll: true, upper: { risk: 1000 } })
  })

  test('refuse a risk in percent, and a ratio below 0', () => {
    const effect = { measure: 'RR' as const, estimate: 1, lower: 0.5, upper: 2 }
    expect(() => anticipatedEffect(effect, 17.6)).toThrow('assumedRisk: must be a fraction')
    expect(() => anticipatedEffect({ ...effect, lower: -0.5 }, 0.2)).toThrow('must be above 0')
  })
})

describe('a row of the table', () => {
  const finding = { outcome: 'falls', importance: 'critical' as const, studies: 2, participants: 219, rating }

  test('shows one effect per assumed risk', () => {
    const row = summaryRow({
      ...finding,
      effect: { measure: 'RR', estimate: 0.5, lower: 0.25, upper: 0.9 },
      assumedRisks: [
        { name: 'low', risk: 0.1 },
        { name: 'high', risk: 0.4 },
      ],
    })
    expect(row.anticipated.map(({ name, text }) => [name, text.en])).toEqual([
      ['low', '50 fewer per 1,000 (from 75 fewer to 10 fewer)'],
      ['high', '200 fewer per 1,000 (from 300 fewer to 40 fewer)'],
    ])
    expect(row.certainty).toBe('very_low')
  })

  test('shows a difference in means with its direction in words', () => {
    const row = summaryRow({ ...finding, effect: { measure: 'SMD', estimate: 0.26, lower: -0.11, upper: 0.63 } })
    expect(row.difference).toEqual({
      en: 'SMD 0.26 SD higher (0.11 lower to 0.63 higher)',
      nl: 'SMD 0,26 SD hoger (0,11 lager tot 0,63 hoger)',
    })
  })

  test('needs a risk to apply a relative effect to', () => {
    const effect = { measure: 'OR' as const, estimate: 1, lower: 0.5, upper: 2 }
    expect(() => summaryRow({ ...finding, effect })).toThrow('assumedRisks')
  })
})
