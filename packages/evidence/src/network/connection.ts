import type { Network } from './network.ts'

/** Treatments that studies join, directly or through others. */
export interface SubNetwork {
  readonly treatments: readonly string[]
  readonly studies: readonly string[]
}

/** The parts of a network between which no study makes a bridge; one part when it is connected. Largest first. */
export function subNetworksOf(network: Network): SubNetwork[] {
  const labels = labelTreatments(network)
  const parts = new Map<number, { treatments: string[]; studies: string[] }>()
  for (const [index, treatment] of network.treatments.entries()) {
    const label = labels[index] as number
    const part = parts.get(label) ?? { treatments: [], studies: [] }
    parts.set(label, part)
    part.treatments.push(treatment)
  }
  for (const [study, name] of network.studies.entries()) {
    const treatment = network.arms[network.armStart[study] as number] as number
    parts.get(labels[treatment] as number)?.studies.push(name)
  }
  return [...parts.values()].sort((one, other) => other.treatments.length - one.treatments.length)
}

/** For each treatment the smallest index of a treatment in its part, by union of the arms of each study. */
export function labelTreatments(network: Network): Int32Array {
  const parent = Int32Array.from(network.treatments, (_, index) => index)
  const rootOf = (treatment: number): number => {
    let root = treatment
    while (parent[root] !== root) {
      parent[root] = parent[parent[root] as number] as number
      root = parent[root] as number
    }
    return root
  }
  for (let study = 0; study < network.studies.length; study++) {
    const start = network.armStart[study] as number
    for (let arm = start + 1; arm < (network.armStart[study + 1] as number); arm++) {
      const one = rootOf(network.arms[start] as number)
      const other = rootOf(network.arms[arm] as number)
      parent[Math.max(one, other)] = Math.min(one, other)
    }
  }
  return parent.map((_, treatment) => rootOf(treatment))
}

/**
 * Which groups of arms hold the network together: without such a group some treatments lose every link with others.
 * Groups are the arms of a study or of a design; in the graph of groups and treatments they are cut vertices.
 * @param starts,members members of group g: `members[starts[g]]` up to `members[starts[g + 1] - 1]`
 * @source Hopcroft & Tarjan 1973, Communications of the ACM 16:372–378
 */
export function findBridgingGroups(starts: Int32Array, members: Int32Array, treatmentCount: number): Uint8Array {
  const groupCount = starts.length - 1
  const groupsOf = listGroups(starts, members, treatmentCount)
  const nodeCount = groupCount + treatmentCount
  const depth = new Int32Array(nodeCount).fill(-1)
  const low = new Int32Array(nodeCount)
  const next = new Int32Array(nodeCount)
  const parent = new Int32Array(nodeCount).fill(-1)
  const isBridging = new Uint8Array(groupCount)
  const neighbours = (node: number): Int32Array =>
    node < groupCount ? members.subarray(starts[node], starts[node + 1]) : (groupsOf[node - groupCount] as Int32Array)
  const neighbour = (node: number, at: number): number => {
    const id = neighbours(node)[at] as number
    return node < groupCount ? id + groupCount : id
  }
  for (let root = groupCount; root < nodeCount; root++) {
    if (depth[root] !== -1) continue
    depth[root] = 0
    const stack = [root]
    while (stack.length > 0) {
      const node = stack[stack.length - 1] as number
      const position = next[node] as number
      if (position < neighbours(node).length) {
        next[node] = position + 1
        const other = neighbour(node, position)
        if (depth[other] === -1) {
          depth[other] = (depth[node] as number) + 1
          low[other] = depth[other] as number
          parent[other] = node
          stack.push(other)
        } else if (other !== parent[node]) low[node] = Math.min(low[node] as number, depth[other] as number)
        continue
      }
      stack.pop()
      const above = parent[node] as number
      if (above < 0) continue
      low[above] = Math.min(low[above] as number, low[node] as number)
      // Groups are never roots here, so a group cuts when a child reaches nothing above it.
      if (above < groupCount && (low[node] as number) >= (depth[above] as number)) isBridging[above] = 1
    }
  }
  return isBridging
}

function listGroups(starts: Int32Array, members: Int32Array, treatmentCount: number): Int32Array[] {
  const groups: number[][] = Array.from({ length: treatmentCount }, () => [])
  for (let group = 0; group + 1 < starts.length; group++) {
    for (let at = starts[group] as number; at < (starts[group + 1] as number); at++) {
      groups[members[at] as number]?.push(group)
    }
  }
  return groups.map((list) => Int32Array.from(list))
}
