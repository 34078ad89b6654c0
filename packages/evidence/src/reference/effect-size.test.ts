import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { compareResults } from './compare.ts'
import { effectSizeFunctions } from './effect-size.ts'
import { parseReferenceCase } from './format.ts'
import { scaleOf } from './scale.ts'

const folder = new URL('../../fixtures/reference/', import.meta.url)
const cases = readdirSync(folder).map((name) =>
  parseReferenceCase(JSON.parse(readFileSync(new URL(name, folder), 'utf8'))),
)

const known = cases
  .map(({ id, data, analyses }) => ({
    id,
    data,
    analyses: analyses.filter(({ fn }) => Object.hasOwn(effectSizeFunctions, fn)),
  }))
  .filter(({ analyses }) => analyses.length > 0)

describe.each(known)('$id', ({ data, analyses }) => {
  test.each(analyses)('$id', (analysis) => {
    const result = effectSizeFunctions[analysis.fn]?.(data, analysis)
    const comparison = compareResults(analysis.result, result, {
      relativeTolerance: analysis.relativeTolerance,
      scale: scaleOf(data, analysis),
      fn: analysis.fn,
    })
    expect(comparison.differences).toEqual([])
  })
})

test('an analysis with its own input refuses incomplete and impossible rows by number', () => {
  const input = {
    cols: ['ai', 'n1i', 'ci', 'n2i'],
    rows: [
      [3, 10, 4, 10],
      [null, 10, 4, 10],
      [12, 10, 4, 10],
    ],
  }
  const analysis = { id: 'x', fn: 'escalc', options: { measure: 'OR' }, relativeTolerance: 1e-10, input }
  expect(() => effectSizeFunctions['escalc']?.({}, analysis)).toThrow(
    'row 2, events1: must be a finite number, got NaN\nrow 3, events1: must be from 0 to total1, got 12',
  )
})

test('rows that miss a value have no effect in a case with data', () => {
  const raw = {
    cols: ['m1i', 'sd1i', 'n1i', 'm2i', 'sd2i', 'n2i'],
    rows: [
      [1, 2, 10, 0, 2, 10],
      [1, null, 10, 0, 2, 10],
    ],
  }
  const options = { measure: 'MD', correct: false }
  const analysis = { id: 'x', fn: 'escalc', options, relativeTolerance: 1e-10 }
  const result = effectSizeFunctions['escalc']?.({ raw }, analysis)
  expect(result).toEqual({ yi: [1, Number.NaN], vi: [0.8, Number.NaN] })
})

test.each([
  ['SMD', {}, 'UB'],
  ['SMD', { exact_smd: false }, 'revman5'],
  ['SMD', { 'exact.smd': false }, 'revman5'],
  ['MD', { pooledvar: true }, 'HO'],
])('package meta: %s with %j is variance %s', (measure, options, vtype) => {
  const raw = {
    cols: ['m1i', 'sd1i', 'n1i', 'm2i', 'sd2i', 'n2i'],
    rows: [
      [1, 2, 10, 0, 3, 14],
      [3, 1, 8, 0.5, 2, 10],
    ],
  }
  const asked = { id: 'x', relativeTolerance: 1e-10 }
  const byMeta = effectSizeFunctions['escalc_meta']?.(
    { raw },
    { ...asked, fn: 'escalc_meta', options: { measure, ...options } },
  )
  const own = effectSizeFunctions['escalc']?.({ raw }, { ...asked, fn: 'escalc', options: { measure, vtype } })
  expect(byMeta?.['yi']).toEqual(own?.['yi'])
  expect(byMeta?.['vi']).toEqual(own?.['vi'])
})
