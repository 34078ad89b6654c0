import type { EvidenceFlow, FlowEdge } from './evidence-flow.ts'
import { gaussLegendre } from './quadrature.ts'
import { inOrder, longestPath } from './random-walk-contribution.ts'

/**
 * Contributions with the smallest sum of squared flows over all paths that explains the flow of every comparison (the
 * pseudo-inverse of the matrix of paths by comparisons). Exact without listing paths: the flow of a path is a sum of
 * multipliers of its edges, which have a closed form, and sums over all paths through an edge are products of a forward
 * and a backward sum over the edges, as in `randomWalkContribution`.
 * @returns contribution of each edge; they add up to 1; single ones can be below 0
 * @source Rücker, Papakonstantinou, Nikolakopoulou, Schwarzer, Galla & Davies 2024, Statistics in Medicine 43:4287–4304
 */
export function pseudoInverseContribution(flow: EvidenceFlow, edgeCount: number, size: number): Float64Array {
  const edges = inOrder(flow)
  const multipliers = multipliersOf(flow, edges, size)
  const contributions = new Float64Array(edgeCount)
  const { points, weights } = gaussLegendre(Math.ceil((longestPath(edges, size, flow.source) + 1) / 2))
  for (let node = 0; node < points.length; node++) {
    const before = sumsBefore(flow.source, edges, size, multipliers, points[node] as number)
    const after = sumsAfter(flow.sink, edges, size, multipliers, points[node] as number)
    for (const [at, { edge, from, to }] of edges.entries()) {
      const paths = (before.paths[from] as number) * (after.paths[to] as number)
      const share =
        (before.flows[from] as number) * (after.paths[to] as number) +
        (multipliers[at] as number) * paths +
        (before.paths[from] as number) * (after.flows[to] as number)
      contributions[edge] = (contributions[edge] as number) + (weights[node] as number) * share
    }
  }
  return contributions
}

/** Over all paths on one side of each treatment: the sum of x^length, and the same times the multipliers on the path. */
interface SideSums {
  readonly paths: Float64Array
  readonly flows: Float64Array
}

/** Sums over the paths from the source to each treatment. */
function sumsBefore(
  source: number,
  edges: readonly FlowEdge[],
  size: number,
  multipliers: Float64Array,
  x: number,
): SideSums {
  const paths = new Float64Array(size)
  const flows = new Float64Array(size)
  paths[source] = 1
  for (let at = 0; at < edges.length; at++) {
    const { from, to } = edges[at] as FlowEdge
    const count = paths[from] as number
    paths[to] = (paths[to] as number) + count * x
    flows[to] = (flows[to] as number) + ((flows[from] as number) + count * (multipliers[at] as number)) * x
  }
  return { paths, flows }
}

/** Sums over the paths from each treatment to the sink. */
function sumsAfter(
  sink: number,
  edges: readonly FlowEdge[],
  size: number,
  multipliers: Float64Array,
  x: number,
): SideSums {
  const paths = new Float64Array(size)
  const flows = new Float64Array(size)
  paths[sink] = 1
  for (let at = edges.length - 1; at >= 0; at--) {
    const { from, to } = edges[at] as FlowEdge
    const count = paths[to] as number
    paths[from] = (paths[from] as number) + count * x
    flows[from] = (flows[from] as number) + ((flows[to] as number) + count * (multipliers[at] as number)) * x
  }
  return { paths, flows }
}

/**
 * Multipliers whose sums along the paths are the smallest flows. Shifting all edges into and out of a treatment against
 * each other changes no path, so they can be chosen with mean 0 over the paths from the source to each treatment but
 * the sink. Then what the edges carry gives them one by one: from u to w the flow per path to u, less the flow into w
 * per path to w, for each path from w to the sink.
 */
function multipliersOf({ source, sink }: EvidenceFlow, edges: readonly FlowEdge[], size: number): Float64Array {
  const multipliers = new Float64Array(edges.length)
  const { paths: before } = sumsBefore(source, edges, size, multipliers, 1)
  const { paths: after } = sumsAfter(sink, edges, size, multipliers, 1)
  const inflow = new Float64Array(size)
  for (const { to, flow } of edges) inflow[to] = (inflow[to] as number) + flow
  for (const [at, { from, to, flow }] of edges.entries()) {
    const mean = to === sink ? 0 : (inflow[to] as number) / (before[to] as number)
    multipliers[at] = (flow / (before[from] as number) - mean) / (after[to] as number)
  }
  return multipliers
}
