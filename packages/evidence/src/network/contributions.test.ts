import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { analyseNetwork, type NetworkAnalysis } from './analyse-network.ts'
import { contributionMatrix, contributionMatrixInSteps, contributionsOf, studyContributions } from './contributions.ts'
import { directEdges, type EvidenceFlow, evidenceFlow, type FlowEdge } from './evidence-flow.ts'
import { makeNetwork } from './network-testing.ts'
import { symmetricEigen } from '../numerics/index.ts'

const analyses = fc
  .record({ treatments: fc.integer({ min: 3, max: 7 }), extra: fc.integer({ min: 1, max: 12 }), seed: fc.nat() })
  .map(({ treatments, extra, seed }) =>
    analyseNetwork(makeNetwork({ treatments, studies: treatments - 1 + extra, seed }), { tauSquared: 'DL' }),
  )

const methods = ['shortestPath', 'randomWalk', 'pseudoInverse'] as const

function pathsOf({ edges, source, sink }: EvidenceFlow): FlowEdge[][] {
  const from = (node: number): FlowEdge[][] =>
    node === sink
      ? [[]]
      : edges.filter((edge) => edge.from === node).flatMap((edge) => from(edge.to).map((rest) => [edge, ...rest]))
  return from(source)
}

function flowsOf(analysis: NetworkAnalysis): EvidenceFlow[] {
  const model = analysis.random
  const { size } = model.graph
  return Array.from({ length: size - 1 }, (_, at) => evidenceFlow(model, directEdges(model), 0, at + 1))
}

describe('contributions', () => {
  test.each(methods)('by %s add up to 1 for every comparison', (method) => {
    fc.assert(
      fc.property(analyses, (analysis) => {
        const contributions = contributionsOf(analysis, 'random', method)
        for (const row of contributionMatrix(contributions, analysis.network.treatments.length)) {
          expect(row.contributions.reduce((total, value) => total + value, 0)).toBeCloseTo(1, 10)
          const studies = studyContributions(analysis, contributions, row)
          expect(studies.reduce((total, { contribution }) => total + contribution, 0)).toBeCloseTo(1, 10)
        }
      }),
      { numRuns: 30 },
    )
  })

  test('by random walk equal the sum over all listed paths', () => {
    fc.assert(
      fc.property(analyses, (analysis) => {
        const rows = contributionsOf(analysis, 'random', 'randomWalk')
        for (const [at, flow] of flowsOf(analysis).entries()) {
          const expected = new Float64Array(rows.columns.length)
          const outflow = (node: number) =>
            flow.edges.filter(({ from }) => from === node).reduce((total, edge) => total + edge.flow, 0)
          for (const path of pathsOf(flow)) {
            const probability = path.reduce((product, edge) => product * (edge.flow / outflow(edge.from)), 1)
            for (const { edge } of path) expected[edge] = (expected[edge] as number) + probability / path.length
          }
          for (const [edge, value] of rows.row(0, at + 1).contributions.entries()) {
            expect(value).toBeCloseTo(expected[edge] as number, 10)
          }
        }
      }),
      { numRuns: 30 },
    )
  })

  test('by pseudo-inverse equal the smallest flows over all listed paths', () => {
    fc.assert(
      fc.property(analyses, (analysis) => {
        const rows = contributionsOf(analysis, 'random', 'pseudoInverse')
        for (const [at, flow] of flowsOf(analysis).entries()) {
          const expected = smallestFlows(flow, rows.columns.length)
          for (const [edge, value] of rows.row(0, at + 1).contributions.entries()) {
            expect(value).toBeCloseTo(expected[edge] as number, 7)
          }
        }
      }),
      { numRuns: 30 },
    )
  })

  test('agree on all methods in a star, where each comparison has one path', () => {
    const star = makeNetwork({ treatments: 5, studies: 4, seed: 3, multiArm: 0 })
    const analysis = analyseNetwork(star, { tauSquared: 'DL' })
    const [one, other, third] = methods.map((method) =>
      contributionMatrix(contributionsOf(analysis, 'common', method), 5).map(({ contributions }) => [...contributions]),
    )
    expect(other?.flat()).toEqual(third?.flat().map((value) => expect.closeTo(value, 12) as number))
    expect(one?.flat()).toEqual(third?.flat().map((value) => expect.closeTo(value, 12) as number))
  })

  test('as long work report progress and stop when asked', async () => {
    const analysis = analyseNetwork(makeNetwork({ treatments: 40, studies: 200, seed: 1 }), { tauSquared: 'DL' })
    const contributions = contributionsOf(analysis, 'random', 'randomWalk')
    const seen: number[] = []
    const all = await contributionMatrixInSteps(contributions, 40, { onProgress: (fraction) => seen.push(fraction) })
    expect(all).toHaveLength(780)
    expect(seen.at(-1)).toBe(1)
    const controller = new AbortController()
    const onProgress = () => controller.abort(new Error('enough'))
    const stopped = contributionMatrixInSteps(contributions, 40, { signal: controller.signal, onProgress })
    await expect(stopped).rejects.toThrow('enough')
  })
})

/** h Z⁺ by the eigenvectors of Z'Z, each path's flow shared by its edges. */
function smallestFlows(flow: EvidenceFlow, edgeCount: number): Float64Array {
  const paths = pathsOf(flow)
  const size = flow.edges.length
  const position = new Map(flow.edges.map(({ edge }, index) => [edge, index]))
  const product = new Float64Array(size * size)
  for (const path of paths) {
    for (const one of path) {
      for (const other of path) {
        const at = (position.get(one.edge) as number) * size + (position.get(other.edge) as number)
        product[at] = (product[at] as number) + 1
      }
    }
  }
  const { values, vectors } = symmetricEigen({ rows: size, columns: size, values: product })
  const multipliers = new Float64Array(size)
  const largest = Math.max(...values)
  for (const [k, value] of values.entries()) {
    if (value < 1e-9 * largest) continue
    let projection = 0
    for (const [i, edge] of flow.edges.entries()) projection += edge.flow * (vectors.values[i * size + k] as number)
    for (let i = 0; i < size; i++) {
      multipliers[i] = (multipliers[i] as number) + (projection / value) * (vectors.values[i * size + k] as number)
    }
  }
  const shares = new Float64Array(edgeCount)
  for (const path of paths) {
    const amount = path.reduce((total, { edge }) => total + (multipliers[position.get(edge) as number] as number), 0)
    for (const { edge } of path) shares[edge] = (shares[edge] as number) + amount / path.length
  }
  return shares
}
