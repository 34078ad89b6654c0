import { type Need, needs, type WorklistRow } from '@dosis/api'

export interface NeedGroup {
  readonly need: Need
  readonly rows: readonly WorklistRow[]
}

/** Rows under the need they share, most urgent need first, plans that wait first, then who waits longest; needs of nobody are left out. */
export function groupByNeed(rows: readonly WorklistRow[]): readonly NeedGroup[] {
  return needs
    .map((need) => ({
      need,
      rows: rows.filter((row) => row.need === need).toSorted((left, right) => byWaiting(left, right)),
    }))
    .filter(({ rows: group }) => group.length > 0)
}

function byWaiting(left: WorklistRow, right: WorklistRow): number {
  const waiting = Number(right.planWaits ?? false) - Number(left.planWaits ?? false)
  return waiting || left.since.localeCompare(right.since) || left.name.localeCompare(right.name, 'nl')
}

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** Rows whose name holds every word of the search, whatever the accents and capitals. */
export function searchRows(rows: readonly WorklistRow[], search: string): readonly WorklistRow[] {
  const words = plain(search).split(/\s+/).filter(Boolean)
  return rows.filter(({ name }) => words.every((word) => plain(name).includes(word)))
}
