import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { compareResults } from './compare.ts'
import { parseReferenceCase, type ReferenceAnalysis } from './format.ts'
import { pairwiseFunctions } from './pairwise.ts'
import { scaleOf } from './scale.ts'

const folder = new URL('../../fixtures/reference/', import.meta.url)
const cases = readdirSync(folder).map((name) =>
  parseReferenceCase(JSON.parse(readFileSync(new URL(name, folder), 'utf8'))),
)

// Each analysis at its own tolerance: what R itself supports.
describe.each(cases.filter(({ kind }) => kind === 'pairwise'))('$id', ({ data, analyses }) => {
  const known = analyses.filter(({ fn }) => pairwiseFunctions[fn] !== undefined)
  test.each(known)('$id agrees with R', (analysis) => {
    const result = pairwiseFunctions[analysis.fn]?.(data, analysis)
    const comparison = compareResults(analysis.result, result, {
      relativeTolerance: analysis.relativeTolerance,
      scale: scaleOf(data, analysis),
      fn: analysis.fn,
    })
    expect(comparison.differences).toEqual([])
  })
})

describe('inputs that must be refused', () => {
  const refused = (fn: string, input: unknown, options: Record<string, number | string | string[]> = {}) => {
    const analysis = { id: 'x', fn, options, relativeTolerance: 0, input } as unknown as ReferenceAnalysis
    return () => pairwiseFunctions[fn]?.({}, analysis)
  }
  const table = (...rows: (number | null | string)[][]) => ({ cols: ['yi', 'vi'], rows })

  test.each([
    ['missing estimate', table([1, 1], [null, 1], [2, 1]), /row 2, estimate/],
    ['missing variance', table([1, 1], [2, 1], [3, null]), /row 3, variance/],
    ['infinite variance', table([1, Number.POSITIVE_INFINITY], [2, 1]), /row 1, variance/],
    ['negative variance', table([1, 1], [2, -1]), /row 2, variance/],
    ['variance 0', table([1, 0], [2, 1]), /row 1, variance/],
    ['one variance for all', { yi: [1, 2, 3], vi: [1] }, /row 2, variance.*\nrow 3, variance/],
    [
      'negative standard error',
      {
        cols: ['yi', 'sei'],
        rows: [
          [1, -1],
          [2, 1],
        ],
      },
      /row 1, variance/,
    ],
    ['no rows', table(), /1 study is needed/],
  ])('%s', (_, input, message) => {
    expect(refused('pairwise', input)).toThrow(message)
    expect(refused('leave1out', input)).toThrow(message.source.includes('study is') ? /needed/ : message)
  })

  test('counts, missing and impossible ones in the rows of the table', () => {
    const input = {
      cols: ['ai', 'n1i', 'ci', 'n2i'],
      rows: [
        [1, 10, 2, 10],
        [null, 10, 2, 10],
        [11, 10, 2, 10],
      ],
    }
    expect(refused('pairwise', input, { measure: 'OR' })).toThrow(/row 2, ai.*\nrow 3, events1/)
    expect(refused('mh', input, { measure: 'OR' })).toThrow(/row 2, events1.*\nrow 3, events1/)
  })

  test('redundant moderators, by name', () => {
    const input = {
      cols: ['yi', 'vi', 'a', 'b'],
      rows: [
        [1, 1, 1, 2],
        [2, 1, 2, 4],
        [3, 2, 5, 10],
        [4, 2, 1, 2],
      ],
    }
    expect(refused('metareg', input, { moderators: ['a', 'b'] })).toThrow(/^b: is redundant/)
  })
})

test('Mantel–Haenszel of rates, and of counts as RevMan 5 prints them', () => {
  const rates = {
    cols: ['x1i', 't1i', 'x2i', 't2i'],
    rows: [
      [10, 100, 20, 90],
      [4, 50, 9, 60],
    ],
  }
  const run = (fn: string, raw: unknown, options: object) =>
    pairwiseFunctions[fn]?.({ raw } as never, { id: 'x', fn, options, relativeTolerance: 0 } as never)
  expect(run('mh', rates, { measure: 'IRR' })).toMatchObject({ k: 2, k_yi: 2, QE_df: 1 })
  const counts = {
    cols: ['ai', 'n1i', 'ci', 'n2i'],
    rows: [
      [10, 100, 20, 90],
      [4, 50, 9, 60],
      [7, 70, 3, 80],
    ],
  }
  const fixed = run('revman5', counts, { measure: 'RR' })
  expect(fixed).toMatchObject({ tau2: 0, n1: 220, n2: 230, df: 2 })
  expect(run('revman5', counts, { measure: 'RR', method: 'DL' })?.['Q']).toBe(fixed?.['Q'])
})
