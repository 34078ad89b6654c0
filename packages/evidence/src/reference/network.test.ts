import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { compareResults } from './compare.ts'
import { parseReferenceCase } from './format.ts'
import { networkFunctions } from './network.ts'
import { scaleOf } from './scale.ts'

const folder = new URL('../../fixtures/reference/', import.meta.url)
const known = readdirSync(folder)
  .map((name) => parseReferenceCase(JSON.parse(readFileSync(new URL(name, folder), 'utf8'))))
  .map(({ id, data, analyses }) => ({
    id,
    data,
    analyses: analyses.filter(({ fn }) => Object.hasOwn(networkFunctions, fn)),
  }))
  .filter(({ analyses }) => analyses.length > 0)

describe.each(known)('$id', ({ data, analyses }) => {
  test.each(analyses)('$id', (analysis) => {
    const result = networkFunctions[analysis.fn]?.(data, analysis)
    const comparison = compareResults(analysis.result, result, {
      relativeTolerance: analysis.relativeTolerance,
      scale: scaleOf(data, analysis),
      fn: analysis.fn,
      // netmeta's optimiser; the exact root stands beside it.
      ignore: ['tau2_netmeta_REML'],
    })
    expect(comparison.differences).toEqual([])
  })
})
