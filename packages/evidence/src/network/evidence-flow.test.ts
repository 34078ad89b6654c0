import { expect, test } from 'vitest'
import { analyseNetwork } from './analyse-network.ts'
import { contributionMatrix, contributionsOf } from './contributions.ts'
import { makeNetwork } from './network-testing.ts'
import { networkMeasures } from './network-measures.ts'

test('flows keep their digits when variances in one network span 1e16', () => {
  const contrasts = makeNetwork({ treatments: 6, studies: 16, seed: 4, multiArm: 0 }).map((row, index) => ({
    ...row,
    standardError: row.standardError * (index % 3 === 0 ? 1e-8 : 1),
  }))
  const analysis = analyseNetwork(contrasts, { tauSquared: 0 })
  for (const method of ['shortestPath', 'randomWalk', 'pseudoInverse'] as const) {
    for (const { contributions } of contributionMatrix(contributionsOf(analysis, 'common', method), 6)) {
      expect(contributions.reduce((total, value) => total + value, 0)).toBeCloseTo(1, 9)
    }
  }
  for (const { meanPathLength, minimalParallelism } of networkMeasures(analysis, 'common')) {
    expect(meanPathLength).toBeGreaterThan(1 - 1e-9)
    expect(minimalParallelism).toBeGreaterThan(1 - 1e-9)
  }
})
