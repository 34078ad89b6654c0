import { factorCholesky, solveCholesky } from '../numerics/index.ts'
import type { EvidenceFlow, FlowEdge } from './evidence-flow.ts'
import { gaussLegendre } from './quadrature.ts'
import { inOrder, longestPath } from './random-walk-contribution.ts'

/**
 * Contributions with the smallest sum of squared flows over all paths that explains the flow of every comparison (the
 * pseudo-inverse of the matrix of paths by comparisons). Exact without listing paths: the products of that matrix count
 * the paths through two edges, which follows from counts of paths between treatments.
 * @returns contribution of each edge; they add up to 1; single ones can be below 0
 * @source Rücker, Papakonstantinou, Nikolakopoulou, Schwarzer, Galla & Davies 2024, Statistics in Medicine 43:4287–4304
 */
export function pseudoInverseContribution(flow: EvidenceFlow, edgeCount: number, size: number): Float64Array {
  const edges = inOrder(flow)
  const counts = pathSums(flow, edges, size, 1)
  const free = edges.flatMap((edge, index) => (isFirstInto(edges, edge, flow.sink) ? [] : [index]))
  const multipliers = solveForMultipliers(edges, free, counts)
  const contributions = new Float64Array(edgeCount)
  const { points, weights } = gaussLegendre(Math.ceil((longestPath(edges, size, flow.source) + 1) / 2))
  for (let node = 0; node < points.length; node++) {
    const x = points[node] as number
    const sums = pathSums(flow, edges, size, x)
    for (const edge of edges) {
      let share = 0
      for (const [at, other] of free.entries()) {
        share += (multipliers[at] as number) * pathsThrough(sums, edge, edges[other] as FlowEdge, x)
      }
      const at = edge.edge
      contributions[at] = (contributions[at] as number) + (weights[node] as number) * share
    }
  }
  return contributions
}

/** Sums of x^length over paths from the source, to the sink, and between all treatments. */
interface PathSums {
  readonly size: number
  readonly fromSource: Float64Array
  readonly toSink: Float64Array
  readonly between: Float64Array
}

function pathSums(
  { source, sink, order }: EvidenceFlow,
  edges: readonly FlowEdge[],
  size: number,
  x: number,
): PathSums {
  const between = new Float64Array(size * size)
  for (const node of order) between[node * size + node] = 1
  for (const { from, to } of edges) {
    for (const start of order) {
      const before = between[start * size + from] as number
      if (before !== 0) between[start * size + to] = (between[start * size + to] as number) + before * x
    }
  }
  const fromSource = between.slice(source * size, (source + 1) * size)
  const toSink = Float64Array.from({ length: size }, (_, node) => between[node * size + sink] as number)
  return { size, fromSource, toSink, between }
}

/** Sum of x^(length − 1) over the paths through two edges (or through one, given twice). */
function pathsThrough(
  { size, fromSource, toSink, between }: PathSums,
  one: FlowEdge,
  other: FlowEdge,
  x: number,
): number {
  if (one.edge === other.edge) return (fromSource[one.from] as number) * (toSink[one.to] as number)
  const oneFirst = (between[one.to * size + other.from] as number) * x
  if (oneFirst !== 0) return (fromSource[one.from] as number) * oneFirst * (toSink[other.to] as number)
  const otherFirst = (between[other.to * size + one.from] as number) * x
  return (fromSource[other.from] as number) * otherFirst * (toSink[one.to] as number)
}

/**
 * Flow of a path = sum of multipliers of its edges. One edge into each treatment on the way can have multiplier 0,
 * because shifting all edges into and out of a treatment against each other changes no path.
 */
function isFirstInto(edges: readonly FlowEdge[], edge: FlowEdge, sink: number): boolean {
  return edge.to !== sink && edges.find(({ to }) => to === edge.to) === edge
}

function solveForMultipliers(edges: readonly FlowEdge[], free: readonly number[], counts: PathSums): Float64Array {
  const count = free.length
  const values = new Float64Array(count * count)
  const right = new Float64Array(count)
  // Rows and columns are divided by the root of the diagonal, since counts of paths can differ by many powers of ten.
  const roots = free.map((index) => {
    const edge = edges[index] as FlowEdge
    return Math.sqrt(pathsThrough(counts, edge, edge, 1))
  })
  for (const [row, one] of free.entries()) {
    right[row] = (edges[one] as FlowEdge).flow / (roots[row] as number)
    for (const [column, other] of free.entries()) {
      const paths = pathsThrough(counts, edges[one] as FlowEdge, edges[other] as FlowEdge, 1)
      values[row * count + column] = paths / (roots[row] as number) / (roots[column] as number)
    }
  }
  const factor = factorCholesky({ rows: count, columns: count, values })
  if (factor === undefined) throw new RangeError('pseudoInverseContribution: too many paths for double precision')
  return solveCholesky(factor, right).map((value, row) => value / (roots[row] as number))
}
