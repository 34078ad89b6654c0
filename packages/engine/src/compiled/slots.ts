import type { FactId } from '@dosis/domain'

/** Each fact that a criterion looks at has a number of its own, so that a patient's facts are a list. */
export interface Slots {
  /** By slot. */
  readonly ids: readonly FactId[]
  readonly find: (id: FactId) => number | undefined
  /** The slot of the fact, a new one when it has none yet; only while knowledge is compiled. */
  readonly take: (id: FactId) => number
}

export function makeSlots(): Slots {
  const ids: FactId[] = []
  const byId = new Map<FactId, number>()
  const take = (id: FactId): number => {
    const before = byId.get(id)
    if (before !== undefined) return before
    byId.set(id, ids.length)
    return ids.push(id) - 1
  }
  return { ids, find: (id) => byId.get(id), take }
}
