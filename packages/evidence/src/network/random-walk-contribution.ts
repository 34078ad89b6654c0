import type { EvidenceFlow } from './evidence-flow.ts'
import { gaussLegendre } from './quadrature.ts'

/**
 * Contributions when evidence walks at random along the flow: each path's probability is shared equally by its
 * comparisons. Exact without listing paths: 1 / length is the integral of x^(length − 1) over (0, 1), and the sum over
 * all paths through an edge at a given x is a product of a forward and a backward sum over the edges.
 * @returns contribution of each edge; they add up to 1
 * @source Davies, Papakonstantinou, Nikolakopoulou, Rücker & Galla 2022, Statistics in Medicine 41:2091–2114
 */
export function randomWalkContribution(flow: EvidenceFlow, edgeCount: number, size: number): Float64Array {
  const contributions = new Float64Array(edgeCount)
  const edges = inOrder(flow)
  const outflow = new Float64Array(size)
  for (const { from, flow: value } of edges) outflow[from] = (outflow[from] as number) + value
  const steps = Float64Array.from(edges, (edge) => edge.flow / (outflow[edge.from] as number))
  const { points, weights } = gaussLegendre(Math.ceil((longestPath(edges, size, flow.source) + 1) / 2))
  const forward = new Float64Array(size)
  const backward = new Float64Array(size)
  for (let node = 0; node < points.length; node++) {
    const x = points[node] as number
    forward.fill(0)
    backward.fill(0)
    forward[flow.source] = 1
    backward[flow.sink] = 1
    for (let at = 0; at < edges.length; at++) {
      const { from, to } = edges[at] as (typeof edges)[number]
      forward[to] = (forward[to] as number) + (forward[from] as number) * (steps[at] as number) * x
    }
    for (let at = edges.length - 1; at >= 0; at--) {
      const { edge, from, to } = edges[at] as (typeof edges)[number]
      const onward = (steps[at] as number) * (backward[to] as number)
      backward[from] = (backward[from] as number) + onward * x
      const share = (weights[node] as number) * (forward[from] as number) * onward
      contributions[edge] = (contributions[edge] as number) + share
    }
  }
  return contributions
}

/** Edges so that all edges into a treatment come before all edges out of it. */
export function inOrder({ edges, order }: EvidenceFlow): EvidenceFlow['edges'] {
  const position = new Map(order.map((node, index) => [node, index]))
  return [...edges].sort((one, other) => (position.get(one.from) as number) - (position.get(other.from) as number))
}

/** Most edges on any path from the source. */
export function longestPath(edges: EvidenceFlow['edges'], size: number, source: number): number {
  const length = new Int32Array(size).fill(-1)
  length[source] = 0
  let longest = 0
  for (const { from, to } of edges) {
    const before = length[from] as number
    if (before < 0) continue
    length[to] = Math.max(length[to] as number, before + 1)
    longest = Math.max(longest, before + 1)
  }
  return longest
}
