import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { randomOf } from '../numerics/index.ts'
import { analyseNetwork } from './analyse-network.ts'
import { contributionMatrix, contributionsOf } from './contributions.ts'
import { at, correlatedNetwork, inverted } from './dense-testing.ts'
import { directEdges, type EvidenceFlow, evidenceFlow, type FlowEdge } from './evidence-flow.ts'
import { makeNetwork } from './network-testing.ts'
import { networkMeasures } from './network-measures.ts'
import { potentialsFor, type SolvedGraph } from './potentials.ts'
import { type GraphSolution, solveGraph } from './star-mesh.ts'

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

type Conductances = Readonly<Record<string, number>>

/** A graph of treatments by letter: `AB: 2` is a weight of 2 between A and B. */
function graphOf(conductances: Conductances): SolvedGraph & { solution: GraphSolution } {
  const letters = [...new Set(Object.keys(conductances).join(''))].sort()
  const size = letters.length
  const weights = new Float64Array(size * size)
  for (const [[one, other], weight] of Object.entries(conductances)) {
    const [i, j] = [letters.indexOf(one as string), letters.indexOf(other as string)]
    weights[i * size + j] = weight
    weights[j * size + i] = weight
  }
  const graph = { size, weights, currents: new Float64Array(size * size) }
  return { graph, solution: solveGraph(graph) as GraphSolution }
}

const flowIn = (model: SolvedGraph, i: number, j: number) => evidenceFlow(model, directEdges(model), i, j)

/** `AB 0.25` for each edge that carries a share. */
const told = ({ edges }: EvidenceFlow) =>
  edges.map(({ from, to, flow }) => `${'ABCDEF'[from]}${'ABCDEF'[to]} ${Number(flow.toFixed(9))}`).sort()

/** What leaves a treatment minus what arrives. */
const balance = (edges: readonly FlowEdge[], node: number) =>
  edges.reduce((sum, { from, to, flow }) => sum + flow * (Number(from === node) - Number(to === node)), 0)

/** Drop from a to b by the inverse of the Laplacian without the last treatment. */
function denseDrops({ graph: { size, weights } }: SolvedGraph, i: number, j: number) {
  const laplacian = Array.from({ length: size - 1 }, (_row, a) =>
    Array.from({ length: size - 1 }, (_column, b) => {
      const own = weights.subarray(a * size, (a + 1) * size)
      return a === b ? own.reduce((sum, value) => sum + value, 0) : -(own[b] as number)
    }),
  )
  const { inverse } = inverted(laplacian)
  const entry = (a: number, b: number) => (a < size - 1 && b < size - 1 ? at(inverse, a, b) : 0)
  return (a: number, b: number) => entry(a, i) - entry(a, j) - entry(b, i) + entry(b, j)
}

const expectOneUnit = (model: SolvedGraph, { edges, order, source, sink }: EvidenceFlow) => {
  for (let node = 0; node < model.graph.size; node++) {
    expect(balance(edges, node)).toBeCloseTo(Number(node === source) - Number(node === sink), 9)
  }
  expect(edges.every(({ flow }) => flow > 0)).toBe(true)
  // No circles: there is an order in which every start comes before its end.
  for (const { from, to } of edges) expect(order.indexOf(from)).toBeLessThan(order.indexOf(to))
  expect(new Set(order)).toEqual(new Set([source, sink, ...edges.flatMap(({ from, to }) => [from, to])]))
  expect(order.length).toBe(new Set(order).size)
  expect(order[0]).toBe(source)
}

describe('the evidence between two treatments', () => {
  test('divides over ways as current does over conductors', () => {
    const model = graphOf({ AB: 1, AC: 2, CB: 2 })
    expect(told(flowIn(model, 0, 1))).toEqual(['AB 0.5', 'AC 0.5', 'CB 0.5'])
    expect(told(flowIn(model, 1, 0))).toEqual(['BA 0.5', 'BC 0.5', 'CA 0.5'])
    expect(flowIn(model, 1, 0).order).toEqual([1, 2, 0])
  })

  test('does not run through treatments that hang on one other', () => {
    const { edges, order } = flowIn(graphOf({ AB: 1e9, BC: 1, CD: 1e9, CE: 1, DE: 3 }), 0, 1)
    expect(edges).toMatchObject([{ from: 0, to: 1 }])
    expect(order).toEqual([0, 1])
  })

  test('that runs in a circle is left out', () => {
    // A to B has conductance −½ + 2·2/(2 + 2): half a unit, a drop of 2. One unit runs back from B to A.
    const flow = flowIn(graphOf({ AB: -0.5, AC: 2, CB: 2 }), 0, 1)
    expect(told(flow)).toEqual(['AC 1', 'CB 1'])
    expect(flow.order).toEqual([0, 2, 1])
  })

  test('has every circle taken out, one after the other', () => {
    // Back from B to A runs 1; by C 0.6, by D 1.4.
    const model = graphOf({ AB: -0.5, AC: 0.6, CB: 0.6, AD: 1.4, DB: 1.4 })
    const flow = flowIn(model, 0, 1)
    expectOneUnit(model, flow)
    expect(flow.edges.some(({ from }) => from === 1)).toBe(false)
    const along = (from: number, to: number) =>
      flow.edges.find((edge) => edge.from === from && edge.to === to)?.flow ?? 0
    expect(along(0, 2)).toBeCloseTo(along(2, 1), 9)
    expect(along(0, 3)).toBeCloseTo(along(3, 1), 9)
    expect(along(0, 2)).toBeLessThanOrEqual(0.6 + 1e-9)
  })

  test.each([
    ['with weights above 0', false],
    ['with some weights below 0', true],
  ])('is one unit without circles, at most the current of each comparison and in its direction (%s)', (_, below) => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 3, max: 7 }), (seed, size) => {
        const random = randomOf(seed)
        const conductances: Record<string, number> = {}
        for (let i = 0; i < size; i++) {
          for (let j = i + 1; j < size; j++) {
            if (j > i + 1 && random.uniform() < 0.3) continue
            conductances[`${'ABCDEFG'[i]}${'ABCDEFG'[j]}`] =
              below && j > i + 1 && random.uniform() < 0.4 ? -0.25 * random.uniform() : 0.5 + random.uniform()
          }
        }
        const model = graphOf(conductances)
        fc.pre(model.solution !== undefined)
        const edges = directEdges(model)
        for (const [i, j] of [
          [0, size - 1],
          [1, 0],
          [size - 1, 1],
        ] as const) {
          const flow = evidenceFlow(model, edges, i, j)
          expectOneUnit(model, flow)
          const drop = denseDrops(model, i, j)
          for (const { edge, from, to, flow: share } of flow.edges) {
            const current = (model.graph.weights[from * size + to] as number) * drop(from, to)
            expect(share).toBeLessThanOrEqual(current + 1e-9)
            expect([Math.min(from, to), Math.max(from, to)]).toEqual([edges[edge]?.first, edges[edge]?.second])
            if (!below) expect(share).toBeCloseTo(current, 9)
          }
        }
      }),
      { numRuns: 60 },
    )
  })

  test('adds up to all of it in a network whose studies have correlated arms', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const { common } = analyseNetwork(correlatedNetwork(seed), { tauSquared: 0, armVariances: 'accept' })
        for (let j = 1; j < common.graph.size; j++) expectOneUnit(common, flowIn(common, 0, j))
      }),
      { numRuns: 30 },
    )
  })
})

describe('the drop of the potential', () => {
  test.each([1, 1e-3, 1e3, 1e8])(
    'is that of the inverse of the Laplacian (one weight %d times the others)',
    (factor) => {
      const model = graphOf({ AB: factor, AC: 2, AD: 1, BC: 0.5, BD: 3, CE: 1, DE: 2, DF: 1, EF: 4 })
      for (const [i, j] of [
        [0, 1],
        [0, 5],
        [4, 2],
        [5, 3],
      ] as const) {
        const [drop, wanted] = [potentialsFor(model, i, j), denseDrops(model, i, j)]
        for (let a = 0; a < 6; a++) for (let b = 0; b < 6; b++) expect(drop(a, b)).toBeCloseTo(wanted(a, b), 8)
      }
    },
  )

  test('keeps all its digits beside a comparison 1e14 times as precise', () => {
    const model = graphOf({ AB: 1e14, AC: 3, CB: 1, CD: 2 })
    // From A to C: 3 directly, and 1 by B, of which the first step has hardly any resistance.
    expect(potentialsFor(model, 0, 2)(0, 1) * 1e14).toBeCloseTo(0.25, 12)
    expect(potentialsFor(model, 0, 2)(0, 2)).toBeCloseTo(0.25, 12)
    expect(potentialsFor(model, 2, 1)(0, 1) * 1e14).toBeCloseTo(0.75, 12)
    expect(potentialsFor(model, 3, 1)(3, 2)).toBeCloseTo(0.5, 12)
    expect(potentialsFor(model, 3, 1)(1, 0) * -1e14).toBeCloseTo(0.75, 12)
  })
})
