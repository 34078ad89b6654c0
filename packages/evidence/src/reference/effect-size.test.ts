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
