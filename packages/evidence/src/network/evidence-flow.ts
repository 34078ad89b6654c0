import type { NetworkModel } from './network-model.ts'
import { potentialsFor, type SolvedGraph } from './potentials.ts'

/** A comparison with direct evidence; first below second in the order of the network. */
export interface DirectEdge {
  readonly first: number
  readonly second: number
}

/**
 * The stream of evidence from one treatment to another: each comparison carries the share with which it enters the
 * network estimate. One unit leaves the source and arrives at the sink; no part runs in a circle.
 */
export interface EvidenceFlow {
  readonly source: number
  readonly sink: number
  /** For each edge that carries anything: its position in the list of edges, start, end and flow above 0. */
  readonly edges: readonly FlowEdge[]
  /** Treatments with flow, every start before its ends. */
  readonly order: readonly number[]
}

export interface FlowEdge {
  readonly edge: number
  readonly from: number
  readonly to: number
  readonly flow: number
}

/** All comparisons with direct evidence, in the order of the network. */
export function directEdges({ graph }: Pick<NetworkModel, 'graph'>): DirectEdge[] {
  const edges: DirectEdge[] = []
  for (let first = 0; first < graph.size; first++) {
    for (let second = first + 1; second < graph.size; second++) {
      if (graph.weights[first * graph.size + second] !== 0) edges.push({ first, second })
    }
  }
  return edges
}

/** Flows below this are rounding. */
const noFlow = 1e-12

/**
 * Flow for treatment i minus treatment j.
 * @source Papakonstantinou et al. 2018, F1000Research 7:610; König, Krahn & Binder 2013, Statistics in Medicine 32:5414
 */
export function evidenceFlow(model: SolvedGraph, edges: readonly DirectEdge[], i: number, j: number): EvidenceFlow {
  const { size, weights } = model.graph
  const dropBetween = potentialsFor(model, i, j)
  const flows: FlowEdge[] = []
  // Only a comparison whose adjusted weights add up to less than 0 lets evidence run uphill.
  const runsUphill = weights.some((weight) => weight < 0)
  for (const [edge, { first, second }] of edges.entries()) {
    const flow = (weights[first * size + second] as number) * dropBetween(first, second)
    if (Math.abs(flow) < noFlow) continue
    const [from, to] = flow > 0 ? [first, second] : [second, first]
    flows.push({ edge, from, to, flow: Math.abs(flow) })
  }
  const carrying = onWay(runsUphill ? withoutCircles(flows) : flows, i, j)
  const nodes = new Set<number>([i, j])
  for (const { from, to } of carrying) nodes.add(from).add(to)
  const order = runsUphill
    ? topologicalOrder(carrying, [...nodes])
    : [...nodes].sort((one, other) => dropBetween(other, one))
  return { source: i, sink: j, edges: carrying, order }
}

/** Edges on some way from the source to the sink; rounding can leave others with hardly any flow. */
function onWay(edges: readonly FlowEdge[], source: number, sink: number): FlowEdge[] {
  const forward = reach(edges, source, ({ from, to }) => [from, to])
  const backward = reach(edges, sink, ({ from, to }) => [to, from])
  return edges.filter(({ from, to }) => forward.has(from) && backward.has(to))
}

function reach(
  edges: readonly FlowEdge[],
  start: number,
  ends: (edge: FlowEdge) => readonly [number, number],
): Set<number> {
  const next = new Map<number, number[]>()
  for (const edge of edges) {
    const [from, to] = ends(edge)
    next.set(from, [...(next.get(from) ?? []), to])
  }
  const reached = new Set([start])
  for (const node of reached) for (const other of next.get(node) ?? []) reached.add(other)
  return reached
}

/** Takes out circular flow, the smallest flow of each circle at a time. */
function withoutCircles(flows: readonly FlowEdge[]): FlowEdge[] {
  let left = flows.map((edge) => ({ ...edge }))
  for (;;) {
    const circle = findCircle(left)
    if (circle === undefined) return left
    const smallest = Math.min(...circle.map(({ flow }) => flow))
    for (const edge of circle) edge.flow -= smallest
    left = left.filter(({ flow }) => flow > noFlow)
  }
}

interface MutableFlowEdge {
  edge: number
  from: number
  to: number
  flow: number
}

function findCircle(edges: readonly MutableFlowEdge[]): MutableFlowEdge[] | undefined {
  const state = new Map<number, 'open' | 'done'>()
  const path: MutableFlowEdge[] = []
  const visit = (node: number): MutableFlowEdge[] | undefined => {
    state.set(node, 'open')
    for (const edge of edges) {
      if (edge.from !== node) continue
      path.push(edge)
      if (state.get(edge.to) === 'open') return path.slice(path.findIndex(({ from }) => from === edge.to))
      const found = state.get(edge.to) === 'done' ? undefined : visit(edge.to)
      if (found !== undefined) return found
      path.pop()
    }
    state.set(node, 'done')
    return undefined
  }
  for (const { from } of edges) {
    const found = state.has(from) ? undefined : visit(from)
    if (found !== undefined) return found
  }
  return undefined
}

function topologicalOrder(edges: readonly FlowEdge[], nodes: readonly number[]): number[] {
  const incoming = new Map(nodes.map((node) => [node, 0]))
  for (const { to } of edges) incoming.set(to, (incoming.get(to) as number) + 1)
  const ready = nodes.filter((node) => incoming.get(node) === 0)
  const order: number[] = []
  for (let at = 0; at < ready.length; at++) {
    const node = ready[at] as number
    order.push(node)
    for (const { from, to } of edges) {
      if (from !== node) continue
      const left = (incoming.get(to) as number) - 1
      incoming.set(to, left)
      if (left === 0) ready.push(to)
    }
  }
  return order
}
