import type { EvidenceFlow } from './evidence-flow.ts'

/**
 * Contributions by shortest paths: take the path with the fewest comparisons, as much as its smallest flow, share it
 * equally by its comparisons, and go on with what is left. Of paths of equal length the one is taken that a
 * breadth-first search meets first. It tries treatments as they first appear in the list of flows, start before end
 * (comparisons in the order of the network), which is what netmeta does by igraph; with another order single entries can
 * differ, not their sum.
 * @returns contribution of each edge; they add up to 1
 * @source Papakonstantinou et al. 2018, F1000Research 7:610
 */
export function shortestPathContribution(flow: EvidenceFlow, edgeCount: number, size: number): Float64Array {
  const contributions = new Float64Array(edgeCount)
  const left = flow.edges.map((edge) => ({ ...edge }))
  const out: (typeof left)[] = Array.from({ length: size }, () => [])
  for (const edge of left) out[edge.from]?.push(edge)
  const rank = appearanceOf(left, size)
  for (const edges of out) edges.sort((one, other) => (rank[one.to] as number) - (rank[other.to] as number))
  for (;;) {
    const path = findShortestPath(out, flow.source, flow.sink)
    if (path === undefined) return contributions
    const smallest = path.reduce((least, edge) => Math.min(least, edge.flow), Number.POSITIVE_INFINITY)
    for (const edge of path) {
      contributions[edge.edge] = (contributions[edge.edge] as number) + smallest / path.length
      edge.flow -= smallest
      if (edge.flow <= exhausted) edge.flow = 0
    }
  }
}

/** Position at which each treatment first appears in a list of edges. */
function appearanceOf(edges: readonly Edge[], size: number): Int32Array {
  const rank = new Int32Array(size).fill(-1)
  let next = 0
  for (const { from, to } of edges) {
    if (rank[from] === -1) rank[from] = next++
    if (rank[to] === -1) rank[to] = next++
  }
  return rank
}

/** What is left of an edge below this is rounding. */
const exhausted = 1e-12

interface Edge {
  readonly edge: number
  readonly from: number
  readonly to: number
  flow: number
}

function findShortestPath(out: readonly (readonly Edge[])[], source: number, sink: number): Edge[] | undefined {
  const reachedBy = new Map<number, Edge>()
  const queue = [source]
  for (let at = 0; at < queue.length; at++) {
    for (const edge of out[queue[at] as number] ?? []) {
      if (edge.flow === 0 || edge.to === source || reachedBy.has(edge.to)) continue
      reachedBy.set(edge.to, edge)
      queue.push(edge.to)
    }
  }
  const path: Edge[] = []
  for (let node = sink; node !== source; ) {
    const edge = reachedBy.get(node)
    if (edge === undefined) return undefined
    path.push(edge)
    node = edge.from
  }
  return path
}
