import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { compareResults } from './compare.ts'
import { parseReferenceCase } from './format.ts'
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
